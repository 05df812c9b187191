"""Formulas with what their signs mean, and the names by which they are asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]

SIGNS = "- `h` → height of the water\n- `a` → half the range\n- `w`: speed of the moon"


@pytest.mark.parametrize(
    "lead",
    ["Where:", "where", "**Where**", "with", "Here,", "Parameters:", "Where the terms are as follows:"],
)
@pytest.mark.parametrize(
    "formula", ["```\nh = a * cos(w t)\n```", "$$\nh = a \\cos(w t)\n$$", "`h = a * cos(w t)`"]
)
def test_what_the_signs_mean_stays_with_the_formula(pairs: Pairs, formula: str, lead: str) -> None:
    text = f"# Tides\n\n## Height\n{formula}\n\n{lead}\n\n{SIGNS}\n\n## Rest\nThe moon moves.\n"
    (front, back), *_ = pairs(text)
    assert front == "What is the formula of Height (Tides)?"
    assert back.startswith(formula)
    assert all(word in back for word in ("height of the water", "half the range", "speed of the moon"))


def test_a_list_of_the_signs_needs_no_lead(pairs: Pairs) -> None:
    formula = "$$\nh = a \\cos(w t)\n$$"
    assert len(pairs(f"# Tides\n\n## Height\n{formula}\n\n- $h$: height\n- $a$: half the range\n")) == 1
    others = pairs(f"# Tides\n\n## Height\n{formula}\n\n- Spring: high water\n- Neap: low water\n")
    assert len(others) == 3


@pytest.mark.parametrize("begins", ["wobei", "où", "donde", "dove", "onde", "mit", "con"])
def test_what_the_signs_mean_in_other_languages_stays_with_the_formula(pairs: Pairs, begins: str) -> None:
    told = f"{begins} $g$ die Schwere der Erde und $d$ die Tiefe des Wassers ist."
    cards = pairs(
        "# Gezeiten\n\n## Welle\nEine Welle läuft auf dem Wasser und nicht mit ihm.\n\n"
        f"Das Tempo der Welle ist:\n\n$$\nv = \\sqrt{{g d}}\n$$\n{told}\n\n"
        "Im flachen Wasser wird die Welle langsamer und höher.\n"
    )
    assert [told in back for _, back in cards] == [False, True]


@pytest.mark.parametrize(
    ("lead", "front"),
    [
        ("The speed of a tide is given by:", "What is the formula of the speed of a tide?"),
        ("The speed of a tide can be computed as", "What is the formula of the speed of a tide?"),
        ("**Update formula:**", "What is the Update formula (Heights)?"),
        ("The wave equation:", "What is the wave equation (Heights)?"),
        ("- range of a tide:", "What is the formula of range of a tide?"),
    ],
)
def test_a_formula_is_asked_for_by_its_name(pairs: Pairs, lead: str, front: str) -> None:
    text = (
        f"# Tides\n\n## Heights\n{lead}\n\n$$\nv = \\sqrt{{g d}}\n$$\n\nwhere $g$ is the pull of the earth.\n"
    )
    (found, back), *_ = pairs(text)
    assert found.replace(" (Heights)", "") == front.replace(" (Heights)", "")
    assert back.endswith("where $g$ is the pull of the earth.")


@pytest.mark.parametrize(
    "code", ["model = Boat()", "df = sea.read('a.csv')", "x = np.zeros(3)", "for i in range(3): x = i * 2"]
)
def test_a_line_of_a_program_is_no_formula(pairs: Pairs, code: str) -> None:
    (front, _), *_ = pairs(f"# Tides\n\n## Sailing\n```\n{code}\n```\n\n## Rest\nThe moon moves.\n")
    assert "formula" not in front


def test_letters_of_a_formula_are_no_questions(pairs: Pairs) -> None:
    text = "# Ropes\n\n## Parts\n- Q: load\n- K: kink\n- V: speed\n- A: area\n"
    assert [front for front, _ in pairs(text)] == ["Parts: Q?", "Parts: K?", "Parts: V?", "Parts: A?"]
    assert pairs("# Ropes\n\n- Q: what is a load\n- A: a weight\n") == [("what is a load", "a weight")]
    assert "le chanvre" in pairs("# Cordes\n\nQ: la fibre la plus lourde\nR: le chanvre\n")[0][1]


def test_lines_without_signs_of_a_list_explain_too(pairs: Pairs) -> None:
    text = (
        "# Tides\n\n## Range\nFormula:\nR(h, l) = sum(h) - l * n\n\nh   : high\nl   : the lowest water\n"
        "n   : how often read\n\nNote: the moon is not always the same.\n"
    )
    assert pairs(text)[0] == (
        "Range (Tides): what is the formula?",
        "R(h, l) = sum(h) - l * n\n\n- **h**: high\n- **l**: the lowest water\n- **n**: how often read",
    )


def test_a_lead_that_supposes_something_names_no_formula(pairs: Pairs) -> None:
    text = (
        "# Tides\n\n## Formula\nGiven a bay A, a depth v and a width l satisfy:\n\nA * v = l * v\n\n"
        "where:\nA: the bay\nv: its depth\nl: its width\n"
    )
    ((front, back),) = pairs(text)
    assert front == "Tides: what is the formula?"
    assert back.endswith("- A: the bay\n- v: its depth\n- l: its width")


def test_a_sentence_that_ends_with_its_formula_stays_with_it(pairs: Pairs) -> None:
    told = "A bay has a shape and a depth. The mean height of it is defined as the following"
    text = f"# Tides\n\n## Bays\n{told}\n\n$$ h = V / A $$\n\nA bay is filled twice a day.\n"
    found = dict(pairs(text))
    assert found["What is the formula of the mean height of it? (Bays)"].startswith("The mean height of it")
    whole = "A bay has a shape and a depth, and more. In a bay the smallest thing of all is the drop of water"
    text = f"# Tides\n\n## Bays\n{whole}\n\n$$ d = V / A $$\n\nA bay is filled twice a day.\n"
    assert len(pairs(text)) == 1


@pytest.mark.parametrize(
    ("label", "front"),
    [
        ("Neap = decrease in height", "What is Neap? (Tides)"),
        ("Gain(T, X) = H(T) - H(T, X)", "What is the formula for Gain(T, X)? (Tides)"),
    ],
)
def test_what_a_sign_of_equality_says(pairs: Pairs, label: str, front: str) -> None:
    text = f"# Tides\n- Water that rises is called flood by all who sail the north\n- Ebb = fall\n- {label}\n"
    assert front in [found for found, _ in pairs(text)]


@pytest.mark.parametrize(
    "lead", ["This is given by", "For two bays it is defined as", "In a bay the rise is computed as"]
)
def test_what_is_named_by_a_pronoun_is_asked_for_by_the_title(pairs: Pairs, lead: str) -> None:
    told = "A rise is seen on the wall. The wall is green."
    text = f"# Tides\n\n## Rise\n{told}\n\n{lead}\n\n$$ r = t / 9 $$\n\nIt is small.\n"
    assert not any(lead.split()[0] in front.partition("formula of")[2] for front, _ in pairs(text))


def test_several_formulas_with_their_sentences_are_a_card_each(pairs: Pairs) -> None:
    text = (
        "# Tides\n\n## Numbers\nA bay is deep. The mean height of a bay is defined as\n\n$$ h = V / A $$\n\n"
        "where $V$ is the water in it.\n\nFinally, the time of the fall can be computed as\n\n"
        "$$ t = l / v $$\n"
    )
    found = dict(pairs(text))
    assert found["What is the formula of the mean height of a bay? (Numbers)"].endswith("is the water in it.")
    assert found["What is the formula of the time of the fall? (Numbers)"].endswith("$$ t = l / v $$")


@pytest.mark.parametrize(
    ("lead", "front"),
    [
        ("The equation for the drag is:", "Drag (Waves): what is the formula?"),
        ("The drag is given by the equation:", "What is the formula of the drag (Waves)?"),
        ("Speed and depth are linked by the equation:", "What is the formula of Speed and depth (Waves)?"),
    ],
)
def test_a_lead_that_speaks_of_its_formula(pairs: Pairs, lead: str, front: str) -> None:
    text = f"# Tides\n\n## Waves\n\n{lead}\n\n$$ v = c d $$\n\nWhere $d$ is the depth.\n\nWaves break.\n"
    assert pairs(text)[0] == (front, "$$ v = c d $$\n\nWhere $d$ is the depth.")


def test_what_the_signs_mean_asks_nothing_in_a_long_text(pairs: Pairs) -> None:
    text = (
        "# Tides\n\n## Waves\n\nThe growth of a wave is random and sudden. To measure it, look long.\n\n"
        "The chance that a wave breaks is proportional to the number of waves. The equation for the rate of "
        "this is:\n\n$$ h = c d $$\n\n"
        "Where $\\lambda$ is the depth constant, $N$ is the number of waves and $t$ is time in hours.\n\n"
        "The equation for the drag is:\n\n$$ r = b v $$\n\nWhere $b$ is the breadth and $v$ the speed.\n\n"
        "Waves have a straight relation between the height and the depth.\n\n"
        "The speed of a wave can be found with the depth. The equation for this is:\n\n$$ v = k d $$\n"
    )
    assert not [front for front, _ in pairs(text) if "Where" in front]
