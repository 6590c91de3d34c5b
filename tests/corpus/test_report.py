"""The report: its numbers, its adding up, and the page in a real browser."""

from __future__ import annotations

import base64
import json
import re
import shutil
from html.parser import HTMLParser

import msgspec
import pytest

from arlint.config import Config
from arlint.corpus import run, sources
from arlint.corpus.report import chart, files, outputs, show
from arlint.corpus.report.attention import points
from arlint.corpus.report.card import card
from arlint.corpus.report.collect import Change, Collector, shortened
from arlint.corpus.report.facts import CHANGES_COUNTED, Distribution, Limits, Report, RuleFacts, Sample
from arlint.corpus.report.page import page
from arlint.corpus.report.score_words import meaning
from arlint.linter import Linter
from arlint.scores.catalogue import SCORES

EVIL = '<script>alert("x")</script><img src=http://evil.example/x.png onerror=alert(1)>&amp;\u202eab\u200b'


def record(number):
    text = ["نص [x] هنا\nسطر [q] ثان", f"نص سليم {number}", "DROP هذا"][number % 3] + EVIL * (number % 5 == 0)
    return {"text": text, "url": f"https://{'ab'[number % 2]}.example/{number}"}


@pytest.fixture
def cleaned(tmp_path, make_cleaner):
    lines = [json.dumps(record(n), ensure_ascii=False) for n in range(60)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("\n".join([*lines[:30], '{"text": 1}', "", *lines[30:]]) + "\n")
    (tmp_path / "in" / "b.txt").write_text("وثيقة [x] وحدها")
    (tmp_path / "in" / "c.txt").write_text("DROP")
    out = tmp_path / "out"
    run.clean(sources.find([str(tmp_path / "in")]), out, make_cleaner, run.Options(), version="test")
    return out


@pytest.fixture(scope="session")
def describe():
    return {spec.code: spec for spec in Linter(Config()).rules}.get


class TestNumbers:
    def test_they_are_those_of_the_manifest(self, cleaned):
        report = outputs.collect(cleaned)
        done = msgspec.json.decode((cleaned / "manifest.json").read_bytes())["totals"]
        totals = report.totals
        assert (totals.documents, totals.changed, totals.dropped, totals.rejected) == (63, 21, 21, 1)
        assert all(done[name] == getattr(totals, name) for name in ("documents", "changed", "dropped", "rejected"))
        assert done["edits"] == {code: rule.edits for code, rule in report.rules.items()}
        assert done["drops"] == {name: gate.documents for name, gate in report.gates.items()}
        assert sum(source.documents for source in report.sources.values()) == 63
        assert set(report.sources) == {"a.example", "b.example", "a.jsonl", "b.txt", "c.txt"}

    def test_samples_show_the_change_in_its_line(self, cleaned):
        rule = outputs.collect(cleaned).rules["BP001"]
        deleted = next(s for s in rule.samples if s.old == "[x]")
        assert deleted.count == 21
        assert (deleted.before, deleted.after) in {("نص ", " هنا"), ("وثيقة ", " وحدها")}
        written = next(s for s in rule.samples if s.old == "[q]")
        assert (written.before, written.new) == ("سطر ", 'é\n"')

    def test_records_have_the_numbers_of_the_input(self, cleaned):
        report = outputs.collect(cleaned)
        numbers = {
            sample.record for rule in report.rules.values() for sample in rule.samples if sample.record is not None
        }
        lines = (cleaned.parent / "in" / "a.jsonl").read_text().split("\n")
        assert numbers
        assert all("[x]" in lines[number] for number in numbers)

    def test_scores_of_what_was_dropped(self, cleaned):
        assert outputs.collect(cleaned).scores["words"].dropped == {1.0: 21}

    def test_a_table(self, tmp_path, make_cleaner):
        pa = pytest.importorskip("pyarrow", reason="pyarrow is the extra arlint[corpus]")
        import pyarrow.parquet as pq

        rows = [record(n) for n in range(30)] + [{"text": None, "url": None}]
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet", row_group_size=7)
        source = sources.find([str(tmp_path / "a.parquet")])
        run.clean(source, tmp_path / "out", make_cleaner, run.Options(), version="test")
        totals = outputs.collect(tmp_path / "out").totals
        assert (totals.documents, totals.changed, totals.dropped, totals.rejected) == (31, 10, 10, 1)


class TestAddingUp:
    def parts(self):
        for start in range(0, 60, 20):
            collector = Collector()
            for n in range(start, start + 20):
                text = record(n)["text"].replace("[x]", "")
                changes = [Change(0, 3, text[:1], ("BP001",), f"قبل{n % 4}")] if n % 3 == 0 else []
                collector.kept("f", n, text, {"url": record(n)["url"]}, changes, {"words": float(n)})
            yield collector.done()

    def test_in_any_order(self):
        first, second, third = map(msgspec.json.encode, self.parts())
        sums = []
        for order in ((first, second, third), (third, first, second)):
            whole = files.merged(msgspec.json.decode(part, type=Report) for part in order)
            sums.append(json.loads(msgspec.json.encode(whole)))
        assert sums[0] == sums[1]
        assert sums[0]["totals"]["documents"] == 60

    def test_one_by_one_is_the_same_as_at_once(self):
        whole = files.merged(self.parts())
        assert whole.rules["BP001"].edits == 20
        assert sum(s.count for s in whole.rules["BP001"].changes.values()) == 20
        assert sum(whole.scores["words"].kept.values()) == 60

    def test_many_different_changes_stay_few(self):
        collector = Collector(0)
        for n in range(2000):
            old = "شائع" if n % 2 else f"نادر {n}"
            collector.kept("f", n, "نص طويل", {}, [Change(0, len(old), "", ("BP001",), old)], {})
        rule = collector.done().rules["BP001"]
        assert len(rule.changes) <= CHANGES_COUNTED
        assert (rule.edits, rule.samples[0].old, rule.samples[0].count) == (2000, "شائع", 1000)

    def test_what_rules_did_together_is_nobodys_own(self, describe):
        """A menu went with a code point inside it: the rule for code points took one character, not a page."""
        menu = "الرئيسية\nأخبار\u200b\n" * 40
        parts = []
        for n in range(3):
            collector = Collector(0)
            together = Change(0, len(menu), "", ("BP013", "CH008"), menu)
            alone = Change(len(menu) + 3, len(menu) + 4, "", ("CH008",), "\u200b")
            collector.kept("f", n, "نص" * 500, {}, [together, alone], {})
            parts.append(collector.done())
        rules = files.merged(parts).rules
        assert (rules["CH008"].edits, rules["CH008"].shared, rules["CH008"].removed) == (6, 3, 3)
        assert (rules["BP013"].shared, rules["BP013"].removed) == (3, 0)
        assert [sample.shared for sample in rules["CH008"].samples] == [False, True]
        assert rules["CH008"].samples[0].count == 3
        assert "لا يُعرف نصيبها" in page(files.merged(parts), describe)

    def test_written_and_read(self, cleaned, tmp_path, describe):
        report = outputs.collect(cleaned)
        files.write(tmp_path / "r", report, describe)
        again = files.read(tmp_path / "r")
        assert msgspec.json.encode(again) == msgspec.json.encode(report)


class TestAttention:
    def test_what_is_pressing(self, cleaned, describe):
        report = outputs.collect(cleaned)
        anchors = [point.anchor for point in points(report, describe)]
        assert anchors[:2] == ["rejected", "gates"]

    def test_a_limit_in_a_crowd(self, describe):
        crowd = Distribution(kept={0.5: 90, 0.9: 10}, dropped={0.49: 5})
        report = Report(scores={"arabic": crowd}, limits={"arabic": Limits(min=0.5)})
        assert [point.anchor for point in points(report, describe)] == ["scores"]

    def test_nothing(self, describe):
        assert points(Report(), describe) == []


class Reader(HTMLParser):
    """Collects tags and what they point to; fails where tags don't close."""

    VOID = frozenset({"meta", "link", "input", "br", "img"})

    def __init__(self):
        super().__init__()
        self.stack, self.tags, self.links, self.ids = [], set(), [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        values = dict(attrs)
        self.links += [values[name] for name in ("href", "src", "data", "action") if name in values]
        assert not any(name.startswith("on") for name in values)
        if "id" in values:
            assert values["id"] not in self.ids
            self.ids.add(values["id"])
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag


class TestPage:
    def test_it_needs_nothing_else_and_nothing_breaks_out(self, cleaned, describe):
        text = page(outputs.collect(cleaned), describe)
        reader = Reader()
        reader.feed(text)
        assert reader.stack == []
        assert "img" not in reader.tags
        assert text.count("<script") == 1
        assert all(link.startswith(("#", "data:,")) for link in reader.links)
        assert {link[1:] for link in reader.links if link.startswith("#")} <= reader.ids
        assert not re.search("[\u200b\u202e]", text)

    def test_empty(self, describe):
        Reader().feed(page(Report(), describe))
        assert "0%" in card(Report(), describe)

    def test_long_changes_are_cut(self):
        assert len(shortened("ا" * 5000)) < 400

    @pytest.mark.parametrize("values", [{0.1: 3, 0.9: 4}, {5.0: 1}, {-3.0: 1, 40000.0: 2}, {1.0: 1, 1e6: 3}])
    @pytest.mark.parametrize("limits", [None, Limits(min=0.2), Limits(max=100), Limits(min=0.1, max=0.1)])
    def test_histograms_stay_in_their_frame(self, values, limits):
        drawn = chart.histogram(Distribution(kept=values, dropped={0.3: 1}), limits, "x")
        for x, y, width, height in re.findall(r'x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"', drawn):
            assert float(x) >= 0
            assert float(x) + float(width) <= 400
            assert float(y) >= 0
            assert float(y) + float(height) <= 100.01

    @pytest.mark.parametrize(("limits", "highest"), [(None, 4), (Limits(min=0.2), 4)])
    def test_the_highest_bar_is_told(self, limits, highest):
        assert chart.tallest(Distribution(kept={0.1: 3, 0.9: 2}, dropped={0.101: 1}), limits) == highest


class TestSamples:
    def test_a_row_of_one_unseen_character_is_counted(self):
        shown = show.sample(Sample("a", 1, "قال", "<U+00A0>" * 26, "", "نعم<U+200F>"))
        assert shown.count("U+00A0") == 1
        assert "U+00A0 ×26" in shown
        assert 'note">U+200F</span>' in shown

    @pytest.mark.parametrize(
        ("before", "old", "direction"), [("", "<U+00A0>", "rtl"), ("", " 12 ", "rtl"), ("a ", "<U+00A0>", "auto")]
    )
    def test_what_has_no_letters_stands_at_the_right(self, before, old, direction):
        assert show.sample(Sample("a", 1, before, old, "", "")).startswith(f'<blockquote dir="{direction}">')


def test_every_score_has_arabic_words():
    assert [name for name in SCORES if not meaning(name)] == []


class TestCard:
    def test_tables_and_metadata(self, cleaned, describe):
        text = card(outputs.collect(cleaned), describe)
        assert text.startswith("---\nlanguage:\n- ar\nsize_categories:\n- n<1K\n")
        assert "| dropped by a gate | 21 | 33% |" in text
        assert "{" not in text
        assert all(line.count("|") >= 4 for line in text.splitlines() if line.startswith("|"))

    def test_rules_and_gates_are_told_in_words(self, describe):
        report = Report(rules={"SP001": RuleFacts(edits=3, documents=2)}, limits={"prose": Limits(min=0.3)})
        text = card(report, describe)
        assert "“…” lacks its hamza" in text
        assert f"| prose | {SCORES['prose'].meaning} | 0.3 |  |" in text


@pytest.fixture(scope="module")
def browser():
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium isn't installed")
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("no chromium with its driver")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield chrome
    chrome.quit()


@pytest.fixture
def opened(browser, cleaned, describe, tmp_path):
    report = outputs.collect(cleaned)
    report.limits = {"words": Limits(min=2)}
    for code in ("BP002", "PN001"):
        report.rules[code] = msgspec.json.decode(
            msgspec.json.encode(report.rules["BP001"]), type=type(report.rules["BP001"])
        )
    files.write(tmp_path / "page", report, describe)

    def open_(width, scheme):
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        media = [{"name": name, "value": value} for name, value in features.items()]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
        browser.get((tmp_path / "page" / files.PAGE).as_uri())
        return browser

    return open_


class TestBrowser:
    @pytest.mark.parametrize("width", [360, 1200])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_it_fits_and_is_quiet(self, opened, width, scheme):
        chrome = opened(width, scheme)
        chrome.get_log("performance")
        chrome.refresh()
        requests = [
            json.loads(entry["message"])["message"]["params"]["request"]["url"]
            for entry in chrome.get_log("performance")
            if '"Network.requestWillBeSent"' in entry["message"]
        ]
        assert all(url.startswith(("file:", "data:")) for url in requests)
        assert chrome.get_log("browser") == []
        assert chrome.execute_script("return document.documentElement.scrollWidth <= innerWidth")
        assert chrome.execute_script("return document.documentElement.dir") == "rtl"
        dark = chrome.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 27)"
        assert dark == (scheme == "dark")
        shot = chrome.execute_cdp_cmd("Page.captureScreenshot", {})["data"]
        assert len(base64.b64decode(shot)) > 10_000

    def test_filters(self, opened):
        chrome = opened(1200, "light")
        shown = (
            "return [...document.querySelectorAll('details.rule[data-family]')].filter(e => !e.hidden).map(e => e.id)"
        )
        assert len(chrome.execute_script(shown)) == 3
        chrome.find_element("css selector", "#families button[data-family=PN]").click()
        assert chrome.execute_script(shown) == ["rule-PN001"]
        chrome.find_element("css selector", "#families button[data-family=PN]").click()
        chrome.find_element("id", "rule-search").send_keys("bp002")
        assert chrome.execute_script(shown) == ["rule-BP002"]
        chrome.find_element("id", "rule-search").send_keys("zzz")
        assert chrome.execute_script(shown) == []
        assert chrome.find_element("id", "no-rules").is_displayed()
        assert chrome.get_log("browser") == []

    def test_sources(self, opened):
        chrome = opened(1200, "light")
        rows = (
            "return [...document.querySelectorAll('table.sources tbody tr')].filter(e => !e.hidden)"
            ".map(e => e.dataset.text)"
        )
        assert set(chrome.execute_script(rows)) == {"a.example", "b.example", "a.jsonl", "b.txt", "c.txt"}
        chrome.find_element("css selector", "#source-order option[value=dropped]").click()
        assert chrome.execute_script(rows)[0] == "c.txt"
        chrome.find_element("id", "source-search").send_keys("example")
        assert set(chrome.execute_script(rows)) == {"a.example", "b.example"}

    def test_a_link_opens_its_rule(self, opened):
        chrome = opened(360, "light")
        chrome.execute_script("location.hash = 'rule-BP002'")
        assert chrome.execute_async_script(
            "const done = arguments[0]; setTimeout(() => done(document.getElementById('rule-BP002').open), 100)"
        )

    def test_without_scripts_everything_is_there(self, opened, tmp_path):
        text = (tmp_path / "page" / files.PAGE).read_text()
        assert re.findall(r'<div class="tools"[^>]*>', text)
        assert all("hidden" in tools for tools in re.findall(r'<div class="tools"[^>]*>', text))


def test_the_card_acts_on_nothing_that_a_corpus_says(tmp_path, make_cleaner, describe):
    names = ("![p](http://evil.example/p.png)", "[a](b)", "<img src=x>", "a|b", "`c`", "\u202ed\x1b[31m", "**e** _f_")
    lines = [json.dumps({"text": "نص", "source": name}, ensure_ascii=False) for name in names]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n")
    out = tmp_path / "out"
    run.clean(sources.find([str(tmp_path / "a.jsonl")]), out, make_cleaner, run.Options(), version="test")
    page = files.rendered(outputs.collect(out), describe)[files.CARD].decode()
    markdown = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    tokens = [
        one.type
        for token in markdown.MarkdownIt("gfm-like", {"linkify": False}).parse(page.split("---", 2)[2])
        for one in token.children or ()
    ]
    assert set(tokens) <= {"text", "code_inline", "softbreak", "text_special"}
    assert not [c for c in page if c in "\x1b\u202e"]
    assert r"\[a\](b)" in page
