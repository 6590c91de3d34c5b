"""The format of a pack: what a TOML file of rules may hold.

`msgspec` validates it; an unknown key is an error. Each kind of rule adds its own keys in the module of that kind.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from arlint.model import Applicability, Severity

#: What a text may be to rules; "markup" is the prose of a format whose markup they cannot see.
Kind = Literal["plain", "markdown", "html", "markup"]


class PackError(Exception):
    """A pack that cannot be used; the message names the file, the rule and the key."""


class Message(Struct, frozen=True, forbid_unknown_fields=True):
    """What a finding says, in both languages; `{match}`, `{fix}` and the rule's own values are filled in."""

    en: str
    ar: str


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A text that the rule must flag (⟦ ⟧ marks each exact span) or leave alone.

    `fixed` is the whole text after every fix of the rule, unsafe ones too; without it the rule must offer no edit.
    `kind` is the format of the text, `source` where it comes from. `xfail` says why the example is known to fail; when
    it passes, that is an error.
    """

    text: str
    fixed: str | None = None
    kind: Kind = "plain"
    source: str = ""
    xfail: str = ""


#: The rank of a family whose packs give none: behind all that have one.
LAST = 1_000


class PackHeader(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`[pack]`: its id, the two letters of its codes, its title in English and in Arabic.

    All rules whose codes begin with the same two letters are a family. `rank` is the family's place among the others:
    where two fixes meet, that of the lower rank is made, as what a character is comes before what a word is; of several
    packs of a family the lowest counts. The rules of an `opt-in` family that are off by default run where the
    configuration names the family.
    """

    id: str
    prefix: str
    title: str
    title_ar: str = ""
    rank: int = LAST
    opt_in: bool = False


class RuleSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """The keys that every rule has.

    `default` rules run unless they are ignored; `preview` ones only when asked for. `claims` names what the fixes of
    the rule may change besides Arabic text ("digits", "latin"): a fix that changes anything unclaimed is refused.
    `scope` lists the formats in which the rule makes sense. `clean` lets `arlint clean` apply its unsafe fixes.
    `reach` says what a rule must see to judge: "words" and what stands around them; "lines", where a line stands on
    its page, which says nothing of a label or a subtitle; "file", all places of one name, across translation units.
    `protect` keeps the rule out of URLs, code, verses and other languages.
    `pack` is the header of the rule's pack; the loader fills it in.
    """

    code: str
    name: str
    since: str
    message: Message
    why: str
    severity: Severity = Severity.WARNING
    applicability: Literal["safe", "unsafe", "display"] = "safe"
    default: bool = True
    preview: bool = False
    clean: bool = False
    claims: tuple[Literal["digits", "latin"], ...] = ()
    scope: tuple[Kind, ...] = ("plain", "markdown", "html", "markup")
    reach: Literal["words", "lines", "file"] = "words"
    protect: bool = True
    invalid: tuple[Example, ...] = ()
    valid: tuple[Example, ...] = ()
    pack: PackHeader = PackHeader("", "", "")

    @property
    def rank(self) -> int:
        """The place of the rule's family, by its pack."""
        return self.pack.rank

    @property
    def opt_in(self) -> bool:
        """Whether naming the family is enough to turn the rule on."""
        return self.pack.opt_in

    @property
    def trust(self) -> Applicability:
        """The applicability of the rule's fixes where a hit doesn't say otherwise."""
        return Applicability[self.applicability.upper()]

    @property
    def told(self) -> tuple[str, ...]:
        """The names that a message may hold in braces."""
        return ("match", "fix")

    @property
    def kind(self) -> str:
        """The name of the rule's kind, as the pack writes it."""
        return str(self.__struct_config__.tag)
