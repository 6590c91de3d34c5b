"""Times and dates as sites write them: regular expressions over the loose normal form, as Latin-1 text."""

from __future__ import annotations

import re

from arlint.packs.pages.normal_form import normalise


def any_of(*names: str) -> str:
    """A regular expression for any of `names`, in normal form, as Latin-1 text (one character a byte)."""
    forms = sorted({normalise(name) for name in names}, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).decode("latin-1") for form in forms) + ")"


def _split(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split("،"))


#: Months of every calendar and region that Arabic sites date with: Latin, Syriac, Maghrebi, Moroccan, Hijri, English.
_MONTH_NAMES = (
    *_split("يناير، فبراير، مارس، أبريل، إبريل، افريل، مايو، ماي، يونيو، يونيه، جوان، يوليو، يوليه، جويلية، يوليوز"),
    *_split("أغسطس، أوت، غشت، سبتمبر، شتنبر، أكتوبر، نوفمبر، نونبر، ديسمبر، دجنبر، جانفي، فيفري، شباط، آذار، نيسان"),
    *_split("أيار، حزيران، تموز، آب، أيلول، كانون الثاني، كانون الأول، تشرين الأول، تشرين الثاني، محرم، صفر، رجب"),
    *_split("كانون1، كانون2، تشرين1، تشرين2"),
    *_split("شعبان، رمضان، شوال، ربيع الأول، ربيع الآخر، ربيع الثاني، جمادى الأولى، جمادى الآخرة، جمادى الثانية"),
    *_split("جمادى الأول، جمادى الثاني، ذو القعدة، ذو الحجة، ذي القعدة، ذي الحجة"),
    *_split("january، february، march، april، may، june، july، august، september، october، november، december"),
    *_split("jan، feb، mar، apr، jun، jul، aug، sep، sept، oct، nov، dec"),
)
MONTHS = any_of(*_MONTH_NAMES)
WEEKDAYS = _split("السبت، الأحد، الاثنين، الإثنين، الأثنين، الثلاثاء، الأربعاء، الخميس، الجمعة")
_ENGLISH_DAYS = _split(
    "saturday، sunday، monday، tuesday، wednesday، thursday، friday، sat، sun، mon، tue، wed، thu، fri"
)
_DAYS = any_of(*WEEKDAYS, *(f"يوم {day}" for day in WEEKDAYS), *_ENGLISH_DAYS)
_BARE_DAYS = any_of(*_split("سبت، أحد، اثنين، إثنين، ثلاثاء، أربعاء، خميس، جمعة"))  # Drupal's, before a date
_ONE = any_of(
    *_split("ثانية، ثانيتين، دقيقة، دقيقتين، ساعة، ساعتين، يوم، يومين، أسبوع، أسبوعين، شهر، شهرين، سنة، سنتين"),
    *_split("عام، عامين، ثانيتان، دقيقتان، ساعتان، يومان، أسبوعان، شهران، سنتان، عامان، لحظات"),
)
_MANY = any_of(
    *_split("ثانية، ثواني، ثوان، دقيقة، دقائق، ساعة، ساعات، يوم، يوما، أيام، أسبوع، أسبوعا، أسابيع، شهر، شهرا، أشهر"),
    *_split("شهور، سنة، سنوات، سنين، عام، عاما، أعوام، د، س"),
)
_SPELLED = any_of(
    *_split("ثلاث، ثلاثة، أربع، أربعة، خمس، خمسة، ست، ستة، سبع، سبعة، ثماني، ثمانية، تسع، تسعة، عشر، عشرة"),
)
_SINCE = _split("منذ، قبل، مضى")
_LAST = any_of("واحد", "واحدة", "مضت", "فقط", "تقريبا")
_D31 = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[34]\d\d|19\d\d|20\d\d)"
_ERA = any_of("م", "ه", "هـ", "ميلادي", "هجري")
_HALVES = ("ص", "م", "صباحا", "مساء", "ظهرا", "am", "pm")
_HALF = any_of(*_HALVES)
_ZONES = any_of("غرينتش", "جرينتش", "gmt", "gst", "est", "cet", "utc", "ksa", "مكة", "القاهرة")
_ZONE = rf"(?:{any_of('بتوقيت', 'توقيت')}(?: \S+){{1,3}}|{_ZONES}(?: \d+)?)"
_CLOCK = r"(?:[01]?\d|2[0-4]) [0-5]\d(?: [0-5]\d)?"
_HOUR = rf"(?:{any_of('الساعة')} )?\d{{1,2}} {_HALF}"
TIME = rf"(?:{any_of('الساعة', 'في تمام الساعة')} )?{_CLOCK}(?: ?{_HALF})?(?: {_ZONE})?"
DATE = (
    rf"(?:(?:{_DAYS}|{_BARE_DAYS}) )?(?:{_D31}(?: {MONTHS}){{1,2}}(?: {_YEAR})?|{MONTHS} (?:{_D31} )?{_YEAR}"
    rf"|{_D31} \d{{1,2}} {_YEAR}|{_YEAR} \d{{1,2}} {_D31})(?: {_ERA})?"
)
AGO = rf"{any_of(*_SINCE)} (?:{_ONE}|(?:\d{{1,3}}|{_SPELLED}) {_MANY})(?: {_LAST})?"
#: 2021-08-17T09:12:55+00:00, as machines write it.
_STAMP = rf"{_YEAR} \d\d \d\dt\d\d \d\d(?: \d\d)?(?:z| \d{{1,4}})?(?: \d\d){{0,2}}"
_ANY = rf"(?:{_STAMP}|{DATE}|{TIME}|{_HOUR}|{AGO}|{_DAYS})"
#: A run of dates and times: the day of the week, the Hijri date, the date, the hour. What parts two of them follows
#: the first, and nothing does the last: so `_ANY`, which is long, is compiled once.
WHEN = rf"(?:{_ANY}(?: (?:{any_of('الموافق', 'في', 'و', 'على')} )?|(?![^ ]))){{1,5}}(?<! )"
#: First words of a time that may hold no digit: three hours ago, a day of the week.
FIRST_WORDS = frozenset(normalise(word) for word in (*_SINCE, *WEEKDAYS))


def _first_words(*names: str) -> frozenset[bytes]:
    return frozenset(normalise(name).split()[0] for name in names)


#: Stand for two numbers in a row, and for any number, among the words below.
NUMBERS, NUMBER = b"0 0", b"0"
_TIME_STARTS = _first_words("الساعة", "في تمام") | {NUMBER}
_DATE_STARTS = _first_words(*_MONTH_NAMES, *WEEKDAYS, *_ENGLISH_DAYS, "يوم") | {NUMBER}
_AGO_STARTS = _first_words(*_SINCE)
#: Of each slot the words that it may begin with, and words one of which it holds.
STARTS = {
    "time": _TIME_STARTS,
    "date": _DATE_STARTS,
    "ago": _AGO_STARTS,
    "when": _TIME_STARTS | _DATE_STARTS | _AGO_STARTS,
    "n": frozenset([NUMBER]),
}
_DATE_WORDS = _first_words(*_MONTH_NAMES) | {NUMBERS}
WORDS = {
    "time": frozenset([NUMBERS]),
    "date": _DATE_WORDS,
    "ago": _AGO_STARTS,
    "when": _DATE_WORDS | _AGO_STARTS | _first_words(*_HALVES, *WEEKDAYS, *_ENGLISH_DAYS),
}
