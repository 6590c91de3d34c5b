"""What can go wrong with a corpus run, told so that a person knows what to do next."""

from __future__ import annotations


class CorpusError(Exception):
    """A run can't go on. The message names what, where, and the remedy."""


class DamagedError(Exception):
    """A compressed file breaks off or is corrupt: what came before was yielded, nothing more can be read."""


class InconsistentError(CorpusError):
    """Data, logs and manifest of an output don't fit together: one of them was changed, or lost."""


def missing_extra(what: str) -> CorpusError:
    """`what` needs a package that a plain installation doesn't have."""
    return CorpusError(f"{what} needs an optional package: pip install 'arlint[corpus]'")
