"""What arlint is made of: locked, pinned, licensed, and built the same everywhere."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "pyproject.toml"
LICENCES = ROOT / "docs" / "licences.md"

pytestmark = pytest.mark.skipif(not (ROOT / "requirements").is_dir(), reason="not in a source tree")


def dependencies() -> dict[str, set[str]]:
    """Every dependency with the groups that ask for it."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    groups = {"running": project["project"]["dependencies"], **project["project"]["optional-dependencies"]}
    groups["building"] = project["build-system"]["requires"]
    found: dict[str, set[str]] = {}
    for group, lines in groups.items():
        for line in lines:
            name = canonicalize_name(Requirement(line).name)
            if name != "arlint":
                found.setdefault(name, set()).add(group)
    return found


def locked(path: Path) -> dict[str, str]:
    """The entries of a lock: name and the rest."""
    text = re.sub(r"\\\n\s*", " ", path.read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {canonicalize_name(line.partition("==")[0].partition("[")[0].strip()): line for line in lines}


LOCKS = {
    "action.txt": {"running", "building"},
    "dev.txt": {"running", "building", "corpus", "dedup", "html", "lsp", "test", "lint", "docs"},
}


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_complete_and_name_no_place(name: str) -> None:
    path = ROOT / "requirements" / name
    entries = locked(path)
    wanted = {dependency for dependency, groups in dependencies().items() if groups & LOCKS[name]}
    assert not wanted - entries.keys()
    for line in entries.values():
        assert re.search(r"==[0-9][^ ]*( ; .*?)? +--hash=sha256:[0-9a-f]{64}", line), line
    assert not re.search(
        r"https?:|file:|--index|--find-links|--extra-index|--trusted", path.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("name", LOCKS)
def test_locked_versions_are_allowed(name: str) -> None:
    entries = locked(ROOT / "requirements" / name)
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    for line in (
        *project["dependencies"],
        *(one for lines in project["optional-dependencies"].values() for one in lines),
    ):
        requirement = Requirement(line)
        entry = entries.get(canonicalize_name(requirement.name))
        if entry is not None:
            version = re.search(r"==([^ ;]+)", entry)[1]
            assert requirement.specifier.contains(version, prereleases=True), line


def uses() -> list[tuple[str, str]]:
    """Every action that is used: in our own action, in workflows, and in what we tell others to write."""
    files = [ROOT / "action.yml", *ROOT.glob(".github/**/*.y*ml"), *ROOT.glob("docs/**/*.md"), ROOT / "README.md"]
    return [
        (path.name, line)
        for path in files
        for line in re.findall(r"uses:\s*(\S+/\S+@\S+(?:\s+#.*)?)", path.read_text(encoding="utf-8"))
        if not line.startswith(("OWNER/", "./"))
    ]


def test_actions_are_named_by_commit() -> None:
    found = uses()
    assert ("action.yml", "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0") in found
    for _, line in found:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}\s+# v\d+\.\d+\.\d+", line), line


def test_the_action_installs_from_the_lock() -> None:
    script = (ROOT / "action.yml").read_text(encoding="utf-8")
    installs = re.findall(r"^\s*(\"\$\{pip\[@\]\}\".*)$", script, re.MULTILINE)
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert {"--no-deps", "--no-build-isolation"} <= set(installs[1].split())


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading of the page of licences."""
    section = LICENCES.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip(" |") for cell in row] for row in rows[1:]]


def test_every_dependency_has_its_licence() -> None:
    rows = {row[0].strip("`"): row for row in table("Dependencies")}
    groups = dependencies()
    assert rows.keys() == groups.keys()
    for name, (_, needed, licence) in rows.items():
        assert set(needed.split(", ")) == groups[name], name
        assert licence


@pytest.mark.parametrize("row", table("Dependencies") if LICENCES.exists() else [], ids=lambda row: row[0].strip("`"))
def test_the_licence_is_what_the_package_says(row: list[str]) -> None:
    try:
        about = metadata.metadata(row[0].strip("`"))
    except metadata.PackageNotFoundError:
        pytest.skip("not installed here")
    said = (
        " ".join(
            [
                about.get("License-Expression") or "",
                (about.get("License") or "").partition("\n")[0],
                *(one for one in about.get_all("Classifier") or [] if one.startswith("License")),
            ]
        )
        .replace("Apache Software License", "Apache")
        .replace("Mozilla Public License 2.0", "MPL 2.0")
    )
    for word in re.findall(r"[A-Za-z]+", row[2].replace("(parts)", "")):
        if word not in ("AND", "Clause"):
            assert word.casefold() in said.casefold(), (row, said)


def test_every_file_of_data_has_its_licence() -> None:
    patterns = [pattern for row in table("Data in the wheel") for pattern in re.findall(r"`([^`]+)`", row[0])]
    data = [path.relative_to(ROOT) for path in (ROOT / "rules").rglob("*") if path.is_file()]
    data += [path.relative_to(ROOT / "arlint") for path in (ROOT / "arlint").rglob("*") if path.is_file()]
    data = [path for path in data if path.suffix not in (".py", ".pyc")]
    assert len(data) > 50
    assert not [path for path in data if not any(path.match(pattern) for pattern in patterns)]
    for pattern in patterns:
        assert any(path.match(pattern) for path in data), pattern


def test_the_security_policy_names_no_address() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "private reporting" in text
    assert not re.search(r"\S+@\S+\.\w+|https?://", text)
