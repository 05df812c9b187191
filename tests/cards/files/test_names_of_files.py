"""The name of a file is the title of its note where no heading is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]

KEEL = "A keel is the lowest beam of a hull.\n\n"
PARTS = "## Worm\n\nIt eats wood.\n\n## Rot\n\nIt needs air.\n"
NAMED = [("Explain: Worm (Keel)", "It eats wood."), ("Explain: Rot (Keel)", "It needs air.")]
BARE = [("Explain: Worm", "It eats wood."), ("Explain: Rot", "It needs air.")]


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param("Keel.md", PARTS, NAMED, id="several headings of the highest level"),
        pytest.param("Keel.md", PARTS.replace("##", "#"), NAMED, id="of whatever level"),
        pytest.param(
            "Keel.md", KEEL + PARTS, [("What is Keel?", KEEL.strip()), *NAMED], id="a text above its headings"
        ),
        pytest.param("3 Keel.md", PARTS, NAMED, id="a number that sorts files"),
        pytest.param("Chapter 3 Keel.md", PARTS, NAMED, id="a chapter"),
        pytest.param("Keel.md", f"It is old.\n\n{PARTS}", NAMED, id="a text that does not say what it is"),
        pytest.param("a.md", f"---\ntitle: Keel\n---\n{PARTS}", NAMED, id="what the front matter says"),
        pytest.param("a.md", f'---\n{{"title": "Keel"}}\n---\n{PARTS}', NAMED, id="in an object"),
        pytest.param("keel.md", PARTS, BARE, id="a name that nobody typed as a title"),
        pytest.param("Keel and other beams of a hull.md", PARTS, BARE, id="a name that is a sentence"),
        pytest.param("Notes.md", PARTS, BARE, id="a name that says nothing"),
        pytest.param(
            "Keel.md",
            "# Hulls\n\n" + PARTS,
            [("Explain: Worm (Hulls)", "It eats wood."), ("Explain: Rot (Hulls)", "It needs air.")],
            id="a heading over all others",
        ),
        pytest.param("Keel.md", "## Worm\n\nIt eats wood.\n", BARE[:1], id="a single heading"),
    ],
)
def test_the_name_of_a_file_as_its_title(
    pairs: Pairs, file: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(text, file) == expected
