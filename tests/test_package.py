"""The wheel, installed alone, is the whole program: commands, migrations, languages, types."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "QUOTES_DB"}}
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | {"PYTHONUTF8": "1"} | variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it needs, nothing else."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = built.glob("*.whl")
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=built)
    return programs


def test_the_wheel_holds_what_runs_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "quotes/py.typed" in names
    for folder, pattern in [("quotes/lang", "fr/*"), ("quotes/_alembic", "*.py"), ("quotes/_alembic/versions", "*.py")]:
        source = ROOT / ("alembic" + folder.removeprefix("quotes/_alembic") if "_alembic" in folder else folder)
        wanted = {f"{folder}/{path.relative_to(source)}" for path in source.glob(pattern) if path.is_file()}
        assert wanted
        assert wanted <= set(names)
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"quotes"}
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_sdist_holds_what_is_needed_to_work_on_it(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Makefile", "LICENSE", "tests/test_package.py", "alembic/env.py", "data/kaboul-evacuation.txt"} <= names
    assert not [name for name in names if name.startswith((".venv", "out", ".git/"))]


def test_the_installed_program_ingests_and_finds(installed: Path, tmp_path: Path) -> None:
    sample = tmp_path / "depart.txt"
    sample.write_bytes((ROOT / "data" / "kaboul-evacuation.txt").read_bytes())
    quotes, database = installed / "quotes", str(tmp_path / "essai" / "quotes.db")
    assert run(quotes, "ingest", "depart.txt", cwd=tmp_path, QUOTES_DB=database).startswith("1 article: 1 new")
    assert "John Kirby, La Gazette" in run(quotes, "search", "Kirby", cwd=tmp_path, QUOTES_DB=database).replace(
        "\n  ", " "
    )
    assert run(quotes, "db", "check", cwd=tmp_path, QUOTES_DB=database) == "sound\n"
    assert "is now base" in run(quotes, "db", "downgrade", "base", cwd=tmp_path, QUOTES_DB=database)
    assert "is now" in run(quotes, "db", "upgrade", cwd=tmp_path, QUOTES_DB=database)


def test_the_installed_library_extracts(installed: Path, tmp_path: Path) -> None:
    code = "from quotes import extract; print(extract('« Oui », a dit Jeanne Martin.').quotes[0].speaker)"
    assert run(installed / "python", "-I", "-c", code, cwd=tmp_path) == "Jeanne Martin\n"
