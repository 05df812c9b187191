"""Titles that ask in the order of a statement, as questions: `How a keel holds`, `Why hulls are painted`."""

from __future__ import annotations

import re

from cards.asking.predicates import base_of
from cards.words.verbs import MODALS, be, says_what_it_does

_WORD = re.compile(r"(How|Why|When|Where|What)\s+(?=\S)", re.IGNORECASE)
_TO_USE = re.compile(
    r"(?:When|How|Where|Why)(?: to| should (?:you|we|I)) (?:use|apply) (?=\w)", re.IGNORECASE
)
_SAID = re.compile(
    r" (?:is|are|was|were) (?!(?:an?|the|not|in|on|at|of|for)\b)(?!\w+ed\b)[\w-]+(?: [\w-]+)?\Z"
)
"""A clause that says no more of a thing than how it is."""
_JUDGED = re.compile(
    r" (?:key|important|crucial|essential|vital|useful|useless|popular|hard|difficult|easy|slow|fast|bad|good"
    r"|better|worse|best|dangerous|expensive|cheap|necessary|unnecessary|critical|matters?|helps?|fails?)\Z"
)
"""What somebody finds of it, for a reason."""
_IS = frozenset(["is", "are", "was", "were"])
_BE = MODALS | _IS
_NO_NAME = frozenset(
    re.findall(
        r"\S+",
        """is are was were do does did to can could should must may might will would has have had much many
        often far long fast big large well old else not i we you it they he she there that which who if
        when this these what how why kind type kinds types sort about and or happens makes causes""",
    )
)
"""With which no thing begins that is asked about."""
_ENDS_NAME = frozenset(
    ["that", "which", "who", "if", "when", "of", "for", "in", "on", "to", "with", "and", "or", "the"]
)
"""Words of which the last one of a name is none."""
_WORKS = frozenset(
    re.findall(
        r"\S+",
        """learn pass work help forget matter happen fail change grow flow die explode overfit converge
        behave move interact spread evolve differ form affect influence start act break scale think
        see sleep rise fall turn win lose need live eat breathe sink float sail die come go lie
        stand hold want look mean count hurt""",
    )
)
MAX_NAME = 5
"""Words of a thing."""


def turned(title: str) -> str:
    """The question that a title asks in the order of a statement; the title itself where it asks in none."""
    begun = _WORD.match(title)
    words = title[begun.end() :].rstrip(" ?").split() if begun else []
    if not begun or len(words) < 2 or words[0].lower() in _NO_NAME:
        return title
    asking = begun.group(1).capitalize()
    for at in range(1, min(len(words), MAX_NAME + 1)):
        name, verb, rest = " ".join(words[:at]), words[at].lower(), words[at + 1 :]
        if words[at - 1].lower() in _ENDS_NAME:
            continue
        if verb in _BE and rest and asking != "What":
            return f"{asking} {verb} {name} {_plainly(rest, words[at])}?"
        if verb in ("do", "does", "is", "are") and asking == "What" and not rest:
            return f"What {verb} {name}{' do' if verb[0] == 'd' else ''}?"
        if asking != "What" and (do := _does(name, verb, rest)):
            return f"{asking} {do} {name} {_plainly([base_of(verb), *rest], words[at])}?"
    return title


def questioned(clause: str) -> str | None:
    """The question that a clause before a colon leaves open: `Hulls are light`, `Ballast rights a hull`."""
    asked = turned(f"Why {clause}")
    if not asked.endswith("?"):
        return None
    _, verb, rest = asked.split(" ", 2)
    if verb in _IS and not _SAID.search(clause):
        return None
    if _JUDGED.search(clause):
        return asked
    return f"{'In what sense' if verb in _IS else 'How'} {verb} {rest}"


def thing_used(title: str) -> str:
    """The thing of a title that asks when or how it is used; any other title as it is."""
    used = _TO_USE.match(title)
    return title[used.end() :] if used else title


def _does(name: str, verb: str, rest: list[str]) -> str:
    """The auxiliary of a verb that agrees with its name; empty where the word is no verb."""
    several = be(name) == "are" or (name.isupper() is False and name[-1:] == "s" and name[:-1].isupper())
    if several:
        known = verb in _WORKS or says_what_it_does(f"{verb}s {' '.join(rest)}")
        return "do" if known else ""
    third = verb[-1:] == "s" and verb[-2:] != "ss"
    known = third and (base_of(verb) in _WORKS or says_what_it_does(f"{verb} {' '.join(rest)}"))
    return "does" if known else ""


def _plainly(words: list[str], verb: str) -> str:
    """Words without the capitals of a title, where its verb has one."""
    if not verb[:1].isupper():
        done = words[0].lower() if words[0].istitle() and words[0].endswith(("ed", "en")) else words[0]
        return " ".join([done, *words[1:]])
    return " ".join(word.lower() if word.istitle() else word for word in words)
