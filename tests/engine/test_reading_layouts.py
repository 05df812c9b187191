"""Vectors, matrices, shapes, indices, choices and intervals as people type them."""

from __future__ import annotations

import pytest

from engine.reading import Expected, Unreadable, read

VECTOR = Expected("vector", (3,))
ANY_VECTOR = Expected("vector")
SQUARE = Expected("matrix", (2, 2))
SHAPE = Expected("shape")
SET = Expected("indices", ordered=False)
ORDER = Expected("indices")
INTERVAL = Expected("interval")
LAYERS = Expected("choice", options=("ReLU", "Leaky ReLU", "tanh", "batch norm"))
NUMBERS = Expected("choice", options=("2", "0.5", "1"))


def refusal(text: str, expected: Expected) -> str:
    with pytest.raises(Unreadable) as caught:
        read(text, expected)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "0.1, 0.2, 0.7",
        "0.1 0.2 0.7",
        "[0.1, 0.2, 0.7]",
        "(0.1; 0.2; 0.7)",
        "{0.1, 0.2, 0.7}",
        "0,1; 0,2; 0,7",
        "0,1 0,2 0,7",
        "0,1, 0,2, 0,7",
        "0.1\n0.2\n0.7",
        "0.1 0.2 0.7,",
        "0.1 | 0.2 | 0.7",
        "[[0.1], [0.2], [0.7]]",
        "[[0.1 0.2 0.7]]",
        "[0.1 0.2\n 0.7]",
        "array([0.1, 0.2, 0.7])",
        "np.array([0.1, 0.2, 0.7], dtype=np.float32)",
        "p = [0.1, 0.2, 0.7]",
        "1/10, 20%, 0,7",
        "1/10 20% |-0.7|",
    ],
)
def test_a_vector_is_read(text: str) -> None:
    assert read(text, VECTOR).value == pytest.approx([0.1, 0.2, 0.7])


@pytest.mark.parametrize(
    ("text", "shape", "value"),
    [
        ("1 000, 2 000", (2,), [1000, 2000]),
        ("1,234,567, 2", (2,), [1234567, 2]),
        ("1,2", (2,), [1, 2]),
        ("1,2", (1,), [1.2]),
        ("3 1/2", (1,), [3.5]),
        ("3 1/2", (2,), [3, 0.5]),
        ("3 ½, 1", (2,), [3.5, 1]),
        ("½ ½", (2,), [0.5, 0.5]),
        ("max(1,2), 2", (2,), [2, 2]),
        ("(1 + 2) 4", (2,), [3, 4]),
        ("2 sqrt(4), 1", (2,), [4, 1]),
        ("0.1 -0.2", (2,), [0.1, -0.2]),
        ("0,1 0,2", (), [0.1, 0.2]),
        ("0,5", (), [0, 5]),
        ("7", (), [7]),
    ],
)
def test_the_asked_length_decides_where_a_row_is_cut(
    text: str, shape: tuple[int, ...], value: list[float]
) -> None:
    assert read(text, Expected("vector", shape)).value == value


@pytest.mark.parametrize(
    ("text", "expected", "sentence"),
    [
        ("1, 2", VECTOR, "3 values are asked for, 2 read as [1, 2]: type [1, 2, 3]"),
        ("1,2,3,4", VECTOR, "3 values are asked for, 4 read"),
        ("1, x, 3", VECTOR, 'value 2: the name "x"'),
        ("1, , 3", VECTOR, "value 2: no number was typed"),
        ("1; 1,234; 3", VECTOR, 'value 2: "1,234" could be 1.234 or 1234'),
        ("1, 2, [3", VECTOR, "the [ in"),
        ("[[1, 2], [3]]", VECTOR, "value 1"),
        ("1.2.3 4 5", VECTOR, "value 1"),
        ("0,1, 0,2", ANY_VECTOR, "could be [0, 1, 0, 2] or [0.1, 0.2]: put semicolons between the values"),
        ("1,000", ANY_VECTOR, "could be one number or several"),
        ("1, 200 kB", Expected("vector", (2,), "MB"), "type every value in MB"),
    ],
)
def test_a_vector_that_does_not_fit_is_refused(text: str, expected: Expected, sentence: str) -> None:
    assert sentence in refusal(text, expected)


def test_every_value_of_a_vector_may_have_its_unit() -> None:
    asked = Expected("vector", (2,), "MB")
    assert read("1 GB, 200 MB", asked).value == [1000, 200]
    assert read("1, 200 MB", asked).value == [1, 200]


def test_digits_are_kept_for_each_value() -> None:
    answer = read("0.10, 1/3, 0.5", VECTOR)
    assert [typed and typed.places for typed in answer.digits] == [2, None, 1]
    assert (answer.places, answer.significant) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "[[1,2],[3,4]]",
        "[[1, 2], [3, 4]]",
        "[[1,2];[3,4]]",
        "[1,2],[3,4]",
        "((1,2),(3,4))",
        "{{1,2},{3,4}}",
        "1 2; 3 4",
        "[1 2; 3 4]",
        "1, 2; 3, 4",
        "1,2;3,4",
        "1 2\n3 4",
        "1, 2\r\n3, 4\r\n",
        "1;2\n3;4",
        "1 2;\n3 4;",
        "[1 2\n 3 4]",
        "[[1. 2.]\n [3. 4.]]",
        "array([[1, 2],\n       [3, 4]])",
        "1 | 2; 3 | 4",
        "1 2 | 3 4",
        "| 1 | 2 |\n| 3 | 4 |",
        "A = [[1, 2], [3, 4]]",
        "2/2, sqrt(4); 2+1, 2^2",
        "|-1| 2; 3 4",
        "1,0; 2,0\n3,0; 4,0",
        "1,0 2,0; 3,0 4,0",
    ],
)
def test_a_matrix_is_read(text: str) -> None:
    answer = read(text, SQUARE)
    assert answer.value == [[1, 2], [3, 4]]
    assert answer.echo == "read as 2×2 [[1, 2], [3, 4]]"


@pytest.mark.parametrize(
    ("text", "shape", "value"),
    [
        ("1 2 3", (1, 3), [[1, 2, 3]]),
        ("1; 2; 3", (3, 1), [[1], [2], [3]]),
        ("1\n2", (2, 1), [[1], [2]]),
        ("[[1], [2]]", (2, 1), [[1], [2]]),
        ("[[1, 2]]", (1, 2), [[1, 2]]),
        ("0,1; 0,2", (1, 2), [[0.1, 0.2]]),
        ("7", (1, 1), [[7]]),
        ("-1 -2; 3 4", (), [[-1, -2], [3, 4]]),
    ],
)
def test_the_asked_shape_decides_how_a_matrix_is_cut(
    text: str, shape: tuple[int, ...], value: list[list[float]]
) -> None:
    assert read(text, Expected("matrix", shape)).value == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 2 3", "a 2×2 matrix is asked for, 1×3 was read: type it such as [[1, 2], [3, 4]]"),
        ("1, 2, 3, 4", "1×4 was read"),
        ("[[1,2],[3,4],[5,6]]", "3×2 was read"),
        ("1 2; 3", "row 1 has 2 values, row 2 has 1: type rows of one length"),
        ("[[1,2],[3,x]]", 'row 2: value 2: the name "x"'),
        ("[[1,2],[3,4]", "the [ in"),
        ("[]", "no number was typed"),
        ("[[],[]]", "no number was typed"),
        (";", "no number was typed"),
        ("[\n]", "no number was typed"),
        ("[[[1,2],[3,4]]]", "cannot be read"),
    ],
)
def test_a_matrix_laid_out_otherwise_is_refused(text: str, sentence: str) -> None:
    assert sentence in refusal(text, SQUARE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(64, 32, 32)", (64, 32, 32)),
        ("[64,32,32]", (64, 32, 32)),
        ("64, 32,32", (64, 32, 32)),
        ("64x32x32", (64, 32, 32)),
        ("64 X 32 x 32", (64, 32, 32)),
        ("64×32×32", (64, 32, 32)),
        ("(64 × 32)", (64, 32)),
        ("64 32 32", (64, 32, 32)),
        ("torch.Size([64, 32])", (64, 32)),
        ("H×W = 3×4", (3, 4)),
        ("(3,)", (3,)),
        ("3", (3,)),
        ("()", ()),
        ("64*7*7,", (3136,)),
        ("(64*7*7, 10)", (3136, 10)),
        ("(32+2-3)//2+1, 16", (16, 16)),
        ("15.5, 16", (15.5, 16)),
        ("-1, 10", (-1, 10)),
    ],
)
def test_a_shape_of_any_rank_is_read(text: str, value: tuple[float, ...]) -> None:
    assert read(text, SHAPE).value == value


def test_a_product_may_be_a_shape_or_a_size() -> None:
    assert "could be the shape (64, 7, 7) or one size" in refusal("64*7*7", SHAPE)


@pytest.mark.parametrize("text", ["64*", "*\ud7fc", "1,000", "(64, 1,000)", "None, 10", "(B, 3)", "64x32x"])
def test_a_shape_with_two_meanings_or_names_is_refused(text: str) -> None:
    assert ":" in refusal(text, SHAPE)


@pytest.mark.parametrize(
    "text",
    [
        "{5,0,2}",
        "5 0 2",
        "[5, 0, 2]",
        "(5;0;2)",
        "5, 0 and 2",
        "5,0,2,",
        "keep: 5 0 2",
        "{0, 2, 5}",
        "5 5 0 2",
    ],
)
def test_a_set_of_indices_has_no_order_and_no_repeats(text: str) -> None:
    answer = read(text, SET)
    assert answer.value == (0, 2, 5)
    assert answer.echo == "read as the set {0, 2, 5}"


@pytest.mark.parametrize("text", ["none", "None", "-", "–", "{}", "[]", "∅", "keep = {}", "[ ]", "empty"])
def test_no_index_at_all_is_an_answer(text: str) -> None:
    for expected in (SET, ORDER):
        answer = read(text, expected)
        assert (answer.value, answer.echo) == ((), "read as none")


def test_an_order_is_kept_as_typed() -> None:
    assert read("5 0 2 0", ORDER).value == (5, 0, 2, 0)
    assert read("5, 0, 2", ORDER).echo == "read as the order [5, 0, 2]"


def test_items_with_names_are_read_as_positions() -> None:
    boxes = Expected("indices", options=("A", "B", "C"))
    assert read("C, a", boxes).value == (2, 0)
    assert read("CA", boxes).value == (2, 0)
    assert read("c a", boxes).echo == "read as the order [C, A]"
    assert '"D" is none of the items: type names of A, B, C' in refusal("A, D", boxes)


@pytest.mark.parametrize("text", ["2.5", "0-3", "1,000", "box 1", "99999999999", "1/2", ""])
def test_what_is_no_index_is_refused(text: str) -> None:
    assert ":" in refusal(text, SET)


def test_a_known_count_of_indices_is_asked_for() -> None:
    assert "3 items are asked for, 2 read" in refusal("1 2", Expected("indices", (3,)))


@pytest.mark.parametrize(
    ("text", "expected", "value"),
    [
        ("a", LAYERS, 0),
        ("B", LAYERS, 1),
        ("(b)", LAYERS, 1),
        ("b)", LAYERS, 1),
        ("B.", LAYERS, 1),
        ("2", LAYERS, 1),
        ("relu", LAYERS, 0),
        ("leaky  ReLU", LAYERS, 1),
        ("ｔａｎｈ", LAYERS, 2),
        ("batch", LAYERS, 3),
        ("d) batch norm", LAYERS, 3),
        ("2", NUMBERS, 0),
        ("1", NUMBERS, 2),
        ("0.50", NUMBERS, 1),
        ("1/2", NUMBERS, 1),
        ("0.0", Expected("choice", options=("1", "0")), 1),
        ("3", Expected("choice", options=("5 layers", "3 layers", "7 layers")), 1),
        ("no", Expected("choice", options=("yes", "no, it grows", "nobody knows")), 1),
        ("rises", Expected("choice", options=("rises", "rises by half")), 0),
        ("2", Expected("choice", options=("B", "A")), 1),
    ],
)
def test_a_choice_is_read_by_letter_number_or_text(text: str, expected: Expected, value: int) -> None:
    answer = read(text, expected)
    assert answer.value == value
    assert answer.echo == f"read as {'abcd'[value]}) {expected.options[value]}"


@pytest.mark.parametrize(
    ("text", "expected", "sentence"),
    [
        ("e", LAYERS, '"e" is none of the options: type a letter of a) ReLU, b) Leaky ReLU'),
        ("5", LAYERS, "none of the options"),
        ("0", LAYERS, "none of the options"),
        ("b) tanh", LAYERS, "none of the options"),
        ("re", LAYERS, "none of the options"),
        ("", LAYERS, "nothing was typed"),
        ("3", NUMBERS, "none of the options"),
        ("a", Expected("choice", options=("B", "A")), "fits more than one option: type its number"),
        ("ris", Expected("choice", options=("rises", "rises by half")), "fits more than one option"),
    ],
)
def test_an_unclear_choice_is_refused(text: str, expected: Expected, sentence: str) -> None:
    assert sentence in refusal(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "[0.1, 0.3]",
        "(0.1, 0.3)",
        "[0.1, 0.3)",
        "]0.1, 0.3[",
        "[0,1; 0,3]",
        "0.1 0.3",
        "0.1..0.3",
        "0.1...0.3",
        "0.1 … 0.3",
        "0.1 to 0.3",
        "from 0.1 to 0.3",
        "between 0.1 and 0.3",
        "0.1 - 0.3",
        "0.1–0.3",
        "0.1 < x < 0.3",
        "0.1 <= p <= 0.3",
        "0.1 ≤ x ≤ 0.3",
        "10% to 30%",
        "10%-30%",
        "p = [0.1, 0.3]",
    ],
)
def test_an_interval_is_read(text: str) -> None:
    answer = read(text, INTERVAL)
    assert answer.value == pytest.approx((0.1, 0.3))
    assert answer.echo == "read as the interval [0.1, 0.3]"


@pytest.mark.parametrize("text", ["[-6, -0.5]", "-6 -0.5", "-6--0.5", "-6 to -0.5", "-6 - -0.5"])
def test_the_ends_of_an_interval_keep_their_signs(text: str) -> None:
    assert read(text, INTERVAL).value == (-6, -0.5)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0.3, 0.1", "ends below its start: type [0.1, 0.3]"),
        ("0.1", "the 2 ends of an interval are asked for, 1 value was read"),
        ("0.1, 0.2, 0.3", "3 values were read"),
        ("[0, inf)", "no finite number"),
        ("[0.1; 0.3", "[0.1; 0.3"),
    ],
)
def test_what_is_no_interval_is_refused(text: str, sentence: str) -> None:
    assert sentence in refusal(text, INTERVAL)
