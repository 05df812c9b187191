"""Notes on other subjects that use the words of deep learning: nothing in them is linked."""

from __future__ import annotations

import pytest

from cards.linking import Linker
from cards.parse import read_note
from engine import registry

NOTES = {
    "cars": """# Cars
## Torque
Turns the shaft; power is torque times speed.
## Clutch
It lets engine and gear box turn at different rates.
## Momentum
A heavy car needs a longer way to stop.
## Transmission loss
A tenth of the power is lost in the gears.
## Dropout of a sensor
The control unit uses its last value.
## Activation of the airbag
Within 30 milliseconds of the impact.
## Stride of the market
Electric cars sell better each year.
## Residual value
What a car is worth after three years.
""",
    "courts": """# Law of contract
## Prior agreement
It counts only where the contract names it.
## Discriminator
Whoever treats equals as unequals.
## Precision of terms
A vague term is read against its author.
## Attention of the parties
A clause in small print must be pointed out.
## Bias of a judge
A judge who has a stake steps aside.
## Loss of profit
Damages cover the profit that the other side would have made.
## Embedding of clauses
Standard terms are part of the contract only when they are handed over.
## Mask of a company
The court looks behind it in cases of fraud.
""",
    "building": """# Statics
## Beam
Carries its load across to two supports.
## Moment
Force times lever.
## Normalised load
The load over that which breaks the beam.
## Gradient of a ramp
At most 6 %.
## Anchor
Holds the wall against the earth.
## Deep foundation
Piles reach a layer that bears.
## Weight
Density times volume times $g$.
## Stress and strain
$\\sigma = E \\varepsilon$
## Attention
Wear a helmet.
""",
    "farming": """# Fields and herds
## Rotation
Crops change from year to year, so that the soil recovers.
## Yield
Tons for each hectare.
## Batch of milk
It is cooled within two hours.
## Early stopping of growth
Frost in May.
## Regularisation of a river
It was straightened in 1850.
## Random sampling of soil
Twenty cores a field, mixed.
## Pooling of machines
Several farms own one harvester.
## Weight decay of stored fruit
Apples lose 3 % of their weight in a month.
""",
    "memory": """# How people learn
## Attention
What it falls on is remembered.
## Encoding
Words with pictures stay longer.
## Recall
Asking yourself works better than reading again.
## Forgetting
Steep at first, flat later: $R = e^{-t/S}$.
## Transfer
Practice in chess does not help with mathematics.
## Reinforcement
A reward makes an action more likely.
## Elaboration
Saying what something has to do with what one knows.
## Perception
What the senses tell and what the mind makes of it.
""",
    "tape": """# Sound
## Dropout
A gap in the signal of a tape.
## Gate
Lets a signal pass above a threshold.
## Normalisation
The loudest place of a track is raised to 0 dB.
## Convolution reverb
The sound of a room is laid over a dry recording.
## Sampling rate
44,100 values a second.
## Compression
Loud parts are made quieter: ratio, threshold, attack, release.
## Swish
A sound for a sword.
""",
}
AMISS = 0.1
"""The largest share of cards that may be linked all the same: some terms of signals are terms here too."""

SMALL = """# {heading}
## Momentum
Yesterday's step counts today.
## {other}
It follows the slope.
"""


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(registry.entries())


@pytest.mark.parametrize("name", sorted(NOTES))
def test_a_note_on_another_subject_calls_for_nothing(linker: Linker, name: str) -> None:
    cards = read_note(NOTES[name].encode(), f"{name}.md").cards
    assert len(cards) >= 6
    linked = {card.front: names for card, names in zip(cards, linker.together(cards), strict=True) if names}
    assert len(linked) <= AMISS * len(cards) + 1, linked


def test_all_of_them_together(linker: Linker) -> None:
    cards = [card for name, text in NOTES.items() for card in read_note(text.encode(), f"{name}.md").cards]
    linked = {card.front: names for card, names in zip(cards, linker.together(cards), strict=True) if names}
    assert len(linked) <= AMISS * len(cards), linked


@pytest.mark.parametrize(
    ("heading", "other", "called"),
    [
        ("Training neural networks", "Friction", True),
        ("Optimizers", "Gradient descent", True),
        ("Mechanics", "Friction", False),
    ],
)
def test_a_short_note_is_on_the_field_by_its_heading_or_by_its_other_cards(
    linker: Linker, heading: str, other: str, called: bool
) -> None:
    cards = read_note(SMALL.format(heading=heading, other=other).encode(), "n.md").cards
    assert bool(linker.together(cards)[0]) == called


def test_the_name_of_a_method_is_linked_in_notes_on_anything() -> None:
    note = "# Harbours\n\n## Q-learning target\n$r + v$\n" + "".join(
        f"\n## {thing}\nIt is kept dry.\n" for thing in ("Rope", "Sail", "Flag", "Lamp")
    )
    cards = read_note(note.encode(), "n.md").cards
    assert ("q_learning_step",) in Linker(registry.entries()).together(cards)
