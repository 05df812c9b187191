"""What somebody or something did, as the question for it: `Lister introduced carbolic acid`.

Only verbs whose object is what one has to know; `made`, `had` or `went` alone tell nothing.
"""

from __future__ import annotations

import re

_ALIKE = re.findall(
    r"\S+",
    """abandon abolish absorb adopt allow annex argue assume believe claim compose conquer create declare
    define demand describe destroy develop discover divide establish explain force formulate found guarantee
    identify introduce invade invent isolate launch limit measure observe paint patent predict prevent
    promise propose prove publish ratify reject replace require restore reveal show sign suggest suppress
    synthesise synthesize trigger unify unite cause coin gain produce""",
)
_OTHERS = {
    "banned": "ban",
    "permitted": "permit",
    "won": "win",
    "lost": "lose",
    "built": "build",
    "wrote": "write",
    "overthrew": "overthrow",
    "led to": "lead to",
}


def _past(verb: str) -> str:
    """The past of a verb without a form of its own."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


_BASES = {_past(verb): verb for verb in _ALIKE} | _OTHERS
DID = "|".join(_BASES)
"""What something did, as a piece of a pattern."""


def ask_past(name: str, verb: str) -> str | None:
    """The question for what a thing did; None for a verb of another time or kind."""
    base = _BASES.get(verb)
    return f"What did {name} {base}?" if base else None
