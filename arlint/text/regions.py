"""Spans of a line that word rules never flag and never edit, in text of any kind; `passages` has what spans lines.

Every pattern is linear on any input: what repeats is possessive (it never gives back) or bounded, and a part
that may be long starts only where its own run of characters starts, so that no character is read twice for it.
"""

from __future__ import annotations

import re

from arlint.text import later
from arlint.text.chars import ARABIC_BLOCKS
from arlint.text.cited import cited, has_hint
from arlint.text.spans import merge

# What ends a URL: white space, quotes, angle brackets, Arabic punctuation. Arabic letters don't: an IRI holds them.
_URL_BODY = r"""[^\s<>"`«»“”„‹›،؛؟⟦⟧{}|\\^]"""
_URL = later.pattern(
    r"(?<![A-Za-z0-9])(?:(?:https?|ftps?|sftp|wss?|file|ssh|git|s3|gs|hdfs)://|(?:mailto|tel|magnet|data):(?=[^\s:]))"
    rf"{_URL_BODY}++"
    rf"|(?<![A-Za-z0-9.])www\.{_URL_BODY}++",
    re.IGNORECASE,
)
_URL_TAIL = ".,;:!?'*_~…"  # what follows a URL rather than ends it
# A host in Arabic letters without a scheme: `العربية.نت`, `موقع.وزارة.مصر/أخبار`.
_ARABIC_HOST = later.pattern(
    rf"(?<![\w.{ARABIC_BLOCKS}-])[{ARABIC_BLOCKS}](?:[\w{ARABIC_BLOCKS}-]|\.(?=\w))*+(?:/{_URL_BODY}++)?+"
)
_SPELLED_ENDINGS = ("نت", "كوم", "أورغ")  # .net, .com, .org: nothing else ends so after a full stop
_COUNTRY_ENDINGS = "شبكة موقع السعودية مصر امارات قطر عمان تونس المغرب الجزائر فلسطين"
_ARABIC_ENDINGS = (*_SPELLED_ENDINGS, *_COUNTRY_ENDINGS.split())
_HOST_HINT = later.pattern(rf"\.(?:{'|'.join(_ARABIC_ENDINGS)})")

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u200c"  # vowel marks, and the joiner that Persian words hold
_TAG = later.pattern(
    rf"(?<![A-Za-z0-9&/#@.])[@#](?=\d*+[^\W\d])[\w{_MARKS}]++"
    # Copied from a right-to-left page, the sign stands after a Latin word: `MeToo#`, `alkahrabacare@`.
    r"|(?<![A-Za-z0-9_@#./-])[A-Za-z][A-Za-z0-9_]*+[@#](?![\w@#])"
)

_BACKTICKS = later.pattern(r"`++")
_CODE_LIMIT = 300  # code points between backticks in plain text; a longer pair is two stray quotes

# A run of Latin letters and digits with what joins them in addresses, paths, file names and ids.
_COMPOUND = later.pattern(
    r"(?<![A-Za-z0-9_])(?:(?<![\w<])(?:\.{0,2}|~)[/\\]|(?<![\w.])[@.])?+[A-Za-z0-9_]++"
    r"(?:(?:[-.+~%=&?]|[:/\\@]++)[A-Za-z0-9_]++)*+(?:/(?![\w/]))?+"
)
_LETTER = later.pattern(r"[A-Za-z]")
_JOINER = later.pattern(r"[-./\\:@_=]")
_EMAIL = later.pattern(r"[A-Za-z0-9_.+%=&~-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++")
_DOMAIN = later.pattern(
    # Generic endings in any case (Character.AI); a country's in one case only: `model.It` is a lost space.
    r"(?:[A-Za-z0-9_-]++\.)+"
    r"(?i:com|net|org|edu|gov|mil|int|info|biz|io|ai|dev|app|co|tv|news|blog|site|online|shop|xyz|tech|cloud|wiki|media)"
    r"(?::\d++)?(?:/.*)?"
    r"|(?:[A-Za-z0-9_-]++\.)*?(?:[A-Za-z0-9_-]{2,}+\.[a-z]{2}|[A-Z0-9_-]{2,}+\.[A-Z]{2})(?::\d++)?(?:/.*)?",
    re.DOTALL,
)
_EXTENSION = (
    r"(?i:pyi?|ipynb|[cm]?js|jsx|tsx?|jsonl?|mdx?|rst|txt|pdf|docx?|xlsx?|pptx?|csv|tsv|parquet|zip|tar|gz|bz2|xz|zst"
    r"|rar|7z|exe|msi|dmg|apk|deb|rpm|html?|xml|s?css|svg|png|jpe?g|gif|webp|ico|mp[34]|wav|ogg|avi|mkv|mov|ya?ml|toml"
    r"|ini|cfg|conf|env|lock|log|sql|db|sh|bash|bat|ps1|[ch]pp|cc|java|kt|go|rs|rb|php|swift|cs|lua|vue|gguf|onnx"
    r"|safetensors|ckpt|bin|po|srt|vtt|jar|dll|iso|img|epub|odt)"
)
_FILE = later.pattern(rf".*[A-Za-z0-9_]\.{_EXTENSION}", re.DOTALL)
# What ends in .js is the name of a library in Arabic (فيو.js).
_ARABIC_FILE = later.pattern(rf"(?<![\w.{ARABIC_BLOCKS}-])[\w{ARABIC_BLOCKS}-]++\.(?!js\b){_EXTENSION}(?![A-Za-z0-9_])")
_FILE_HINT = later.pattern(r"\.[A-Za-z7]")
_PATH = later.pattern(
    r"(?:\.{1,2}|~)[/\\].*|[A-Za-z]:[\\/].*|/[a-z0-9_.].*|/[^/]++/.*[-_.0-9/].*|\\[^\\]++\\.*", re.DOTALL
)
_DOTFILE = later.pattern(r"\.[a-z][a-z0-9_-]++(?:\.[a-z0-9_-]++)*+")
_LOWER = later.pattern(r"@?[a-z0-9_]++(?:[-./\\:@+=&?%~]++[a-z0-9_]++)*+/?")
_SNAKE = later.pattern(r"[A-Za-z0-9]++_[A-Za-z0-9_.:=/-]*+")
_VERSION = later.pattern(r"\d\.\d")
_ID_JOINER = later.pattern(r"[-:@]")

# Commands: the word that starts one, then a subcommand or an argument that no English sentence has there.
_COMMAND = later.pattern(
    r"(?<![A-Za-z0-9_.-])(?:"
    r"(?:\$ )?+(?:sudo )?+(?:"
    r"(?:pip3?|uvx?|pipx|np[mx]|pnpm|yarn|conda|mamba|brew|apt(?:-get)?|dnf|yum|gem|cargo|poetry|docker|podman|kubectl"
    r"|helm|git|ollama|go|dotnet|flutter|composer|hf|systemctl)"
    r" (?:install|add|run|pull|push|clone|commit|checkout|build|create|update|upgrade|remove|uninstall|exec|serve|show"
    r"|list|start|stop|status|init|login|get|apply|compose|pip|sync|up|ps|download|enable|test|mod)(?![A-Za-z0-9_])"
    r"|(?:python3?|node|bash|sh|curl|wget|cd|chmod|mkdir|export|echo|cat|ssh|scp|pip3?|npx|uvx|git|docker|npm)"
    r" (?=[-./~$\"'][^ ]|[a-z0-9-]++[./=:_][a-z0-9_/])"
    r")[!-~]*+(?: [!-~]++)*+"
    r"|from [a-z_][A-Za-z0-9_.]*+ import [A-Za-z_*][A-Za-z0-9_.*]*+(?:, ?[A-Za-z_][A-Za-z0-9_.]*+)*+"
    r"|import [a-z_][A-Za-z0-9_.]*+(?: as [a-z_][a-z0-9_]*+)?+"
    r")"
)
# The first words of commands: a line without one of them is not searched for commands.
_TOOL_WORDS = """pip pip3 uv uvx pipx npm npx pnpm yarn conda mamba brew apt dnf yum gem cargo poetry docker podman
kubectl helm git ollama go dotnet flutter composer hf systemctl python python3 node bash sh curl wget cd chmod mkdir
export echo cat ssh scp from import"""
_TOOLS = frozenset(_TOOL_WORDS.split())
_TOOL = later.pattern(r"[a-z][a-z0-9]*")
# An argument with which the sentence goes on: after a full stop or bracket, or a capitalised plain word.
_COMMAND_STOP = later.pattern(r"(?<=[.;:!?)\]]) | (?=[A-Z][a-z]++(?![A-Za-z0-9_=./:-]))")
# Arabic words after which a lower-case name is a package: "import", "package", "library", "command".
_PACKAGE = later.pattern(
    r"(?<!\w)[وفبل]{0,2}(?:استورد|استيراد|تستورد|نستورد|حزمة|الحزمة|مكتبة|المكتبة|الأمر|أمر) "
    r"([a-z][a-z0-9_]*+)(?![A-Za-z0-9_])"
)
_PACKAGE_WORDS = ("ستورد", "استيراد", "حزمة", "مكتبة", "أمر")  # what every branch of `_PACKAGE` holds one of
_LOWER_WORD = later.pattern(r"(?<![A-Za-z0-9_])[a-z][a-z0-9_]*+(?![A-Za-z0-9_])")
_CALL = later.pattern(
    r"(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_]*+(?:\.[A-Za-z_][A-Za-z0-9_]*+)*+"
    rf"\(([^(){ARABIC_BLOCKS}\n]{{0,200}}+)\)"
)
_CODE_ARGUMENT = later.pattern(r"[=_\"'\[{]")

# A title in quotation marks that is English and not a name: three words, one of them a function word.
_TITLE = later.pattern(rf"[\"“”«]([A-Za-z][^\"“”«»{ARABIC_BLOCKS}\n]{{8,200}}+)[\"“”»]")
_TITLE_WORD = later.pattern(
    r"(?<![A-Za-z])(?:[Tt]he|of|and|to|for|in|on|at|with|from|by|[Ii]s|[Aa]re|was|[Hh]ow|[Ww]hy|[Ww]hat|When|your|an)"
    r"(?![A-Za-z])"
)

_POSSIBLE = later.pattern(r"[A-Za-z@#`]|\.\w")  # what a line must hold for any of these


def inline_regions(line: str) -> list[tuple[int, int]]:
    """Return the spans of a line that hold names for machines and not words.

    URLs, e-mail addresses, @handles, #hashtags, file names and paths, ids of models and packages, shell and
    import commands, code between backticks, identifiers, quoted English titles; and words that the line speaks of
    (`cited`). Offsets count code points of `line`; the spans are sorted and disjoint.

    >>> line = "ثبّت DeepSeek-R1 من https://ollama.com، لا DeepSeek V3"
    >>> [line[a:b] for a, b in inline_regions(line)]
    ['DeepSeek-R1', 'https://ollama.com']
    """
    if _POSSIBLE.search(line) is None and not has_hint(line):
        return []
    spans: list[tuple[int, int]] = []
    if _LETTER.search(line):
        if ":" in line or "www." in line.lower():
            spans += [(m.start(), _url_end(line, m.start(), m.end())) for m in _URL.finditer(line)]
        spans += [m.span() for m in _COMPOUND.finditer(line) if is_identifier(m[0])]
        spans += _commands(line)
        if "(" in line:
            spans += [m.span() for m in _CALL.finditer(line) if not m[1] or _CODE_ARGUMENT.search(m[1])]
        spans += [m.span() for m in _TITLE.finditer(line) if m[1].count(" ") > 1 and _TITLE_WORD.search(m[1])]
    if "@" in line or "#" in line:
        spans += [m.span() for m in _TAG.finditer(line)]
    if _FILE_HINT.search(line):
        spans += [m.span() for m in _ARABIC_FILE.finditer(line)]
    if _HOST_HINT.search(line):
        hosts = (m for m in _ARABIC_HOST.finditer(line) if _is_host(m[0]))
        spans += [(m.start(), _url_end(line, m.start(), m.end())) for m in hosts]
    if "`" in line:
        spans += _code_spans(line)
    if has_hint(line):
        spans += cited(line)
    return merge(spans)


def is_identifier(token: str) -> bool:
    """Say whether a run of Latin letters, digits and joiners is an address, path, file or id rather than words.

    >>> [name for name in ("gpt-4o", "Coca-Cola", "llama3.1:8b", "CI/CD", "README.md") if is_identifier(name)]
    ['gpt-4o', 'llama3.1:8b', 'README.md']
    """
    token = token.strip("_")  # emphasis marks, most often
    if _JOINER.search(token) is None or _LETTER.search(token) is None:
        return False
    if any(form.fullmatch(token) for form in (_EMAIL, _DOMAIN, _FILE, _PATH, _DOTFILE)):
        return True
    first = _JOINER.split(token, maxsplit=1)[0]
    if first.isdigit():  # a list number or a range: `1-Openai`, `2020-2021`, `10:30`
        return False
    return _LOWER.fullmatch(token) is not None or _SNAKE.fullmatch(token) is not None or _has_version(token)


def _has_version(token: str) -> bool:
    """Say whether a name carries a number as ids do: `DeepSeek-R1`, `4o-mini`, `Qwen/Qwen2.5-7B`, `Llama3.1`."""
    if _VERSION.search(token) and token[0].isalpha():
        return True
    head, *rest = _ID_JOINER.split(token, maxsplit=1)
    if not rest:
        return False
    named = token[0].isalpha() and "/" not in head and any(map(str.isdigit, rest[0]))
    return named or (any(map(str.isdigit, head)) and _LETTER.search(rest[0]) is not None)


def _url_end(line: str, start: int, end: int) -> int:
    """Give back the punctuation after a URL, and a closing bracket that it does not open."""
    unopened = {close: line.count(close, start, end) - line.count(open_, start, end) for open_, close in ("()", "[]")}
    while end > start:
        last = line[end - 1]
        if last in _URL_TAIL:
            end -= 1
        elif unopened.get(last, 0) > 0:
            unopened[last] -= 1
            end -= 1
        else:
            break
    return end


def _is_host(match: str) -> bool:
    host, slash, _ = match.partition("/")
    return "." in host and host.rpartition(".")[2] in (_ARABIC_ENDINGS if slash else _SPELLED_ENDINGS)


def _commands(line: str) -> list[tuple[int, int]]:
    """Find commands, the packages that Arabic words announce, and where the line names the same ones again."""
    spans: list[tuple[int, int]] = []
    if not _TOOLS.isdisjoint(_TOOL.findall(line)):
        spans += [(m.start(), _command_end(m)) for m in _COMMAND.finditer(line)]
    named = {word for start, end in spans for word in _LOWER_WORD.findall(line, start, end)}
    if any(word in line for word in _PACKAGE_WORDS):
        spans += [m.span(1) for m in _PACKAGE.finditer(line)]
    if named:
        spans += [m.span() for m in _LOWER_WORD.finditer(line) if m[0] in named]
    return spans


def _command_end(match: re.Match[str]) -> int:
    """Cut a command where the sentence goes on, and give back punctuation after it."""
    command = match[0]
    stop = None if command.startswith(("from", "import")) else _COMMAND_STOP.search(command)
    body = command[: stop.start()] if stop else command
    return match.start() + len(body.rstrip(".,;:!?)]\"'»`"))


def _code_spans(line: str) -> list[tuple[int, int]]:
    """Pair each run of backticks with the next run of the same length, as CommonMark does."""
    runs = [m.span() for m in _BACKTICKS.finditer(line)]
    following: dict[int, int] = {}  # length of a run -> index of the nearest such run to the right
    partner = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        partner[index] = following.get(length, -1)
        following[length] = index
    spans = []
    index = 0
    while index < len(runs):
        close = partner[index]
        if close >= 0 and runs[close][0] - runs[index][1] <= _CODE_LIMIT:
            spans.append((runs[index][0], runs[close][1]))
            index = close
        index += 1
    return spans
