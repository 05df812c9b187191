"""Every command of study in lines: its letter, its word, what it does, and the moments at which it fits.

The one registry behind what is understood and what the help lists.
"""

from __future__ import annotations

from quizapp.lines import deeds, exercise, practising, script, words
from quizapp.lines.card import say_card
from quizapp.lines.desk import Command, Desk, Moment
from quizapp.lines.pictures import open_pictures, shown
from quizapp.notes.files import SHIPPED

CARD = (Moment.FRONT, Moment.TYPED, Moment.BACK)
EXERCISE = (Moment.WORK, Moment.SOLVED)
ASKED = (*CARD, *EXERCISE)
SHOWN = (Moment.BACK, Moment.SOLVED)
EVER = tuple(Moment)


def _studying(desk: Desk) -> bool:
    return desk.studying


def _has_note(desk: Desk) -> bool:
    return desk.card is not None and desk.card.source is not None


def _has_own_note(desk: Desk) -> bool:
    card = desk.card
    return card is not None and card.source is not None and not card.source.file.startswith(SHIPPED)


def _has_exercises(desk: Desk) -> bool:
    return desk.card is not None and bool(desk.card.exercises)


def _has_pictures(desk: Desk) -> bool:
    return bool(shown(desk))


def _erred(desk: Desk) -> bool:
    return bool(desk.round and desk.round.attempt and desk.round.attempt.mistakes)


def _repeat(desk: Desk) -> None:
    if desk.moment in CARD:
        say_card(desk)
        return
    exercise.say_question(desk)
    if desk.moment is Moment.SOLVED:
        exercise.say_solution(desk)


COMMANDS = (
    Command("?", "help", "List what can be typed now.", EVER, Desk.help),
    Command("r", "repeat", "Say the question again, with what was shown so far.", ASKED, _repeat),
    Command("h", "hint", "Give one more hint.", (Moment.WORK,), exercise.say_hint),
    Command("g", "solution", "Give up and show the worked solution.", (Moment.WORK,), exercise.give_up),
    Command("n", "another", "Practise another one like this.", (Moment.SOLVED,), practising.another),
    Command(
        "m", "mistake", "Practise one that shows your mistake.", (Moment.SOLVED,), practising.mine, _erred
    ),
    Command("v", "script", "See the question as a script; run and change it.", SHOWN[1:], script.show_script),
    Command("d", "reference", "Read how the function is defined.", SHOWN[1:], exercise.say_reference),
    Command(
        "x",
        "practise",
        "Practise the exercises of this card, unscheduled.",
        (Moment.BACK,),
        practising.of_card,
        _has_exercises,
    ),
    Command("u", "undo", "Take the last answer back and ask it again.", EVER, deeds.undo, _studying),
    Command("e", "edit", "Put other words on this card; its note stays as it is.", CARD, words.edit),
    Command("", "revert", "Let the words of the note stand again.", CARD, words.revert, _has_note),
    Command("l", "links", "Choose the exercises of this card.", CARD, deeds.link),
    Command("f", "flag", "Flag this one, with a word to yourself.", ASKED, deeds.flag, _studying),
    Command("s", "rest", "Put this one to rest: it is asked no more.", ASKED, deeds.rest, _studying),
    Command("b", "later", "Put this one off until tomorrow.", ASKED, deeds.later, _studying),
    Command("o", "note", "Open the note in your editor, and read it again.", CARD, deeds.note, _has_own_note),
    Command("p", "pictures", "Open the pictures of this card.", CARD, open_pictures, _has_pictures),
    Command(
        "i", "about", "Say where it comes from and how sure the model is.", ASKED, deeds.about, _studying
    ),
    Command("t", "time", "Say how long this one has taken.", ASKED, deeds.time_spent, _studying),
    Command("w", "where", "Say the deck, what is done and what is to come.", ASKED, deeds.where, _studying),
    Command("q", "quit", "Leave; every answer is kept.", EVER, Desk.leave),
)
