"""Single numbers as people type them: what is read, how precisely, and what each refusal says."""

from __future__ import annotations

import math

import pytest

from engine.reading import Expected, Unreadable, read

NUMBER = Expected("number")
E = math.e

READ = {
    # plain
    "0.5": 0.5,
    ".5": 0.5,
    "5.": 5,
    "007": 7,
    "1e-3": 1e-3,
    "1E+3": 1e3,
    "+0.5": 0.5,
    "- 0.5": -0.5,
    "[0.5]": 0.5,
    # dashes, widths, other digits, invisible characters
    **dict.fromkeys(["−0.5", "–0.5", "—0.5", "‐0.5", "－0.5", "﹣0.5", "‑0.5", "⁃0.5"], -0.5),
    "０．５": 0.5,
    "٣": 3,
    "\ufeff2\u200b": 2,
    "0.1\u20620.2": 0.02,
    # decimal comma and thousands
    "0,5": 0.5,
    "-12,3456": -12.3456,
    "0,123": 0.123,
    "1234,567": 1234.567,
    "1 000": 1000,
    "10 000 000,5": 10000000.5,
    "1\u2009000": 1000,
    "1\u202f000\u202f000": 1e6,
    "1\u00a0000": 1000,
    "1_000": 1000,
    "1'000": 1000,
    "1’000": 1000,
    "1,234,567": 1234567,
    "1,234.5": 1234.5,
    "1.234,5": 1234.5,
    "1.234.567": 1234567,
    # fractions and per cent
    "1/3": 1 / 3,
    "½": 0.5,
    "-½": -0.5,
    "3½": 3.5,
    "3 ½": 3.5,
    "-3½": -3.5,
    "3 1/2": 3.5,
    "-3 1/2": -3.5,
    "2^½": math.sqrt(2),
    "1 000/3": 1000 / 3,
    "12%": 0.12,
    "12.5 %": 0.125,
    "12 percent": 0.12,
    "50%*2": 1,
    # arithmetic
    "2×3": 6,
    "2·3": 6,
    "2∗3": 6,
    "6÷3": 2,
    "6∕3": 2,
    "2^3": 8,
    "2**3": 8,
    "2^3^2": 512,
    "2^-1": 0.5,
    "-2^2": -4,
    "2²": 4,
    "10⁻³": 1e-3,
    "7//2": 3,
    "-7//2": -4,
    "1//0.1": 10,
    "(32+2*1-3)//2+1": 16,
    "1 - 2 - 3": -4,
    "8/4/2": 1,
    "--1": 1,
    # functions and constants
    "sqrt(2)/2": math.sqrt(2) / 2,
    "√2": math.sqrt(2),
    "√(2)": math.sqrt(2),
    "√2/2": math.sqrt(2) / 2,
    "√ 4": 2,
    "sqrt 4": 2,
    "sqrt(1,5)": math.sqrt(1.5),
    "ln(2)": math.log(2),
    "ln2": math.log(2),
    "-ln 0.5": math.log(2),
    "ln 2 + 1": math.log(2) + 1,
    "log(2)": math.log(2),
    "log2(8)": 3,
    "log_2(8)": 3,
    "log₂8": 3,
    "log₂(8)": 3,
    "log10(1000)": 3,
    "log₁₀ 1000": 3,
    "exp(-1)": 1 / E,
    "exp -1": 1 / E,
    "e^-1": 1 / E,
    "e⁻¹": 1 / E,
    "π": math.pi,
    "pi": math.pi,
    "PI": math.pi,
    "e": E,
    "2π": 2 * math.pi,
    "2 pi": 2 * math.pi,
    "2π^2": 2 * math.pi**2,
    "2 sqrt(3)": 2 * math.sqrt(3),
    "2√3": 2 * math.sqrt(3),
    "-2exp(1)": -2 * E,
    "floor(5/2)": 2,
    "⌊5/2⌋": 2,
    "⌈5/2⌉": 3,
    "ceil(5/2)": 3,
    "floor(0.3/0.1)": 3,
    "ceil(0.7*10)": 7,
    "floor(-0.5)": -1,
    "min(1,2)": 1,
    "max(0, 3-1, 1)": 2,
    "max(1, (2,5))": 2.5,
    "min(5)": 5,
    "abs(-3)": 3,
    "|-3|": 3,
    "2*|1-3|": 4,
    "||-3||": 3,
    "tanh(0) + cos(0) + sin(0)": 1,
    # what people put around a value
    "x = 0.5": 0.5,
    "Δw = -0.1": -0.1,
    "m̂=0.3": 0.3,
    "∂L/∂w = 2": 2,
    "p(y|x): 0.5": 0.5,
    "IoU(A, B) ≈ 0.5": 0.5,
    "≈0.5": 0.5,
    "~0.5": 0.5,
    "= 0.5": 0.5,
    "$0.5$": 0.5,
    "`0.5`": 0.5,
    "np.float64(0.5)": 0.5,
    "tensor(0.5)": 0.5,
    "12k": 12000,
    "1.5 million": 1.5e6,
}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_number_is_read(text: str, value: float) -> None:
    assert read(text, NUMBER).value == pytest.approx(value, rel=1e-12)


REFUSED = {
    "": "nothing was typed",
    "   ": "nothing was typed",
    "1,234": '"1,234" could be 1.234 or 1234: type 1.234 or 1234',
    "-1,234": "could be 1.234 or 1234",
    "1.2.3": "one decimal point",
    "1,23,4": "one decimal point",
    "3 100/200": '"3 100/200" could be 3100/200 or 3 + 100/200: type one of these',
    "1/0": '"1/0" divides by zero',
    "1//0": "divides by zero",
    "0^-1": "power without a real value",
    "(-8)^(1/3)": "power without a real value",
    "sqrt(-1)": "without a real value",
    "ln(0)": "without a real value",
    "x": 'the name "x" is not known: type a number',
    "2*W": 'the name "W"',
    "sigmoid(2)": 'the name "sigmoid"',
    "__import__('os')": "cannot be read",
    "().__class__": "cannot be read",
    "'a'*10": "cannot be read",
    "[1 for x in 2]": "nothing between",
    "lambda x: x": "the name",
    "nan": '"nan" is no finite number',
    "NaN": '"NaN" is no finite number',
    "-inf": '"inf" is no finite number',
    "∞": "finite number",
    "1e400": "larger than an answer can be",
    "1e99999999999999": "exponent",
    "0e999999999": "exponent",
    "1e-399": "too small",
    "9**9**9": '"9**9**9" is larger than an answer can be (1e100): type a smaller number',
    "9^9^9": "larger than an answer can be",
    "(9**9**9)*0": "larger than an answer can be",
    "exp(1000)": "larger than an answer can be",
    "0.1, 0.2": "has a , inside one number",
    "0.1; 0.2": "has a ; inside one number",
    "0.1 0.2": 'nothing between "0.1" and "0.2"',
    "10 00": "nothing between",
    "1 +": 'stops too early: type a number after "+"',
    "*2": 'no number before "*"',
    "()": 'no number before ")"',
    "(1": "the ( in",
    "1)": "the ) in",
    "(1]": "the ] in",
    "|1": "opens a | without closing it",
    "min()": 'no number before ")"',
    "ln 2/3": "two ways: type brackets after ln",
    "ln 2π": "two ways",
    "1/2π": "two ways",
    "2^2π": "two ways",
    "log(8,2)": "two ways",
    "2(3)": 'nothing between "2" and "("',
    "2e": 'nothing between "2" and "e"',
    "2x3": 'nothing between "2" and "x"',
    "0x10": "nothing between",
    "5%3": 'nothing between "%" and "3"',
    "5!": '"!" cannot be read in "5!"',
    "1/3=0.333": "an = stands inside",
    "12 px": 'the unit "px" is not asked for: type the number alone',
    "(" * 60 + "1" + ")" * 60: "nested more than",
    "2^" * 60 + "2": "nested more than",
    "√" * 60 + "2": "nested more than",
    "1+" * 100 + "1": "longer than 200 characters",
    "\x1b[31m5\x1b[0m": "partner",
    "5\x1b]0;x\x07": "partner",
    "5\x1b": r'"\x1b" cannot be read in "5\x1b"',
    "\ud800": r'"\ud800" cannot be read',
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items())
def test_a_refusal_says_what_was_read_and_what_to_type(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(text, NUMBER)
    message = str(refusal.value)
    assert sentence in message
    assert message.isprintable()
    assert len(message) < 250


@pytest.mark.parametrize(
    ("text", "places", "significant"),
    [
        ("1.0001", 4, 5),
        ("80", 0, 2),
        ("0.50", 2, 2),
        ("-0.50", 2, 2),
        ("(0.50)", 2, 2),
        ("0,50", 2, 2),
        ("50%", 2, 2),
        ("12.5%", 3, 3),
        ("1e-3", 3, 1),
        ("1.50e-3", 5, 3),
        ("1.2e6", -5, 2),
        ("0.0012", 4, 2),
        ("1_000.0", 1, 5),
        ("1 000", 0, 4),
        ("5.", 0, 1),
        ("0.00", 2, 1),
        ("x ≈ 0.731", 3, 3),
        ("1.5 million", -5, 2),
        ("1/3", None, None),
        ("½", None, None),
        ("3 1/2", None, None),
        ("sqrt(2)", None, None),
        ("0.5*2", None, None),
        ("|-0.5|", None, None),
        ("π", None, None),
    ],
)
def test_typed_digits_are_counted_as_typed(text: str, places: int | None, significant: int | None) -> None:
    answer = read(text, NUMBER)
    assert (answer.places, answer.significant) == (places, significant)


@pytest.mark.parametrize(
    ("text", "unit", "value", "places"),
    [
        ("12", "px", 12, 0),
        ("12 px", "px", 12, 0),
        ("12pixels", "px", 12, 0),
        ("2π px", "px", 2 * math.pi, None),
        ("3.5 MB", "MB", 3.5, 1),
        ("3.5MB", "kB", 3500, -2),
        ("3500 kB", "MB", 3.5, 3),
        ("1.5 GB", "B", 1.5e9, -8),
        ("1 TB", "GB", 1000, -3),
        ("1 KiB", "B", 1024, -4),
        ("2 GiB", "MiB", 2048, -4),
        ("2^20 B", "MiB", 1, None),
        ("5 mb", "MB", 5, 0),
        ("5 million bytes", "MB", 5, 0),
        ("½ MB", "kB", 500, None),
        ("1.2 GFLOPs", "FLOPs", 1.2e9, -8),
        ("1.2 gflops", "MFLOPs", 1200, -2),
        ("1.2G", "FLOPs", 1.2e9, -8),
        ("1.2 G MACs", "MACs", 1.2e9, -8),
        ("7B", "params", 7e9, -9),
        ("25.6 M", "params", 25.6e6, -5),
        ("7 billion parameters", "params", 7e9, -9),
        ("25.6M params", "M params", 25.6, 1),
        ("12k tokens", "tokens", 12000, -3),
        ("3 bit", "bits", 3, 0),
        ("12%", "%", 12, 0),
        ("12", "%", 12, 0),
        ("12 per cent", "%", 12, 0),
    ],
)
def test_a_unit_is_dropped_or_converted(text: str, unit: str, value: float, places: int | None) -> None:
    answer = read(text, Expected("number", unit=unit))
    assert answer.value == pytest.approx(value)
    assert answer.places == places
    assert answer.echo.endswith(f" {unit}")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 cm", "px"),
        ("5 Mb", "MB"),
        ("5 b", "B"),
        ("3.5 M", "MiB"),
        ("1.2 GMACs", "GFLOPs"),
        ("1.2 GFLOPs", "MACs"),
        ("1 ms", "s"),
        ("3 nats", "bits"),
    ],
)
def test_another_unit_is_refused_with_the_asked_one(text: str, unit: str) -> None:
    with pytest.raises(Unreadable, match=f"type the number in {unit}$"):
        read(text, Expected("number", unit=unit))


def test_per_cent_of_a_sum_is_not_guessed() -> None:
    with pytest.raises(Unreadable, match="more than one %"):
        read("12% + 3%", Expected("number", unit="%"))


@pytest.mark.parametrize(
    ("text", "value"), [("15", 15), ("15.0", 15), ("15.5", 15.5), ("30/2", 15), ("1e3", 1000)]
)
def test_a_whole_number_is_read_even_where_it_is_not_whole(text: str, value: float) -> None:
    answer = read(text, Expected("integer"))
    assert answer.value == value
    assert isinstance(answer.value, float) == (value != int(value))


def test_the_echo_shows_the_value() -> None:
    assert read("1/3", NUMBER).echo == "read as 0.333333333333"
    assert read("0,50", NUMBER).echo == "read as 0.5"
    assert read("1 000", NUMBER).echo == "read as 1000"
    assert read("-0", NUMBER).echo == "read as 0"
