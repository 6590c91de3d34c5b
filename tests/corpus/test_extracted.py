"""HTML as its main text."""

from __future__ import annotations

import pytest

from arlint.corpus import restore, run, sources
from arlint.corpus.errors import CorpusError

PARAGRAPH = "أعلنت الشركة اليوم عن نموذج جديد للذكاء الاصطناعي يستطيع فهم النصوص العربية الطويلة. "
PAGE = (
    "<html><head><title>خبر</title></head><body><nav><a href='/'>الرئيسية</a></nav><article>"
    + "".join(f"<p>{PARAGRAPH * 4}[x]</p>\r\n" for _ in range(4))
    + "</article><footer>جميع الحقوق محفوظة</footer></body></html>"
)

pytest.importorskip("trafilatura", reason="trafilatura is the extra arlint[html]")


def test_the_page_comes_back_from_its_main_text(make_cleaner, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_bytes(b"\xef\xbb\xbf" + PAGE.encode())
    (folder / "b.html").write_bytes(PAGE.replace("[x]", "").encode())
    (folder / "c.html").write_bytes(b"<html></html>")
    found = sources.find([str(folder)], extract=True)
    done = run.clean(found, tmp_path / "out", make_cleaner, run.Options(), version="test")
    assert done.totals.rejected == 1
    data = tmp_path / "out" / "data"
    assert sorted(path.name for path in data.iterdir()) == ["a.html.txt", "b.html.txt"]
    text = (data / "b.html.txt").read_text(encoding="utf-8")
    assert PARAGRAPH.strip() in text
    assert "<p>" not in text
    assert "[x]" not in (data / "a.html.txt").read_text(encoding="utf-8")
    assert [verdict.problem for verdict in restore.restore(tmp_path / "out", tmp_path / "back")] == [""] * 3
    for path in folder.iterdir():
        assert (tmp_path / "back" / path.name).read_bytes() == path.read_bytes()


def test_no_main_text_takes_the_place_of_an_input(tmp_path):
    (tmp_path / "a.html").write_bytes(PAGE.encode())
    (tmp_path / "a.html.txt").write_text("نص", encoding="utf-8")
    assert len(sources.find([str(tmp_path)]).sources) == 2
    with pytest.raises(CorpusError, match=r"a\.html: its main text would be a\.html\.txt, which is an input too"):
        sources.find([str(tmp_path)], extract=True)
