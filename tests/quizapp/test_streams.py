"""The streams of the command line: other encodings, a reader that goes away, a disk that is full."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "quizapp"]


def environment(home: Path, **more: str) -> dict[str, str]:
    return os.environ | {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")} | more


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_letters_that_an_encoding_lacks_are_written_by_their_number(tmp_path: Path, encoding: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "exercise", "softmax", "--seed", "1"],
        input=b"\xff\n:g\n\n",
        capture_output=True,
        env=environment(tmp_path, PYTHONIOENCODING=encoding),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u" in done.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [*PROGRAM, "exercises"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(tmp_path)
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    with program.stderr as said:
        assert said.read() == b""
    assert program.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("words", [["exercises"], ["--version"]])
def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *words], stdout=full, stderr=subprocess.PIPE, env=environment(tmp_path), check=False
        )
    assert done.returncode == 3
    assert done.stderr == b"quizapp: cannot write the output: No space left on device\n"
