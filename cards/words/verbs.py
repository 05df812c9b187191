"""The verbs by which notes tell somebody to do something, or say what a thing does.

Only recognises; what is asked about it is decided elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

MODALS = frozenset(["can", "could", "should", "must", "may", "might", "will", "would"])
"""Verbs that stand before the verb of what is done."""
_PLURALS = (
    *("people", "children", "men", "women", "criteria", "phenomena", "vertices", "matrices"),
    *("characteristics", "heuristics", "metrics", "basics", "topics"),
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_BEHIND_HEAD = re.compile(r"\s(?:of|for|in|on|with|between|from|against|about|without)\s")
_RANKED = re.compile(r"first(?:-|\s+([a-z]+))", re.IGNORECASE)
"""The first of its kind, unless a command follows: what comes first."""
_FIRST_WORD = re.compile(r"(don'?t|fine-?\s?tune)\b|\w+(?!\w|:\s|-for\b)", re.IGNORECASE)
_GERUND = re.compile(r" \w+ing\b")
_COMMANDS = frozenset(
    re.findall(
        r"\S+",
        """do never always please use add try set put keep make avoid choose apply start stop
        increase decrease reduce collect fix check replace initialise initialize train normalise normalize
        run take get give drop delete remove include think look search save prefer pick plot compute
        calculate create ensure consider evaluate count measure split select tune adjust monitor inspect see
        let first repeat prevent implement expand perform swap visualise visualize
        complexify simplify overfit verify compare find insert append traverse continue convert divide
        multiply subtract solve connect install click wait stir pour rinse preheat formulate
        analyse analyze determine identify specify obtain assign substitute""",
    )
)
_IS = (" is ", " are ", " was ", " has ", " of ")
"""Behind the name of a thing that is no command: `count of the sheep`."""
_CHANGES = ("increase in ", "decrease in ")
"""What becomes more or less, and no command either."""
_ADVICE = re.compile(
    r"(?:think|remember|consider|make sure|be (?:careful|sure|aware|patient)|keep in mind|watch|beware"
    r"|mind|expect|look out|double-?check)\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(r"let (?:\$|(?:\S+,? ){1,4}be\b)", re.IGNORECASE)
"""The beginning of what is proved or defined, which tells nobody to do something."""
_DOES = frozenset(
    re.findall(
        r"\S+",
        """accelerate accept accumulate achieve adjust aggregate alleviate allow append apply
        approximate assign assume attend augment avoid become build calculate capture collect
        combine compress compute concatenate connect consist contain convert decide decrease define
        delete depend detect determine differentiate discard distribute divide eliminate emphasise
        emphasize enable encode encourage enforce ensure estimate explain exploit extract find fit
        force gather generalise generalize generate give guarantee handle help hold identify ignore
        improve include increase indicate inflate initialise initialize interpolate introduce keep
        learn leave lower maintain make maximise maximize merge minimise minimize mitigate move
        multiply normalise normalize obtain operate optimise optimize penalise penalize perform
        predict prefer preserve prevent produce project propagate propose provide push randomise
        randomize reconstruct reduce regularise regularize remain remove replace represent require
        rescale retain return route saturate select separate serve show shrink solve stabilise
        stabilize standardise standardize store subtract suffer summarise summarize suppress swap
        run leverage utilise utilize employ inject
        tackle take tell tend transform treat truncate turn update use vanish yield destroy
        restore protect inhibit stimulate absorb secrete regulate activate dissolve attract repel describe
        create raise strengthen weaken shorten prolong relieve promote mediate synthesise synthesize catalyse
        catalyze degrade digest bind emit dilate constrict kill stop soften thicken forbid prohibit permit
        oblige entitle undermine extend arise traverse innervate originate occur invade infect penetrate
        surround encircle govern establish abolish oxidise oxidize metabolise metabolize excrete reproduce
        migrate match transmit receive amplifi appli
        carri classifi identifi modifi multipli quantifi reli simplifi specifi unifi vari verifi""",
    )
)
"""What verbs are without the ending of the third person."""
_SELF = (
    r"(?:it|this|they)(?: (?:technique|method|layer|approach|algorithm|model|function|loss|optimi[sz]er"
    r"|network|architecture|metric))? "
)
_THIRD = re.compile(
    rf"(?:{_SELF})?(?:(?:\w+ly|also|often) )?(\w+)s\b(?! (?:of|are|is|from)\b)", re.IGNORECASE
)
_BASE = re.compile(
    r"(?:allow|append|assign|capture|combine|convert|decide|enable|enforce|ensure|encode|extract|generate"
    r"|ignore|improve|learn|maintain|minimi[sz]e|maximi[sz]e|modify|normali[sz]e|penali[sz]e|predict"
    r"|preserve|prevent|produce|provide|reduce|remove|represent|return|saturate|suppress|transform|suffer)"
    r"\b(?! (?:of|from|for|by|in)\b)"
    r"|[a-z]{4,}(?:ify|i[sz]e) (?:the|an?|all|its|each|every)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def be(name: str) -> str:
    """The verb for a name: "is", or "are" where it looks like a plural."""
    name = _IN_BRACKETS.sub("", name) if ")" in name else name
    if " v " in name:
        return "is"
    words = name.split()
    words = _BEHIND_HEAD.split(name, maxsplit=1)[0].split() if len(words) > 2 else words
    last = words[-1] if words else ""
    plural = (
        last.endswith("s")
        and last[1:].islower()
        and not last.endswith(("ss", "us", "is", "ias", "ics", "'s", "’s"))
        and len(last) > 3
    )
    plural = plural or (last[2:3] != "" and last[-1] == "s" and last[:-1].isupper())
    return "are" if plural or last.casefold() in _PLURALS else "is"


def plural(name: str) -> str:
    """A name for several of its kind."""
    if be(name) == "are":
        return name
    behind = _BEHIND_HEAD.search(name)
    head, rest = (name[: behind.start()], name[behind.start() :]) if behind else (name, "")
    return f"{head}es{rest}" if head.endswith(("s", "x", "ch", "sh")) else f"{head}s{rest}"


@lru_cache(maxsize=1024)
def is_command(text: str) -> bool:
    """Whether a text begins by telling somebody to do something."""
    first = _FIRST_WORD.match(text)
    if first is None:
        return False
    word = first.group().lower()
    ranked = _RANKED.match(text) if word == "first" else None
    if ranked and (ranked.group(1) or "").lower() not in _COMMANDS:
        return False
    if word == "let" and _SUPPOSES.match(text):
        return False
    if word in ("always", "never") and _GERUND.match(text, first.end()):
        return False
    if first.group(1) is not None or word == "think":
        return True
    return word in _COMMANDS and not text.startswith(_IS, first.end()) and text[:12].lower() not in _CHANGES


def is_advice(text: str) -> bool:
    """Whether what a text tells to do is a thought, so that it says nothing of what the thing does."""
    return bool(_ADVICE.match(text))


def says_what_it_does(text: str) -> bool:
    """Whether a text begins with what a thing does: `reduces the error`, `This layer keeps ...`."""
    third = _THIRD.match(text)
    verb = third.group(1).lower() if third else ""
    return verb in _DOES or verb.removesuffix("e") in _DOES or _BASE.match(text) is not None


def bids(text: str) -> bool:
    """Whether a text tells somebody to do something, be it with a verb that says what a thing does."""
    first, _, rest = text.partition(" ")
    return is_command(text) or says_what_it_does(f"{first}s {rest}")
