"""Lines that recur on a site, learned and removed in one run: what goes, what stays, and what a stopped run keeps."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from arlint.cli import main
from arlint.corpus import journal, learned_pack
from arlint.corpus.errors import CorpusError
from arlint.corpus.site_lines import learn
from arlint.linter import Linter
from arlint.testing import check_pack

Pages = list[tuple[str, dict[str, Any]]]

HOST = "bahr.example"
PLACES = ["الميناء", "المنارة", "الرصيف", "السفينة", "الخليج", "الجزيرة", "المرفأ", "الساحل", "القارب", "الشاطئ"]
DEEDS = ["يعود إلى العمل", "يستقبل الزوار", "يغلق أبوابه شتاء", "ينتظر الترميم"]
MENU = ["مرافئ بعيدة", "أشرعة", "دفتر البحارة", "خرائط الريح", "صنارة"]
MOTTO = "نحكي كل أسبوع حكايات الموانئ لمن يعيشون بعيدا عن الماء ويحبونه."
FOOT = ["نحن والبحر", "اكتب لربان المجلة", "رسائل الزجاجات"]
BYLINE = "بقلم ربان المجلة"
HEADING = "ماذا يقول الصيادون"


def headline(number: int) -> str:
    return f"{PLACES[number % len(PLACES)]} القديم {DEEDS[number // len(PLACES) % len(DEEDS)]}"


def article(number: int) -> list[str]:
    place, deed = PLACES[number % len(PLACES)], DEEDS[number // len(PLACES) % len(DEEDS)]
    return [
        headline(number),
        BYLINE,
        f"قال أهل {place} إن كل شيء {deed} بعد موسم طويل لم يتوقف فيه المطر على القرى رقم {'أ' * (number + 1)}.",
        HEADING,
        f"يرى الصيادون عند {place} أن الموسم المقبل أفضل من سابقه، فكل من خرج هذا العام {deed} كما يقولون.",
        f"وختم شيخهم كلامه عن {place} بأن البحر لا يخلف وعدا لمن يعرفه، مهما {deed} أو طال الغياب.",
    ]


def page(number: int, count: int = 20) -> str:
    others = [headline((number + step) % count) for step in (1, 2, 3)]
    return "\n".join([*MENU, *article(number), *others, MOTTO, *FOOT])


def pages(count: int = 20) -> Pages:
    return [(page(number, count), {"url": f"https://www.{HOST}/{number}"}) for number in range(count)]


def cleaned(number: int) -> str:
    """What is the author's on page `number`."""
    return "\n".join(article(number))


def chosen(documents: Pages) -> set[str]:
    return {line for site in learn(lambda: documents) for line, _ in site.lines}


def linter(documents: Pages) -> Linter:
    text = learned_pack.found(learn(lambda: documents), "BP800")
    return Linter(further=learned_pack.rules(text, Path("site-lines.toml")))


def test_the_frame_is_learned_and_nothing_of_the_articles() -> None:
    lines = chosen(pages())
    assert {*MENU, *FOOT, MOTTO} <= lines
    assert not {BYLINE, HEADING} & lines
    assert lines - {*MENU, *FOOT, MOTTO} <= {headline(number) for number in range(20)}


@pytest.mark.parametrize("number", [0, 7, 19])
def test_a_page_becomes_its_article(number: int) -> None:
    text, meta = pages()[number]
    arlint = linter(pages())
    once = arlint.clean_text(text, meta=meta)
    assert once.text == cleaned(number)
    assert arlint.clean_text(once.text, meta=meta).text == once.text


def test_only_pages_of_the_site_are_judged() -> None:
    arlint = linter(pages())
    for meta in ({"url": "https://other.example/1"}, {}):
        assert MOTTO in arlint.clean_text(page(3), meta=meta).text


def test_the_own_title_stays_though_other_pages_link_to_it() -> None:
    arlint = linter(pages())
    title = headline(4)
    bare = "\n".join([*MENU, title, *FOOT])
    kept = arlint.clean_text(bare, meta={"url": f"https://{HOST}/4", "title": title})
    assert kept.text == title
    first = "\n".join([f"{title} | مجلة البحر", *MENU, title, *article(4)[2:], *FOOT])
    assert arlint.clean_text(first, meta={"url": f"https://{HOST}/4"}).text.split("\n")[0] == title


def test_an_article_at_five_addresses_teaches_nothing() -> None:
    again = [(f"{page(3)}\nنسخة {name}", {"url": f"https://{HOST}/{name}"}) for name in ("أ", "ب", "ت", "ث", "ج", "ح")]
    assert not set(article(3)[1:]) & chosen(pages() + again)


def test_a_sentence_must_stand_on_most_pages() -> None:
    quoted = "من جد وجد ومن زرع حصد كما كان جدي يقول لنا دائما."
    some = [(text + (f"\n{quoted}\n{FOOT[0]}" if n % 3 == 0 else ""), meta) for n, (text, meta) in enumerate(pages())]
    assert quoted not in chosen(some)


def test_the_title_of_every_day_is_no_furniture() -> None:
    daily = [
        (
            f"أسعار السمك في الميناء اليوم {n} مايو\n" + "\n".join([*MENU, *article(n)[2:], MOTTO, *FOOT]),
            {"url": f"https://{HOST}/{n}"},
        )
        for n in range(1, 20)
    ]
    assert not any("أسعار" in line for line in chosen(daily))
    text, meta = daily[5]
    assert linter(daily).clean_text(text, meta=meta).text.startswith("أسعار السمك")


def test_what_has_no_frame_is_no_site() -> None:
    wishes = ["صباح الخير يا بحر", "تصبحون على موج", "الحمد لله على السلامة"]
    batches = [
        ("\n".join([*article(n)[2:], *(wishes if n % 4 == 0 else ()), *article(n + 20)[2:]]), {"source": "tweets"})
        for n in range(20)
    ]
    assert learn(lambda: batches) == []


def test_a_title_of_two_words_stays_too() -> None:
    names = [f"صنارة {name}" for name in ("الفجر", "الغروب", "العاصفة", "المرجان", "الحوت", "الربان")]
    goods = []
    for n in range(24):
        name, others = names[n % 6], [names[(n + step) % 6] for step in (1, 2, 3)]
        goods.append(in_frame(n, name, f"{n + 3}٫50 دينارا للقطعة {'أ' * n}", "أضف إلى القارب", *others))
    arlint = linter([(f"{names[n % 6]} | متجر البحر\n{text}", meta) for n, (text, meta) in enumerate(goods)])
    text, meta = goods[2]
    kept = arlint.clean_text(f"{names[2]} | متجر البحر\n{text}", meta=meta).text.split("\n")
    assert kept[:2] == [f"{names[2]} | متجر البحر", names[2]]
    assert not set(MENU) & set(kept)


def in_frame(number: int, *lines: str) -> tuple[str, dict[str, Any]]:
    return "\n".join([*MENU, *lines, MOTTO, *FOOT]), {"url": f"https://{HOST}/{number}"}


def test_what_recipes_share_is_not_the_site_s() -> None:
    larder = ["ملح", "فلفل أسود", "زيت زيتون", "ملعقة كمون", "بصلة مفرومة", "ثوم", "عصير ليمون", "كزبرة"]
    recipes = [
        in_frame(
            n,
            *(f"{headline(n)} في الفرن", "المقادير"),
            *random.Random(n).sample(larder, 6),
            *("طريقة التحضير", f"يقطع السمك ويتبل ثم يترك في الثلاجة ليلة كاملة كما يفعل أهل {PLACES[n % 10]}."),
        )
        for n in range(40)
    ]
    assert not {*larder, "المقادير", "طريقة التحضير"} & chosen(recipes)
    text, meta = recipes[3]
    kept = linter(recipes).clean_text(text, meta=meta).text.split("\n")
    # The motto may be the last sentence of the recipe: it has text above it.
    assert kept == text.split("\n")[len(MENU) : -len(FOOT)]


def test_the_fields_of_an_advertisement_are_not_the_site_s() -> None:
    pick = random.Random(7)
    jobs = [
        in_frame(
            n,
            f"وظيفة صياد في {PLACES[n % 10]} الكبير رقم {'أ' * (n + 1)}",
            *(
                f"الدوام: {pick.choice(['كامل', 'جزئي'])}",
                f"السكن: {pick.choice(['متوفر', 'غير متوفر'])}",
                "الراتب: حسب الخبرة",
            ),
        )
        for n in range(40)
    ]
    assert not any(":" in line for line in chosen(jobs) if "الراتب" not in line)


def test_questions_and_answers_keep_their_headings() -> None:
    answers = [in_frame(n, headline(n), "السؤال", article(n)[2], "الجواب", *article(n)[4:]) for n in range(20)]
    assert not {"السؤال", "الجواب"} & chosen(answers)


def test_few_pages_and_pages_of_nowhere_teach_nothing() -> None:
    assert learn(lambda: pages()[:9]) == []
    assert learn(lambda: [(text, {}) for text, _ in pages()]) == []


def test_the_pack_can_be_used_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "site-lines.toml"
    path.write_text(learned_pack.found(learn(pages), "BP800"), encoding="utf-8")
    assert check_pack(path) == []


def test_a_code_that_is_taken_is_left_alone() -> None:
    assert learned_pack.free_code({"BP800", "BP802"}) == "BP801"
    with pytest.raises(CorpusError, match="leave no code"):
        learned_pack.free_code({f"BP{number}" for number in range(800, 900)})


class TestCommand:
    @pytest.fixture
    def corpus(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        lines = [json.dumps({"text": text, **meta}, ensure_ascii=False) for text, meta in pages()]
        (tmp_path / "crawl.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    @staticmethod
    def arlint(*arguments: str, status: int = 0) -> Any:
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == status, result.output
        return result

    @staticmethod
    def texts(folder: Path) -> list[str]:
        lines = (folder / "data" / "crawl.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines]

    @pytest.mark.parametrize("workers", ["1", "2"])
    def test_cleaned_and_given_back(self, corpus: Path, workers: str) -> None:
        said = self.arlint("clean", "crawl.jsonl", "-o", "out", "--site-lines", "--workers", workers, "--report").stdout
        assert "of 1 site, in out/site-lines.toml" in said
        assert "BP800 site-lines" in said
        assert self.texts(corpus / "out") == [cleaned(number) for number in range(20)]
        self.arlint("verify", "out")
        self.arlint("restore", "out", "-o", "back")
        assert (corpus / "back" / "crawl.jsonl").read_bytes() == (corpus / "crawl.jsonl").read_bytes()
        assert "سطر يتكرر في صفحات موقعه" in (corpus / "out" / "report.html").read_text(encoding="utf-8")

    def test_what_is_chosen_counts_whatever_else_is(self, corpus: Path) -> None:
        self.arlint("clean", "crawl.jsonl", "-o", "out", "--site-lines", "--select", "PN")
        assert self.texts(corpus / "out")[0] == cleaned(0)

    def test_the_found_pack_beside_a_new_one(self, corpus: Path) -> None:
        self.arlint("clean", "crawl.jsonl", "-o", "out", "--site-lines")
        (corpus / "arlint.toml").write_text('extend-packs = ["./out/site-lines.toml"]\n', encoding="utf-8")
        self.arlint("clean", "crawl.jsonl", "-o", "out2", "--site-lines")
        assert 'code = "BP801"' in (corpus / "out2" / "site-lines.toml").read_text(encoding="utf-8")
        assert self.texts(corpus / "out2") == self.texts(corpus / "out")

    def test_a_stopped_run_goes_on_with_what_it_had_learned(
        self, corpus: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.arlint("clean", "crawl.jsonl", "-o", "whole", "--site-lines")
        with monkeypatch.context() as patch:

            def killed(*_: object) -> None:
                raise KeyboardInterrupt

            patch.setattr(journal.Journal, "commit", killed)
            self.arlint("clean", "crawl.jsonl", "-o", "out", "--site-lines", status=130)
        assert (corpus / "out" / learned_pack.FILE_NAME).exists()
        with monkeypatch.context() as patch:
            patch.setattr("arlint.cli.site_lines.learn", killed)  # a resumed run must not learn anew
            said = self.arlint("clean", "crawl.jsonl", "-o", "out", "--site-lines", "--resume").stdout
            assert "those in out/site-lines.toml" in said
            assert self.arlint("clean", "crawl.jsonl", "-o", "out", "--site-lines", "--resume")  # it is finished
        for name in ("manifest.json", "site-lines.toml", "data/crawl.jsonl"):
            assert (corpus / "out" / name).read_bytes() == (corpus / "whole" / name).read_bytes()
        told = self.arlint("clean", "crawl.jsonl", "-o", "out", "--resume", status=2).stderr
        assert "different: --site-lines. " in told

    def test_a_trial_and_a_pipe(self, corpus: Path) -> None:
        said = self.arlint("clean", "crawl.jsonl", "--dry-run", "--site-lines").stdout
        assert "of 1 site\n" in said
        assert [path.name for path in corpus.iterdir()] == ["crawl.jsonl"]
        piped = self.arlint("clean", "crawl.jsonl", "-o", "-", "--site-lines").stdout
        assert json.loads(piped.splitlines()[2])["text"] == cleaned(2)

    def test_what_cannot_be_done(self, corpus: Path) -> None:
        told = self.arlint("clean", "-", "--format", "jsonl", "--dry-run", "--site-lines", status=2).stderr
        assert "give a file" in told
        (corpus / "out").mkdir()
        (corpus / "out" / "mine").touch()
        assert "isn't empty" in self.arlint("clean", "crawl.jsonl", "-o", "out", "--site-lines", status=2).stderr

    def test_nothing_to_learn(self, corpus: Path) -> None:
        (corpus / "a.txt").write_text(page(1), encoding="utf-8")
        said = self.arlint("clean", "a.txt", "-o", "out", "--site-lines").stdout
        assert "Site lines: none" in said
        assert not (corpus / "out" / learned_pack.FILE_NAME).exists()
