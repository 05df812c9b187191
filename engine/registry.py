"""Every exercise by name, without loading any: a generated index, and loading on demand.

The index (`index.json`) holds what a listing needs. It is written from the definitions by
`python -m engine`; a test holds that the two agree. Every public `Exercise` of a module
under `engine/topics/` belongs to the catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.model import Exercise

INDEX = "index.json"
WORDINGS = "wordings.txt"


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise as a listing shows it; `at` is `module:NAME` under `engine.topics`."""

    id: str
    at: str
    title: str
    topic: str
    summary: str
    levels: tuple[int, ...]
    seconds: int
    parts: tuple[Mapping[str, str], ...]
    mistakes: tuple[Mapping[str, str], ...]
    aliases: Mapping[str, Mapping[str, Any]]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name leads: an exercise, a level, and one part (or all when None)."""

    id: str
    level: int
    part: str | None = None


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """All exercises, by topic and then in the order of their modules."""
    return tuple(_entry(record) for record in json.loads((files("engine") / INDEX).read_text("utf-8")))


def _entry(record: dict[str, Any]) -> Entry:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in record.items()}
    return Entry(**fields)


@lru_cache(maxsize=1)
def _names() -> dict[str, Place]:
    """Every id and alias with where it leads; a level is the middle one where none is said."""
    names: dict[str, Place] = {}
    for entry in entries():
        names[entry.id] = Place(entry.id, default_level(entry.levels))
        for alias, focus in entry.aliases.items():
            names[alias] = Place(entry.id, focus["level"], focus.get("part"))
    return names


def default_level(levels: tuple[int, ...]) -> int:
    """Level 2, or the nearest one that exists."""
    return min(levels, key=lambda level: (abs(level - 2), level))


def names() -> tuple[str, ...]:
    """Every id and alias."""
    return tuple(_names())


def resolve(name: str) -> Place:
    """Where an id or an alias leads.

    Raises:
      UsageError: no exercise bears the name; the message proposes the nearest ones.
    """
    wanted = name.strip().lower().replace("-", "_")
    if wanted in _names():
        return _names()[wanted]
    from difflib import get_close_matches

    near = get_close_matches(wanted, _names(), n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "`quizapp exercises` lists them all."
    raise UsageError(f"no exercise is called {name!r}: {hint}")


def entry(name: str) -> Entry:
    """The listing of the exercise that an id or alias leads to."""
    wanted = resolve(name).id
    return next(each for each in entries() if each.id == wanted)


def load(name: str) -> Exercise:
    """The definition behind an id or an alias; imports its topic, and numpy with it."""
    module, attribute = entry(name).at.split(":")
    exercise: Exercise = getattr(import_module(f"engine.topics.{module}"), attribute)
    return exercise


def defined(module: str) -> Iterator[tuple[str, Exercise]]:
    """The public exercises of a topic module with their names, in order."""
    from engine.model import Exercise

    for name, value in list(vars(import_module(f"engine.topics.{module}")).items()):
        if isinstance(value, Exercise) and not name.startswith("_"):
            yield name, value


def modules() -> list[str]:
    """The topic modules, by name."""
    folder = Path(__file__).parent / "topics"
    return sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, tuple[str, ...]]:
    """What notes write when they mean an exercise, beside the names that its definition gives it, by id."""
    lines = (files("engine") / WORDINGS).read_text("utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {name: tuple(texts.split("; ")) for name, _, texts in pairs}


def record(module: str, name: str, exercise: Exercise) -> dict[str, Any]:
    """What the index says of one exercise."""
    return {
        "id": exercise.id,
        "at": f"{module}:{name}",
        "title": exercise.title,
        "topic": exercise.topic,
        "summary": (exercise.reference.__doc__ or "").strip().split("\n")[0],
        "levels": sorted(exercise.levels),
        "seconds": exercise.seconds,
        "parts": [{"name": part.name, "kind": part.kind} for part in exercise.parts],
        "mistakes": [{"id": each.id, "message": each.message} for each in exercise.mistakes],
        "aliases": {
            alias: {"level": focus.level, **({"part": focus.part} if focus.part else {})}
            for alias, focus in exercise.aliases.items()
        },
        "terms": list(dict.fromkeys((*exercise.terms, *wordings().get(exercise.id, ())))),
    }


def build(only: list[str] | None = None) -> list[dict[str, Any]]:
    """The index of all topic modules; with `only`, the stored index with these modules read anew."""
    kept = [] if not only else json.loads((files("engine") / INDEX).read_text("utf-8"))
    wanted = only or modules()
    others = set(modules()) - set(wanted)
    records = [each for each in kept if each["at"].split(":")[0] in others]
    for module in wanted:
        records += [record(module, name, exercise) for name, exercise in defined(module)]
    return sorted(records, key=lambda each: (each["topic"], each["at"].split(":")[0]))


def text(records: list[dict[str, Any]]) -> str:
    """The index as it is stored: one exercise a line, so that changes show."""
    lines = [json.dumps(each, ensure_ascii=False) for each in records]
    return "[\n" + ",\n".join(lines) + "\n]\n"
