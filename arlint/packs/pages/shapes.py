"""Lines known by their form, not by a word: addresses, numbers of telephones, degrees, rows of hashtags.

They are read only on pages that hold other furniture, so that a text without any costs nothing. Patterns are over the
folded view, where every digit is ASCII, ℃ one unknown sign (0x01), º and ° a dot (0x05), © 0xf6.
"""

from __future__ import annotations

import re

from arlint.text import later
from arlint.text.chars import WORD_BYTES, byte_class, encode

#: Bytes above which a line has no shape.
MAX_SHAPED = 160

#: What most shapes hold one of, and all other bytes; the rest has addresses, dots or next to nothing.
_SIGNS = b"0123456789@#\x05\xdf\xf6"
_NO_SIGNS = bytes(set(range(256)).difference(_SIGNS))
_FEW_BYTES = 4


def may_be_shaped(raw: bytes) -> bool:
    """Whether a line of the folded view holds what every shape holds one of."""
    if len(raw) > MAX_SHAPED:
        return False
    signed = raw.translate(None, _NO_SIGNS) or b"//" in raw or b"www" in raw or b".." in raw
    return bool(signed) or len(raw) <= _FEW_BYTES


_WORD = b"[" + byte_class(WORD_BYTES) + b"]"
_SIGN = b"[^" + byte_class(WORD_BYTES) + b"\n]"
_ADDRESS = rb"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_NUMBER = rb"[+-]?\d{1,3}(?:\.\d+)?"
_DEGREE = rb"(?: ?\x01| ?\x05 ?c?| ?%| ?(?:km/h|kph|m/s|mph))"

#: Name of a slot that stands alone in its template -> what the line must match.
SHAPES: dict[str, re.Pattern[bytes]] = {
    # One address or two, with a label's colon perhaps lost: info@example.org
    "email": later.pattern(rb"%b*%b(?: ?[,/|-]? ?%b)?%b*" % (_SIGN, _ADDRESS, _ADDRESS, _SIGN), re.IGNORECASE),
    # With a plus or a zero in front, or long enough to be no year, sum or date: +90 546 729 55 15, 0115119393.
    "phone": later.pattern(
        rb"%b*(?=(?:\D*\d){7,28}\D*\Z)(?:\(?(?:\+|00)[\d ().-]+|\(?0\d[\d ()-]+|\d{9,15})"
        rb"(?: ?[,/|] ?[\d ()+-]{6,20})*%b*" % (_SIGN, _SIGN)
    ),
    "url": later.pattern(rb"%b*(?:https?://|www\.)[^ ]+" % _SIGN, re.IGNORECASE),
    # 24 ℃; 26º - 15º; 41%
    "degrees": later.pattern(rb"%b(?:%b)?(?: ?[-/] ?%b)?%b *" % (_NUMBER, _DEGREE, _NUMBER, _DEGREE)),
    # The same with the place or the day in front: الثلاثاء 27 ℃
    "forecast": later.pattern(rb"%b[^()\n\d]{1,30} %b%b *" % (_WORD, _NUMBER, _DEGREE)),
    "hashtags": later.pattern(rb"(?: ?[,|-]? ?#%b[^ #\n]*){2,}" % _WORD),
    # The name of a section with the number of its articles in brackets: تعليم (120)
    "counted": later.pattern(rb"%b*%b[^()\n\d]{1,60}[(\[] ?\d{1,6} ?[)\]] *" % (_SIGN, _WORD)),
    # The sign of a button or breadcrumb: ×, /, », an arrow, an icon. (Asterisks and dashes part sections of a text.)
    "sign": later.pattern(rb" *[\x01\x0f/|\"%b] *" % re.escape(encode("\u00d7\u203a\u2039"))),
    # © and who holds the rights, without a word that templates could know it by.
    "copyright": later.pattern(rb"%b*\xf6 ?%b[^\n]{1,100}" % (_SIGN, _WORD)),
    # The name of a forum or thread with its address behind it, as a forum prints itself for paper.
    "thread": later.pattern(
        rb"[^\n.]* \(https?://[^ )]*/(?:showthread|forumdisplay|viewtopic|viewforum)\.php[^ )]*\) *", re.IGNORECASE
    ),
    # 1, 2, 3 and the dots between them: the pages of a list.
    "gap": later.pattern(rb" *(?:\.{2,4}|\xdf|\x05{2,4}) *"),
}
