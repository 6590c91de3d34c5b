"""Inline markup of Markdown: code spans, links, images, tags, emphasis, entities, mathematics, expressions of MDX.

Linear in the length of the paragraph: closings are looked up, not searched for again and again.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right

from arlint.text import hypertext, later
from arlint.text.hypertext import Markup

_TOKEN = later.pattern(
    r"(?P<math>\$\$?|\\\\?[(\[])|\\(?P<escaped>[!-/:-@\[-`{-~]|\n)|(?P<code>`++)|(?P<tag><|\{/\*)"
    r"|(?P<note>\[\^[^\s\[\]]{1,200}+\])"
    r"|(?P<wiki>!?\[\[[^\[\]|\n]{1,300}+(?:\||\]\](?![(\[])))|(?P<open>!?\[)|(?P<close>\])"
    rf"|(?P<emphasis>\*++|_++|~~(?!~))|(?P<entity>{hypertext.ENTITY.pattern})"
    r"|(?P<emoji>(?<![\w:]):[a-z][a-z0-9_+-]*+:(?!\w))|(?P<attributes>\{ ?(?:[:#.]|[a-z-]++=[\"'\w])[^{}\n]*+\})"
    r"|(?P<expression>\{(?:\.\.\.)?[A-Za-z_$][\w$]*+(?:\.[\w$]++)*+(?:\([^(){}\n]*+\))?\})"
)
_BACKTICKS = later.pattern(r"`++")
_ALERT = later.pattern(r"\[![A-Za-z]{1,30}\]")  # `[!NOTE]`, at the start of a quotation

_AUTOLINK = later.pattern(
    r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[\w.!#$%&'*+/=?^`{|}~-]++@[A-Za-z0-9.-]++)>", re.ASCII
)
_TAG = later.pattern(
    r"<(?:/(?P<closed>[A-Za-z][A-Za-z0-9-]*+)\s*+>"
    r"|(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?:\s++[A-Za-z_:][A-Za-z0-9_.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?>)"
)
# A component of MDX where it is no tag of HTML: a name with a full stop, values in braces.
_BRACED = r"\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}"
_COMPONENT = later.pattern(
    r"</?[A-Z]\w*+(?:\.\w++)*+"
    rf"(?:\s++(?:[A-Za-z_][\w:-]*+(?:=(?:[^\s\"'=<>`{{}}]++|'[^']*+'|\"[^\"]*+\"|{_BRACED}))?+|{_BRACED}))*+"
    r"\s*+/?>"
)
_DECLARATIONS = (("<!--", "-->"), ("{/*", "*/}"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))
_COMMENTS = ("<!--", "{/*")

_TITLE = r"\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"|'[^'\\]*+(?:\\.[^'\\]*+)*+'|\([^()\\]*+(?:\\.[^()\\]*+)*+\)"
_NESTED = r"\((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+\)"
_DESTINATION = rf"<[^<>\n\\]*+(?:\\.[^<>\n\\]*+)*+>|(?!<)(?:[^\s()\\]|\\\S|\\|{_NESTED})*+"
_LINK_TAIL = later.pattern(rf"\(\s*+(?:{_DESTINATION})(?:\s++(?P<title>{_TITLE}))?+\s*+\)", re.DOTALL)
_LABEL = later.pattern(r"\[(?P<label>(?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)
_LABEL_LENGTH = 999  # CommonMark's limit
DEFINITION = later.pattern(
    r"\[(?!\^)(?P<label>(?:[^\[\]\\]|\\.){1,999}+)\]:[ \t]*+\n?[ \t]*+(?:<[^<>\n]*+>|(?!<)\S++)"
    rf"(?:(?:[ \t]++\n?[ \t]*+|\n[ \t]*+)(?P<title>{_TITLE}))?[ \t]*+(?:\n|\Z)",
    re.DOTALL,
)
_SPACES = later.pattern(r"\s++")

# As Pandoc reads it: no space inside the signs, no digit after them (so that prices are none).
_MATH = later.pattern(r"\$(?![\s$])(?P<body>[^$\\]*+(?:\\.[^$\\]*+)*+)(?<!\s)\$(?!\d)", re.DOTALL)
# A word and no variable; a formula with one has a command too (`\\text{عدد}`).
_WORD = later.pattern("[\u0620-\u064a]{3}")
_COMMAND = later.pattern(r"\\[A-Za-z]")
_CLOSES = {"(": ")", "[": "]"}
_LONGEST_FORMULA = 1_000


def scan(text: str, segments: list[tuple[int, int]], labels: frozenset[str]) -> Markup:
    """Find what is not prose in the lines of one paragraph; `labels` are those that the document defines."""
    inline = Inline(text, segments)
    found = _Scanner(inline.text, labels).run()
    return Markup(
        [inline.span(start, end) for start, end in found.spans if start < end],
        [(*inline.span(start, end), body) for start, end, body in found.comments],
    )


def normal_label(label: str) -> str:
    """Return a link label as CommonMark compares it: case and white space folded."""
    return _SPACES.sub(" ", label.strip()).casefold()


class Inline:
    """The text of a paragraph without the marks of its containers, with a map back to the document."""

    def __init__(self, text: str, segments: list[tuple[int, int]]) -> None:
        self.text = "\n".join(text[start:end] for start, end in segments)
        self._origins = [start for start, _ in segments]
        self._starts = []
        position = 0
        for start, end in segments:
            self._starts.append(position)
            position += end - start + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span back."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, position: int) -> int:
        line = bisect_right(self._starts, position) - 1
        return self._origins[line] + position - self._starts[line]


class _Scanner:
    """One pass over the text of a paragraph."""

    def __init__(self, text: str, labels: frozenset[str]) -> None:
        self.text = text
        self.labels = labels
        self.spans: list[tuple[int, int]] = []
        self.comments: list[tuple[int, int, str]] = []
        self.missing: set[str] = set()  # closings that the rest of the text does not hold
        self.brackets: list[tuple[int, int, bool]] = []  # start and end of an opening bracket, whether of an image
        self.inactive = 0  # links hold no links: so many brackets, from the bottom, can't open one any more
        self.delimiters: dict[str, list[list[int]]] = {"*": [], "_": [], "~": []}  # [end, how many are left]
        self.runs: dict[int, list[int]] = {}  # length of a run of backticks -> where such runs start

    def run(self) -> Markup:
        text = self.text
        if "`" in text:
            for run in _BACKTICKS.finditer(text):
                self.runs.setdefault(run.end() - run.start(), []).append(run.start())
        position = 0
        alert = _ALERT.match(text)
        if alert is not None:
            self.spans.append(alert.span())
            position = alert.end()
        while (token := _TOKEN.search(text, position)) is not None:
            position = self.take(token)
        return Markup(self.spans, self.comments)

    def take(self, token: re.Match[str]) -> int:
        """Take one token; return where to read on."""
        start, end = token.span()
        match token.lastgroup:
            case "escaped":
                self.spans.append((start, start + 1))
            case "code":
                return self.code(start, end)
            case "tag":
                return self.tag(start)
            case "open":
                self.brackets.append((start, end, token[0] == "!["))
            case "close":
                return self.link(start)
            case "emphasis":
                self.emphasis(start, end)
            case "math":
                return self.math(start, end)
            case "entity" | "named":
                if hypertext.is_entity(token):
                    self.spans.append((start, end))
            case _:  # notes, targets of wiki links, emoji, attributes, expressions
                self.spans.append((start, end))
        return end

    def find(self, closing: str, position: int) -> int:
        """Find a closing; once missed, it is not looked for again."""
        found = -1 if closing in self.missing else self.text.find(closing, position)
        if found < 0:
            self.missing.add(closing)
        return found

    def code(self, start: int, end: int) -> int:
        starts = self.runs.get(end - start, [])
        index = bisect_left(starts, end)
        if index == len(starts):
            return end
        close = starts[index] + end - start
        self.spans.append((start, close))
        return close

    def tag(self, start: int) -> int:
        text = self.text
        if (link := _AUTOLINK.match(text, start)) is not None:
            self.spans.append(link.span())
            return link.end()
        tag = _TAG.match(text, start)
        if tag is None and (component := _COMPONENT.match(text, start)) is not None:
            self.spans.append(component.span())
            return component.end()
        if tag is None:
            return self.declaration(start)
        name = (tag["name"] or "").lower()
        closed = None
        if name in hypertext.CODE_ELEMENTS and not tag[0].endswith("/>"):
            closed = hypertext.code_end(text, name, tag.end(), len(text), self.missing)
        read = hypertext.tag_end(text, tag.end("name"), tag.end()) if name and closed is None else None
        if read is None:
            self.spans.append((start, closed or tag.end()))
        else:
            self.spans.extend(hypertext.tag_spans(text, start, read))
        return closed or tag.end()

    def declaration(self, start: int) -> int:
        text = self.text
        for opening, closing in _DECLARATIONS:
            if not text.startswith(opening, start):
                continue
            body = start + len(opening)
            if opening == "<!" and not text[body : body + 1].isalpha():
                continue
            overlap = 2 if opening == "<!--" and text.startswith((">", "->"), body) else 0  # `<!-->` is whole
            close = self.find(closing, body - overlap)
            if close < 0:
                continue
            end = close + len(closing)
            self.spans.append((start, end))
            if opening in _COMMENTS:
                self.comments.append((start, end, text[body:close]))
            return end
        return start + 1

    def link(self, close: int) -> int:
        """Take a closing bracket: the end of a link or an image, or nothing."""
        if not self.brackets:
            return close + 1
        start, text_start, is_image = self.brackets.pop()
        active = is_image or len(self.brackets) >= self.inactive
        self.inactive = min(self.inactive, len(self.brackets))
        if not active:
            return close + 1
        tail = _LINK_TAIL.match(self.text, close + 1)
        if tail is not None:
            self.spans.append((start, text_start))
            first, last = tail.span("title")
            if first < 0:
                self.spans.append((close, tail.end()))
            else:
                self.spans += [(close, first + 1), (last - 1, tail.end())]
            end = tail.end()
        else:
            end = self.reference(text_start, close)
            if end < 0:
                return close + 1
            self.spans += [(start, text_start), (close, end)]
        if not is_image:
            self.inactive = len(self.brackets)
        return end

    def reference(self, text_start: int, close: int) -> int:
        """Return the end of a reference link whose text ends at `close`, or -1 where its label is not defined."""
        if not self.labels:
            return -1
        label = _LABEL.match(self.text, close + 1)
        if label is not None and label["label"] and normal_label(label["label"]) in self.labels:
            return label.end()
        if label is not None and label["label"]:
            return -1
        if close - text_start <= _LABEL_LENGTH and normal_label(self.text[text_start:close]) in self.labels:
            return close + 1 if label is None else label.end()
        return -1

    def emphasis(self, start: int, end: int) -> None:
        """Pair a run of delimiters with the nearest open ones of its kind, as far as both reach."""
        text, sign = self.text, self.text[start]
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
        right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
        opens = left and (sign != "_" or not right or _is_punctuation(before))
        closes = right and (sign != "_" or not left or _is_punctuation(after))
        stack = self.delimiters[sign]
        while closes and start < end and stack:
            opener = stack[-1]
            used = min(opener[1], end - start)
            self.spans += [(opener[0] - used, opener[0]), (start, start + used)]
            start += used
            opener[0] -= used
            opener[1] -= used
            if not opener[1]:
                stack.pop()
        if opens and start < end:
            stack.append([end, end - start])

    def math(self, start: int, end: int) -> int:
        if self.text[start] == "\\":
            return self.latex(start, end)
        if end - start == len("$$"):
            close = self.find("$$", end)
            if close < 0:
                return end
            self.spans.append((start, close + 2))
            return close + 2
        formula = _MATH.match(self.text, start)
        if formula is None or not _is_formula(formula["body"]):
            return end
        self.spans.append(formula.span())
        return formula.end()

    def latex(self, start: int, end: int) -> int:
        r"""Take a formula of LaTeX, `\(x\)` or `\\[x\\]`, or no more than the escaped sign."""
        closing = self.text[start : end - 1] + _CLOSES[self.text[end - 1]]
        close = self.text.find(closing, end, end + _LONGEST_FORMULA)
        if close >= 0 and _is_formula(self.text[end:close]):
            self.spans.append((start, close + len(closing)))
            return close + len(closing)
        self.spans.append((start, start + 1))
        return start + 2


def _is_formula(body: str) -> bool:
    return _WORD.search(body) is None or _COMMAND.search(body) is not None


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
