"""Generators of Python, as they feed batches: what next() returns and when they end."""

from __future__ import annotations

from collections.abc import Iterator

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step


def batch_starts(items: int, size: int, drop_last: bool = False) -> Iterator[int]:
    """Yields where each batch of a data set starts, and pauses after each.

    Calling it runs nothing: the body runs up to a `yield` at every next(), goes on behind it at the one
    after, and ends in StopIteration.

    Args:
      items: number of examples.
      size: examples of a full batch.
      drop_last: whether a batch that is not full is left out.

    Yields:
      Indices of first examples: 0, size, 2·size, and so on.

    Source: Python documentation, The Python Language Reference, section 6.2.9 (yield expressions);
    PEP 255.
    """
    for start in range(0, items, size):
        if drop_last and start + size > items:
            return
        yield start


def running(start: int, add: int, factor: int, calls: int) -> tuple[int, list[str]]:
    """What the last of so many calls of next() returns, with a line for each."""
    rows = [f"next() number 1 returns {start}"]
    for call in range(2, calls + 1):
        start = start * factor + add
        rows.append(f"next() number {call} returns {start}")
    return start, rows


def one_further(start: int, add: int, factor: int, calls: int) -> tuple[int, list[str]]:
    """The value after one turn of the loop too many."""
    for _ in range(calls):
        start = start * factor + add
    return start, []


def one_behind(start: int, add: int, factor: int, calls: int) -> tuple[int, list[str]]:
    """The value after one turn of the loop too few."""
    for _ in range(calls - 2):
        start = start * factor + add
    return start, []


def from_the_start(start: int) -> tuple[int, list[str]]:
    """As if every call of next() began anew."""
    return start, []


def _draw(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"start": draw.whole(2, 9), "add": draw.whole(2, 7), "calls": draw.whole(3, 6)}
    if level == 2:
        return {
            "start": draw.whole(1, 5),
            "factor": draw.whole(2, 3),
            "add": draw.whole(1, 5),
            "calls": draw.whole(3, 4),
        }
    size = draw.pick([8, 12, 16, 20, 32, 50])
    full = draw.whole(5, 15)
    items = full * size + draw.whole(1, size - 1)
    return {"items": items, "size": size, "calls": draw.whole(3, full - 1)}


GENERATOR_NEXT = Exercise(
    id="generator_next",
    title="What a Python generator yields next",
    topic="data",
    seconds=60,
    reference=batch_starts,
    terms=("generator function", "returns a generator", "yield statement", "next()", "StopIteration"),
    aliases={"generator_next_values": Focus(2, "value")},
    prompt={
        1: "A generator function is called and next() is used on the result {calls} times.\n\n"
        "  def values():\n      value = {start}\n      while True:\n          yield value\n"
        "          value = value + {add}",
        2: "A generator is made, and next() is used on it {calls} times. Then the same generator "
        "goes into the "
        "loop below.\n\n"
        "  def values():\n      value = {start}\n      while True:\n          yield value\n"
        "          value = {factor} * value + {add}\n\n"
        "  generator = values()\n  ...\n  for value in generator:\n      break",
        3: "A loader yields where each batch starts.\n\n"
        "  def starts(items, size):\n      for start in range(0, items, size):\n          yield start\n\n"
        "  loader = starts({items}, {size})\n\nIt is used with next() alone. First it is called "
        "{calls} times.",
    },
    draw=_draw,
    levels={1: ("value",), 2: ("value", "after"), 3: ("begin", "batches", "last")},
    parts=(
        Part("value", "what the last of these calls returns", "integer"),
        Part("after", "the value in the loop when it breaks", "integer"),
        Part("begin", "what the last of these calls returns", "integer"),
        Part("batches", "the number of calls that return a value", "integer"),
        Part("last", "the examples in the last batch", "integer"),
    ),
    constants={"factor": 1},
    steps=(
        Step(
            "value",
            "The first next() runs up to yield and returns the first value; each later one goes on "
            "behind yield "
            "and returns the next",
            "{value}",
            running,
            traced=True,
        ),
        Step(
            "after",
            "The generator remembers where it paused: the loop gets the value after that",
            "{factor}·{value} + {add} = {after}",
            lambda factor, value, add: factor * value + add,
        ),
        Step(
            "begin",
            "The first call returns 0, each later one a batch further",
            "({calls} − 1)·{size} = {begin}",
            lambda calls, size: (calls - 1) * size,
        ),
        Step(
            "batches",
            "Divide the examples by the size and round up: the last batch is not full",
            "⌈{items}/{size}⌉ = {batches}",
            lambda items, size: -(-items // size),
        ),
        Step(
            "last",
            "What is left behind the full batches",
            "{items} − ({batches} − 1)·{size} = {last}",
            lambda items, batches, size: items - (batches - 1) * size,
        ),
    ),
    mistakes=(
        Mistake(
            "one_too_many",
            "The first next() returns the first value itself: the loop goes on only at the second.",
            must=True,
            swap={"value": one_further, "begin": lambda calls, size: calls * size},
        ),
        Mistake(
            "one_too_few",
            "Count the calls from one: the second next() returns the second value.",
            levels=(1, 2),
            swap={"value": one_behind},
        ),
        Mistake(
            "starts_anew",
            "A generator pauses at yield and goes on there: it does not start again at each next().",
            levels=(1, 2),
            must=True,
            swap={"value": from_the_start},
        ),
        Mistake(
            "loop_starts_anew",
            "The loop goes on with the same generator: values that were returned do not come again.",
            levels=(2,),
            must=True,
            swap={"after": lambda start: start},
        ),
        Mistake(
            "value_repeated",
            "The value of the last next() is gone: the loop gets the one after it.",
            levels=(2,),
            swap={"after": lambda value: value},
        ),
        Mistake(
            "only_full_batches",
            "Round up: range yields the start of the last batch too, although it is not full.",
            levels=(3,),
            must=True,
            swap={"batches": lambda items, size: items // size},
        ),
        Mistake(
            "last_batch_full",
            "The last batch holds only what is left.",
            levels=(3,),
            swap={"last": lambda size: size},
        ),
        Mistake(
            "end_counted",
            "The call that raises StopIteration returns no value.",
            levels=(3,),
            swap={
                "batches": lambda items, size: -(-items // size) + 1,
                "last": lambda items, size: items - (-(-items // size) - 1) * size,
            },
        ),
    ),
)
