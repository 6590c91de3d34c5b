"""Every door through which a stranger's bytes come in, with bytes by Hypothesis; `tools/fuzz.py` goes on with it."""

from __future__ import annotations

import contextlib
import importlib.util

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from arlint.config import Config
from arlint.corpus import manifest, run, sources
from arlint.packs import load
from arlint.packs.index import Entry
from arlint.packs.schema import PackError
from tests.fuzz import texts
from tests.fuzz.corpora import CORPORA, TABLES, folder, records_of
from tests.fuzz.targets import KINDS, RULE, TARGETS

#: What each target needs beyond arlint itself.
NEEDS = {
    **dict.fromkeys(("messages", "editor"), "pygls"),
    **dict.fromkeys(("corpus-jsonl.zst",), "zstandard"),
    **dict.fromkeys(("corpus-extracted",), "trafilatura"),
    **{f"corpus-{name}": "pyarrow" for name in ("parquet", "arrow", "options", "tampered", "resumed", "report")},
    **dict.fromkeys(("batches", "command"), "pyarrow"),
}
SEEDS = tuple(texts.seeds())
#: Examples, literals and whole vocabularies of markup, between bytes of any kind.
PIECES = st.one_of(
    st.binary(max_size=12), st.sampled_from(SEEDS), st.sampled_from([b"\0", b"\n\n", b'{"text": "', b'"}\n'])
)
INPUTS = st.tuples(st.binary(min_size=1, max_size=1), st.lists(PIECES, max_size=6)).map(
    lambda both: both[0] + b"".join(both[1])
)


#: Eight, and eighty with the profile "explore".
EXAMPLES = max(8, settings().max_examples // 25)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@example(data=b"")
@given(data=INPUTS)
def test_target(name: str, data: bytes) -> None:
    if name in NEEDS and importlib.util.find_spec(NEEDS[name]) is None:
        pytest.skip(f"{NEEDS[name]} is not installed")
    TARGETS[name](data)


#: What was found, by target.
FOUND = (
    ("format-csv", b'\x00\x00"}\n\xfe\x02e\x00'),  # a word between two slips was mended twice in one fix
    ("corpus-jsonl.gz", b"\x30\xfe\x02.\x00"),  # damage in the middle: the rest was read from a closed file
    ("diff", b"\x01&" + b"\x05" * 90),  # a name that is too long for a file
    ("diff", b"\n\x07\\"),  # a quoted name that ends in a backslash
    ("messages", b"\x80\xfe\x00\x00\n\xfe\x00\x01\n\xfe\x00\x02\n"),  # the name of a file with a zero in it
    ("messages", b"\x00"),  # a question about a text that is not open
    ("rule-phrase", b"\xc0"),  # a phrase that is nothing but a mark
    (
        "rule-phrase",
        b"\x01\x00\x01\xa0\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x1b\x01\x00\x00\x00\x07/\xfe\xfey%\x80\x01\xf8]\xea\xa7\xf8T",
    ),  # a fix that holds what it replaces
    ("rule-chars", b"["),  # a set that is no set
    ("corpus-options", b".\xb3"),  # an empty document in a report
    ("corpus-encoded", b"H\xb8\x00\xfe\x02\xbe\n"),  # more than the last code point
    ("corpus-tampered", b"D\x05\xfe\x01\xe3\n"),  # what is not in the encoding that the manifest names
    ("corpus-tampered", b"<\x08\x0e\xecGH\xcdQ"),  # a log that is not UTF-8
    ("corpus-tampered", b"\xf9\x19\xfe\x00\xba\n"),  # a log that is cut off
    ("corpus-report", b"\x1cF\xbb\xed\x92\x91"),  # a report that is not UTF-8
    ("corpus-encoded", b"\x80\x80"),  # an empty file that might have had a byte order mark
    ("text-plain", texts.bytes_of("ا ل م ق د م ة ا ل ف ص ل")),  # a finding with a fix that changes nothing
    ("command", b"\xb6\x11I9/\x8f7\x1eX\xb44\x16\xab\x00"),  # a table without what is read
    ("command", b"\xbf\x12\xfe\x01\xce\n\xfe\x01\xcf\n"),  # a limit that no machine counts to
)


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_found(name: str, data: bytes) -> None:
    TARGETS[name](data)


def test_every_seed_stands_for_a_text() -> None:
    assert all(texts.text_of(seed) for seed in SEEDS)
    assert len(set(map(texts.text_of, SEEDS))) > 300


@pytest.mark.parametrize("kind", [*CORPORA, *TABLES])
def test_what_stands_for_records_is_read_as_such(kind: str) -> None:
    """A target whose files hold nothing to clean would find nothing."""
    if kind in TABLES:
        pytest.importorskip("pyarrow")
    with folder() as place:
        (place / f"a.{kind}").write_bytes(records_of(["مرحـــبا  يا"], kind))
        run.clean(sources.find([str(place / f"a.{kind}")]), place / "out", texts.linter, run.Options(), version="test")
        assert manifest.read(place / "out").totals.changed == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "python"])
def test_what_stands_for_a_rule_is_one(kind: str) -> None:
    ways = KINDS[kind]
    written = RULE.format(kind=kind, trust="safe")
    with folder() as place:
        for way in ways:
            (place / "p.toml").write_text(written + way.format("'a'", "'b'", "'c'", "'d'"), encoding="utf-8")
            with contextlib.suppress(PackError):
                (spec,) = load.load(place / "p.toml", trusted=False)[0].rule
                Entry.of(spec, Config())
                return
    pytest.fail(f"none of {len(ways)} ways to write it")
