"""How values look, and templates filled with them."""

from __future__ import annotations

import numpy as np
import pytest

from engine import show


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (3, "", "3"),
        (3.0, "", "3"),
        (0.1 + 0.2, "", "0.3"),
        (1 / 3, "", "0.333333"),
        (1 / 3, "3", "0.333"),
        (-0.0001, "2", "0.00"),
        (1.5e-9, "", "1.5e-9"),
        (True, "", "yes"),
        ([[3.5, float("-inf")]], "", "[ 3.5  -∞ ]"),
        (float("inf"), "2", "∞"),
        ([0.5, 2.0], "", "[0.5, 2]"),
        ([0.5, -2.0, 3], "sum", "0.5 + (-2) + 3"),
        ([2, 3], "product", "2·3"),
        (np.array([[1.5], [-2.0]]), "squares", "1.5² + (-2)²"),
        (np.array([1, 2]), "", "[1, 2]"),
        ([64, 32, 32], "shape", "64×32×32"),
        ([2, 0], "set", "{2, 0}"),
        ([2, 0], "list", "2, 0"),
        ("word", "", "word"),
        ([3 * 0.1 - 0.3, 0.5], "", "[0, 0.5]"),
        ([1e-17, 2e-17], "", "[1e-17, 2e-17]"),
        ([[1, 2], [3, 4]], "plain", "[[1, 2], [3, 4]]"),
    ],
)
def test_values(value, spec, text):
    assert show.value(value, spec) == text


def test_matrices_align_their_points():
    assert show.value([[1, 2.5], [-10.25, 3]]) == "⎡   1     2.5 ⎤\n⎣ -10.25  3   ⎦"


def test_rounding_errors_of_a_matrix_show_as_zero():
    assert show.value(np.array([[3 * 0.1 - 0.3, 2.0]])) == "[ 0  2 ]"


def test_matrices_stand_beside_the_text_of_their_line():
    filled = show.fill("X = {x}, b = {b}", {"x": [[1, 2], [3, 4], [5, 6]], "b": 7})
    assert filled == "    ⎡ 1  2 ⎤\nX = ⎢ 3  4 ⎥, b = 7\n    ⎣ 5  6 ⎦"


def test_negative_numbers_after_an_operator_are_put_in_parentheses():
    assert show.fill("{a} − {b} = {c}", {"a": -1, "b": -2, "c": 1}) == "-1 − (-2) = 1"


def test_entries_of_a_vector_can_be_named():
    assert show.fill("{x[1]} of {x}", {"x": [4, 5]}) == "5 of [4, 5]"
    assert show.names("{x[1]} of {y:3}") == {"x", "y"}


def test_significant_digits_keep_their_zeros():
    assert [show.significant(v, 3) for v in (0.0012, 53.0, 1.2e-7, 1234.0)] == [
        "0.00120",
        "53.0",
        "1.20e-7",
        "1.23e3",
    ]


def test_paragraphs_are_broken_and_layouts_are_not():
    text = "word " * 30 + "\n  " + "x" * 90
    lines = show.wrapped(text.strip(), 40).split("\n")
    assert all(len(line) <= 40 for line in lines[:-1])
    assert lines[-1] == "  " + "x" * 90


def test_combining_accents_take_no_column():
    assert show.width("x̂ = 1") == 5


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("A large kernel has (2, 3) cells", 22, ["A large kernel has", "(2, 3) cells"]),
        ("A kernel has 3 × 3 cells", 16, ["A kernel has", "3 × 3 cells"]),
        ("A kernel (two rows and three columns)", 18, ["A kernel (two rows", "and three columns)"]),
        ("  a layout (2, 3)", 12, ["  a layout (2, 3)"]),
    ],
)
def test_a_small_group_stands_on_one_line(text, columns, lines):
    assert show.wrapped(text, columns).split("\n") == lines
