"""Personal data in running text: addresses, telephone numbers, account numbers, identity numbers.

Numbers are read in all three digit sets. What has a check digit, a date or a country in it is judged by that; where a
number could be anything, a word before it must say what it is. A placeholder is always the same, so that the result
does not depend on where a document stands in a corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from ipaddress import ip_address

from arlint.document import Document
from arlint.model import Hit, replace
from arlint.text import later
from arlint.text.chars import DIGITS_ARABIC, DIGITS_EXTENDED

_ASCII_DIGITS = {
    ord(digit): str(value) for digits in (DIGITS_ARABIC, DIGITS_EXTENDED) for value, digit in enumerate(digits)
}
_CONTROLS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks, which stand around numbers in Arabic text
_CUE_REACH = 30
"""Code points before a number within which a word must say what it is."""

_ARABIC = "\u0620-\u064a\u066e-\u06d3"
#: Nothing before a number makes it a part of a longer one, a name or a path. An Arabic letter does not: a particle
#: or the word for it stands there (وب, جوال); nor does what parts the number from such a word, or from an address.
_BEGINS = (
    rf"(?<![^\W{_ARABIC}])(?<![#+@])"
    rf"(?:(?<![.,/:-])|(?<=[{_ARABIC}][.,/:-])|(?<=[\s)][/:])|(?<=[A-Za-z][,:]))"
)

_EMAIL = later.pattern(
    rf"(?<![^\W{_ARABIC}])(?<![.%+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]*[A-Za-z0-9_+-])?[{_CONTROLS}]?@[{_CONTROLS}]?"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w@])"
)

_GAP = rf"[ \u00a0./\u2010-\u2013{_CONTROLS}-]{{0,3}}"
_NUMBER = later.pattern(
    rf"(?:{_BEGINS}|(?<=\d[/,-]))(?:\(\+?\d{{1,5}}\)[ \u00a0-]?|\+)?[{_CONTROLS}]?\d(?:{_GAP}\d){{6,17}}(?![\w%])"
    r"(?!\.\d|,\d{1,6}(?!\d))"
)
#: What stands before the second of two numbers; after any other number it is a part of it.
_SECOND = later.pattern(r"\d[/,-]$")
#: An address of the net, but not eight digits in pairs, which are a telephone number where a word says so.
_DOTTED = later.pattern(r"(?!(?:\d\d\.){3}\d\d$)\d{1,3}(?:\.\d{1,3}){3}$")
#: Calling codes of the Arab countries, and how many digits may follow them.
_COUNTRIES = later.pattern(
    r"(?:966|971|962|963|964|967|968|970|961|965|973|974|20|212|213|216|218|222|249|252|253|269)(?=\d{7,10}$)"
)
#: The same without a sign that a code begins: only what is a mobile number in full.
_BARE = later.pattern(
    r"(?:9665\d{8}|9715\d{8}|201[0125]\d{8}|9627[789]\d{7}|9647[3-9]\d{8}|9639\d{8}|9677\d{8}|2126\d{8}|2135\d{8})$"
)
#: Numbers as they are dialled at home: mobiles of Saudi Arabia, the Emirates, Egypt, Jordan, Iraq, Syria, Palestine,
#: Libya, Sudan, Algeria and Morocco; lines of Saudi Arabia. All begin with a zero, as few other numbers do.
_HOME = later.pattern(r"(?:05\d{8}|01[0125]\d{8}|07[789]\d{7}|07[3-9]\d{8}|09\d{8}|0[567]\d{8}|01[1-7]\d{7})$")
_PHONE_CUE = later.pattern(
    r"(?:هاتف|الهاتف|جوال|الجوال|جوالي|موبايل|الموبايل|محمول|المحمول|تليفون|تلفون|تلفاكس|فاكس|واتس|واتساب|للتواصل|للاتصال|اتصل"
    r"|للاستفسار|للحجز|الأرقام|الرقم|رقمي|نقال|tel|(?<!\[)phone|mobile|whatsapp|fax)[^\d\n]*$",
    re.IGNORECASE,
)
_NO_PHONE = later.pattern(
    r"(?:ISBN|ISSN|ردمك|الحساب|حساب|آيبان|IBAN|المرجع|السجل|القيد|التسلسلي)[^\n]{0,12}$", re.IGNORECASE
)

_IBAN = later.pattern(r"(?<![A-Za-z0-9_])(?<![A-Za-z0-9]/)[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]){11,30}(?![A-Za-z0-9])")
_IBAN_LENGTHS = {
    "AE": 23, "BH": 22, "DJ": 27, "EG": 29, "IQ": 23, "JO": 30, "KW": 30, "LB": 28, "LY": 25, "MR": 27, "OM": 23,
    "PS": 29, "QA": 29, "SA": 24, "SD": 18, "SO": 23, "TN": 24, "YE": 30,
}  # fmt: skip
"""From the registry of ISO 13616; of other countries only the check digits are asked."""
_IBAN_LEAST = 15  # Norway's, the shortest there is

_LONG = later.pattern(rf"{_BEGINS}\d(?:[ -]?\d){{5,19}}(?![\w%])(?![.,]\d)")
_ID_CUE = later.pattern(
    r"(?:الهوية|هويته|هويتي|القومي|الوطني|الإقامة|الاقامة|السجل المدني|الرقم المدني|البطاقة الشخصية|بطاقة التعريف"
    r"|بطاقته|جواز السفر|الجواز|جوازه|الرقم الشخصي|الضمان الاجتماعي|بطاقة الأحوال|بطاقة الناخب)"
    r"[^\d\n]{0,12}$"
)
_EGYPT = later.pattern(r"([23])(\d\d)(\d\d)(\d\d)(?:0[1-4]|1[1-9]|2[1-9]|3[1-5]|88)\d{5}$")
"""Century, year, month, day, governorate (88: born abroad), serial number and check digit."""
_EMIRATES = later.pattern(r"784(?:19|20)\d\d\d{8}$")
_KUWAIT = later.pattern(r"([23])(\d\d)(\d\d)(\d\d)\d{5}$")
_KUWAIT_WEIGHTS = (2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

_IPV4 = later.pattern(
    rf"{_BEGINS}\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\w-]|\.\d|:(?!\d{{1,5}}\b|\W|$))"  # a port may follow
)
_IPV6 = later.pattern(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{1,4}(?![\w:.])")
_VERSION = later.pattern(
    r"(?:الإصدار|الاصدار|إصدار|نسخة|النسخة|version|ver|v|المادة|البند|الفقرة|القسم)[.\s:]*$", re.IGNORECASE
)
_VERSION_PARTS = 32
"""Four numbers below it are a version, or an address that everybody uses, such as 8.8.8.8; but not after `_IP_CUE`."""
_IP_CUE = later.pattern(r"(?:(?<![A-Za-z/])IP(?:v4)?|آي ?بي)[\s:]*$")


def emails(document: Document) -> Iterator[Hit]:
    """E-mail addresses, direction marks inside them too."""
    for found in _EMAIL.finditer(document.text):
        yield replace(*found.span(), "[EMAIL]")


def phones(document: Document) -> Iterator[Hit]:
    """Telephone numbers: international ones, those of Arab countries as dialled at home, others after a cue."""
    text = document.text.translate(_ASCII_DIGITS)
    last = -1  # the end of the one before
    for found in _NUMBER.finditer(text):
        before = text[max(0, found.start() - _CUE_REACH) : found.start()]
        if _SECOND.search(before) and found.start() - 1 != last:
            continue
        if _is_phone(found[0], before) and not _NO_PHONE.search(before):
            last = found.end()
            yield replace(found.start(), found.end(), "[PHONE]")


def _is_phone(written: str, before: str) -> bool:
    if _DOTTED.match(written):
        return False
    digits = re.sub(r"\D", "", written)
    if "+" in written or digits.startswith("00"):
        rest = digits.removeprefix("00")
        return _COUNTRIES.match(rest) is not None or ("+" in written and 9 <= len(rest) <= 15)
    if _BARE.match(digits) or _HOME.match(digits):
        return True
    return 7 <= len(digits) <= 11 and _PHONE_CUE.search(before) is not None


def ibans(document: Document) -> Iterator[Hit]:
    """International bank account numbers, by their check digits."""
    text = document.text.translate(_ASCII_DIGITS)
    for found in _IBAN.finditer(text):
        # The last group may be a Latin word that follows: the number ends where its country's do.
        ends = [
            at
            for at in range(found.start() + _IBAN_LEAST, found.end() + 1)
            if at == found.end() or text[at] in " \u00a0"
        ]
        for end in reversed(ends):
            if _checks(re.sub(r"\W", "", text[found.start() : end])):
                yield replace(found.start(), end, "[IBAN]")
                break


def _checks(iban: str) -> bool:
    if len(iban) != _IBAN_LENGTHS.get(iban[:2], len(iban)):
        return False
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1


def identities(document: Document) -> Iterator[Hit]:
    """National identity numbers: of Egypt, the Emirates and Kuwait by their form, others after a word for one."""
    text = document.text.translate(_ASCII_DIGITS)
    for found in _LONG.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        before = text[max(0, found.start() - _CUE_REACH) : found.start()]
        if _is_identity(digits) or (len(digits) >= 8 and _ID_CUE.search(before)):
            yield replace(found.start(), found.end(), "[ID]")


def _is_identity(digits: str) -> bool:
    if len(digits) == 15:
        return _EMIRATES.match(digits) is not None and _luhn(digits)
    if len(digits) == 14:
        found = _EGYPT.match(digits)
        return found is not None and _is_date(found)
    if len(digits) == 12:
        found = _KUWAIT.match(digits)
        check = 11 - sum(int(d) * w for d, w in zip(digits, _KUWAIT_WEIGHTS, strict=False)) % 11
        return found is not None and _is_date(found) and check == int(digits[-1])
    return False


def _is_date(found: re.Match[str]) -> bool:
    """Whether century (2: the twentieth, 3: the twenty-first), year, month and day are those of a birth."""
    century, year, month, day = map(int, found.groups())
    try:
        return date(1700 + 100 * century + year, month, day).year <= 2100
    except ValueError:
        return False


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if at % 2 else 1) for at, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def addresses(document: Document) -> Iterator[Hit]:
    """Public IP addresses; private ones name nobody, and four numbers after a word for it are a version."""
    text = document.text.translate(_ASCII_DIGITS)
    for pattern in (_IPV4, _IPV6):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - _CUE_REACH) : found.start()]
            named = _IP_CUE.search(before) is not None
            if _is_public(found[0], named=named) and not _VERSION.search(before):
                yield replace(found.start(), found.end(), "[IP]")


def _is_public(written: str, *, named: bool) -> bool:
    if not named and "." in written and all(int(part) < _VERSION_PARTS for part in written.split(".")):
        return False
    try:
        return ip_address(written).is_global
    except ValueError:
        return False
