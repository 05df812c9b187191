"""Whether a note is in English, so that questions may be worded around its text.

A glance at its first words; no other language is told from another.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from itertools import repeat

_COMMON = b"the is of and to in for are with that it we as by be this from or"
_FOREIGN = """de del da dos das em um ao por con du dans pour il della nel ein eine von mit den dem im
der die das und ist nicht le la les des est une el los las es una que och het een di che per uma
não ve bir bu için ile olarak się jest nie oraz och att som är för og til på ja ikke és egy și este và của là
không dan yang untuk dengan že na je jak jako czy są przez lub dla które ale nebo jsou který při alebo
ktorý pri kot ali ili kao koji iz od što za hogy nem vagy és että joka ovat tai myös mis või kui yra kad
arba kaip dhe në një ang mga são ou como mais pelo pela é à às kan har eller når från det""".encode()
_SPEAKS = {**dict.fromkeys(_COMMON.split(), 1), **dict.fromkeys(_FOREIGN.split(), -1)}
"""Frequent words, and whether one speaks for English or against it."""
GLANCE = 10_000
"""Characters of a note that are looked at."""
WORDS_A_SLIP = 50
"""Words of keywords among which one may look foreign, as `IM` and `la`: of a language it would be ten."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LATIN = string.ascii_lowercase.encode()


def _count_foreign(text: str) -> int:
    """The letters that are not ASCII."""
    return sum(map(str.isalpha, "".join(_NOT_ASCII.findall(text))))


def looks_english(lines: Sequence[str]) -> bool:
    """Whether questions may be worded in English; notes in keywords with Latin letters count as English."""
    sample = "\n".join(lines[:2000])[:GLANCE]
    data = sample.encode("utf-8", "replace").lower()
    if not sample.isascii():
        latin = len(data) - len(data.translate(None, _LATIN))
        if latin * 3 < (len(data) - len(sample)) * 7 and latin * 3 < _count_foreign(sample) * 7:
            return False
    words = data.split()
    return sum(map(_SPEAKS.get, words, repeat(0))) * WORDS_A_SLIP >= -len(words)
