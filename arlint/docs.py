"""Pages about rules, made from the packs: the documentation site is built from these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from arlint.packs.arabic import reason
from arlint.packs.kinds import AnySpec
from arlint.packs.reserved import Reserved
from arlint.packs.schema import Example

_PLACEHOLDER = re.compile(r"\{\w+\}")
_MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)


def page(spec: AnySpec) -> str:
    """The page of one rule, in Markdown: what it finds, why, before and after, how to silence it."""
    parts = [
        f"# {spec.code} {spec.name}",
        _rtl(_message(spec.message.ar)),
        _inline(_message(spec.message.en)) + ".",
        _facts(spec),
        "## Why",
        _inline(spec.why.strip()),
        _rtl(escape(reason(spec, "ar"))),
    ]
    if spec.invalid:
        parts += ["## Found", *(_example(example) for example in spec.invalid)]
    if spec.valid:
        parts += ["## Left alone", *(_rtl(escape(example.text)) for example in spec.valid)]
    if not isinstance(spec, Reserved):
        parts += ["## To silence it", _silence(spec.code)]
    return "\n\n".join(parts) + "\n"


def index(specs: Iterable[AnySpec]) -> str:
    """The page that lists every rule by family."""
    rules = list(specs)
    parts = [
        "# Rules",
        f"{len(rules)} rules. A code links to its page: why, examples, how to silence it.",
    ]
    families: dict[str, list[AnySpec]] = {}
    for spec in sorted(rules, key=lambda spec: (spec.rank, spec.code)):
        families.setdefault(spec.code[:2], []).append(spec)
    for prefix, family in families.items():
        rows = [f"| [{s.code}]({s.code}.md) | {s.name} | {_state(s)} | {_fix(s)} |" for s in family]
        table = "\n".join(["| code | name | | fix |", "|---|---|---|---|", *rows])
        parts += [f"## {prefix} {family[0].pack.title}", table]
    names = "\n".join(spec.code for spec in rules)
    parts.append(f"```{{toctree}}\n:hidden:\n\n{names}\n```")
    return "\n\n".join(parts) + "\n"


def _facts(spec: AnySpec) -> str:
    facts = [f"kind `{spec.kind}`", f"severity {spec.severity}", _state(spec), f"fix: {_fix(spec)}"]
    return " · ".join([*facts, f"since {spec.since}"])


def _state(spec: AnySpec) -> str:
    return "preview" if spec.preview else "on" if spec.default else "off unless selected"


def _fix(spec: AnySpec) -> str:
    if isinstance(spec, Reserved):
        return "—"
    also = ", applied by `clean`" if spec.clean and spec.applicability == "unsafe" else ""
    return f"{spec.applicability}{also}"


def _message(template: str) -> str:
    return _PLACEHOLDER.sub("…", template)


def _inline(text: str) -> str:
    """Prose of a pack as Markdown that shows every character as it is."""
    return re.sub(r"([\\*_#<>\[\]|{}])", r"\\\1", text)


def _example(example: Example) -> str:
    before = _MARKED.sub(lambda match: f"<mark>{match[1]}</mark>", escape(example.text))
    if example.fixed is None:
        return _rtl(before)
    return _rtl(before) + "\n\n" + _rtl(escape(example.fixed) or "∅", "fixed")


def _rtl(content: str, kind: str = "example") -> str:
    """A block of Arabic; blank lines would end the HTML, so each line ends in a break."""
    return f'<div class="{kind}" dir="rtl" lang="ar">{content.replace(chr(10), "<br>")}</div>'


def _silence(code: str) -> str:
    return f"""In one place of Markdown or HTML, for this line or the next:

```html
<!-- arlint: ignore[{code}] why -->
```

In some files, or everywhere, in `arlint.toml`:

```toml
ignore = ["{code}"]

[per-file-ignores]
"drafts/**" = ["{code}"]
```"""
