"""Statements of mathematics: what they assume asks for what follows, their proofs are cards of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]

_PROOF_OF_TWO = "*Proof.* Pair them off.\n\nOne is left over. $\\square$"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Theorem 2.1. Let n be even. Then n² is even.",
            [("Let n be even. What holds then? (Numbers)", "n² is even.")],
        ),
        (
            "**Lemma 4.** Suppose n is a sum of two odd numbers, then n is even.",
            [("Suppose n is a sum of two odd numbers. What holds then?", "n is even.")],
        ),
        (
            "Definition 3. A number is perfect if its divisors sum up to it.",
            [("When is a number perfect?", "A number is perfect if its divisors sum up to it.")],
        ),
        (
            "Proposition 5: Every odd integer beyond one has a prime divisor.",
            [
                (
                    "What does every odd integer beyond one have? (Numbers)",
                    "Every odd integer beyond one has a prime divisor.",
                )
            ],
        ),
        (
            "Theorem 9 (Euclid). There is no largest prime.",
            [("What does the Euclid theorem say? (Numbers)", "There is no largest prime.")],
        ),
        (
            "**Lemma** (Gauss's lemma). Products stay primitive.",
            [("What does Gauss's lemma say? (Numbers)", "Products stay primitive.")],
        ),
        (
            "Corollary 7. Odd primes exist.\n\n" + _PROOF_OF_TWO,
            [
                ("What does Corollary 7 say? (Numbers)", "Odd primes exist."),
                ("Prove: Odd primes exist. (Numbers)", "Pair them off.\n\nOne is left over. $\\square$"),
            ],
        ),
        (
            "Theorem 8. The sum satisfies\n$$S = n^2$$\n\nProof. Draw squares.\n\nThis is old.",
            [
                ("What does Theorem 8 say? (Numbers)", "The sum satisfies\n\n$$S = n^2$$"),
                ("How is Theorem 8 proved? (Numbers)", "Draw squares."),
                ("Numbers: what should be noted?", "This is old."),
            ],
        ),
        (
            "## Theorem 4.1\n\nEvery square of two odds is odd.",
            [
                (
                    "What is true of every square of two odds? (Numbers)",
                    "Every square of two odds is odd.",
                )
            ],
        ),
        ("Theorem: the name of a cat.", [("What does the theorem say? (Numbers)", "the name of a cat.")]),
        (
            "Definition (twin). Primes two apart.",
            [("What is twin? (Numbers)", "Primes two apart.")],
        ),
    ],
)
def test_statements(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(f"# Numbers\n\n{text}\n") == expected
