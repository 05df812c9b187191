"""Names on the command line: decks with commas in their names, files that are none."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from engine.errors import InputError, UsageError
from quizapp.cli import run
from quizapp.cli.naming import decks_named
from quizapp.whole import writing

KNOWN = ["Pooling, strides and fields", "Pooling", "Losses", "Vision::Boxes"]


@pytest.mark.parametrize(
    ("texts", "decks"),
    [
        (["Losses"], ["Losses"]),
        (["Losses,Pooling"], ["Losses", "Pooling"]),
        (["Pooling, strides and fields"], ["Pooling, strides and fields"]),
        (["Losses, Pooling,strides and fields , Losses"], ["Losses", "Pooling, strides and fields"]),
        (["Vision", "Vision::Boxes"], ["Vision", "Vision::Boxes"]),
        ([], []),
    ],
)
def test_a_comma_in_the_name_of_a_deck_does_not_end_it(texts, decks):
    assert list(decks_named(texts, KNOWN)) == decks


def test_a_deck_that_there_is_not_is_named_with_the_nearest():
    with pytest.raises(UsageError, match=r"no deck 'Loses': did you mean Losses\? `quizapp decks`"):
        decks_named(["Pooling,Loses"], KNOWN)


@pytest.fixture
def call(capsysbinary, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def calling(*arguments):
        code = run(list(arguments))
        return code, *(stream.decode() for stream in capsysbinary.readouterr())

    return calling


def test_cards_are_chosen_by_several_names_at_once(call):
    decks = "Pooling, equivariance and receptive fields,Losses"
    code, out, _ = call("export", "--format", "json", "--decks", decks)
    assert code == 0
    found = {card["deck"] for card in json.loads(out)["cards"]}
    assert found == {"Losses", "Pooling, equivariance and receptive fields"}
    both = [
        call("export", "--format", "tsv", "--tags", tag)[1].count("\n") for tag in ("adam", "adam,losses")
    ]
    assert both[0] < both[1]


def test_a_dash_is_stdout(call, tmp_path):
    code, out, _ = call("export", "--format", "quizlet", "--decks", "Losses", "-o", "-")
    assert code == 0
    assert len(out.splitlines()) > 9
    code, out, _ = call("quiz", "--count", "1", "--kinds", "numeric", "-o", "-")
    assert out.startswith("# Quiz")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--decks", "Nowhere"], 2, "there is no deck 'Nowhere'"),
        (["--tags", "nothing"], 2, "no card is in this selection"),
        (["-o", "."], 3, "cannot write .: it is a folder; give another place with -o"),
        (["-o", "none/x.csv"], 3, "cannot write none/x.csv: there is no folder none; give another place"),
    ],
)
def test_nothing_is_written_where_nothing_can_be(call, tmp_path, arguments, code, said):
    got, _, err = call("export", "--format", "csv", *arguments)
    assert got == code
    assert said in err
    assert os.listdir(tmp_path) == []


def test_a_place_for_the_key_is_refused_before_the_sheet_is_written(call, tmp_path):
    code, _, err = call("quiz", "--count", "1", "-o", "sheet.md", "--key", "none/key.md")
    assert code == 3
    assert "there is no folder none; give another place with --key" in err
    assert os.listdir(tmp_path) == []


def test_a_link_stays_one_and_a_pipe_is_written_into(tmp_path):
    kept, link, pipe = tmp_path / "kept", tmp_path / "link", tmp_path / "pipe"
    kept.write_text("old")
    link.symlink_to(kept)
    with writing(link) as target:
        target.write(b"new")
    assert link.is_symlink()
    assert kept.read_text() == "new"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with writing(pipe) as target:
        target.write(b"through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert sorted(os.listdir(tmp_path)) == ["kept", "link", "pipe"]


def test_a_folder_of_no_name_is_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="it is a folder"), writing(Path(".")):
        pass
