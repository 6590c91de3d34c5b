"""The scores that a document can have: the name of each, what it says, and how it is found.

A share lies between 0 and 1. Nothing is found that no gate and no `scores` of the configuration names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from arlint import mt_score
from arlint.model import Diagnostic, Severity
from arlint.scores import repetition, tokens, vocabulary
from arlint.scores.measures import Measures


class Score(Struct, frozen=True):
    """One score: what it says, and its value for a text."""

    meaning: str
    value: Callable[[Measures], float]


def _of(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _letters(members: bytes, m: Measures) -> float:
    return _of(m.count(members), m.ink)


def _removed(family: str, m: Measures) -> float:
    gone = sum(e.end - e.start - len(e.text) for e in m.edits if any(code.startswith(family) for code in e.codes))
    return _of(max(gone, 0), len(m.before.text))


def _foreign(m: Measures) -> float:
    from arlint.text.language import foreign_regions

    return _of(sum(end - start for start, end in foreign_regions(m.document.text)), len(m.encoded))


def _translated(m: Measures) -> float:
    """The MT score of the document as it came: cleaning takes away what betrays a machine."""
    traces = [Diagnostic(e.codes[0], "", "", Severity.INFO, e.start, e.end) for e in m.edits]
    return mt_score.mt_score(m.before, [*traces, *_in_original(m)]).value


def _in_original(m: Measures) -> list[Diagnostic]:
    """What is left to report, at its place in the text that came in."""
    found = []
    for finding in m.remaining:
        shift = 0
        for edit in m.edits:
            if edit.start - shift > finding.start:
                break
            shift += len(edit.text) - (edit.end - edit.start)
        places = finding.start - shift, finding.end - shift
        found.append(Diagnostic(finding.code, "", "", finding.severity, *places))
    return found


def _run(n: int, m: Measures) -> float:
    return m.runs[n]


def _telling(name: str, m: Measures) -> float:
    telling, words = m.telling_words, vocabulary.words(name)
    return _of(sum(telling[word] for word in words.intersection(telling)), m.tokens.words)


_SIZE = {
    "characters": Score("code points", lambda m: float(len(m.encoded))),
    "words": Score("words, numbers counted, signs not", lambda m: float(m.tokens.words)),
    "lines": Score("lines that are not blank", lambda m: float(len(m.lines))),
    "word-length": Score("letters of a word on average, marks not counted", lambda m: _of(m.letters, m.tokens.words)),
}
_MATTER = {
    "arabic": Score("share of Arabic letters in all that leaves ink", partial(_letters, tokens.ARABIC)),
    "latin": Score("share of Latin letters in all that leaves ink", partial(_letters, tokens.LATIN)),
    "digits": Score("share of digits in all that leaves ink", partial(_letters, tokens.DIGITS)),
    "symbols": Score("share of signs in all that leaves ink", partial(_letters, tokens.SYMBOLS)),
    "special-characters": Score(
        "share of what is neither letter nor mark, spaces counted",
        lambda m: _of(m.count(tokens.SYMBOLS + tokens.DIGITS + tokens.SPACES), len(m.encoded)),
    ),
    "words-with-letters": Score(
        "share of words with a letter, signs counted as words", lambda m: _of(m.lettered, len(m.tokens.each))
    ),
    "lettered-words": Score(
        "share of words with a letter, numbers counted, signs not", lambda m: _of(m.lettered, m.tokens.words)
    ),
    "hashes-per-word": Score("signs # for each word", lambda m: _of(m.encoded.count(b"#"), len(m.tokens.each))),
    "ellipses-per-word": Score(
        "three points for each word",
        lambda m: _of(m.ellipses, len(m.tokens.each)),
    ),
}
_LINES = {
    "terminal-lines": Score(
        "share of lines that end like a sentence: . ! ? ؟ ۔ … and closing quotation marks",
        lambda m: _of(m.terminal_lines, len(m.lines)),
    ),
    "short-lines": Score("share of lines of at most 30 code points", lambda m: _of(m.short_lines, len(m.lines))),
    "bullet-lines": Score("share of lines that begin like a list", lambda m: _of(m.bullet_lines, len(m.lines))),
    "ellipsis-lines": Score("share of lines that end in three points", lambda m: _of(m.ellipsis_lines, len(m.lines))),
    "newlines-per-word": Score("line ends for each word", lambda m: _of(m.newlines, len(m.tokens.each))),
    "prose": Score("share of the text in lines that read as prose", lambda m: _of(m.prose, len(m.encoded))),
    "prose-words": Score("words in lines that read as prose", lambda m: float(m.prose_words)),
}
_REPETITION = {
    "duplicate-lines": Score(
        "share of lines that stood there before", lambda m: _of(m.repeated_lines[0], len(m.lines))
    ),
    "duplicate-line-characters": Score(
        "share of the text in such lines", lambda m: _of(m.repeated_lines[1], len(m.encoded) - m.newlines)
    ),
    "duplicate-paragraphs": Score(
        "share of paragraphs that stood there before", lambda m: _of(m.repeated_paragraphs[0], len(m.paragraphs))
    ),
    "duplicate-paragraph-characters": Score(
        "share of the text in such paragraphs", lambda m: _of(m.repeated_paragraphs[1], len(m.encoded))
    ),
    **{f"top-{n}-gram": Score(f"share of the commonest run of {n} words", partial(_run, n)) for n in repetition.TOP},
    **{
        f"duplicate-{n}-grams": Score(f"share of runs of {n} words that stood there before", partial(_run, n))
        for n in repetition.ALL
    },
    "repeated-characters": Score(
        "share of the commonest runs of 10 code points", lambda m: repetition.character_runs(m.encoded)
    ),
    "repeated-words": Score(
        "share of runs of 5 words that stand there more than once", lambda m: repetition.word_runs(m.words)
    ),
}
_LANGUAGE = {
    "foreign": Score("share of the text in Persian, Urdu, Kurdish and other languages in Arabic letters", _foreign),
    "stop-words": Score("how many different stop words of the profile stand there", lambda m: float(m.stop_words_seen)),
    "function-words": Score("share of words such as في, من, التي", partial(_telling, "function-words")),
    **{
        name: Score(f"share of words found only in {title}", partial(_telling, name))
        for name, title in vocabulary.DIALECTS.items()
    },
    "machine-translated": Score("how likely the text is a machine's translation, as it came", _translated),
}
_CLEANING = {
    "boilerplate": Score("share of the text that came which BP rules took away", partial(_removed, "BP")),
    "markup": Score("share of the text that came which MK rules took away", partial(_removed, "MK")),
}

SCORES: dict[str, Score] = _SIZE | _MATTER | _LINES | _REPETITION | _LANGUAGE | _CLEANING
