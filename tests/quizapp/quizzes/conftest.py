"""Quizzes made by the command, and their right answers."""

from __future__ import annotations

import io

import pytest

from quizapp.cli import run


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("QUIZAPP_STORE", str(tmp_path / "store.sqlite"))

    def calling(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = run(["quiz", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return calling


@pytest.fixture
def file(call, tmp_path):
    """A quiz of two versions: numbers and letters in turn."""
    path = tmp_path / "quiz.json"
    topics = "--topics", "iou,conv_output_size,adam_step,cutout_masked_fraction", "--kinds", "numeric,choice"
    assert (
        call(*topics, "--count", 4, "--seed", 3, "--versions", "A,B", "--format", "json", "-o", path)[0] == 0
    )
    return path


@pytest.fixture
def words(call, tmp_path):
    """A quiz that asks cards of the shipped deck alone."""
    path = tmp_path / "words.json"
    made = "--kinds", "short,matching", "--count", 4, "--seed", 2, "--versions", "A,B"
    assert call(*made, "--format", "json", "-o", path)[0] == 0
    return path


@pytest.fixture
def right():
    """The right answers of a sheet, place by place."""

    def answers_of(sheet):
        return [blank.answer for question in sheet.questions for blank in question.blanks]

    return answers_of
