from __future__ import annotations

import bz2
import codecs
import gzip
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.files import FileError, TextFile, UndecodableError, WordFile, decode, guess_encoding, kind_of, read
from arlint.walking import discover
from tests.formats.makers import make_docx, package

ARABIC = "قال الرجل إن الولد والبنت في المدرسة"


def nothing(path: Path, *, is_folder: bool) -> bool:  # noqa: ARG001
    return False


def tree(root: Path, *names: str, **contents: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(contents.get(name, ""), encoding="utf-8")


def found(root: Path, *paths: str) -> list[str]:
    files, problems = discover([root / path for path in paths or (".",)], nothing)
    assert not problems
    return [file.relative_to(root).as_posix() for file in files]


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_what_is_decoded_is_written_back_byte_for_byte(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    try:
        file = decode(data)
    except UndecodableError:
        return
    assert file.encode(file.text) == data


@pytest.mark.parametrize("text", ["a\r\nb\n", "\r", "", "\ufeff", "سطر\r\nسطر"])
def test_newlines_are_not_translated(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_by_mark_and_by_name(encoding: str) -> None:
    bom = "\ufeff".encode(encoding)
    data = ARABIC.encode(encoding)
    assert decode(bom + data) == TextFile(ARABIC, encoding, bom)
    assert decode(data, encoding) == TextFile(ARABIC, encoding)


@pytest.mark.parametrize(
    "packed",
    [bz2.compress(b"a"), gzip.compress(b"a"), lzma.compress(b"a"), b"PAR1"],
    ids=["bz2", "gz", "xz", "parquet"],
)
def test_corpora_are_told_from_files_that_nothing_here_reads(packed: bytes) -> None:
    with pytest.raises(UndecodableError, match="which `arlint clean` reads") as refused:
        decode(packed)
    assert refused.value.is_corpus
    with pytest.raises(UndecodableError, match="which arlint does not read") as refused:
        decode(b"%PDF-1.4")
    assert not refused.value.is_corpus


def test_utf_16_without_a_mark_gets_none_when_written() -> None:
    data = ARABIC.encode("utf-16-le")
    assert decode(data, "UTF-16").encode(ARABIC) == data


def test_utf_8_is_never_read_as_another_encoding() -> None:
    assert decode(ARABIC.encode(), "windows-1256").text == ARABIC
    assert decode(codecs.BOM_UTF8 + ARABIC.encode(), "windows-1256").bom == codecs.BOM_UTF8


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-16-le", "utf-16-be", "cp720"])
def test_the_encoding_is_guessed(encoding: str) -> None:
    data = ARABIC.encode(encoding)
    assert guess_encoding(data) == encoding
    with pytest.raises(UndecodableError, match=f"--encoding {encoding}"):
        decode(data)


def test_the_first_wrong_byte_is_named() -> None:
    with pytest.raises(UndecodableError) as caught:
        decode("نص".encode() + b"\xff rest")
    assert (caught.value.offset, caught.value.position, caught.value.guess) == (4, 2, None)


@given(st.binary(max_size=200), st.sampled_from([None, "windows-1256", "utf-16", "ascii"]))
def test_no_bytes_raise_anything_else(data: bytes, encoding: str | None) -> None:
    try:
        decode(data, encoding)
    except UndecodableError as error:
        assert 0 <= error.position <= len(error.shown)  # noqa: PT017


def test_kinds() -> None:
    names = ("a.txt", "a.MD", "a.html", "a.jsonl", "a.c")
    assert [kind_of(Path(name)) for name in names] == ["plain", "markdown", "html", "jsonl", "plain"]


def test_a_folder_is_walked(tmp_path: Path) -> None:
    tree(tmp_path, "b.txt", "a/c.md", "a/d.py", ".hidden/e.txt", "a/.f.txt", "node_modules/g.md", "po/h.mo", "A.TXT")
    assert found(tmp_path) == ["A.TXT", "a/c.md", "b.txt"]


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    tree(tmp_path, "a.py", ".b.txt")
    assert found(tmp_path, "a.py", ".b.txt", "a.py") == [".b.txt", "a.py"]


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    names = ["x/a.txt", "x/keep/a.txt", "b.txt", "build/c.txt", "x/build/d.txt", "x/y/e.txt"]
    tree(tmp_path, *names)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/build/\na.txt\n", encoding="utf-8")
    (tmp_path / "x" / ".gitignore").write_text("y/\n!keep/a.txt\n", encoding="utf-8")
    assert found(tmp_path) == ["b.txt", "x/build/d.txt", "x/keep/a.txt"]
    assert found(tmp_path, "x") == ["x/build/d.txt", "x/keep/a.txt"]
    assert found(tmp_path, "x/a.txt") == ["x/a.txt"]


def test_excluded_paths_are_left_out_even_when_they_are_named(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "old/b.txt")

    def excluded(path: Path, *, is_folder: bool) -> bool:
        return path.name == ("old" if is_folder else "a.txt")

    assert discover([tmp_path, tmp_path / "a.txt"], excluded) == ([], [])


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    tree(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert found(tmp_path) == ["a/b.txt"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt")
    files, problems = discover([tmp_path / "nope", tmp_path / "a.txt"], nothing)
    assert [file.name for file in files] == ["a.txt"]
    assert "no such file or folder" in str(problems[0])
    with pytest.raises(FileError, match="no such file"):
        read(tmp_path / "nope")


def test_a_word_document_with_more_behind_its_end_is_left_alone() -> None:
    whole = package(make_docx(["نص"]))
    assert isinstance(decode(whole), WordFile)
    with pytest.raises(UndecodableError):
        decode(whole + b"more")


def test_a_word_document_of_which_any_byte_is_wrong() -> None:
    whole = package(make_docx(["نص  هنا"]))
    told = set()
    for at in range(len(whole)):
        for byte in (0, 0xFF, whole[at] ^ 1, whole[at] ^ 8):
            data = whole[:at] + bytes([byte]) + whole[at + 1 :]
            try:
                file = decode(data)
                file.encode(file.text)
            except (UndecodableError, FileError) as error:
                told.add(type(error))
    assert told == {UndecodableError, FileError}
