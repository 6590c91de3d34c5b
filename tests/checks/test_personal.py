"""Personal data: what is hidden when it is asked for, and what is left alone."""

from __future__ import annotations

import pytest

from arlint import Config, Linter

LINTER = Linter(Config(select=("PI",)))


def cleaned(text: str) -> str:
    return LINTER.clean_text(text).text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("راسل a.b+c@mail.example.com.", "راسل [EMAIL]."),
        ("البريد \u200fx@example.org\u200f هنا", "البريد \u200f[EMAIL]\u200f هنا"),
        ("واتساب 00971501234567 فقط", "واتساب [PHONE] فقط"),
        ("واتساب ٠٠٩٧١٥٠١٢٣٤٥٦٧ فقط", "واتساب [PHONE] فقط"),
        ("جوال ۰۵۰۱۲۳۴۵۶۷ فقط", "جوال [PHONE] فقط"),
        ("رقمه 966501234567.", "رقمه [PHONE]."),
        ("بيروت (+961) 1 441 444، دمشق 0933123456", "بيروت [PHONE]، دمشق [PHONE]"),
        ("المغرب +212 6 12 34 56 78 وتونس +216 71 123 456", "المغرب [PHONE] وتونس [PHONE]"),
        ("آيبان EG38 0019 0005 0000 0000 2631 8000 2 للدفع", "آيبان [IBAN] للدفع"),
        ("الرقم المدني 289010112343", "الرقم المدني [ID]"),
        ("جواز السفر رقم ٠١٢٣٤٥٦٧٨", "جواز السفر رقم [ID]"),
        ("من 2a02:cb80:4001::15 ومن 94.97.12.8", "من [IP] ومن [IP]"),
        ("هاتف:+966501234567 و٠٥٠١٢٣٤٥٦٧", "هاتف:[PHONE] و[PHONE]"),
        ("0501234567,0501234568-0501234569", "[PHONE],[PHONE]-[PHONE]"),
        ("a@b.com,0501234567 وc@d.com", "[EMAIL],[PHONE] و[EMAIL]"),
        ("ج/0501234567 هاتف :0551234567", "ج/[PHONE] هاتف :[PHONE]"),
        ("هاتف: 22.45.67.89", "هاتف: [PHONE]"),
        ("IBAN:SA0380000000608010167519", "IBAN:[IBAN]"),
        ("الهوية:1012345672", "الهوية:[ID]"),
        ("IP: 93.184.216.34:8080 ودخل من IP 8.8.8.8 ثم", "IP: [IP]:8080 ودخل من IP [IP] ثم"),
        ("+201001234567\n192.168.1.1 و\n", "[PHONE]\n192.168.1.1 و\n"),
    ],
)
def test_hidden(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "وقعت 1990-2000 معارك، ثم 2001/2002.",
        "الميزانية 25,000,000 دولار، أي 93.750.000 ريال.",
        "النتيجة 3-1 و2-0 و4-4 في 11/12/2013.",
        "الآية ٢٨٥ من البقرة والصفحة ١٢٣٤٥٦٧.",
        "https://example.com/2015/07/26/article_0501234567.html",
        "السجل التجاري 1010123456.",
        "ISBN 0-19-852663-6 وردمك 9789770912345",
        "العنوان 10.0.0.1 أو 127.0.0.1، والإصدار 2.6.6.60.",
        "ثابت أفوغادرو 602214076000 و14 رقما 12345678901234.",
        "القضية 2015/0501234567 والرمز A-0501234567 و example.com/2015/0501234567",
        "https://example.com/iban/SA0380000000608010167519",
        "جوال الخادم: 192.168.1.1، والساعة 12:30:45.",
    ],
)
def test_left_alone(text: str) -> None:
    assert cleaned(text) == text


def test_off_unless_asked_for() -> None:
    assert Linter().check("راسل a.b@mail.example.com أو 0501234567.") == []


def test_a_placeholder_is_always_the_same_and_settles() -> None:
    once = cleaned("من a@b.com إلى c@d.com ثم a@b.com")
    assert once == "من [EMAIL] إلى [EMAIL] ثم [EMAIL]"
    assert cleaned(once) == once
