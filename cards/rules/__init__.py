"""The ways in which notes state something worth asking; one file each, one line each.

A rule is tried on blocks of its kind. The order is the order of trying: what an author marked comes before
what only looks like it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards.cutting import BodyRule, Rule
from cards.markdown.tree import BlockKind
from cards.rules.code import code_of_title
from cards.rules.commands import explained_commands
from cards.rules.conditions import defined_by_condition
from cards.rules.details import folded_answer
from cards.rules.facts import labelled_facts
from cards.rules.formula import formula_of_title, named_formula
from cards.rules.highlights import gaps_at_highlights
from cards.rules.items import labelled_items
from cards.rules.labels import labelled_paragraph
from cards.rules.owner import label_with_content
from cards.rules.pairs import arrow_pairs
from cards.rules.phases import training_and_test
from cards.rules.problems import problem_with_solution
from cards.rules.questions import question_in_text, question_with_answer
from cards.rules.quoted import signed_quote
from cards.rules.records import records
from cards.rules.signs import pros_and_cons
from cards.rules.tables import table_rows
from cards.rules.terms import bold_terms
from cards.rules.theorems import theorem_with_proof
from cards.rules.title import text_of_title

RULES: Mapping[BlockKind, Sequence[Rule]] = {
    "html": (folded_answer,),
    "quote": (signed_quote,),
    "code": (labelled_facts, explained_commands),
    "table": (table_rows,),
    "list": (pros_and_cons, training_and_test, explained_commands, arrow_pairs, labelled_items),
    "paragraph": (
        problem_with_solution,
        question_with_answer,
        theorem_with_proof,
        explained_commands,
        records,
        question_in_text,
        defined_by_condition,
        bold_terms,
        named_formula,
        labelled_paragraph,
        label_with_content,
    ),
}

BODY_RULES: Sequence[BodyRule] = (
    formula_of_title,
    code_of_title,
    gaps_at_highlights,
    text_of_title,
)
