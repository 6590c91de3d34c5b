from __future__ import annotations

import random

import polib

from arlint.formats import work
from arlint.formats.registry import FORMATS
from arlint.formats.unit import Options
from arlint.linter import Linter

PO = FORMATS["po"]
#: English and Arabic as a machine translates them, with the name right; `{}` is where it stands.
SENTENCES = [
    ("How {} changes work", "كيف يغير {} العمل"),
    ("Learn more about {}", "اعرف المزيد عن {}"),
    ("A report on {}", "تقرير عن {}"),
    ("Open the settings of {}", "افتح إعدادات {}"),
    ("The news of {} in %s", "أخبار {} في %s"),
    ("{} for everyone", "{} للجميع"),
    ("Join {} today", "انضم إلى {} اليوم"),
    ("Questions about {}?", "هل لديك أسئلة حول {}؟"),
]
CHARITY = "منظمة العفو الدولية"


def catalogue(planted: int, size: int) -> tuple[str, set[str]]:
    """A PO file, and the ids of the entries in which Amnesty stands for AI; as many have Amnesty itself."""
    choose = random.Random(6)
    po = polib.POFile(wrapwidth=60)
    po.metadata = {"Language": "ar", "Content-Type": "text/plain; charset=utf-8"}
    wrong = set()
    for number in range(size):
        english, arabic = SENTENCES[number % len(SENTENCES)]
        message = f"{english} (#{number})"
        place = number * planted // size
        if number == place * size // planted:
            wrong.add(message.format("AI"))
            po.append(polib.POEntry(msgid=message.format("AI"), msgstr=arabic.format(CHARITY)))
        elif number % 7 == 3:
            po.append(polib.POEntry(msgid=message.format("Amnesty International"), msgstr=arabic.format(CHARITY)))
        else:
            thing, name = choose.choice([("the page", "الصفحة"), ("AI", "الذكاء الاصطناعي"), ("your files", "ملفاتك")])
            po.append(polib.POEntry(msgid=message.format(thing), msgstr=arabic.format(name)))
    return str(po) + "\n", wrong


def test_only_the_source_tells_the_planted_errors() -> None:
    text, wrong = catalogue(20, 2000)
    assert len(wrong) == 20
    linter = Linter()
    found = work.check(text, PO, linter, Options()).diagnostics
    assert {one.code for one in found} == {"NE001"}
    entries = {unit.at: unit for unit in PO.read(text, Options()).units}
    told = {unit.source for one in found for unit in entries.values() if unit.at <= one.start < unit.end}
    assert told == wrong
    assert len(found) == 20
    done = work.fix(text, PO, linter, Options(), unsafe=True)
    after = {entry.msgid: entry.msgstr for entry in polib.pofile(done.text)}
    for entry in polib.pofile(text):
        fixed = after[entry.msgid]
        assert (fixed != entry.msgstr) == (entry.msgid in wrong)
        assert (CHARITY in fixed) == ("Amnesty" in entry.msgid)
    assert done.diagnostics == []


def test_what_is_read_of_an_entry() -> None:
    text = (
        'msgid ""\nmsgstr "Language: ar\\n"\n\n#, fuzzy\n#| msgid "Old"\nmsgid "New"\nmsgstr "نص"\n\n'
        '#, fuzzy\nmsgid "New"\nmsgstr "نص"\n\nmsgctxt "c"\nmsgid "One"\nmsgid_plural "Many"\nmsgstr[0] ""\n"واحد "\n'
        '"فقط"\nmsgstr[1] "كثير"\n#~ msgid "x"\n#~ msgstr "قديم"\n'
    )
    found = PO.read(text, Options()).units
    expected = [("نص", "Old"), ("نص", None), ("واحد فقط", "One\nMany"), ("كثير", "One\nMany")]
    assert [(unit.prose.text, unit.source) for unit in found] == expected
