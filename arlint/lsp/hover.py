"""What the editor shows when the pointer rests on a finding, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from arlint.model import Diagnostic
from arlint.packs.arabic import reason
from arlint.packs.schema import RuleSpec
from arlint.report.human import offer
from arlint.report.visible import isolated
from arlint.report.words import CUES, cue, silencing

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def hover(diagnostic: Diagnostic, spec: RuleSpec | None, language: str) -> str:
    """The page about one finding of the rule `spec`."""
    parts = [f"**{diagnostic.code}** {diagnostic.name}", _prose(diagnostic.message, language)]
    if spec:
        parts.append(_prose(reason(spec, language), language))
    if diagnostic.cues:
        parts.append(f"{CUES[language]}: {_list(diagnostic.cues, language)}")
    if diagnostic.fix:
        parts.append(_literal(offer(diagnostic.fix, language)))  # its title is set apart already
    parts += [f"{where}: `{what}`" for where, what in silencing(diagnostic.code, language)[:1]]
    return "\n\n".join(parts)


def _list(items: Iterable[str], language: str) -> str:
    return ("، " if language == "ar" else ", ").join(_prose(cue(item, language), language) for item in items)


def _prose(text: str, language: str = "") -> str:
    return _literal(isolated(text, language))


def _literal(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
