"""What a program fills in or reads in a translated string: `{name}`, `%1$s`, `<b>`, the syntax of ICU plurals."""

from __future__ import annotations

import re

from arlint.formats.prose import Prose
from arlint.text import hypertext
from arlint.text.spans import merge

_FILLED = re.compile(
    r"\{\{[^{}\n]*+\}\}"  # Handlebars, i18next
    r"|\$\{[^{}\n]*+\}|%\{[^{}\n]*+\}|#\{[^{}\n]*+\}"  # shells, Ruby
    r"|%\([^()\s]*+\)[-+ #0]*+\d*+(?:\.\d++)?[a-zA-Z]"  # Python
    r"|%(?:\d++\$)?[-+#0,]*+\d*+(?:\.\d++)?(?:hh?|ll?|[Lqjzt])?[@aAcCdDeEfFgGinopsSuUxX](?![A-Za-z])"  # printf
    r"|%%"
    r"|\$t\([^()\n]*+\)|@:[A-Za-z_][\w.]*+"  # i18next, Vue
    r"|(?<![\w:])[:&@][a-z_]+(?![\w:])"  # Laravel; Drupal's @name
    r"|\\[nrt]"  # an escape inside an escape
)
#: The opening of an ICU argument with branches, and of one branch.
_BRANCHED = re.compile(r"\{\s*[\w.]+\s*,\s*(?:plural|select|selectordinal)\s*,(?:\s*offset:\d+)?")
_BRANCH = re.compile(r"\s*(?:=\d+|\w+)\s*\{")


def protected(prose: Prose) -> Prose:
    """`prose`, a translated string, with what is not for the reader as its markup.

    >>> text = "{n, plural, one {رسالة من <b>{who}</b>} other {# رسائل}} %1$s"
    >>> [text[a:b] for a, b in protected(Prose(text)).markup]
    ['{n, plural, one {', '<b>{who}</b>} other {', '}}', '%1$s']
    """
    text = prose.text
    spans: list[tuple[int, int]] = []
    if "%" in text or "$" in text or ":" in text or "@" in text or "\\" in text or "{" in text or "&" in text:
        spans += [match.span() for match in _FILLED.finditer(text)]
    if "<" in text or "&" in text:
        spans += hypertext.scan(text, 0, len(text)).spans
    if "{" in text:
        spans += _braces(text)
    return prose._replace(markup=merge([*prose.markup, *spans])) if spans else prose


def _braces(text: str) -> list[tuple[int, int]]:
    """The syntax in braces: all of a plain argument; of an argument with branches what is around their texts."""
    spans: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []  # what each open brace is, and where it stands
    at = 0
    while at < len(text):
        inside_branches = opened and opened[-1][0] == "branches"
        if inside_branches and (branch := _BRANCH.match(text, at)):
            spans.append(branch.span())
            opened.append(("text", at))
            at = branch.end()
        elif text[at] == "{":
            branched = _BRANCHED.match(text, at)
            opened.append(("branches" if branched else "argument", at))
            if branched:
                spans.append(branched.span())
                at = branched.end() - 1
            at += 1
        elif text[at] == "}" and opened:
            what, start = opened.pop()
            spans.append((start, at + 1) if what == "argument" else (at, at + 1))
            at += 1
        else:
            at += 1
    return spans
