"""Sentences that stop before what they tell, and titles of conditions, as questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.opened import ask_open

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("A mast consists of", "What does a mast consist of?"),
        ("The work of a keel depends on", "What does the work of a keel depend on?"),
        ("A hull requires the following", "What does a hull require?"),
        ("Sloops differ from ketches in", "What do Sloops differ from ketches in?"),
        ("A keel works by", "How does a keel work?"),
        ("A reef allows you to", "What does a reef allow you to do?"),
        ("The skipper has to", "What does the skipper have to do?"),
        ("A ketch is able to", "What is a ketch able to do?"),
        ("A ketch is similar to", "What is a ketch similar to?"),
        ("The crew can", "What can the crew do?"),
        ("You should not", "What should you not do?"),
        ("You should reef if", "When should you reef?"),
        ("We need a reef because", "Why do we need a reef?"),
        ("Reefing is needed when", "When is Reefing needed?"),
        ("Use reefing when", "When should you use reefing?"),
        ("Don't use a spinnaker if", "When should you not use a spinnaker?"),
        ("To reef the main, you should", "How do you reef the main?"),
        ("Used when (Jib)", "When is Jib used?"),
        ("Used e.g. in (Sails)", "What are Sails used in?"),
        ("Depends on (Jib)", "What does Jib depend on?"),
        ("Consists of (Sails)", "What do Sails consist of?"),
        ("Requires (Jib)", "What does Jib require?"),
        ("Can cause (Jib)", "What can Jib cause?"),
        ("Should be avoided when (Jib)", "When should Jib be avoided?"),
        ("Ideal for (Jib)", "What is Jib ideal for?"),
        ("It is used for (Jib)", "What is Jib used for?"),
        ("Use it when (Jib)", "When should you use Jib?"),
        ("There are 3 zones of the deck, each with its name", "What are the 3 zones of the deck?"),
        ("The boat that I have is", "What is the boat that I have?"),
        ("The 3 main parts of a sail are", "What are the 3 main parts of a sail?"),
        ("You need (Jib)", "What do you need (Jib)?"),
        ("Every skipper faces a choice between", "What does every skipper face a choice between?"),
        ("Usually pertains to (Jib)", "What does Jib pertain to?"),
        ("A rigger keeps a log, which includes", "A rigger keeps a log: what does it include?"),
    ],
)
def test_what_a_sentence_leaves_open_is_asked(sentence: str, question: str) -> None:
    assert ask_open(sentence) == question


@pytest.mark.parametrize(
    "sentence",
    [
        "It is used for",
        "Depends on",
        "We need for",
        "A knot",
        "Things to look for",
        "Compared to",
        "Types of",
        "Causes (Sails)",
        "There are sails",
        "This lets the crew",
        "If it rains, the crew can",
        "Increase in",
        "Rope made of",
        "to",
        "",
    ],
)
def test_what_is_no_such_sentence_is_left(sentence: str) -> None:
    assert ask_open(sentence) is None


@pytest.mark.parametrize(
    ("lead", "front"),
    [
        ("You should reef if:", "When should you reef? (Reefing)"),
        ("A mast consists of:", "What does a mast consist of? (Reefing)"),
        ("It is used for:", "What is Reefing used for?"),
        ("We need it when:", "When do we need it? (Reefing)"),
    ],
)
def test_a_list_completes_the_sentence_above_it(pairs: Pairs, lead: str, front: str) -> None:
    points = "- wind from the north\n- a tired crew"
    text = f"# Sails\n\n## Reefing\n\nA smaller sail is safer.\n\n{lead}\n\n{points}"
    assert (front, points) in pairs(text)


def test_a_list_that_completes_an_answer_stays_in_it(pairs: Pairs) -> None:
    ((_, back),) = pairs("## Why do sailors reef?\n\nYou should reef if:\n\n- it blows\n- it is dark")
    assert back.startswith("You should reef if:")


def test_a_counted_list_in_a_point_is_one_answer(pairs: Pairs) -> None:
    points = "1. B - the bow\n   2. M - the middle\n   3. S - the stern"
    text = (
        f"## Decks\n\n- there are 3 zones of a deck, each with a sign:\n   {points}\n- teak is best for all"
    )
    front, back = pairs(text)[0]
    assert front == "What are the 3 zones of a deck? (Decks)"
    assert back.splitlines() == ["1. B - the bow", "2. M - the middle", "3. S - the stern"]


@pytest.mark.parametrize(
    ("label", "front"),
    [
        ("Used when: racing in light airs", "When is Reefing used?"),
        ("Ideal for: small crews", "What is Reefing ideal for?"),
        ("When the tide turns: the boat swings around", "What happens when the tide turns? (Reefing)"),
        ("When the tide turns: check the anchor", "What do you do when the tide turns? (Reefing)"),
        ("When the sun sets: at nine in June", "When the sun sets? (Reefing)"),
        ("When to reef: above 20 knots of wind", "When to reef? (Reefing)"),
    ],
)
def test_labels_that_end_openly_and_conditions(pairs: Pairs, label: str, front: str) -> None:
    text = f"# Sails\n\n## Reefing\n\n- {label}\n- Costs: an hour of work\n- Cloth: dacron or hemp"
    assert front in [asked for asked, _ in pairs(text)]


def test_a_list_below_a_callout_of_one_line_is_not_of_it(pairs: Pairs) -> None:
    text = "## Hull\n\n> [!success] Advantage: it is light\n\n- the keel is of lead\n- the deck is of teak"
    assert ("Hull: what are the advantages?", "it is light") in pairs(text)


@pytest.mark.parametrize(
    ("lead", "front"),
    [
        ("There are three kinds of knots:", "What are the three kinds of knots? (Knots)"),
        ("The 3 main kinds are:", "What are the 3 main kinds? (Knots)"),
        ("Ropes hold in one of three ways:", "Ropes hold in one of three ways: which are they? (Knots)"),
    ],
)
def test_points_that_are_counted_are_asked_for_by_their_names_too(
    pairs: Pairs, lead: str, front: str
) -> None:
    points = "- **Bend**: joins two ropes\n- **Hitch**: ties a rope to a thing\n- **Loop**: an eye in a rope"
    made = pairs(f"# Ropes\n\n## Knots\n\n{lead}\n\n{points}")
    assert made[0] == (front, "- Bend\n- Hitch\n- Loop")
    assert len(made) == 4


@pytest.mark.parametrize("lead", ["There are four kinds of knots:", "Kinds of knots:"])
def test_points_that_nobody_counted_are_only_asked_each(pairs: Pairs, lead: str) -> None:
    points = "- **Bend**: joins two ropes\n- **Hitch**: ties a rope to a thing\n- **Loop**: an eye in a rope"
    assert len(pairs(f"# Ropes\n\n## Knots\n\n{lead}\n\n{points}")) == 3


@pytest.mark.parametrize(
    ("title", "front"),
    [
        ("Restrictions on speed", "What are the 2 restrictions on speed?"),
        ("Reasons why sails tear", "What are the 2 reasons why sails tear?"),
        ("Main dangers of fog", "What are the 2 main dangers of fog?"),
        ("Similarities between hemp and nylon", "What are the 2 similarities between hemp and nylon?"),
        ("Loss of speed", "Loss of speed: what are the 2 main points?"),
    ],
)
def test_what_several_things_are_to_another_one(pairs: Pairs, title: str, front: str) -> None:
    points = "- the hull must be clean from now on\n- no rope may be left on the wet deck"
    assert pairs(f"# Boats\n\n## {title}\n\n{points}") == [(front, points)]


def test_what_is_to_be_done_is_no_name_that_is_defined(pairs: Pairs) -> None:
    ((front, _),) = pairs("## Detect the presence of leaks\n\n> see that water comes in, and act at once")
    assert front == "Explain: Detect the presence of leaks"


def test_a_key_beside_its_value_is_a_thing(pairs: Pairs) -> None:
    text = "## Lockers\n\n- **Key**: what opens one\n- **Value**: what lies in it\n- **Lid**: a lid"
    assert [front for front, _ in pairs(text)][:2] == ["What is a key? (Lockers)", "What is Value? (Lockers)"]


@pytest.mark.parametrize(
    ("label", "front"),
    [
        ("Real-world use", "Heap: what is it used for?"),
        ("Fun fact", "Heap: what should be noted?"),
        ("Interview tip", "Heap: what is the advice?"),
    ],
)
def test_labels_in_other_words(pairs: Pairs, label: str, front: str) -> None:
    ((asked, _),) = pairs(f"## Heap\n\n{label}: the queue of a harbour in which the largest ship goes first")
    assert asked == front


def test_a_sentence_that_never_ends_is_not_looked_at() -> None:
    assert ask_open("Sails and ropes " * 12 + "consist of") is None
