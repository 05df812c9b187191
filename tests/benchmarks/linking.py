"""Links of cards from real notes against links that people gave the same passages, where these are at hand.

python tests/benchmarks/linking.py [-v]

Only a section's own exercises count as right, although a sibling that asks the same fact at another level
would serve a learner as well: the figures are lower bounds. A passage that gave no card (it is hidden, or a
picture) can have no link, and none is missed there. A passage that the lists skip, since it repeats another
one, is not judged.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cards.linking import Linker
from cards.parse import read_note
from engine import registry

SHARED = Path(__file__).parents[2].parent / "shared"
Lines = tuple[int, int]

_SECTION = re.compile(r"### .*— lines (\d+)(?:-(\d+))?|### L(\d+)-(\d+) \|")
_ITEM = re.compile(r"- \*\*[A-Z](\d{3})-.*\[ex: (.*?)\]")
_ROW = re.compile(r"\| [A-Z](\d{3})-\d")


@dataclass(frozen=True)
class Wanted:
    """A passage and the exercises that it calls for."""

    file: str
    """The beginning of the file's name."""
    section: Lines
    lines: tuple[Lines, ...]
    exercises: frozenset[str]


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
                yield Wanted(row[1], section, spans, _ids(cells[-1], names))


def _ids(text: str, names: set[str]) -> frozenset[str]:
    return frozenset(registry.resolve(name).id for name in re.findall(r"[a-z]\w+", text) if name in names)


def _meet(place: Lines, others: Iterable[Lines]) -> bool:
    return any(low <= place[1] and place[0] <= high for low, high in others)


def compare(linker: Linker, verbose: bool = False) -> dict[str, Counter[str]]:
    """For each note, how many links of its sections are right, wrong and missing."""
    passages = list(wanted())
    result: dict[str, Counter[str]] = {}
    for path in sorted((SHARED / "notes").glob("*.txt")):
        mine = [each for each in passages if path.name.startswith(each.file)]
        cards = read_note(path.read_bytes(), path.name).cards
        places = [(card.source.start, card.source.end) for card in cards]
        truth: dict[Lines, set[str]] = defaultdict(set)
        allowed: dict[Lines, set[str]] = defaultdict(set)
        for each in mine:
            gave = any(_meet(place, each.lines) for place in places)
            truth[each.section] |= each.exercises if gave else set()
        for section in truth:
            for each in mine:
                if _meet(section, (*each.lines, each.section)):
                    allowed[section] |= each.exercises
        found: dict[Lines, set[str]] = defaultdict(set)
        for card, names in zip(cards, linker.together(cards), strict=True):
            at = [each for each in truth if each[0] <= card.source.start <= each[1]]
            if at:
                found[max(at)] |= set(names)
        count = result[path.name[:3]] = Counter(right=0, wrong=0, missing=0)
        for section in {*truth, *found}:
            count["right"] += len(found[section] & truth[section])
            count["wrong"] += len(found[section] - allowed[section])
            count["missing"] += len(truth[section] - found[section])
            if verbose:
                print(f"{path.name[:3]}:{section[0]}-{section[1]}")
                print(f"  missing {sorted(truth[section] - found[section])}")
                print(f"  wrong {sorted(found[section] - allowed[section])}")
    return result


def precision_and_recall(count: Counter[str]) -> tuple[float, float]:
    """Both shares of right links; 0 where there are none."""
    right = count["right"]
    return right / max(1, right + count["wrong"]), right / max(1, right + count["missing"])


if __name__ == "__main__":
    counts = compare(Linker(registry.entries()), "-v" in sys.argv)
    for name, each in (*counts.items(), ("all", sum(counts.values(), Counter()))):
        precision, recall = precision_and_recall(each)
        print(f"{name}: precision {precision:.3f}, recall {recall:.3f}  {dict(each)}")
