"""What gives no card, and the reason that is reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Reading, Reason
from cards.noise import is_open_point, reason_to_skip

ReadText = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("TODO: describe", "placeholder"),
        ("To be continued", "placeholder"),
        ("(your answer here)", "placeholder"),
        ("...", "placeholder"),
        ("<--->", "placeholder"),
        ("待补充", "placeholder"),
        ("as described above", "placeholder"),
        ("Dropout: same as above", "placeholder"),
        ("**[⬆ Back to top](#top)**", "navigation"),
        ("[TOC]", "navigation"),
        ("{:toc}", "navigation"),
        ("Previous | Next", "navigation"),
        ("https://example.org/paper.pdf", "link only"),
        ("[Paper link](https://arxiv.org/abs/1)", "link only"),
        ("<a id='top'></a>", "navigation"),
        ("{{[[TODO]]}} draw it", "metadata"),
        ("\\newpage", "navigation"),
        ("paper: https://example.org", "link only"),
        ("example.org", "link only"),
        ("Source: some blog", "metadata"),
        ("Based on a lecture by my uncle", "metadata"),
        ("Based on Deep Seas, chapter 2", "metadata"),
        ("based on a net of many small cells.", None),
        ("Last updated: 2024-01-01", "metadata"),
        ("#tag #other/tag", "metadata"),
        ("Tags: sail.jib_of_a_ship, sail.main_of_a_ship, rope.sheet_of_a_jib, rope.halyard", "metadata"),
        ("Tags: sails that belong to a ship, ropes that belong to a jib, and other things", None),
        ("id:: 64-abc", "metadata"),
        ("If you like this, please star the repo", "metadata"),
        ("![](pics/a.png)", "image only"),
        ('<img src="https://x.y/z.png" alt="IMG">', "image only"),
        ("   ", "empty"),
        ("A sentence with a [link](http://x.y) in it.", None),
        ("Paper and pencil are enough for this.", None),
        ("None of the weights change.", None),
        ("To be continuous, a function must have no jumps.", None),
        ("Sources of noise are many, and each one adds variance.", None),
        ("Next, the gradient is computed from the loss.", None),
        ("See the loss as a landscape with hills.", None),
        ("Typed languages check before they run.", None),
    ],
)
def test_reasons(text: str, reason: Reason | None) -> None:
    assert reason_to_skip(text) == reason


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n- [A](#a)\n- [B](#b)\n  - [C](#c)\n",
        "# Notes\n1. TOC\n{:toc}\n",
        "# Notes\n## Table of Contents\n1. Alpha\n2. Beta\n",
        "# Notes\n<!-- toc -->\n* [A](#a)\n<!-- tocstop -->\n",
        "# Notes\n- [One](one.md)\n- [Two](two.md)\n- [Three](three.md)\n",
        "# Notes\n## References\n- A paper about things (2001)\n",
        "# Parent\n## Child\n### Grandchild\n",
        "# Empty\n## Asked?\n<br>\n",
        "# Notes\nAdvanced things\n## A\n",
        "# Lec 5: 3:54:00 : 2022-06-27\n\n?torch.nn.Thing\n",
        "<!--\n# Hidden\ntext that is hidden\n-->\n",
        "## Badges\n[![Build](https://img.shields.io/x.svg)](https://ci.org)\n",
        "## Labels\n* Key:\n* Be careful:\n",
    ],
)
def test_notes_without_cards(read_text: ReadText, text: str) -> None:
    reading = read_text(text)
    assert [card.front for card in reading.cards] == []
    assert reading.skipped


def test_noise_stays_out_of_backs(read_text: ReadText) -> None:
    card = read_text(
        """
        ## Heap
        [Paper](https://x.org/heap)

        A tree with order.
        ![](https://x.org/picture.png)
        ![how it looks](pics/heap.png)

        TODO: more

        [Back to top](#top)
        """
    ).cards[0]
    assert card.back == "A tree with order.\n\n![how it looks](pics/heap.png)"
    assert card.reading == "[Paper](https://x.org/heap)"
    assert card.tags == ("picture",)


def test_every_passage_is_a_card_or_has_a_reason(read_text: ReadText) -> None:
    text = """
    Stray words before any heading.

    # T
    ## A
    Text of a.
    ## B
    ## C
    TODO
    <!-- note -->
    """
    reading = read_text(text)
    assert [(skip.source.start, skip.reason) for skip in reading.skipped] == [
        (1, "no question"),
        (3, "container"),
        (6, "empty"),
        (7, "empty"),
        (8, "placeholder"),
        (9, "comment"),
    ]


def test_truly_equal_cards_are_merged_and_reported(read_text: ReadText) -> None:
    text = "# Notes\n## Alpha\n### Heap\nA tree.\n## Beta\n### Heap\nA tree.\n## Alpha\n### Heap\nA  Tree.\n"
    reading = read_text(text)
    assert [card.front for card in reading.cards] == ["What is Heap (Alpha)?", "What is Heap (Beta)?"]
    assert [skip.source.start for skip in reading.skipped if skip.reason == "duplicate"] == [9]


def test_a_picture_is_an_answer_to_a_question_only(read_text: ReadText) -> None:
    reading = read_text(
        "## What does a heap look like?\n<img src='https://x.y/a.png'>\n\n## Heap\n![](a.png)\n"
    )
    assert [(card.front, card.back, card.tags) for card in reading.cards] == [
        ("What does a heap look like?", "![](https://x.y/a.png)", ("picture",))
    ]
    assert [(skip.source.start, skip.reason) for skip in reading.skipped] == [
        (4, "image only"),
        (5, "image only"),
    ]


@pytest.mark.parametrize(
    ("text", "is_open"), [("Cost??", True), ("why is it so ???", True), ("Qh5??", False)]
)
def test_a_bad_move_of_chess_is_no_open_point(text: str, is_open: bool) -> None:
    assert is_open_point(text) is is_open
