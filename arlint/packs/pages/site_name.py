"""The name of the site, as the page itself tells it: in its title, in its copyright line, alone on a line.

`شبكة المحرر | الصفحة الرئيسية` above the page and `جميع الحقوق محفوظة لشبكة المحرر` below it name the site; a line
outside the article that says no more than that name, or opens with it as a motto does, is furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from arlint.packs.pages.normal_form import normal, normalise
from arlint.packs.pages.page_lines import PageLine
from arlint.text import later

#: Words of a name, and of the motto behind it.
MOST_WORDS, _MOTTO_WORDS = 5, 9
#: How often a page must tell a name of its title on lines of their own; a headline stands there once.
_TOLD = 2
_HOME = frozenset(map(normalise, ("الصفحة الرئيسية", "الرئيسية", "الصفحة الأولى")))
#: What parts the title of a page from the site's name.
PARTS = later.pattern(rb"\||>>|<<| - |::")
_RIGHTS = normalise("الحقوق محفوظة")
#: Words of a copyright line that are no part of a name.
_PLAIN = frozenset(normalise("جميع كل كافة الحقوق محفوظة حقوق النشر الطبع والنشر محفوظ لدى").split())
_LAM = normalise("ل")
#: What a site calls itself before its name, and the words from which on the name stands without it.
_KINDS = frozenset(
    map(normalise, ("شركة", "مؤسسة", "موقع", "شبكة", "صحيفة", "جريدة", "مجلة", "مدونة", "منصة", "وكالة", "قناة"))
)
_KIND_AND_NAME = 3


def site_names(lines: Sequence[PageLine]) -> frozenset[bytes]:
    """Names of the site, in loose normal form: of the title's, those that the copyright line or lines alone repeat."""
    alone = Counter(line.text.loose for line in lines if 0 < line.text.count <= MOST_WORDS and not line.is_prose)
    title, rights = _title(lines[0]), _rights(lines)
    told = {name for name in title if name in rights or alone[name] >= _TOLD}
    told |= {name for name in rights if alone[name]}
    return frozenset(name for name in told if not name.isdigit())


def is_named(line: PageLine, names: Collection[bytes]) -> bool:
    """Whether a line says no more than the name of the site, or the name and a motto."""
    loose = line.text.loose
    if loose in names:
        return True
    words = loose.split(b" ", MOST_WORDS)[:MOST_WORDS]
    least = max(line.text.count - _MOTTO_WORDS, 1)  # words of the name
    return any(b" ".join(words[:count]) in names for count in range(least, min(len(words), line.text.count - 1) + 1))


def _title(line: PageLine) -> set[bytes]:
    """What the first line may call the site: its last part, or the first part of the title of a home page."""
    parts = PARTS.split(line.text.raw)
    if len(parts) < 2:  # one part is no title of a page
        return set()
    first, last = normal(parts[0]), normal(parts[-1])
    name = first if last.loose in _HOME else last
    return {name.loose} if 0 < name.count <= MOST_WORDS else set()


def _rights(lines: Sequence[PageLine]) -> set[bytes]:
    """Whom the copyright lines name."""
    names = set()
    for line in lines:
        loose = line.text.loose
        if line.entries and _RIGHTS in loose:
            words = [word for word in loose.split() if word not in _PLAIN and not word.isdigit()]
            if 0 < len(words) <= MOST_WORDS:
                bare = [words[0].removeprefix(_LAM), *words[1:]]
                names |= {b" ".join(words), b" ".join(bare)}
                if bare[0] in _KINDS and len(bare) >= _KIND_AND_NAME:
                    names.add(b" ".join(bare[1:]))
    return names
