"""Formulas with what their signs mean, and the names by which they are asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]

SIGNS = "- `h` → height of the water\n- `a` → half the range\n- `w`: speed of the moon"


@pytest.mark.parametrize("lead", ["Where:", "where", "**Where**", "with", "Here,", "Parameters:"])
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
