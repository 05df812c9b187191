"""What the engine's tests share: how answers are typed, and the seeds that rotate from day to day."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine import catalogue
from engine.choices import shown
from engine.model import Part
from engine.show import value as show_value

EACH = [(entry.id, level) for entry in catalogue() for level in entry.levels]
"""Every exercise at every level."""


def first_seed() -> int:
    """`QUIZAPP_TEST_SEED`, or another hundred each day, so that in time all seeds are tried."""
    chosen = os.environ.get("QUIZAPP_TEST_SEED")
    return int(chosen) if chosen else datetime.datetime.now(datetime.UTC).date().toordinal() * 100 % 10**6


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`exercise_level` runs over the catalogue."""
    if "exercise_level" in metafunc.fixturenames:
        metafunc.parametrize("exercise_level", EACH, ids=[f"{name}-{level}" for name, level in EACH])


@pytest.fixture(scope="session")
def first() -> int:
    return first_seed()


def _as_typed(part: Part, value: Any, each: Callable[[float], str]) -> str:
    if part.kind == "choice":
        return str(value)
    if part.kind == "shape":
        return "×".join(each(item) for item in value)
    if part.kind == "indices":
        return " ".join(each(item) for item in value) or "none"
    if isinstance(value, list):
        return "[" + ", ".join(_as_typed(part, item, each) for item in value) + "]"
    return each(float(value))


def _truncated(number: float, digits: int) -> str:
    scale = 10**digits
    return f"{np.trunc(number * scale + 1e-9 * np.sign(number)) / scale:.{digits}f}"


@pytest.fixture(scope="session")
def typed() -> Callable[[Part, Any, str], str]:
    """A value as a learner types it: `exact`, `shown` as asked, `truncated`, `long` with a digit more."""

    def type_it(part: Part, value: Any, how: str) -> str:
        if how == "shown":
            return shown(part, value)
        if how == "exact" or part.exact:
            return _as_typed(
                part, value, lambda number: repr(int(number) if number == int(number) else number)
            )
        if part.significant:
            return _as_typed(part, value, lambda number: f"{number:#.{part.digits + (how == 'long')}g}")
        if how == "truncated":
            return _as_typed(part, value, lambda number: _truncated(number, part.digits))
        return _as_typed(part, value, lambda number: show_value(number, str(part.digits + 1)))

    return type_it
