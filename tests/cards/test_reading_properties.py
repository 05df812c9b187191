"""Whatever is read: no crash, true lines, no empty side, no character that could drive a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cards.model import Reading
from cards.parse import read_note
from cards.suffixes import NOTE_SUFFIXES
from cards.text import decode
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


HOSTILE = {
    "open brackets": "[" * 60_000,
    "open images": "![" * 30_000,
    "open gaps": "{{c1::" * 10_000,
    "open comments": "<!-- a\n" * 8_000,
    "comments on a line": "<!--a-->" * 8_000,
    "open fences": "```py\n\n## h\n\n" * 2_000,
    "fences of falling length": "\n\n## h\n\n".join("`" * length for length in range(200, 3, -1)),
    "open mathematics": "\\[ a\n\n" * 5_000,
    "open environments": "\\begin{align} a\n\n" * 5_000,
    "deep quotes": ">" * 3_000 + " x",
    "deep lists": "\n".join("  " * level + "- x" for level in range(300)),
    "numbers": "(1) a " * 10_000,
    "questions": "what is this thing?\n\n" * 3_000,
    "labels": "# T\n\n" + "".join(f"Key {number}: it is about\n\n" for number in range(2_000)),
    "quotes": "# T\n\n" + "> a short quote\n\n" * 2_000,
    "one paragraph": "It is a sentence because it matters. " * 4_000,
    "headings": "".join(f"{'#' * (number % 6 + 1)} h{number}\n" for number in range(4_000)),
    "details": "<details><summary>q</summary>\n\n" * 3_000,
    "rows": 'a\t"b\n' * 5_000,
    "colons": "a::" * 20_000,
    "strong": "**a " * 20_000,
    "wide table": "|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n|" + "b|" * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_of_hostile_notes_grows_with_their_length(
    name: str, calls_of: Callable[[Callable[[], object]], int]
) -> None:
    content, path = HOSTILE[name].encode(), "n.txt" if name == "rows" else "n.md"
    read_note(content, path)
    assert calls_of(lambda: read_note(content, path)) < 100 * len(content) + 10_000


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
