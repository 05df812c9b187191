"""Comments, front matter, tables of contents and damage, before anything is parsed."""

from __future__ import annotations

import pytest

from cards.markdown.scan import scan


def lines_after(text: str) -> str:
    result = scan(text)
    assert len(result.lines) == text.count("\n") + 1
    return "\n".join(result.lines)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <!-- hidden --> b", "a  b"),
        ("a\n<!-- one\ntwo -->\nb", "a\n\n\nb"),
        ("a <!-- one\ntwo --> b", "a \n b"),
        ("`<!-- code -->` stays", "`<!-- code -->` stays"),
        ("```html\n<!-- code -->\n```", "```html\n<!-- code -->\n```"),
        ("<!--\n```py\n# no fence\n-->\n## Next", "\n\n\n\n## Next"),
        ("<!--\nout\n<!-- in -->\nout\n-->\nvisible", "\n\n\n\n\nvisible"),
        ("<!-- a <!-- b -->\nvisible\n\nInput --> Output", "\nvisible\n\nInput --> Output"),
        ("text\n-->\nmore", "text\n\nmore"),
        ("a <!-- unclosed\nhidden\n\n## Next\ntext", "a \n\n\n## Next\ntext"),
        ("two <!--a--> in <!--b--> one", "two  in  one"),
    ],
)
def test_comments(text: str, left: str) -> None:
    assert lines_after(text) == left


def test_comments_are_kept_with_their_lines() -> None:
    result = scan("# T\n<!-- card: a;\ntags: b -->\ntext <!-- note -->")
    assert [(comment.start, comment.end, comment.text) for comment in result.comments] == [
        (2, 3, "card: a;\ntags: b"),
        (4, 4, "note"),
    ]


@pytest.mark.parametrize(
    ("text", "metadata", "first"),
    [
        ("---\npath: Training\ntags: [a, b]\n---\n# T", {"path": "Training", "tags": ("a", "b")}, 5),
        ('---\ntitle: "A: b"\ntags:\n  - x\n  - y\n---\ntext', {"title": "A: b", "tags": ("x", "y")}, 7),
        ("+++\ntitle = 'T'\n+++\ntext", {"title": "T"}, 4),
        (
            '---\n{"Title":"A: b","tags":["x","y"],"n":1,"o":{"title":"c"}}\n---\ntext',
            {"title": "A: b", "tags": ("x", "y")},
            4,
        ),
        ('---\n{"title":"A", no object}\n---\ntext', {}, 4),
        ("---\ntext, no key\n---\nmore", {}, 1),
        ("text\n---\na: b\n---", {}, 1),
    ],
)
def test_front_matter(text: str, metadata: dict[str, object], first: int) -> None:
    result = scan(text)
    assert result.metadata == metadata
    assert result.first == first
    assert all(not line for line in result.lines[: first - 1])


def test_a_marked_table_of_contents_is_taken_out() -> None:
    result = scan("# T\n<!-- toc -->\n- [A](#a)\n- [B](#b)\n<!-- tocstop -->\n## A")
    assert result.lines == ["# T", "", "", "", "", "## A"]
    assert result.contents == [(2, 5)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("```py\nx = 1\n\n## Next\ntext", "```py\nx = 1\n```\n## Next\ntext"),
        ("```py\nx = 1\n\n## Next\n\n```js\ny\n```", "```py\nx = 1\n```\n## Next\n\n```js\ny\n```"),
        ("```py\n# a comment\n\n# another\n```\n## Next", "```py\n# a comment\n\n# another\n```\n## Next"),
        ("> ```\n> x\n\n## Next", "> ```\n> x\n\n## Next"),
        ("~~~\n```\n~~~\n\n## Next", "~~~\n```\n~~~\n\n## Next"),
    ],
)
def test_an_open_fence_ends_with_its_section(text: str, left: str) -> None:
    assert lines_after(text) == left


def test_merge_marks_are_taken_out_and_reported() -> None:
    result = scan("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> branch\nTitle\n=======\n")
    assert result.lines == ["a", "", "b", "", "c", "", "Title", "=======", ""]
    assert [start for start, _ in result.damaged] == [2, 4, 6]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a %%b%% c\nd", "a  c\nd"),
        ("%%\nhidden\n%%\nseen", "\n\n\nseen"),
        ("%% one\ntwo %% rest\nseen", "\n rest\nseen"),
        ("%%one%%\nseen\n%%two%%", "\nseen\n"),
        ("100%% sure\nand 50%% more", "100%% sure\nand 50%% more"),
        ("`%%a%%` and %%b", "`%%a%%` and %%b"),
        ("```\n%%\nx\n%%\n```", "```\n%%\nx\n%%\n```"),
        ("%%\nnever closed\n\n# Next", "%%\nnever closed\n\n# Next"),
        ("%", "%"),
        ("%%%%", "%%%%"),
    ],
)
def test_comments_of_obsidian_are_no_text(text: str, left: str) -> None:
    assert "\n".join(scan(text).lines) == left


STRAY = """## Boats

```
a boat
```

```

### Oars

Two are best.
### Sails

```
hoist()
```

More.
"""


def test_a_fence_too_many_does_not_turn_text_into_code() -> None:
    result = scan(STRAY)
    assert result.damaged == [(7, 7)]
    assert result.lines[6] == ""
    assert [line for line in result.lines if line.startswith("```")] == ["```"] * 4


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(STRAY.replace("```\n\n### Oars", "### Oars", 1), id="each is closed"),
        pytest.param(
            "```\nas it is written:\n\n## Heading\n```\n\n## Boats\n\n## Oars\n\n```\nrow()\n",
            id="code with a heading, and code that is not closed",
        ),
        pytest.param(
            "```py\nas it is written:\n\n## Heading\n```\n\n## Boats\n\n```\nrow()\n",
            id="code of a language with what looks as a heading",
        ),
    ],
)
def test_fences_that_open_code_stay(text: str) -> None:
    fences = [number for number, line in enumerate(text.split("\n")) if line.startswith("```")]
    assert all(scan(text).lines[number].startswith("```") for number in fences)
