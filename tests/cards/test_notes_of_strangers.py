"""Notes of other fields and programs: quizzes in tables, law, music, chemistry, slides, speakers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Harbour quiz

            | # | Question | Answer | Note |
            |---|---|---|---|
            | 1 | Which sail stands in front of the mast? | The jib | mnemonic |
            | 2 | Boom | spar at the foot of a sail | |
            | 3 | ??? | | |
            """,
            [
                ("Which sail stands in front of the mast?", "The jib\n\nNote: mnemonic"),
                ("Boom (Harbour quiz)", "spar at the foot of a sail"),
            ],
            id="a table whose first column only counts",
        ),
        pytest.param(
            """
            # Sounds
            ## Horns
            - h2: two short blasts
            - H2: two long blasts
            """,
            [("What is h2? (Horns)", "two short blasts"), ("What is H2? (Horns)", "two long blasts")],
            id="names that differ by a capital",
        ),
        pytest.param(
            """
            # Sailing law
            ## Salvage

            **Gull v. Heron (1911)**
            Facts: A crew towed a wreck ashore.
            Holding: Towing earns a part of the cargo.
            """,
            [
                ("Gull v. Heron (Salvage): what are the facts?", "A crew towed a wreck ashore."),
                ("Gull v. Heron (Salvage): what was held?", "Towing earns a part of the cargo."),
            ],
            id="a case with its year in bold",
        ),
        pytest.param(
            """
            # Sailing
            ## Rigging
            Circle of stays: the wires that hold a mast
            Rows of reefs: where a sail is tied up
            """,
            [
                ("What is Circle of stays? (Rigging)", "the wires that hold a mast"),
                ("What are Rows of reefs? (Rigging)", "where a sail is tied up"),
            ],
            id="a plural behind its head",
        ),
    ],
)
def test_notes_of_strangers(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_row_without_an_answer_is_reported(read_text: Callable[..., Reading]) -> None:
    reading = read_text("# Quiz\n\n| Question | Answer |\n|---|---|\n| North? | |\n| Why? | Tides |\n")

    assert [(one.reason, one.source.start) for one in reading.skipped] == [("empty", 5)]
