"""Lines that recur on the pages of a site: where on a page they are furniture, and where they may be its own text.

A menu, a list of links, a footer are rows of such lines. The same words elsewhere may be the page's own headline, which
other pages only link to, or a heading that the author uses in every article. So a line counts

- in a row of such lines, three different ones or more, other furniture among them; not between two paragraphs of the
  text, unless a heading of other articles stands above it;
- under each headline of a list of articles: a short one, alone, again and again at equal distances.

The page's title, and the last lines above its text that may be a headline, stay. A sentence needs neighbours that count
on either side. The same judgement is passed when lines are learned (`arlint.corpus.site_lines`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from arlint.packs.pages.normal_form import normal
from arlint.packs.pages.page import Page
from arlint.packs.pages.page_lines import CLOSING, PROSE_WORDS, PageLine
from arlint.packs.pages.site_name import PARTS
from arlint.text import later
from arlint.text.chars import encode

#: Different lines that make a row, and those of them at least that recur.
ROW, ROW_RECURRING = 3, 2
#: Words of a line that may be the headline of the page.
HEADLINE = range(3, 31)
#: Lines above the text that may be its headline; words from which on an unknown line is it, and no by-line.
NEAREST, WHOLE = 2, 5
#: Unknown lines in a row within a list of links, and their words, with a full stop and without.
LIST_GAP, LISTED, LISTED_CLOSED = 2, range(4, 19), range(4, 11)
#: Words of the name of a section; how often it must stand alone, and lines from one place to the next.
LABEL_WORDS, LABELS, LABEL_STEPS = 6, 3, range(2, 10)
#: Words before the headline in a link to it, and lines from one to the other.
LEAD_WORDS, LINKED_WITHIN = 3, 8

#: The last sign between the steps of a breadcrumb.
_STEPS = later.pattern(rb"[/>\"](?=[^/>\"]{8,}\Z)")
_CUT = (b"..", encode("\u2026"))
_DIGITS = later.pattern(rb"\d+")


def take_recurring(page: Page) -> None:
    """Take the lines that recur on the pages of the site, where they are furniture."""
    lines = page.lines
    if not any(line.recurring for line in lines):
        return

    def is_known(at: int) -> bool:
        return bool(lines[at].entries) or lines[at].number in page.taken

    def below_heading(row: range) -> Iterator[int]:
        heading = next((at for at in (row.start - 1, *row) if at >= 0 and page.is_list_heading(at)), row.stop)
        return (at for at in row if at > heading)

    _fill_lists(page)
    for at in places(lines, titles(lines, page.title), is_known, below_heading):
        line = lines[at]
        if line.number not in page.taken and line.recurring is not None:
            # A rule that knows the line knows what follows it.
            page.take(line, next((e for e in reversed(line.entries) if not e.report), line.recurring))


def _fill_lists(page: Page) -> None:
    """In the list below a heading, a headline between two that recur is one of the list, though rare itself."""
    lines = page.lines
    for start in range(len(lines)):
        if not page.is_list_heading(start):
            continue
        last = start
        for at in range(start + 1, len(lines)):
            line = lines[at]
            if at - last > LIST_GAP + 1 or page.near(at, -1) is None or line.number in page.taken:
                break
            if line.recurring is not None and line.text.count >= LISTED.start:
                for rare in range(last + 1, at) if last > start else ():
                    lines[rare].recurring = lines[rare].recurring or line.recurring
                last = at
            elif line.text.count not in (LISTED_CLOSED if line.is_closed else LISTED):
                break


def is_cut(line: PageLine) -> bool:
    """Whether a line breaks off with dots."""
    return line.text.raw.rstrip(CLOSING).endswith(_CUT)


def is_text(line: PageLine) -> bool:
    """Whether a line is prose that does not break off."""
    return line.is_prose and not is_cut(line)


def is_sentence(line: PageLine) -> bool:
    """Whether a line may be a sentence of the text: it is prose, and neither cut nor a question nor a label."""
    return line.is_prose and not is_cut(line) and (line.text.count >= PROSE_WORDS or line.is_closed)


def linked(lines: Sequence[PageLine]) -> Iterator[tuple[int, int]]:
    """Pairs of a line and one that says the same behind a few words: a headline, and `اقرأ المزيد` with it."""
    ends: dict[bytes, list[int]] = {}
    for at, line in enumerate(lines):
        if line.text.count not in HEADLINE:
            continue
        end = line.text.loose.rsplit(b" ", 2)[-1] + line.text.loose[-12:]
        for other in ends.get(end, ()):
            if at - other <= LINKED_WITHIN:
                short, long = sorted((at, other), key=lambda n: lines[n].text.count)
                more = lines[long].text.count - lines[short].text.count
                if 0 < more <= LEAD_WORDS and lines[long].text.loose.endswith(b" " + lines[short].text.loose):
                    yield short, long
        ends.setdefault(end, []).append(at)


def titles(lines: Sequence[PageLine], told: bytes = b"") -> frozenset[bytes]:
    """What the title of a page may be: what its record says (`told`, folded), its first line, and the parts of both.

    A breadcrumb ends with it, too.
    """
    found = set()
    for line in lines:
        if steps := _STEPS.search(line.text.raw):
            last = normal(line.text.raw[steps.end() :])
            found |= {last.loose} if last.count in HEADLINE else set()
    for raw in (lines[0].text.raw if lines else b"", told):
        found |= {normal(raw).loose} | {normal(part).loose for part in PARTS.split(raw)}
    if len(lines) > 1 and all(line.recurring for line in lines[:2]) and lines[0].text.count < HEADLINE.start:
        found.discard(lines[0].text.loose)  # a menu begins the page
    return frozenset(found - {b""})


def places(
    lines: Sequence[PageLine],
    own: frozenset[bytes],
    is_known: Callable[[int], bool],
    inside: Callable[[range], Iterable[int]],
) -> list[int]:
    """The indices of the recurring lines that are furniture.

    `own` are the titles of the page; `is_known` says of a line whether it is other furniture, `inside` which lines of a
    row that stands within the text are a list of other articles.
    """
    counts = [line.recurring is not None or is_known(at) for at, line in enumerate(lines)]
    prose = [at for at, line in enumerate(lines) if not counts[at] and is_text(line)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    short = [at for at, line in enumerate(lines) if line.text.loose in own and not _is_within(counts, at)]
    for at in (*short, *headlines(lines, own, first)):
        counts[at] = False
    found: list[int] = []
    for row in _rows(counts):
        recurring = [at for at in row if lines[at].recurring is not None]
        different = {_DIGITS.sub(b"0", lines[at].text.loose) for at in row if lines[at].has_words}
        if len(recurring) < ROW_RECURRING or len(different) < ROW:
            continue
        if first < row[0] < last:
            recurring = list(inside(row))
        found += [at for at in recurring if lines[at].recurring and _may_go(lines, counts, at)]
    return sorted({*found, *_labels(lines, counts)})


def headlines(lines: Sequence[PageLine], own: frozenset[bytes], first: int) -> Iterator[int]:
    """The lines that may be the page's own headline: its title, and the last one above its text."""
    for at, line in enumerate(lines):
        if line.text.loose in own and line.text.count in HEADLINE:
            yield at
    if first == len(lines):
        return
    near = next((at for at in range(first - 1, -1, -1) if lines[at].text.loose in own), None)
    if near is not None:
        yield near
    left = NEAREST
    for at in range(first - 1, -1, -1):
        line = lines[at]
        if line.text.count in HEADLINE and not line.entries and not line.shape and not is_cut(line):
            yield at
            left -= 1
            if not left or (line.recurring is None and line.text.count >= WHOLE):
                return


def _is_within(counts: Sequence[bool], at: int) -> bool:
    """Whether lines that count stand on either side: a title of two words may be a link, too, but not there."""
    return all(counts[beside] for beside in (at - 1, at + 1) if 0 <= beside < len(counts))


def _rows(counts: Sequence[bool]) -> Iterator[range]:
    start = 0
    for at in range(len(counts) + 1):
        if at == len(counts) or not counts[at]:
            if at > start:
                yield range(start, at)
            start = at + 1


def _may_go(lines: Sequence[PageLine], counts: Sequence[bool], at: int) -> bool:
    """Whether a line of a row may go: a sentence at either end of it may be the text that stands there."""
    if not is_sentence(lines[at]):
        return True
    return (at == 0 or counts[at - 1]) and (at + 1 == len(lines) or counts[at + 1])


def _labels(lines: Sequence[PageLine], counts: Sequence[bool]) -> Iterator[int]:
    """Names of sections that recur on the site, under the headlines of a list."""
    alone = [
        at
        for at, line in enumerate(lines)
        if line.recurring and counts[at] and line.text.count <= LABEL_WORDS and not line.is_sentence
        if not (at > 0 and counts[at - 1] and at + 1 < len(lines) and counts[at + 1])
    ]
    return again(lines, alone)


def again(lines: Sequence[PageLine], alone: Sequence[int]) -> Iterator[int]:
    """Those of the lines `alone` that stand again and again, headlines between them and no text.

    Most stand there twice or more: names that stand once each may be headings of the page's own parts.
    """
    run: list[int] = []
    for at, following in pairwise([*alone, len(lines) + LABEL_STEPS.stop]):
        run.append(at)
        between = lines[at + 1 : following]
        if following - at in LABEL_STEPS and not any(map(is_text, between)) and any(map(_may_be_headline, between)):
            continue
        if len(run) >= LABELS and 2 * len({lines[n].text.loose for n in run}) <= len(run) + 1:
            yield from run
        run = []


def _may_be_headline(line: PageLine) -> bool:
    return line.text.count in HEADLINE
