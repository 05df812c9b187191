"""A variant as a short script that needs numpy alone.

The numbers of the question, then the steps in order under the names that the worked solution uses,
with every helper written out. Steps that are one expression become one line; the others keep their
function. Running the script prints an answer that the judge accepts.
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from engine.model import Exercise, Part, Step, arguments, arrays
from engine.variant import Variant

Function = Callable[..., Any]

IMPORTS = {"numpy": "import numpy as np", "math": "import math", "itertools": "import itertools"}
"""Modules that a script may use, and how it imports them."""

WIDTH = 90
"""Columns after which a list of numbers is broken into rows."""


class NotPortable(Exception):
    """A step uses something that cannot be written into a script; the definition is wrong."""


def snippet(variant: Variant) -> str:
    """The script of a variant.

    Raises:
      NotPortable: a step reaches beyond numpy, the standard library's mathematics and the engine.
    """
    return Script(variant).text()


def used(variant: Variant) -> tuple[list[Step], set[str]]:
    """The steps that the asked parts need, in order, and the names of all their arguments."""
    for part in variant.parts:
        variant.run[part.name]
    steps = [step for step in variant.exercise.steps if step.name in variant.run.done]
    return steps, {name for step in steps for name in arguments(step.function) if name in variant.run.nodes}


class Script:
    """The pieces of one script, collected before they are put in order."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        self.steps, self.inputs = used(variant)
        self.taken = _functions_of(variant.exercise)
        self.imports = {IMPORTS["numpy"]}
        self.helpers: dict[str, str] = {}
        self.lines: list[str] = []

    def text(self) -> str:
        """The script, imports first."""
        for step in self.steps:
            self._step(step)
        exercise = self.variant.exercise
        title = (
            f'"""{exercise.title} ({exercise.id}, seed {self.variant.seed}, level {self.variant.level})."""'
        )
        blocks = [title, "\n".join(sorted(self.imports)), "\n".join(self._numbers())]
        blocks += ["\n\n" + helper + "\n" for helper in self.helpers.values()]
        blocks += ["\n".join(self.lines), "\n".join(self._prints())]
        return (
            "\n\n".join(block.strip("\n") if i else block for i, block in enumerate(blocks) if block) + "\n"
        )

    def _numbers(self) -> Iterator[str]:
        for name, value in {**self.variant.exercise.constants, **self.variant.params}.items():
            if name in self.inputs:
                yield f"{self._name(name)} = {literal(value)}"

    def _prints(self) -> Iterator[str]:
        for part in self.variant.parts:
            yield f'print("{part.name} =", {_printed(part, self._name(part.name))})'

    def _name(self, node: str) -> str:
        """A node's name in the script: a policy's is its function's, others give way to helpers."""
        policy = self.variant.exercise.policies.get(node)
        if policy is not None:
            return node if policy.__name__ == "<lambda>" else policy.__name__
        return f"{node}_value" if node in self.taken else node

    def _step(self, step: Step) -> None:
        for name in arguments(step.function):
            if name in self.variant.exercise.policies:
                self._help(self.variant.exercise.policies[name], self._name(name))
        node = source_of(step.function)
        target = self._name(step.name) + (f", {step.name}_rows" if step.traced else "")
        self.lines.append(f"# {step.rule.splitlines()[0]}")
        if isinstance(node, ast.Lambda):
            self._needs(node.body, step.function)
            renamed = _Rename({name: self._name(name) for name in arguments(step.function)}).visit(
                _copy(node.body)
            )
            self.lines.append(f"{target} = {ast.unparse(renamed)}")
        else:
            known = [name for name in arguments(step.function) if name in self.inputs]
            call = ", ".join(f"{name}={self._name(name)}" for name in known)
            self._help(step.function, step.function.__name__)
            self.lines.append(f"{target} = {step.function.__name__}({call})")
        if step.traced:
            self.lines.append(f'print(*{step.name}_rows, sep="\\n")')

    def _help(self, function: Function, name: str) -> None:
        """Write out a function and, before it, what it needs."""
        if name in self.helpers:
            return
        node = source_of(function)
        self._needs(node, function)
        if isinstance(node, ast.Lambda):
            self.helpers[name] = f"def {name}({ast.unparse(node.args)}):\n    return {ast.unparse(node.body)}"
        else:
            self.helpers[name] = ast.unparse(_bare(node))

    def _needs(self, node: ast.AST, function: Function) -> None:
        bare = _bare(node) if isinstance(node, ast.FunctionDef) else node
        for name in _globals_in(bare, function):
            value = function.__globals__[name]
            if isinstance(value, types.ModuleType):
                self._import(value)
            elif isinstance(value, types.FunctionType):
                if value is not function:
                    self._help(value, name)
            elif isinstance(value, (int, float, str, tuple, dict)):
                self.helpers.setdefault(name, f"{name} = {value!r}")
            elif isinstance(value, np.ndarray):
                self.helpers.setdefault(name, f"{name} = {literal(value)}")
            else:
                raise NotPortable(f"{function.__qualname__} uses {name}, which no script can carry")

    def _import(self, module: types.ModuleType) -> None:
        if module.__name__ not in IMPORTS:
            raise NotPortable(f"the module {module.__name__} cannot be used in a step")
        self.imports.add(IMPORTS[module.__name__])


def _functions_of(exercise: Exercise) -> set[str]:
    """Names of the functions that the steps of an exercise call or are."""
    names: set[str] = set()
    waiting: list[Function] = [*(step.function for step in exercise.steps), *exercise.policies.values()]
    seen: set[Function] = set()
    while waiting:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        if function.__name__ != "<lambda>":
            names.add(function.__name__)
        called = (function.__globals__[name] for name in _globals_in(source_of(function), function))
        waiting.extend(value for value in called if isinstance(value, types.FunctionType))
    return names


def literal(value: Any) -> str:
    """A parameter as Python text; lists of numbers as arrays, long ones row by row."""
    plain_value = value.tolist() if hasattr(value, "tolist") else value
    text = repr(plain_value)
    if not isinstance(arrays({"": plain_value})[""], np.ndarray):
        return text
    if len(text) > WIDTH and isinstance(plain_value[0], list):
        text = "[\n" + "".join(f"    {row!r},\n" for row in plain_value) + "]"
    return f"np.array({text})"


def _printed(part: Part, name: str) -> str:
    if part.kind == "choice":
        return name
    if part.exact or part.significant:
        return f"np.asarray({name}).tolist()"
    return f"np.round({name}, {part.digits + 1}).tolist()"


@lru_cache(maxsize=64)
def _tree(module: types.ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


@lru_cache(maxsize=1024)
def source_of(function: Function) -> ast.FunctionDef | ast.Lambda:
    """The syntax tree of a function or lambda, found by its line in its module."""
    module = inspect.getmodule(function)
    if module is None:
        raise NotPortable(f"{function!r} has no source")
    line, names = function.__code__.co_firstlineno, arguments(function)
    found = [
        node
        for node in ast.walk(_tree(module))
        if isinstance(node, (ast.FunctionDef, ast.Lambda))
        and node.lineno == line
        and tuple(argument.arg for argument in node.args.args) == names
    ]
    for node in found:
        if len(found) == 1 or _is_code_of(node, function):
            return node
    raise NotPortable(f"no source for {function.__qualname__}, line {line} of {module.__name__}")


def _is_code_of(node: ast.FunctionDef | ast.Lambda, function: Function) -> bool:
    """Whether a lambda is this function, where several with the same arguments stand on one line."""
    if not isinstance(node, ast.Lambda):
        return True
    columns = [first for *_, first, _ in function.__code__.co_positions() if first]
    return node.body.col_offset <= columns[0] <= (node.end_col_offset or 0)


def _copy(node: Any) -> Any:
    return ast.copy_location(ast.parse(ast.unparse(node), mode="eval").body, node)


class _Rename(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node


def _bare(node: ast.FunctionDef) -> ast.FunctionDef:
    """A function without annotations, and with the first line of its docstring only."""
    bare = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(bare, ast.FunctionDef)
    for each in ast.walk(bare):
        if isinstance(each, ast.arg):
            each.annotation = None
        elif isinstance(each, ast.FunctionDef):
            each.returns = None
    bare.body = [_without_annotation(statement) for statement in bare.body]
    text = ast.get_docstring(bare)
    if text:
        bare.body[0] = ast.Expr(ast.Constant(text.splitlines()[0]))
    return bare


def _without_annotation(statement: ast.stmt) -> ast.stmt:
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        return ast.fix_missing_locations(
            ast.Assign([statement.target], statement.value, lineno=statement.lineno)
        )
    return statement


def _globals_in(node: ast.AST, function: Function) -> list[str]:
    """Global names that the code of a function reads, in the order in which it reads them."""
    bare = _bare(node) if isinstance(node, ast.FunctionDef) else node
    found = [each.id for each in ast.walk(bare) if isinstance(each, ast.Name)]
    local = {
        argument.arg for each in ast.walk(bare) if isinstance(each, ast.arguments) for argument in each.args
    }
    return [name for name in dict.fromkeys(found) if name in function.__globals__ and name not in local]
