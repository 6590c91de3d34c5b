"""Names that nobody listed, found by how they are used and how they sound."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli.learn_brands import brands, entries
from arlint.config import BrandsConfig, Config
from arlint.corpus.house import preferences
from arlint.corpus.learn_brands import Cluster, learn
from arlint.linter import Linter
from arlint.text.sounds import consonants, likeness, outline, skeleton, spelled_out

TEXTS = [
    "أطلقت شركة غربوليكس (Gerbolex) تطبيقا جديدا في المدينة.",
    "قالت شركة غربوليكس إن الشبكة تنمو. وأضافت شركة جربوليكس أنها توظف.",
    "طرحت شركة جربوليكس هاتفا، وباعت Gerbolex منه ألفا، كما قالت gerbolex أمس.",
    "ذهب الطالب إلى المدرسة، وذهبت الطالبة إلى المدرسة، وكتب الطالب الدرس.",
]


def test_case_script_and_letter_variants_become_one_cluster() -> None:
    clusters = {cluster.label: {text for text, _ in cluster.spellings} for cluster in learn(lambda: TEXTS)}
    assert clusters == {"Gerbolex": {"غربوليكس", "جربوليكس", "Gerbolex", "gerbolex"}}


def test_what_is_printed_can_be_used() -> None:
    import tomllib

    table = tomllib.loads(entries(learn(lambda: TEXTS)))
    names = {name: tuple(others) for name, others in table["brands"]["names"].items()}
    linter = Linter(Config(select=("BR002",), brands=BrandsConfig(names=names)))
    assert len(linter.check(TEXTS[1])) == 1


def test_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(TEXTS), encoding="utf-8")
    result = CliRunner().invoke(brands, [str(tmp_path), "--no-config"])
    assert result.exit_code == 0
    assert '"Gerbolex" = [' in result.output


@pytest.mark.parametrize("first", ["غوغل", "جوجل"])
def test_of_spellings_equally_common_the_first_is_preferred_in_every_run(first: str) -> None:
    other = {"غوغل": "جوجل", "جوجل": "غوغل"}[first]
    assert preferences([f"أعلنت {first} الخبر، وقالت {other} إنها ستبيع."]) == {"Google": first}


def test_preferences_of_a_corpus() -> None:
    texts = ["قالت جوجل ذلك.", "قالت جوجل هذا.", "قالت غوغل غوغل غوغل."]
    assert preferences(texts) == {"Google": "جوجل"}
    assert preferences(texts, Config(brands=BrandsConfig(prefer={"Google": "غوغل"}))) == {}
    house = Linter(Config(select=("BR002",), brands=BrandsConfig(prefer=preferences(texts))))
    assert [house.clean_text(text).text for text in texts[1:]] == ["قالت جوجل هذا.", "قالت جوجل جوجل جوجل."]


@pytest.mark.parametrize(
    ("one", "two"), [("Google", "غوغل"), ("Instagram", "انستقرام"), ("YouTube", "يوتيوب"), ("WhatsApp", "واتس آب")]
)
def test_both_scripts_sound_alike(one: str, two: str) -> None:
    assert skeleton(one) == skeleton(two)
    assert likeness(outline(one), outline(two)) > 0.6


def test_abbreviations_are_read_letter_by_letter() -> None:
    assert spelled_out("CNN") == "SiiNiN"
    assert consonants(spelled_out("CNN")) == skeleton("سي إن إن") == "SN"
    assert spelled_out("Cnn") == ""


def test_spellings_that_do_not_show_are_toml() -> None:
    found = entries([Cluster("a\U000e0001", (("a\U000e0001", 2), ("\ud800b", 1)), 0, 1.0)])
    assert tomllib.loads(found)["brands"]["names"] == {"a\U000e0001": ["\ufffdb"]}
