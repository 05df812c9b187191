"""What an import did, for people and as the JSON that scripts rely on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cards.model import Card, Reason, Skipped, Source
from cards.reconcile import Doubt
from quizapp.records import Conflict

State = Literal["new", "kept", "edited", "moved", "retired"]

WHY: dict[Reason, str] = {
    "no question": "Nothing in it asks or answers anything",
    "damaged": "Damaged, so that it cannot be read",
    "placeholder": "A place that is still to be filled",
    "empty": "Nothing stands under the heading",
    "image occlusion": "A masked picture of a sort that is not known",
    "image only": "Only a picture",
    "sound only": "Only a sound",
    "code only": "Only code, without words that say what it is",
    "link only": "Only links",
    "duplicate": "It stands elsewhere too",
    "comment": "A comment",
    "metadata": "Facts about the file",
    "navigation": "A table of contents, or the way to other pages",
    "title": "The title of the file",
    "container": "Only a heading over other sections",
}
"""What the reasons mean for which a passage gave no card, first those that a learner may want to mend."""


@dataclass(frozen=True, slots=True)
class ReportedCard:
    """A card and what became of it."""

    card: Card
    state: State
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or path that gave nothing, and the sentence that says why."""

    file: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of each card, what gave none, and what somebody should look at."""

    cards: tuple[ReportedCard, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    files: int = 0
    """Files that were found and could be read."""
    unchanged: int = 0
    """Those of them whose content was as the store knew it; their passed-over passages are not listed."""
    unlisted: int = 0
    """Cards of unchanged files that `cards` leaves out."""
    gone: tuple[str, ...] = ()
    """Files that were there at the last import."""
    remarks: tuple[str, ...] = ()
    """What else somebody should know, in sentences."""

    def count(self, state: State) -> int:
        return sum(one.state == state for one in self.cards)

    @property
    def summary(self) -> Mapping[str, int]:
        """Numbers of files, cards that are there now, and what became of them."""
        return {
            "files": self.files,
            "unchanged": self.unchanged,
            "unreadable": len(self.unreadable),
            "cards": len(self.cards) - self.count("retired") + self.unlisted,
            "new": self.count("new"),
            "kept": self.count("kept") + self.unlisted,
            "edited": self.count("edited"),
            "moved": self.count("moved"),
            "retired": self.count("retired"),
            "skipped": len(self.skipped),
        }

    def as_json(self) -> dict[str, Any]:
        """The report in the shape that scripts rely on."""
        return {
            "cards": [_card(one) for one in self.cards],
            "skipped": [
                {
                    "file": one.source.file,
                    "start": one.source.start,
                    "end": one.source.end,
                    "unit": one.source.unit,
                    "reason": one.reason,
                    "text": one.text,
                }
                for one in self.skipped
            ],
            "doubtful": [
                {"new": one.new, "perhaps": one.perhaps, "likeness": one.likeness} for one in self.doubtful
            ],
            "conflicts": [
                {"card": one.card, "field": one.field, "words": one.words, "noted": one.noted}
                for one in self.conflicts
            ],
            "unreadable": [{"file": one.file, "message": one.sentence} for one in self.unreadable],
            "gone": list(self.gone),
            "remarks": list(self.remarks),
            "summary": dict(self.summary),
        }


def united(reports: Sequence[ImportReport]) -> ImportReport:
    """Several reports as one."""
    if len(reports) == 1:
        return reports[0]
    return ImportReport(
        cards=tuple(card for one in reports for card in one.cards),
        skipped=tuple(skip for one in reports for skip in one.skipped),
        doubtful=tuple(doubt for one in reports for doubt in one.doubtful),
        conflicts=tuple(conflict for one in reports for conflict in one.conflicts),
        unreadable=tuple(file for one in reports for file in one.unreadable),
        files=sum(one.files for one in reports),
        unchanged=sum(one.unchanged for one in reports),
        unlisted=sum(one.unlisted for one in reports),
        gone=tuple(file for one in reports for file in one.gone),
        remarks=tuple(remark for one in reports for remark in one.remarks),
    )


def _card(one: ReportedCard) -> dict[str, Any]:
    card = one.card
    return {
        "id": card.id,
        "kind": card.kind,
        "front": card.front,
        "back": card.back,
        "deck": card.deck,
        "tags": list(card.tags),
        "exercises": list(one.exercises),
        "state": one.state,
        "source": _source(card.source),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "file": source.file,
        "start": source.start,
        "end": source.end,
        "unit": source.unit,
        "path": list(source.path),
    }
