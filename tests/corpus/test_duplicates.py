"""Copies: which are found, which one stays, and that the way back is exact."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest

from arlint.config import Config, CorpusConfig, Gate
from arlint.corpus import run, sources, with_fingerprints
from arlint.corpus.errors import CorpusError
from arlint.corpus.fingerprints import buckets, key, likeness, min_hashes, sketch, words
from arlint.corpus.lines import CODE, Lines, hashes, removal
from arlint.corpus.manifest import Manifest
from arlint.corpus.restore import verify
from arlint.corpus.task import Reading
from arlint.edits import apply
from arlint.linter import Linter

A = "وصل الوفد إلى العاصمة مساء أمس بعد رحلة طويلة، ثم التقى عددا من المسؤولين في الوزارة وبحث معهم شؤون البلدين."
B = "فاز الفريق في مباراة أمس بثلاثة أهداف سجلها لاعبوه في الشوط الثاني أمام جمهور كبير ملأ المدرجات حتى آخر مقعد."


def clean(
    folder: Path, rows: list[str], dedup: str, config: Config | None = None, *, workers: int = 1, lines: int = 0
) -> Manifest:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps({"text": row}, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    reading = Reading(dedup=dedup, dedup_lines=lines)  # type: ignore[arg-type]
    options = run.Options(reading, workers=workers, chunk_bytes=200)
    inputs = sources.find([str(path)])
    return run.clean(inputs, folder / "out", partial(Linter, config or Config()), options, version="0")


def dropped(folder: Path) -> dict[int, str]:
    path = folder / "out" / "dropped" / "in.jsonl.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {item["record"]: item["reason"] for item in map(json.loads, lines)}


def test_spelling_signs_and_boilerplate_make_no_difference(tmp_path: Path) -> None:
    vocalised = A.replace("الوفد", "الوَفْدُ").replace("،", " -").replace("إلى", "الى").replace("طويلة", "طـويلة")
    form = "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *"
    clean(tmp_path, [A, B, vocalised, f"{A}\n\n{form}\n"], "exact")
    assert sorted(dropped(tmp_path)) == [0, 3]  # the vocalised copy is the longest
    assert [verdict.problem for verdict in verify(tmp_path / "out")] == [""]


def test_the_longest_stays_then_the_one_with_fewest_changes_then_the_first(tmp_path: Path) -> None:
    rows = [A, A + "!!", B.replace("في مباراة", "في في مباراة"), B + " ", B]
    clean(tmp_path, rows, "exact")
    reasons = dropped(tmp_path)
    assert reasons[0].startswith("duplicate of record 1 in in.jsonl; that copy is longer (")
    assert 1 not in reasons


def test_first_of_equals(tmp_path: Path) -> None:
    assert clean(tmp_path, [A, A, A], "exact").totals.drops == {"duplicate": 2}
    assert dropped(tmp_path) == dict.fromkeys((1, 2), "duplicate of record 0 in in.jsonl; that copy comes first")


def test_what_a_gate_drops_is_nobodys_copy(tmp_path: Path) -> None:
    config = Config(corpus=CorpusConfig(gates={"characters": Gate(max=len(A))}))
    clean(tmp_path, [A, A + " !!!"], "exact", config)
    assert dropped(tmp_path) == {1: f"characters is {len(A) + 4}, above {len(A)}"}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_package_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(CorpusError, match=r"arlint\[dedup\]"):
        clean(tmp_path, [A, A], "near", workers=workers)


def test_without_it_copies_stay(tmp_path: Path) -> None:
    assert clean(tmp_path, [A, A], "").totals.dropped == 0


def test_workers_make_no_difference(tmp_path: Path) -> None:
    pytest.importorskip("rensa")
    rows = [A, B, A + " وانتهى.", B] * 3
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = clean(tmp_path / "one", rows, "near")
    two = clean(tmp_path / "two", rows, "near", workers=2)
    assert one.totals == two.totals
    assert dropped(tmp_path / "one") == dropped(tmp_path / "two")
    assert one.totals.dropped == 10


def test_near_copies_and_others(tmp_path: Path) -> None:
    pytest.importorskip("rensa")
    long = " ".join(f"{A} {B} وكان ذلك في اليوم رقم {n}" for n in range(6))
    clean(tmp_path, [long, long.replace("رقم 3", "الثالث"), A, B], "near")
    assert list(dropped(tmp_path)) == [0]
    assert [verdict.problem for verdict in verify(tmp_path / "out")] == [""]


def test_likeness_is_an_estimate_of_common_runs() -> None:
    pytest.importorskip("rensa")
    base = [b"w%d" % n for n in range(400)]
    other = base[:320] + [b"x%d" % n for n in range(80)]
    one, two = min_hashes(base), min_hashes(other)
    assert likeness(sketch(one), sketch(one)) == 1
    assert likeness(sketch(one), sketch(two)) == pytest.approx(316 / 476, abs=0.12)
    assert len(set(buckets(one))) == 14
    assert likeness(sketch(one), sketch(min_hashes([b"y%d" % n for n in range(400)]))) < 0.1


def test_words_are_folded() -> None:
    assert words("قَالَ: «أحمد»…") == words("قال احمد")
    assert key(words("قال أحمد")) != key(words("أحمد قال"))


def test_fingerprints_as_columns() -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is the extra arlint[corpus]")
    pytest.importorskip("rensa")
    batch = pa.RecordBatch.from_pydict({"id": [1, 2, 3, 4], "text": [A, A.replace("،", " -") + "!", None, "…"]})
    rows = with_fingerprints(batch, near=True).to_pylist()
    assert list(rows[0]) == ["id", "text", "text_hash", "minhash"]
    assert rows[0]["text_hash"] == rows[1]["text_hash"] == key(words(A)).hex()
    assert rows[0]["minhash"] == rows[1]["minhash"] == min_hashes(words(A))
    assert [(row["text_hash"], row["minhash"]) for row in rows[2:]] == [(None, None)] * 2
    assert with_fingerprints(batch).schema.names == ["id", "text", "text_hash"]
    with pytest.raises(CorpusError, match='no column "body"'):
        with_fingerprints(batch, "body")


def test_standard_input_cannot_be_read_twice() -> None:
    options = run.Options(Reading(dedup="exact"))
    with pytest.raises(CorpusError, match="read once"):
        run.clean(sources.find(["-"], format="jsonl"), None, Linter, options, version="0")


def kept(folder: Path) -> list[str]:
    lines = (folder / "out" / "data" / "in.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


FOOT = "تابعوا أخبار الصحيفة في كل مكان"


@pytest.mark.parametrize("workers", [1, 2])
def test_lines_of_many_documents_stay_in_the_first(tmp_path: Path, workers: int) -> None:
    rows = [
        A,
        f"{A} أولا.\n\n{FOOT}",
        f"{FOOT}!\n\n{B}",
        f"{B} ثانيا.\n\nتَابِعُوا أخبار الصحيفة في كل مكان\n\n{A} ثالثا.",
    ]
    done = clean(tmp_path, rows, "", workers=workers, lines=3)
    assert kept(tmp_path) == [A, rows[1], B, f"{B} ثانيا.\n\n{A} ثالثا."]
    assert done.totals.edits[CODE] == 2
    assert [verdict.problem for verdict in verify(tmp_path / "out")] == [""]


def test_fewer_documents_are_no_reason(tmp_path: Path) -> None:
    rows = [f"{A}\n{FOOT}", f"{B}\n{FOOT}\n{FOOT}"]  # three times, in two documents
    assert CODE not in clean(tmp_path, rows, "", lines=3).totals.edits
    assert kept(tmp_path)[0] == rows[0]


def test_lines_of_copies_do_not_count(tmp_path: Path) -> None:
    """Else the copy that goes would take the lines of the one that stays with it."""
    rows = [f"{A}\n{B}", f"{A}\n{B}!!", f"{A}\n{B}."]
    done = clean(tmp_path, rows, "exact", lines=2)
    assert done.totals.drops == {"duplicate": 2}
    assert CODE not in done.totals.edits
    assert len(kept(tmp_path)) == 1


def test_nothing_left_is_dropped_and_comes_back(tmp_path: Path) -> None:
    clean(tmp_path, [f"{A}\n{B}", B, A], "", lines=2)
    assert set(dropped(tmp_path).values()) == {"duplicate-lines: every line of it stands in other documents"}
    assert sorted(dropped(tmp_path)) == [1, 2]
    assert [verdict.problem for verdict in verify(tmp_path / "out")] == [""]


def test_gates_judge_what_is_left(tmp_path: Path) -> None:
    config = Config(corpus=CorpusConfig(gates={"words": Gate(min=8)}))
    clean(tmp_path, [f"{A}\n{FOOT}", f"ثلاث كلمات فقط.\n{FOOT}"], "", config, lines=2)
    assert dropped(tmp_path) == {1: "words is 3, below 8"}


def test_removal_leaves_no_gaps_and_short_lines() -> None:
    line = next(iter(hashes(FOOT)))
    for text, after in [
        (f"أ\n\n{FOOT}\n\nب", "أ\n\nب"),
        (f"{FOOT}\n\nب", "ب"),
        (f"أ\n{FOOT}", "أ"),
        (f"أ\n{FOOT}\n", "أ\n"),
        (f"{FOOT}\n{FOOT}", ""),
        (f"أ\n\nب\n{FOOT}\nج", "أ\n\nب\nج"),
    ]:
        assert apply(text, removal(text, {line: 0})) == after
    assert hashes("نعم\n\n؟\nلا") == frozenset()


def test_lines_are_counted_once_a_document() -> None:
    lines = Lines()
    for document, found in enumerate([{1, 2}, {2, 257}, {1, 2}, {257}]):
        lines.add(document, found)
    assert lines.recurring(2, ()) == {1: 0, 2: 0, 257: 1}
    assert lines.recurring(2, {0}) == {2: 1, 257: 1}
    assert lines.recurring(3, ()) == {2: 0}


def test_a_resumed_run_makes_no_second_survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed in the second pass, it goes on with what the first one found, and comes to the same bytes."""
    pytest.importorskip("rensa")
    rows = [f"{text} رقم {n}\n{FOOT}" for n in range(6) for text in (A, B, A)]
    (tmp_path / "whole").mkdir()
    clean(tmp_path / "whole", rows, "near", lines=3)
    folder = tmp_path / "cut"
    folder.mkdir()

    class Killed(BaseException):
        pass

    def dying(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(run._Run, "take", dying)
        with pytest.raises(Killed):
            clean(folder, rows, "near", lines=3)
    reading = Reading(dedup="near", dedup_lines=3)
    monkeypatch.setattr(run._Run, "_surveyed", dying)
    read = 0

    def count(size: int) -> None:
        nonlocal read
        read += size

    inputs = sources.find([str(folder / "in.jsonl")])
    options = run.Options(reading, chunk_bytes=200, resume=True)
    run.clean(inputs, folder / "out", partial(Linter, Config()), options, version="0", progress=count)
    assert read == 2 * (folder / "in.jsonl").stat().st_size
    for name in ("data/in.jsonl", "dropped/in.jsonl.jsonl", "audit/in.jsonl.jsonl.gz"):
        assert (folder / "out" / name).read_bytes() == (tmp_path / "whole" / "out" / name).read_bytes()
    assert not (folder / "out" / ".partial").exists()
