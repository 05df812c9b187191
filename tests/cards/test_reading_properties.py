"""Whatever is read: no crash, true lines, no empty side, no character that could drive a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cards.markdown.text import decode
from cards.model import Reading
from cards.parse import read_note
from cards.suffixes import NOTE_SUFFIXES
from engine.errors import InputError

ReadText = Callable[..., Reading]

PIECES = st.sampled_from(
    [
        "# Title", "## Heap", "### What is it?", "####### no heading", "text of a paragraph.",
        "Why so? Because it is.", "- **Term**: explanation", "- item", "  - deeper", "1. first",
        "> quoted", "> > twice", "> ## In a quote", "```py", "```", "~~~", "    indented", "$$", "\\[",
        "\\]", "\\begin{align}", "\\end{align}", "$x$ and $y", "<!--", "-->",
        "<!-- card: a; kind: cloze -->", "<!-- toc -->", "<!-- tocstop -->",
        "<details><summary>Q</summary>", "</details>", "a | b", "--|--", "1 | 2", ":---:", "---", "===",
        "***", "Q: what?", "A: that", "C: a [gap]", "front :: back", "front ::: back", "?", "??",
        "START", "Basic", "Back: x", "END", "question #card", "%", "{{c1::gap::hint}}", "==mark==",
        "#flashcards", "- a >> b", "- c << d", "+ Key: fact", "! Note 1: x", "```diff",
        "(1) one (2) two", "[Label] text", "**bold line**", "![](x.png)", '<img src="u" alt="IMG">',
        "TODO", "https://x.y", "<<<<<<< HEAD", "=======", ">>>>>>> b",
        "中文？", "问：什么", "答：这个", "ما هذا؟",
        "é\u0301", "\x1b[31m", "a\x08", "\t", "", "term: explanation of it", "Pros:", "Cons:",
        "| Front | Back |", "|---|---|", "x" * 300, "* ", "[[wiki|link]]",
        "&#27;[2J", "%%", "a %%b%% c", "- down >>>",
    ]
)  # fmt: skip
NOTES = st.lists(PIECES, max_size=40).map("\n".join)
SUFFIXES = st.sampled_from([*sorted(NOTE_SUFFIXES), ".unknown"])

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e]")


def check(reading: Reading, lines: int) -> None:
    for card in reading.cards:
        assert card.front.strip()
        assert card.back.strip()
        assert 1 <= card.source.start <= card.source.end <= max(lines, 1)
        assert not FORBIDDEN.search(card.front + card.back)
    for skip in reading.skipped:
        assert 1 <= skip.source.start <= skip.source.end <= max(lines, 1)
        assert not FORBIDDEN.search(skip.text)


@settings(max_examples=250)
@given(NOTES, SUFFIXES)
def test_random_notes(text: str, suffix: str) -> None:
    try:
        reading = read_note(text.encode(), f"note{suffix}")
    except InputError:
        return
    cells = suffix == ".ipynb"
    check(reading, 10**6 if cells else text.count("\n") + 1)


@settings(max_examples=150)
@given(st.binary(max_size=400), SUFFIXES)
def test_random_bytes(data: bytes, suffix: str) -> None:
    try:
        reading = read_note(data, f"note{suffix}")
    except InputError as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        assert refused.startswith(f"note{suffix}: ")
        return
    check(reading, decode(data, "note").count("\n") + 1)


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_random_text(text: str) -> None:
    try:
        check(read_note(text.encode("utf-8", "surrogatepass"), "n.md"), 10**6)
    except InputError:
        return


@settings(max_examples=150)
@example("- item\n####### no heading\n- item\n####### no heading")
@example("<details><summary>Q</summary>\n```py\n# Title\n<!--\n## Heap\n-->")
@given(NOTES)
def test_the_lines_of_a_card_contain_the_text_it_was_cut_from(text: str) -> None:
    data = text.encode()
    rows = decode(data, "n.md").split("\n")
    for card in read_note(data, "n.md").cards:
        source = "\n".join(rows[card.source.start - 1 : card.source.end]).casefold()
        for word in re.findall(r"[^\W_]{3,}", card.back.replace("[…]", "").casefold()):
            assert word in source, (card, source)


@settings(max_examples=100)
@given(NOTES)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_note(text.encode(), "n.md") == read_note(text.encode(), "n.md")


HOSTILE_LENGTH = 8_000
BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def test_the_work_of_hostile_notes_grows_with_their_length(
    benchmark_of: Callable[[str], ModuleType], calls_of: Callable[[Callable[[], object]], int]
) -> None:
    hostile = benchmark_of("hostile")
    worked: dict[str, float] = {}
    for name, make in hostile.HOSTILE.items():
        content, path = make(HOSTILE_LENGTH).encode(), hostile.file_of(name)
        read_note(content, path)
        worked[name] = calls_of(lambda c=content, p=path: read_note(c, p)) / HOSTILE_LENGTH
    assert {name: calls for name, calls in worked.items() if calls > 100} == {}


@pytest.mark.parametrize(("kind", "most"), [("ordinary", 0.706), ("dense", 1.223)])
def test_reading_costs_a_share_of_parsing(
    kind: str,
    most: float,
    benchmark_of: Callable[[str], ModuleType],
    calls_of: Callable[[Callable[[], object]], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Calls against those of markdown-it-py's own parse, two in a hundred above what they were at last."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    benchmark = benchmark_of("reading")
    text = benchmark.note(0.005, benchmark.KINDS[kind])
    parser, data = benchmark.make_parser(), text.encode()
    parser.parse(text)  # its first text costs more than the others
    read_note(data, "n.md")
    benchmark.forget()
    assert calls_of(lambda: read_note(data, "n.md")) < most * calls_of(lambda: parser.parse(text))


def test_damage_stays_in_its_section(read_text: ReadText) -> None:
    fronts = [
        card.front
        for card in read_text(
            """
            # Letters
            ## Alpha
            Text with $one open formula.
            ## Beta
            ```py
            x = 1

            ## Gamma
            <!-- never closed

            ## Delta
            $$ never closed

            ## Epsilon
            A tree.
            """
        ).cards
    ]
    assert fronts[0] == "Explain: Alpha (Letters)"
    assert fronts[-1] == "What is Epsilon (Letters)?"


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        (
            "## Rigs\nSloop: one mast<br>Yawl: two masts<br>Ketch: two\n\nBrig: square",
            [(1, 2), (2, 2), (2, 2), (4, 4)],
        ),
        (
            "## Rigs\nSloop: one mast<br>Yawl: two masts\nKetch: two\n\nBrig: square",
            [(1, 2), (2, 2), (3, 3), (5, 5)],
        ),
        ("- Sloop: one mast<br>Yawl: two masts\n- Ketch: two", [(1, 1), (2, 2)]),
        ("- Rig: sails\n- yard<br>mast: a pole\noar: a blade\n\ntext\n", [(1, 1), (2, 2), (3, 3)]),
        ("## Ropes\n\nof hemp<br>of sisal\n`row -x` // turns\n`row -y` // stops", [(1, 3), (4, 4), (5, 5)]),
    ],
)
def test_breaks_in_a_line_move_no_card(note: str, lines: list[tuple[int, int]]) -> None:
    cards = read_note(note.encode(), "n.md").cards
    assert [(card.source.start, card.source.end) for card in cards] == lines


def test_a_large_file_is_read(read_text: ReadText) -> None:
    text = "".join(f"## Topic {number}\nThe statement {number} of it.\n\n" for number in range(4_000))
    assert len(read_text(text).cards) == 4_000


FIVE = Path(__file__).resolve().parents[3] / "shared" / "notes"


@pytest.mark.skipif(not FIVE.is_dir(), reason="the five notes are not here")
def test_the_five_notes_hold_the_invariants() -> None:
    for file in sorted(FIVE.glob("*.txt")):
        data = file.read_bytes()
        reading = read_note(data, file.name)
        rows = decode(data, file.name).split("\n")
        check(reading, len(rows))
        fronts = [card.front for card in reading.cards]
        assert len(set(fronts)) == len(fronts)
        assert not [front for front in fronts if re.search(r"\bIMG\b|<img|\]\(", front)]
        long = [
            card for card in reading.cards if sum(len(row) // 76 + 1 for row in card.back.split("\n")) > 30
        ]
        assert len(long) * 100 <= len(fronts)
        for card in reading.cards:
            source = "\n".join(rows[card.source.start - 1 : card.source.end]).casefold()
            words = re.findall(r"[^\W_]{3,}", card.back.casefold())
            assert all(word in source for word in words), card
