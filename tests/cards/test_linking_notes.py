"""Links on real notes: no worse than they have been, where the notes and the links of people are at hand."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

from cards.linking import Linker
from engine import registry

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "linking.py"
SHARED = Path(__file__).parents[2].parent / "shared"
LEAST_PRECISION = 0.8
LEAST_RECALL = 0.77


@pytest.mark.skipif(not (SHARED / "inventory").is_dir(), reason="the notes are not here")
def test_links_on_real_notes_agree_with_those_that_people_gave() -> None:
    spec = importlib.util.spec_from_file_location("linking_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = benchmark
    spec.loader.exec_module(benchmark)
    counts = benchmark.compare(Linker(registry.entries()))
    assert len(counts) == 5
    precision, recall = benchmark.precision_and_recall(sum(counts.values(), Counter()))
    assert precision >= LEAST_PRECISION, f"precision {precision:.3f}"
    assert recall >= LEAST_RECALL, f"recall {recall:.3f}"
