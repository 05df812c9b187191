"""Outlines, lists and tables as people type them at work: titles between items, columns, bare pairs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Lamps\n - port = red\n - starboard = green\nShapes\n - cone = under sail and motor\n"
            " - ball = at anchor\n",
            [
                ("What is port? (Lamps)", "red"),
                ("What is starboard? (Lamps)", "green"),
                ("What is cone? (Shapes)", "under sail and motor"),
                ("What do you know about ball? (Shapes)", "at anchor"),
            ],
            id="a title glued to an item",
        ),
        pytest.param(
            "**Near the coast**\n- fog: sound a long blast every two minutes, and slow down at once\n"
            "**Far out**\n- storm: heave to\n- ice: turn back\n",
            [
                (
                    "What is fog? (Near the coast)",
                    "sound a long blast every two minutes, and slow down at once",
                ),
                ("What is storm? (Far out)", "heave to"),
                ("What is ice? (Far out)", "turn back"),
            ],
            id="a title in bold glued to a long item",
        ),
        pytest.param(
            "1805\n- Trafalgar\n- Ulm\n- Austerlitz\n1815\n- Ligny\n- Quatre Bras\n- Waterloo\n",
            [
                ("1805: name the 3.", "- Trafalgar\n- Ulm\n- Austerlitz"),
                ("1815: name the 3.", "- Ligny\n- Quatre Bras\n- Waterloo"),
            ],
            id="years between items",
        ),
    ],
)
def test_titles_between_items(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Ropes\n\nsize     fibre     holds\n2.5 mm   hemp      a flag\n10 mm    nylon     an anchor\n",
            [
                ("2.5 mm: fibre and holds? (Ropes)", "- fibre: hemp\n- holds: a flag"),
                ("10 mm: fibre and holds? (Ropes)", "- fibre: nylon\n- holds: an anchor"),
            ],
            id="blanks",
        ),
        pytest.param(
            "# Ropes\n\nLoads\nrope | holds | breaks at\nhemp | a flag | 10 kg\nnylon | an anchor\n"
            "steel | a mast | 900 kg\nsisal | a cow | 90 kg\n",
            [
                ("Hemp: holds and breaks at? (Loads)", "- holds: a flag\n- breaks at: 10 kg"),
                ("Nylon: holds? (Loads)", "an anchor"),
                ("Steel: holds and breaks at? (Loads)", "- holds: a mast\n- breaks at: 900 kg"),
                ("Sisal: holds and breaks at? (Loads)", "- holds: a cow\n- breaks at: 90 kg"),
            ],
            id="bars below a title",
        ),
        pytest.param(
            "# Paint\n\nPart\tLitres\nhull\t12 l\ndeck\t3 l\n",
            [("Hull: Litres? (Paint)", "12 l"), ("Deck: Litres? (Paint)", "3 l")],
            id="tabs and amounts",
        ),
        pytest.param(
            "# Boats\n\nMonohulls     Multihulls\none hull      two or three\nheavy keel    no keel\n",
            [
                (
                    "Compare Monohulls and Multihulls. (Boats)",
                    (
                        "| Monohulls | Multihulls |\n| --- | --- |\n| one hull | two or three |\n"
                        "| heavy keel | no keel |"
                    ),
                )
            ],
            id="two sides",
        ),
        pytest.param(
            "# Boats\n\nBoot    boat\nSegel   sail\nTau     rope\n",
            [
                ("What is Boot? (Boats)", "boat"),
                ("What is Segel? (Boats)", "sail"),
                ("What is Tau? (Boats)", "rope"),
            ],
            id="words without a header",
        ),
    ],
)
def test_tables_without_a_line_of_dashes(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_rows_of_a_drawn_table_have_their_lines(read_text: Callable[..., Reading]) -> None:
    found = read_text("# Paint\n\nPart\tLitres\nhull\t12 l\ndeck\t3 l\n").cards
    assert [(card.source.start, card.source.end) for card in found] == [(1, 4), (5, 5)]
