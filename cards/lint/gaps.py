"""Sections without a word, questions without an answer, and passages that a broken mark hides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cards.model import Reason, Skipped

if TYPE_CHECKING:
    from cards.lint import Finding, Note

_QUESTION = re.compile(r"[?？؟]\s*\W*$")

_TITLE = re.compile(
    r"\s*(?:#{1,6}\s|.*[:：]\W*$|[-*+>\s]*(?:\d+[.)]\s+)?(?:\*\*|__|`)[^*_`]+(?:\*\*|__|`)\W*$)"
)
"""A line that promises something below it: a heading, a line in bold, or one that ends in a colon."""

_LETTER = re.compile(r"[^\W\d_]")

NEAR = 2
"""Lines below a question within which a placeholder is what stands for its answer."""


def empty_sections(note: Note) -> Iterator[Finding]:
    """Headings without anything below them."""
    lines = note.text.split("\n")
    for skipped in _with(note, "empty"):
        line = lines[skipped.source.start - 1] if note.text else f"# {skipped.text}"
        if _TITLE.match(line) and not _QUESTION.search(skipped.text):
            yield _finding(
                note,
                skipped,
                "empty",
                f"{_title(skipped)} has nothing below it; write it, or delete the line",
            )


def unanswered_questions(note: Note) -> Iterator[Finding]:
    """Questions without an answer, and placeholders where one should be."""
    asked: set[int] = set()
    for skipped in _with(note, "empty"):
        if _QUESTION.search(skipped.text):
            asked.update(range(skipped.source.start, skipped.source.end + NEAR + 1))
            yield _finding(note, skipped, "unanswered", f"{_title(skipped)} has no answer")
    for skipped in _with(note, "placeholder"):
        if skipped.source.start not in asked and _LETTER.search(skipped.text):
            message = f"{_title(skipped)} holds only a placeholder; write the answer"
            yield _finding(note, skipped, "unanswered", message)


def damaged_passages(note: Note) -> Iterator[Finding]:
    """Fences and comments that are never closed, and marks of a merge."""
    for skipped in _with(note, "damaged"):
        yield _finding(note, skipped, "damaged", f"{_title(skipped)} is never closed, or was left by a merge")


def _with(note: Note, reason: Reason) -> Iterator[Skipped]:
    return (skipped for skipped in note.reading.skipped if skipped.reason == reason)


def _title(skipped: Skipped) -> str:
    text = " ".join(skipped.text.split())
    return f"“{text[:60]}{'…' if len(text) > 60 else ''}”"


def _finding(note: Note, skipped: Skipped, rule: str, message: str) -> Finding:
    from cards.lint import Finding

    source = skipped.source
    return Finding(note.file, source.start, source.end, rule, message, unit=source.unit)
