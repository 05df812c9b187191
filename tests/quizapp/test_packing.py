"""Whole numbers that travel to the store side by side."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest

from quizapp.store.packing import packed

FAR = 2**62


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ([[0, 0, 0]], 1),
        ([[1, 4, 2], [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000], [0, 36_500, 3]], 1),
        ([[-5, 0, 7], [-FAR, -FAR + 1, -FAR], [3, 3, 3]], 1),
        ([[0, 2**40], [0, 2**40], [0, 1]], 2),
        ([[-FAR, FAR], [1, 2], [FAR - 1, 0]], 3),
    ],
)
def test_columns_come_apart_as_they_were(columns: list[list[int]], words: int) -> None:
    told = packed({f"c{place}": np.array(column) for place, column in enumerate(columns)})
    query = f"{told.given(len(columns[0]))} SELECT {', '.join(told.columns.values())} FROM given"
    with closing(sqlite3.connect(":memory:")) as connection:
        found = connection.execute(query, told.words.ravel().tolist()).fetchall()
    assert [list(column) for column in zip(*found, strict=True)] == columns
    assert told.words.shape == (len(columns[0]), words)
