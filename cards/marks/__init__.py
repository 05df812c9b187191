"""Notations made for cards inside of a note, each recognised by its own marks; one file, one line each.

They work on lines, before the note is read as Markdown: what they take is an author's own question and
answer, and the rest of the note is read as if it were not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cards.marks.blocks import anki_blocks
from cards.marks.cloze import anki_gaps, tagged_gaps
from cards.marks.inline import arrows, double_colons, open_arrows
from cards.marks.keyed import keyed_questions
from cards.marks.lines import Lines, Marked, Notation
from cards.marks.named import named_sides
from cards.marks.numbered import numbered_questions
from cards.marks.questions import question_marks, questions_and_answers
from cards.marks.sides import parted_sides, percent_sides, ruled_sides
from cards.marks.tagged import tagged_questions
from cards.marks.truth import statements
from cards.marks.truth_abroad import judged_abroad

NOTATIONS: Sequence[Notation] = (
    anki_blocks,
    named_sides,
    tagged_questions,
    question_marks,
    questions_and_answers,
    keyed_questions,
    numbered_questions,
    statements,
    judged_abroad,
    anki_gaps,
    open_arrows,
    double_colons,
    arrows,
    parted_sides,
    percent_sides,
    ruled_sides,
    tagged_gaps,
)


def find_marked(rows: list[str], declared: bool = False, bold_gaps: bool = False) -> list[Marked]:
    """The cards that stand in the lines by their marks; their lines are blanked, to be read only once.

    Args:
        declared: the note says outside of its lines that it holds flashcards.
        bold_gaps: the front matter says that bold words are gaps.
    """
    lines = Lines(rows, declared=declared, bold_gaps=bold_gaps)
    found: list[Marked] = []
    for notation in NOTATIONS:
        for marked in notation(lines):
            named = marked.front.count(" ") < 2 and marked.kind == "basic"
            found.append(replace(marked, above=lines.above(marked.start)) if named else marked)
            lines.take(marked.start, marked.end)
    for number in lines.taken:
        rows[number - 1] = ""
    return found
