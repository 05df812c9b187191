"""Links on real notes: no worse than they have been, where the notes and the links of people are at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from cards.linking import Linker
from engine import registry

SHARED = Path(__file__).parents[3].parent / "shared"
LEAST_PRECISION = 0.90
LEAST_STRICT = 0.86
"""The same where a sibling of the exercise that the lists name counts as wrong."""
LEAST_RECALL = 0.84


@pytest.mark.skipif(not (SHARED / "inventory").is_dir(), reason="the notes are not here")
def test_links_on_real_notes_agree_with_those_that_people_gave(
    benchmark_of: Callable[[str], ModuleType],
) -> None:
    benchmark = benchmark_of("linking")
    counts = benchmark.compare(Linker(registry.entries()))
    assert len(counts) == 5
    every = sum(counts.values(), Counter())
    precision, recall = benchmark.precision_and_recall(every)
    strict, _ = benchmark.precision_and_recall(every, strict=True)
    assert precision >= LEAST_PRECISION, f"precision {precision:.3f}"
    assert strict >= LEAST_STRICT, f"strict precision {strict:.3f}"
    assert recall >= LEAST_RECALL, f"recall {recall:.3f}"
