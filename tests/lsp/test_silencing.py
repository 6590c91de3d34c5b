"""Where the comment that silences a line goes in Markdown."""

from __future__ import annotations

import pytest

from arlint.lsp.silencing import place
from arlint.text import markdown
from arlint.text.markup import markdown_regions

COMMENT = " <!-- arlint: ignore[CH001] -->"


def silenced(text: str, line: str) -> str | None:
    """`text` with the comment in the first line that holds `line`; None where it has no place."""
    start = text.rindex("\n", 0, text.index(line)) + 1 if "\n" in text[: text.index(line)] else 0
    end = text.find("\n", start)
    at = place(text, start, len(text) if end < 0 else end, COMMENT)
    return None if at is None else text[:at] + "☛" + text[at:]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("| أ | ب |\n|---|---|\n| ج | د |\n", "| أ | ب☛ |\n|---|---|\n| ج | د |\n"),
        ("أ | ب\n---|---\nج | د\n", "أ | ب☛\n---|---\nج | د\n"),
        ("| أ | |  \n|---|---|\n", "| أ |☛ |  \n|---|---|\n"),
        ("أول  \nثان\n", "أول☛  \nثان\n"),
        ("أول\\\nثان\n", "أول☛\\\nثان\n"),
        ("# أول #\n\nنص\n", "# أول☛ #\n\nنص\n"),
        ("أول\n===\n", "أول☛\n===\n"),
        ("- أول [اسم](u)", "- أول [اسم](u)☛"),
        ("> أول `x`\n", "> أول `x`☛\n"),
        ("<p>أول</p>\n", "<p>أول</p>☛\n"),
        ("أول \\|\n", "أول \\|☛\n"),
        ("نص\n\n" * 4_000 + "أول  \nثان\n", "نص\n\n" * 4_000 + "أول☛  \nثان\n"),
        ("نص\n" * 4_000 + "أول  \nثان\n", "نص\n" * 4_000 + "أول☛  \nثان\n"),
    ],
)
def test_the_place(text: str, there: str) -> None:
    assert silenced(text, "أ") == there


@pytest.mark.parametrize(
    "text",
    [
        '[كلمة]: https://example.com "أول"\n',
        "---\ntitle: أول\n---\n\nنص\n",
        '<img alt="أول\nثان">\n',
        "نص `أول\nثان` بعده\n",
    ],
)
def test_no_place(text: str) -> None:
    assert silenced(text, "أول") is None


@pytest.mark.parametrize("text", ["| أ | ب |\n|---|---|\n| ج | د |\n", "# أول #\n", "أول  \nثان\n"])
def test_the_text_stays_what_it_is(text: str) -> None:
    marked = silenced(text, "أ")
    assert marked
    new = marked.replace("☛", COMMENT)
    assert [body.strip() for _, _, body in markdown.scan(new).comments] == ["arlint: ignore[CH001]"]
    assert len(markdown_regions(new)) - len(markdown_regions(text)) <= 1
