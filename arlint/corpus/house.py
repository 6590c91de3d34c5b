"""The spelling of each listed name that a corpus uses most: for making a whole corpus consistent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from arlint.config import Config
from arlint.document import Document
from arlint.linter import Linter
from arlint.packs.names.variants import VariantsRule

#: The rule that knows the Arabic spellings of names.
_RULE = "BR002"


def preferences(texts: Iterable[str], config: Config | None = None) -> dict[str, str]:
    """Name -> its commonest Arabic spelling in `texts`, for each name that is spelled in two ways at least.

    A spelling counts once a text, so that one long text does not decide. What the configuration prefers already is
    left out. The result is a value for `brands.prefer`.
    """
    config = config or Config()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    rules = Linter(config).ruleset
    for text in texts:
        document = Document(text)
        for rule, matches in rules.candidates(document):
            if isinstance(rule, VariantsRule) and rule.spec.code == _RULE:
                for name, spelling in dict.fromkeys(rule.spellings(document, matches)):
                    counts[name][spelling] += 1
    return {
        name: spellings.most_common(1)[0][0]
        for name, spellings in sorted(counts.items())
        if len(spellings) > 1 and name not in config.brands.prefer
    }
