"""Logs, questions left open, code that is asked about, arrows among other lines, lists of works."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.asking.front import Question
from cards.model import Reading

Pairs = Callable[..., list[tuple[str, str]]]

PRINTS = '```python\nprint("a" * 3)\n```'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"# Ropes\n\nWhat does this print?\n\n{PRINTS}\n\nThree letters.\n",
            [(f"What does this print? (Ropes)\n\n{PRINTS}", "Three letters.")],
            id="a line that asks",
        ),
        pytest.param(
            f"# Ropes\n\n## What is the output?\n\n{PRINTS}\n\n`aaa`, as text is repeated.\n",
            [(f"What is the output?\n\n{PRINTS}", "`aaa`, as text is repeated.")],
            id="a heading that asks",
        ),
        pytest.param(
            f"**Q: What does the following code print?**\n{PRINTS}\nA: aaa\n",
            [(f"What does the following code print?\n\n{PRINTS}", "aaa")],
            id="with marks",
        ),
        pytest.param(
            '# Ropes\n\n1. Why does this fail?\n   ```\n   "a" + 1\n   ```\n   A number is no text.\n'
            "2. What is `+`?\n   A sum.\n",
            [
                ('Why does this fail? (Ropes)\n\n```\n"a" + 1\n```', "A number is no text."),
                ("What is `+`? (Ropes)", "A sum."),
            ],
            id="points of a list",
        ),
        pytest.param(
            f"# Ropes\n\nWhat does this print?\n\n{PRINTS}\n\n```\naaa\n```\n",
            [(f"What does this print? (Ropes)\n\n{PRINTS}", "```\naaa\n```")],
            id="what it prints as code",
        ),
        pytest.param(
            f"# Ropes\n\nHow do you repeat a text?\n\n{PRINTS}\n\nWith a star.\n",
            [("How do you repeat a text? (Ropes)", f"{PRINTS}\n\nWith a star.")],
            id="code that is the answer",
        ),
        pytest.param(
            f"# Ropes\n\nWhat does this print?\n\n{PRINTS}\n",
            [],
            id="code and nothing else",
        ),
    ],
)
def test_code_that_is_asked_about(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_the_context_of_a_question_stands_before_its_code() -> None:
    asked = Question(f"What does it print?\n\n{PRINTS}", ("Ropes",), shown=1, verbatim=True)

    assert asked.front() == f"What does it print? (Ropes)\n\n{PRINTS}"


@pytest.mark.parametrize(
    ("title", "body", "asked"),
    [
        ("Role of ballast", "It keeps a ship upright.", "What is the role of ballast?"),
        ("The importance of trim", "- less drag\n- better steering", "What is the importance of trim?"),
        ("Functions of a mast", "- holds the sails\n- holds lights", "What are the 2 functions of a mast?"),
        ("Need for radar", "Fog hides other ships.", "Why is radar needed?"),
        ("Working of a sextant", "Two mirrors bring the sun down.", "How does a sextant work?"),
        ("Concept of buoyancy", "Water pushes a body up.", "What is buoyancy?"),
        ("Effect of wind", "It pushes a ship sideways.", "What is the effect of wind (Ships)?"),
        ("Advantages of steel", "- strong\n- cheap", "What are the advantages of steel (Ships)?"),
        ("Parts of a mast", "- heel\n- truck", "What are the parts of a mast (Ships)?"),
        ("Uses of flags", "They signal.", "Flags (Ships): what are they used for?"),
        ("Function of several winds", "Waves of several heights.", "Explain: Function of several winds"),
    ],
)
def test_an_aspect_of_a_thing(pairs: Pairs, title: str, body: str, asked: str) -> None:
    [(front, _)] = pairs(f"# Ships\n\n## {title}\n\n{body}\n")

    assert front == asked


@pytest.mark.parametrize(
    ("text", "expected", "lines"),
    [
        pytest.param(
            "# Study log\n\n## Monday 3 March\n\nNext: read chapter 4\nMood: fine\n- Plan: mend the sail\n\n"
            "Ebb: the falling tide.\n\n**Tomorrow:**\n- buy rope\n- sleep\n",
            [("What is Ebb? (Study log)", "the falling tide.")],
            [5, 6, 7, 11, 12],
            id="below a day",
        ),
        pytest.param(
            "# Sails\n\nStatus: halfway\nMood: tired\nNext: sew the jib\n\nJib: the sail before the mast.\n",
            [("What is Jib? (Sails)", "the sail before the mast.")],
            [3, 4, 5],
            id="several lines without a day",
        ),
        pytest.param(
            "# Ring of ropes\n\n- next: the rope behind this one\n- plan: how it is tied\n",
            [
                ("What is next? (Ring of ropes)", "the rope behind this one"),
                ("What is plan? (Ring of ropes)", "how it is tied"),
            ],
            [],
            id="names of parts",
        ),
        pytest.param(
            "# Sailing\n\n## Lesson 3\n\n- Focus: how the crew looks ahead\n- Score: points of a race\n",
            [
                ("What is Focus? (Sailing)", "how the crew looks ahead"),
                ("What is Score? (Sailing)", "points of a race"),
            ],
            [],
            id="words of a course",
        ),
        pytest.param(
            "# Rigging\n\n## Week 3\n\nA stay is a wire that holds the mast.\n\n"
            "TIL: a sheet is a rope at a sail.\n\nWe met at the pier and it was cold.\n",
            [
                ("What is a stay? (Rigging)", "A stay is a wire that holds the mast."),
                ("What is a sheet? (Rigging)", "A sheet is a rope at a sail."),
            ],
            [9],
            id="what was learnt in a week",
        ),
    ],
)
def test_logs(
    read_text: Callable[..., Reading], text: str, expected: list[tuple[str, str]], lines: list[int]
) -> None:
    reading = read_text(text)

    assert [(card.front, card.back) for card in reading.cards] == expected
    told = [skip for skip in reading.skipped if skip.reason in ("metadata", "no question")]
    assert [skip.source.start for skip in told] == lines


@pytest.mark.parametrize(
    "title", ["## Questions", "## Open questions", "**Questions for the exam**", "Doubts:"]
)
def test_questions_that_are_left_open(read_text: Callable[..., Reading], title: str) -> None:
    reading = read_text(f"# Tides\n\n{title}\n\n1. Why is the tide late?\n2. How does wind change it?\n")

    assert reading.cards == ()
    open_lines = [skip.source.start for skip in reading.skipped if skip.reason == "empty"]
    assert open_lines == [5, 6]


@pytest.mark.parametrize("title", ["Key questions", "What do sailors ask?"])
def test_questions_that_are_an_answer(pairs: Pairs, title: str) -> None:
    [(_, back)] = pairs(f"# Tides\n\n## {title}\n\n- Is it neap?\n- Is it spring?\n")

    assert back == "- Is it neap?\n- Is it spring?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Rigging\n\n## Sails\nWe bent them on at dawn.\njib -> the sail before the mast\n"
            "boom → spar at the foot of a sail\nBoth are of wood.\n",
            [
                ("What is jib? (Sails)", "the sail before the mast"),
                ("What is boom? (Sails)", "spar at the foot of a sail"),
            ],
            id="a run between two lines",
        ),
        pytest.param(
            "# Rigging\n\n## Sails\nA storm comes.\nwind -> waves -> spray\nreef -> a smaller sail\n",
            [("What are Sails (Rigging)?", "A storm comes.\nwind -> waves -> spray\nreef -> a smaller sail")],
            id="a chain and a single line",
        ),
    ],
)
def test_arrows_among_other_lines(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text)[-len(expected) :] == expected


@pytest.mark.parametrize("word", ["A", "답", "Antwort", "Svar", "Ответ", "Yanıt", "Đáp án", "答え"])
def test_an_answer_in_another_language_below_a_title_with_a_colon(pairs: Pairs, word: str) -> None:
    [card] = pairs(f"# 배\n\n## 닻: 무엇인가?\n{word}: 배를 잡는 무게.\n")

    assert card == ("닻: 무엇인가?", "배를 잡는 무게.")


@pytest.mark.parametrize(
    ("text", "fronts"),
    [
        pytest.param(
            "# Ropes\n\n## Law\n- Towing (Gull v. Heron) - a wreck is shared\n- Wreck - what the sea gives\n",
            ["What is Towing (Gull v. Heron)? (Law)", "What is Wreck? (Law)"],
            id="a case in brackets is no comparison",
        ),
        pytest.param(
            "# Ropes\n\n## Splice(2)\nIt joins two ropes.\n",
            ["Explain: Splice(2) (Ropes)"],
            id="a number of a name",
        ),
        pytest.param(
            "# Ropes\n\n## Hemp\nFeel: soft\nWeight: heavy\nColour: brown\nSmell: tar\n\n"
            "## Steel\nFeel: hard\nWeight: heavy\nColour: grey\n",
            [f"Hemp: {label}?" for label in ("feel", "weight", "colour", "smell")]
            + [f"Steel: {label}?" for label in ("feel", "weight", "colour")],
            id="an attribute that only one of several things has",
        ),
        pytest.param(
            "# Ropes\n\n## Kinds\nI - hemp, soft\nII - steel, hard\n\n## Ends\nWhipping: twine at an end\n",
            ["Kinds: I?", "Kinds: II?", "What is Whipping? (Ends)"],
            id="Roman numbers",
        ),
        pytest.param(
            "# Rigging\n\n## 2024-05-01\nStays: wires that hold a mast\n\nCadence\n- pull\n- rest\n",
            ["What are Stays? (Rigging)", "Cadence (Rigging): what are the 2 points?"],
            id="a title of its own below a day",
        ),
        pytest.param(
            "# Ropes\n\n## Making\nHemp: comb → spin → twist\nSteel: draw -> twist -> grease\n",
            ["Hemp: what are the steps? (Making)", "Steel: what are the steps? (Making)"],
            id="steps with arrows between them",
        ),
        pytest.param(
            "# Ropes\n\nStretch $d = FL / EA$\nTension $T = mg$\n\nHull speed\n$$\nv = 1.34 \\sqrt{L}\n$$\n",
            [
                "What is the formula for Stretch? (Ropes)",
                "What is the formula for Tension? (Ropes)",
                "What is the formula of Hull speed (Ropes)?",
            ],
            id="names before and above formulas",
        ),
        pytest.param(
            "# Ropes\n\n## Shell\n`ls -A` all but dots\n`cp -r FROM TO` copies\n`rm -r FROM` ends it\n",
            [
                "What does ls -A do? (Shell)",
                "What does cp -r FROM TO do? (Shell)",
                "What does rm -r FROM do? (Shell)",
            ],
            id="commands right before what they do",
        ),
        pytest.param(
            "# Ropes\n\nQ for Ana: do we splice?\n\nAsk: how long is it?\n\nMy question: why hemp?\n\n"
            "End: a tip\n",
            ["What is End? (Ropes)"],
            id="questions for somebody",
        ),
        pytest.param(
            "Rope course - evening class (Ana)\n\nBight: a loop\n\nHitch: a knot around a post\n",
            ["What is Bight? (Rope course - evening class)", "What is Hitch? (Rope course - evening class)"],
            id="a first line with somebody in brackets",
        ),
        pytest.param(
            "# Ropes\n\n**Splicing**\n* Do you know the eye splice? Can you do it wet?\n\n"
            "**Whipping**\n* Twine around an end.\n",
            ["Explain: Whipping (Ropes)"],
            id="what somebody asks himself",
        ),
        pytest.param(
            "# Ropes\nfirst draft\n\n## Hemp\nIt rots.\n\n# Wires\nused for stays\n\n## Steel\nIt rusts.\n",
            ["Explain: Hemp (Ropes)", "What are Wires used for?", "Explain: Steel (Wires)"],
            id="a few words below the title of a further chapter",
        ),
        pytest.param(
            "# Ropes\n\n## Warp and weft\nwarp is strong\nweft is what runs across the others\n\n"
            "## Wet hemp\nmay be stiff\ntakes a day in the sun until it is dry\n",
            ["What is the difference between Warp and weft?", "Explain: Wet hemp"],
            id="first lines that say something and are no titles",
        ),
        pytest.param(
            "# Ropes\n\n## Fibres\n- **Hemp**: rots when wet\n- **Nylon**: stretches a lot\n\n"
            "> 💡 **Pro tip**: Anchor lines have to stretch.\n",
            ["What is Hemp? (Fibres)", "What is Nylon? (Fibres)", "Fibres (Ropes): what is the advice?"],
            id="a remark on all points in a quote below them",
        ),
        pytest.param(
            "# Ropes\n\n## Load\n- T: pull at the end of the rope\n- L: weight that hangs from it\n"
            "- if pull = load then the weight stands still\n",
            ["Load: T?", "Load: L?", "What if pull = load?"],
            id="a condition with a sign of equality",
        ),
        pytest.param(
            "# Ropes\n\n## Knots\nThey join two ends.\n\n**One-liner**: a knot halves the strength.\n",
            ["Explain: Knots (Ropes)", "Knots (Ropes): what is the key point?"],
            id="what can be said in one line",
        ),
        pytest.param(
            "# Ropes\n\n## Knot tool\n```bash\n# macOS\nbrew install knot\n\n# Linux (Debian)\n"
            "apt install knot\n\n# draws one knot\nknot draw ${NAME}\n```\n",
            [
                "Knot tool on macOS: which command?",
                "Knot tool on Linux (Debian): which command?",
                "What does `knot draw ${NAME}` do?",
            ],
            id="commands of several systems",
        ),
        pytest.param(
            "# Ropes\n\n| Term | Meaning |\n|---|---|\n| **Bight** | a loop |\n| Hitch | a knot |\n",
            ["Bight (Ropes)", "Hitch (Ropes)"],
            id="terms in bold in a table for cards",
        ),
        pytest.param(
            "# Ropes\n\n## Hemp\nIt rots in water.\n\nSample questions\n- Why so?\n- How is it spun?\n",
            ["Explain: Hemp (Ropes)"],
            id="sample questions without answers",
        ),
        pytest.param(
            "# Ropes\n\n## What they ask for\n- **Care**: Do you dry a rope before you stow it?\n"
            "- **Choice**: Can you say why hemp is not used for anchors?\n",
            ["Explain: what they ask for (Ropes)"],
            id="labels of what somebody is asked",
        ),
        pytest.param(
            "# Ropes\n\n## Splice\n### Why it exists\nKnots weaken a rope.\n"
            "## Whipping\n**Example use cases**: ends of sheets and of halyards\n",
            ["Why does Splice exist?", "Whipping (Ropes): what is it used for?"],
            id="why a thing exists and what for",
        ),
        pytest.param(
            "# Ropes\n\n## Splice\n**Interview answer**: it joins two ropes without a knot.\n",
            ["Splice (Ropes): what do you say in an interview?"],
            id="what is said in an interview",
        ),
        pytest.param(
            "# Ropes\n\n## Making of a rope\n```\nfibre\n |\n v\nyarn\n```\n",
            ["Explain: Making of a rope"],
            id="a drawing of stems and arrows",
        ),
    ],
)
def test_fronts(read_text: Callable[..., Reading], text: str, fronts: list[str]) -> None:
    assert [card.front for card in read_text(text).cards] == fronts


def test_what_a_list_of_works_tells_besides(read_text: Callable[..., Reading]) -> None:
    reading = read_text(
        "# Waves\n\n## References\n\n- [Oceans](https://example.org/o)\n"
        "- Wave period: the time between two crests\n- Speed: $c = gT / 2\\pi$\n"
        "- Smith, J. (2001). Waves at Sea.\n- Tides: a short book by Ana\n"
        "\nWhat is a rogue wave?\nOne twice as high as the others.\n\n"
        "## Further reading\n\n- Waves at Sea: the first chapters\n"
    )

    assert [(card.front, card.back) for card in reading.cards] == [
        ("What is Wave period? (Waves)", "the time between two crests"),
        ("What is the formula for Speed? (Waves)", "$c = gT / 2\\pi$"),
        ("What is a rogue wave?", "One twice as high as the others."),
    ]
    works = [skip.source.start for skip in reading.skipped if skip.reason == "navigation"]
    assert works == [8, 9, 14]


def test_a_line_that_says_its_title_again_is_no_part_of_the_answer(read_text: Callable[..., Reading]) -> None:
    reading = read_text(
        "# Ropes\n\n## Dangers of wire\n\nBelow are the dangers of wire:\n\n- It cuts.\n- It whips back.\n\n"
        "## Coils\n\nHere are the knots for the end:\n\n- reef\n- bend\n"
    )

    assert [card.back for card in reading.cards] == [
        "- It cuts.\n- It whips back.",
        "Here are the knots for the end:\n\n- reef\n- bend",
    ]
