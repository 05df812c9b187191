"""Settings: order of precedence, refusals with their place, the commented file, writing."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from engine.errors import InputError, UsageError
from quizapp import config
from quizapp.config import Settings
from quizapp.schedule import Calendar, Policy
from quizapp.session import Options


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "config.toml"


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_defaults_are_those_of_the_parts(file: Path) -> None:
    loaded = config.load(file, {})
    assert loaded.settings == Settings()
    assert set(loaded.origins.values()) == {"default"}
    assert loaded.settings.policy() == Policy()
    assert loaded.settings.options() == Options()
    assert loaded.settings.calendar() == Calendar()


def test_command_line_over_environment_over_file_over_default(file: Path) -> None:
    written(file, "new_per_day = 1\nreviews_per_day = 1\nrollover_hour = 1\n")
    environ = {"QUIZAPP_NEW_PER_DAY": "2", "QUIZAPP_REVIEWS_PER_DAY": "2", "OTHER": "x"}
    loaded = config.load(file, environ, {"new_per_day": 3, "fuzz": None})
    found = loaded.settings
    assert (found.new_per_day, found.reviews_per_day, found.rollover_hour, found.fuzz) == (3, 2, 1, True)
    names = ("new_per_day", "reviews_per_day", "rollover_hour", "fuzz")
    assert [loaded.origins[name] for name in names] == ["command line", "environment", "file", "default"]


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("rollover_hour", "5", 5),
        ("desired_retention", "0.85", 0.85),
        ("desired_retention", 0.85, 0.85),
        ("order", "random", "random"),
        ("learning_steps", "30s 10m, 2h", (30, 600, 7200)),
        ("learning_steps", ["1m"], (60,)),
        ("learning_steps", "", ()),
        ("relearning_steps", [], ()),
        ("fuzz", "off", False),
        ("plain", "yes", True),
        ("plain", True, True),
        ("fsrs_parameters", ", ".join(["1.0"] * 21), (1.0,) * 21),
        ("theme", "nord", "nord"),
    ],
)
def test_values_are_read_as_people_write_them(file: Path, name: str, raw: Any, value: object) -> None:
    assert getattr(config.load(file, {}, {name: raw}).settings, name) == value


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        ("new_per_day = -1", ":1", "new_per_day must be a whole number from 0 to 9999, not -1"),
        ("\n\nnew_per_day = 1.5", ":3", "a whole number"),
        ("new_per_day = true", ":1", "a whole number"),
        ("# order\norder = 'fast'", ":2", "one of due, random, topic"),
        ("fuzz = 2", ":1", "true or false"),
        ("theme = 3", ":1", "a text in quotes"),
        ("desired_retention = 1.0", ":1", "a number from 0.7 to 0.99"),
        ("desired_retention = 'high'", ":1", "a number from 0.7 to 0.99"),
        ("learning_steps = ['1d']", ":1", "shorter than a day"),
        ("learning_steps = 10", ":1", "waits such as"),
        ("fsrs_parameters = [1, 2]", ":1", "21 numbers"),
        ("plain = true\n[keys]\nundo = 3", ":2", "a table such as"),
        ("[keys]\nstudy.undo = 3", ":1", "a table such as"),
        ("[keys]\nstudy.undo.now = 'u'", ":1", "a table such as"),
        ("ordr = 'due'", ":1", "there is no setting ordr; did you mean order?"),
        ("[study]\norder = 'due'", ":1", "there is no setting study"),
        ("plain = true\norder = due", ":2", "not TOML"),
    ],
)
def test_a_wrong_line_is_named(file: Path, text: str, place: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        config.load(written(file, text), {})
    assert f"{file}{place}:" in str(refused.value)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        '[keys]\nstudy.undo = "z"\nstudy.edit = "E"',
        '[keys]\n"study.undo" = "z"\n"study.edit" = "E"',
        '[keys.study]\nundo = "z"\nedit = "E"',
    ],
)
def test_the_dot_in_the_name_of_an_action_is_written_with_quotes_or_without(file: Path, text: str) -> None:
    keys = config.load(written(file, text), {}).settings.keys
    assert dict(keys) == {"study.undo": "z", "study.edit": "E"}
    config.write(file, "keys", keys | {"home.stats": "T"})
    assert dict(config.load(file, {}).settings.keys) == dict(keys) | {"home.stats": "T"}


def test_a_file_that_cannot_be_read_is_named(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(InputError, match="cannot read the settings"):
        config.load(file, {})


@pytest.mark.parametrize(
    ("environ", "options", "sentence"),
    [
        ({"QUIZAPP_ORDER": "fast"}, {}, "QUIZAPP_ORDER must be one of due, random, topic, not 'fast'"),
        ({}, {"new_per_day": "many"}, "--new-per-day must be a whole number"),
        ({}, {"new": 3}, "there is no setting new"),
    ],
)
def test_wrong_options_are_named(
    file: Path, environ: dict[str, str], options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        config.load(file, environ, options)


def test_the_commented_file_holds_everything_and_can_be_read_back(file: Path) -> None:
    options = {"learning_steps": "30s 2h", "theme": 'a "b" \\c', "fuzz": False, "desired_retention": 0.8}
    loaded = config.load(file, {}, options)
    text = config.as_toml(loaded)
    for spec in fields(Settings):
        assert config.sentence(spec.name) in text
        assert config.sentence(spec.name).endswith(".")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [*config.groups()]
    assert config.load(written(file, text), {}).settings == loaded.settings
    uncommented = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())
    assert config.load(written(file, uncommented), {}).settings == loaded.settings


def test_writing_keeps_comments_and_makes_the_folder(file: Path) -> None:
    config.write(file, "order", "random")
    config.write(written(file, "# mine\norder = 'due'  # for now\n\n[keys]\nundo = 'u'\n"), "order", "topic")
    config.write(file, "learning_steps", "1m 10m")
    text = file.read_text("utf-8")
    assert text.startswith('# mine\norder = "topic"')
    assert "# for now" in text
    assert tomllib.loads(text)["learning_steps"] == ["1m", "10m"]
    assert dict(config.load(file, {}).settings.keys) == {"undo": "u"}
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(("name", "raw"), [("order", "fast"), ("ordr", "due")])
def test_what_is_wrong_is_not_written(file: Path, name: str, raw: str) -> None:
    with pytest.raises(UsageError):
        config.write(file, name, raw)
    assert not file.exists()


def test_a_broken_file_is_not_written_over(file: Path) -> None:
    written(file, "order = due")
    with pytest.raises(InputError, match="not TOML"):
        config.write(file, "order", "due")
    assert file.read_text("utf-8") == "order = due"
