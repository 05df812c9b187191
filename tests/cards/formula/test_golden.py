"""The golden table: formulas as notes write them, each with its line and its drawing, read by eye.

`pytest --update-golden` draws the table anew; read the difference before keeping it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from cards.formula import cells, display, drawable, inline

GOLDEN = Path(__file__).parent / "formulas.golden"
WIDTH = 72


@dataclass(frozen=True)
class Entry:
    section: str
    tex: str
    line: str
    drawing: list[str]


def entries() -> list[Entry]:
    """Sections begin with `# `, formulas with `$ `, their line with `> `; the drawing is indented."""
    out: list[Entry] = []
    section = ""
    for block in GOLDEN.read_text(encoding="utf-8").split("\n\n#"):
        section, *formulas = block.split("\n\n$ ")
        for formula in formulas:
            tex, line, *drawing = formula.rstrip("\n").split("\n")
            out.append(Entry(section.strip("# "), tex, line.removeprefix("> "), [row[4:] for row in drawing]))
    return out


def drawn_anew() -> str:
    out: list[str] = []
    for line in GOLDEN.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# "):
            out += [line, ""]
        elif line.startswith("$ "):
            tex = line[2:]
            drawing = [f"    {row}".rstrip() for row in display(tex, WIDTH)]
            out += [line, "> " + inline(tex), *drawing, ""]
    return "\n".join(out)


def test_table_holds_nothing_else(update_golden: bool) -> None:
    if update_golden:
        GOLDEN.write_text(drawn_anew(), encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == drawn_anew()


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.tex)
def test_formula_is_drawn_as_in_the_table(entry: Entry, update_golden: bool) -> None:
    if update_golden:
        pytest.skip("the table is being drawn anew")
    assert inline(entry.tex) == entry.line
    assert display(entry.tex, WIDTH) == entry.drawing


def test_only_the_last_section_holds_what_cannot_be_drawn() -> None:
    refused = {entry.section for entry in entries() if not drawable(entry.tex)}
    assert refused == {entries()[-1].section}
    assert not any(drawable(entry.tex) for entry in entries() if entry.section in refused)


def test_table_is_large() -> None:
    assert len(entries()) > 150


@pytest.mark.parametrize("width", [2, 10, 20, 33, 44, 60, 80, 140])
def test_every_drawing_keeps_to_its_width_and_ends_its_lines_without_blanks(width: int) -> None:
    for entry in entries():
        for line in display(entry.tex, width):
            assert cells(line) <= width, entry.tex
            assert line == line.rstrip(), entry.tex
