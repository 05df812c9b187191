"""Which lines of a text are code between fences."""

from __future__ import annotations

import pytest

from cards.markdown.fences import fenced


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\nb", []),
        ("```\na\n```\nb", [0, 1, 2]),
        ("````\n```\n````\nb", [0, 1, 2]),
        ("```\n~~~\n```\nb", [0, 1, 2]),
        ("```py\n```py\n```\nb", [0, 1, 2]),
        ("a ```b``` c\nd", []),
        ("> ```\n> a\n> ```\nb", [0, 1, 2]),
        ("- ```\n  a\n  ```\nb", [0, 1, 2]),
        ("1. ```\n   a\n   ```\nb", [0, 1, 2]),
        ("A: ```\na\n```\nb", [0, 1, 2]),
        ("a\n```\nb\nc", [1, 2, 3]),
    ],
)
def test_code_stands_between_fences(text: str, code: list[int]) -> None:
    assert sorted(fenced(text.split("\n"))) == code
