"""Points that belong together, and titles: which own what stands below them, and which are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading
from cards.words.wording import sentences

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


def fronts(pairs: Pairs, text: str) -> list[str]:
    return [front for front, _ in pairs(text)]


def test_lists_that_are_indented_like_code_stand_below_their_own_names(pairs: Pairs) -> None:
    text = (
        "# Ropes\nKinds of hemp   \n\n    * Manila   \n    * Sisal is hard  \nKinds of steel   \n\n"
        "    * Galvanised\n    * Bare\nKinds of plastic\n\n    - Nylon\n    - Dyneema\n"
    )
    assert pairs(text) == [
        ("Hemp (Ropes): which kinds are there?", "- Manila\n- Sisal is hard"),
        ("Steel (Ropes): which kinds are there?", "- Galvanised\n- Bare"),
        ("Plastic (Ropes): which kinds are there?", "- Nylon\n- Dyneema"),
    ]


def test_a_second_sign_of_a_point_is_no_list_of_its_own(pairs: Pairs) -> None:
    text = (
        "# Ropes\n## Hemp and steel: what is new?\n* * Hemp is soft.\n\n    * It rots.\n\n    * Steel cuts.\n"
    )
    assert pairs(text)[0][1].startswith("- Hemp is soft.")


def test_two_points_of_which_one_has_a_sign_of_equality_stay_together(pairs: Pairs) -> None:
    text = "# Ships\n\n## Watches\n- All of the crew is on deck at once\n- watch = crew\n"
    assert [back for _, back in pairs(text)] == ["- All of the crew is on deck at once\n- watch = crew"]


def test_numbers_go_on_behind_what_stands_between(pairs: Pairs) -> None:
    text = "# Boats\n\n## Setup\n1. Raise the mast\n```\npull(rope)\n```\n2. Tie the stays\n3. Set the sail\n"
    assert pairs(text)[-1][1] == "1. Raise the mast\n2. Tie the stays\n3. Set the sail"


def test_a_quote_that_a_step_announces_leaves_the_steps_whole(pairs: Pairs) -> None:
    text = "# Boats\n## Way out\n1. Cast off\n2. Check the gear:\n> - knives\n> - ropes\n3. Haul\n4. Steer\n"
    backs = [back for _, back in pairs(text)]
    assert "1. Cast off\n2. Check the gear\n3. Haul\n4. Steer" in backs
    assert "- knives\n- ropes" in backs


def test_two_steps_of_which_one_has_steps_of_its_own_are_one_answer(pairs: Pairs) -> None:
    text = (
        "# Boats\n## Learning\n- **Algorithm:**\n  1. Take the helm.\n  2. For each wave:\n     1. Turn in.\n"
        "     2. Turn out.\n"
    )
    ((_, back),) = pairs(text)
    assert back == "1. Take the helm.\n2. For each wave:\n   1. Turn in.\n   2. Turn out."


def test_a_remark_in_brackets_is_no_definition(pairs: Pairs) -> None:
    text = "# Hulls\n\n## Kinds of hulls\n- **Going fast** (thin hull)\n- **Carrying much** (wide hull)\n"
    assert len(pairs(text)) == 1
    spelt = "# Hulls\n\n## Words\n- **LOA** (length over all)\n- **LWL** (length of the water line)\n"
    assert [back for _, back in pairs(spelt)] == ["length over all", "length of the water line"]


def test_names_without_a_meaning_are_told_of_in_a_glossary(read_text: ReadText) -> None:
    text = (
        "# Boats\n\n## Terms\n- YAW - turn about the mast\n- Luff\n- Lee side\n- Bow\n- Trim: how she lies\n"
    )
    reading = read_text(text)
    assert [card.back for card in reading.cards] == ["turn about the mast", "how she lies"]
    empty = [skip.text for skip in reading.skipped if skip.reason == "empty"]
    assert empty == ["Luff", "Lee side", "Bow"]


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("# Ships\n\n# Introduction\nA ship is a house on water.\n", "Explain: Introduction"),
        (
            "# Ships\n\n## Explanation\nA ship carries what is heavy, since water bears it.\n",
            "Ships: explain.",
        ),
        ("# Ships\n\n## Interpretation\nA low hull is slow.\n", "Ships: how are they interpreted?"),
        ("# Ships\n\n## A bow v and a stern w\nBoth are high.\n", "Explain: A bow v and a stern w"),
    ],
)
def test_titles_that_name_no_thing(pairs: Pairs, text: str, front: str) -> None:
    assert fronts(pairs, text)[0].removesuffix(" (Ships)") == front


def test_lines_drawn_around_a_title_are_no_titles(pairs: Pairs) -> None:
    text = "# -----\n# Sloop\n# -----\n- One mast\n\n# =====\n# Ketch\n# =====\n- Two masts, one is lower\n"
    assert fronts(pairs, text) == ["What is Sloop?", "Explain: Ketch"]


def test_a_point_in_bold_needs_no_blank(pairs: Pairs) -> None:
    text = "# Boats\n\n## Rigs\n-**Sloop**: one mast\n- **Ketch**: two masts\n- **Yawl**: a small mast\n"
    assert fronts(pairs, text) == [f"What is {name}? (Rigs)" for name in ("Sloop", "Ketch", "Yawl")]


def test_titles_with_their_own_points_are_no_list(pairs: Pairs) -> None:
    text = "Boats\n0. Web\n   - https://x.org\n1. Hulls\n   - oak\n   - fir\n2. Rigs\n   - sloop\n   - yawl\n"
    assert [back for _, back in pairs(text)] == ["- oak\n- fir", "- sloop\n- yawl"]


@pytest.mark.parametrize(
    ("title", "body", "front"),
    [
        ("sail.reef()", "Empty the upper part of the sail.", "What does sail.reef() do?"),
        ("Motivation", "To cross the sea in a day.", "What is the motivation?"),
    ],
)
def test_titles_that_are_called_or_wanted(pairs: Pairs, title: str, body: str, front: str) -> None:
    assert fronts(pairs, f"# {title}\n{body}\n\n# Rest\nThe sea is wide.\n")[0] == front


def test_a_name_in_italics_above_its_text_is_a_title(pairs: Pairs) -> None:
    text = (
        "# Bees\n\n## The hive\n*Brood box*\nWhere the queen lays.\n\n_Super_\nHoney is stored here. A\n"
        "grid is below.\n\n## Rain\n*Never open the hive in rain.*\nThe bees get wet.\n"
    )
    assert fronts(pairs, text) == [
        "Explain: Brood box (The hive)",
        "Explain: Super (The hive)",
        "Never open the hive in rain: how? (Rain)",
    ]


def test_a_label_in_italics_owns_the_list_below_it(pairs: Pairs) -> None:
    text = "# Heat\n\n## Ways\n*Direct ways include:*\n- fire\n- sun\n\n*Other ways:*\n- steam\n- oil\n"
    assert [back for _, back in pairs(text)] == ["- fire\n- sun", "- steam\n- oil"]


def test_steps_with_labels_are_one_answer(pairs: Pairs) -> None:
    text = "# Boats\n\n## Reefing\nSteps:\n1. Luff: turn up\n2. Let go\n3. Tie: use a bow\n\nIt is hard.\n"
    assert pairs(text)[0][1] == "1. Luff: turn up\n2. Let go\n3. Tie: use a bow"


def test_mistakes_of_which_some_have_a_sign_are_one_answer(pairs: Pairs) -> None:
    text = "# Boats\n**Common mistakes**\n- sailing in fog\n- the wrong rope: hemp\n- no reef -> she heels\n"
    assert [back for _, back in pairs(text)] == [
        "- sailing in fog\n- the wrong rope: hemp\n- no reef -> she heels"
    ]


def test_pros_and_cons_as_points_above_numbers(pairs: Pairs) -> None:
    text = "# Boats\n\n## Steel\n* Pros:\n1. Hard.\n2. Cheap.\n\n* Cons:\n 1. Rusts.\n 2. Sinks.\n"
    assert pairs(text) == [
        ("Steel (Boats): what are the advantages?", "1. Hard.\n2. Cheap."),
        ("Steel (Boats): what are the disadvantages?", "1. Rusts.\n2. Sinks."),
    ]


@pytest.mark.parametrize(
    ("title", "body", "front"),
    [
        (
            "How it works",
            "- The wind fills it.\n- Goal: to move the hull.",
            "Sail (Boats): what is the goal?",
        ),
        ("Mathematical Formulation", "$$ f = a p $$", "Sail (Boats): what is the formula?"),
        ("Tips", "Common example: a flag\n\nRopes: of hemp", "Tips (Sail): what is an example?"),
    ],
)
def test_titles_that_say_nothing_ask_of_what_is_above(
    pairs: Pairs, title: str, body: str, front: str
) -> None:
    text = f"# Boats\n\n## Sail\n\n### {title}\n{body}\n"
    assert any(found.startswith(front) for found in fronts(pairs, text)), fronts(pairs, text)


def test_training_and_test_are_one_answer(pairs: Pairs) -> None:
    text = (
        "# Sails\n\n## Wear\n- train: use old ones\n- test: use new ones\n- cost: much\n\n"
        "## Trams\n- train: on rails\n- tram: in a street\n"
    )
    assert pairs(text)[:2] == [
        (
            "Wear (Sails): what happens in training, and what at test time?",
            "- train: use old ones\n- test: use new ones",
        ),
        ("Wear (Sails): what does it cost?", "much"),
    ]
    assert not any("at test time" in front for front in fronts(pairs, text)[2:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Law\n\n## Salvage\n\n### Case: *Lagan* v. *Norman*, [1904] A.C. 56 (H.L.)\n\n"
            "- A pilot left the ship.\n- The owner sued him.\n",
            ["Lagan v. Norman, [1904] A.C. 56 (H.L.): what are the 2 main points?"],
            id="a case and where it is reported",
        ),
        pytest.param(
            "# Law\n\n## Pilots\n\n**pilot:** one who knows the harbour\n\nDecided by *Lagan* v. *Norman*\n\n"
            "Least care that is due:\n\n- the chart is at hand\n- the tide is known\n",
            [
                "What is pilot? (Pilots)",
                "Pilots (Law): what should be noted?",
                "Least care that is due (Pilots): what are the 2 main points?",
            ],
            id="a line that names a case owns nothing",
        ),
        pytest.param(
            "# Law\n\n## Statute of limitations\n\nThe law that says how long one may sue for a wreck.\n",
            ["What is Statute of limitations?"],
            id="a name that ends as a label does",
        ),
    ],
)
def test_names_of_cases_and_statutes_are_whole(pairs: Pairs, text: str, expected: list[str]) -> None:
    assert fronts(pairs, text) == expected


def test_a_sentence_goes_on_behind_the_sign_between_the_parties_of_a_case() -> None:
    assert len(sentences("In *Lagan* v. *Norman* a pilot left. He was no master.")) == 2
    assert len(sentences("The ship sails with speed v. The wind is weak.")) == 2


def test_titles_with_a_pictogram_below_one_in_bold_are_of_the_same_thing(pairs: Pairs) -> None:
    text = (
        "# Mar\n\n**REMOLQUE**\n\n✔ **CABO**\n- de acero o de nailon\n- tan largo como haga falta\n\n"
        "✔ **GANCHO**\n- de acero y pintado de rojo\n- se abre bajo carga\n\n"
        "**LUCES**\n\n- dos en el palo\n- una en la popa\n\n✔ **NOCHE**\n- todas dan luz\n- ninguna falta\n"
    )
    assert fronts(pairs, text) == [
        "CABO (REMOLQUE, Mar)",
        "GANCHO (REMOLQUE, Mar)",
        "LUCES (Mar)",
        "NOCHE (Mar)",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Gemi\n\n## Halat\n\n**Örnek;**\n- naylon\n- çelik halat\n\n## Gereken;\n- ağır bir çapa\n",
            ["Örnek (Halat)", "Gereken (Gemi)"],
        ),
        ("# Πλοίο\n\n## Τι είναι το σχοινί;\n\nΈνα μακρύ νήμα από ίνες.\n", ["Τι είναι το σχοινί;"]),
    ],
)
def test_a_semicolon_in_place_of_a_colon_is_no_part_of_a_title(
    pairs: Pairs, text: str, expected: list[str]
) -> None:
    assert fronts(pairs, text) == expected


def test_a_line_in_italics_between_the_points_of_a_list_is_a_title(pairs: Pairs) -> None:
    text = "Boats of the bay:\n  * sloops\n  * rafts\n_Sails_\n  * Jib - small\n  * Spanker - aft and small\n"
    assert pairs(text)[0] == ("Boats of the bay: name the 2.", "- sloops\n- rafts")
    assert "What is Jib? (Sails)" in [front for front, _ in pairs(text)]


def test_a_sentence_that_is_broken_anywhere_is_one(pairs: Pairs) -> None:
    made = pairs(
        "## Pumps\n\n- Looking\nat each pump has two advantages:\n"
        "    - it shows leaks\n    - it takes little time\n- Costs: an hour\n"
    )
    assert made[0] == (
        "Looking at each pump: what are the advantages?",
        "- it shows leaks\n- it takes little time",
    )


def test_a_line_that_goes_on_is_no_text_below_a_title(pairs: Pairs) -> None:
    told = "is full when each pump in the set has as much water as it can hold at once."
    ((_, back),) = pairs(f"## Pumps\n\n- A set of pumps\n{told}")
    assert "A set of pumps" in back


def test_a_numbered_name_in_bold_is_the_title_of_its_text(pairs: Pairs) -> None:
    text = (
        "# Ropes\n\n## Tie a knot\n\n**Step 1: Make a loop**\n\nLay the end over the rope.\n\n"
        "**Step 2: Pull the end**\n\n- it comes from below\n- it must be long\n"
    )
    (first, told), (second, points) = pairs(text)
    assert first.startswith("Make a loop")
    assert "Pull the end" in second
    assert (told, points) == ("Lay the end over the rope.", "- it comes from below\n- it must be long")


def test_numbered_names_in_bold_without_a_text_are_one_list(pairs: Pairs) -> None:
    ((_, back),) = pairs(
        "## Tie a knot\n\n**Step 1: Make a loop**\n\n**Step 2: Pull it**\n\n**Step 3: Rest**\n"
    )
    assert back == "1. Make a loop\n2. Pull it\n3. Rest"


def test_a_formula_in_bold_to_which_its_point_leads_is_no_title(pairs: Pairs) -> None:
    text = "# Boats\n## Jib\n- Force on the jib:\n**F(v) = k * v * v**\n- Drag of the mast:\nr(v) = v + 2\n"
    found = pairs(text)
    assert any("F(v)" in back for _, back in found)
    assert not [front for front, _ in found if "F(v)" in front]
