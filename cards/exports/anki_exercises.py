"""Exercises as notes for Anki: a card that asks one of its questions at each review.

The questions were drawn and checked before; the template's script only chooses, shows and judges. It asks no
network, and where it does not run the first question stands on both sides.

Source: Anki manual, "Templates: JavaScript"; AnkiDroid's `assets/scripts` (`showAnswer`, `tappable`, and that
MathJax is loaded wherever its delimiters stand in a card, so that the script must not spell them).
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

from cards.exports.anki_schema import notetype
from cards.exports.pagejudge import script
from cards.model import Practice

EXERCISE = 1_735_689_600_003
"""Number of the notetype."""
FIELDS = ("Exercise", "Key", "Question", "Answer", "Variants")
DECK = "Exercises"

CSS = """
#quizapp-exercise h2 { font-size: 100%; margin: 0 0 .8em; opacity: .75; }
#quizapp-exercise pre { font-size: 85%; line-height: 1.35; }
#quizapp-exercise .hint { display: inline-block; margin: .3em 1.2em .3em 0; font-size: 85%; }
#quizapp-exercise .hint[open] { display: block; }
#quizapp-exercise.back .hint { display: none; }
#quizapp-exercise summary { cursor: pointer; }
#quizapp-exercise label { display: block; margin: .5em 0; }
#quizapp-exercise input, #quizapp-exercise select, #quizapp-exercise textarea { display: block; width: 100%;
  max-width: 24em; box-sizing: border-box; padding: .25em .4em; font: inherit; color: inherit;
  background: transparent; border: 1px solid gray; border-radius: 3px; }
.nightMode #quizapp-exercise, .night_mode #quizapp-exercise { color-scheme: dark; }
#quizapp-exercise pre.flow { white-space: pre-wrap; }
#quizapp-exercise .worked li, #quizapp-exercise .mistakes li { margin: .5em 0; }
.said { font-weight: bold; }
.said.right { color: #136c2e; }
.said.wrong, .said.mistake, .said.near { color: #b3261e; }
.nightMode .said.right, .night_mode .said.right { color: #7fd99a; }
.nightMode .said.wrong, .nightMode .said.mistake, .nightMode .said.near,
.night_mode .said.wrong, .night_mode .said.mistake, .night_mode .said.near { color: #ffb4ab; }
"""


@lru_cache(maxsize=1)
def program() -> str:
    """The script of both sides: its names are its own, and no delimiter of a formula stands in it."""
    own = files("cards.exports").joinpath("anki_exercise.js").read_text("utf-8")
    whole = f"(() => {{\n{script()}\n{own}}})();"
    for sign in "()[]":
        whole = whole.replace(f"\\{sign}", f"\\x{ord(sign):02x}")
    return whole


@lru_cache(maxsize=1)
def notetypes() -> dict[str, dict[str, Any]]:
    """The notetype in the shape of schema 11, by its number."""
    front = _side("front", '<div id="quizapp-said"></div>')
    back = _side(
        "back", '<hr id=answer><div id="quizapp-said"></div><div id="quizapp-answer">{{Answer}}</div>'
    )
    shape = notetype(EXERCISE, "quizapp Exercise", FIELDS, front, back)
    return {str(EXERCISE): {**shape, "css": shape["css"] + CSS}}


def _side(name: str, answer: str) -> str:
    return (
        f'<div id="quizapp-exercise" class="{name}" data-key="{{{{Key}}}}"><h2>{{{{Exercise}}}}</h2>'
        f'<div id="quizapp-question">{{{{Question}}}}</div>{answer}'
        '<div id="quizapp-variants" hidden>{{Variants}}</div></div>'
        f"<script>\n{program()}\n</script>"
    )


def fields(exercise: Practice) -> tuple[str, ...]:
    """The fields of a note."""
    title = f"{escape(exercise.title, quote=False)}, level {exercise.level}"
    return title, exercise.id, exercise.question, exercise.answer, exercise.variants


def deck(exercise: Practice) -> str:
    """The deck of an exercise: one for each topic."""
    return f"{DECK}::{exercise.topic.capitalize()}"


def tags(exercise: Practice) -> tuple[str, ...]:
    """The level, by which cards can be chosen in Anki."""
    return ("exercise", f"level-{exercise.level}")
