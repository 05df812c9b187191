"""The first words of a remark decide how it is asked for."""

from __future__ import annotations

import pytest

from cards.asking.defining import defines
from cards.asking.titled import ask_label, ask_title
from cards.asking.topic import Topic
from cards.labels.points import point_of
from cards.labels.tasks import only_asks, sets_task
from cards.words.verbs import says_what_it_does

KITCHEN = Topic("Kitchen")


@pytest.mark.parametrize(
    ("title", "body", "front"),
    [
        ("Salt", "Because it draws the water out.", "Salt: why?"),
        ("Salt", "Because of the water in it.", "Salt: why?"),
        ("Baking", "is finished when the crust is brown", "When is Baking finished?"),
        ("Salt", "Because of the tide, a marsh is wet. It smells.", "Explain: Salt"),
        ("Heat of ovens", "The heat of most ovens changes with their age.", "Explain: Heat of ovens"),
        ("Gas cooking", "Natural gas is delivered in pipes.", "Explain: Gas cooking"),
        ("Gas cooking", "There could be gas in a house where nobody is cooking.", "Explain: Gas cooking"),
        ("Salt", "The reason for this is the water in the cells.", "Salt: what is the reason?"),
        ("Salt", "Salt can also be used to keep fish.", "What is Salt used for?"),
        ("Salt", "Mostly used for curing.", "What is Salt used for?"),
        ("Salt", "It is used in bread.", "Where is Salt used?"),
        ("Salt", "Used before frying.", "When is Salt used?"),
        ("Knives", "Great for thin slices.", "What are Knives good for?"),
        ("Knives", "Meant for bread.", "What are Knives for?"),
        ("Salt", "This modifies the taste of everything.", "What does Salt do?"),
        ("Salting", "Think of the brine as a bath.", "Explain: Salting"),
        ("Salt", "gently lowers the freezing point", "What does Salt do?"),
        ("Salt", "Yes, it is also a mineral!", "What is Salt?"),
        ("Salt", "This kind of seasoning is as old as fire.", "What is Salt?"),
        ("pH value", "A measure of how sour a dish is.", "What is pH value?"),
        ("Add salt late", "It keeps the beans soft.", "Add salt late: what does it do?"),
        ("Mould prevent", "Cold and dry air.", "How do you prevent Mould?"),
        ("Salt", "It can be very useful in bread.", "Why is Salt useful?"),
        ("Lids", "Often necessary, as steam escapes.", "Why are Lids necessary?"),
        ("Salt", "It is important to add it late.", "Explain: Salt"),
        ("Clarification", "Clarify the stock with egg white.", "Clarification: how?"),
        ("Weighing", "returns grams", "What does Weighing return?"),
        ("Slow cooking", "Efficient. The oven is on anyway.", "Slow cooking: how good is it?"),
        ("Flours", "Spelt is a good choice for bread.", "Flours: what is a good choice?"),
        ("Spelt", "Spelt is a good choice for bread.", "What is Spelt?"),
        ("GMO", "Genetically Modified Organisms", "What does GMO stand for?"),
        ("GMO", "A plant with changed genes.", "What is GMO?"),
    ],
)
def test_titles_are_asked_for_by_how_their_text_begins(title: str, body: str, front: str) -> None:
    assert ask_title(Topic(title), body, "line").front() == front


@pytest.mark.parametrize(
    ("label", "body", "front"),
    [
        ("Oven", "180", "Oven: which value? (Kitchen)"),
        ("Tin", "usually **20** or **26**.", "Tin: which values? (Kitchen)"),
        ("Tin", "$(20 \\times 30)$, $(30 \\times 40)$", "Tin: which values? (Kitchen)"),
        ("Tin", "20 cm of steel", "What is Tin? (Kitchen)"),
        ("Rising", "Warm or Cold", "Rising: which options are there? (Kitchen)"),
        ("Soft cheeses", "brie, feta, ricotta", "Soft cheeses: which are they? (Kitchen)"),
        ("Dough is a mix of two", "flour, water", "Dough is a mix of two: which? (Kitchen)"),
        ("Dough is a set of layers", "set of folds", "Dough is a set of layers: what? (Kitchen)"),
        ("Rising equation", "r = k*t + 2", "What is the Rising equation? (Kitchen)"),
        ("Rising", "r = k*t + 2", "What is the formula for Rising? (Kitchen)"),
        ("Salt keeps fish fresh", "for a year", "How does Salt keep fish fresh? (Kitchen)"),
        ("Loaf sizes for rolls", "for a year", "What do you know about Loaf sizes for rolls? (Kitchen)"),
        ("Derivation", "we divide by r", "Kitchen: how is it derived?"),
        ("Benefits (in the heat)", "they last", "Kitchen: what are the advantages (in the heat)?"),
        ("Flour (in the heat)", "it lasts", "What do you know about Flour (in the heat)? (Kitchen)"),
        ("More precisely", "a fold of dough", "Kitchen: how is it said more precisely?"),
        ("Yield", "count of the loaves from a dough", "What is Yield? (Kitchen)"),
        ("Steam", "softens crusts and browns nothing", "What does Steam do? (Kitchen)"),
        ("Steam", "reduces the browning", "What does Steam do? (Kitchen)"),
        ("Humus", "accumulates under old trees", "What does Humus do? (Kitchen)"),
        ("Steam", "Watch your fingers.", "Steam: what is the advice? (Kitchen)"),
        ("Eggs", "used between layers", "Where are Eggs used? (Kitchen)"),
        ("Great books", "two of them", "Kitchen: which works are worth reading?"),
        ("Params", "3 * 3 * 8 + 8", "Kitchen: how many parameters are there?"),
        ("Params", "heat, time", "Kitchen: which parameters does it have?"),
        ("No. of params", "heat times time", "Kitchen: how many parameters are there?"),
        ("Cast iron", "the best", "Cast iron: how good is it? (Kitchen)"),
        ("Caramelization", "Caramelize the onions.", "Caramelization: how? (Kitchen)"),
        ("Monitor", "the sugar and its colour", "Kitchen: what should you monitor?"),
        ("Avoid", "wet spoons", "Kitchen: what should you avoid?"),
        ("Replace", "the oil after ten pans", "Replace what? (Kitchen)"),
        ("Check", "by its colour", "Check: how? (Kitchen)"),
        ("Stop", "It is done when it smells of nuts.", "Stop: how? (Kitchen)"),
        ("Wrong intuition", "Hot pans burn more.", "Kitchen: what is the wrong intuition?"),
        ("Usual choice", "steel", "Kitchen: what is the usual choice?"),
        ("Easy way to think of it", "a drum", "Kitchen: what is an easy way to see it?"),
        ("Bread trick", "Steam.", "What is Bread trick? (Kitchen)"),
        ("Most common default", "wheat", "Kitchen: what is the most common default?"),
        ("Steam benefits", "A thin crust.", "Steam (Kitchen): what are the advantages?"),
        ("Task", "Feed ten people.", "Kitchen: what is the task?"),
        ("cuire", "to cook, to bake", "What does cuire mean? (Kitchen)"),
        ("sieve", "to hold back the bran of coarse flour", "What is sieve for? (Kitchen)"),
        ("MSG", "Mono Sodium Glutamate", "What does MSG stand for? (Kitchen)"),
        ("Sx", "thirst, headache", "Kitchen: what are the signs?"),
        ("Treatment", "Water.", "Kitchen: how is it treated?"),
        ("Outcome", "A stew.", "Kitchen: what is the outcome?"),
        ("Scale", "returns grams", "What does Scale return? (Kitchen)"),
    ],
)
def test_labels_are_asked_for_by_how_their_text_begins(label: str, body: str, front: str) -> None:
    assert ask_label(KITCHEN, label, body).front() == front


@pytest.mark.parametrize(
    ("heading", "label", "front"),
    [
        ("Cold proofing & warm proofing", "Cold proofing", "What is Cold proofing?"),
        ("Proofing", "Cold proofing", "What is Cold proofing? (Proofing)"),
        ("Yeast vs. Soda", "Yeast", "What is Yeast? (Yeast vs. Soda)"),
    ],
)
def test_a_heading_that_holds_the_whole_label_adds_nothing(heading: str, label: str, front: str) -> None:
    assert ask_label(Topic(heading), label, "a slow way").front() == front


def test_a_heading_is_the_fuller_name_of_its_label() -> None:
    oven = Topic("Dutch-oven (a heavy pot)")
    assert ask_label(oven, "Problems with DutchOven", "heavy").front() == (
        "Dutch-oven (a heavy pot): what are the problems?"
    )


@pytest.mark.parametrize(
    ("title", "count", "front"),
    [
        ("Kinds of flour", 3, "Kinds of flour: name the 3."),
        ("Shopping list", 9, "Shopping list: name the 9."),
        ("Flour", 2, "Flour: what are the 2 points?"),
        ("Choice of pans", 2, "Choice of pans: what are the 2 points?"),
    ],
)
def test_names_below_a_single_thing_are_not_of_its_kind(title: str, count: int, front: str) -> None:
    assert ask_title(Topic(title), "", "names", count).front() == front


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ("Why does bread rise?", True),
        ("Does bread rise in the cold? Explain.", True),
        ("Name the two flours", True),
        ("Does bread rise in the cold? It does.", False),
        ("Bread rises in the cold.", False),
    ],
)
def test_a_line_that_only_asks(line: str, only: bool) -> None:
    assert only_asks(line) is only


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("Name two flours", True),
        ("State the law of the oven", True),
        ("State Baker's law", True),
        ("List uses of salt", True),
        ("State the law.", True),
        ("State space", False),
        ("List comprehension", False),
        ("Name server of the shop", False),
    ],
)
def test_a_name_that_begins_as_a_task_does(line: str, task: bool) -> None:
    assert sets_task(line) is task


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("Is a mineral", True),
        ("Are we sure that it is one?", False),
        ("A typical dish follows this plan", False),
        ("Is finished when the pan is dry", False),
        ("There could be salt where nobody is looking", False),
    ],
)
def test_what_says_what_a_thing_is(body: str, says: bool) -> None:
    assert defines("Salt", body) is says


def test_what_is_done_is_not_defined_by_a_sentence_about_its_means() -> None:
    assert not defines("Weighing Heavy Loaves", "The usual measure for heavy loaves is the gram.")
    assert defines("Baking tins", "The usual baking tins are boxes of steel.")


@pytest.mark.parametrize(
    ("label", "known"),
    [
        ("Advantges", True),
        ("Advanatges", True),
        ("Advantaages", True),
        ("Soltuions", True),
        ("Solution", True),
        ("Vantages", False),
        ("Adventurers", False),
        ("Probes", False),
    ],
)
def test_mistyped_labels(label: str, known: bool) -> None:
    assert (point_of(label) is not None) is known


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("It prevents scurvy", True),
        ("This layer stores fat", True),
        ("applies heat", True),
        ("Quantize the weights", True),
        ("learn the recipe", True),
        ("Provide heat", True),
        ("Rescues of ships", False),
        ("the heat", False),
        ("Finds of the week", False),
        ("Reduce of two", False),
        ("This is heat", False),
    ],
)
def test_what_says_what_a_thing_does(text: str, says: bool) -> None:
    assert says_what_it_does(text) is says


@pytest.mark.parametrize(
    ("heading", "label", "body", "front"),
    [
        ("Why does bread rise", "Key", "Gas in the dough.", "Why does bread rise?"),
        ("Why does bread rise?", "Reason", "Gas in the dough.", "Why does bread rise?"),
        ("How to bake rolls", "Solution", "Hot and short.", "How to bake rolls?"),
        ("How to bake rolls", "Core idea", "Steam.", "How to bake rolls? What is the key point?"),
        ("How to bake rolls", "Key", "Steam.", "How to bake rolls? What is the key point?"),
    ],
)
def test_a_label_that_answers_its_heading_asks_what_the_heading_asks(
    heading: str, label: str, body: str, front: str
) -> None:
    assert ask_label(Topic(heading), label, body).front() == front


@pytest.mark.parametrize(
    ("title", "body", "front"),
    [
        ("Use cold water", "It slows the yeast down.", "Use cold water: why?"),
        ("Use cold water", "Ten degrees are enough.", "Use cold water: how?"),
        ("Laminating", "We take cold butter and fold it in.\nTwice.", "How does Laminating work?"),
        ("Laminating", "We saw it in France.\nTwice.", "Explain: Laminating"),
    ],
)
def test_a_heading_that_gives_advice_asks_for_its_reason_or_its_way(
    title: str, body: str, front: str
) -> None:
    assert ask_title(Topic(title), body, "text").front() == front


@pytest.mark.parametrize(
    ("title", "front"),
    [
        ("GI (glycemic index)", "GI (glycemic index): what are the steps?"),
        ("Resting in the cold (RC)", "Resting in the cold (RC): what are the steps?"),
        ("Resting (in the cold)", "Resting (in the cold) (Dough): what are the steps?"),
        ("Before baking the rolls", "Before baking the rolls (Dough): what are the steps?"),
    ],
)
def test_a_title_with_its_abbreviation_needs_no_context(title: str, front: str) -> None:
    assert ask_label(Topic(title, ("Kitchen", "Dough"), label=True), "Steps", "").front() == front
