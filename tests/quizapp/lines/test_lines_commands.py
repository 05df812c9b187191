"""Every command of study in lines: where it is possible, and what it does there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from quizapp.lines.commands import ASKED, CARD, COMMANDS, EVER, EXERCISE
from quizapp.lines.desk import ANSWERS, Moment
from quizapp.workspace import Workspace

Typing = Callable[..., str]


@pytest.fixture
def at(studying: Typing, drilling: Typing, typed_card: Callable[[], None]) -> Typing:
    """What is said to a learner who types this at a moment."""

    def act(moment: Moment, typed: str) -> str:
        if moment in EXERCISE:
            lead = "48\n:g\n" if moment is Moment.SOLVED else ""
            return drilling(f"{lead}{typed}")
        if moment is Moment.TYPED:
            typed_card()
            return studying(typed, new_per_day=1)
        if moment is Moment.OVER:
            return studying(f"4\n{typed}", new_per_day=0)
        return studying(f"\n3\n\n{typed}" if moment is Moment.BACK else f"\n3\n{typed}")

    return act


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to other programs, which are not started."""
    found: list[str] = []
    monkeypatch.setattr("quizapp.lines.pictures.open_outside", found.append)
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.word)
def test_every_command_has_a_name_of_its_own_and_a_sentence(command):
    assert re.fullmatch(r"[a-z]+", command.word)
    assert command.letter == "" or len(command.letter) == 1
    assert command.help[0].isupper()
    assert command.help.endswith(".")
    names = [name for one in COMMANDS for name in (one.letter, one.word) if name]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("moment", Moment, ids=lambda one: one.name)
def test_the_help_lists_what_is_possible_and_nothing_else(at: Typing, moment: Moment):
    listed = at(moment, "?\n").split("List what can be typed now.")[1].split("\n\n")[0]
    never = {"mistake", "practise"} if moment is Moment.TYPED else set()
    colon = ":" if moment in ANSWERS else ""
    for command in COMMANDS:
        if command.letter != "?" and command.word not in never:
            line = f"{colon}{command.word}: {command.help}"
            assert (line in listed) == (moment in command.moments and _fits(command.word, moment)), line


def _fits(word: str, moment: Moment) -> bool:
    """Whether a command makes sense for what these tests have at hand."""
    by_hand = moment is Moment.TYPED
    pictured = moment is Moment.BACK
    return not (by_hand and word in ("revert", "note")) and (pictured or word != "pictures")


DONE = [
    ("help", EVER, "help", "repeat|quit"),
    ("repeat", CARD, "r", r"(What|Who).*\n.*(What|Who)"),
    ("repeat", EXERCISE, "r", "Output size.*Output size"),
    ("hint", [Moment.WORK], "h", "Hint 1: "),
    ("hint", [Moment.WORK], "h\n:h\n:h\n:h\n:h\n:h", "That was the last hint"),
    ("solution", [Moment.WORK], "g", "Solution.*= the output size: "),
    ("another", [Moment.SOLVED], "n\n:g\nq\nr", "Solution.*Solution.*1 practised.*Back.*Solution"),
    ("mistake", [Moment.SOLVED], "m\n:g", "Practice, which moves no schedule.*Solution"),
    ("script", [Moment.SOLVED], "v\nr\n\nr", "import numpy.*It printed:.*Output size"),
    ("script", [Moment.SOLVED], "v\ne\n\n", "no editor can be opened without a terminal"),
    ("script", [Moment.SOLVED], "v\nxyz\n\n", "Type r, e or Enter"),
    ("reference", [Moment.SOLVED], "d", "def conv_output_size"),
    (
        "practise",
        [Moment.BACK],
        "x\n:g\n\n:g\n\nq\nr",
        "Softmax.*2 practised.*Back.*What does softmax",
    ),
    ("undo", [Moment.FRONT, Moment.BACK], "u", "taken back.*What is two and two"),
    ("undo", [Moment.WORK, Moment.TYPED, Moment.OVER], "u", "nothing to take back"),
    ("undo", [Moment.SOLVED], "u", "taken back.*Output size"),
    ("edit", [Moment.FRONT], "e\nNew words\n.\n.\na b\n", "Kept.*New words"),
    ("edit", [Moment.BACK], "e\n.\nNew back\n.\n\n", "Kept.*What does softmax return.*New back"),
    ("edit", [Moment.TYPED], "e\n.\n.\n\n", "Nothing was changed"),
    (
        "revert",
        [Moment.FRONT],
        "e\nNew words\n.\n.\n\nrevert",
        "New words.*of the note.*What does softmax",
    ),
    ("links", [Moment.FRONT, Moment.BACK], "l\n1\n\nl", "1. Softmax.*, linked.*, not linked.*None"),
    ("links", [Moment.TYPED], "l\nadam step\n1\nxyzzy\n\n", "not linked.*, linked.*None"),
    ("flag", ASKED, "f\n2\nodd\n:i\ni", "Flag: something is wrong.*|flag: . 2 odd"),
    ("flag", ASKED, "f\n9", "a number from 0 to 4"),
    ("flag", ASKED, "f\nq\n", "no flag, 1 look at it again"),
    ("rest", ASKED, "s", "Put to rest"),
    ("rest", [Moment.FRONT, Moment.BACK], "s\nu", "Put to rest.*Back in study.*What does softmax return"),
    ("later", ASKED, "b", "Put off until tomorrow"),
    ("later", [Moment.FRONT, Moment.BACK], "b\nu", "Put off.*Back in study.*What does softmax return"),
    ("note", [Moment.FRONT], "o", "no editor can be opened without a terminal; open .*numbers.md at line 7"),
    ("pictures", [Moment.BACK], "p", "Opened: bars.png"),
    ("pictures", [Moment.FRONT], "e\n![x](gone.png)\n.\n.\n\np", "gone.png is no picture beside the note"),
    ("pictures", [Moment.FRONT], "e\n![x](http://a.b/c.png)\n.\n.\n\np\nn", "fetch x from a.b.*> n"),
    ("pictures", [Moment.FRONT], "e\n![x](http://a.b/c.png)\n.\n.\n\np\ny", "Handed to the browser: http"),
    ("pictures", [Moment.FRONT], "e\n![x](ftp://a.b/c.png)\n.\n.\n\np", "none that a browser is given"),
    ("about", ASKED, "i", "due: new, never asked"),
    ("time", ASKED, "t", r"0:\d\d on this one"),
    ("where", CARD, "w", "answered here, .* to come"),
    ("where", EXERCISE, "w", "Convolution, level 2.*practice has no end"),
    ("quit", EVER, "q", "everything is kept|practised"),
]


@pytest.mark.parametrize(
    ("moment", "typed", "words"),
    [
        pytest.param(
            moment, f":{typed}\n" if moment in ANSWERS else f"{typed}\n", words, id=f"{word}-{moment.name}"
        )
        for word, moments, typed, words in DONE
        for moment in moments
    ],
)
def test_a_command_does_what_it_says(at: Typing, opened: list[str], moment: Moment, typed: str, words: str):
    out = at(moment, typed)
    assert re.search(words, out, re.DOTALL), out


def test_no_command_is_untested():
    assert {word for word, *_ in DONE} == {command.word for command in COMMANDS}
    for command in COMMANDS:
        tried = {moment for word, moments, *_ in DONE if word == command.word for moment in moments}
        assert tried <= set(command.moments)


@pytest.mark.parametrize("moment", Moment, ids=lambda one: one.name)
def test_what_is_not_possible_is_refused_and_costs_nothing(at: Typing, moment: Moment, workspace: Workspace):
    before = at(moment, "").count("What")
    out = at(moment, ":nonsense\n")
    assert "“:nonsense” is not possible now; ? lists what is." in out
    assert out.count("What") <= before + 1
