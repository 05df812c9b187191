"""A quiz as PDF for paper, set by Typst: sheets with a line for the name, and a key.

The same quiz gives the same bytes: no date is kept, and the fonts are those that Typst brings unless they
lack its script. Exercises stand in plain words with their matrices laid out, cards with their formulas drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from engine.errors import UsageError
from quizapp.quiz.model import Option, Question, Quiz, Sheet, Worked, letter
from quizapp.sheets import Contents
from quizapp.sheets.text import counts, effort_of, mark_of, points_of, wrong_answers
from quizapp.sheets.typesetting import SIZE, laid, literal, prose, typeset, words

STYLE = f"""
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), size: {SIZE}pt, lang: "en")
#show raw: set text(font: "DejaVu Sans Mono", size: 8.5pt)
#set par(leading: 0.65em, spacing: 0.9em)
#set page(paper: "a4", margin: (x: 2.2cm, y: 2.2cm))
#let line-to-fill = box(width: 1fr, line(length: 100%, stroke: 0.5pt))
"""

LAST_LATIN = "\u024f"
"""Up to here every font has all characters."""


def write(quiz: Quiz, contents: Contents = "all") -> bytes:
    """The sheets, the key, or both, each version from page 1 on.

    Raises:
      UsageError: the extra `pdf` is not installed, or no font can show the text.
    """
    try:
        import typst
        import ziamath  # noqa: F401
    except ImportError:
        raise UsageError("PDF needs two packages more: pip install 'quizapp[pdf]'") from None
    text = source(quiz, contents)
    made: bytes = typst.compile(text.encode(), format="pdf", ignore_system_fonts=_brought(text))
    return made


def source(quiz: Quiz, contents: Contents) -> str:
    """What the pages are set from, in Typst."""
    pages = [part for sheet in quiz.sheets for part in _sheet(quiz, sheet)] if contents != "key" else []
    if contents != "sheets":
        pages += [part for sheet in quiz.sheets for part in _key(quiz, sheet)]
    return f"#set document(title: {literal(quiz.title)}, date: none)\n{STYLE}" + "\n".join(pages)


def _brought(text: str) -> bool:
    """Whether the fonts that Typst brings can show a text; those of this machine have to where not.

    Raises:
      UsageError: neither can.
    """
    if _unshown(text, ignore_system_fonts=True) is None:
        return True
    lacking = _unshown(text, ignore_system_fonts=False)
    if lacking is not None:
        raise UsageError(
            f"no font of this machine can show {lacking!r}: install one for its script, or choose html"
        )
    return False


def _unshown(text: str, *, ignore_system_fonts: bool) -> str | None:
    """A character that no font has, which Typst tells of accessible documents alone; None where all are."""
    import typst

    beyond = (char for char in set(text) if char > LAST_LATIN and category(char)[0] not in "CM")
    signs = sorted(beyond, key=lambda char: (not char.isalpha(), char))
    source = f'#set document(title: "signs", date: none)\n{STYLE}#{literal(" ".join(signs))};'
    try:
        typst.compile(
            source.encode(), format="pdf", ignore_system_fonts=ignore_system_fonts, pdf_standards="ua-1"
        )
    except typst.TypstError as error:
        found = re.search(r'the text `"(.+?)"` could not be displayed', str(error))
        if found is None:
            raise
        return found[1]
    return None


def _page(heading: str) -> Iterator[str]:
    number = "context counter(page).display()"
    yield f"#set page(header: align(right, text(8.5pt, {literal(heading)})), footer: align(center, {number}))"
    yield "#counter(page).update(1)"
    yield f'#text(16pt, weight: "bold", {literal(heading)});\n'


def _sheet(quiz: Quiz, sheet: Sheet) -> Iterator[str]:
    yield from _page(f"{quiz.title}, version {sheet.version}")
    yield f"{words(effort_of(sheet))}\n"
    yield "#grid(columns: (2fr, 1fr), gutter: 1em, [Name #line-to-fill], [Date #line-to-fill])\n"
    for question in sheet.questions:
        body = "".join([_heading(question), _asked(question), *_answers(question)])
        yield f"#block(breakable: {_long(question)}, above: 1.8em)[{body}];\n"


def _long(question: Question) -> str:
    """Whether a question may go over a page's end."""
    lines = question.text.count("\n") + 2 * sum(blank.rows for blank in question.blanks)
    lines += sum(option.text.count("\n") + 1 for option in question.options)
    return "true" if lines > 40 else "false"


def _heading(question: Question) -> str:
    line = f"{question.number}. {question.title} ({points_of(question)})"
    return f"#block(sticky: true, strong({literal(line)}));\n\n"


def _asked(question: Question) -> str:
    return typeset(question.markdown) if question.markdown else prose(question.text)


def _option(option: Option) -> str:
    if option.markdown:
        return typeset(option.markdown).strip()
    return laid(option.text).strip() if "\n" in option.text else words(option.text)


def _beside(option: Option) -> str:
    """Where a letter stands: in the middle of a formula, at the first line of words."""
    return "horizon" if option.markdown.startswith("$") else "top"


def _answers(question: Question) -> Iterator[str]:
    if question.kind == "choice":
        yield f"{words(f'Choose {question.blanks[0].wanted}.')}\n\n"
    if question.options:
        rows = (
            f"grid.cell(align: {_beside(option)})[{letter(at)})], [{_option(option)}],"
            for at, option in enumerate(question.options)
        )
        yield f"#grid(columns: (auto, 1fr), column-gutter: 0.8em, row-gutter: 0.9em, {''.join(rows)});\n\n"
    if question.kind == "matching":
        lines = (
            f"[#line-to-fill], [{words(mark_of(question, blank) + blank.label)}],"
            for blank in question.blanks
        )
        laid_so = "columns: (2.5em, 1fr), align: bottom, column-gutter: 0.8em, row-gutter: 1em"
        yield f"#grid({laid_so}, {''.join(lines)});\n\n"
    elif question.kind != "choice":
        for blank in question.blanks:
            places = "\n\n#v(0.6em)\n\n".join(["#line-to-fill"] * blank.rows)
            yield f"{words(mark_of(question, blank) + blank.wanted)} {places}\n\n#v(0.3em)\n\n"


def _key(quiz: Quiz, sheet: Sheet) -> Iterator[str]:
    yield from _page(f"{quiz.title}, version {sheet.version}: key")
    yield f"{words(f'seed {quiz.seed}, level {quiz.level}')}\n"
    for question in sheet.questions:
        body = "".join([_heading(question), *_right(question), *_solution(question)])
        yield f"#block(above: 1.8em)[{body}];\n"


def _right(question: Question) -> Iterator[str]:
    for blank in question.blanks:
        option = next((o for at, o in enumerate(question.options) if letter(at) == blank.answer), None)
        right = f"{words(f'{blank.answer}) ')}{_option(option)}" if option else words(blank.answer)
        yield f"{words(f'{blank.label} = ')}#strong[{right}];{words(counts(blank))}\n\n"


def _solution(question: Question) -> Iterator[str]:
    if question.kind != "matching":
        yield from (_step(step) for step in question.solution)
    found = list(wrong_answers(question))
    if found:
        yield f"#block(sticky: true)[{words('Wrong answers and what is behind them:')}];\n\n"
        told = "".join(f"[{words(answer + ': ' + message)}]," for answer, message in found)
        yield f"#list({told});\n\n"


def _step(step: Worked) -> str:
    shown = typeset(step.markdown) if step.markdown else laid("\n".join(step.lines))
    return f"#block(sticky: true)[{words(step.rule)}];\n\n#pad(left: 1em)[{shown}];\n\n"
