"""Several processes at one database, and some of them killed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

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
with service.open_store(sys.argv[1]) as store:
    files = sorted(Path(sys.argv[2]).iterdir())
    service.ingest(store, (Article(text=file.read_text("utf-8"), path=file.name) for file in files))
"""
FILES = 2_000
KILLS = 6


def start(file: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-W", "error", "-c", INGEST, str(file), str(folder)])


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
    moments = random.Random(7)
    seen = [0]
    for _ in range(KILLS):
        ingest = start(file, tmp_path / "texts")
        time.sleep(moments.uniform(0.2, 1.6))
        ingest.kill()
        ingest.wait()
        if file.exists() and file.stat().st_size:
            seen.append(stored(file))  # this creates the tables, if it was killed before
            assert service.db_check(file) == []
    assert seen == sorted(seen)
    assert 0 < seen[-1] < FILES, "no kill fell into the ingest: change the moments"
    ingest = start(file, tmp_path / "texts")
    assert ingest.wait() == 0
    assert stored(file) == FILES
    assert service.db_check(file) == []


def test_a_killed_creation_leaves_a_file_that_the_next_one_completes(file: Path, tmp_path: Path) -> None:
    write(tmp_path / "texts", 1)
    for delay in (0.25, 0.35, 0.45, 0.55, 0.65):
        ingest = start(file, tmp_path / "texts")
        time.sleep(delay)
        ingest.kill()
        ingest.wait()
    assert start(file, tmp_path / "texts").wait() == 0
    assert stored(file) == 1
    assert service.db_check(file) == []


def test_processes_that_begin_together_store_everything_once(file: Path, tmp_path: Path) -> None:
    write(tmp_path / "texts", 150)
    together = [start(file, tmp_path / "texts") for _ in range(3)]
    assert [ingest.wait() for ingest in together] == [0, 0, 0]
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
