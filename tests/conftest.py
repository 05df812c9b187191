"""Options of the whole suite."""

from __future__ import annotations

import os
import time

import pytest


def pytest_configure() -> None:
    """One zone for the tests; those of other zones name theirs.

    Anki counts study days in blocks of 24 hours, so where clocks change its days differ from ours by an hour.
    """
    if hasattr(time, "tzset"):
        os.environ["TZ"] = "UTC"
        time.tzset()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files anew instead of comparing with them"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
