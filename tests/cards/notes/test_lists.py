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
            "# Masts\n\n## Ropes\n\n* **Shroud** → a wire that holds the mast to the side <br>\n"
            "    **It is tied to the hull by a bottle screw.** <br>\n* **Stay** → a wire to the bow <br>\n",
            [
                (
                    "What is Shroud? (Ropes)",
                    "a wire that holds the mast to the side\n\n**It is tied to the hull by a bottle screw.**",
                ),
                ("What is Stay? (Ropes)", "a wire to the bow"),
            ],
            id="a sentence in bold between items titles none",
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


def test_rows_below_an_empty_row_have_their_lines(read_text: Callable[..., Reading]) -> None:
    found = read_text("| Front | Back |\n|--|--|\n|  |  |\n| keel | a beam |\n").cards
    assert [(card.front, card.source.start, card.source.end) for card in found] == [("keel", 4, 4)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "<table>\n<tr><th>Part</th>\n<th>Use</th><th>Cost</th></tr>\n<tr>\n<td>keel</td>\n<td>a beam</td>"
            "<td>much</td>\n</tr>\n<tr><td>mast</td>\n<td>a pole</td><td>less</td></tr>\n</table>\n",
            [(4, 7), (8, 10)],
            id="each on several lines",
        ),
        pytest.param(
            "<table><tr><th>Part</th><th>Use</th><th>Cost</th></tr><tr><td>keel</td><td>a beam</td>\n"
            "<td>much</td></tr><tr><td>mast</td><td>a pole</td><td>less</td></tr></table>\n",
            [(1, 2), (2, 2)],
            id="several on one line",
        ),
    ],
)
def test_rows_of_html_have_their_lines(
    read_text: Callable[..., Reading], text: str, lines: list[tuple[int, int]]
) -> None:
    found = read_text(text).cards
    assert [(card.source.start, card.source.end) for card in found] == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "**Boat speeds.**\nDinghy 4 kn\nSloop 6-8 kn\nFerry 20 kn + 5 in a hurry\n",
            [
                ("Dinghy: which value? (Boat speeds)", "4 kn"),
                ("Sloop: which value? (Boat speeds)", "6-8 kn"),
                ("Ferry: which value? (Boat speeds)", "20 kn + 5 in a hurry"),
            ],
            id="below a line in bold",
        ),
        pytest.param(
            "# Blood\n\nIron 60-170 umol/L\nT4 12-22 pmol/L\nB12 200-900\nHaem M 130-180, F 115-165\n",
            [
                ("Iron: which value? (Blood)", "60-170 umol/L"),
                ("T4: which value? (Blood)", "12-22 pmol/L"),
                ("B12: which value? (Blood)", "200-900"),
                ("What is Haem? (Blood)", "M 130-180, F 115-165"),
            ],
            id="a line of several values",
        ),
        pytest.param(
            "Stopping (wet)\n5kn 3m\n10kn 12m\n20kn 40m\n- twice as far when laden\n- more down wind\n",
            [
                ("5kn: which value? (Stopping (wet))", "3m"),
                ("10kn: which value? (Stopping (wet))", "12m"),
                ("20kn: which value? (Stopping (wet))", "40m"),
                (
                    "Stopping (wet): what are the 2 main points?",
                    "- twice as far when laden\n- more down wind",
                ),
            ],
            id="amounts before amounts",
        ),
        pytest.param(
            "Reefs\n10-15 first reef\n15-20 second reef\n25+ bare poles\n",
            [
                ("First reef: which value? (Reefs)", "10-15"),
                ("Second reef: which value? (Reefs)", "15-20"),
                ("Bare poles: which value? (Reefs)", "25+"),
            ],
            id="ranges before names",
        ),
        pytest.param(
            "Ballast\n20% racing boats\n30-40% sloops\n50% motor sailers\n",
            [
                ("Racing boats: which value? (Ballast)", "20%"),
                ("Sloops: which value? (Ballast)", "30-40%"),
                ("Motor sailers: which value? (Ballast)", "50%"),
            ],
            id="shares before names",
        ),
    ],
)
def test_values_without_a_sign(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Radio\n\nQ codes\nQRA name of my station\nQRX one moment\nQRZ? who calls me?\n",
            [
                ("What is QRA? (Q codes)", "name of my station"),
                ("What is QRX? (Q codes)", "one moment"),
                ("What is QRZ? (Q codes)", "who calls me"),
            ],
            id="codes and words",
        ),
        pytest.param(
            "# Stitches\n\nk = knit\nyo = yarn over\nssk = slip, slip, knit\n",
            [
                ("What is k? (Stitches)", "knit"),
                ("What is yo? (Stitches)", "yarn over"),
                ("What is ssk? (Stitches)", "slip, slip, knit"),
            ],
            id="abbreviations and a sign of equality",
        ),
        pytest.param(
            "# Ship\n\nHull = planks on ribs, stiffened by keel + stringers\nRig = masts and shrouds\n",
            [
                ("What is Hull? (Ship)", "planks on ribs, stiffened by keel + stringers"),
                ("What is Rig? (Ship)", "masts and shrouds"),
            ],
            id="a plus between words is no formula",
        ),
        pytest.param(
            "# Course\n\nLayers of paint (hull)\n3 gloss\n2 undercoat, two of them\n1 primer\n\n"
            "Tempo words\nLargo very slow\nAndante at walking pace\nPresto very fast\n",
            [
                (
                    "Layers of paint (hull) (Course): name the 3.",
                    "- 3 gloss\n- 2 undercoat, two of them\n- 1 primer",
                ),
                (
                    "Tempo words (Course): name the 3.",
                    "- Largo very slow\n- Andante at walking pace\n- Presto very fast",
                ),
            ],
            id="a line that names those below it",
        ),
        pytest.param(
            "# Git\n\nrename a branch\ngit branch -m old new\n\ngit is fast\n",
            [
                ("Rename a branch (Git): which command?", "git branch -m old new"),
            ],
            id="what a command is for above it",
        ),
        pytest.param(
            "# Shell\n\nlist big folders\n`du -sh .`\ngrep in all files\n`grep -r foo .`\n",
            [
                ("List big folders (Shell): which command?", "`du -sh .`"),
                ("Grep in all files (Shell): which command?", "`grep -r foo .`"),
            ],
            id="what several commands are for above each",
        ),
        pytest.param(
            "# Boats\n\nRIC\nR rest\nI ice\nC compression\nwarm up before rowing, or it hurts at once\n",
            [
                ("RIC (Boats): what are the 3 points?", "- R rest\n- I ice\n- C compression"),
                ("Boats: what should be noted?", "warm up before rowing, or it hurts at once"),
            ],
            id="letters without a sign, and another line behind them",
        ),
    ],
)
def test_short_lines_without_list_marks(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "SAILING NOTES: the anchor\n\nFlukes - they dig in\n\nShank: joins them to the ring\n",
            [
                ("Flukes: what happens? (the anchor)", "they dig in"),
                ("What is Shank? (the anchor)", "joins them to the ring"),
            ],
            id="a title behind the word for notes",
        ),
        pytest.param(
            "Knots for all 🪢\n\nHitch: ties a rope to a post\n\nBend: ties two ropes\n",
            [
                ("What is Hitch? (Knots for all)", "ties a rope to a post"),
                ("What is Bend? (Knots for all)", "ties two ropes"),
            ],
            id="a title with a pictogram behind it",
        ),
        pytest.param(
            "# Sea\n\nLee shore - land down wind of a ship. Keep off it.\n\nKeep a lookout at all times.\n",
            [
                ("What is Lee shore? (Sea)", "land down wind of a ship. Keep off it."),
                ("Sea: what should be noted?", "Keep a lookout at all times."),
            ],
            id="a name before the dash of a sentence",
        ),
        pytest.param(
            "# Rig\n\n**Standing** parts\n- stay: from bow to mast\n- shroud: from side to mast\n",
            [
                ("What do you know about stay? (Standing parts)", "from bow to mast"),
                ("What do you know about shroud? (Standing parts)", "from side to mast"),
            ],
            id="a title of which one word is in bold",
        ),
        pytest.param(
            "# Start\n\n☐ fuel on\n☐ choke out\n☑ gear neutral\n",
            [("Start: what are the 3 points?", "- fuel on\n- choke out\n- gear neutral")],
            id="boxes before lines",
        ),
        pytest.param(
            "# Harbour\n\n## Who does what\n- Ann - pilot\n- Bo - tug master\n\n## Trade\n"
            "- Deal - all or nothing\n- Mooring - bow or stern\n",
            [
                ("Who is Ann? (Who does what)", "pilot"),
                ("Who is Bo? (Who does what)", "tug master"),
                ("What is Deal? (Trade)", "all or nothing"),
                ("Mooring: which options are there? (Trade)", "bow or stern"),
            ],
            id="people, and a phrase that is no choice",
        ),
        pytest.param(
            "# Weather\n\n## Clouds\n- cirrus: thin, high, made of ice\n- stratus: drizzle, mist\n"
            "- nimbus: the dark, low one\n- cumulus: ropes, anvils\n",
            [
                ("Cirrus: what belongs to it? (Clouds)", "thin, high, made of ice"),
                ("What is stratus? (Clouds)", "drizzle, mist"),
                ("What is nimbus? (Clouds)", "the dark, low one"),
                ("Cumulus: what belongs to it? (Clouds)", "ropes, anvils"),
            ],
            id="rows of words that say not what something is",
        ),
        pytest.param(
            "# Boats\n\n- Leak\n  - Bow\n    - high bilge\n    - slow ship\n"
            "  - Stern\n    - wet engine\n    - smoke\n  - Tx: pump and plug\n",
            [
                ("Bow (Leak): what are the 2 points?", "- high bilge\n- slow ship"),
                ("Stern (Leak): what are the 2 points?", "- wet engine\n- smoke"),
                ("Leak (Boats): how is it treated?", "pump and plug"),
            ],
            id="a label beside names with lists",
        ),
    ],
)
def test_names_and_titles(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Law\n\nCases\nR v Noah [1950] a drunk mate is no defence\nR v Ahab (1961) revenge is murder\n"
            "Cooks v Crew [1888] rum before work\n"
            "Bo v The Owl: tow before salvage\n",
            [
                ("What is R v Noah? (Cases)", "a drunk mate is no defence"),
                ("What is R v Ahab? (Cases)", "revenge is murder"),
                ("What is Cooks v Crew? (Cases)", "rum before work"),
                ("What do you know about Bo v The Owl? (Cases)", "tow before salvage"),
            ],
            id="cases and what they say",
        ),
        pytest.param(
            "# Law\n\nA) Salvage\n- Duty: none to save a ship\n- Reward: a share of what was saved\n",
            [
                ("What is Duty? (Salvage)", "none to save a ship"),
                ("What is Reward? (Salvage)", "a share of what was saved"),
            ],
            id="a letter before a title",
        ),
        pytest.param(
            "# Rig\n\nbow → mast → stern\n\n- what is aft? behind the mast\n",
            [
                ("Rig: what does it look like?", "bow → mast → stern"),
                ("What is aft? (Rig)", "behind the mast"),
            ],
            id="a row of names with arrows is no title",
        ),
        pytest.param(
            "# Shell\n\n| cmd | does |\n|---|---|\n| `df -h` | disk usage |\n| `ss -t` | open ports |\n",
            [
                ("What does `df -h` do? (Shell)", "disk usage"),
                ("What does `ss -t` do? (Shell)", "open ports"),
            ],
            id="a column that says what something does",
        ),
        pytest.param(
            "Lamps\n  Candle      1900K\n  Lantern     2100K\n  Flare       3200K\n",
            [
                ("Candle: which value? (Lamps)", "1900K"),
                ("Lantern: which value? (Lamps)", "2100K"),
                ("Flare: which value? (Lamps)", "3200K"),
            ],
            id="indented columns below their title",
        ),
        pytest.param(
            "# Ship's doctor\n\nSea-sick: ginger IM, fresh air, look ahead, sleep, eat bread, keep warm\n",
            [
                (
                    "Sea-sick: what belongs to it? (Ship's doctor)",
                    "ginger IM, fresh air, look ahead, sleep, eat bread, keep warm",
                )
            ],
            id="one word that looks foreign among keywords",
        ),
    ],
)
def test_notes_of_work(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected
