"""`clean --site-lines`: what recurs on the pages of each site is learned first, and cleaned away beside the packs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from arlint.cli.corpus_screen import Bar, number
from arlint.config import Config
from arlint.corpus import learned_pack, own_files, run, texts
from arlint.corpus.compression import MOST
from arlint.corpus.errors import CorpusError
from arlint.corpus.site_lines import LEAST_DOCUMENTS, learn
from arlint.corpus.sources import STANDARD_INPUT, Inputs
from arlint.corpus.task import Reading
from arlint.linter import Linter
from arlint.packs.kinds import AnySpec
from arlint.packs.schema import PackError

#: Bytes on disk from which the driver of an engine learns: the first share of every file.
SAMPLE = 2_000_000_000


class Lines(Struct, frozen=True):
    """What was learned: the rules, the files that keep them, and what is said of them."""

    rules: tuple[AnySpec, ...] = ()
    files: dict[str, bytes] = {}
    told: tuple[str, ...] = ()

    def select(self, config: Config) -> Config:
        """`config` with the rules selected, whatever else it selects: the option asks for them."""
        codes = tuple(rule.code for rule in self.rules)
        return replace(config, extend_select=(*config.extend_select, *codes)) if codes else config


NO_LINES = Lines()


def site_lines_of(config: Config, inputs: Inputs, options: run.Options, output: Path | None) -> Lines:
    """The lines of a run on this machine: those that an interrupted run of `output` has learned, or new ones.

    CorpusError where the inputs can't be read twice, and where `output` isn't free.
    """
    if any(source.path == STANDARD_INPUT for source in inputs.sources):
        raise CorpusError("--site-lines reads everything twice first, and standard input can be read once; give a file")
    if output is not None:
        run.require_free(output, resume=options.resume)
        file = output / learned_pack.FILE_NAME
        if options.resume and file.exists():
            text = own_files.read_text(file)
            return Lines(_rules(text, file), {}, (f"Site lines: those in {file}",))
    place = "" if output is None else str(output / learned_pack.FILE_NAME)
    return _learned(config, inputs, options.reading, place, most=options.max_expansion)


def sampled_lines(config: Config, inputs: Inputs, reading: Reading, output: str) -> Lines:
    """The lines of a run on an engine, learned here from as much of the inputs as one machine reads soon."""
    total = sum(source.size for source in inputs.sources)
    share = min(1.0, SAMPLE / max(total, 1))
    return _learned(config, inputs, reading, f"{output}/{learned_pack.FILE_NAME}", most=MOST, share=share)


def _learned(config: Config, inputs: Inputs, reading: Reading, place: str, *, most: float, share: float = 1.0) -> Lines:
    total = int(share * sum(source.size for source in inputs.sources))
    with Bar(2 * total, "learning") as bar:
        sites = learn(_reader(inputs, reading, bar.advance, share, most))
    code = learned_pack.free_code(Linter(config).ruleset.known)
    text = learned_pack.found(sites, code)
    rules = _rules(text, Path(learned_pack.FILE_NAME))
    if not sites:
        told = f"Site lines: none. It takes {LEAST_DOCUMENTS} pages of a site, which records name by `url` or `source`."
        return Lines((), {}, (told,))
    lines = sum(len(site.lines) for site in sites)
    where = f", in {place}" if place else ""
    of = "1 site" if len(sites) == 1 else f"{number(len(sites))} sites"
    told = f"Site lines: {number(lines)} of {of}{where}"
    return Lines(rules, {learned_pack.FILE_NAME: text.encode()} if place else {}, (told,))


def _reader(
    inputs: Inputs, reading: Reading, advance: Callable[[int], None], share: float, most: float
) -> Callable[[], Iterable[tuple[str, dict[str, Any]]]]:
    def documents() -> Iterable[tuple[str, dict[str, Any]]]:
        return texts.of_sources(inputs.sources, reading.text_field, advance, reading.encoding, share=share, most=most)

    return documents


def _rules(text: str, file: Path) -> tuple[AnySpec, ...]:
    """The rules of the pack; with them a run is resumed, so they are as they would be read back."""
    try:
        rules = learned_pack.rules(text, file)
    except PackError as error:
        raise CorpusError(str(error)) from error
    return tuple(msgspec.structs.replace(rule, invalid=(), valid=()) for rule in rules)
