"""Drawing and grading over the whole catalogue: times, redraws, and how often each mistake shows.

python tests/benchmarks/variants.py [SEEDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter

import engine
from engine.choices import shown

AIM_MEDIAN, AIM_SLOWEST, AIM_ATTEMPTS = 2.0, 10.0, 5.0
"""Milliseconds, milliseconds, draws."""


def main(seeds: int) -> None:
    """Print totals, the slowest exercises, and optional mistakes that show on less than half of the draws."""
    times: dict[str, list[float]] = {}
    attempts: dict[str, list[int]] = {}
    live: Counter[tuple[str, str]] = Counter()
    possible: Counter[tuple[str, str]] = Counter()
    for entry in engine.catalogue():
        exercise = engine.exercise(entry.id)
        for level in entry.levels:
            _graded(exercise, 10**6, level)  # the first one also pays for imports and caches
            for seed in range(seeds):
                start = time.perf_counter()
                variant = _graded(exercise, seed, level)
                times.setdefault(entry.id, []).append(1000 * (time.perf_counter() - start))
                attempts.setdefault(f"{entry.id} level {level}", []).append(variant.attempts)
                seen = {name for group in variant.live for name in group.ids}
                for mistake in exercise.mistakes:
                    if level in mistake.levels:
                        possible[entry.id, mistake.id] += 1
                        live[entry.id, mistake.id] += mistake.id in seen
    _report(times, attempts, live, possible)


def _graded(exercise, seed: int, level: int):
    variant = exercise.variant(seed=seed, level=level)
    variant.check(*[shown(part, variant.answer[part.name]) for part in variant.parts])
    return variant


def _report(times, attempts, live, possible) -> None:
    medians = {name: statistics.median(values) for name, values in times.items()}
    slowest = sorted(medians, key=medians.get, reverse=True)[:5]
    print(f"{len(times)} exercises, {sum(map(len, times.values()))} variants drawn and graded")
    print(f"median {statistics.median(medians.values()):.2f} ms (aim {AIM_MEDIAN})")
    for name in slowest:
        print(f"  slow: {name} {medians[name]:.2f} ms (aim {AIM_SLOWEST})")
    means = {name: statistics.mean(values) for name, values in attempts.items()}
    for name in sorted(means, key=means.get, reverse=True)[:5]:
        print(f"  redrawn: {name} {means[name]:.2f} draws a variant (aim {AIM_ATTEMPTS})")
    shares: dict[str, list[float]] = {}
    for (name, mistake), count in possible.items():
        shares.setdefault(name, []).append(live[name, mistake] / count)
    print(
        f"mistakes: {len(possible)}, live on {sum(live.values()) / sum(possible.values()):.0%} of the draws"
    )
    for name, values in sorted(shares.items()):
        if statistics.median(values) < 0.5:
            print(f"  rework: {name}, median share of live mistakes {statistics.median(values):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
