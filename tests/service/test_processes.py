"""Several processes at one database, and some of them killed."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING

import psutil

from killing import contents
from processes import alive, family, workers
from quotes import service
from quotes.model import Article
from quotes.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

INGEST = """
import sys
from pathlib import Path
from quotes import service
from quotes.model import Article
from quotes.service import ingesting
ingesting.BATCH = 64
with service.open_store(sys.argv[1]) as store:
    files = sorted(Path(sys.argv[2]).iterdir())
    articles = (Article(text=file.read_text("utf-8"), path=file.name) for file in files)
    service.ingest(store, articles, on_article=lambda done: print(done.outcome, flush=True), workers=2)
"""
FILES = 1_000  # some batches
KILLS = ((1, 0.0), (300, 0.003), (90, 0.001))  # after so many articles stored, and seconds more


def start(file: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-W", "error", "-c", INGEST, str(file), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def wait_for(ingest: subprocess.Popen[bytes], articles: int) -> None:
    assert ingest.stdout is not None
    lines = (line for line in ingest.stdout if line == b"stored\n")
    assert len(list(islice(lines, articles))) == articles


def kill(ingest: subprocess.Popen[bytes]) -> None:
    ingest.kill()
    ingest.communicate()


def complete(ingest: subprocess.Popen[bytes]) -> None:
    ingest.communicate()
    assert ingest.returncode == 0


def write(folder: Path, number: int) -> None:
    folder.mkdir()
    for each in range(number):
        text = f"« La {each}e mesure est prise », a déclaré John Kirby. « Non », a dit Ben Wallace."
        (folder / f"{each:04}.txt").write_text(text, encoding="utf-8")


def stored(file: Path) -> int:
    with open_store(file) as store:
        return service.stats(store).articles


def test_a_killed_ingest_leaves_a_sound_database_that_a_second_one_completes(file: Path, tmp_path: Path) -> None:
    write(tmp_path / "texts", FILES)
    seen = [0]
    for articles, seconds in KILLS:
        ingest = start(file, tmp_path / "texts")
        wait_for(ingest, articles)
        time.sleep(seconds)
        kill(ingest)
        assert service.db_check(file) == []
        seen.append(stored(file))
        assert seen[-2] + articles <= seen[-1] < FILES
    for each in (file, tmp_path / "undisturbed.db"):
        complete(start(each, tmp_path / "texts"))
    assert stored(file) == FILES
    assert service.db_check(file) == []
    assert contents(file) == contents(tmp_path / "undisturbed.db")


def test_a_killed_worker_costs_nothing_and_none_outlives_its_ingest(file: Path, tmp_path: Path) -> None:
    write(tmp_path / "texts", FILES)
    ingest = start(file, tmp_path / "texts")
    wait_for(ingest, 100)
    program = psutil.Process(ingest.pid)
    started = family(program)[1:]
    workers(program)[0].kill()
    wait_for(ingest, 300)
    started += family(program)[1:]
    kill(ingest)
    until = time.monotonic() + 20
    while any(map(alive, started)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(alive, started))
    complete(start(file, tmp_path / "texts"))
    assert stored(file) == FILES
    assert service.db_check(file) == []


def test_a_killed_creation_leaves_a_file_that_the_next_one_completes(file: Path, tmp_path: Path) -> None:
    write(tmp_path / "texts", 1)
    for delay in (0.25, 0.35, 0.45, 0.55, 0.65):
        ingest = start(file, tmp_path / "texts")
        time.sleep(delay)
        kill(ingest)
    complete(start(file, tmp_path / "texts"))
    assert stored(file) == 1
    assert service.db_check(file) == []


def test_processes_that_begin_together_store_everything_once(file: Path, tmp_path: Path) -> None:
    write(tmp_path / "texts", 150)
    for ingest in [start(file, tmp_path / "texts") for _ in range(3)]:
        complete(ingest)
    with open_store(file) as store:
        counts = service.stats(store)
    assert (counts.articles, counts.quotes) == (150, 300)
    assert service.db_check(file) == []


def test_a_reader_is_not_disturbed_by_a_writer(file: Path) -> None:
    with open_store(file) as writer, open_store(file) as reader, reader.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM article").scalar()
        service.ingest(writer, [Article(text="Un texte.")])
        assert connection.exec_driver_sql("SELECT count(*) FROM article").scalar() == before == 0
    assert stored(file) == 1
