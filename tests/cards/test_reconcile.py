"""A card keeps its id through edits; what is not certain is named, and no history goes to another fact."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.model import Card, Source
from cards.parse import read_note
from cards.reconcile import Plan, Stored, card_id, reconcile


def card(
    front: str, back: str, file: str = "a.md", start: int = 1, path: tuple[str, ...] = ("A",), id: str = ""
) -> Card:
    return Card(front, back, Source(file, start, start, path), id=id)


def stored(plan: Plan, before: Sequence[Stored] = ()) -> list[Stored]:
    """What a store holds after a plan was carried out."""
    known = {one.id: replace(one, retired=one in plan.retired or one.retired) for one in before}
    for placed in plan.cards:
        one = placed.card
        explicit = bool(placed.before and placed.before.explicit)
        known[one.id] = Stored(
            one.id,
            one.front,
            one.back,
            one.source.file,
            one.source.start,
            one.source.end,
            one.source.path,
            False,
            explicit,
        )
    return list(known.values())


def everything(_: str) -> bool:
    return True


ADAM = card("What is Adam?", "An optimizer with two running averages of the gradient and a bias correction.")
RELU = card(
    "What is ReLU?", "A rectifier that passes positive numbers and blocks all negative ones.", start=5
)
POOL = card("What is pooling?", "A summary of small windows that makes a map smaller and cheaper.", start=9)
NOTES = [ADAM, RELU, POOL]
STORE = stored(reconcile([], NOTES, everything))


def states(reading: Sequence[Card]) -> list[str]:
    plan = reconcile(STORE, reading, everything)
    names = {STORE[number].id: number for number in range(3)}
    return [f"{placed.state} {names.get(placed.card.id, '-')}" for placed in plan.cards]


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (NOTES, ["kept 0", "kept 1", "kept 2"]),
        (NOTES[::-1], ["kept 2", "kept 1", "kept 0"]),
        (
            [replace(ADAM, back=ADAM.back.replace("two", "two (2)")), RELU, POOL],
            ["edited 0", "kept 1", "kept 2"],
        ),
        ([replace(ADAM, front="What is Adam (Optimizers)?"), RELU], ["edited 0", "kept 1"]),
        ([replace(ADAM, source=Source("b.md", 3, 3, ("B",)))], ["moved 0"]),
        (
            [
                replace(
                    ADAM, front="What is the Adam optimiser?", back=ADAM.back.replace("gradient", "gradients")
                )
            ],
            ["edited 0"],
        ),
        ([replace(ADAM, back="Something quite different that was written anew.")], ["edited 0"]),
        (
            [
                card(
                    "What is AdaBound?", "An optimizer whose learning rate has bounds that tighten with time."
                )
            ],
            ["new -"],
        ),
        ([card("What is ReLU6?", RELU.back.replace("rectifier", "clipped rectifier"))], ["new -"]),
    ],
)
def test_states(reading: Sequence[Card], expected: list[str]) -> None:
    assert states(reading) == expected


def test_ids_are_hashes_of_the_first_text_and_stay() -> None:
    assert STORE[0].id == card_id(ADAM.front, ADAM.back)
    assert card_id("What is  **Adam**?", "x.") == card_id("what is adam", "X")
    assert card_id("a", "x + y") != card_id("a", "x - y / z")
    twins = reconcile([], [ADAM, replace(ADAM, source=Source("b.md", 1, 1))], everything)
    assert [placed.card.id for placed in twins.cards] == [STORE[0].id, f"{STORE[0].id}-2"]


def test_only_files_under_the_paths_are_retired_and_text_that_returns_brings_its_card_back() -> None:
    plan = reconcile(STORE, [RELU], lambda file: file == "b.md")
    assert not plan.retired
    plan = reconcile(STORE, [RELU], everything)
    assert [one.id for one in plan.retired] == [STORE[0].id, STORE[2].id]
    later = reconcile(stored(plan, STORE), NOTES, everything)
    assert [(placed.state, placed.returned) for placed in later.cards] == [
        ("kept", True),
        ("kept", False),
        ("kept", True),
    ]
    assert [placed.card.id for placed in later.cards] == [one.id for one in STORE]


def test_an_authors_id_wins_over_every_text() -> None:
    before = [replace(STORE[0], id="adam", explicit=True), STORE[1]]
    plan = reconcile(before, [replace(RELU, id="adam"), ADAM], everything)
    assert [(placed.card.id, placed.state) for placed in plan.cards] == [
        ("adam", "edited"),
        (card_id(ADAM.front, ADAM.back), "new"),
    ]
    twice = reconcile([], [replace(ADAM, id="x"), replace(RELU, id="x")], everything)
    assert [placed.card.id for placed in twice.cards] == ["x", "x-2"]


def test_a_doubtful_card_is_new_and_named_beside_its_likely_twin() -> None:
    other = card(
        "What is Nadam?", "An optimizer with two running averages of the gradient and a look-ahead step."
    )
    plan = reconcile(STORE, [other, RELU, POOL], everything)
    assert plan.cards[0].state == "new"
    assert [(doubt.new, doubt.perhaps) for doubt in plan.doubtful] == [(plan.cards[0].card.id, STORE[0].id)]


def test_a_joined_section_keeps_one_history_and_names_the_other() -> None:
    both = card("What is Adam?", f"{ADAM.back}\n\n{RELU.back}")
    plan = reconcile(STORE, [both, POOL], everything)
    assert plan.cards[0].card.id == STORE[0].id
    assert [(doubt.new, doubt.perhaps) for doubt in plan.doubtful] == [(STORE[0].id, STORE[1].id)]


def test_numbered_fronts_follow_their_backs() -> None:
    first = [
        card("X: what is new? [1/2]", "apples are red and round"),
        card("X: what is new? [2/2]", "pears are green and long"),
    ]
    before = stored(reconcile([], first, everything))
    after = [
        card("X: what is new? [1/3]", "plums are blue and small"),
        card("X: what is new? [2/3]", "apples are red and round"),
        card("X: what is new? [3/3]", "pears are green and long"),
    ]
    plan = reconcile(before, after, everything)
    assert [placed.card.id for placed in plan.cards][1:] == [one.id for one in before]
    assert plan.cards[0].state == "new"


def test_many_equal_cards_are_matched_in_linear_time() -> None:
    reading = [
        card("Same?", "The same answer to every one of these questions.", start=number)
        for number in range(3000)
    ]
    before = stored(reconcile([], reading, everything))
    plan = reconcile(before, reading, everything)
    assert {placed.state for placed in plan.cards} == {"kept"}


# Sequences of edits: notes of facts, each with a name of its own, changed as people change notes.

VOCABULARY = re.findall(
    r"\w+",
    """
    slow quick heavy light early late local global sparse dense linear curved noisy smooth shallow
    deep narrow wide layer weight sample batch signal filter kernel window anchor label margin
    vector matrix tensor channel stride learns keeps drops splits joins scales shifts blurs counts
    sorts stores shares copies masks rotates merges before after inside outside between during
    without against along beyond
    """,
)
SYLLABLES = ("ba", "ko", "ri", "mu", "ze", "to", "la", "vi", "ne", "su", "qua", "dor")


@dataclass
class Fact:
    """One statement; its words change with edits, and the spelling of its name."""

    number: int
    name: str
    words: list[str]
    style: str
    names: set[str] = field(default_factory=set)
    """Every spelling that the name has had."""

    def lines(self) -> list[str]:
        text = " ".join(self.words).capitalize()
        if self.style == "heading":
            return [f"### {self.name}", f"{text}.", ""]
        if self.style == "bullet":
            return [f"- **{self.name}**: {text}"]
        return [f"Q: What is {self.name}?", f"A: {text}.", ""]


@dataclass
class Section:
    title: str
    facts: list[Fact] = field(default_factory=list)


@dataclass
class Folder:
    """Files of sections of facts; `hidden` facts were deleted and may come back."""

    files: dict[str, list[Section]]
    hidden: list[tuple[str, Fact]] = field(default_factory=list)

    def sections(self) -> Iterator[tuple[str, Section]]:
        for name, sections in self.files.items():
            for section in sections:
                yield name, section

    def cards(self) -> list[Card]:
        cards: list[Card] = []
        for name, sections in self.files.items():
            rows = ["# Notes of the course", ""]
            for section in sections:
                rows += [f"## {section.title}", ""]
                for style in ("bullet", "question", "heading"):
                    for fact in section.facts:
                        if fact.style == style:
                            rows += fact.lines()
                    rows.append("")
            cards.extend(read_note("\n".join(rows).encode(), name).cards)
        return cards


def make_folder(rng: random.Random) -> Folder:
    number = 0
    files: dict[str, list[Section]] = {}
    for name in ("a.md", "b.md"):
        files[name] = []
        for _ in range(rng.randint(1, 3)):
            section = Section(" ".join(rng.sample(VOCABULARY, 2)).title())
            for _ in range(rng.randint(1, 4)):
                number += 1
                name_of_fact = "".join(rng.sample(SYLLABLES, 3)).capitalize() + SYLLABLES[number % 12]
                words = [rng.choice(VOCABULARY) for _ in range(rng.randint(8, 18))]
                section.facts.append(
                    Fact(number, name_of_fact, words, rng.choice(("heading", "bullet", "question")))
                )
            files[name].append(section)
    return Folder(files)


def edit(folder: Folder, rng: random.Random) -> str:
    """One change, of a kind and a size that people make; returns its kind."""
    places = list(folder.sections())
    name, section = rng.choice(places)
    kinds = [
        "correct",
        "extend",
        "shorten",
        "correct name",
        "rename heading",
        "move fact",
        "reorder",
        "delete",
        "restore",
        "split",
        "join",
        "rename file",
    ]
    kind = rng.choice(kinds)
    fact = rng.choice(section.facts) if section.facts else None
    if kind == "correct" and fact:
        fact.words[rng.randrange(len(fact.words))] = rng.choice(VOCABULARY)
    elif kind == "extend" and fact:
        fact.words[rng.randrange(len(fact.words)) :][:0] = [
            rng.choice(VOCABULARY) for _ in range(rng.randint(1, 3))
        ]
        fact.words += [rng.choice(VOCABULARY) for _ in range(rng.randint(1, 3))]
    elif kind == "shorten" and fact and len(fact.words) > 8:
        del fact.words[rng.randrange(len(fact.words))]
    elif kind == "correct name" and fact:
        fact.names.add(fact.name)
        at = rng.randrange(1, len(fact.name) - 1)
        fact.name = fact.name[:at] + rng.choice("aeiou") + fact.name[at + 1 :]
    elif kind == "rename heading":
        section.title = " ".join(rng.sample(VOCABULARY, 2)).title()
    elif kind == "move fact" and fact:
        section.facts.remove(fact)
        rng.choice(places)[1].facts.append(fact)
    elif kind == "reorder":
        rng.shuffle(section.facts)
        rng.shuffle(folder.files[name])
    elif kind == "delete" and fact:
        section.facts.remove(fact)
        folder.hidden.append((name, fact))
    elif kind == "restore" and folder.hidden:
        _, fact = folder.hidden.pop()
        rng.choice(places)[1].facts.append(fact)
    elif kind == "split" and len(section.facts) > 1:
        half = len(section.facts) // 2
        folder.files[name].append(Section(" ".join(rng.sample(VOCABULARY, 2)).title(), section.facts[half:]))
        del section.facts[half:]
    elif kind == "join" and len(folder.files[name]) > 1:
        other = next(one for one in folder.files[name] if one is not section)
        section.facts += other.facts
        folder.files[name].remove(other)
    elif kind == "rename file":
        folder.files[f"{name[:-3]}x.md"] = folder.files.pop(name)
    return kind


def fact_of(front: str, back: str, facts: Sequence[Fact]) -> set[int]:
    return {
        fact.number
        for fact in facts
        if any(name in front or name in back for name in (fact.name, *fact.names))
    }


@dataclass
class Tally:
    kept: int = 0
    named: int = 0


def run_sequence(seed: int, tally: Tally) -> None:
    rng = random.Random(seed)
    folder = make_folder(rng)
    facts = [fact for _, section in folder.sections() for fact in section.facts]
    known = stored(reconcile([], folder.cards(), everything))
    for _ in range(rng.randint(1, 6)):
        for _ in range(rng.randint(1, 3)):
            edit(folder, rng)
        reading = folder.cards()
        plan = reconcile(known, reading, everything)
        check_plan(known, plan, facts, tally)
        known = stored(plan, known)


def check_plan(known: Sequence[Stored], plan: Plan, facts: Sequence[Fact], tally: Tally) -> None:
    """No history with another fact; every history of a fact that is there with its card or named."""
    where: dict[int, str] = {}
    for placed in plan.cards:
        for number in fact_of(placed.card.front, placed.card.back, facts):
            where[number] = placed.card.id
        if placed.before:
            before = fact_of(placed.before.front, placed.before.back, facts)
            assert before & fact_of(placed.card.front, placed.card.back, facts), (placed.before, placed.card)
    named = {doubt.perhaps for doubt in plan.doubtful}
    for one in known:
        for number in fact_of(one.front, one.back, facts):
            if number not in where:
                continue
            if where[number] == one.id:
                tally.kept += 1
            elif not one.retired:
                assert one.id in named or any(placed.card.id == one.id for placed in plan.cards), one
                tally.named += 1


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_histories_survive_sequences_of_edits(seed: int) -> None:
    run_sequence(seed, Tally())


@pytest.mark.thorough
def test_histories_survive_a_thousand_sequences_of_edits(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    for seed in range(1500):
        run_sequence(seed, tally)
    rate = tally.kept / (tally.kept + tally.named)
    with capsys.disabled():
        print(f"\nhistories kept {tally.kept}, named in the report {tally.named}, matching rate {rate:.4f}")  # noqa: T201
    assert rate > 0.98
