"""Notes as people of many trades keep them: commands, ratios, highlights, what is true or false."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]

RADIO = [
    ("What does `radio scan` do?", "look for stations"),
    ("What does `radio mute -a` do?", "no sound from any of them"),
]


@pytest.mark.parametrize(
    "text",
    [
        "radio scan   # look for stations\nradio mute -a   # no sound from any of them",
        "Often typed:\nradio scan # look for stations\n$ radio mute -a # no sound from any of them",
        "radio scan   # look for stations\n\nradio mute -a  # no sound from any of them",
        "- radio scan # look for stations\n- `radio mute -a`  # no sound from any of them",
        "`radio scan` # look for stations\n`radio mute -a # no sound from any of them`",
        "```bash\n# look for stations\nradio scan\n\n# no sound\n# from any of them\nradio mute -a\n```",
    ],
)
def test_each_command_with_its_remark_is_a_card(pairs: Pairs, text: str) -> None:
    assert pairs(f"# Radio\n\n{text}\n") == RADIO


def test_what_stands_around_commands_is_not_lost(read_text: Callable[..., Reading]) -> None:
    reading = read_text(
        "# Radio\n\n## Use\nI mute it every night.\nradio scan # look\nradio off\nradio on # listen\n"
        "radio mute # rest\n"
    )

    assert [one.back for one in reading.cards] == ["I mute it every night.", "look", "listen", "rest"]
    assert [(one.text, one.source.start) for one in reading.skipped if one.reason == "no question"] == [
        ("radio off", 6)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```bash\n# look\nradio scan\n# rest\nradio mute\nradio off\n```",
        "```bash\n# look\nfor band in fm am; do\n# rest\nradio $band\n```",
        "```\n# look\nscan\n# rest\nmute\n```",
        "My notes #1 of the club\nrace # 2 was won\n\nThe third # was not held.",
    ],
)
def test_a_program_and_numbers_are_no_commands(pairs: Pairs, text: str) -> None:
    assert not [front for front, _ in pairs(f"# Radio\n\n{text}\n") if front.startswith("What does `")]


@pytest.mark.parametrize(
    "text",
    [
        "True or false? A knot is a length. FALSE - it is a speed\n\nT/F: Port is left. True",
        "1. T/F A knot is a length. False, it is a speed.\n2. True or False: Port is left. TRUE",
        "A knot is a length. True or false? False: it is a speed\n\n**True/False:** Port is left.\nTrue",
        "True or false: A knot\nis a length.\nAnswer: F, it is a speed\n\nT or F. Port is left.\n\nA: T",
        "## True or false\n- A knot is a length: false (it is a speed)\n- Port is left: true",
        "TRUE OR FALSE\n1. A knot is a length. - FALSE; it is a speed\n2. Port is left. - TRUE",
        "- A knot is a length. (F, it is a speed)\n- Port is left. **(T)**",
    ],
)
def test_statements_that_are_true_or_false(pairs: Pairs, text: str) -> None:
    found = pairs(f"# Seamanship\n\n## Quiz\n{text}\n")

    assert [(front.rstrip("."), back) for front, back in found if front.startswith("True or false")] == [
        ("True or false: A knot is a length", "False: it is a speed"),
        ("True or false: Port is left", "True"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- debug mode of the engine: true\n- noise of the engine: false",
        "- The loop ends when `done` is set to TRUE",
        "The test says whether the line is tight. TRUE",
        "Set the flag to true. False alarms are rare.\n\nA false start is punished.",
    ],
)
def test_settings_are_no_statements(pairs: Pairs, text: str) -> None:
    assert not [front for front, _ in pairs(f"# Seamanship\n\n{text}\n") if front.startswith("True or false")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Mortar 3:1 sand:lime", ("Mortar: what is the ratio? (Mixing)", "3:1 sand:lime")),
        (
            "Oil paint - 2 : 1 (oil : pigment)",
            ("Oil paint: what is the ratio? (Mixing)", "2 : 1 (oil : pigment)"),
        ),
        ("Epoxy: 2:1", ("Epoxy: what is the ratio? (Mixing)", "2:1")),
        (
            "Tar 1:2:2 tar to oil to turpentine",
            ("Tar: what is the ratio? (Mixing)", "1:2:2 tar to oil to turpentine"),
        ),
        ("sand:lime 3:1", ("sand:lime: what is the ratio? (Mixing)", "3:1")),
        ("Watch: 20:30", ("What is Watch? (Mixing)", "20:30")),
        ("Luke 8:22 tells of a storm", ("Explain: Mixing (Boat)", "Luke 8:22 tells of a storm")),
    ],
)
def test_ratios_are_asked_for_by_what_they_are_of(pairs: Pairs, line: str, expected: tuple[str, str]) -> None:
    assert pairs(f"# Boat\n\n## Mixing\n{line}\n") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- The ==cunningham== bends a luff\n- A ==vang== holds the boom\n- Sails grow old in any sun",
            [
                ("The **[…]** bends a luff (Trim)", "The **cunningham** bends a luff"),
                ("A **[…]** holds the boom (Trim)", "A **vang** holds the boom"),
                ("What is true of Sails? (Trim)", "Sails grow old in any sun"),
            ],
        ),
        (
            "The ==leech== is the aft edge, the ==luff== the other.",
            [
                (
                    "The **[…]** is the aft edge, the luff the other. (Trim)",
                    "The **leech** is the aft edge, the luff the other.",
                ),
                (
                    "The leech is the aft edge, the **[…]** the other. (Trim)",
                    "The leech is the aft edge, the **luff** the other.",
                ),
            ],
        ),
        (
            "==Trim== is the ==angle of a sail== to the wind.",
            [("What is Trim (Boat)?", "**Trim** is the **angle of a sail** to the wind.")],
        ),
        ("- ==Luff==: front edge\n", [("What is Luff? (Trim)", "front edge")]),
        (
            "==A whole sentence that the author found so important.== And more.",
            [("Explain: Trim (Boat)", "**A whole sentence that the author found so important.** And more.")],
        ),
        (
            "==May shake in light air==\n==wears out soon==\ncosts little",
            [("Explain: Trim (Boat)", "**May shake in light air**\n**wears out soon**\ncosts little")],
        ),
        (
            "### Why reef?\nIt keeps the ==boat flat== and fast.",
            [("Why reef? (Trim)", "It keeps the **boat flat** and fast.")],
        ),
    ],
)
def test_highlights_that_no_question_asks_for_are_gaps(
    pairs: Pairs, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(f"# Boat\n\n## Trim\n{text}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Type I error: a false alarm", [("What is Type I error? (Watch)", "a false alarm")]),
        ("Course code: NAV 101\nTags: sea, sail", []),
        (
            "### Lights\nSee also\n\nMasthead light: white, above the others",
            [("What is Masthead light? (Lights)", "white, above the others")],
        ),
        (
            "2. A sheet is made of\n(a) cloth\n(b) rope\nAns. (b)",
            [("A sheet is made of\n\n- A) cloth\n- B) rope", "B) rope")],
        ),
        (
            "1. Spring tides come every ______ days.\nAnswer: 14",
            [("Spring tides come every ______ days.", "14")],
        ),
        ("**Keel.** The backbone of a ship.", [("What is Keel? (Watch)", "The backbone of a ship.")]),
        ("*Bilge* – the lowest part inside.", [("What is Bilge? (Watch)", "the lowest part inside.")]),
        ("god dag: good day", [("What do you know about god dag? (Watch)", "good day")]),
    ],
)
def test_lines_of_many_notes(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(f"# Boat\n\n## Watch\n{text}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Depths\nSkagen 4 m\nAnholt harbour 3.2 m\nVen 2-3 m",
            [
                ("Skagen: which value? (Depths)", "4 m"),
                ("Anholt harbour: which value? (Depths)", "3.2 m"),
                ("Ven: which value? (Depths)", "2-3 m"),
            ],
        ),
        (
            "1 blast = turning right\n2 blasts = turning left\n5 blasts = what are you doing?",
            [
                ("What is 1 blast? (Watch)", "turning right"),
                ("What are 2 blasts? (Watch)", "turning left"),
                ("What are 5 blasts? (Watch)", "what are you doing?"),
            ],
        ),
        (
            "Knots\n\tbowline - loop\n\tclove hitch - on posts\n\treef knot - flat\n\nSplices: they last",
            [
                ("What is bowline? (Knots)", "loop"),
                ("What do you know about clove hitch? (Knots)", "on posts"),
                ("What is reef knot? (Knots)", "flat"),
                ("Splices: what happens? (Watch)", "they last"),
            ],
        ),
        (
            "Heaving to\nThe jib is backed and the helm lashed to leeward, so that she lies quietly.",
            [
                (
                    "Explain: Heaving to (Watch)",
                    "The jib is backed and the helm lashed to leeward, so that she lies quietly.",
                )
            ],
        ),
        (
            "Channels\n9 Rescue\n16 Distress\n70/71 Digital calling",
            [
                ("Rescue: which value? (Channels)", "9"),
                ("Distress: which value? (Channels)", "16"),
                ("Digital calling: which value? (Channels)", "70/71"),
            ],
        ),
        (
            "P - port\nS - starboard side\nA - aft",
            [
                ("Watch: P?", "port"),
                ("Watch: S?", "starboard side"),
                ("Watch: A?", "aft"),
            ],
        ),
        (
            "**Lee** = the side away from the wind\n**List** = 5 °",
            [
                ("What is Lee? (Watch)", "the side away from the wind"),
                ("What is List? (Watch)", "= 5 °"),
            ],
        ),
        (
            "drift = w/(t*r)\nleg = side+(run)",
            [
                ("What is the formula for drift? (Watch)", "drift = w/(t*r)"),
                ("What is the formula for leg? (Watch)", "leg = side+(run)"),
            ],
        ),
        ("Q) which side is port\nA) the left one", [("which side is port", "the left one")]),
        (
            "1805\n- Oct 21: Trafalgar\n- July 22: Calder meets the fleet",
            [
                ("What happened on Oct 21? (1805)", "Trafalgar"),
                ("What happened on July 22? (1805)", "Calder meets the fleet"),
            ],
        ),
        ("Hvor er du? - Where are you?", [("Hvor er du? (Watch)", "Where are you?")]),
        ("Page 1\nPage 2\nPage 3", []),
    ],
)
def test_lines_that_pair_names_with_values(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(f"# Boat\n\n## Watch\n{text}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "प्रश्न: नाव क्या है?\nउत्तर: जल का वाहन।\n\nमुख्य बातें\n- लकड़ी\n- पाल",
            [("नाव क्या है?", "जल का वाहन।"), ("मुख्य बातें (Watch)", "- लकड़ी\n- पाल")],
        ),
        (
            "Q: Why reef?\nA: To stay upright.\n\nLee: the side away from the wind",
            [
                ("Why reef? (Watch)", "To stay upright."),
                ("What is Lee? (Watch)", "the side away from the wind"),
            ],
        ),
        (
            "Q: Why reef?\nA: To stay upright.\n\nExample: a squall",
            [("Why reef? (Watch)", "To stay upright.\n\nExample: a squall")],
        ),
        (
            "Q: Why reef?\nA: These reasons:\n\n- to stay upright\n- to sail on",
            [("Why reef? (Watch)", "These reasons:\n\n- to stay upright\n- to sail on")],
        ),
        (
            "**When to reef?**\n- at force five\n- at night\n\nA boat that heels too far slips to leeward.",
            [
                ("When to reef? (Watch)", "- at force five\n- at night"),
                ("Watch (Boat): what should be noted?", "A boat that heels too far slips to leeward."),
            ],
        ),
    ],
)
def test_an_answer_ends_where_something_else_begins(
    pairs: Pairs, text: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(pairs(f"# Boat\n\n## Watch\n{text}\n")) == sorted(expected)


def test_labels_that_names_in_bold_share_are_asked_of_each(pairs: Pairs) -> None:
    text = "**Laser**\n- Crew: one\n- Sails: one\n\n**Snipe**\n- Crew: two\n- Sails: two\n"

    assert pairs(f"# Boats\n\n## Dinghies\n{text}") == [
        ("Laser: crew?", "one"),
        ("Laser: sails?", "one"),
        ("Snipe: crew?", "two"),
        ("Snipe: sails?", "two"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "#Dinghy\n##Hull\n-one keel below\n-ribs carry planks\n*planks float\n##Sails\nJib: a sail\n",
            [
                (
                    "Hull (Dinghy): what are the 3 points?",
                    "- one keel below\n- ribs carry planks\n- planks float",
                ),
                ("What is Jib? (Sails)", "a sail"),
            ],
        ),
        ("# Log\n\n-5 degrees\n-3 degrees\n\n##one\n", [("Explain: Log", "-5 degrees\n-3 degrees\n\n##one")]),
        (
            "# Log\n\n## Terms\nleeway = how far the wind sets a boat aside\n\nspeed = distance / time\n",
            [
                ("What is leeway? (Log)", "how far the wind sets a boat aside"),
                ("What is the formula for speed? (Log)", "speed = distance / time"),
            ],
        ),
    ],
)
def test_signs_without_blanks(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
