"""Packs of learned lines, as text: what `learn boilerplate` proposes and what `clean --site-lines` has found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from arlint.corpus.errors import CorpusError
from arlint.corpus.learn_boilerplate import Candidate, Site, as_template
from arlint.corpus.site_lines import SiteLines
from arlint.packs import load
from arlint.packs.kinds import AnySpec
from arlint.text.fold import fold
from arlint.text.toml import quoted

#: The file of the output folder that holds what `clean --site-lines` has found.
FILE_NAME = "site-lines.toml"
#: The codes of the two rules; built-in rules stay below them, the optional ones above.
LEARNED, FIRST_FOUND, LAST_FOUND = "BP700", 800, 899

_PROSE = "وصل الوفد إلى المدينة مساء أمس والتقى عددا من المسؤولين في مقر البلدية."
_MORE = "ثم غادر صباح اليوم بعد أن زار المتحف القديم والسوق في وسط البلد."
#: Lines in an example, as many as make a row, and their words.
_ROW, _SHORT = 3, 6


def pack(sites: Iterable[Site], most: int = 200) -> str:
    """The pack (TOML) that holds the candidates, site by site, each line with what is known of it in a comment."""
    head = (
        "# Proposed by `arlint learn boilerplate`. Read every line: what an author wrote must go from this list.\n"
        '# Then name this file in arlint.toml: extend-packs = ["./learned.toml"]\n'
    )
    chosen = [(site, lines) for site in sites if (lines := _choose(site, most))]
    if not chosen:
        return head + _header("learned-boilerplate")
    tables = [_proposed(site, lines) for site, lines in chosen]
    plain = [line for _, lines in chosen for line in lines if line.when != "head"][:2]
    examples = [(f"{_PROSE}\n" + f"{_MORE}\n" * n, [c.line.strip()], "") for n, c in enumerate((plain * 2)[:2])]
    return head + _header("learned-boilerplate") + _rule(LEARNED, "learned-lines", tables, examples)


def found(sites: Sequence[SiteLines], code: str) -> str:
    """The pack (TOML) of the rule `code` that holds the lines of each site, with the pages that have them."""
    head = (
        "# Found by `arlint clean --site-lines`: lines that recur on these sites where their furniture stands.\n"
        '# To use it elsewhere, name this file in arlint.toml: extend-packs = ["./site-lines.toml"]\n'
    )
    if not sites:
        return head + _header("site-lines")
    tables = [
        f"\n[rule.sites.{quoted(site.name)}]  # {site.documents} pages\nrecurring = [\n"
        + "".join(f"  {quoted(as_template(line))},  # {pages}\n" for line, pages in site.lines)
        + "]\n"
        for site in sites
    ]
    largest = max(sites, key=lambda site: len(site.lines))
    plain = [line for line, _ in largest.lines if len(line.split()) <= _SHORT and line[-1] != "."][: _ROW + 1]
    texts = (f"{_PROSE}\n{_MORE}\n", f"{_MORE}\n{_PROSE}\n{_MORE}\n")
    examples = [(text, plain, largest.name) for text in texts]
    return head + _header("site-lines") + _rule(code, "site-lines", tables, examples)


def rules(text: str, file: Path) -> tuple[AnySpec, ...]:
    """The rules of a pack's text, which stands in `file` or will; PackError where a person made it unreadable."""
    return load.parsed(text, file).rule


def free_code(taken: Collection[str]) -> str:
    """The first code of learned lines that none of the `taken` is; CorpusError where there is none."""
    for number in range(FIRST_FOUND, LAST_FOUND + 1):
        if (code := f"BP{number}") not in taken:
            return code
    raise CorpusError(f"the packs in use leave no code from BP{FIRST_FOUND} to BP{LAST_FOUND} for --site-lines")


def _header(name: str) -> str:
    titles = 'title = "Lines that recur on the pages of these sites"\ntitle-ar = "أسطر تتكرر في صفحات هذه المواقع"\n'
    return f'[pack]\nid = "{name}"\nprefix = "BP"\n{titles}'


def _choose(site: Site, most: int) -> list[Candidate]:
    """The candidates of a site, each template once."""
    chosen: dict[bytes, Candidate] = {}
    for candidate in site.candidates:
        chosen.setdefault(fold(candidate.template), candidate)
    return list(chosen.values())[:most]


def _rule(code: str, name: str, tables: Iterable[str], examples: Sequence[tuple[str, Sequence[str], str]]) -> str:
    """A rule with the lines of `tables`; each example is prose, the lines below it, and the source of both."""
    head = (
        f'\n[[rule]]\ncode = "{code}"\nname = "{name}"\nkind = "block"\nsince = "1.0.0"\n'
        'message.en = "This line recurs on the pages of its site"\nmessage.ar = "سطر يتكرر في صفحات موقعه"\n'
        'why = "What a site prints on page after page is not the author\'s."\napplicability = "unsafe"\nclean = true\n'
    )
    parts = [head, *tables]
    for text, lines, source in examples:
        marked = quoted(f"{text}⟦" + "\n".join(lines) + "⟧")
        told = f"source = {quoted(source)}\n" if source else ""
        parts.append(f"\n[[rule.invalid]]\ntext = {marked}\nfixed = {quoted(text.rstrip())}\n{told}")
    parts += [f"\n[[rule.valid]]\ntext = {quoted(text)}\n" for text in (_PROSE, _MORE)]
    return "".join(parts)


def _proposed(site: Site, candidates: Sequence[Candidate]) -> str:
    lists = [f"\n[rule.sites.{quoted(site.name)}]  # {site.documents} pages\n"]
    for when in ("certain", "head", "tail"):
        rows = [candidate for candidate in candidates if candidate.when == when]
        if rows:
            lists.append(f"{when} = [\n" + "".join(map(_row, rows)) + "]\n")
    return "".join(lists)


def _row(candidate: Candidate) -> str:
    note = f"{candidate.pages} pages, {candidate.share:.0%}, score {candidate.score:.2f}"
    context = f"{_plain(candidate.before)} ⏎ … ⏎ {_plain(candidate.after)}"
    return f"  # {note}; between: {context}\n  {quoted(candidate.template)},\n"


def _plain(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text[:60]).split())
