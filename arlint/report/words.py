"""The words of reports, apart from the messages of rules: in English and in Arabic."""

from __future__ import annotations

import re

from arlint.packs.schema import RuleSpec
from arlint.report.visible import FSI, PDI
from arlint.text import later

#: What is counted -> in Arabic: one, two, three to ten, eleven to ninety-nine, a hundred.
_ARABIC = {
    "finding": ("ملاحظة واحدة", "ملاحظتان", "ملاحظات", "ملاحظة", "ملاحظة"),
    "file": ("ملف واحد", "ملفان", "ملفات", "ملفا", "ملف"),
    "files": ("ملف واحد", "ملفين", "ملفات", "ملفا", "ملف"),  # after a preposition
    "edit": ("تعديل واحد", "تعديلان", "تعديلات", "تعديلا", "تعديل"),
    "place": ("موضع واحد", "موضعان", "مواضع", "موضعا", "موضع"),
    "document": ("وثيقة واحدة", "وثيقتان", "وثائق", "وثيقة", "وثيقة"),
    "documents": ("وثيقة واحدة", "وثيقتين", "وثائق", "وثيقة", "وثيقة"),  # after a preposition
    "sites": ("موقع واحد", "موقعين", "مواقع", "موقعا", "موقع"),
    "times": ("مرة واحدة", "مرتين", "مرات", "مرة", "مرة"),
}


def counted(number: int, noun: str, language: str) -> str:
    """`number` things, as the grammar of `language` has it; in Arabic a plural key stands for the genitive.

    >>> counted(2, "file", "en"), counted(2, "file", "ar"), counted(11, "file", "ar")
    ('2 files', 'ملفان', '11 ملفا')
    """
    if language != "ar":
        return f"{number:,} {noun.removesuffix('s')}{'' if number == 1 else 's'}"
    one, two, few, many, hundred = _ARABIC[noun]
    if number in (1, 2):
        return one if number == 1 else two
    rest = number % 100
    form = few if 3 <= rest <= 10 else many if rest > 10 else hundred
    return f"{number:,} {form}"


def embedded(text: str) -> str:
    """`text` set apart, in its own direction: an option among right-to-left words, or a line of such words."""
    return f"{FSI}{text}{PDI}"


#: What stands before the words that decided a finding.
CUES = {"en": "Decided by", "ar": "القرائن"}


#: How a file with this suffix writes a comment, where not as Markdown and HTML do; empty where it has none.
_COMMENTS = {
    **dict.fromkeys((".po", ".yaml", ".yml"), "# {}"),
    **dict.fromkeys((".adoc", ".asciidoc"), "// {}"),
    **dict.fromkeys((".txt", ".text", ".srt", ".csv", ".tsv", ".json", ".arb", ".jsonl", ".ndjson"), ""),
    **dict.fromkeys((".ipynb", ".docx"), ""),
    ".mdx": "{{/* {} */}}",
    ".rst": ".. {}",
    ".tex": "% {}",
    ".strings": "/* {} */",
    ".vtt": "NOTE {}",
}


def comment(body: str, suffix: str) -> str:
    """A comment of a file with this suffix that says `body`; empty where such a file has none.

    >>> comment("why", ".md"), comment("why", ".mdx"), comment("why", ".csv")
    ('<!-- why -->', '{/* why */}', '')
    """
    return _COMMENTS.get(suffix.lower(), "<!-- {} -->").format(body)


def silencing(code: str, language: str, suffix: str = ".md") -> list[tuple[str, str]]:
    """The ways to silence the rule `code` in a file with this suffix: where it is then silent, and what to write."""
    where = {
        "en": ("in one place", "in some files", "everywhere"),
        "ar": ("في موضع واحد", "في بعض الملفات", "في كل مكان"),
    }[language]
    what = (
        comment(f"arlint: ignore[{code}]: why", suffix),
        f'[per-file-ignores]  "drafts/**" = ["{code}"]',
        f'ignore = ["{code}"]',
    )
    return [way for way in zip(where, what, strict=True) if way[1]]


def about(spec: RuleSpec, language: str) -> str:
    """What a rule is about: its message, with … for what only a finding can fill in."""
    return re.sub(r"\{\w+\}", "…", spec.message.ar if language == "ar" else spec.message.en)


#: What rules write before the word that decided -> its Arabic.
_ARABIC_CUES = {
    "governed by": "يسبقها",
    "near a name in Latin letters": "بجوارها اسم بحروف لاتينية",  # before the "near" that it begins with
    "near": "بجوارها",
    "after the noun": "بعد الاسم",
    "document has": "في المستند",
    "in a clause with": "في جملة فيها",
    "beside": "إلى جانبها",
    "before": "بعدها",
    "subject of a verb": "فاعل لفعل",
    "the form names its governor": "الصيغة نفسها تدل على ما قبلها",
    "a heading of its own": "عنوان قائم بنفسه",
    "alone in its line or cell": "وحدها في سطر أو خلية",
    "words of other subjects around it": "حولها كلمات موضوعات أخرى",
    "hardly another use": "لا تكاد تُستعمل لغيره",
    "the source has": "في الأصل",
    "the source lacks": "ليس في الأصل",
}

_CUE = later.pattern(rf"^([+-][\d.]+ )({'|'.join(_ARABIC_CUES)})(?!\w)")


def cue(written: str, language: str) -> str:
    """One cue of a finding, its own words in `language`; the evidence stays as it stands in the text.

    >>> cue("+1.5 near OpenAI", "ar")
    '+1.5 بجوارها OpenAI'
    """
    if language != "ar":
        return written
    return _CUE.sub(lambda match: f"{match[1]}{_ARABIC_CUES[match[2]]}", written)
