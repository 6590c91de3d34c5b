"""The packs travel with the package, whichever way it is installed."""

from __future__ import annotations

import hashlib
import os
import shutil
import site
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROBE = "import arlint; found = arlint.check('محــمد'); print(arlint.__file__, found[0].code)"


def run(*args: str, cwd: Path) -> str:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONPATH": ""}
    done = subprocess.run(args, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tracked sources, so that building leaves nothing behind here."""
    if not (ROOT / "rules").is_dir():
        pytest.skip("no source tree around these tests")
    copy = tmp_path_factory.mktemp("source") / "arlint"
    skip = shutil.ignore_patterns(".git", ".venv", "*cache*", "out", "dist", "build", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=skip)
    return copy


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sdist, and of the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", str(out), str(source), cwd=out)
    return out


def environment(folder: Path) -> Path:
    """The Python of a new environment that sees the dependencies installed here, but no arlint of its own yet."""
    venv.create(folder, with_pip=False)
    (packages,) = folder.glob("lib/python*/site-packages")
    here = [path for path in site.getsitepackages() if Path(path).is_dir()]
    (packages / "zz-dependencies.pth").write_text("\n".join(here), encoding="utf-8")
    return folder / "bin" / "python"


def test_the_wheel_holds_the_packs_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "arlint/rules/boilerplate.toml" in names
    assert "arlint/py.typed" in names
    assert [n for n in names if not n.startswith("arlint/") and ".dist-info/" not in n] == []


def test_the_sdist_holds_the_tests_too(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"rules/boilerplate.toml", "tests/test_packaging.py", ".pre-commit-hooks.yaml", "LICENSE"} <= names


@pytest.mark.parametrize("how", ["wheel", "editable", "git"])
def test_every_way_to_install_finds_the_packs(how: str, built: Path, source: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "env")
    if how == "wheel":
        target = [str(next(built.glob("*.whl")))]
    elif how == "editable":
        target = ["-e", str(source)]
    else:
        repository = tmp_path / "repository"
        shutil.copytree(source, repository)
        run("git", "init", "-q", cwd=repository)
        run("git", "add", "-A", cwd=repository)
        run("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "t", cwd=repository)
        target = [f"git+file://{repository}"]
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-q",
        "--ignore-installed",
        "--no-deps",
        *target,
        cwd=tmp_path,
    )
    where, code = run(str(python), "-c", PROBE, cwd=tmp_path).split()
    assert code == "CH004"
    expected = source if how == "editable" else tmp_path / "env"
    assert expected in Path(where).parents


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_a_build_is_the_same_wherever_and_whenever(source: Path, tmp_path: Path) -> None:
    """Another folder, other times of the files, other permissions, locale, time zone, hash seed: the same bytes."""
    elsewhere = tmp_path / "another folder" / "work"
    shutil.copytree(source, elsewhere)
    for number, path in enumerate(sorted(elsewhere.rglob("*"))):
        os.utime(path, (1_000_000_000 + number, 1_000_000_000 + number))
        if path.is_file():
            path.chmod(0o600)
    (elsewhere / "arlint" / "__pycache__").mkdir(exist_ok=True)
    (elsewhere / "arlint" / "__pycache__" / "x.cpython-311.pyc").write_bytes(b"x")
    build = (sys.executable, "-m", "build", "--outdir")
    run(*build, str(tmp_path / "one"), str(source), cwd=tmp_path)
    odd = {"LC_ALL": "C", "TZ": "Asia/Riyadh", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1580601600"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in odd.items():
            patch.setenv(name, value)
        run(*build, str(tmp_path / "two"), str(elsewhere), cwd=tmp_path)
    assert len(hashes(tmp_path / "one")) == 2
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
