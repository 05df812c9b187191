"""The shipped deck: every card parses, stands alone, fits a screen, draws, runs, and leads to exercises."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import engine
from cards import formula
from cards.formula.cells import cells
from cards.parse import read_note
from cards.terminal import line, render

ROOT = Path(__file__).resolve().parents[2]
NOTES = sorted((ROOT / "data" / "notes").glob("*.md"))
COLUMNS, ROWS = 76, 17
"""What a card may take of a screen of 80x24: head, grades and margins take the rest."""

CARDS = [card for path in NOTES for card in read_note(path.read_bytes(), path.name).cards]
PATHS = ("Foundations", "Training", "Convolutional networks", "Detection", "Sequences", "Further topics")


def test_there_is_a_deck():
    assert len(NOTES) >= 18
    assert len(CARDS) >= 600


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_every_file_names_its_topic_and_path(path):
    text = path.read_text("utf-8")
    assert re.search(rf"^path: ({'|'.join(PATHS)})$", text, flags=re.MULTILINE)
    assert len(re.findall(r"^# ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), flags=re.MULTILINE)) == 1


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_every_card_comment_gives_a_card(path):
    text = path.read_text("utf-8")
    written = set(re.findall(r"^<!-- card: ([a-z0-9-]+)", text, flags=re.MULTILINE))
    read = {card.id for card in CARDS if card.source.file == path.name}
    assert read == written
    assert text.count("<!-- card:") == len(written)


def test_ids_are_unique():
    assert [name for name, count in Counter(card.id for card in CARDS).items() if count > 1] == []


def test_no_front_stands_twice():
    fronts = Counter(line(card.front).casefold() for card in CARDS)
    assert [front for front, count in fronts.items() if count > 1] == []


def test_sides_are_filled():
    assert [card.id for card in CARDS if not card.front.strip() or not card.back.strip()] == []


def test_named_exercises_exist():
    known = set(engine.names())
    missing = {name: card.id for card in CARDS for name in card.exercises if name not in known}
    assert missing == {}


def test_every_exercise_is_called_for():
    called = {engine.resolve(name).id for card in CARDS for name in card.exercises}
    assert {entry.id for entry in engine.catalogue()} - called == set()


def test_every_formula_draws():
    tex = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$\n]+?)\$", flags=re.DOTALL)
    faults = {}
    for card in CARDS:
        for side in (card.front, card.back):
            prose = re.sub(r"```.*?```|`[^`\n]*`", "", side, flags=re.DOTALL)
            for display, inline in tex.findall(prose):
                fault = formula.fault(display or inline)
                if fault:
                    faults[card.id, display or inline] = fault
    assert faults == {}


def test_no_card_is_longer_than_a_screen():
    long = {}
    for card in CARDS:
        lines = [*render(card.front, COLUMNS).split("\n"), *render(card.back, COLUMNS).split("\n")]
        if len(lines) > ROWS:
            long[card.id] = len(lines)
    assert long == {}


def test_nothing_is_wider_than_a_screen():
    wide = {}
    for card in CARDS:
        widest = max(cells(text) for text in render(card.back, COLUMNS).split("\n"))
        if widest > COLUMNS + 2:
            wide[card.id] = widest
    assert wide == {}


def test_lists_are_short():
    long = [card.id for card in CARDS if len(re.findall(r"^(?:-|\d+\.) ", card.back, flags=re.MULTILINE)) > 7]
    assert long == []


CODE = [
    (card.id, code)
    for card in CARDS
    for code in re.findall(r"```py(?:thon)?\n(.*?)```", card.back, flags=re.DOTALL)
]


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_every_code_block_runs(path):
    """All blocks of a file in one interpreter, each in a namespace of its own."""
    ids = {card.id for card in CARDS if card.source.file == path.name}
    blocks = [block for block in CODE if block[0] in ids]
    script = (
        "import sys\nfor name, code in " + repr(blocks) + ":\n    exec(compile(code, name, 'exec'), {})\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]


def test_kinds_are_in_balance():
    kinds = Counter(card.kind for card in CARDS)
    assert {"basic", "definition", "formula", "comparison", "list", "code", "cloze"} <= kinds.keys()
    assert max(kinds.values()) <= 0.7 * len(CARDS)


def test_the_interview_sprint_is_a_hundred_cards_of_all_topics():
    sprint = [card for card in CARDS if "path::interview-sprint" in card.tags]
    assert len(sprint) == 100
    assert len({card.source.file for card in sprint}) >= len(NOTES) - 1
