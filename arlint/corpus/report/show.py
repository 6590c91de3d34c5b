"""Pieces of a corpus in the page: a change in its line, the beginning of a document. All is escaped here."""

from __future__ import annotations

import re
from collections.abc import Callable

from arlint.corpus.report.facts import Gone, Sample
from arlint.report.words import counted
from arlint.report.xml import text

_CODE_POINT = re.compile(r"&lt;(U\+[0-9A-F]{4,6})&gt;((?:&lt;\1&gt;)*)")  # of escaped text, one or a row of the same
_NAME = re.compile(r"<U\+[0-9A-F]{4,6}>")
_JOINER = re.compile("\u200d")  # zero width joiner


def sample(one: Sample) -> str:
    """A change in its line, and where it stands."""
    old = f"<del>{_spaced(one.old)}</del>" if one.old else ""
    new = f"<ins>{_spaced(one.new)}</ins>" if one.new else ""
    often = f" · {counted(one.count, 'times', 'ar')}" if one.count > 1 else ""
    return (
        f'<blockquote dir="{_direction(one)}">{_prose(one.before)}{old}{new}{_prose(one.after)}'
        f'<footer dir="rtl">{place(one.source, one.record)}{often}</footer></blockquote>'
    )


def document(gone: Gone) -> str:
    """A document that isn't in the output, and why."""
    return (
        f'<blockquote class="context" dir="rtl">{lines(gone.start)}<footer dir="rtl">'
        f"{place(gone.source, gone.record)} · <bdi>{text(gone.reason)}</bdi></footer></blockquote>"
    )


def place(source: str, record: int | None) -> str:
    """Where a document stands."""
    return f"<bdi>{text(source)}</bdi>" + ("" if record is None else f"، السجل <bdi>{record:,}</bdi>")


def lines(value: str) -> str:
    """The lines of a text that aren't blank."""
    return "\n".join(_prose(line) for line in value.splitlines() if line.strip()) or "<i>(لا نص)</i>"


def _prose(value: str) -> str:
    """Text around a change: joiners and variation selectors do their work, other unseen characters are named."""
    parts = (_CODE_POINT.sub(_named("code note"), text(part)) for part in _JOINER.split(value))
    return "\u200d".join(parts)  # zero width joiner


def _spaced(value: str) -> str:
    """A changed stretch with its line ends and outer spaces to be seen."""
    inner = value.strip(" ")
    left = len(value) - len(value.lstrip(" "))
    right = len(value) - left - len(inner)
    shown = inner.replace("\r\n", "\n").replace("\n", "⏎").replace("\t", "⇥")
    return _CODE_POINT.sub(_named("code"), text("␣" * left + shown + "␣" * right))


def _named(kind: str) -> Callable[[re.Match[str]], str]:
    """What stands in place of a row of one unseen character: its name, and how many there are."""

    def name(found: re.Match[str]) -> str:
        number = 1 + found[2].count("+")
        return f'<span class="{kind}">{found[1]}{f" ×{number:,}" if number > 1 else ""}</span>'

    return name


def _direction(one: Sample) -> str:
    """A line without letters stands where the page begins."""
    whole = _NAME.sub("", one.before + one.old + one.new + one.after)
    return "auto" if any(map(str.isalpha, whole)) else "rtl"
