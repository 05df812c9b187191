"""What an author should mend in a note: one registry line for each kind of finding.

A finding is an accusation, so a rule speaks only where it is sure. Notes are never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module

from cards.markdown.passages import Passage, passages
from cards.model import Card, Reading, Unit


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; lines as in `Source`."""

    file: str
    start: int
    end: int
    rule: str
    message: str
    exercise: str = ""
    """The exercise that shows what is right, for a formula that contradicts it."""
    unit: Unit = "line"


@dataclass(frozen=True, slots=True)
class Note:
    """A note as the rules see it."""

    file: str
    reading: Reading
    text: str
    """Its lines; empty where the file is of a format in which lines are not the author's."""
    exists: Callable[[str], bool] = field(default=lambda _: True)
    """Whether there is a file at a path relative to the note."""

    @property
    def passages(self) -> Sequence[Passage]:
        """Its sections, with their headings."""
        return passages(self.text)


Rule = Callable[[Note], Iterator[Finding]]

RULES: dict[str, str] = {
    "empty": "gaps:empty_sections",
    "unanswered": "gaps:unanswered_questions",
    "damaged": "gaps:damaged_passages",
    "formula": "formulas:unreadable_formulas",
    "image": "images:missing_images",
    "contradiction": "contradictions:contradictions",
}
"""Each kind of finding within one note: `module:function` under `cards.lint`."""


def lint(note: Note) -> list[Finding]:
    """What is to be mended in a note, in the order of its lines."""
    found: list[Finding] = []
    for at in RULES.values():
        module, function = at.split(":")
        rule: Rule = getattr(import_module(f"cards.lint.{module}"), function)
        found += rule(note)
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule))


def repeated(cards: Iterable[Card]) -> list[Finding]:
    """Facts that stand in two places, of one note or of several; the later place is the finding."""
    from cards.lint.repeats import repeats

    return list(repeats(cards))
