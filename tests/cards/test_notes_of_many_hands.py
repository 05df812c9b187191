"""Shapes of further notes by others: glossaries, interviews, diaries, copies out of other programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Words at sea\n## A\n**Aft** - behind\n## B\n**Bow** - the front\n## C-D\n**Deck** - floor\n",
            [
                ("What is Aft? (Words at sea)", "behind"),
                ("What is Bow? (Words at sea)", "the front"),
                ("What is Deck? (Words at sea)", "floor"),
            ],
            id="letters that sort a glossary are no context",
        ),
        pytest.param(
            "# Boats\n\n**Q1: Why reef?** 🌊\n\nTo stay upright.\n\n**[⬆ Top](#boats)**\n",
            [("Why reef? (Boats)", "To stay upright.")],
            id="pictograms behind a question, links to the top behind its answer",
        ),
        pytest.param(
            "# A book of boats\nStarted: 2023-02-01 | Finished: 2023-03-12\nRating: ★★★★☆\n\n"
            "## Method\nWe sail.\n\n## Proof\nIt floats.\n",
            [
                ("A book of boats: what is the method?", "We sail."),
                ("A book of boats: how is it proved?", "It floats."),
            ],
            id="days and stars of a reader, a single method, a proof",
        ),
        pytest.param(
            "# Log\n\n## 2024-03-02\nWe left the harbour.\n",
            [("What happened on 2024-03-02?", "We left the harbour.")],
            id="a day by its numbers",
        ),
        pytest.param(
            "# Boats\n#flashcards\n\n> [!tip] Lee\n> The ==lee side== is to leeward.\n\n{{query x}}\n",
            [("Lee\nThe **[…]** is to leeward.", "Lee\nThe **lee side** is to leeward.")],
            id="gaps in a callout, and a query that is none",
        ),
        pytest.param(
            "# Boats\n\n## Rig\n- A sloop has one mast.\n\n```dataview\nLIST FROM #rig\n```\n",
            [("Explain: Rig (Boats)", "A sloop has one mast.")],
            id="a query of other notes",
        ),
        pytest.param(
            "# Boats\n\n## Rules\n•\tPort gives way\no\tnot to a wreck\n•\tKeep clear when overtaking\n",
            [
                (
                    "Rules (Boats): name the 2.",
                    "- Port gives way\n  - not to a wreck\n- Keep clear when overtaking",
                )
            ],
            id="bullets of a word processor whose depth only their sign shows",
        ),
        pytest.param(
            "# Boats\n\n## Kinds\n- sloop\n- ketch\n\n**Yawl**: a ketch with its small mast far behind\n",
            [
                ("Kinds (Boats): name the 2.", "- sloop\n- ketch"),
                ("What is Yawl? (Boats)", "a ketch with its small mast far behind"),
            ],
            id="names before the card of a label are a list of their own",
        ),
        pytest.param(
            "# Boats\n\n## Kinds\n* Sloop: one mast\n* Cutter: 2 jibs\n+ Ketch: two masts\n+ Yawl: similar\n",
            [
                ("What is Sloop? (Boats)", "one mast"),
                ("What is Cutter? (Boats)", "2 jibs"),
                ("What is Ketch? (Boats)", "two masts"),
                ("What is Yawl? (Boats)", "similar"),
            ],
            id="stars and pluses weigh nothing against each other",
        ),
        pytest.param(
            "# Patterns\n\n## Groups\n**`(?:...)`**: no capture\n\n**`(?=...)`**: looks ahead\n",
            [
                ("What does `(?:...)` mean? (Groups)", "no capture"),
                ("What does `(?=...)` mean? (Groups)", "looks ahead"),
            ],
            id="labels of code without a letter",
        ),
        pytest.param(
            "# Gemiler\n\n## Terimler\n**Pruva**: geminin ön tarafı ve ucu\n\n**Pupa**: arka tarafı\n",
            [("Pruva (Terimler)", "geminin ön tarafı ve ucu"), ("Pupa (Terimler)", "arka tarafı")],
            id="Turkish is not asked in English",
        ),
    ],
)
def test_notes_of_many_hands(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
