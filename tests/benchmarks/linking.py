"""Links of cards from real notes against links that people gave the same passages, where these are at hand.

python tests/benchmarks/linking.py [-v]

A link is right where the lists give its exercise to a passage of the card's section, or to one of its lines
although they stand under another heading. It is a sibling where the lists give another exercise to which a
term leads that the card says: two exercises of dilated convolutions serve the same card, and the lists name
one. Siblings are told from wrong links; `strict` counts them as wrong.

A passage that gave no card, or that the lists call hidden, empty or a picture, can have no link, and none is
missed there. A passage that the lists skip, since it repeats another one, is not judged.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cards.linking import Linker, headings_of, subject_of
from cards.linking.evidence import gather
from cards.linking.terms import TermIndex
from cards.model import Card
from cards.parse import read_note
from engine import registry

SHARED = Path(__file__).parents[2].parent / "shared"
Lines = tuple[int, int]

_SECTION = re.compile(r"### .*— lines (\d+)(?:-(\d+))?|### L(\d+)-(\d+) \|")
_ITEM = re.compile(r"- \*\*[A-Z](\d{3})-.*\[ex: (.*?)\]")
_ROW = re.compile(r"\| [A-Z](\d{3})-\d")
_NOT_SAID = re.compile(r"\((?:image|hidden|empty)\)")


@dataclass(frozen=True)
class Wanted:
    """A passage and the exercises that it calls for."""

    file: str
    """The beginning of the file's name."""
    section: Lines
    lines: tuple[Lines, ...]
    exercises: frozenset[str]
    said: bool = True
    """Its fact stands in the note as text that is shown."""


def wanted(folder: Path = SHARED / "inventory") -> Iterator[Wanted]:
    """The passages of all lists in the folder: items with a mark, or rows with lines and exercises."""
    names = set((folder / "exercises.txt").read_text("utf-8").split())
    for path in sorted(folder.glob("notes-*.md")):
        section: Lines | None = None
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#"):
                head = _SECTION.match(line)
                numbers = [int(each) for each in head.groups() if each] if head else []
                section = (numbers[0], numbers[-1]) if numbers else None
            elif section and (item := _ITEM.match(line)):
                yield Wanted(item[1], section, (section,), _ids(item[2], names))
            elif section and (row := _ROW.match(line)):
                cells = re.split(r"(?<!\\)\|", line)[1:-1]
                lines = re.findall(r"(\d+)(?:-(\d+))?", cells[2])
                spans = tuple((int(low), int(high or low)) for low, high in lines)
                yield Wanted(row[1], section, spans, _ids(cells[-1], names), not _NOT_SAID.search(cells[1]))


def _ids(text: str, names: set[str]) -> frozenset[str]:
    return frozenset(registry.resolve(name).id for name in re.findall(r"[a-z]\w+", text) if name in names)


def _meet(place: Lines, others: Iterable[Lines]) -> bool:
    return any(low <= place[1] and place[0] <= high for low, high in others)


def compare(linker: Linker, verbose: bool = False) -> dict[str, Counter[str]]:
    """For each note, how many links of its sections are right, siblings, wrong and missing."""
    passages = list(wanted())
    index = TermIndex(registry.entries())
    result: dict[str, Counter[str]] = {}
    for path in sorted((SHARED / "notes").glob("*.txt")):
        mine = [each for each in passages if path.name.startswith(each.file)]
        cards = read_note(path.read_bytes(), path.name).cards
        links = dict(zip(cards, linker.together(cards), strict=True))
        count = result[path.name[:3]] = Counter()
        for section, inside in _by_section(mine, cards).items():
            judged = _judge(section, inside, mine, links, index)
            count.update({what: len(names) for what, names in judged.items()})
            if verbose:
                print(f"{path.name[:3]}:{section[0]}-{section[1]}")
                print(*(f"  {what} {sorted(names)}" for what, names in judged.items()), sep="\n")
    return result


def _judge(
    section: Lines,
    inside: Sequence[Card],
    passages: Sequence[Wanted],
    links: Mapping[Card, Sequence[str]],
    index: TermIndex,
) -> dict[str, set[str]]:
    """The exercises of a section by how they agree with the lists.

    Args:
        inside: the cards of the section.
        passages: those of the note.
        links: the exercises of each card of the note.
    """
    found = {name for card in inside for name in links[card]}
    calls: set[str] = set()
    right: set[str] = set()
    for each in passages:
        own = [card for card in links if _meet((card.source.start, card.source.end), each.lines)]
        if own and each.said and each.section == section:
            calls |= each.exercises
            right |= each.exercises & found.union(*(links[card] for card in own))
    near = [each.exercises for each in passages if _meet(section, (*each.lines, each.section))]
    allowed = frozenset[str]().union(*near)
    amiss = found - allowed
    siblings = {
        name
        for card in inside
        for name in amiss.intersection(links[card])
        if _shares_a_term(name, allowed, index, card)
    }
    return {"right": right, "sibling": siblings, "wrong": amiss - siblings, "missing": calls - right}


def _by_section(passages: Iterable[Wanted], cards: Iterable[Card]) -> dict[Lines, list[Card]]:
    """The cards of each section that has passages: the last one that begins before a card."""
    result: dict[Lines, list[Card]] = {each.section: [] for each in passages}
    for card in cards:
        around = [each for each in result if each[0] <= card.source.start <= each[1]]
        if around:
            result[max(around)].append(card)
    return result


def _shares_a_term(name: str, others: Iterable[str], index: TermIndex, card: Card) -> bool:
    """Whether a term of the card leads to an exercise and to one of the others as well."""
    each = gather(index, subject_of(card), headings_of(card), card.back).each
    said = each[name].asked | each[name].told
    return any(other in each and said & (each[other].asked | each[other].told) for other in others)


def precision_and_recall(count: Counter[str], strict: bool = False) -> tuple[float, float]:
    """Both shares of right links; 0 where there are none."""
    right, wrong = count["right"], count["wrong"] + strict * count["sibling"]
    return right / max(1, right + wrong), right / max(1, right + count["missing"])


if __name__ == "__main__":
    counts = compare(Linker(registry.entries()), "-v" in sys.argv)
    for name, each in (*counts.items(), ("all", sum(counts.values(), Counter()))):
        precision, recall = precision_and_recall(each)
        strict, _ = precision_and_recall(each, strict=True)
        print(f"{name}: precision {precision:.3f} (strict {strict:.3f}), recall {recall:.3f}  {dict(each)}")
