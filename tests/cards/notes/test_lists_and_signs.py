"""Lists glued to a title or to the mark of an answer, and signs that say something without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Sails\n- jib\n- main\nSpars\n- gaff\n- boom\n- yard",
            [
                ("Sails (Boats): name the 2.", "- jib\n- main"),
                ("Spars (Boats): name the 3.", "- gaff\n- boom\n- yard"),
            ],
            id="bare titles between lists",
        ),
        pytest.param(
            "Sails\n- jib\nfor wind ahead\n- main\nfor all winds\n- gennaker",
            [
                (
                    "Sails (Boats): name the 3.",
                    "- jib\n  for wind ahead\n- main\n  for all winds\n- gennaker",
                )
            ],
            id="lines of items are no titles",
        ),
        pytest.param(
            "Sails\n- jib\nHeadsail\n- main\nMainsail\n- gennaker\nDownwind",
            [
                (
                    "Sails (Boats): name the 3.",
                    "- jib\n  Headsail\n- main\n  Mainsail\n- gennaker\n  Downwind",
                )
            ],
            id="a name below each item is no title",
        ),
        pytest.param(
            "What has a boat?\n\nAnswer: 1. bow\n2. stern\n3. keel\n\n"
            "What holds the mast?\n\nAns: 1) stays\n2) shrouds",
            [
                ("What has a boat?", "1. bow\n2. stern\n3. keel"),
                ("What holds the mast? (Boats)", "1. stays\n2. shrouds"),
            ],
            id="numbers that go on behind the mark of an answer",
        ),
        pytest.param(
            "## Dinghy\n**Verwendung:**\n- lakes\n- rivers\n**Tiefgang:** one metre\n**Klassen:**\n- Laser"
            "\n- Optimist\n**Preis:** low",
            [
                ("Verwendung (Dinghy): what are the 2 points?", "- lakes\n- rivers"),
                ("What is Tiefgang? (Dinghy)", "one metre"),
                ("Klassen (Dinghy): what are the 2 points?", "- Laser\n- Optimist"),
                ("What is Preis? (Dinghy)", "low"),
            ],
            id="labels in bold right below a list",
        ),
        pytest.param(
            "## Reefing\n- ease the sheet\n**Nota:** not in a calm\n- lower the halyard",
            [
                (
                    "Reefing (Boats): what are the 2 points?",
                    "- ease the sheet\n  **Nota:** not in a calm\n- lower the halyard",
                )
            ],
            id="a remark in bold between two points",
        ),
        pytest.param(
            "## Ketch\nTeile:\n    - main mast\n    - mizzen mast\n\n## Rudders\n- Outboard\n"
            "      - hangs on the stern\n      - is easy to mend\n- Inboard\n      - hidden below the hull",
            [
                ("Teile (Ketch): what are the 2 points?", "- main mast\n- mizzen mast"),
                (
                    "Outboard (Rudders): what are the 2 main points?",
                    "- hangs on the stern\n- is easy to mend",
                ),
                ("What is Inboard (Rudders)?", "hidden below the hull"),
            ],
            id="points that are set in far below their title",
        ),
        pytest.param(
            "## Why reef?\nA: - to stay upright\n- to sail on",
            [("Why reef?", "- to stay upright\n- to sail on")],
            id="bullets that go on behind the mark of an answer",
        ),
        pytest.param(
            "## Tides\n\n∃ → ∀\n\n## Tune\n\n♩ ♪\n\n## Signals\n\n- ≤ ≥\n- ¬",
            [
                ("Explain: Tides (Boats)", "∃ → ∀"),
                ("Explain: Tune (Boats)", "♩ ♪"),
                ("Signals (Boats): name the 2.", "- ≤ ≥\n- ¬"),
            ],
            id="signs without words",
        ),
    ],
)
def test_lists_and_signs(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(f"# Boats\n\n{text}\n") == expected


@pytest.mark.parametrize("line", ["→", "???", ":-)", "…", "* * *"])
def test_signs_that_say_nothing_are_passed_over(read_text: Callable[..., Reading], line: str) -> None:
    assert not read_text(f"# Boats\n\n## Tides\n\n{line}\n").cards
