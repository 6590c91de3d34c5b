"""Names made consistent within a whole corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli import main

TEXTS = ["أعلنت شركة ديبسيك نموذجا جديدا.", "قالت ديبسيك إن النموذج مفتوح.", "تأسست شركة ديب سيك عام 2023."]


@pytest.mark.parametrize(("scope", "last"), [("document", TEXTS[2]), ("corpus", "تأسست شركة ديبسيك عام 2023.")])
def test_the_commonest_spelling_of_the_corpus(
    scope: str, last: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("arlint.toml").write_text(f'[brands]\nscope = "{scope}"\n', encoding="utf-8")
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in TEXTS]
    Path("a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["clean", "a.jsonl", "-o", "out", "--workers", "1"]).exit_code == 0
    cleaned = [json.loads(line)["text"] for line in Path("out/data/a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert cleaned == [*TEXTS[:2], last]
