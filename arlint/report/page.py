"""The page of one rule, for a terminal: why it exists, examples before and after, how to silence it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from arlint.packs.arabic import reason
from arlint.packs.reserved import Reserved
from arlint.packs.schema import Example, RuleSpec
from arlint.report.visible import isolated
from arlint.report.words import about, silencing

_WORDS = {
    "en": {
        "why": "Why",
        "invalid": "Found (between ⟦ ⟧)",
        "valid": "Left alone",
        "silence": "To silence it",
        "nothing": "(nothing)",
        "all": "All examples:",
        "facts": "kind {kind} · severity {severity} · {standing} · fix {fixes} · since {since}",
        "none": "none",
        "clean": "{trust}, made by `arlint clean` too",
    },
    "ar": {
        "why": "لماذا؟",
        "invalid": "ما تجده القاعدة (بين ⟦ ⟧)",
        "valid": "ما تتركه",
        "silence": "لإسكاتها",
        "nothing": "(لا شيء)",
        "all": "كل الأمثلة:",
        "facts": "النوع: {kind} · الخطورة: {severity} · الحالة: {standing} · الإصلاح: {fixes} · منذ الإصدار {since}",
        "none": "لا إصلاح",
        "clean": "{trust}، ويجريه `arlint clean` أيضا",
    },
}
_VALUES = {
    "ar": {
        "safe": "آمن",
        "unsafe": "غير آمن",
        "display": "اقتراح للمحرر",
        "error": "خطأ",
        "warning": "تنبيه",
        "info": "معلومة",
        "on": "تعمل",
        "off": "متوقفة",
        "preview": "قيد التجربة",
    },
}


def page(spec: RuleSpec, standing: str, language: str) -> Iterator[str]:
    """The whole page; `standing` says whether the rule runs here ("on", "off" or "preview")."""
    yield click.style(f"{spec.code} {spec.name}", bold=True)
    for one in (language, "en" if language == "ar" else "ar"):
        yield f"  {isolated(about(spec, one), one)}"
    yield ""
    yield isolated(_facts(spec, standing, language), language)
    yield ""
    yield from background(spec, language)


def background(spec: RuleSpec, language: str, suffix: str = ".md", most: int | None = None) -> Iterator[str]:
    """Why the rule exists, examples (`most` of a kind), how to silence it in a file with this suffix."""
    words = _WORDS[language]
    yield click.style(words["why"], bold=True)
    yield f"  {isolated(reason(spec, language), language)}"
    for title, examples in ((words["invalid"], spec.invalid), (words["valid"], spec.valid)):
        if examples:
            yield from ("", click.style(title, bold=True), *_examples(examples[:most], words["nothing"]))
    if most is not None and most < max(len(spec.invalid), len(spec.valid)):
        yield from ("", f"{isolated(words['all'])} arlint rule {spec.code}")
    yield from ("", click.style(words["silence"], bold=True))
    ways = silencing(spec.code, language, suffix)
    width = max(len(where) for where, _ in ways)
    yield from (f"  {where:<{width}}  {what}" for where, what in ways)


def _facts(spec: RuleSpec, standing: str, language: str) -> str:
    words, values = _WORDS[language], _VALUES.get(language, {})
    trust = values.get(str(spec.applicability), str(spec.applicability))
    also = spec.clean and spec.applicability == "unsafe"
    fixes = words["none"] if isinstance(spec, Reserved) else words["clean"].format(trust=trust) if also else trust
    return words["facts"].format(
        kind=spec.kind,
        severity=values.get(str(spec.severity), str(spec.severity)),
        standing=values.get(standing, standing),
        fixes=fixes,
        since=spec.since,
    )


def _examples(examples: Sequence[Example], nothing: str) -> Iterator[str]:
    for example in examples:
        lines = example.text.splitlines() or [""]
        yield from (f"  {' ' if number else '-'} {isolated(line)}" for number, line in enumerate(lines))
        if example.fixed is not None:
            fixed = example.fixed.splitlines() or [nothing]
            yield from (f"  {' ' if number else '→'} {isolated(line)}" for number, line in enumerate(fixed))
