"""Ray and Spark: the same documents, edits and scores as on one machine, also where a worker dies."""

from __future__ import annotations

import gzip
import json
import os
import random
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli import main
from arlint.config import Config, CorpusConfig
from arlint.corpus import run, sources
from arlint.corpus.engines import batch, plan, splits, summary
from arlint.corpus.errors import CorpusError
from arlint.corpus.task import Reading
from arlint.linter import Cleaned, Linter
from tests.corpus.test_site_lines import cleaned, pages

pa = pytest.importorskip("pyarrow", reason="pyarrow is the extra arlint[corpus]")
pq = pytest.importorskip("pyarrow.parquet")

pytestmark = pytest.mark.filterwarnings("ignore")  # the engines warn of each other's versions

TEXTS = [
    "ارتفع الطلب على الرقائق ،وقالت Openai إنها ستبني مراكز بيانات.",
    "انتهى الخبر.\nاترك تعليقا\nلن يتم نشر عنوان بريدك الإلكتروني.",
    "نص سليم لا شيء فيه.",
    "سطر أول \r\nسطر ثان ،وثالث",
    'كلمة\u200bمقطوعة \\ و"اقتباس" 🙂',
]


PROSE = (
    "وصل الوفد إلى المدينة مساء أمس والتقى عددا من المسؤولين في مقر البلدية، ثم غادر صباح اليوم بعد أن زار المتحف "
    "القديم والسوق في وسط البلد وتحدث مع أصحاب المحال عن أحوالهم."
)


def records(number=400):
    """Some too short for the gates of the profile `web`, some with prose enough."""
    texts = [f"{TEXTS[n % len(TEXTS)]} {n}" + f"\n{PROSE}" * (n % 4 > 0) for n in range(number)]
    return [{"id": n, "text": text, "url": f"https://site{n % 3}.example/{n}"} for n, text in enumerate(texts)]


def write_lines(path: Path, rows, bad=(b'{"text": 1}', b"\xff\xfe{}", b"")):
    lines = [json.dumps(row, ensure_ascii=row["id"] % 2 == 0).encode() for row in rows]
    path.write_bytes(b"\n".join([*lines[:10], *bad, *lines[10:]]) + b"\n")


def write_table(path: Path, rows):
    pq.write_table(pa.Table.from_pylist([*rows, {"id": -1, "text": None, "url": None}]), path, row_group_size=50)


CONFIG = Config(corpus=CorpusConfig(profile="web", scores=("all",)))


def local(tmp_path, path):
    """The clean file of a local run, all edits, the drops with their reasons and scores, the scores of the kept."""
    done = tmp_path / "local"
    run.clean(sources.find([str(path)]), done, lambda: Linter(CONFIG), run.Options(), version="test")
    with gzip.open(done / "audit" / f"{path.name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        events = [json.loads(line) for line in lines]
    edits = sorted(json.dumps(event["edits"]) for event in events if event.get("edits"))
    drops = sorted(json.dumps([e["dropped"], sorted(e["scores"].items())]) for e in events if e.get("dropped"))
    scores = sorted(json.dumps(sorted(e["scores"].items())) for e in events if e.get("scores") and not e.get("dropped"))
    return done / "data" / path.name, (edits, drops, scores)


def on_engine(rows):
    """The same of the rows that an engine wrote."""
    done = [(row["outcome"], row["arlint"]) for row in rows]
    edits = sorted(json.dumps(json.loads(what["edits"])) for _, what in done if what["edits"])
    drops = sorted(json.dumps([what["reason"], what["scores"]]) for outcome, what in done if outcome == "dropped")
    scores = sorted(json.dumps(what["scores"]) for outcome, what in done if outcome == "kept")
    return edits, drops, scores


def engine(name):
    pytest.importorskip({"ray": "ray", "spark": "pyspark"}[name], reason=f"{name} is the extra arlint[{name}]")
    if name == "spark" and not any((Path(folder) / "java").exists() for folder in os.environ["PATH"].split(":")):
        pytest.skip("Spark needs Java")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    return name


class TestBatches:
    def test_rows_and_the_way_back(self):
        table = pa.RecordBatch.from_pylist([*records(20), {"id": -1, "text": None, "url": None}])
        cleaned = batch.clean_rows(table, Linter(), "text")
        assert cleaned.schema.equals(batch.rows_schema(table.schema))
        assert set(cleaned.column("outcome").to_pylist()) == {"kept", "rejected"}
        assert cleaned.column("text").to_pylist()[0] != table.column("text").to_pylist()[0]
        assert batch.original_rows(cleaned).equals(table)

    def test_lines_and_the_way_back(self):
        lines = [b'{"b": 1.0, "text": "\\u0646\\u0635 ."}', b"\xff", b'\xef\xbb\xbf{"text": "\xd9\x86\xd8\xb5 ."}\r']
        read = pa.RecordBatch.from_pydict({"line": pa.array(lines, pa.binary())})
        cleaned = batch.clean_lines(read, Linter(), "text")
        assert cleaned.schema.equals(batch.lines_schema())
        assert cleaned.column("record").to_pylist()[0] == '{"b": 1.0, "text": "\\u0646\\u0635."}'
        assert cleaned.column("outcome").to_pylist() == ["kept", "rejected", "kept"]
        assert list(batch.original_lines(cleaned)) == lines

    def test_a_rule_that_fails_costs_one_row(self):
        class Failing:
            fingerprint = ""

            def clean_text(self, text, *, kind="plain", meta=None):
                if "2" in text:
                    raise ValueError("two")
                return Cleaned(text, "DQ001: no" if "3" in text else None, (), {"words": 2.0})

        table = pa.RecordBatch.from_pydict({"text": ["1", "2", "3"]})
        cleaned = batch.clean_rows(table, Failing(), "text")
        assert cleaned.column("outcome").to_pylist() == ["kept", "rejected", "dropped"]
        assert "two" in cleaned.column("arlint")[1].as_py()["reason"]
        report = summary.summarise(cleaned, "text", 0)
        assert (report.totals.documents, report.totals.rejected, report.totals.dropped) == (3, 1, 1)
        assert report.scores["words"].kept == {2.0: 1}


class TestSplits:
    @pytest.mark.parametrize("size", [1, 7, 100, 1 << 20])
    @pytest.mark.parametrize("end", [b"", b"\n", b"\n\n"])
    def test_every_line_is_in_one_split(self, tmp_path, size, end):
        path = tmp_path / "a.jsonl"
        lines = [b"x" * (n % 13) + b"%d" % n for n in range(60)]
        path.write_bytes(b"\n".join(lines) + end)
        found = splits.splits(sources.find([str(path)]).sources, size)
        read = [line for one in found for part in splits.batches(one) for line in part.column("line").to_pylist()]
        assert read == lines

    def test_compressed(self, tmp_path):
        path = tmp_path / "a.jsonl.gz"
        path.write_bytes(gzip.compress(b"a\n\nb") + gzip.compress(b"c\nd\n"))
        (one,) = splits.splits(sources.find([str(path)]).sources, 1)
        assert [part.column("line").to_pylist() for part in splits.batches(one)] == [[b"a", b"bc", b"d"]]

    def test_compressed_and_cut_short(self, tmp_path):
        path = tmp_path / "a.jsonl.gz"
        path.write_bytes(gzip.compress(os.urandom(9999))[:5000])
        (one,) = splits.splits(sources.find([str(path)]).sources)
        with pytest.raises(CorpusError, match="one machine"):
            list(splits.batches(one))


@pytest.mark.parametrize("name", ["ray", "spark"])
class TestEngines:
    def test_lines(self, tmp_path, name):
        path = tmp_path / "a.jsonl"
        write_lines(path, records())
        data, expected = local(tmp_path, path)
        found = sources.find([str(path)]).sources
        report = plan.run(engine(name), found, str(tmp_path / "out"), CONFIG, 2, lines=True)
        rows = pq.read_table(tmp_path / "out" / "data").to_pylist()
        kept = sorted(row["record"].encode() for row in rows if row["outcome"] == "kept")
        assert kept == sorted(line for line in data.read_bytes().split(b"\n") if line)
        assert on_engine(rows) == expected
        assert all(expected)
        assert sorted(row["raw"] for row in rows if row["raw"]) == sorted([b'{"text": 1}', b"\xff\xfe{}"])
        totals = report.totals
        assert (totals.documents, totals.rejected) == (402, 2)
        assert json.loads((tmp_path / "out" / "run.json").read_text())["totals"]["documents"] == 402
        assert set(report.sources) == {"site0.example", "site1.example", "site2.example", "?"}

    def test_learned_lines_travel_with_the_tasks(self, tmp_path, name):
        path = tmp_path / "a.jsonl"
        lines = [json.dumps({"text": text, **meta}, ensure_ascii=False) for text, meta in pages()]
        path.write_text("\n".join(lines), encoding="utf-8")
        said = CliRunner().invoke(
            main,
            [
                "clean",
                str(path),
                "-o",
                str(tmp_path / "out"),
                "--engine",
                engine(name),
                "--site-lines",
                "--workers",
                "1",
            ],
        )
        assert said.exit_code == 0, said.output
        assert "of 1 site" in said.stdout
        rows = pq.read_table(tmp_path / "out" / "data").to_pylist()
        assert sorted(json.loads(row["record"])["text"] for row in rows) == sorted(map(cleaned, range(20)))
        assert (tmp_path / "out" / "site-lines.toml").exists()

    def test_a_table(self, tmp_path, name):
        path = tmp_path / "a.parquet"
        write_table(path, records())
        data, expected = local(tmp_path, path)
        plan.run(engine(name), sources.find([str(path)]).sources, str(tmp_path / "out"), CONFIG, 2, lines=False)
        rows = pq.read_table(tmp_path / "out" / "data").to_pylist()
        kept = [{key: row[key] for key in ("id", "text", "url")} for row in rows if row["outcome"] == "kept"]
        assert sorted(kept, key=lambda row: row["id"]) == pq.read_table(data).to_pylist()
        assert on_engine(rows) == expected
        assert all(expected)
        assert [row["id"] for row in rows if row["outcome"] == "rejected"] == [-1]


class TestCopies:
    """The engine's shuffle finds what one machine finds: the same documents stay, for the same reasons."""

    def corpus(self):
        rows = records(60)
        words = PROSE.replace(".", "").split() * 2
        body = [" ".join(random.Random(n).sample(words, len(words))) + " ،انتهى." for n in range(80)]
        foot = "تابعوا أخبار الصحيفة في كل مكان"
        long = "\n".join(f"{text} وكان ذلك إلى اليوم رقم {n}." for n, text in enumerate(body[60:66]))
        copies = [
            long,
            long.replace("رقم 3", "الثالث"),
            long.replace("الوفد", "الوَفْدُ"),
            long.replace("إلى", "الى") + " !!",
        ]
        for at, copy in zip((5, 17, 18, 50), copies, strict=True):
            body[at] = copy
        body[30] = body[7] + " "
        for at in range(3, 60, 9):
            body[at] += f"\n{foot}"
        return [{**row, "text": text} for row, text in zip(rows, body[:60], strict=True)]

    def local(self, tmp_path, paths, reading):
        done = tmp_path / "local"
        run.clean(sources.find(list(map(str, paths))), done, partial(Linter, CONFIG), run.Options(reading), version="0")
        reasons, edits = [], []
        for path in paths:
            with gzip.open(done / "audit" / f"{path.name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                events = [json.loads(line) for line in lines]
            reasons += [event["dropped"] for event in events if event.get("dropped")]
            edits += [json.dumps(event["edits"]) for event in events if event.get("edits")]
        return done / "data", sorted(reasons), sorted(edits)

    @staticmethod
    def on_engine(rows):
        reasons = sorted(row["arlint"]["reason"] for row in rows if row["outcome"] == "dropped")
        edits = [json.dumps(json.loads(row["arlint"]["edits"])) for row in rows if row["arlint"]["edits"]]
        return reasons, sorted(edits)

    @pytest.mark.parametrize("name", ["ray", "spark"])
    def test_lines(self, tmp_path, name, monkeypatch):
        pytest.importorskip("rensa")
        monkeypatch.setattr(splits, "SPLIT_BYTES", 9000)
        monkeypatch.setattr(splits.splits, "__defaults__", (9000,))
        rows = self.corpus()
        paths = [tmp_path / "b.jsonl", tmp_path / "a.jsonl"]
        write_lines(paths[0], rows[:25])
        write_lines(paths[1], rows[25:])
        reading = Reading(dedup="near", dedup_lines=4)
        data, reasons, edits = self.local(tmp_path, paths, reading)
        found = sources.find(list(map(str, paths))).sources
        assert len(splits.splits(found)) > 3
        report = plan.run(engine(name), found, str(tmp_path / "out"), CONFIG, 2, lines=False, reading=reading)
        written = pq.read_table(tmp_path / "out" / "data").to_pylist()
        assert self.on_engine(written) == (reasons, edits)
        assert sum(reason.startswith("duplicate of") for reason in reasons) >= 4
        assert "RP020" in "".join(edits)
        kept = sorted(row["record"].encode() for row in written if row["outcome"] == "kept")
        assert kept == sorted(line for path in paths for line in (data / path.name).read_bytes().split(b"\n") if line)
        assert report.gates["duplicate"].documents == sum(reason.startswith("duplicate of") for reason in reasons)

    @pytest.mark.parametrize("name", ["ray", "spark"])
    def test_a_table(self, tmp_path, name, monkeypatch):
        monkeypatch.setattr(splits.splits, "__defaults__", (9000,))
        path = tmp_path / "a.parquet"
        write_table(path, self.corpus())
        reading = Reading(dedup="exact")
        data, reasons, edits = self.local(tmp_path, [path], reading)
        found = sources.find([str(path)]).sources
        plan.run(engine(name), found, str(tmp_path / "out"), CONFIG, 2, lines=False, reading=reading)
        written = pq.read_table(tmp_path / "out" / "data").to_pylist()
        assert self.on_engine(written) == (reasons, edits)
        assert any(reason.startswith("duplicate of record 18 in a.parquet") for reason in reasons)
        kept = [{key: row[key] for key in ("id", "text", "url")} for row in written if row["outcome"] == "kept"]
        assert sorted(kept, key=lambda row: row["id"]) == pq.read_table(data / "a.parquet").to_pylist()


def test_ray_outlives_a_worker(tmp_path):
    engine("ray")
    from arlint.corpus.engines import ray as engines_ray

    engines_ray.connect(2)
    import ray.data

    marker = str(tmp_path / "died")

    def fragile(table):
        if 250 in table.column("id").to_pylist() and not Path(marker).exists():
            Path(marker).touch()
            os._exit(9)
        return table

    data = ray.data.from_items(records(), override_num_blocks=4)
    dying = data.map_batches(fragile, batch_format="pyarrow", batch_size=10)
    engines_ray.clean(dying, Config()).write_parquet(str(tmp_path / "out"), partition_cols=["outcome"])
    rows = pq.read_table(tmp_path / "out").to_pylist()
    assert Path(marker).exists()
    assert sorted(row["id"] for row in rows) == list(range(400))


def test_spark_outlives_a_worker(tmp_path):
    engine("spark")
    from arlint.corpus.engines import spark as engines_spark

    session, _ = engines_spark.connect(2)
    marker = str(tmp_path / "died")

    def fragile(batches):
        for one in batches:
            if 250 in one.column("id").to_pylist() and not Path(marker).exists():
                Path(marker).touch()
                os._exit(9)
            yield one

    frame = session.createDataFrame(
        [(row["id"], row["text"]) for row in records()], "id long, text string"
    ).repartition(4)
    engines_spark.clean(frame.mapInArrow(fragile, frame.schema), Config()).write.parquet(f"file:{tmp_path}/out")
    assert Path(marker).exists()
    assert sorted(row["id"] for row in pq.read_table(tmp_path / "out").to_pylist()) == list(range(400))


class TestRefusals:
    def test_other_formats(self, tmp_path):
        (tmp_path / "a.txt").write_text("نص")
        with pytest.raises(CorpusError, match="one machine"):
            plan.run("ray", sources.find([str(tmp_path)]).sources, str(tmp_path / "out"), Config(), 1, lines=False)

    @pytest.mark.parametrize(
        ("field", "told"),
        [("body", 'no column "body"; there are: id, text, url; name the one'), ("id", "does not hold text but int64")],
    )
    def test_a_table_without_the_column(self, tmp_path, field, told):
        write_table(tmp_path / "a.parquet", records(3))
        found, config = sources.find([str(tmp_path / "a.parquet")]).sources, Config(text_field=field)
        with pytest.raises(CorpusError, match=told):
            plan.run("ray", found, str(tmp_path / "out"), config, 1, lines=False)
        assert not (tmp_path / "out").exists()

    def test_what_is_no_table(self, tmp_path):
        (tmp_path / "a.parquet").write_bytes(b"PAR1")
        found = sources.find([str(tmp_path / "a.parquet")]).sources
        with pytest.raises(CorpusError, match=r"a\.parquet: "):
            plan.run("ray", found, str(tmp_path / "out"), Config(), 1, lines=False)

    @pytest.mark.parametrize("scheme", ["", "file://"])
    def test_an_output_that_is_there(self, tmp_path, scheme):
        write_lines(tmp_path / "a.jsonl", records(3))
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "x").touch()
        found = sources.find([str(tmp_path / "a.jsonl")]).sources
        with pytest.raises(CorpusError, match="isn't empty"):
            plan.run("ray", found, f"{scheme}{tmp_path}/out", Config(), 1, lines=False)
