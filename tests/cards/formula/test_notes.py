"""Every formula of the shipped notes is drawn, and of foreign ones all that are well-formed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from cards.formula import cells, display, fault, inline

ROOT = Path(__file__).parents[3]
SHIPPED = sorted((ROOT / "data" / "notes").glob("*.md"))
FOREIGN = sorted((ROOT.parent / "shared" / "notes").glob("*.txt"))


def formulas(path: Path) -> Iterator[tuple[int, str]]:
    """The formulas of a note with the lines of their blocks; code is left alone."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    for token in parser.parse(path.read_text(encoding="utf-8", errors="replace")):
        for part in (token, *(token.children or ())):
            if part.type.startswith("math"):
                yield (token.map or [0])[0] + 1, part.content.strip()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_formulas_are_drawn(path: Path) -> None:
    faults = [f"{path.name}:{line}: {tex}: {fault(tex)}" for line, tex in formulas(path) if fault(tex)]
    assert faults == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_formulas_fit_a_narrow_terminal_without_falling_back_to_their_source(path: Path) -> None:
    for _, tex in formulas(path):
        lines = display(tex, 56)
        assert all(cells(line) <= 56 for line in lines), tex
        assert "\\" not in "".join(lines), tex


@pytest.mark.skipif(not FOREIGN, reason="the foreign notes are not here")
def test_foreign_formulas_are_drawn_unless_they_are_damaged() -> None:
    found = [tex for path in FOREIGN for _, tex in formulas(path)]
    assert len(found) > 20
    for tex in found:
        damaged = tex.count("{") != tex.count("}")
        assert (fault(tex) is not None) == damaged, tex
        assert inline(tex)
