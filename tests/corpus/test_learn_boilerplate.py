"""Learning the lines of a site from its pages, and using what was learned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli import main
from arlint.config import Config
from arlint.corpus.learn_boilerplate import Candidate, Learner, Site, learn
from arlint.corpus.learned_pack import pack
from arlint.linter import Linter
from arlint.packs import load
from arlint.testing import check_pack

NOUNS = [
    *["المدرسة", "المستشفى", "الجسر", "الميناء", "المصنع", "المتحف"],
    *["المكتبة", "الملعب", "السوق", "الحديقة", "المطار", "المسرح"],
]


def pages() -> list[tuple[str, dict[str, str]]]:
    return [
        (
            (
                f"شركاء الدرب\n{noun} خبر رقم {n}\nافتتح الوزير {noun} أمس بعد عامين من العمل.\n"
                f"رابط الخبر بصحيفة الدرب: {noun} خبر رقم {n}\nحقوق الدرب {2000 + n}"
            ),
            {"url": f"https://www.darb.example/{n}"},
        )
        for n, noun in enumerate(NOUNS)
    ]


def test_lines_templates_and_numbers() -> None:
    (site,) = learn(pages())
    assert (site.name, site.documents) == ("darb.example", len(NOUNS))
    templates = {c.template: c for c in site.candidates}
    assert templates["شركاء الدرب"].share == 1.0
    assert "حقوق الدرب {n}" in templates
    assert templates["رابط الخبر بصحيفة {rest:1-30}"].when == "tail"
    assert not any("افتتح" in template for template in templates)


def test_a_page_that_comes_twice_teaches_once() -> None:
    assert learn(pages()[:1] * 20) == []


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ([{"body": "نص"}], "no text could be read; --text-field names the field"),
        ([{"text": f"نص {noun}"} for noun in NOUNS[:3]], "it takes 8 different documents of one site (3 name no site"),
        (
            [{"text": "نص", "url": "http://darb.example/1"}],
            "it takes 8 different documents of one site (the most are 1, of darb.example)",
        ),
        (
            [{"text": f"نص {noun}", "url": "http://darb.example/1"} for noun in NOUNS],
            "no line recurs on 4 pages of its site and 4% of them",
        ),
    ],
)
def test_why_nothing_was_learned(tmp_path: Path, records: list[dict[str, str]], why: str) -> None:
    corpus = tmp_path / "a.jsonl"
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    told = CliRunner().invoke(main, ["learn", "boilerplate", str(corpus)])
    assert told.exit_code == 0
    assert f"nothing was learned: {why}" in told.stderr
    path = tmp_path / "learned.toml"
    path.write_text(told.stdout, encoding="utf-8")
    assert check_pack(path) == []


def test_memory_is_bounded() -> None:
    learner = Learner(table=50)
    for n in range(200):
        learner.add(
            f"سطر فريد {chr(0x628 + n % 20)} {n}\nشركاء الدرب\nعنوان مختلف {n * 7} تماما هنا", {"source": "darb"}
        )
        assert len(learner._seen) <= 60
    (site,) = learner.sites()
    assert "شركاء الدرب" in {c.template for c in site.candidates}


def test_the_pack_loads_and_cleans(tmp_path: Path) -> None:
    path = tmp_path / "learned.toml"
    path.write_text(pack(learn(pages())), encoding="utf-8")
    assert check_pack(path) == []
    text, meta = pages()[0]
    cleaned = Linter(Config(select=("BP",), extend_packs=(str(path),))).clean_text(text, meta=meta)
    assert [word for word in ("شركاء", "حقوق", "افتتح الوزير") if word in cleaned.text] == ["افتتح الوزير"]


def test_what_no_toml_may_hold(tmp_path: Path) -> None:
    line = "شركاء\U000e0001 \ud800الدرب"
    path = tmp_path / "learned.toml"
    path.write_text(
        pack([Site("s\U000e0001", 50, (Candidate(line, "tail", 9, 0.5, 0.5, line, "", ""),))]), encoding="utf-8"
    )
    (spec,) = load.load(path, trusted=False)[0].rule
    assert spec.sites["s\U000e0001"] == {"tail": ("شركاء\U000e0001 \ufffdالدرب",)}
