"""What `arlint clean` says when it is done."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from arlint.cli.corpus_screen import number, volume
from arlint.corpus.manifest import Manifest
from arlint.corpus.report import files as reports
from arlint.corpus.report.facts import SourceFacts
from arlint.corpus.task import Counts
from arlint.corpus.unread import Unread
from arlint.report.visible import visible
from arlint.report.words import counted as of_noun
from arlint.report.words import embedded

_NAMED_AT_MOST = 3  # files that weren't read


_WORDS = {
    "en": {
        "documents": "{documents}: {changed} changed, {dropped} dropped, {rejected} set aside as unreadable",
        "volume": "{read} in, {written} out, {seconds:,.1f} s, {speed}/s",
        "edits": "Changes by rule:",
        "drops": "Dropped by gate:",
        "skipped": "Not read, because they are no files of a known format: {names}",
        "unread": "What couldn't be read:",
        "aside": "What couldn't be read, with place and reason:  {folder}",
        "more": "and {number} more",
        "trial": "Nothing was written ({option}).",
        "piped": "No record of the changes was kept ({option}).",
        "report": "Read the report:          {page}",
        "diff": "See what changed:         {command}",
        "verify": "Prove it can be undone:   {command}",
    },
    "ar": {
        "documents": "{documents}: عُدّل منها {changed}، وأُسقط {dropped}، وتعذرت قراءة {rejected}",
        "volume": "دخل {read} وخرج {written} في {seconds:,.1f} ث، أي {speed} في الثانية",
        "edits": "التعديلات بحسب القاعدة:",
        "drops": "ما أُسقط بحسب البوابة:",
        "skipped": "لم تُقرأ لأن صيغتها غير معروفة: {names}",
        "unread": "ما تعذرت قراءته:",
        "aside": "ما تعذرت قراءته، مع موضعه وسببه: {folder}",
        "more": "وغيرها {number}",
        "trial": "لم يُكتب شيء ({option}).",
        "piped": "لم يُحفظ سجل للتعديلات ({option}).",
        "report": "اقرأ التقرير: {page}",
        "diff": "انظر ما تغير: {command}",
        "verify": "أثبت إمكان الاسترجاع: {command}",
    },
}


def summary(
    done: Manifest,
    output: Path | None,
    names: Mapping[str, str],
    unread: Unread,
    *,
    seconds: float,
    language: str,
    dry_run: bool,
) -> list[str]:
    """The lines to show; `names` has the name of each rule by its code, `unread` the first records set aside."""
    say = partial(_said, language)
    totals = done.totals
    read, written = totals.bytes_read, totals.bytes_written
    speed = volume(read / seconds if seconds else 0)
    lines = [counted(totals, language)]
    lines += [say("volume", read=volume(read), written=volume(written), seconds=seconds, speed=speed)]
    lines += _table(say("edits"), {f"{code} {names.get(code, '')}": n for code, n in totals.edits.items()})
    lines += _table(say("drops"), totals.drops)
    if done.skipped:
        more = len(done.skipped) - _NAMED_AT_MOST
        shown = ", ".join(visible(name) for name in done.skipped[:_NAMED_AT_MOST])
        shown += f" {say('more', number=number(more))}" if more > 0 else ""
        lines += ["", say("skipped", names=shown)]
    if totals.rejected:
        told = list(unread.told(done.inputs))
        rest = totals.rejected - len(told)
        lines += ["", say("aside", folder=output / "rejected") if output else say("unread")]
        lines += [f"  {one}" for one in (*told, *([say("more", number=number(rest))] if rest else []))]
    if output is None:
        return [*lines, "", say("trial", option="--dry-run") if dry_run else say("piped", option="-o -")]
    folder, page = shlex.quote(str(output)), output / reports.PAGE
    return [
        *lines,
        "",
        *([say("report", page=page)] if page.exists() else []),
        say("diff", command=f"arlint diff {folder}"),
        say("verify", command=f"arlint verify {folder}"),
    ]


def counted(totals: Counts | SourceFacts, language: str) -> str:
    """One line on what became of the documents."""
    documents = of_noun(totals.documents, "document", language)
    changed, dropped, rejected = map(number, (totals.changed, totals.dropped, totals.rejected))
    return _said(language, "documents", documents=documents, changed=changed, dropped=dropped, rejected=rejected)


def _said(language: str, key: str, **values: object) -> str:
    """The words of a line; in Arabic they and each value have their own direction."""
    if language != "ar":
        return _WORDS["en"][key].format(**values)
    own = {name: embedded(str(value)) if isinstance(value, str | Path) else value for name, value in values.items()}
    return embedded(_WORDS["ar"][key].format(**own))


def _table(title: str, counts: Mapping[str, int]) -> list[str]:
    """The counts, the largest first, in a column."""
    if not counts:
        return []
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = max(len(number(count)) for _, count in rows)
    return ["", title, *(f"  {number(count):>{width}}  {name}".rstrip() for name, count in rows)]
