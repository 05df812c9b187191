"""Words with their meaning, terms in sentences, and statements of running prose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "fronts"),
    [
        pytest.param(
            "# Danish at sea\n\n- keel -> køl\n- mast -> mast\n- to row -> ro\n",
            ["Keel → what?", "Mast → what?", "To row → what?"],
            id="a list below the title of a whole note",
        ),
        pytest.param(
            "# Danish 1\n\n- keel -> køl\n- to row -> ro\n",
            ["What does keel mean?", 'What does "to row" mean?'],
            id="a list of a language",
        ),
        pytest.param(
            "# Port\n\n## Verbs\nrow -> ro\nsail -> sejle\nadd -> addere\n",
            ["What does row mean?", "What does sail mean?", "What does add mean?"],
            id="lines below words of a kind",
        ),
        pytest.param(
            "# Port\n\nThese are the words of the port.\n\n"
            "## People\nle mousse : ship's boy\nle pilote : pilot\nl'homme de barre : helmsman\n",
            [
                'What does "le mousse" mean?',
                'What does "le pilote" mean?',
                'What does "l\'homme de barre" mean?',
            ],
            id="articles of another language",
        ),
        pytest.param(
            "# Port\n\n## Channels\n16 => distress\n6 => ships\n77 => leisure\n",
            ["16 → what?", "6 → what?", "77 → what?"],
            id="numbers before arrows",
        ),
        pytest.param(
            "# Port\n\n## Sides\n- Aft -> behind the mast\n- Abeam -> at the side\n",
            ["What does Aft mean?", "What does Abeam mean?"],
            id="meanings that are no things",
        ),
        pytest.param(
            "# Port\n\n## Ropes\n- halyard -> a rope that hoists\n- sheet -> the rope that trims\n",
            ["What is halyard?", "What is sheet?"],
            id="meanings that say what it is",
        ),
        pytest.param(
            "# Port\n\n## Weather\n* lull – less wind\n* calm – flat\n* breeze – light air\n",
            ["What is lull?", "What is calm?", "What is breeze?"],
            id="a single word behind a dash beside several",
        ),
        pytest.param(
            "# Port\n\n## How a lock works\n- gate -> low water\n- low water -> pumps\n- pumps -> sea\n",
            ["Explain: how a lock works"],
            id="steps that lead on",
        ),
    ],
)
def test_pairs_of_words(pairs: Pairs, text: str, fronts: list[str]) -> None:
    assert [front.split(" (")[0] for front, _ in pairs(text)] == fronts


@pytest.mark.parametrize(
    ("text", "fronts"),
    [
        pytest.param(
            "**Tidal** streams turn when the moon sets. **Coastal** streams turn if the wind does.\n\n"
            "**Oceanic** streams keep their way.\n",
            [
                "When do tidal streams turn?",
                "When do coastal streams turn?",
                "What do oceanic streams do?",
            ],
            id="adjectives before the name of a thing",
        ),
        pytest.param(
            "**Hemp** holds a knot well.\n**Steel** sinks at once.\n**Kapok** floats for days.\n",
            ["What does Hemp do?", "What does Steel do?", "What does Kapok do?"],
            id="sentences one below the other",
        ),
        pytest.param(
            "In a **gale** the sea turns white. To **reef** is to make a sail smaller. **Trade winds** blow\n"
            "all year.",
            ["What happens in a gale?", 'What does "to reef" mean?', "What do Trade winds do?"],
            id="terms behind a word of place, a verb, several of a kind",
        ),
        pytest.param(
            "A **sail** is made of canvas. The **rudder** is moved by a tiller. **Rot** is caused by rain.",
            ["What is a sail made of?", "How is the rudder moved?", "What is Rot caused by?"],
            id="what is done with a thing",
        ),
        pytest.param(
            "The **keel** keeps a boat upright.\nIt is **heavy** and long.\n",
            [],
            id="a single term in text below the title of a note",
        ),
    ],
)
def test_bold_terms_in_sentences(pairs: Pairs, text: str, fronts: list[str]) -> None:
    assert [front.removesuffix(" (Boats)") for front, _ in pairs(f"# Boats\n\n{text}\n\n## End\n")] == fronts
