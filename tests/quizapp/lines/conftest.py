"""A learner who types a few lines at a desk, and what is said to them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.config import Settings
from quizapp.lines.console import Lines
from quizapp.lines.study import drill, review
from quizapp.notes.importing import add_card
from quizapp.session import Session
from quizapp.sitting import Sitting
from quizapp.store.store import Store
from quizapp.workspace import Workspace

NOTE = """# Numbers

## What is two and two?

It is $\\frac{8}{2}$.

## What does softmax return?

Probabilities: positive numbers that sum to one.

![bars](bars.png)
"""

Typing = Callable[..., str]


class Clock:
    """Goes on by five seconds with each look."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        self.now += 5000
        return self.now


@pytest.fixture
def clock(now: int) -> Clock:
    return Clock(now)


@pytest.fixture
def workspace(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A store with a note of two cards; the second calls for an exercise."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    note = tmp_path / "numbers.md"
    (tmp_path / "bars.png").write_bytes(b"")
    note.write_text(NOTE, encoding="utf-8")
    found = Workspace(Settings(), store)
    found.import_notes([note])
    for each in store.decks.paths():
        store.decks.enable_path(each.name, False)
    return found


@pytest.fixture
def typed_card(workspace: Workspace) -> Callable[[], None]:
    """Puts a card in whose answer is typed, and all others to rest."""

    def add() -> None:
        library = workspace.store.library
        keys = [f"card:{name}" for name in library.ids()]
        workspace.store.items.suspend(workspace.store.items.numbers(keys).values())
        words = {"front": "Who wrote Adam, with Ba?", "back": "Kingma\n\nIn 2015."}
        add_card(library, **words, kind="typed", deck="By hand", tags=(), now_ms=0)

    return add


def said(act: Callable[[Lines], object], typed: str) -> str:
    out = io.StringIO()
    act(Lines(io.StringIO(typed), out))
    return out.getvalue()


@pytest.fixture
def studying(workspace: Workspace, clock: Clock) -> Typing:
    """What is said to a learner who studies and types this."""

    def study(typed: str, **settings: object) -> str:
        under = workspace.under(Settings(**settings))  # type: ignore[arg-type]
        session = Session(
            under.store.study, under.scheduling, now_ms=clock(), seed=1, options=under.settings.options()
        )
        return said(lambda lines: review(lines, under, Sitting(session, clock)), typed)

    return study


@pytest.fixture
def drilling(workspace: Workspace, clock: Clock) -> Typing:
    """What is said to a learner who drills an exercise and types this."""

    def practise(typed: str, exercise: str = "conv_output_size", **options: object) -> str:
        from contextlib import suppress

        from quizapp.lines.console import Ended

        def act(lines: Lines) -> None:
            with suppress(Ended):
                drill(lines, workspace, [exercise], clock=clock, seed=1, **options)  # type: ignore[arg-type]

        return said(act, typed)

    return practise
