"""The files of a report: written beside what it is about, read to be added up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from arlint.corpus import own_files
from arlint.corpus.errors import CorpusError
from arlint.corpus.manifest import write_whole
from arlint.corpus.report.card import card
from arlint.corpus.report.facts import VERSION, Report
from arlint.corpus.report.page import page
from arlint.report import Describe
from arlint.text.malformed import MALFORMED

PAGE, DATA, CARD = "report.html", "report.json", "dataset-card.md"


def write(folder: Path, report: Report, describe: Describe) -> None:
    """Write the report's three files into `folder`, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in rendered(report, describe).items():
        write_whole(folder / name, content)


def rendered(report: Report, describe: Describe) -> dict[str, bytes]:
    """The report's files by name. Lone surrogates may stand in a corpus; a page can't hold them."""
    return {
        DATA: msgspec.json.encode(report) + b"\n",
        PAGE: page(report, describe).encode("utf-8", "replace"),
        CARD: card(report, describe).encode("utf-8", "replace"),
    }


def read(path: Path) -> Report:
    """The report in `path`, a `report.json` or the folder that holds one; CorpusError where it can't be read."""
    file = path / DATA if path.is_dir() else path
    try:
        report = msgspec.json.decode(own_files.read(file), type=Report)
    except OSError as error:
        raise CorpusError(f"{file}: can't be read: {error.strerror or error}") from error
    except MALFORMED as error:
        raise CorpusError(f"{file}: not a report of arlint: {error}") from error
    if report.version != VERSION:
        raise CorpusError(f"{file}: written by another version of arlint ({report.arlint})")
    return report


def merged(reports: Iterable[Report]) -> Report:
    """One report of all the documents of several."""
    whole = Report()
    for report in reports:
        whole.add(report)
    return whole
