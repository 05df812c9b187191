"""Packages out and in, against the programs that others use, in the same run.

python tests/benchmarks/packages.py [CARDS]

genanki and anki are compared with where they are installed.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from cards.exports.anki import write_apkg
from cards.model import Card, Deck, Review, Schedule, Source
from quizapp.history import Scheduling
from quizapp.importing import Linker
from quizapp.memory import model
from quizapp.packages import bring, read
from quizapp.schedule import Calendar
from quizapp.store import open_store

AIM_OUT, AIM_HISTORY, AIM_IN = 1.0, 1.0, 1.5
DAY_MS = 86_400_000
START = 1_700_000_000_000


def made(count: int, *, history: bool) -> Deck:
    """Plain cards, every one with ten answers where a history is asked for."""
    chance = random.Random(1)
    cards = [
        Card(
            f"What is <{number}> of **{chance.random():.6f}** and $x_{number}$?",
            f"It is {chance.random():.9f}, because of\n\n- one\n- `two`",
            Source("", 0, 0),
            id=f"card-{number}",
            deck=f"Bench::{number % 7}",
            tags=("a", "b"),
            changed_ms=START + number,
        )
        for number in range(count)
    ]
    if not history:
        return Deck(cards)
    reviews = {card.id: _reviews(number) for number, card in enumerate(cards)}
    last = {card.id: reviews[card.id][-1] for card in cards}
    schedules = {
        name: Schedule("review", 40.0, 5.0, one.day + one.interval, None, one.interval, 10, 0, one.at_ms)
        for name, one in last.items()
    }
    return Deck(cards, reviews, schedules)


def _reviews(number: int) -> list[Review]:
    first = START + number * 997
    days = (0, 0, 1, 4, 10, 22, 45, 80, 140, 230)
    return [
        Review(
            first + day * DAY_MS + turn * 600_000,
            (first + day * DAY_MS) // DAY_MS,
            3,
            4000,
            was,
            max(1, day),
            0,
        )
        for turn, (day, was) in enumerate(zip(days, ("new", "learning", *["review"] * 8), strict=True))
    ]


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The best time of some runs: other programs only ever make it longer."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def written(deck: Deck, path: Path) -> None:
    with path.open("wb") as target:
        write_apkg(deck, target)


def against_genanki(deck: Deck, folder: Path) -> None:
    """The same notes built and written by genanki."""
    try:
        import genanki
    except ImportError:
        print("genanki is not installed: nothing to compare the writing with")
        return

    def theirs() -> None:
        basic = genanki.BASIC_MODEL
        target = genanki.Deck(1, "Bench")
        for card in deck.cards:
            target.add_note(genanki.Note(basic, [card.front.replace("<", "&lt;"), card.back], guid=card.id))
        genanki.Package(target).write_to_file(folder / "theirs.apkg")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours, other = seconds(lambda: written(deck, folder / "ours.apkg")), seconds(theirs)
    sizes = [(folder / name).stat().st_size / 1e6 for name in ("ours.apkg", "theirs.apkg")]
    print(
        f"{len(deck.cards):,} notes to apkg: {ours:.2f} s, genanki {other:.2f} s:"
        f" {ours / other:.2f} (aim {AIM_OUT})"
    )
    print(f"  size {sizes[0]:.2f} MB, genanki {sizes[1]:.2f} MB")


def against_anki(deck: Deck, folder: Path) -> None:
    """The same package imported and exported again by Anki, history included."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from anki.collection import (
                Collection,
                ExportAnkiPackageOptions,
                ImportAnkiPackageOptions,
                ImportAnkiPackageRequest,
            )
        except ImportError:
            print("anki is not installed: nothing to compare with")
            return
    path = folder / "history.apkg"
    ours_out = seconds(lambda: written(deck, path))
    start = time.perf_counter()
    collection = Collection(str(folder / "collection.anki2"))
    options = ImportAnkiPackageOptions(with_scheduling=True)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))
    theirs_in = time.perf_counter() - start
    out = ExportAnkiPackageOptions(with_scheduling=True, legacy=True)
    theirs_out = seconds(
        lambda: collection.export_anki_package(out_path=str(folder / "a.apkg"), options=out, limit=None)
    )
    collection.close()
    ratio = ours_out / theirs_out
    print(f"with history to apkg: {ours_out:.2f} s, Anki {theirs_out:.2f} s: {ratio:.2f} (aim {AIM_HISTORY})")
    scheduling = Scheduling(model(), calendar=Calendar(4))
    with open_store(str(folder / "store.sqlite")) as store:
        start = time.perf_counter()
        package = read(path, scheduling)
        reading = time.perf_counter() - start
        bring(
            store,
            package,
            scheduling=scheduling,
            linker=Linker(lambda _: (), "none"),
            now_ms=START + 400 * DAY_MS,
        )
        ours_in = time.perf_counter() - start
    ratio = ours_in / theirs_in
    print(
        f"apkg in: {ours_in:.2f} s ({reading:.2f} to read), Anki {theirs_in:.2f} s:"
        f" {ratio:.2f} (aim {AIM_IN})"
    )


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        against_genanki(made(count, history=False), Path(name))
        against_anki(made(count, history=True), Path(name))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
