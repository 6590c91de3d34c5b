"""BBCode of forums, shortcodes of WordPress and Hugo, and what Cloudflare makes of an e-mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from arlint.checks.places import in_code, matches, parting
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.search import closed
from arlint.text.spans import inside

_NAMES = (
    "b|i|u|s|url|link|img|image|quote|code|php|html|color|size|font|center|left|right|justify|indent|list|email|mail"
    "|youtube|video|media|spoiler|hide"
    "|table|tr|td|th|align|attach|attachment|highlight|sup|sub|strike|thread|post|user|mention|h[1-6]|flash|marquee"
    "|blur|glow|shadow|align|rtl|ltr|bg|hr|br|p|float|anchor|poem|mp3|audio|tweet|facebook|gallery|line"
)
_TAG = later.pattern(
    # What a tag says of itself ends somewhere: without a limit a flood of open tags costs the square of its length.
    rf"\[(?P<close>/)?(?P<name>{_NAMES}|\*)(?P<value>=(?:\"[^\"\n]{{0,500}}\"|[^\]\n]{{0,500}})"
    rf"| [a-z]+=[^\]\n]{{0,500}}|(?<=color) #?[0-9a-f]{{6,8}})?\s?/?\]",
    re.IGNORECASE,
)
#: These hold an address or a file and no words.
_MEDIA = later.pattern(
    r"\[(img|image|youtube|video|media|attach|attachment|flash|mp3|audio|tweet|facebook)(?:=[^\]\n]{0,500}"
    r"| [^\]\n]{0,500})?\](?=[\w./?=&%:-])[^\s\[\]]++\[/\1\]",
    re.IGNORECASE,
)
_OPENER = later.pattern(rf"\[/?(?:{_NAMES}|\*)(?=[=\s/\]])", re.IGNORECASE)
_MEDIA_OPENER = later.pattern(
    r"\[(?:img|image|youtube|video|media|attach|attachment|flash|mp3|audio|tweet|facebook)(?=[= \]])", re.IGNORECASE
)
_BRACKET = later.pattern(r"\]")
_LONGEST = 600  # code points of a tag
_ALONE = frozenset(("hr", "br", "*"))

_SHORTCODE = later.pattern(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|wp_caption|contact-form(?:-7)?|toc|ads?|adsense|ad_[\w-]+"
    r"|button|dropcap|divider|spacer|columns?|one_half(?:_last)?|one_third(?:_last)?"
    r"|row|tabs?|accordion|toggle|pullquote|blockquote|highlight|box|alert|soundcloud|tie_[\w-]+|vc_[\w-]+|su_[\w-]+"
    r"|et_pb_[\w-]+|fusion_[\w-]+|mk_[\w-]+|rev_slider|elementor-[\w-]+|wpforms|ninja_form|mc4wp_form"
    r"|woocommerce_[\w-]+|products?|smartslider3|metaslider|related_posts|irp|quads|the_ad|mashshare|social[\w-]*"
    r"|share[\w-]*|poll|gravityform|sc_[\w-]+)(?:\s[^\[\]\n]*)?/?\]"
    r"|\[[a-z][a-z0-9_-]{1,30}(?:\s+[a-z][\w-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[“”″][^\]\n“”″]*[“”″]|&quot;(?:[^\]\n&]|&(?!quot;))*+&quot;"
    r"|[\w:/.#%-]++))++\s*/?\]"
    r"|\[/[a-z][a-z0-9]*[_-][a-z0-9_-]*\]"
    r"|\{\{[<%]\s?(?!/nowiki)(?:(?!\{\{).){1,500}?\s?[>%]\}\}|\{\{ ?[<%]\s(?:(?!\{\{).){1,300}$",
    re.IGNORECASE | re.MULTILINE,
)
#: What extensions of Joomla put pictures and modules for; a guide shows them too.
_PLUGIN = later.pattern(
    r"\{(?:loadposition|loadmodule|jcomments|mosimage|mosloadposition|rsform|phocagallery)(?: [^{}\n]{1,100})?\}"
    r"|\{(?P<name>gallery|youtube|vimeo|mp3|audio|video)\}[^{}\n]{1,200}\{/(?P=name)\}"
)
_HIDDEN_EMAIL = later.pattern(
    r"\[email[ \u00a0]protected\](?:\s?/\*\s?\*/)?"
    r"|/\* <!\[CDATA\[ \*/(?=.{0,300}?(?:cfhash|cfemail|cf-hash|currentScript)).{0,600}?/\* \]\]> \*/",
    re.DOTALL,
)


_SMILEY = later.pattern(r"(?<![\w:/.]):([a-z][a-z0-9_+-]{1,30}|[+-]1):(?![\w:])")


def smileys(document: Document, *, emoji: dict[str, str]) -> Iterator[Hit]:
    """Names of emoji between colons (:smile:) that nothing turned into the sign; `emoji`: the signs by name."""
    for found in _SMILEY.finditer(document.text):
        sign = emoji.get(found[1])
        if sign and not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), sign),), values={"fix": sign})


def bbcode(document: Document) -> Iterator[Hit]:
    """Tags of BBCode; a bare opener ([i], [s]) only where its closer is there too, for it may be a footnote."""
    text = document.text
    media = [m.span() for m in closed(text, _MEDIA_OPENER, _MEDIA, _BRACKET, _LONGEST)]
    for start, end in media:
        if not in_code(document, start, end) and "]filename.ext[" not in text[start:end]:
            yield Hit(start, end, (Edit(start, end, ""),))
    found = list(closed(text, _OPENER, _TAG, _BRACKET, _LONGEST))
    closing = {m["name"].lower() for m in found if m["close"]}
    opened = {m["name"].lower() for m in found if not m["close"]}
    shown = _shown(text, found)
    for tag in found:
        name = tag["name"].lower()
        if tag.start() in shown or inside(media, tag.start()) or in_code(document, *tag.span()):
            continue
        if name in _ALONE:
            certain = name != "*" or "list" in closing or "list" in opened
        elif tag["close"]:
            certain = name in opened or len(name) > 1
        else:
            certain = name in closing or (tag["value"] is not None and len(name) > 2)
        if certain:
            yield Hit(*tag.span(), (Edit(*tag.span(), _left(text, tag)),))


def _left(text: str, tag: re.Match[str]) -> str:
    """What must stand where a tag stood."""
    before, after = text[max(0, tag.start() - 1) : tag.start()], text[tag.end() : tag.end() + 1]
    name = tag["name"].lower()
    if name == "br" or (name == "*" and before not in ("", "\n", "]")):
        return "\n"
    return "^" if name == "sup" and before.isdigit() and after.isdigit() else parting(before, after)


#: What a guide puts between tags ([b]النص[/b]), names of a tag before one, and a choice between two.
_EXAMPLE = later.pattern(r"(?:ال)?نص(?: (?:صغير|كبير|الرابط|مائل|عريض))?|https?://url|filename\.ext|text")
_NAMED = later.pattern(r"(?:الدالة|الدوال|الوسم|الوسوم|العلامة|العلامتين|الكود) \Z")
_CHOICE = later.pattern(r"\] أو \[")


def _shown(text: str, tags: list[re.Match[str]]) -> set[int]:
    """Where the tags start that a guide to BBCode shows: `<strong>[b][/b]</strong>`, `[b]النص[/b]`."""
    shown: set[int] = set()
    examples = [
        (opener.start(), closer.start())
        for opener, closer in pairwise(tags)
        if closer["close"] and _EXAMPLE.fullmatch(text, opener.end(), closer.start())
    ]
    known = {start for pair in examples for start in pair}
    row: list[int] = []
    for tag, following in zip_longest(tags, tags[1:]):
        row.append(tag.start())
        if following is None or following.start() != tag.end():
            framed = text[row[0] - 1 : row[0]] == ">" and text[tag.end() : tag.end() + 1] == "<"
            named = _NAMED.search(text, max(0, row[0] - 12), row[0])
            if framed or named or not known.isdisjoint(row) or _in_choice(text, row[0]):
                shown.update(row)
            row = []
    return shown


#: Code points on either side in which a line offers another tag.
_NEAR = 100


def _in_choice(text: str, at: int) -> bool:
    """Whether the line at `at` offers one tag or another: [list=1] أو [list=a]."""
    first = max(at - _NEAR, text.rfind("\n", max(0, at - _NEAR), at) + 1)
    end = text.find("\n", at, at + _NEAR)
    return _CHOICE.search(text, first, at + _NEAR if end < 0 else end) is not None


def shortcodes(document: Document) -> Iterator[Hit]:
    """Shortcodes and plugin codes, without what stands between an opening and a closing one."""
    for found in _SHORTCODE.finditer(document.text):
        if not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), ""),))
    for found in matches(document, _PLUGIN, "{"):
        if not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), ""),), Applicability.UNSAFE, clean=True)


def hidden_emails(document: Document) -> Iterator[Hit]:
    """[email protected]: the address is lost, only its author can put it back."""
    for found in _HIDDEN_EMAIL.finditer(document.text):
        yield Hit(*found.span())
