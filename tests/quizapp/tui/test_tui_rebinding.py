"""Keys of the learner's own: what else their keys did goes on, and what would do nothing is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizapp.tui.places import PLACES
from quizapp.tui.rebinding import FIRST, faults, keymap


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        ({"browse.flag": "j"}, "“j” would mean “flag” (browse.flag) and “down” (list.down)"),
        ({"list.down": "n"}, "“n” would mean “new card” (browse.add) and “down” (list.down)"),
        ({"study.undo": "1"}, "“1” would mean “again” (study.again) and “undo” (study.undo)"),
        ({"everywhere.quit": "x"}, "“x” would mean “quit” (everywhere.quit) and “practise” (study.practise)"),
        ({"browse.flag": "?"}, "“?” would mean “flag” (browse.flag) and “help” (everywhere.help)"),
        (
            {"browse.flag": "y", "browse.tag": "y"},
            "“y” would mean “flag” (browse.flag) and “tag” (browse.tag)",
        ),
        ({"browse.fleg": "y"}, "There is no action called browse.fleg; did you mean browse.flag?"),
        ({"nowhere": "y"}, "There is no action called nowhere."),
        ({"browse.flag": "shift-y"}, "“shift-y” (browse.flag) is no key"),
        ({"browse.flag": "ctrl+]", "browse.tag": "ctrl+right_square_bracket"}, "“ctrl+]” would mean"),
        ({"exercise.hint": "h"}, "“h” (exercise.hint) is typed into the line there"),
    ],
)
def test_what_is_wrong_with_a_key_is_said(own: dict[str, str], fault: str) -> None:
    assert any(said.startswith(fault) for said in faults(own)), faults(own)


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"study.undo": "z"},
        {"study.undo": "U,ctrl+y"},
        {"everywhere.help": "f2"},
        {"browse.flag": "j", "list.down": "down,ctrl+j"},
        {"browse.flag": "exclamation_mark"},
        {"browse.flag": "ü"},
        {"exercise.earlier": "up"},
        {"exercise.earlier": "↑,pgup,ctrl+]"},
        {"settings.fit": "space", "settings.change": "enter"},
    ],
)
def test_keys_that_do_their_work_are_left_alone(own: dict[str, str]) -> None:
    assert faults(own) == []


def test_without_keys_of_ones_own_nothing_is_named() -> None:
    assert keymap({}) == {}


@pytest.mark.parametrize(
    ("typed", "name"),
    [("ctrl+]", "ctrl+right_square_bracket"), ("ctrl+-", "ctrl+minus"), ("?", "?"), ("esc", "escape")],
)
def test_a_key_can_be_written_as_it_is_shown(typed: str, name: str) -> None:
    assert keymap({"browse.flag": typed})["browse.flag"] == name


@pytest.mark.parametrize("name", ["reveal", "proposed", "home"])
def test_what_shares_a_key_keeps_it(name: str) -> None:
    named = keymap({f"study.{name}": "w"})
    usual = {key.name: key.keys for key in PLACES["study"].keys}
    sharing = [other for other in usual if other != name and usual[other] == usual[name]]
    assert sharing
    assert {other: named[f"study.{other}"] for other in sharing} == {other: usual[other] for other in sharing}


async def test_a_key_goes_on_with_what_else_it_did(running: Any, home: Path) -> None:
    _configure(home, '"study.reveal" = "w"')
    async with running("enter", "space") as pilot:
        assert not pilot.app.screen.revealed
        await pilot.press("w")
        assert pilot.app.screen.revealed
        await pilot.press("space")
        await pilot.pause()
        assert pilot.app.screen.sitting.done == 1
        assert not pilot.app._notifications


async def test_a_key_that_does_nothing_is_told_at_the_start(running: Any, home: Path) -> None:
    _configure(home, '"browse.flag" = "j"')
    async with running() as pilot:
        (said,) = pilot.app._notifications
        assert "“j” would mean" in said.message


def _configure(home: Path, line: str) -> None:
    (home / "quizapp").mkdir()
    (home / "quizapp" / "config.toml").write_text(f"[keys]\n{line}\n", "utf-8")


SCENES = {
    "": "home",
    "tab": "home",
    "p": "paths",
    "enter": "study",
    "enter question_mark": "help",
    "enter l": "links",
    "enter f": "pick",
    "b": "browse",
    "b enter": "browse",
    "b enter n": "edit",
    "i": "choosefile",
    "t": "stats",
    "t tab": "stats",
    "s": "settings",
    "s G enter": "keymap",
    "z": "quizplan",
    "z n": "ask",
}


@pytest.mark.parametrize("keys", SCENES)
async def test_whose_keys_come_first_is_as_declared(running: Any, settled: Any, keys: str) -> None:
    async with running(*keys.split()) as pilot:
        await pilot.pause()
        chain = pilot.app.screen._modal_binding_chain
        ids = [binding.id for _, found in chain for _, binding in found if binding.id]
        places = dict.fromkeys(name.partition(".")[0] for name in ids)
        assert SCENES[keys] in places
        assert set(places) <= {SCENES[keys], "everywhere", *FIRST.get(SCENES[keys], ())}
