"""Runs of short lines: the same answer in whatever order the places are asked about."""

from hypothesis import given
from hypothesis import strategies as st

from arlint.checks.verse import in_verse
from arlint.document import Document

LINES = st.sampled_from(
    ["يا من هواه أعزه وأذلني", "كيف السبيل إلى وصالك دلني", "سافر الوفد.", "", " ", "كلمة", "كلمة " * 40]
)


def short(line: str) -> bool:
    return len(line) < 90 and 2 <= len(line.split()) <= 9 and not line.endswith(".")


def run_length(lines: list[str], number: int) -> int:
    """How many short lines stand in a row around line `number`, blank ones passed over."""
    inked = [(at, line) for at, line in enumerate(lines) if line.strip()]
    here = [at for at, _ in inked].index(number)
    if not short(lines[number]):
        return 0
    first = last = here
    while first and short(inked[first - 1][1]):
        first -= 1
    while last + 1 < len(inked) and short(inked[last + 1][1]):
        last += 1
    return last - first + 1


@given(st.lists(LINES, min_size=1, max_size=12), st.randoms())
def test_a_run_is_counted_whichever_word_is_asked_about(lines: list[str], chance) -> None:
    text = "\n".join(lines)
    document = Document(text)
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    places = [
        (starts[number] + at, number)
        for number, line in enumerate(lines)
        for at, letter in enumerate(line)
        if not letter.isspace()
    ]
    chance.shuffle(places)
    for position, number in places:
        for least in (2, 4):
            assert in_verse(document, position, least) == (run_length(lines, number) >= least)
