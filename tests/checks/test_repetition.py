"""What the rules about repetition find and what they leave alone."""

from __future__ import annotations

import pytest

from arlint import Config, Linter

LINTER = Linter(Config(select=("RP",)))


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("أعلنت الشركة أن أن الأرباح زادت.", "أعلنت الشركة أن الأرباح زادت."),
        ("وصل إلى إلى المحطة من خلال خلال النفق.", "وصل إلى المحطة من خلال النفق."),
        ("أعلن اتحاد كرة القدم القدم نتائج القرعة.", "أعلن اتحاد كرة القدم نتائج القرعة."),
        ("عنوان طويل لهذا الخبر المهم\n\nعنوان طويل لهذا الخبر المهم\nالنص.", "عنوان طويل لهذا الخبر المهم\nالنص."),
        ("وصل الوفد إلى العاصمة أمس. وصل الوفد إلى العاصمة أمس.", "وصل الوفد إلى العاصمة أمس."),
        ("نشرت شركة Cloud Cloud تقريرها.", "نشرت شركة Cloud تقريرها."),
    ],
)
def test_mended(text: str, fixed: str) -> None:
    assert LINTER.fix(text, unsafe=True).text == fixed


@pytest.mark.parametrize(
    "text",
    [
        "تقدم شيئا فشيئا، ودخلوا اثنين اثنين، وقال: مهلا مهلا، وزار شرم الشيخ مرة مرة كل عام.",
        "استقبل ولي ولي العهد رئيس الاتحاد أحمد أحمد، ونقلت بي بي سي وسي إن إن الخبر.",
        "صمدت العلاقات العربية العربية، واستمر النزاع اليمني اليمني، والله الله في الأيتام.",
        "دكت الأرض دكا دكا، وهو جميل جدا جدا، وتبرع بألف ألف دينار.",
        "صاح الناس: «السلام السلام!» ثم تفرقوا.",
        "يا ليل\nيا ليل\nيا عين",
        "غنت أغنية «Happy Happy» في الحفل.",
        "فهمت لم لم يحضر، وقرر ما ما قرره غيره.",
    ],
)
def test_left_alone(text: str) -> None:
    assert LINTER.check(text) == []
    assert LINTER.fix(text, unsafe=True).text == text
