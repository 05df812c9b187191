"""What a sentence says of its subject, by its verb and the words behind it."""

from __future__ import annotations

import pytest

from cards.asking.topic import Topic
from cards.rules.prose import ask_statement


@pytest.mark.parametrize(
    ("sentence", "front"),
    [
        ("Any gaff sail can be converted to a Bermuda sail.", "What can any gaff sail be converted to?"),
        ("Stays are attached to the hull of the boat.", "What are Stays attached to?"),
        ("The tiller is linked to a rudder below the water.", "What is the tiller linked to?"),
        ("The pilot is asked to steer by the stars at night.", "What is true of the pilot?"),
        (
            "The berth is chosen according to the length of the ship.",
            "What is the berth chosen according to?",
        ),
        ("The wreck was covered in a thick layer of sand.", "What was the wreck covered in?"),
        ("The bell is rung in the same way at night.", "What is true of the bell?"),
        ("Torque is produced in the keel of the boat.", "Where is Torque produced?"),
        ("A spare anchor can be inserted inside of the hull.", "Where can a spare anchor be inserted?"),
        ("Ropes are used in order to hold the mast.", "What are Ropes used for?"),
        ("Signals are sent in 3 parts over the water.", "What is true of Signals?"),
        ("The harbour was built in 1890 by two engineers.", "When was the harbour built?"),
        ("The fort was burnt in 79 AD by the crew.", "When was the fort burnt?"),
    ],
)
def test_what_is_done_with_a_thing(sentence: str, front: str) -> None:
    assert asked(sentence) == front


@pytest.mark.parametrize(
    ("sentence", "front"),
    [
        ("The purser is responsible for the stores of a ship.", "What is the purser responsible for?"),
        ("A hull is highly sensitive to the shape of waves.", "What is a hull highly sensitive to?"),
        ("The keel is not dependent on the height of the mast.", "What is the keel not dependent on?"),
        ("Speed is proportional to the square of the sail.", "What is Speed proportional to?"),
        ("A steel mast is more sensitive to rust than an oak one.", "What is true of a steel mast?"),
        ("The mast is important to keep the boat upright.", "What is true of the mast?"),
        ("The log is text that tells of each watch.", "What is the log?"),
        ("The crew is sure that the wind will turn.", "What is true of the crew?"),
        ("The main reason for drift is wind on the hull.", "What is the main reason for drift?"),
    ],
)
def test_what_a_thing_is(sentence: str, front: str) -> None:
    assert asked(sentence) == front


@pytest.mark.parametrize(
    ("sentence", "front"),
    [
        ("A cutter does not carry a second mast behind the main one.", "What does a cutter not do?"),
        ("Dinghies cannot cross the ocean in a storm.", "What can Dinghies not do?"),
        ("Dinghies can't cross the ocean in a storm.", "What can Dinghies not do?"),
        ("An old rope may not hold the weight of a mast.", "What may an old rope not do?"),
        ("The boom must not be moved while the crew sleeps.", "What must not be done with the boom?"),
        ("A dry sail can be very heavy in a calm.", "What can a dry sail be?"),
        ("The second watch would take a couple of men.", "What would the second watch do?"),
        ("The two crews would be listed as one in the log.", "What would the two crews be listed as?"),
    ],
)
def test_what_a_thing_can_or_cannot(sentence: str, front: str) -> None:
    assert asked(sentence) == front


@pytest.mark.parametrize(
    ("sentence", "front"),
    [
        ("A broken stay will result in the loss of the mast.", "What will a broken stay result in?"),
        ("The main cause of drift is wind on the hull.", "What is the main cause of drift?"),
        ("The sails stay dry for a week below the deck.", "What is true of the sails?"),
    ],
)
def test_a_name_that_ends_like_a_verb_is_the_subject(sentence: str, front: str) -> None:
    assert asked(sentence) == front


@pytest.mark.parametrize(
    "sentence",
    [
        "Suppose we have a boat with two masts and a long keel.",
        "Using the wrong sail we lose the race when the wind turns.",
        "Of great use to a crew is the log of the last voyage.",
        "Leaks are not stopped in the long run.",
    ],
)
def test_what_has_no_subject_is_asked_of_nothing(sentence: str) -> None:
    front = asked(sentence) or ""
    assert not {"we", "Suppose", "Of"} & set(front.rstrip("?").split())


def asked(sentence: str) -> str | None:
    found = ask_statement(Topic("Notes"), sentence)
    return found[0].text if found else None
