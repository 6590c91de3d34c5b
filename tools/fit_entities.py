"""Fit the weights of the entity rules on real text, and check the ones in use. Run by hand; nothing is written.

    python tools/fit_entities.py --translated mt_tech.jsonl amnesty_false.jsonl --edited clean_news.jsonl …

Corpora are JSON lines with a field `text` (`.zst` too). A candidate is a form of an entry, standing as words of its
own. Those of `--entries` count as names in the translated corpora (reading showed nearly all of them to be) and as
what they say in the edited ones. Each candidate becomes the counts of its pieces of evidence; a logistic regression
finds what each piece is worth, scaled so that the point of even odds is the threshold `on`. To add an entry: write
its row, run this with its name, and read the candidates that `--show` prints on the wrong side.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from arlint.config import Config
from arlint.document import Document
from arlint.packs.entities.entity import EntityRule, outermost
from arlint.packs.entities.evidence import Weights
from arlint.packs.index import Entry
from arlint.packs.kinds import build
from arlint.packs.load import load
from arlint.ruleset import RuleSet

ROOT = Path(__file__).resolve().parents[1]
KINDS = (
    "decisive", "head", "weak", "noun", "after", "listed", "alone", "rare", "window", "document", "name",
    "latin", "topic", "against_window", "against_document", "subject",
)  # fmt: skip
ENTRIES = "AI,Gemini,Rust,Docker,Blender,Discourse,Codex,SEO,Llama,AWS,Git,Antigravity,Copilot,Stable Diffusion,Flutter"
#: Strength of the pull towards the weights in use: as much as one candidate that shows the piece of evidence.
PRIOR = 1.0


class Candidate(NamedTuple):
    """A form in a text: its entry, its evidence, whether the corpus says it is a name, and its surroundings."""

    name: str
    counts: Counter[str]
    score: float
    vetoed: bool
    positive: bool
    context: str


def main() -> None:
    """Print the weights that the corpora call for beside those in use, and what each does."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--translated", nargs="+", type=Path, required=True)
    options.add_argument("--edited", nargs="+", type=Path, required=True)
    options.add_argument("--pack", type=Path, default=ROOT / "rules" / "entities.toml")
    options.add_argument("--entries", default=ENTRIES, help="names of entries, by commas")
    options.add_argument("--show", type=int, default=0, help="candidates on the wrong side to print")
    given = options.parse_args()
    wanted = frozenset(given.entries.split(","))
    rules = entity_rules(given.pack)
    weights = next(iter(rules.values())).weights
    found = [
        *candidates(given.translated, rules, wanted, positive=True),
        *candidates(given.edited, rules, wanted, positive=False),
    ]
    report(found, weights)
    wrong = [c for c in found if (c.score >= weights.on) != c.positive and not (c.vetoed and not c.positive)]
    for candidate in wrong[: given.show]:
        verdict = "missed" if candidate.positive else "false"
        print(f"{verdict} {candidate.name} {candidate.score:+.2f} {candidate.context}")


def entity_rules(pack: Path) -> dict[str, EntityRule]:
    """The entity rules of the pack file, by code."""
    specs = [spec for loaded in load(pack, trusted=True) for spec in loaded.rule if spec.kind == "entity"]
    rules = {spec.code: build(spec, Config()) for spec in specs}
    return {code: rule for code, rule in rules.items() if isinstance(rule, EntityRule)}


def candidates(
    paths: Iterable[Path], rules: dict[str, EntityRule], wanted: frozenset[str], *, positive: bool
) -> Iterator[Candidate]:
    """The candidates of the wanted entries in the corpora, protected regions left out."""
    prefilter = RuleSet([Entry.of(rule.spec, Config()) for rule in rules.values()], Config(preview=True))
    for rule in rules.values():
        # All evidence is wanted here, also where it cannot change the verdict.
        rule.__dict__["weights"] = msgspec.structs.replace(rule.weights, proven=-math.inf)
    for text in texts(paths):
        document = Document(text)
        for compiled, matches in prefilter.candidates(document):
            rule = rules[compiled.spec.code]
            for found in outermost(rule.located(document, matches)):
                name = found.entry.names[0]
                if name not in wanted or found.entry.need == "nothing":
                    continue
                if document.is_protected(found.start, found.end):
                    continue
                judgement = rule.judge(document, found)
                context = text[max(0, found.start - 40) : found.end + 40].replace("\n", " ⏎ ")
                counts = Counter(note.kind for note in judgement.notes)
                yield Candidate(name, counts, judgement.score, bool(judgement.vetoed), positive, context)


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """The field `text` of every record."""
    for path in paths:
        if path.suffix == ".zst":
            import zstandard

            data = zstandard.ZstdDecompressor().stream_reader(path.read_bytes()).read()
        else:
            data = path.read_bytes()
        for line in data.splitlines():
            yield json.loads(line)["text"]


def report(found: list[Candidate], weights: Weights) -> None:
    """Print the tables."""
    judged = [c for c in found if not c.vetoed]
    inside = sum(c.positive for c in found)
    print(f"{len(found)} candidates, {inside} of them in translated text; {len(found) - len(judged)} settled by a veto")
    fitted = fit(judged, weights)
    print(f"\n{'evidence':<18}{'in use':>8}{'fitted':>8}{'translated':>12}{'edited':>8}")
    for kind, value in fitted.items():
        seen = [sum(1 for c in judged if c.counts[kind] and c.positive is side) for side in (True, False)]
        print(f"{kind:<18}{_in_use(kind, weights):>8.2f}{value:>8.2f}{seen[0]:>12}{seen[1]:>8}")
    print(f"\n{'weights':<10}{'threshold':>10}{'found':>14}{'false':>14}")
    scores = {
        "in use": [(c, c.score) for c in judged],
        "fitted": [(c, sum(fitted.get(k, 0.0) * n for k, n in c.counts.items())) for c in judged],
    }
    for name, scored in scores.items():
        for threshold in (weights.on, weights.clean):
            hits = sum(c.positive and score >= threshold for c, score in scored)
            false = sum(not c.positive and score >= threshold for c, score in scored)
            print(f"{name:<10}{threshold:>10.1f}{hits:>7} of {inside:<4}{false:>7} of {len(found) - inside:<5}")
    print(f"\n{'entry':<18}{'translated':>12}{'found':>8}{'edited':>8}{'false':>8}")
    for name in sorted({c.name for c in found}):
        own = [c for c in found if c.name == name]
        on = [c for c in own if not c.vetoed and c.score >= weights.on]
        row = (sum(c.positive for c in own), sum(c.positive for c in on))
        print(f"{name:<18}{row[0]:>12}{row[1]:>8}{len(own) - row[0]:>8}{len(on) - row[1]:>8}")


def fit(found: list[Candidate], weights: Weights) -> dict[str, float]:
    """What each kind of evidence is worth, by logistic regression with a prior at the weights in use.

    The classes are weighed equally. The intercept is -`on` on the scale of the weights, so the result is
    comparable with them; the slope of that scale is fitted too.
    """
    kinds = [kind for kind in KINDS if any(c.counts[kind] for c in found)]
    start = [_in_use(kind, weights) for kind in kinds]
    sides = Counter(c.positive for c in found)
    rows = Counter((c.positive, tuple(min(c.counts[k], 4) for k in kinds)) for c in found)
    values, slope = list(start), 1.0
    for _ in range(4000):
        gradient = [PRIOR * (v - s) / len(found) for v, s in zip(values, start, strict=True)]
        slope_gradient = 0.0
        for (positive, counts), number in rows.items():
            margin = sum(v * n for v, n in zip(values, counts, strict=True)) - weights.on
            share = number / (2 * sides[positive])
            error = share * (1 / (1 + math.exp(-slope * margin)) - positive)
            slope_gradient += error * margin
            for index, count in enumerate(counts):
                gradient[index] += error * slope * count
        values = [v - 0.2 * g for v, g in zip(values, gradient, strict=True)]
        slope = max(0.1, slope - 0.02 * slope_gradient)
    return dict(zip(kinds, values, strict=True))


def _in_use(kind: str, weights: Weights) -> float:
    value: float = getattr(weights, kind)
    return -value if kind in ("against_window", "against_document", "subject") else value


if __name__ == "__main__":
    main()
