"""Commands as scripts call them: output, JSON and exit codes."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing

import pytest

from quizapp.cli import COMMANDS, run

NOTE = """# Layers

## What does dropout do during training?

It sets each unit to zero with a fixed probability, so no unit can rely on a particular partner.

## What does softmax return?

Probabilities: positive numbers that sum to one.
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("QUIZAPP_STORE", str(tmp_path / "store.sqlite"))
    return tmp_path


@pytest.fixture
def call(capsys, monkeypatch):
    def calling(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return calling


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(call, command):
    code, out, _ = call(command, "--help")
    assert code == 0
    assert out.startswith(f"Usage: quizapp {command}")


def test_exercises_as_json_have_the_promised_shape(call):
    code, out, _ = call("exercises", "--json")
    assert code == 0
    entry = next(entry for entry in json.loads(out) if entry["id"] == "adam_step")
    assert entry["aliases"] == ["adam_bias_correction"]
    assert entry["levels"] == [1, 2, 3]
    assert {"name": "m_hat", "kind": "vector"} in entry["parts"]
    assert {mistake["id"] for mistake in entry["mistakes"]} >= {"no_bias_correction"}


def test_exercises_of_a_topic_and_of_none(call):
    assert "softmax" in call("exercises", "--topic", "activations")[1]
    code, _, err = call("exercises", "--topic", "alchemy")
    assert (code, "choose one of" in err) == (2, True)


def test_exercise_as_json_is_the_same_for_a_seed(call):
    first, second = (call("exercise", "iou", "--seed", "5", "--json")[1] for _ in range(2))
    assert first == second
    shape = json.loads(first)
    assert (shape["id"], shape["seed"], shape["level"], shape["target"]) == ("iou", 5, 2, None)
    assert shape["answer"].keys() == {part["name"] for part in shape["parts"]}
    assert shape["mistakes"]
    assert len(shape["choices"]["iou"]["options"]) == 4


def right_answers(call, *arguments):
    return [str(value) for value in json.loads(call("exercise", *arguments, "--json")[1])["answer"].values()]


def test_check_grades_and_exits_accordingly(call):
    key = ("adam_step", "--seed", "3", "--level", "2")
    right = right_answers(call, *key)
    assert call("check", *key, "--", *right)[0] == 0
    shape = json.loads(call("exercise", *key, "--json")[1])
    wrong = next(live["values"] for live in shape["mistakes"] if "no_bias_correction" in live["ids"])
    typed = [str(wrong[name]) for name in shape["answer"]]
    code, out, _ = call("check", *key, "--json", "--", *typed)
    result = json.loads(out)
    assert code == 1
    assert not result["correct"]
    assert result["parts"][0]["verdict"] == "mistake"
    assert result["parts"][0]["mistakes"] == ["no_bias_correction"]


def test_check_of_what_cannot_be_read_costs_nothing(call):
    assert call("check", "iou", "--seed", "3", "--", "x", "y", "z")[0] == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["stdy"], 2, "did you mean study"),
        (["exercise", "softmx"], 2, "did you mean softmax"),
        (["exercise", "iou", "--level", "9"], 2, "level"),
        (["check", "iou", "--seed", "1", "--", "1"], 2, "asks 3 answers"),
        (["check", "iou", "--", "1", "2", "3"], 2, "give its --seed"),
        (["exercise", "iou", "--target", "haste", "--json"], 2, "knows no mistake"),
        (["import", "nowhere.md"], 3, "nowhere.md does not exist"),
        (["--store", "postgresql://host/db", "due"], 4, "not supported yet"),
        (["drill", "alchemy"], 2, "no exercise is called"),
        (["export", "-o", "x.json"], 2, "Choose from: csv, tsv,"),
        (["join", "\x1b[31mred", "b"], 2, "there is no card red\n"),
    ],
)
def test_refusals_are_one_sentence(call, arguments, code, words):
    found, out, err = call(*arguments)
    assert (found, out) == (code, "")
    assert words in err
    assert err.startswith("quizapp: ")
    assert err.count("\n") == 1


def test_a_damaged_store_is_refused(call, home):
    (home / "store.sqlite").write_bytes(b"not a database at all" * 100)
    code, _, err = call("decks")
    assert code == 4
    assert err.count("\n") == 1


def test_snippet_prints_and_runs(call):
    code, script, _ = call("snippet", "softmax", "--seed", "1")
    assert code == 0
    assert "import numpy as np" in script
    code, out, _ = call("snippet", "softmax", "--seed", "1", "--run")
    assert code == 0
    assert "p = [" in out


def test_exercise_asks_hints_and_grades(call):
    answers = right_answers(call, "softmax", "--seed", "2", "--level", "1")
    code, out, _ = call(
        "exercise", "softmax", "--seed", "2", "--level", "1", typed=f":h\nnonsense\n{answers[0]}\n"
    )
    assert code == 0
    assert "Hint 1: " in out
    assert ": Right." in out
    assert "Solution" in out


def test_import_reports_and_is_idempotent(call, tmp_path):
    note = tmp_path / "layers.md"
    note.write_text(NOTE, encoding="utf-8")
    code, out, _ = call("import", str(note), "--json")
    report = json.loads(out)
    assert code == 0
    assert report["summary"]["new"] == 2
    assert [card["front"] for card in report["cards"]] == [
        "What does dropout do during training?",
        "What does softmax return?",
    ]
    assert report["cards"][1]["exercises"] == ["softmax"]
    assert report["cards"][0]["source"]["start"] == 3
    again = json.loads(call("import", str(note), "--json")[1])
    assert again["summary"]["new"] == 0
    assert {card["state"] for card in again["cards"]} == {"kept"}


@pytest.mark.parametrize("dry", [False, True])
def test_import_says_why_passages_gave_no_card(call, tmp_path, dry):
    note = tmp_path / "trees.md"
    note.write_text("# Trees\n\n## What is an oak?\n\nA tree with acorns.\n\n## Firs\n", encoding="utf-8")
    _, out, err = call("import", *(["--dry-run"] if dry else []), str(note))
    assert ("Nothing stands under the heading: 1" in out) == dry
    assert (f"{note}:7-7  Firs" in out) == dry
    assert ("1  Nothing stands under the heading" in err) == (not dry)


def test_dry_run_writes_nothing(call, home, tmp_path):
    note = tmp_path / "layers.md"
    note.write_text(NOTE, encoding="utf-8")
    code, out, _ = call("import", "--dry-run", str(note))
    assert code == 0
    assert "What does softmax return?" in out
    assert not (home / "store.sqlite").exists()


def test_study_in_lines_imports_asks_and_undoes(call, tmp_path):
    note = tmp_path / "layers.md"
    note.write_text(NOTE, encoding="utf-8")
    code, out, _ = call("study", str(note), "--plain", "--seed", "1", typed="\n3\n\nu\n\n4\n\n3\n")
    assert code == 0
    assert "What does dropout do during training?" in out
    assert "The last answer is taken back." in out
    assert "3 good (10m)" in out
    code, out, _ = call("due", "--json")
    assert json.loads(out)["answered"] == 2


def test_leaving_keeps_what_was_answered(call, home, tmp_path):
    note = tmp_path / "layers.md"
    note.write_text(NOTE, encoding="utf-8")
    code, out, _ = call("study", str(note), "--plain", typed="\n3\n\nq\n")
    assert code == 0
    assert "1 answered; everything is kept." in out
    with closing(sqlite3.connect(home / "store.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM log").fetchone() == (1,)


def test_study_without_a_terminal_says_how(call):
    code, _, err = call("study")
    assert code == 2
    assert "--plain" in err


@pytest.mark.parametrize("plain", [[], ["--plain"]])
def test_a_deck_that_is_not_there_is_not_studied(call, plain):
    code, _, err = call("study", "--deck", "Losess", *plain)
    assert code == 2
    assert "there is no deck 'Losess': did you mean Losses" in err


def test_drill_practises_without_a_deck(call):
    code, out, _ = call("drill", "softmax", "--level", "1", "--count", "1", "--seed", "4", typed=":g\n\n")
    assert code == 0
    assert "Solution" in out
    assert "1 practised." in out


def test_export_writes_every_card_also_of_paths_not_begun(call, tmp_path):
    target = tmp_path / "deck.json"
    code, _, err = call("export", "--format", "json", "-o", str(target))
    assert code == 0
    cards = json.loads(target.read_text("utf-8"))["cards"]
    assert f"{len(cards):,} cards written" in err
    assert len(cards) > 900
    due = tmp_path / "due.csv"
    assert call("export", "--format", "csv", "--only-due", "-o", str(due))[0] == 0
    assert len(due.read_text("utf-8").splitlines()) == 6


def test_sources_are_listed_renamed_and_removed(call, tmp_path):
    note = tmp_path / "layers.md"
    note.write_text(NOTE, encoding="utf-8")
    call("import", str(note))
    (source,) = [each for each in json.loads(call("sources", "--json")[1]) if each["kind"] == "file"]
    assert (source["files"], source["cards"]) == (1, 2)
    assert "My layers: 1 file, 2 cards" in call("sources", "--rename", str(source["id"]), "My layers")[1]
    assert "My layers" not in call("sources", "--remove", str(source["id"]))[1]
    again = json.loads(call("import", str(note), "--json")[1])
    assert again["summary"]["cards"] == 2
    code, _, err = call("sources", "--remove", "99")
    assert code == 2
    assert "there is no source" in err


def test_two_cards_are_joined(call, tmp_path):
    note = tmp_path / "layers.md"
    note.write_text(NOTE, encoding="utf-8")
    one, other = [card["id"] for card in json.loads(call("import", str(note), "--json")[1])["cards"]]
    code, _, err = call("join", one, other)
    assert (code, err.strip()) == (0, f"{one} carries on the history of {other}.")
    assert call("join", one, "nothing")[0] == 2


def test_backup_and_restore(call, home, tmp_path):
    call("decks")
    copy = tmp_path / "copy.sqlite"
    code, out, _ = call("backup", str(copy))
    assert (code, out.strip()) == (0, str(copy))
    code, _, err = call("restore", str(copy))
    assert code == 0
    assert "Restored" in err
    assert call("backup", str(copy))[0] == 4


def test_doctor_finds_log_and_memory_in_step(call):
    code, out, _ = call("doctor")
    assert code == 0
    assert "database: sound" in out
    assert "0 states mended" in out


def test_config_shows_and_sets(call):
    code, out, _ = call("config")
    assert code == 0
    assert "desired_retention" in out
    assert call("config", "new_per_day", "7")[0] == 0
    assert call("config", "new_per_day")[1].startswith("7  (file")
    code, _, err = call("config", "new_per_dya", "7")
    assert code == 2
    assert "did you mean new_per_day" in err


def test_lint_ends_with_one_and_the_place_when_there_is_something_to_mend(call, tmp_path):
    note = tmp_path / "adam.md"
    note.write_text("# Adam\n\n## Update\n\n`w -= lr * m / (np.sqrt(v) + eps)`\n", encoding="utf-8")
    code, out, err = call("lint", str(tmp_path))
    assert code == 1
    assert out.startswith(f"{note}:5: this Adam has no bias correction")
    assert "quizapp exercise adam_step" in out
    assert "1 file, 1 to mend." in err
    code, out, _ = call("lint", "--json", str(note))
    shape = json.loads(out)
    assert (code, shape["summary"]) == (1, {"files": 1, "findings": 1})
    assert {name: shape["findings"][0][name] for name in ("start", "rule", "exercise")} == {
        "start": 5,
        "rule": "contradiction",
        "exercise": "adam_step",
    }
    note.write_text("# Adam\n\nAdam keeps two averages.\n", encoding="utf-8")
    assert call("lint", str(note))[0] == 0


def test_lint_looks_for_images_within_the_tree_only(call, tmp_path):
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "a.png").write_bytes(b"")
    (tmp_path / "one").mkdir()
    note = tmp_path / "one" / "cats.md"
    text = "# Cats\n\nCats purr.\n\n![a](../pics/a.png)\n![b](../../../gone.png)\n![c](../pics/c.png)\n"
    note.write_text(text + f"![d]({'x' * 5000}.png)\n", encoding="utf-8")
    _, out, _ = call("lint", "--json", str(tmp_path))
    assert [one["start"] for one in json.loads(out)["findings"]] == [7, 8]


def test_lint_refuses_only_when_there_is_nothing_to_read(call, tmp_path):
    (tmp_path / "fine.md").write_text("# Cats\n\nCats purr.\n", encoding="utf-8")
    (tmp_path / "bytes.md").write_bytes(b"\x7fELF\x00\x00\x00\x00")
    code, _, err = call("lint", str(tmp_path))
    assert code == 0
    assert "Not read" in err
    assert call("lint", str(tmp_path / "bytes.md"))[0] == 3
    assert call("lint", str(tmp_path / "missing.md"))[0] == 3


def test_fit_says_how_many_answers_it_needs(call):
    pytest.importorskip("fsrs_rs_python")
    code, _, err = call("fit")
    assert code == 2
    assert "too few to fit the model to" in err
