"""One HTML page that needs no other file: counts by rule, then every finding in its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from arlint import __version__
from arlint.packs.arabic import reason
from arlint.report.human import offer, place
from arlint.report.result import Lines, Result, Summary
from arlint.report.visible import excerpt
from arlint.report.words import about, counted
from arlint.report.xml import text

if TYPE_CHECKING:
    from arlint.model import Diagnostic
    from arlint.report import Describe

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --mark: #ffd54f; --accent: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --mark: #7a5c00; --accent: #8ab4f8; } }
body { font: 1rem/1.6 system-ui, "Noto Naskh Arabic", sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
table { border-collapse: collapse; } td, th { padding: .15rem .8rem; text-align: start; }
td:first-child { text-align: end; font-variant-numeric: tabular-nums; }
article { border-inline-start: .25rem solid var(--line); margin: .8rem 0; padding-inline-start: .8rem; }
article.error { border-color: #d93025; } article.warning { border-color: #f29900; }
.place, .fix, summary { color: GrayText; font-size: .9rem; } .code { color: var(--accent); font-weight: 600; }
blockquote { background: var(--soft); margin: .3rem 0; padding: .3rem .8rem; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; }
"""
_WORDS = {
    "en": {"title": "Arabic text report", "count": "Findings", "rule": "Rule", "about": "About", "why": "Why"},
    "ar": {"title": "تقرير فحص النصوص", "count": "الملاحظات", "rule": "القاعدة", "about": "موضوعها", "why": "لماذا؟"},
}


#: Nothing is loaded and nothing runs, whatever a text has smuggled in.
_POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"


class Html:
    """See the module. The counts stand first, so that everything is written at the end."""

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._counts: Counter[tuple[str, str]] = Counter()
        self._body: list[str] = []
        self._path = ""

    def start(self) -> Iterator[str]:
        """Nothing yet."""
        return iter(())

    def result(self, result: Result) -> Iterator[str]:
        """Nothing yet: the findings are kept."""
        lines = Lines(result.text)
        for diagnostic in result.diagnostics:
            if result.path != self._path:
                self._path = result.path
                self._body.append(f"<h2><bdi>{text(result.path)}</bdi></h2>")
            self._counts[diagnostic.code, diagnostic.name] += 1
            self._body += _article(result, lines, diagnostic)
        return iter(())

    def finish(self, summary: Summary) -> Iterator[str]:
        """The page."""
        language = summary.language or "en"
        words = _WORDS[language]
        yield "<!DOCTYPE html>"
        yield f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">'
        yield f'<head><meta charset="utf-8">{_POLICY}<title>{words["title"]}</title>'
        yield f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        yield f"<body><h1>{words['title']}</h1>"
        files = counted(summary.files, "file", language)
        yield f"<p>{counted(summary.findings, 'finding', language)} · {files} · <bdi>arlint {__version__}</bdi></p>"
        if self._counts:
            yield f"<table><tr><th>{words['count']}</th><th>{words['rule']}</th><th>{words['about']}</th></tr>"
            yield from (self._row(code, name, language) for code, name in sorted(self._counts, key=self._order))
            yield "</table>"
        yield from self._body
        yield "</body></html>"

    def _order(self, key: tuple[str, str]) -> tuple[int, str]:
        return -self._counts[key], key[0]

    def _row(self, code: str, name: str, language: str) -> str:
        spec, topic = self._describe(code), ""
        if spec:
            why = _prose(reason(spec, language), language)
            more = f"<details><summary>{_WORDS[language]['why']}</summary>{why}</details>"
            topic = f"{_prose(about(spec, language), language)}{more}"
        rule = f'<span class="code">{text(code)}</span> <bdi>{text(name)}</bdi>'
        return f"<tr><td>{self._counts[code, name]:,}</td><td>{rule}</td><td>{topic}</td></tr>"


def _article(result: Result, lines: Lines, diagnostic: Diagnostic) -> Iterator[str]:
    yield f'<article class="{diagnostic.severity}">'
    where = f'<bdi class="place">{text(place(result, lines, diagnostic))}</bdi>'
    message = _prose(diagnostic.message, result.language)
    yield f'<div>{where} <span class="code">{text(diagnostic.code)}</span> {message}</div>'
    if diagnostic.code != "AR003":  # an undecodable file has no text to show
        before, match, after = _cut(_bare(excerpt(result.text, diagnostic.start, diagnostic.end)))
        yield f'<blockquote dir="rtl">{text(before)}<mark>{text(match)}</mark>{text(after)}</blockquote>'
    if diagnostic.fix:
        yield f'<div class="fix">{_prose(_bare(offer(diagnostic.fix, result.language)), result.language)}</div>'
    yield "</article>"


def _bare(shown: str) -> str:
    """A line for a terminal without its isolates, which a page has elements for."""
    return re.sub("[\u2066-\u2069]", "", shown)


def _cut(shown: str) -> tuple[str, str, str]:
    """An excerpt in three: before the first ⟦, the match, and after the last ⟧."""
    before, _, rest = shown.partition("⟦")
    match, _, after = rest.rpartition("⟧")
    return before, match, after


def _prose(value: str, language: str) -> str:
    direction = "rtl" if language == "ar" else "ltr"
    return f'<bdi dir="{direction}">{text(" ".join(value.split()))}</bdi>'
