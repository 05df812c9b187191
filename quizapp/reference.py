"""How the function behind an exercise is defined: its documentation, and its text without that."""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model import Exercise


def documentation(exercise: Exercise) -> str:
    """Rule and symbols of the reference function."""
    return inspect.getdoc(exercise.reference) or ""


def definition(exercise: Exercise) -> str:
    """The Python text of the reference function, without its documentation."""
    import ast

    tree = ast.parse(textwrap.dedent(inspect.getsource(exercise.reference)))
    body = tree.body[0]
    assert isinstance(body, ast.FunctionDef)
    if ast.get_docstring(body) is not None and len(body.body) > 1:
        body.body = body.body[1:]
    return ast.unparse(tree)
