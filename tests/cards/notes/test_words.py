"""Words with their meaning, terms in sentences, and statements of running prose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.topic import Topic
from cards.rules.prose import ask_statement

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
            "# Danish for beginners\n\n## Greetings\n- hej -> hi / bye\n- farvel -> the last word\n"
            "- hvor? -> where?\n\n## Forms\nvære (to be): er, var, har været, er du\n",
            [
                "What does hej mean?",
                "What does farvel mean?",
                'What does "hvor?" mean?',
                "Være",
            ],
            id="questions, things and forms of a language",
        ),
        pytest.param(
            "# Port\n\nlee: the side away from the wind\nluff: the side to the wind\n\n"
            "high glass -> a clear sky over the sea\nlow glass -> strong wind from the west\n",
            ["What is lee?", "What is luff?", "High glass → what?", "Low glass → what?"],
            id="lines behind other ones",
        ),
        pytest.param(
            "# Port\n\n## Word codes and flag codes\n"
            "- **Hoists**: the flags on one line\n- **Dips**: the way to greet\n",
            ["What are Hoists?", "What are Dips?"],
            id="a lecture about words is no list of words",
        ),
        pytest.param(
            "# Port\n\n## How a lock works\n- gate -> low water\n- low water -> pumps\n- pumps -> sea\n",
            ["How does a lock work?"],
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
            "**Tidal** water carries salt. **Rural** water carries mud.\n",
            ["What does tidal water do?", "What does rural water do?"],
            id="adjectives before one thing",
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
            ["What is a sail made of?", "What is the rudder moved by?", "What is Rot caused by?"],
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


@pytest.mark.parametrize(
    ("sentence", "front", "back"),
    [
        ("A keel, also called a fin, means the deep part of a hull.", "What is a keel?", ""),
        ("The term ballast refers to weight low in a boat.", "What is ballast?", ""),
        ("By leeway we mean the drift to the lee side.", "What is leeway?", ""),
        ("A boat with two hulls, side by side, is called a catamaran.", "What is a catamaran?", ""),
        ("Ann Bligh (1754-1817) was a captain whose crew rose.", "Who was Ann Bligh?", ""),
        ("The Navigation Act was England's law on who may carry goods.", "What was the Navigation Act?", ""),
        ("Jetsam is cargo of which a crew got rid.", "What is Jetsam?", ""),
        ("There are three parts of a mast: foot, middle and top.", "What are the three parts of a mast?", ""),
        ("Tides come in two kinds: spring and neap.", "Which two kinds of tides are there?", ""),
        (
            "The main causes of the wreck were fog, haste and drink.",
            "What were the main causes of the wreck?",
            "",
        ),
        ("In 1789 the crew of the Bounty rose.", "What happened in 1789?", ""),
        (
            "Ann Cook reached the bay on 29 April 1770.",
            "Ann Cook reached the bay: when?",
            "On 29 April 1770.",
        ),
        ("The hull is divided into four holds by walls.", "What is the hull divided into?", ""),
        ("Plankton lives in the upper layers of the sea.", "Where does Plankton live?", ""),
        ("Speed depends on the length of the hull.", "What does Speed depend on?", ""),
        ("A drogue slows the boat down in a storm.", "What does a drogue do?", ""),
        ("For safety mean sea level is what charts say.", None, ""),
        ("Unlike a yawl, a ketch seems fast in a calm.", None, ""),
        ("It fell into the sea in 1914.", None, ""),
        ("The swell breaks when the sea is shallow.", "When does the swell break?", ""),
        ("They are best bent on when the sea is calm.", None, ""),
        ("The sail is dried for about two days.", "What is true of the sail?", ""),
        (
            "A problem with the map of the crew is that it lies.",
            "What is a problem with the map of the crew?",
            "",
        ),
        ("The key challenge then is how to keep it dry.", "What is the key challenge?", ""),
        (
            "The main motivation behind a double hull is that, when one leaks, the other floats.",
            "What is the main motivation behind a double hull?",
            "",
        ),
        (
            "The difference between a yawl and a ketch is that the rudder stands elsewhere.",
            "What is the difference between a yawl and a ketch?",
            "",
        ),
        (
            "If the wind is astern then the boat rolls, if it is ahead then she pitches.",
            "What if the wind is astern?",
            "The boat rolls, if it is ahead then she pitches.",
        ),
        (
            "If the wind is then astern, the boat rolls.",
            "What if the wind is then astern?",
            "The boat rolls.",
        ),
        ("Essentially we consider the second buoy first at noon.", None, ""),
        ("Every hatch must be open to the crew.", "What must every hatch be?", ""),
        ("Masts have to be able to bend in a gust.", "What must Masts be able to do?", ""),
        ("The planks should be tarred before the launch.", "What should be done with the planks?", ""),
        ("A splice needs to hold for a whole season.", "What must a splice do?", ""),
        ("The formula (the sea is calm) holds for all charts.", None, ""),
        ("We can define some fixed depth that we want to keep.", None, ""),
        ("Each mast must have two stays.", "What must each mast have?", ""),
        ("Every mast of a ship must meet the following conditions", None, ""),
        ("The mast of a ship follows this plan:", None, ""),
        ("Their main use is to dry the sails at sea.", None, ""),
    ],
)
def test_sentences_that_answer_by_their_form(sentence: str, front: str | None, back: str) -> None:
    asked = ask_statement(Topic("Notes"), sentence)

    assert (asked and (asked[0].text, asked[1])) == (front and (front, back or sentence))


@pytest.mark.parametrize(
    "opening",
    [
        "Note: that it has a ring for the rope",
        "You might think that this ring is of no use",
        "Can be used for a tow",
    ],
)
def test_a_sentence_that_means_one_before_it_is_no_front(opening: str) -> None:
    assert ask_statement(Topic("Notes"), f"{opening}. It is for the painter.") is None


@pytest.mark.parametrize(
    ("text", "fronts"),
    [
        pytest.param(
            "## Oars\nSculling uses one oar behind the stern.\n\n**Feather**: turn the blade flat\n\n"
            "A thole pin holds the oar.\n\nA rowlock turns in its socket.\n",
            [
                "What does Sculling do?",
                "What is Feather?",
                "What does a thole pin do?",
                "What does a rowlock do?",
            ],
            id="text before and behind the label of a section",
        ),
        pytest.param(
            "## Fog\nA foghorn is a horn that warns ships.\n\nA bell buoy is a float that rings.\n\n"
            "The crew listens.\n",
            ["What is a foghorn?", "What is a bell buoy?", "Fog"],
            id="definitions of other things than the title",
        ),
        pytest.param(
            "## Towing\nGull v Heron [1932] - wreck rule: a wreck is shared between those who tow it\n\n"
            "The prize is divided into shares: hull, cargo and crew\n",
            [
                "What does Gull v Heron [1932] - wreck rule say?",
                "The prize is divided into shares: which?",
            ],
            id="cases of a law with their year, a sentence before a colon",
        ),
    ],
)
def test_prose_below_headings(pairs: Pairs, text: str, fronts: list[str]) -> None:
    assert [front.split(" (")[0] for front, _ in pairs(f"# Boats\n\n{text}")] == fronts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The port has a bar.\nMARK\nA mark shows the fairway.\nBASIN:\nA basin holds the boats.\n",
            [
                ("Explain: Harbour", "The port has a bar."),
                ("What is MARK (Harbour)?", "A mark shows the fairway."),
                ("What is BASIN (Harbour)?", "A basin holds the boats."),
            ],
            id="between the lines of a paragraph",
        ),
        pytest.param(
            "LIGHTS\nred\ngreen\nwhite sector\n",
            [("LIGHTS (Harbour): what are the 3 points?", "- red\n- green\n- white sector")],
            id="above lines that are names",
        ),
        pytest.param(
            "## Signals\nA ship calls\nMAYDAY\nWAIT\nand then says who calls.\n",
            [("What are Signals (Harbour)?", "A ship calls\nMAYDAY\nWAIT\nand then says who calls.")],
            id="two of them in a sentence",
        ),
    ],
)
def test_lines_in_capitals(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(f"# Harbour\n\n{text}")[: len(expected)] == expected


def test_two_bold_terms_with_a_semicolon_between(pairs: Pairs) -> None:
    text = """
    # From the harbour

    A **sloop** first raises its main sail and then the jib; a **ketch** carries a second mast.

    An **anchor** is a hook of iron.

    ## Later
    The day was long.
    """

    assert pairs(text)[:3] == [
        (
            "What does a sloop do? (From the harbour)",
            "A **sloop** first raises its main sail and then the jib.",
        ),
        ("What does a ketch do? (From the harbour)", "A **ketch** carries a second mast."),
        ("What is an anchor? (From the harbour)", "An **anchor** is a hook of iron."),
    ]
