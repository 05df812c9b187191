"""The rules of the house: sizes of rooms, silent errors, and documents that say the truth."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from quizapp import __version__
from quizapp.cli import COMMANDS, run

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("engine", "cards", "quizapp")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
BENCHMARKS = sorted((ROOT / "tests" / "benchmarks").glob("*.py"))
MIGRATIONS = ROOT / "quizapp" / "store" / "migrations"
"""Scripts that never change once they have run somewhere, however long they are."""

LONGEST_FILE = 420
LONGEST_FUNCTION = 80
TOP_LEVEL = {"cards", "data", "engine", "quizapp", "tests"}


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and MIGRATIONS not in path.parents:
                yield path, node


def lines_of_code(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_a_room(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_FILE
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "a module begins with what it does"


def test_functions_are_short():
    sizes = {f"{path.relative_to(ROOT)}:{node.name}": lines_of_code(node) for path, node in functions()}
    assert statistics.median(sizes.values()) <= 10
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_finds_what_it_imports(path):
    missing = [
        f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(PACKAGES)
        for alias in node.names
        if not (hasattr(import_module(node.module), alias.name) or find_spec(f"{node.module}.{alias.name}"))
    ]
    assert missing == []


def test_no_error_is_swallowed():
    silent = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) in BROAD):
                body = [statement for statement in node.body if not isinstance(statement, ast.Pass)]
                if not body:
                    silent.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert silent == []


BROAD = ("Exception", "BaseException")


def test_there_are_no_other_folders():
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert folders - {"dist", "build"} == TOP_LEVEL


def test_readme_and_ci_run_the_same_tests():
    readme, ci = (ROOT / "README.md").read_text("utf-8"), (ROOT / ".ci" / "run").read_text("utf-8")
    (command,) = re.findall(r"^python3 -m venv .*-m pytest.*$", readme, flags=re.MULTILINE)
    for step in command.split(" && "):
        assert step.replace("pip install", "pip install --quiet") in ci or step in ci, step


def test_readme_shows_what_the_program_says(capsys):
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"`quizapp (check [^`]+)`[^`]*```text\n(.*?)```", readme, flags=re.DOTALL)
    assert shown
    for command, output in shown:
        run(command.split())
        assert capsys.readouterr().out == output


def test_readme_lists_every_command():
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `quizapp ([a-z]+)[^`]*` \| (.+?) \|$", readme, flags=re.MULTILINE))
    assert rows == {name: summary for name, (_, summary) in COMMANDS.items()}


def test_readme_lists_every_key():
    from quizapp.tui.keys import as_markdown

    assert as_markdown().strip() in (ROOT / "README.md").read_text("utf-8")


def test_changelog_has_the_version():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## (Unreleased|{re.escape(__version__)})", changelog, flags=re.MULTILINE)
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'version = "{__version__}"' in pyproject


def test_no_lock_file_records_package_hosts():
    names = {path.name for path in ROOT.iterdir()}
    assert not names & {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock"}
