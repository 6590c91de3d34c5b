"""Rows of findings that are told as one."""

from __future__ import annotations

from itertools import islice

import pytest

from arlint.document import Document
from arlint.floods import BATCH, FLOOD, ROW, gathered, merged
from arlint.linter import Linter
from arlint.model import Applicability, Edit, Hit, Span

MANY = ROW + 5


def removals(count: int, step: int = 2, width: int = 2) -> list[Hit]:
    return [Hit(at, at + width, (Edit(at, at + width, ""),)) for at in range(0, count * step, step)]


def test_a_row_that_touches_is_one_finding_with_one_edit() -> None:
    (hit,) = merged(removals(MANY), Document("ab" * MANY))
    assert (hit.start, hit.end) == (0, 2 * MANY)
    assert hit.edits == (Edit(0, 2 * MANY, ""),)
    assert hit.values["match"] == "ab…"


def test_the_order_in_which_they_were_found_does_not_matter() -> None:
    document = Document("ab" * MANY)
    assert merged(removals(MANY)[::-1], document) == merged(removals(MANY), document)


def test_blanks_may_stand_between_and_are_left() -> None:
    (hit,) = merged(removals(MANY, step=3), Document("ab " * MANY))
    assert hit.edits == tuple(Edit(at, at + 2, "") for at in range(0, 3 * MANY, 3))


def test_many_edits_of_a_row_that_nearly_touch_are_one() -> None:
    (hit,) = merged(removals(300, step=3), Document("ab " * 300))
    assert hit.edits == (Edit(0, 899, " " * 299),)
    assert Linter().clean_text("قال،نعم " * 300).text == "قال، نعم " * 300


def test_of_two_that_overlap_in_a_row_the_first_is_mended_with_it() -> None:
    hits = [Hit(at, at + 5, (Edit(at, at + 5, "x"),)) for at in range(0, 3 * MANY, 3)]
    (hit,) = merged(hits, Document("ab " * (MANY + 1)))
    assert (hit.start, hit.end) == (0, 3 * MANY + 2)
    assert hit.edits == tuple(Edit(at, at + 5, "x") for at in range(0, 3 * MANY, 6))


@pytest.mark.parametrize("between", ["x", "\n"])
def test_words_and_ends_of_lines_part_rows(between: str) -> None:
    hits = removals(MANY, step=3)
    assert merged(hits, Document(f"ab{between}" * MANY)) == hits


def test_a_short_row_is_told_one_by_one() -> None:
    hits = removals(ROW)
    assert merged(hits, Document("ab" * ROW)) == hits
    far = [Hit(at, at + 1) for at in range(100, 200, 10)]
    assert merged([*hits, *far], Document("ab" * 100)) == [*hits, *far]


def test_a_flood_goes_on_over_lines_unless_a_comment_may_silence_one() -> None:
    hits = removals(FLOOD, step=3)
    assert len(merged(hits, Document("ab\n" * FLOOD))) == 1
    assert len(merged(hits, Document("ab\n" * FLOOD + "<!-- arlint: ignore[MK] -->", "markdown"))) == FLOOD


def test_a_flood_goes_on_over_a_letter() -> None:
    assert len(merged(removals(FLOOD, step=3), Document("abc" * FLOOD))) == 1
    assert len(merged(removals(FLOOD - 1, step=3), Document("abc" * FLOOD))) == FLOOD - 1
    assert len(merged(removals(FLOOD, step=4), Document("abcd" * FLOOD))) == FLOOD
    assert len(merged(removals(FLOOD, step=4, width=3), Document("abcd" * FLOOD))) == FLOOD
    assert Linter().clean_text("ا,ب" + ",ب" * FLOOD).text == "ا، ب" + "، ب" * FLOOD


def test_a_flood_that_is_gathered_is_told_as_one_that_is_held_whole() -> None:
    count = 20 * BATCH
    given = iter(removals(count, step=1, width=1))
    held = list(islice(given, BATCH))
    rows = gathered(held, given, document := Document("a" * count))
    assert len(rows) == 20
    assert merged(rows, document) == merged(removals(count, step=1, width=1), document)


def test_all_findings_of_a_flood_that_does_not_touch_are_kept() -> None:
    text = "\u202eاب" * (BATCH + 3)
    found = [one for one in Linter().check(text) if one.code == "CH007"]
    assert len(found) == BATCH + 3


def test_controls_in_a_row_are_one_edit() -> None:
    [found] = [one for one in Linter().check("نص \u200f\u200f\u200fهنا") if one.code == "CH008"]
    assert found.fix is not None
    assert len(found.fix.edits) == 1


def test_two_that_share_a_word_are_both_fixed() -> None:
    text = "في " * (MANY + 1)
    hits = [Hit(at, at + 5, (Edit(at, at + 5, "في"),)) for at in range(0, 3 * MANY, 3)]
    (hit,) = merged(hits, Document(text))
    assert hit.edits == (Edit(0, 3 * MANY + 2, "في"),)


@pytest.mark.parametrize(
    "other",
    [
        Hit(2 * MANY, 2 * MANY + 2),
        Hit(2 * MANY, 2 * MANY + 2, (Edit(2 * MANY, 2 * MANY + 2, ""),), Applicability.UNSAFE),
        Hit(2 * MANY, 2 * MANY + 2, (Edit(2 * MANY, 2 * MANY + 2, ""),), clean=True),
        Hit(2 * MANY, 2 * MANY + 2, (Edit(2 * MANY, 2 * MANY + 2, ""),), related=(Span(0, 1),)),
        Hit(2 * MANY, 2 * MANY + 2, (Edit(2 * MANY - 1, 2 * MANY + 2, ""),)),
        Hit(2 * MANY, 2 * MANY + 2, (Edit(2 * MANY, 2 * MANY, "x"),)),
    ],
    ids=["no fix", "less sure", "cleaned", "related", "edits that meet", "an insertion where one ends"],
)
def test_what_differs_is_told_alone(other: Hit) -> None:
    found = merged([*removals(MANY), other], Document("ab" * (MANY + 1)))
    assert found[-1] == other
    assert len(found) == 2


def test_a_row_that_its_file_cannot_take_at_once_stays_as_it_is() -> None:
    class Stubborn(Document):
        def writable(self, edits: tuple[Edit, ...]) -> tuple[Edit, ...] | None:
            return edits if all(edit.end - edit.start <= 2 for edit in edits) else None

    hits = removals(MANY)
    assert merged(hits, Stubborn("ab" * MANY)) == hits


def test_the_message_of_a_long_finding_is_short() -> None:
    (found,) = [d for d in Linter().check("<b>" * 5000) if d.code == "MK001"]
    assert found.end - found.start == 15_000
    assert len(found.message) < 200
    assert found.fix is not None
    assert len(found.fix.title) < 200


def test_fixing_a_flood_leaves_the_same_text_as_fixing_each() -> None:
    linter = Linter()
    for piece in ("<b>ا</b>", "ا<br><br>ب ", "\u202eا", "&lt;", "[b]ا[/b]", "ﻣ ", "ا ، ", "الى "):
        few, many = (linter.clean_text(piece * count).text for count in (4, 40))
        assert many.startswith(few[: len(few) // 2]), piece
        assert linter.clean_text(many).text == many, piece
