"""Which part of a front with gaps is not said again by its back."""

from __future__ import annotations

import pytest

from quizapp.filled import unrepeated


@pytest.mark.parametrize(
    ("front", "back", "kept"),
    [
        ("What is Q?\n\nIt **[…]** a\nb.", "It **turns** a\nb.", "What is Q?"),
        ("It **[…]** and **[hint]** (x).", "It **turns** and **$a\\\\b$** (x).\n\nMore.", ""),
        ("A?\n\nOne **[…]**.\n\nTwo.", "One **1**.\n\nTwo.", "A?"),
        ("A?\n\nOne **[…]**.", "Something else", "A?\n\nOne **[…]**."),
        ("What is [x]?", "What is [x]?", "What is [x]?"),
        ("", "a", ""),
    ],
)
def test_what_the_back_says_again_is_left_out(front: str, back: str, kept: str) -> None:
    assert unrepeated(front, back) == kept
