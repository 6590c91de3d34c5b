"""`report.html`: one page that needs nothing else, right to left, for a phone or a desk, by day or by night.

All that comes from a corpus is escaped, and the page's policy allows no script but its own and no address at all.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

from arlint.corpus.report import attention, chart, show
from arlint.corpus.report.attention import plain, points
from arlint.corpus.report.facts import (
    Distribution,
    GateFacts,
    Limits,
    Line,
    Report,
    RuleFacts,
    SourceFacts,
)
from arlint.corpus.report.score_words import meaning
from arlint.packs.arabic import reason
from arlint.report import Describe
from arlint.report.words import counted
from arlint.report.xml import text

_SOURCES = 300  # rows of the table
_SITES, _SITE_LINES = 12, 8

_SECTIONS = {
    "first": "بماذا تبدأ",
    "flow": "ما دخل وما خرج",
    "rules": "القواعد",
    "sources": "المصادر",
    "scores": "الدرجات",
    "gates": "ما أُسقط",
    "rejected": "ما لم يُقرأ",
    "losses": "ما فقد معظم نصه",
    "lines": "أسطر بلا قاعدة",
}
_APPLICABILITY = {"safe": "آمنة", "unsafe": "بحكم السياق", "display": "للعرض"}


def page(report: Report, describe: Describe) -> str:
    """The whole page; `describe` knows the rules."""
    script = _resource("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:"
    bodies = {
        "first": _first(report, describe),
        "flow": _flow(report),
        "rules": _rules(report, describe),
        "sources": _sources(report),
        "scores": _scores(report),
        "gates": _gates(report),
        "rejected": _rejected(report),
        "losses": _losses(report),
        "lines": _lines(report),
    }
    shown = {name: body for name, parts in bodies.items() if (body := "\n".join(parts))}
    links = "".join(f'<a href="#{name}">{_SECTIONS[name]}</a>' for name in shown)
    sections = "\n".join(
        f'<section id="{n}">\n<h2>{_SECTIONS[n]}</h2>\n{body}\n</section>' for n, body in shown.items()
    )
    everything, inputs = counted(report.totals.documents, "document", "ar"), counted(report.files, "files", "ar")
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>تقرير التنظيف: {everything}</title>
<link rel="icon" href="data:,">
<style>{_resource("page.css")}</style>
</head>
<body>
<header><h1>تقرير تنظيف النصوص</h1>
<p class="note">{everything} من {inputs} · <bdi>arlint {text(report.arlint)}</bdi></p></header>
<nav><div>{links}</div></nav>
<main>
{sections}
</main>
<footer>كل تعديل مسجل في <code>audit/</code>. يعيد الأمر <code>arlint restore</code> الأصل كما كان، ويثبت
<code>arlint verify</code> أن الإعادة ممكنة.<br>القواعد المستعملة: <code>{text(" ".join(report.runs))}</code></footer>
<script>{script}</script>
</body>
</html>
"""


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _first(report: Report, describe: Describe) -> Iterator[str]:
    found = points(report, describe)
    if not found:
        yield '<p class="empty">لا شيء لافت. اقرأ عينات القواعد الأكثر تعديلا قبل استعمال النصوص.</p>'
        return
    items = (f'<li><a href="#{text(p.anchor)}">{text(p.title)}</a><p>{text(p.text)}</p></li>' for p in found)
    yield f'<ul class="points">{"".join(items)}</ul>'


def _flow(report: Report) -> Iterator[str]:
    totals = report.totals
    yield '<div class="numbers">'
    for kind, number, what in _parts(totals):
        share = percent(number, totals.documents)
        yield f'<div><b>{number:,}</b><span><i class="{kind}"></i>{what} ({share})</span></div>'
    yield "</div>"
    yield f'<div class="flow">{_bar(totals)}</div>'
    gone = totals.before - totals.after
    yield (
        f"<p>دخلت <b>{totals.before:,}</b> من المحارف وبقي منها <b>{totals.after:,}</b>، أي ذهب "
        f"{percent(gone, totals.before)} من النص. أجرت القواعد {counted(totals.edits, 'edit', 'ar')}.</p>"
    )
    if report.bytes_read:
        read, written = report.bytes_read / 1e6, report.bytes_written / 1e6
        yield f'<p class="note">حجم الملفات قبل: {read:,.1f} م.ب، وبعد: {written:,.1f} م.ب.</p>'


def _parts(facts: SourceFacts) -> list[tuple[str, int, str]]:
    same = facts.documents - facts.changed - facts.dropped - facts.rejected
    return [
        ("same", same, "بقيت كما هي"),
        ("changed", facts.changed, "عُدلت"),
        ("dropped", facts.dropped, "أُسقطت"),
        ("rejected", facts.rejected, "لم تُقرأ"),
    ]


def _bar(facts: SourceFacts) -> str:
    parts = [(kind, number, f"{what}: {number:,}") for kind, number, what in _parts(facts)]
    return chart.stacked(parts, facts.documents)


def _rules(report: Report, describe: Describe) -> Iterator[str]:
    if not report.rules:
        return
    yield '<p class="note">الأكثر تعديلا أولا. افتح القاعدة لترى تعديلاتها الشائعة ثم عينات عشوائية منها.</p>'
    families: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for code, rule in sorted(report.rules.items()):
        families[code[:2]] += rule.edits
        if spec := describe(code):
            titles.setdefault(code[:2], spec.pack.title_ar or spec.pack.title)
    buttons = "".join(
        f'<button type="button" aria-pressed="false" data-family="{text(f)}">{text(titles.get(f, f))} '
        f'<span class="note">{number:,}</span></button>'
        for f, number in families.most_common()
    )
    yield f'<div class="tools" hidden>{_search("rule-search", "ابحث في القواعد")}</div>'
    yield f'<div class="tools" id="families" hidden>{buttons}</div>'
    most = max(rule.edits for rule in report.rules.values())
    yield _heads("القاعدة", "كم تعديلا")
    for code, rule in sorted(report.rules.items(), key=lambda item: (-item[1].edits, item[0])):
        yield _rule(code, rule, most, describe)
    yield '<p class="empty" id="no-rules" hidden>لا قاعدة بهذا الوصف.</p>'


def percent(part: float, whole: float) -> str:
    """A share in the order in which it is read, whatever stands before it."""
    return f'<bdi dir="ltr">{attention.percent(part, whole)}</bdi>'


def _heads(what: str, number: str) -> str:
    """What stands in the columns of a list that opens."""
    return f'<p class="heads note"><span>{what}</span><span class="count">{number}</span></p>'


def _search(name: str, words: str) -> str:
    return f'<input type="search" id="{name}" placeholder="{words}" aria-label="{words}">'


def _rule(code: str, rule: RuleFacts, most: int, describe: Describe) -> str:
    spec = describe(code)
    message, name, why = (spec.message.ar, spec.name, " ".join(reason(spec, "ar").split())) if spec else ("", "", "")
    trust = _APPLICABILITY.get(str(spec.applicability), "") if spec else ""
    sources = sorted(rule.sources.items(), key=lambda item: (-item[1], item[0]))[:5]
    by_source = "، ".join(f"<bdi>{text(source)}</bdi> ({number:,})" for source, number in sources)
    bar = chart.stacked([("changed", rule.edits, f"{rule.edits:,}")], most)
    head = (
        f'<summary><span class="code">{text(code)}</span><span>{text(plain(message))} '
        f'<bdi class="name">{text(name)}</bdi></span><span class="count">{rule.edits:,}</span>{bar}</summary>'
    )
    places = f"في {counted(rule.documents, 'documents', 'ar')}"
    size = f"حذفت وحدها {rule.removed:,} من المحارف وكتبت {rule.added:,}"
    if rule.shared:
        size += f"، ومع قواعد أخرى في {counted(rule.shared, 'edit', 'ar')} لا يُعرف نصيبها منها"
    facts = " · ".join(part for part in (trust, places, size) if part)
    search = text(f"{code} {name} {message}")
    return (
        f'<details class="rule" id="rule-{text(code)}" data-family="{text(code[:2])}" data-text="{search}">{head}<div>'
        f'<p>{text(why)}</p><p class="note">{facts}<br>أكثر مصادرها: {by_source}</p>'
        f"{''.join(show.sample(sample) for sample in rule.samples)}</div></details>"
    )


def _sources(report: Report) -> Iterator[str]:
    if len(report.sources) < 2:
        return
    order = (
        ("documents", "الأكثر وثائق"),
        ("lost", "الأكثر حذفا للنص"),
        ("dropped", "الأكثر إسقاطا"),
        ("edits", "الأكثر تعديلا"),
    )
    options = "".join(f'<option value="{key}">{what}</option>' for key, what in order)
    yield (
        f'<div class="tools" hidden>{_search("source-search", "ابحث عن مصدر")}'
        f'<select id="source-order" aria-label="الترتيب">{options}</select></div>'
    )
    yield (
        '<div class="scroll"><table class="sources"><thead><tr><th>المصدر</th><th class="number">الوثائق</th>'
        '<th class="picture"><i class="same"></i>كما هي <i class="changed"></i>عُدلت <i class="dropped"></i>أُسقطت</th>'
        '<th class="number">ذهب من النص</th>'
        '<th class="number wide">تعديل لكل ألف محرف</th></tr></thead><tbody>'
    )
    ordered = sorted(report.sources.items(), key=lambda item: (-item[1].documents, item[0]))
    for name, facts in ordered[:_SOURCES]:
        lost = (facts.before - facts.after) / facts.before if facts.before else 0.0
        density = 1000 * facts.edits / facts.before if facts.before else 0.0
        dropped = facts.dropped / facts.documents if facts.documents else 0.0
        by = {"documents": facts.documents, "lost": lost, "dropped": dropped, "edits": density}
        data = " ".join(f'data-{key}="{value:.6g}"' for key, value in by.items())
        yield (
            f'<tr data-text="{text(name)}" {data}><td><bdi>{text(name)}</bdi></td>'
            f'<td class="number">{facts.documents:,}</td>'
            f'<td class="picture">{_bar(facts)}</td><td class="number">{percent(lost, 1)}</td>'
            f'<td class="number wide">{density:.2f}</td></tr>'
        )
    yield "</tbody></table></div>"
    yield '<p class="empty" id="no-sources" hidden>لا مصدر بهذا الاسم.</p>'
    if len(ordered) > _SOURCES:
        yield f'<p class="note">هذه أكبر {_SOURCES:,} مصدر من {len(ordered):,}؛ البقية في report.json.</p>'


def _scores(report: Report) -> Iterator[str]:
    named = {name: one for name, one in report.scores.items() if one.kept or one.dropped}
    if not named:
        return
    yield (
        '<p class="note">كم وثيقة لكل درجة: <b class="kept">أُبقيت</b> و<b class="dropped">أُسقطت</b>. '
        "الخط المتقطع حد البوابة، وما ظُللت أرضه مرفوض.</p>"
    )
    yield '<div class="grid">'
    # Scores with a gate are what a person decides on; the others come after them.
    for name in sorted(named, key=lambda n: (n not in report.limits, n)):
        limits = report.limits.get(name)
        yield (
            f'<div class="card"><h3>{text(meaning(name) or name)}</h3><bdi class="code note">{text(name)}</bdi>'
            f"{chart.histogram(named[name], limits, name)}<p>{_said(named[name], limits)} "
            f"أطول عمود {counted(chart.tallest(named[name], limits), 'document', 'ar')}.</p></div>"
        )
    yield "</div>"


def _said(distribution: Distribution, limits: Limits | None) -> str:
    """What the picture shows, in a sentence."""
    counts: Counter[float] = Counter()
    for side in (distribution.kept, distribution.dropped):
        counts.update({float(value): number for value, number in side.items()})
    whole = counts.total()
    half, seen, middle = whole / 2, 0, 0.0
    for value, number in sorted(counts.items()):
        seen += number
        middle = value
        if seen >= half:
            break
    sentence = f"نصف الوثائق عند {middle:g} أو دونها" if middle else "أكثر الوثائق عند 0"
    if limits is None:
        return sentence + ". لا بوابة عليها."
    outside = sum(
        number
        for value, number in counts.items()
        if (limits.min is not None and value < limits.min) or (limits.max is not None and value > limits.max)
    )
    return (
        f"{sentence}. يرفض الحد {counted(outside, 'document', 'ar')} ({percent(outside, whole)})."
        if outside
        else f"{sentence}. لا يرفض الحد شيئا."
    )


def _gates(report: Report) -> Iterator[str]:
    if not report.gates:
        return
    yield (
        '<p class="note">تُعد الوثيقة عند أول بوابة ردتها، وإن ردتها بوابات أخرى. افتح البوابة لترى عينات عشوائية. '
        "الوثائق كاملة، كما جاءت قبل التنظيف، في <bdi>dropped/</bdi>.</p>"
    )
    yield _heads("البوابة", "كم وثيقة")
    yield from _gone(report.gates, report.totals.documents)


def _rejected(report: Report) -> Iterator[str]:
    if not report.rejected:
        return
    yield '<p class="note">سجلات تالفة وُضعت جانبا كما هي في <bdi>rejected/</bdi>، مع الملف والسطر والموضع.</p>'
    yield _heads("السبب", "كم سجلا")
    yield from _gone(report.rejected, report.totals.documents)


def _gone(kinds: dict[str, GateFacts], whole: int) -> Iterator[str]:
    most = max(facts.documents for facts in kinds.values())
    for name, facts in sorted(kinds.items(), key=lambda item: (-item[1].documents, item[0])):
        bar = chart.stacked([("dropped", facts.documents, f"{facts.documents:,}")], most)
        sources = sorted(facts.sources.items(), key=lambda item: (-item[1], item[0]))[:5]
        by_source = "، ".join(f"<bdi>{text(source)}</bdi> ({number:,})" for source, number in sources)
        documents = "".join(show.document(gone) for gone in facts.samples)
        said = meaning(name)
        title = f'{text(said)} <bdi class="name code">{text(name)}</bdi>' if said else f"<bdi>{text(name)}</bdi>"
        share = f'<span class="name">({percent(facts.documents, whole)})</span>'
        yield (
            f'<details class="rule gone"><summary><span>{title}</span>'
            f'<span class="count">{facts.documents:,} {share}</span>'
            f"{bar}</summary><div>"
            f'<p class="note">أكثر مصادرها: {by_source}</p>{documents}</div></details>'
        )


def _losses(report: Report) -> Iterator[str]:
    if not report.losses:
        return
    yield (
        f'<p class="note">فقدت {counted(report.halved, "document", "ar")} نصف نصها أو أكثر. هذه أشدها، وما بقي منها. '
        "إن رأيت فيها مقالا ناقصا فقد أخطأت قاعدة.</p>"
    )
    for loss in report.losses:
        codes = " ".join(f'<a class="code" href="#rule-{text(code)}">{text(code)}</a>' for code in loss.codes)
        yield (
            f'<blockquote class="context" dir="rtl">{show.lines(loss.start)}'
            f'<details><summary>ما حُذف</summary><del>{show.lines(loss.taken)}</del></details><footer dir="rtl">'
            f"{show.place(loss.source, loss.record)} · من {loss.before:,} إلى {loss.after:,} محرف "
            f"(ذهب {percent(loss.share, 1)}) · {codes}</footer></blockquote>"
        )


def _lines(report: Report) -> Iterator[str]:
    if not report.lines:
        return
    sites: dict[str, list[Line]] = {}
    for line in report.lines:
        sites.setdefault(line.site, []).append(line)
    yield (
        '<p class="note">تتكرر في صفحات موقعها بعد التنظيف، ولا تعرفها قاعدة. '
        "يزيل الخيار <code>--site-lines</code> ما يثبت أنه من أثاث الموقع، "
        "ويكتب الأمر <code>arlint learn boilerplate</code> قواعد مقترحة لما بقي تقرؤها وتقبلها. "
        f"بُحث في {counted(report.lines_from, 'documents', 'ar')}.</p>"
    )
    yield '<div class="grid">'
    for site, found in list(sites.items())[:_SITES]:
        rows = "".join(
            f'<tr><td><bdi>{text(line.line)}</bdi></td><td class="number">{line.pages:,} / {line.documents:,}</td></tr>'
            for line in found[:_SITE_LINES]
        )
        more = f'<p class="note">و{len(found) - _SITE_LINES:,} غيرها</p>' if len(found) > _SITE_LINES else ""
        yield (
            f'<div class="card"><h3><bdi>{text(site or "؟")}</bdi></h3><table><thead><tr><th>السطر</th>'
            f'<th class="number">في كم صفحة</th></tr></thead><tbody>{rows}</tbody></table>{more}</div>'
        )
    yield "</div>"
    if len(sites) > _SITES:
        yield f'<p class="note">و{len(sites) - _SITES:,} من المواقع غيرها، في report.json.</p>'
