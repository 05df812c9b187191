"""The quiz that options describe: which exercises and cards it draws on, their kinds and versions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import engine
from engine.errors import UsageError
from quizapp.cli.delivery import printable
from quizapp.cli.exercises import of_topic, topics
from quizapp.cli.naming import decks_named
from quizapp.records import Selection

if TYPE_CHECKING:
    from quizapp.quiz.cards import Askable
    from quizapp.quiz.model import Kind, Quiz

MOST_VERSIONS = 52

OWN = "own"
"""Stands for the learner's own level of each exercise."""


def made_quiz(
    store: str | None,
    *,
    wanted: Sequence[str] | None,
    decks: Sequence[str],
    tags: Sequence[str] | None,
    count: int,
    level: str,
    seed: int | None,
    versions: Sequence[str],
    kinds: Sequence[str],
    title: str,
) -> Quiz:
    """The quiz that the options describe."""
    from quizapp.quiz.make import Order, make

    if seed is None:
        import secrets

        seed = secrets.randbelow(10**6)
    asked = known_kinds(kinds)
    given, cards = material(store, asked, wanted, Selection(decks=tuple(decks), tags=tuple(tags or ())))
    levels = stored_levels(store) if level == OWN else {}
    base = 2 if level == OWN else int(level)
    return make(Order(given, count, base, seed, distinct(versions), asked, printable(title), cards, levels))


def stored_levels(store: str | None) -> dict[str, int]:
    """The learner's level of each exercise; none without a store."""
    from quizapp.quiz.stock import has_store, own_levels
    from quizapp.workspace import Workspace

    if not has_store(store):
        return {}
    with Workspace.open(store) as workspace:
        return own_levels(workspace)


def material(
    store: str | None, kinds: Sequence[Kind], wanted: Sequence[str] | None, selection: Selection
) -> tuple[list[engine.Entry], list[Askable]]:
    """The exercises and cards to choose from; where one side is named, the other follows by links.

    Args:
      selection: tags, and decks as they were typed.
    """
    from quizapp.quiz.model import OF_EXERCISES
    from quizapp.quiz.stock import chosen, following, stock

    given = entries(wanted)
    named = selection != Selection()
    if set(kinds) <= set(OF_EXERCISES) and not named:
        return given, []
    every = stock(store, Selection())
    decks = decks_named(selection.decks, {card.deck for card in every})
    cards = chosen(every, replace(selection, decks=decks))
    if named and not cards:
        raise UsageError("no card of these decks has one of these tags: choose others")
    return following(given, cards, topics=wanted is not None, selected=named)


def entries(wanted: Sequence[str] | None) -> list[engine.Entry]:
    """The exercises of topics, and those named one by one; all without any name."""
    if wanted is None:
        return list(engine.catalogue())
    found: dict[str, engine.Entry] = {}
    for name in wanted:
        try:
            found |= {entry.id: entry for entry in of_topic(name) or [engine.entry(name)]}
        except UsageError as error:
            raise UsageError(
                f"there is no topic {name!r}, and {error} The topics are {', '.join(topics())}"
            ) from None
    return list(found.values())


def distinct(versions: Sequence[str]) -> tuple[str, ...]:
    """The names of versions, if they can be told apart and printed."""
    if any(not re.fullmatch(r"[\w-]{1,20}", version) for version in versions):
        raise UsageError("versions are named by up to 20 letters and digits each, such as A,B,C,D")
    if len({version.casefold() for version in versions}) < len(versions):
        raise UsageError("two versions have the same name: give each its own, such as A,B,C,D")
    if len(versions) > MOST_VERSIONS:
        raise UsageError(f"a quiz has at most {MOST_VERSIONS} versions")
    return tuple(versions)


def known_kinds(kinds: Sequence[str]) -> tuple[Kind, ...]:
    """The kinds of questions by their names."""
    from quizapp.quiz.model import KINDS

    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise UsageError(f"there is no kind of question {unknown[0]!r}: choose from {', '.join(KINDS)}")
    return tuple(kind for name in kinds for kind in KINDS if kind == name)
