"""What scores are computed from: the words, lines and characters of one text, each found at most once.

Everything is counted in the code page of `text.chars`, one byte a code point, so that most counts are one call in C.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from arlint.document import Document
from arlint.lazy import lazy
from arlint.model import Applied, Diagnostic
from arlint.scores import prose, repetition, tokens, vocabulary
from arlint.scores.tokens import MARKS, SPACES, SYMBOLS, Tokens
from arlint.scores.vocabulary import StopWords
from arlint.text.chars import FOLD_DELETED, FOLD_TABLE, encode

_BULLETS = encode("\u2022-")
_NOT_CLOSING = bytes(set(range(256)) - set(prose.CLOSING))
_SHORT_LINE = 30
"""Code points up to which FineWeb calls a line short."""
_PARAGRAPHS = re.compile(rb"\n(?:\s*\n)+")


class Measures:
    """One text and what was done to it.

    `before` is the document as it came, `text` what is left of it after `edits`, `remaining` the findings in that;
    `stop_words` are those of the profile, where one asks how many of them a text has.
    """

    def __init__(
        self,
        before: Document,
        text: str,
        edits: Sequence[Applied] = (),
        remaining: Sequence[Diagnostic] = (),
        stop_words: StopWords | None = None,
    ) -> None:
        self.before = before
        self.edits = edits
        self.remaining = remaining
        self._stop_words = stop_words
        self.document = before if text == before.text else Document(text, before.kind, before.path, before.meta)

    @lazy
    def encoded(self) -> bytes:
        """The text, one byte a code point."""
        return self.document.encoded

    @lazy
    def folded(self) -> bytes:
        """The text without marks and tatweel, letters folded; lines kept."""
        return self.encoded.translate(FOLD_TABLE, FOLD_DELETED)

    @lazy
    def tokens(self) -> Tokens:
        """Words, numbers and signs."""
        return tokens.cut(self.encoded)

    @lazy
    def words(self) -> list[bytes]:
        """The tokens that are more than signs, without signs in them."""
        return self.tokens.spaced.translate(None, SYMBOLS).split()

    @lazy
    def folded_text(self) -> bytes:
        """The words of the folded text, cut at every sign, between spaces."""
        return self.folded.translate(prose.SIGNS_TO_SPACE)

    @lazy
    def folded_words(self) -> list[bytes]:
        """The same as a list."""
        return self.folded_text.split()

    @lazy
    def telling_words(self) -> Counter[bytes]:
        """Words that tell a language or a dialect, with how often they stand there."""
        return Counter(filter(vocabulary.telling().__contains__, self.folded_words))

    @property
    def stop_words_seen(self) -> int:
        """How many different words of the profile's list stand in the text."""
        return self._stop_words.seen(self.folded, self.folded_text) if self._stop_words else 0

    @lazy
    def letters(self) -> int:
        """Letters and digits of the words; marks don't count."""
        return len(self.encoded.translate(None, SYMBOLS + MARKS + SPACES))

    @lazy
    def lettered(self) -> int:
        """Tokens with a letter."""
        return self.tokens.lettered()

    @lazy
    def ink(self) -> int:
        """Code points that leave ink, marks left out."""
        return len(self.encoded.translate(None, SPACES + MARKS))

    def count(self, members: bytes) -> int:
        """Code points of the text that are among `members`."""
        return len(self.encoded) - len(self.encoded.translate(None, members))

    @lazy
    def lines(self) -> list[bytes]:
        """The lines that are not blank, without spaces around them."""
        return [line for raw in self.encoded.split(b"\n") if (line := raw.strip(SPACES))]

    @lazy
    def newlines(self) -> int:
        """Line ends, of blank lines too."""
        return self.encoded.count(b"\n")

    @lazy
    def paragraphs(self) -> list[bytes]:
        """What stands between blank lines."""
        return _PARAGRAPHS.split(self.encoded.strip(SPACES))

    @lazy
    def terminal_lines(self) -> int:
        """Lines that end in a mark which ends a sentence, Arabic ones too, or in a closing quotation mark."""
        last = bytes(map(itemgetter(-1), self.lines))
        others = last.translate(None, prose.TERMINAL)
        closing = others.translate(None, _NOT_CLOSING)  # what stands before these decides
        return sum(map(prose.ends, self.lines)) if closing else len(last) - len(others)

    @lazy
    def _prose(self) -> list[bytes]:
        """Lines that are written to be read (`arlint.scores.prose`)."""
        return prose.lines_of_prose(self.lines)

    @property
    def prose(self) -> int:
        """Code points in lines of prose."""
        return sum(map(len, self._prose))

    @property
    def prose_words(self) -> int:
        """Words in lines of prose."""
        return sum(line.count(b" ") + 1 for line in self._prose)

    @lazy
    def short_lines(self) -> int:
        """Lines of at most 30 code points."""
        return sum(len(line) <= _SHORT_LINE for line in self.lines)

    @lazy
    def bullet_lines(self) -> int:
        """Lines that begin with the sign of a list."""
        first = bytes(map(itemgetter(0), self.lines))
        return len(first) - len(first.translate(None, _BULLETS))

    @lazy
    def ellipsis_lines(self) -> int:
        """Lines that end in three points."""
        return sum(line.endswith(prose.POINTS) for line in self.lines) if self.ellipses else 0

    @lazy
    def ellipses(self) -> int:
        """Three points, of one sign or of three."""
        return sum(map(self.encoded.count, prose.POINTS))

    @lazy
    def repeated_lines(self) -> tuple[int, int]:
        """Number and size of the lines that stood there before; a line without letters or digits separates others."""
        lines = self.lines
        if len(set(lines)) == len(lines):
            return 0, 0
        return repetition.repeated(line for line in lines if line.translate(None, SYMBOLS + SPACES))

    @lazy
    def repeated_paragraphs(self) -> tuple[int, int]:
        """Number and size of the paragraphs that stood there before."""
        return repetition.repeated(self.paragraphs)

    @lazy
    def runs(self) -> dict[int, float]:
        """The share of repeated runs of words, by their length (`repetition.runs`)."""
        size = len(self.encoded)
        return {n: found / size if found else 0.0 for n, found in repetition.runs(self.tokens.each).items()}
