"""Packages out and in, against the programs that others use, in the same run.

python tests/benchmarks/packages.py [CARDS]

genanki and anki are compared with where they are installed.
"""

from __future__ import annotations

import os
import random
import re
import resource
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from cards.exports.anki import write_apkg
from cards.model import Card, Deck, Review, Schedule, Source
from cards.parse import read_note
from quizapp.config import Settings
from quizapp.decks.outgoing import Wanted, deck_of
from quizapp.decks.packages import bring, read
from quizapp.history import Scheduling
from quizapp.memory import model
from quizapp.notes.importing import Linker
from quizapp.paths import shipped_notes
from quizapp.records import Selection
from quizapp.schedule import Calendar
from quizapp.store import open_store
from quizapp.workspace import Workspace

AIM_OUT, AIM_HISTORY, AIM_IN = 1.0, 1.0, 1.5
MARK = re.compile(r"[*`$|]|^\s*(?:-|\d+\.) ", re.MULTILINE)
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


Spent = tuple[float, float]
"""Seconds by the clock, and of processors."""


def spent(work: Callable[[], object]) -> Spent:
    """Seconds by the clock, and of processors, those of other processes that it starts included."""
    start, before = time.perf_counter(), sum(os.times()[:4])
    work()
    return time.perf_counter() - start, sum(os.times()[:4]) - before


def written(deck: Deck, path: Path) -> None:
    with path.open("wb") as target:
        write_apkg(deck, target)


def realistic(count: int) -> Deck:
    """Cards of questions and passages of the shipped notes, half of them without a mark of Markdown."""
    cards = [
        card
        for note in sorted(shipped_notes().iterdir(), key=lambda note: note.name)
        if note.name.endswith(".md")
        for card in read_note(note.read_bytes(), note.name).cards
    ]
    chance = random.Random(1)
    passages = [
        passage
        for card in cards
        for passage in ([card.back] if "```" in card.back else card.back.split("\n\n"))
    ]
    kinds = [[one for one in passages if bool(MARK.search(one)) == marked] for marked in (False, True)]
    return Deck(
        [
            Card(
                f"{number}: {chance.choice(cards).front}",
                "\n\n".join(chance.choices(kinds[number % 2], k=chance.choice((1, 1, 2)))),
                Source("", 0, 0),
                id=f"card-{number}",
                deck=f"Bench::{number % 7}",
                tags=("a", "b"),
                changed_ms=START + number,
            )
            for number in range(count)
        ]
    )


def plain(deck: Deck) -> Deck:
    """The same number of cards without a mark of Markdown, as genanki writes them too."""
    return Deck(
        [
            replace(card, front=f"What is {card.id}?", back=f"It is what {card.id} says.")
            for card in deck.cards
        ]
    )


def processor(*works: Callable[[], object], rounds: int = 5) -> list[float]:
    """Seconds of processor that each takes, the median of rounds in which they take turns."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for times, work in zip(taken, works, strict=True):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
    return [statistics.median(times) for times in taken]


def against_genanki(count: int, folder: Path) -> None:
    """The same notes built and written by genanki, which takes a note's text for HTML as it is."""
    try:
        import genanki
    except ImportError:
        print("genanki is not installed: nothing to compare the writing with")
        return
    from markdown_it import MarkdownIt

    def theirs(cards: Sequence[Card], convert: Callable[[str], str]) -> None:
        basic = genanki.BASIC_MODEL
        target = genanki.Deck(1, "Bench")
        for card in cards:
            target.add_note(genanki.Note(basic, [convert(card.front), convert(card.back)], guid=card.id))
        genanki.Package(target).write_to_file(folder / "theirs.apkg")

    def alone(text: str) -> str:
        return text.replace("<", "&lt;")

    real, made_up = realistic(count), made(count, history=False)
    characters = sum(len(card.front) + len(card.back) for card in real.cards) / count
    notes = f"passages of notes, half of them with marks, {characters:.0f} characters each"
    variants: list[tuple[str, Deck, Callable[[str], str]]] = [
        (f"{notes}; genanki leaves Markdown alone", real, alone),
        (f"{notes}; converted by markdown-it for genanki", real, MarkdownIt().render),
        ("two lines, a list, bold, code and a formula each; genanki leaves Markdown alone", made_up, alone),
        ("two plain sentences each", plain(made_up), lambda text: text),
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for what, cards, convert in variants:
            ours, other = processor(
                lambda cards=cards: written(cards, folder / "ours.apkg"),
                lambda cards=cards, convert=convert: theirs(cards.cards, convert),
            )
            sizes = [(folder / name).stat().st_size / 1e6 for name in ("ours.apkg", "theirs.apkg")]
            print(
                f"{count:,} notes to apkg, {what}: {ours:.2f} s, genanki {other:.2f} s:"
                f" {ours / other:.2f} (aim {AIM_OUT}); {sizes[0]:.2f} MB, genanki {sizes[1]:.2f} MB"
            )


def against_anki(count: int, folder: Path) -> None:
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
    written(made(count, history=True), path)
    options = ImportAnkiPackageOptions(with_scheduling=True)
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    out = ExportAnkiPackageOptions(with_scheduling=True, legacy=True)
    target = str(folder / "a.apkg")
    collections = [Collection(str(folder / f"collection{number}.anki2")) for number in range(3)]
    theirs_in, ours_in, theirs_out, ours_out, stages = [], [], [], [], []
    for number, each in enumerate(collections):
        theirs_in.append(spent(lambda each=each: each.import_anki_package(request)))
        location = folder / f"{number}.sqlite"
        ours_in.append(spent(lambda location=location: stages.append(brought_in(path, location))))
        theirs_out.append(
            spent(lambda each=each: each.export_anki_package(out_path=target, options=out, limit=None))
        )
        ours_out.append(spent(lambda location=location: taken_out(location, folder / "out.apkg")))
        each.close()
    compared("with history to apkg", ours_out, theirs_out, AIM_HISTORY)
    compared("apkg in", ours_in, theirs_in, AIM_IN)
    _, parts = min(stages)
    print(f"  at best {', '.join(f'{taken:.2f} s for {stage}' for stage, taken in parts)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"  most memory in use until then, while the deck was made up: {peak:,.0f} MB")


def compared(what: str, ours: Sequence[Spent], theirs: Sequence[Spent], aim: float) -> None:
    """Tells the medians of both, by the clock and of processors."""
    for how, mine, others in zip(
        ("by the clock", "of processors"), zip(*ours, strict=True), zip(*theirs, strict=True), strict=True
    ):
        one, other = statistics.median(mine), statistics.median(others)
        print(f"{what}, {how}: {one:.2f} s, Anki {other:.2f} s: {one / other:.2f} (aim {aim})")


STAGES = ("reading", "the cards", "pictures", "the answers", "memory states")
"""As `quizapp.decks.packages` tells them."""


def brought_in(path: Path, location: Path) -> tuple[float, list[tuple[str, float]]]:
    """Seconds of a whole import into a new store, and of each of its stages."""
    scheduling = Scheduling(model(), calendar=Calendar(4))
    linker, now = Linker(lambda cards: [() for _ in cards], "none"), START + 400 * DAY_MS
    began: dict[int, float] = {}

    def told(stage: int, of: int, what: str) -> None:
        began.setdefault(stage, time.perf_counter())

    with open_store(str(location)) as store:
        package = read(path, scheduling, told)
        bring(store, package, scheduling=scheduling, linker=linker, now_ms=now, progress=told)
        ended = time.perf_counter()
    times = [*began.values(), ended]
    stages = [
        (STAGES[stage], after - before) for stage, before, after in zip(began, times, times[1:], strict=False)
    ]
    return ended - times[0], stages


def taken_out(location: Path, path: Path) -> None:
    """A whole export from a store, with every answer and schedule."""
    with open_store(str(location)) as store:
        written(deck_of(Workspace(Settings(), store), Wanted(Selection(), history=True)), path)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        against_genanki(count, Path(name))
        against_anki(count, Path(name))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
