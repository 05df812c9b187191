"""Statements that give a name, a reason or a means, and labels of what one does, as questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.topic import Topic
from cards.model import Reading
from cards.rules.prose import ask_statement

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


def topic(title: str) -> Topic:
    return Topic(title=title, above=("Ships",), english=True)


def fronts(pairs: Pairs, text: str) -> list[str]:
    return [front for front, _ in pairs(text)]


@pytest.mark.parametrize(
    ("text", "front"),
    [
        (
            "Water rises twice a day, as the moon pulls on it. This is called the **tide**.",
            "What is the tide?",
        ),
        ("Two crests meet and add up. This is known as interference.", "What is interference?"),
        ("Two crests meet and add up; this effect is called interference.", "What is interference?"),
        (
            "A hull heels and comes up too late. This is the ***late righting*** problem, which few have.",
            "What is the late righting problem?",
        ),
        ("Lines run from the mast to the deck. These lines are called stays.", "What are stays?"),
    ],
)
def test_a_name_that_is_given_at_the_end_is_asked_for(text: str, front: str) -> None:
    asked = ask_statement(topic("Motion of water"), text)
    assert asked
    assert (asked[0].text, asked[1]) == (front, text)


def test_a_name_at_the_end_of_a_long_story_is_no_answer_to_all_of_it() -> None:
    told = (
        "Oars came first. Sails came next. Steam came last. Ropes stayed. A ship with both is called mixed."
    )
    asked = ask_statement(topic("Old days"), told)
    assert asked is None or "mixed" not in asked[0].text


@pytest.mark.parametrize(
    ("statement", "front"),
    [
        ("A bilge pump works by pressing water through a valve.", "How does a bilge pump work?"),
        ("Sextants work by showing two pictures at once.", "How do Sextants work?"),
        ("The hull is painted each year because salt eats iron.", "Why is the hull painted each year?"),
        ("Ropes of hemp were tarred since water rots them.", "Why were Ropes of hemp tarred?"),
        ("The mast can be bent by tightening the stay.", "How can the mast be bent?"),
        (
            "Sailors who know the shore are paid well because rocks are hidden.",
            "Sailors who know the shore are paid well: why?",
        ),
        ("Old hands say hulls are alive because they creak.", "Old hands say hulls are alive: why?"),
        ("Tar keeps the ropes dry because water runs off.", "Tar keeps the ropes dry: why?"),
        ("Unfortunately, tar stains the deck because it melts.", "Tar stains the deck: why?"),
    ],
)
def test_a_statement_asks_with_its_verb_first(statement: str, front: str) -> None:
    asked = ask_statement(topic("Care of ships"), statement)
    assert asked
    assert asked[0].text == front


def test_a_verb_is_no_part_of_a_subject() -> None:
    told = "Cold water sinks near the poles and flows along the ground to the south."
    asked = ask_statement(topic("Motion of water"), told)
    assert asked is None or " and do?" not in asked[0].text


def test_what_somebody_does_is_a_subject_in_small_letters() -> None:
    asked = ask_statement(topic("Storms"), "Lowering the sails can save the mast in a gale.")
    assert asked
    assert asked[0].text == "What can lowering the sails do?"


@pytest.mark.parametrize(
    ("label", "front"),
    [
        (
            "One of the best ideas of sailors: to tie the sail to a boom.",
            "What is one of the best ideas of sailors?",
        ),
        ("The main goal: keep the boat upright.", "What is the main goal?"),
        ("Secret of speed: keep the hull clean.", "What is the secret of speed?"),
        ("The most common mistake: to pull the sheet too hard.", "What is the most common mistake?"),
        ("Another way: to take the oars.", "What is another way?"),
        ("Rudder: to steer the boat.", "What is Rudder for?"),
    ],
)
def test_an_act_is_what_a_goal_or_a_mistake_is(pairs: Pairs, label: str, front: str) -> None:
    assert fronts(pairs, f"# Sails\n{label}\n\nBow: the front of a boat.\n")[0].startswith(front)


@pytest.mark.parametrize(
    ("title", "front"),
    [
        ("**Difference: quay vs. mole**", "What is the difference between quay and mole?"),
        ("### Difference: quay vs mole", "What is the difference between quay and mole?"),
        ("### Comparison - quay vs mole", "What is the difference between quay and mole?"),
        ("**Differences between a quay and a mole:**", "What are the differences between a quay and a mole?"),
    ],
)
def test_a_difference_names_both_sides(pairs: Pairs, title: str, front: str) -> None:
    text = (
        f"# Seas\n\n## Harbours\n\n{title}\n\n- A quay is for ships that load.\n- A mole keeps waves out.\n"
    )
    assert front in fronts(pairs, text)


def test_a_chapter_that_only_says_how_many_there_are_gives_none(read_text: ReadText) -> None:
    reading = read_text(
        """
        # Ships
        ## Ropes
        There are a number of ways to tie a rope.
        ### Bowline
        A loop that does not slip.
        """
    )
    assert [card.front for card in reading.cards] == ["What is Bowline (Ropes)?"]
    assert [skip.text for skip in reading.skipped][-1] == "There are a number of ways to tie a rope."


@pytest.mark.parametrize(
    ("body", "front"),
    [
        ("Calling when all is still.", "What is False Alarm"),
        ("Failing to call if the ship is lost.", "What is False Alarm"),
        ("Probability of a call that nobody needed.", "What is False Alarm"),
        ("Number of calls is twelve in May.", "Explain: False Alarm"),
        ("Ringing the bell wakes the crew.", "Explain: False Alarm"),
    ],
)
def test_a_phrase_without_a_verb_defines(pairs: Pairs, body: str, front: str) -> None:
    assert fronts(pairs, f"# Ships\n\n## Bells\nBells ring.\n\n## False Alarm\n{body}\n")[1].startswith(front)


@pytest.mark.parametrize(
    ("statement", "front"),
    [
        ("A chart can be understood as a map of the sea.", "What can a chart be understood as?"),
        ("Your best course is usually one minus the drift.", "What is your best course?"),
        ("A log is typically a book with a line for each watch.", "What is a log?"),
        ("If the wind is weak, or comes from ahead, the ship is towed.", None),
        ("Under full sail the hull leans far to one side.", None),
        ("Despite its weight a barge needs little wind.", None),
        ("Like the sloop a cutter has one mast.", None),
        ("Over-canvassed boats have a heavy helm in a blow.", "What do Over-canvassed boats have?"),
        ("Some barges have flat floors like a punt. (River boats)", None),
        ("Sometimes the helm has to be held with both hands.", None),
        ("Corresponding to each sail it has a sheet of its own.", None),
    ],
)
def test_subjects_and_conditions(statement: str, front: str | None) -> None:
    asked = ask_statement(topic("Care of ships"), statement)
    assert (asked and asked[0].text) == front


def test_a_conclusion_stays_with_what_it_is_drawn_from(pairs: Pairs) -> None:
    text = """# Ships

## Depth

The depth of water is read from a line with marks on it that a sailor throws from the bow, again and again.

The draught of a ship is the height between the line of the water and the lowest part of her keel.

So if the line says six and the keel reaches down for seven, the ship is on the ground already.
"""
    found = dict(pairs(text))
    (draught,) = [back for front, back in found.items() if "draught" in front]
    assert draught.endswith("the ship is on the ground already.")


@pytest.mark.parametrize(
    "agenda",
    [
        "In this chapter, you will learn the **knots** of sailors:",
        "By the end of this lesson, students will be able to tie:",
        "After the course we'll cover:",
    ],
)
def test_what_a_chapter_teaches_is_not_asked(pairs: Pairs, agenda: str) -> None:
    text = f"# Ships\n\n## Knots\n{agenda}\n- **Bowline**: a loop\n- **Hitch**: a turn\n"
    assert pairs(text) == []


def test_now_that_something_was_done_is_text(pairs: Pairs) -> None:
    text = (
        "# Ships\n## Ropes\nNow that the ropes are dry, we coil them. There are various ways of coiling:\n\n"
        "- On deck\n- Over the arm\n\n### Hemp\nHemp is heavy.\n"
    )
    assert "- On deck\n- Over the arm" in "\n".join(back for _, back in pairs(text))


@pytest.mark.parametrize(
    ("text", "front"),
    [
        (
            "**Old rigs** (and some new ones):\n- a square sail\n- a lug sail",
            "Old rigs (and some new ones) (Boats)",
        ),
        (
            "If the wind and the tide are against her, then:\n\n$$ v = 0 $$",
            "What if the wind and the tide are against her?",
        ),
        ("Carries stores: rope and tar\n\nLeverages the wind: she sails", "Explain: Leverages the wind"),
    ],
)
def test_labels_with_brackets_conditions_and_verbs(pairs: Pairs, text: str, front: str) -> None:
    assert any(found.startswith(front) for found in fronts(pairs, f"# Ships\n## Boats\n{text}\n"))


def test_what_is_told_before_a_dash_is_no_name(pairs: Pairs) -> None:
    text = "# Ships\n## Hulls\n- Rotted\n- Could not sail *upwind* — lacked a keel.\n- Were tarred\n"
    assert not any("Could not" in front for front in fronts(pairs, text))


def test_a_sign_of_equality_without_anything_behind_it_asks_nothing(pairs: Pairs) -> None:
    text = "# Boats\n\n## Speed\n**Speed of the hull** = \n\n**Drift** = way to the side in an hour\n"
    assert not any("hull" in front for front in fronts(pairs, text))


def test_a_sentence_is_not_cut_from_the_formula_below_it(pairs: Pairs) -> None:
    told = "When you look at the hull, each plank adds a part to the weight like the one that stands here"
    text = (
        "# Boats\n\n## Weight\nA hull has a weight that is told by its planks.\n\n$$ w = n p $$\n\n"
        f"{told}.\n\n$$ p = l b d $$\n\nAnd the last of it is the tar, which is light.\n\n$$ t = w / 9 $$\n"
    )
    assert [back for _, back in pairs(text) if told in back and "p = l b d" not in back] == []


def test_the_drawback_of_another_thing_defines_no_title(pairs: Pairs) -> None:
    text = "# Boats\n\n## Keels\nThe drawback of a flat raft is that it drifts.\n\n## ABCs\nA row of boats.\n"
    assert fronts(pairs, text) == ["Explain: Keels (Boats)", "What are ABCs (Boats)?"]


def test_what_a_guide_says_of_itself_is_not_asked(pairs: Pairs) -> None:
    text = "# Boats\n\n## Overview\nThis guide explains the boats.\n\n## Sloop\nA boat with one mast.\n"
    assert [back for _, back in pairs(text)] == ["A boat with one mast."]


@pytest.mark.parametrize("mark", ["*", "_"])
def test_sentences_in_italics_are_asked_without_their_marks(pairs: Pairs, mark: str) -> None:
    told = f"{mark}You do not own a wreck when you find it. The finding must be **reported**.{mark}"
    text = f"# Boats\n\n## Wrecks\n\n**Wrecks:** what is left of a ship that sank\n\n{told}\n"
    assert pairs(text)[1] == (
        "You do not own a wreck when you find it: explain.",
        "The finding must be **reported**.",
    )


def test_the_headings_of_a_lecture_are_no_context(pairs: Pairs) -> None:
    text = "# Boats\n\n## Key Ideas from Lecture 2\n\n### Drawbacks of rafts\n\n- slow\n- wet\n"
    assert fronts(pairs, text) == ["Rafts (Boats): what are the disadvantages?"]


def test_one_of_several_is_asked_for(pairs: Pairs) -> None:
    text = (
        "# Boats\n\n### Drawbacks of rafts\n\n- slow\n- wet\n\n"
        "Thus, one trouble with rafts is steering them in a strong wind.\n\n"
        "Plus, to cross a wide river, we must row for an hour. As a result, we need two pairs of oars.\n"
    )
    asked = [
        "What is one trouble with rafts?",
        "To cross a wide river, we must row for an hour: what follows from it?",
    ]
    assert [front.removesuffix(" (Boats)") for front in fronts(pairs, text)[1:]] == asked


def test_a_calculation_in_brackets_is_no_name(pairs: Pairs) -> None:
    text = "# Boats\n\n## Planks\nThe planks along both sides are\n\n[(N + 2p)/S] by [(N + 2p)/S] (rounded)\n"
    assert not any("N + 2p" in front for front in fronts(pairs, text))


@pytest.mark.parametrize("amount", ["such as 90 x 30 feet", "e.g. 90 feet", "of 90×30 feet"])
def test_an_example_or_a_side_of_a_size_is_no_gap(pairs: Pairs, amount: str) -> None:
    text = (
        "# Reef\n\nReefs are a way to make a sail small that is often used in storms.\n\n"
        f"The reason being the size of sails {amount} results in a strong pull. "
        "Reef solves this by taking in the lower third of the sail.\n\nDuring a gale the sail is reefed.\n"
    )
    assert not any("[…]" in front for front in fronts(pairs, text))


@pytest.mark.parametrize(
    ("statement", "front"),
    [
        ("A hull is tight if no water comes in through it.", "When is a hull tight?"),
        (
            "A knot is said to hold if and only if it does not slip under load.",
            "When is a knot said to hold?",
        ),
        ("Two lines are parallel when they never meet each other.", "When are two lines parallel?"),
        ("The jib is used when the wind is light and steady.", "When is the jib used?"),
    ],
)
def test_what_is_so_under_a_condition(statement: str, front: str) -> None:
    asked = ask_statement(topic("Care of ships"), statement)
    assert asked
    assert asked[0].text == front


def test_what_only_compares_is_no_formula_to_calculate_with(pairs: Pairs) -> None:
    text = "## Loads\n\n- light: $F < 1$\n- heavy: $F \\geq 1$\n- mean: $m = F / 2$"
    assert fronts(pairs, text) == [
        "What holds for light? (Loads)",
        "What holds for heavy? (Loads)",
        "What is the formula for mean? (Loads)",
    ]


def test_a_day_that_is_written_in_one_word_is_no_title(pairs: Pairs) -> None:
    assert not [
        front for front in fronts(pairs, "## 22July\n\nA keel is the lowest part of a hull.") if "22" in front
    ]


@pytest.mark.parametrize(
    ("statement", "front"),
    [
        ("Stays hold the mast of a boat from all sides.", "What do Stays do?"),
        ("Skippers tend to ignore the wind that is to come.", "What do Skippers tend to do?"),
        ("Sails grow old in any sun, be it strong or not.", "What is true of Sails?"),
    ],
)
def test_what_several_do(statement: str, front: str) -> None:
    asked = ask_statement(topic("Care of ships"), statement)
    assert asked
    assert asked[0].text == front


def test_a_numbered_question_in_the_last_line_of_an_answer_is_one_of_its_own(pairs: Pairs) -> None:
    text = "1. What is a keel?\nThe lowest part.\n\nIt is of oak.\n2. What is a mast?\n\nA pole for sails."
    made = dict(pairs(text))
    assert made["What is a mast?"] == "A pole for sails."
    assert "What is a mast" not in made["What is a keel?"]


def test_a_long_line_above_a_list_names_it_where_nothing_else_does(pairs: Pairs) -> None:
    lead = "Things that a skipper has to think of before the boat leaves the quay (in any weather)"
    assert pairs(f"{lead}:\n1) water\n2) charts\n3) bread\n", "n.md") == [
        (f"{lead}: what are the 3 points?", "1. water\n2. charts\n3. bread")
    ]
