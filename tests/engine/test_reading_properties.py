"""What holds for every text: an answer or a refusal in bounded time, and an echo that reads as itself."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.reading import Answer, Expected, Unreadable, read

EVERY_KIND = (
    Expected("number"),
    Expected("number", unit="MB"),
    Expected("number", unit="%"),
    Expected("integer", unit="params"),
    Expected("vector"),
    Expected("vector", (3,)),
    Expected("matrix"),
    Expected("matrix", (2, 2)),
    Expected("shape"),
    Expected("indices"),
    Expected("indices", options=("A", "B"), ordered=False),
    Expected("choice", options=("2", "ReLU", "no")),
    Expected("interval"),
)
PIECES = st.sampled_from(
    [
        *"0123456789.,;:|()[]{}+-−*/^%=≈√π½²₂×xeE_ '\n\t",
        "sqrt",
        "ln",
        "log2",
        "max(",
        "//",
        "**",
        "..",
        " to ",
        "MB",
    ]
)
TYPED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join))
MODERATE = st.floats(-1e100, 1e100)


def read_or_refuse(text: str, expected: Expected) -> Answer | None:
    try:
        return read(text, expected)
    except Unreadable as refusal:
        sentence = str(refusal)
    assert sentence.isprintable()
    assert len(sentence) < 400
    return None


def same(left: object, right: object) -> bool:
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    return left == pytest.approx(right, rel=1e-10, abs=0)


@settings(max_examples=400)
@given(TYPED, st.sampled_from(EVERY_KIND))
def test_any_text_is_an_answer_that_reads_as_its_echo_or_is_refused(text: str, expected: Expected) -> None:
    answer = read_or_refuse(text, expected)
    if answer is not None:
        assert same(read(answer.shown, expected).value, answer.value)


@given(MODERATE)
def test_a_printed_float_reads_as_itself(value: float) -> None:
    assert read(repr(value), Expected("number")).value == value


@given(st.integers(0, 10**12), st.integers(0, 6))
def test_a_rounded_number_has_the_places_it_was_printed_with(value: int, places: int) -> None:
    assert read(f"{value / 10**places:.{places}f}", Expected("number")).places == places


@given(
    st.lists(MODERATE, min_size=1, max_size=6),
    st.sampled_from([", ", " ", "; ", "\n", ",", " | "]),
    st.sampled_from(["{}", "[{}]", "({})", "x = [{}]"]),
)
def test_a_formatted_vector_reads_as_itself(values: list[float], separator: str, around: str) -> None:
    text = around.format(separator.join(map(repr, values)))
    assert read(text, Expected("vector", (len(values),))).value == values


@given(
    st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(MODERATE, min_size=columns, max_size=columns), min_size=1, max_size=4
        )
    ),
    st.sampled_from([(", ", "; "), (" ", "; "), (" ", "\n"), (", ", "\n"), ("; ", "\n"), (" | ", "\n")]),
)
def test_a_formatted_matrix_reads_as_itself(rows: list[list[float]], separators: tuple[str, str]) -> None:
    expected = Expected("matrix", (len(rows), len(rows[0])))
    between, below = separators
    assert read(str(rows), expected).value == rows
    assert read(below.join(between.join(map(repr, row)) for row in rows), expected).value == rows


@given(st.lists(st.integers(0, 4096), max_size=5).map(tuple))
def test_a_printed_shape_or_list_of_indices_reads_as_itself(sizes: tuple[int, ...]) -> None:
    assert read(str(sizes), Expected("shape")).value == sizes
    assert read(str(list(sizes)), Expected("indices")).value == sizes


@pytest.mark.parametrize("expected", EVERY_KIND, ids=lambda expected: expected.kind)
def test_a_huge_paste_is_refused_before_it_is_copied(expected: Expected) -> None:
    text = "1" * 10_000_000
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="more than 2,000 characters"):
            read(text, expected)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000


def test_a_power_tower_is_refused_and_not_computed() -> None:
    with pytest.raises(Unreadable, match="larger than an answer can be"):
        read("9**9**9", Expected("number"))


@pytest.mark.parametrize(
    "piece", ["(", "[", "|", "-", "√", "2^", "1 ", "1,", "1;", "1|", "1\n", "a", "[1],", "1,1 "]
)
@pytest.mark.parametrize("expected", EVERY_KIND, ids=lambda expected: expected.kind)
def test_the_work_of_reading_grows_with_the_length(
    expected: Expected, piece: str, calls_of: Callable[[Callable[[], object]], int]
) -> None:
    long = (piece * 2000)[:2000]
    read_or_refuse(long, expected)
    half = calls_of(lambda: read_or_refuse(long[:1000], expected))
    assert calls_of(lambda: read_or_refuse(long, expected)) < 2.5 * half + 500


def test_characters_that_normalise_into_many_are_bounded() -> None:
    with pytest.raises(Unreadable, match="more than 2,000 characters"):
        read("ﷺ" * 2000, Expected("number"))


def test_reading_loads_no_numpy() -> None:
    program = "import engine.reading, sys; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
