"""What a learner typed, read generously: a number, vector, matrix, shape, indices, choice or interval.

`read` returns the value with the line that echoes it, or raises `Unreadable` with one sentence that says
what was read and what to type. It judges nothing, evaluates nothing but arithmetic, and its time is bounded
by the length of the text.
"""

from __future__ import annotations

from engine.reading.answer import Answer, Digits, Expected, Kind, Unreadable, Value, as_whole, quoted, spelled
from engine.reading.cells import read_cell
from engine.reading.choices import read_choice, read_indices
from engine.reading.layouts import read_interval, read_matrix, read_shape, read_vector
from engine.reading.text import inside, normalized, undressed, unpaired

__all__ = ["Answer", "Digits", "Expected", "Kind", "Unreadable", "Value", "read"]

_LONGEST = 2000
_DEEPEST_BRACKETS = 3


def read(text: str, expected: Expected) -> Answer:
    """The answer that a text gives to a part.

    Whole numbers typed as 15.5, shapes of another rank and probabilities above 1 are read as they stand;
    grading them is not the reader's work.

    Raises:
        Unreadable: no answer of the asked kind and layout.
    """
    if len(text) > _LONGEST or len(plain := normalized(text)) > _LONGEST:
        raise Unreadable(f"more than {_LONGEST:,} characters were typed: type the answer alone")
    if not plain:
        raise Unreadable("nothing was typed: type an answer")
    if expected.kind == "choice":
        return read_choice(plain, expected)
    text = undressed(plain)
    if expected.kind != "interval" and (bracket := unpaired(text)):
        raise Unreadable(f"the {bracket} in {quoted(text)} has no partner: type brackets in pairs")
    match expected.kind:
        case "vector":
            return read_vector(text, expected)
        case "matrix":
            return read_matrix(text, expected)
        case "shape":
            return read_shape(text, expected)
        case "interval":
            return read_interval(text, expected)
        case "indices":
            return read_indices(text, expected)
        case _:
            return _read_number(text, expected)


def _read_number(text: str, expected: Expected) -> Answer:
    for _ in range(_DEEPEST_BRACKETS):
        inner = inside(text) if text[:1] in ("[", "{") else None
        text = text if inner is None else inner
    cell = read_cell(text, expected.unit)
    value = as_whole(cell.value) if expected.kind == "integer" else cell.value
    shown = f"{spelled(value)} {expected.unit}".rstrip()
    return Answer(value, shown, (cell.digits,))
