"""The ways in which notes state something worth asking; one file each, one line each.

The order is the order of trying: what an author marked comes before what only looks like it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.cutting import BodyRule, Rule
from cards.rules.code import code_of_title
from cards.rules.details import folded_answer
from cards.rules.facts import labelled_facts
from cards.rules.formula import formula_of_title, named_formula
from cards.rules.items import labelled_items
from cards.rules.labels import labelled_paragraph
from cards.rules.owner import label_with_content
from cards.rules.questions import question_in_text, question_with_answer
from cards.rules.tables import table_rows
from cards.rules.title import text_of_title

RULES: Sequence[Rule] = (
    folded_answer,
    question_with_answer,
    question_in_text,
    labelled_facts,
    table_rows,
    named_formula,
    labelled_items,
    labelled_paragraph,
    label_with_content,
)

BODY_RULES: Sequence[BodyRule] = (
    formula_of_title,
    code_of_title,
    text_of_title,
)
