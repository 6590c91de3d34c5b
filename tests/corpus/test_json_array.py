"""Arrays of JSON objects: read piece by piece, cut where an element ends, and whatever is broken costs itself."""

from __future__ import annotations

import contextlib
import json

import pytest

from arlint.corpus import journal, json_array, restore, run, sources
from arlint.corpus.report.outputs import collect

GOOD = [json.dumps({"id": number, "text": f"نص [x] رقم {number}"}, ensure_ascii=False) for number in range(20)]
CLEAN = [json.loads(line.replace("[x]", "")) for line in GOOD]


def cleaned(make_cleaner, folder, content, **options):
    """What is in `data/` afterwards; the input must come back."""
    (folder / "a.json").write_bytes(content)
    output = folder / f"out{len(list(folder.iterdir()))}"
    options = {"chunk_bytes": 60, "checkpoint_seconds": 0.0, **options}
    done = run.clean(
        sources.find([str(folder / "a.json")]), output, make_cleaner, run.Options(**options), version="test"
    )
    assert [verdict.problem for verdict in restore.verify(output)] == [""]
    return done.totals, (output / "data/a.json").read_bytes()


@pytest.mark.parametrize("space", [b",", b",\n", b" ,\n  ", b"\n,"])
@pytest.mark.parametrize(
    "bad",
    [
        b'{"id": 1, "text": }',  # brackets match
        b'{"id": 1, "text": "\xff"}',
        b'{"id": 1, "text": "\\ud800"}',
        b"5",
        b'"text"',
        b"null",
        b"[1, 2]",
        b'{"meta": [1, 2}',
    ],
)
def test_a_broken_element_costs_itself(make_cleaner, tmp_path, bad, space):
    lines = [line.encode() for line in GOOD]
    if bad.startswith(b'{"meta"') and b"\n" not in space:
        pytest.skip("without line ends nothing says where the next element begins")
    totals, data = cleaned(make_cleaner, tmp_path, b"[" + space.join([*lines[:10], bad, *lines[10:]]) + b"]\n")
    assert (totals.documents, totals.rejected) == (21, 1)
    assert json.loads(data) == CLEAN


@pytest.mark.parametrize("bad", [b'{"id": 1, "text": "cut}', b'{"id": 1, "text": {"a": 1}', b"}", b"]]", b""])
def test_after_a_broken_element_reading_goes_on_at_the_next_line(make_cleaner, tmp_path, bad):
    lines = [line.encode() for line in GOOD]
    totals, data = cleaned(make_cleaner, tmp_path, b"[\n" + b",\n".join([*lines[:10], bad, *lines[10:]]) + b"\n]\n")
    assert totals.rejected == 1
    assert json.loads(data) == CLEAN


@pytest.mark.parametrize("cut", range(1, 60))
def test_an_array_that_breaks_off_stays_readable(make_cleaner, tmp_path, cut):
    content = ("[" + ", ".join(GOOD) + "]").encode()[:-cut]
    totals, data = cleaned(make_cleaner, tmp_path, content)
    assert json.loads(data) == CLEAN[: totals.documents - totals.rejected]
    assert totals.documents - totals.rejected >= 18


@pytest.mark.parametrize("workers", [1, 2])
def test_the_first_that_stays_has_no_comma_wherever_it_stands(make_cleaner, tmp_path, workers):
    dropped = ['{"text": "DROP"}'] * 30
    content = ("[" + ", ".join([*dropped, *GOOD, *dropped]) + "]").encode()
    totals, data = cleaned(make_cleaner, tmp_path, content, workers=workers)
    assert totals.dropped == 60
    assert json.loads(data) == CLEAN


def test_what_is_written_does_not_depend_on_where_it_is_cut(make_cleaner, tmp_path):
    content = ("[\n " + " ,\n ".join([*GOOD, '{"text": "DROP"}', '{"no": "text"}']) + "\n]\n").encode()
    assert len({cleaned(make_cleaner, tmp_path, content, chunk_bytes=size)[1] for size in (1, 50, 333, 10**6)}) == 1


def test_key_order_numbers_and_spaces_stay(make_cleaner, tmp_path):
    content = b'[ {"b":1.0e5, "text":"\\u0623 [x]" ,"a":[1.50,{"text":"[x]"}], "n":12345678901234567890} ]'
    assert cleaned(make_cleaner, tmp_path, content)[1] == content.replace(b"\\u0623 [x]", b"\\u0623 ")


@pytest.mark.parametrize("size", [1, 7, 100, 10**6])
def test_cuts_depend_on_the_content_alone(size):
    content = ("[" + ",".join([*GOOD, '{"text": "' + "ا" * 500 + '"}', *GOOD]) + "]").encode()
    cut = json_array.splitter(200)
    parts = list(cut(content[at : at + size] for at in range(0, len(content), size)))
    assert parts == list(cut([content]))
    assert b"".join(data for data, _, _ in parts) == content
    assert sum(number for _, number, _ in parts) == 41
    assert max(len(data) for data, _, _ in parts) < 1300


def test_a_damaged_stretch_is_set_aside_in_parts_and_bounded(make_cleaner, tmp_path):
    content = ("[" + ", ".join(GOOD) + ', {"text": "' + "x" * 2_500_000).encode()
    totals, data = cleaned(make_cleaner, tmp_path, content)
    assert totals.rejected == 3
    assert json.loads(data) == CLEAN


@pytest.mark.parametrize("filling", ["x", " ", "\n", '{"a": [', '"', ",", "}", '{"text": "x"} '])
def test_damage_costs_no_square_of_its_length(make_cleaner, tmp_path, filling):
    size = 50_000 if filling in ('"', ",") else 3_000_000  # with these, each is a record
    content = ("[" + ", ".join(GOOD) + ', {"text": "' + filling * (size // len(filling))).encode()
    totals, data = cleaned(make_cleaner, tmp_path, content, chunk_bytes=1 << 20)
    assert [one for one in json.loads(data) if "id" in one] == CLEAN
    assert totals.documents - totals.rejected >= 20


def test_a_record_that_was_set_aside_can_be_read_again(make_cleaner, tmp_path):
    (tmp_path / "a.json").write_text('[{"text": "أ"}, {"text": "DROP"}, {"text": "DROP"}]', encoding="utf-8")
    found = sources.find([str(tmp_path / "a.json")])
    run.clean(found, tmp_path / "out", make_cleaner, run.Options(), version="test")
    [gone] = collect(tmp_path / "out").gates.values()
    assert (gone.documents, gone.characters) == (2, len("DROP") * 2)


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_killed_inside_an_array_goes_on_there(make_cleaner, tmp_path, monkeypatch, workers):
    content = ("[" + ",\n".join(['{"text": "DROP"}'] * 30 + GOOD + ['{"text": }'] + GOOD) + "]").encode()
    (tmp_path / "a.json").write_bytes(content)
    options = {"chunk_bytes": 200, "checkpoint_seconds": 0.0, "workers": workers}
    found = sources.find([str(tmp_path / "a.json")])
    run.clean(found, tmp_path / "whole", make_cleaner, run.Options(**options), version="test")

    original = journal.Journal.commit

    def crashing(self, commit):
        original(self, commit)
        raise Killed

    while not (tmp_path / "out" / "manifest.json").exists():
        again = run.Options(**options, resume=(tmp_path / "out").exists())
        with monkeypatch.context() as patch:
            patch.setattr(journal.Journal, "commit", crashing)
            with contextlib.suppress(Killed):
                run.clean(found, tmp_path / "out", make_cleaner, again, version="test")
    for path in (tmp_path / "whole").rglob("*.*"):
        assert (tmp_path / "out" / path.relative_to(tmp_path / "whole")).read_bytes() == path.read_bytes()
    assert json.loads((tmp_path / "out/data/a.json").read_bytes()) == [*CLEAN, *CLEAN]
