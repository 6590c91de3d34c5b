"""What a person should look at first: the few facts of a report that may mean a mistake, or work worth doing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from arlint.corpus.report.facts import OTHER_SOURCES, Distribution, Report
from arlint.corpus.report.score_words import meaning
from arlint.report import Describe
from arlint.report.words import counted

_SOURCE_DOCUMENTS = 20  # a source of fewer says little
_DROPPED_SHARE = 0.3
_SINGLE_SOURCE_SHARE, _SINGLE_SOURCE_EDITS = 0.8, 100
_REMOVED_SHARE = 0.01
_NEAR, _NEAR_SHARE = 0.1, 0.03  # a tenth of the limit on either side, and how many documents there are many
_UNSAFE_EDITS = 50
_AT_MOST = 3  # of one kind

_PLACE = re.compile(r"\{\w+\}")


class Point(Struct, frozen=True):
    """Something to look at: in a few words, in a sentence, and the part of the page that shows it."""

    title: str
    text: str
    anchor: str


def points(report: Report, describe: Describe) -> list[Point]:
    """What to look at, the most pressing first."""
    return [
        *_rejected(report),
        *_sources(report),
        *_losses(report),
        *_limits(report),
        *_removing(report),
        *_unsafe(report, describe),
        *_concentrated(report),
        *_lines(report),
    ]


def percent(part: float, whole: float) -> str:
    """`part` of `whole`, with as many digits as say something.

    >>> percent(1, 8), percent(1, 3000), percent(0, 3)
    ('12%', '0.033%', '0%')
    """
    share = 100 * part / whole if whole else 0.0
    return f"{share:.0f}%" if share >= 10 or not share else f"{share:.1f}%" if share >= 1 else f"{share:.2g}%"


def plain(message: str) -> str:
    """A rule's message without the places that a finding fills.

    >>> plain("write {fix}, not {match}")
    'write …, not …'
    """
    return _PLACE.sub("…", message)


def documents(number: int) -> str:
    """So many documents, in Arabic."""
    return counted(number, "document", "ar")


def _rejected(report: Report) -> Iterator[Point]:
    if report.totals.rejected:
        yield Point(
            f"سجلات لم تُقرأ: {report.totals.rejected:,}",
            "وُضعت جانبا كما هي في rejected/ مع موضعها وسبب تعذر قراءتها. راجع مصدرها قبل إعادة التشغيل.",
            "rejected",
        )


def _sources(report: Report) -> Iterator[Point]:
    found = [
        (source.dropped / source.documents, name, source)
        for name, source in report.sources.items()
        if source.documents >= _SOURCE_DOCUMENTS and source.dropped >= _DROPPED_SHARE * source.documents
    ]
    for _, name, source in sorted(found, key=lambda item: (-item[0], item[1]))[:_AT_MOST]:
        yield Point(
            f"أُسقط {percent(source.dropped, source.documents)} من وثائق {name}",
            "إن كان المصدر جيدا فاقرأ عينات ما أُسقط: قد يكون حد إحدى البوابات لا يناسبه.",
            "gates",
        )


def _losses(report: Report) -> Iterator[Point]:
    if report.halved:
        yield Point(
            f"فقدت أكثر من نصف نصها: {documents(report.halved)}",
            "صفحات معظمها قوائم وروابط، أو مقالات أخذت القواعد منها ما ليس لها. اقرأ أشدها.",
            "losses",
        )


def _limits(report: Report) -> Iterator[Point]:
    found = []
    for name, limits in report.limits.items():
        distribution = report.scores.get(name)
        for limit in (limits.min, limits.max):
            if distribution and limit:
                near, whole = _near(distribution, limit)
                if whole and near >= _NEAR_SHARE * whole:
                    found.append((near / whole, name, limit))
    for share, name, limit in sorted(found, reverse=True)[:_AT_MOST]:
        yield Point(
            f"حد {meaning(name) or name} ({limit:g}) وسط الزحام",
            f"درجة {percent(share, 1)} من الوثائق قريبة منه، فأي تغيير صغير فيه يغير مصير كثير منها.",
            "scores",
        )


def _near(distribution: Distribution, limit: float) -> tuple[int, int]:
    sides = (distribution.kept, distribution.dropped)
    near = sum(
        number for side in sides for value, number in side.items() if abs(float(value) - limit) <= abs(limit) * _NEAR
    )
    return near, sum(sum(side.values()) for side in sides)


def _removing(report: Report) -> Iterator[Point]:
    found = [
        (rule.removed - rule.added, code, rule)
        for code, rule in report.rules.items()
        if rule.removed - rule.added >= _REMOVED_SHARE * max(report.totals.before, 1)
    ]
    for gone, code, rule in sorted(found, key=lambda item: (-item[0], item[1]))[:_AT_MOST]:
        yield Point(
            f"حذفت {code} وحدها {percent(gone, report.totals.before)} من النص كله",
            f"في {counted(rule.documents, 'documents', 'ar')}. اقرأ عيناتها: أهي زوائد الصفحات حقا؟",
            f"rule-{code}",
        )


def _unsafe(report: Report, describe: Describe) -> Iterator[Point]:
    found = []
    for code, rule in report.rules.items():
        spec = describe(code)
        if spec is not None and str(spec.applicability) == "unsafe" and rule.edits >= _UNSAFE_EDITS:
            found.append((rule.edits, code, spec))
    for edits, code, spec in sorted(found, key=lambda item: (-item[0], item[1]))[:_AT_MOST]:
        yield Point(
            f"{counted(edits, 'edit', 'ar')} بحكم السياق: {code}",
            f"{plain(spec.message.ar)}. هذه القاعدة تستبدل كلمات أو تحذفها بالقرائن، فعيناتها أولى بالقراءة.",
            f"rule-{code}",
        )


def _concentrated(report: Report) -> Iterator[Point]:
    found = []
    for code, rule in report.rules.items():
        if rule.edits < _SINGLE_SOURCE_EDITS or len(report.sources) < 3:
            continue
        name, edits = max(rule.sources.items(), key=lambda item: (item[1], item[0]))
        source = report.sources.get(name)
        usual = source is None or source.documents > report.totals.documents / 3 or name == OTHER_SOURCES
        if edits >= _SINGLE_SOURCE_SHARE * rule.edits and not usual:
            found.append((edits, code, name, rule.edits))
    for edits, code, name, total in sorted(found, reverse=True)[:_AT_MOST]:
        yield Point(
            f"{percent(edits, total)} من تعديلات {code} في مصدر واحد",
            f"المصدر {name}. قالب يستحق قاعدة باسم موقعه، أو عادة كتابة لا خطأ.",
            f"rule-{code}",
        )


def _lines(report: Report) -> Iterator[Point]:
    if report.lines:
        sites = len({line.site for line in report.lines})
        yield Point(
            f"أسطر متكررة بلا قاعدة: {len(report.lines):,}",
            f"في {counted(sites, 'sites', 'ar')}. يزيل clean --site-lines ما يثبت أنه من أثاث الموقع، "
            "ويقترح arlint learn boilerplate قواعد لما بقي.",
            "lines",
        )
