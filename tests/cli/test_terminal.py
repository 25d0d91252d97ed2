"""On a real terminal: colour, a progress bar, and neither where nobody watches."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

QUOTES = (sys.executable, "-m", "quotes")


def on_a_terminal(*arguments: object, **variables: str) -> str:
    """Run ``quotes`` on a pseudo-terminal and give all that it writes there."""
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "TERM"}}
    command = [*QUOTES, *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment | {"TERM": "xterm"} | variables
    ):
        os.close(theirs)
        written = b""
        try:
            while some := os.read(ours, 65536):
                written += some
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(ours)
    return written.decode()


def test_a_terminal_gets_colour(article: Path) -> None:
    assert "\x1b[36;1mJohn Kirby\x1b[0m" in on_a_terminal("extract", article)


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_colour_can_be_refused(article: Path, variables: dict[str, str]) -> None:
    written = on_a_terminal("extract", article, **variables)
    assert "John Kirby" in written
    assert "\x1b" not in written


def test_a_terminal_gets_a_progress_bar_and_errors_lines_of_their_own(article: Path, tmp_path: Path) -> None:
    written = on_a_terminal("ingest", "--db", tmp_path / "q.db", article, tmp_path / "absent", COLUMNS="200")
    assert "2 done, " in written
    assert "100%" in written
    assert "\x1b[2Kerror: " in written
    assert "2 quotes: 2 new" in written


def test_a_reader_that_leaves_early_is_no_error(article: Path) -> None:
    command = [*QUOTES, "extract", "--format", "jsonl", *[str(article)] * 2000]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as quotes:
        assert quotes.stdout
        assert quotes.stderr
        quotes.stdout.readline()
        quotes.stdout.close()
        assert quotes.stderr.read() == b""
    assert quotes.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
@pytest.mark.parametrize(
    "arguments", [("extract", "depart.txt"), ("extract", "--format", "jsonl", "depart.txt"), ("--help",)]
)
def test_an_output_that_is_full_is_told(article: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*QUOTES, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            cwd=article.parent,
        )
    assert ran.stderr == "error: cannot print: no space left on device\nhint: make room, or print to another place\n"
    assert ran.returncode == 2


def test_an_output_that_is_closed_is_no_error(article: Path) -> None:
    command = f'"{sys.executable}" -m quotes extract "{article}" >&-'
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def _interruptible() -> None:
    """Heed Ctrl-C: a job in the background ignores it, a careful parent blocks it, and both are handed on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _interrupted(running: subprocess.Popen[bytes]) -> int:
    """Press Ctrl-C until it ends: Python misses the one that comes in the instant before it begins to wait."""
    for _ in range(30):
        running.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return running.wait(timeout=1)
    running.kill()
    return running.wait()


def test_control_c_keeps_what_was_begun_and_says_how_to_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for each in range(3000):
        (folder / f"{each:04}.txt").write_text(f"« La {each}e mesure est prise », a dit John Kirby.", "utf-8")
    ingest = [*QUOTES, "ingest", "--db", str(tmp_path / "q.db"), "--format", "json", str(folder), "--workers", "2"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        ingest,
        stdout=pipe,
        stderr=pipe,
        preexec_fn=_interruptible,  # noqa: PLW1509 - no thread runs here that could hold a lock
    ) as quotes:
        while not (tmp_path / "q.db-wal").exists():
            time.sleep(0.01)
        time.sleep(0.5)
        quotes.send_signal(signal.SIGINT)
        out, err = quotes.communicate(timeout=60)
    *before, last = err.decode().splitlines()
    assert last == "note: interrupted: give the same command again to go on, what is stored is skipped"
    assert all(line.startswith("note: finishing what was begun") for line in before)
    assert quotes.returncode == 130
    first = json.loads(out)[0]
    again = json.loads(subprocess.run(ingest, capture_output=True, check=True).stdout)[0]
    assert first["stored"] < 3000
    assert again["present"] == first["stored"]
    assert again["present"] + again["stored"] == 3000


def test_control_c_is_exit_code_130(article: Path) -> None:
    command = [*QUOTES, "extract", "--format", "jsonl", str(article), "-"]
    pipe, environment = subprocess.PIPE, os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env=environment,
        preexec_fn=_interruptible,  # noqa: PLW1509 - no thread runs here that could hold a lock
    ) as quotes:
        assert quotes.stdout
        assert quotes.stderr
        assert quotes.stdout.read(1) == b"{"  # it has begun, and waits for standard input
        assert _interrupted(quotes) == 130
        assert quotes.stderr.read() == b""
