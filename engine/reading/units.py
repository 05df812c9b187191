"""Units after a number: the asked one is dropped, one of the same family is converted, others are refused.

Families with prefixes are bytes (kB = 1000 B, KiB = 1024 B), FLOPs, MACs and parameters; FLOPs and MACs
are never converted into each other. Before any other unit, and where none is
asked for, stand k, M and the words thousand to trillion.
"""

from __future__ import annotations

from functools import lru_cache

from engine.reading.answer import Unreadable, quoted

_WORDS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "K": 1e3, "M": 1e6}
_LARGE = {"G": 1e9, "T": 1e12, "P": 1e15}
_BINARY = {f"{letter}i": 1024.0**power for power, letter in enumerate("KMGTP", 1)}
_COUNT = _SHORT | _LARGE | _WORDS | {"": 1.0, "B": 1e9}

_FAMILIES: tuple[tuple[tuple[str, ...], dict[str, float]], ...] = (
    (("B", "byte", "bytes"), {"": 1.0} | _SHORT | _LARGE | _BINARY | _WORDS),
    (("FLOPs", "FLOP", "FLOPS"), _COUNT),
    (("MACs", "MAC"), _COUNT),
    (("params", "param", "parameters", "parameter"), _COUNT),
)
_SAME_UNIT = (("px", "pixel", "pixels"), ("s", "second", "seconds"), ("bit", "bits"), ("nat", "nats"))


def factor(typed: str, asked: str) -> float:
    """What a number followed by the unit `typed` is multiplied with to be in the unit `asked`.

    Raises:
        Unreadable: a unit of another family, or none that is known.
    """
    known, folded = _sizes(asked)
    found = known.get(typed) or (None if _may_be_bits(typed) else folded.get(typed.casefold()))
    if found:
        return found / known.get(asked, 1.0)
    if not asked:
        raise Unreadable(f"the unit {quoted(typed)} is not asked for: type the number alone")
    raise Unreadable(f"the unit {quoted(typed)} does not fit: type the number in {asked}")


def _may_be_bits(typed: str) -> bool:
    """Whether the b is not just a small B: "Mb" is megabits for many, "mb" is a hasty MB."""
    return typed == "b" or (typed.endswith("b") and typed[0].isupper())


@lru_cache(maxsize=64)
def _sizes(asked: str) -> tuple[dict[str, float], dict[str, float]]:
    """Spelling -> size of every unit that is taken where `asked` is asked; then the same in small letters.

    Small letters are taken in the families alone: elsewhere ms is not Ms.
    """
    for names, prefixes in _FAMILIES:
        exact = _spellings(names, prefixes)
        if asked in exact and asked not in prefixes:
            return exact, {spelling.casefold(): size for spelling, size in exact.items()}
    counted = _SHORT | _WORDS
    names = next((same for same in _SAME_UNIT if asked in same), (asked,))
    behind = {f"{prefix} {name}": size for prefix, size in counted.items() for name in names if name}
    return counted | behind | {name: 1.0 for name in names if name}, {}


def _spellings(names: tuple[str, ...], prefixes: dict[str, float]) -> dict[str, float]:
    """Every prefix before every name; also alone, but for bytes, where "M" could be 10^6 or 2^20."""
    alone = {} if "B" in names else {prefix: size for prefix, size in prefixes.items() if prefix}
    joined = {
        f"{prefix}{gap}{name}".strip(): size
        for prefix, size in prefixes.items()
        for name in names
        for gap in ("", " ")
    }
    return alone | joined
