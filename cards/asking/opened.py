"""Sentences that stop before what they tell, as questions: `A mast consists of`, `You should reef if`.

What stands below them completes them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cards.asking.aspects import PICKED
from cards.asking.predicates import ask_predicate, base_of
from cards.asking.stating import NUMBERS
from cards.asking.turned import thing_used
from cards.words.letters import inside, lowered
from cards.words.verbs import MODALS, be

_CLAUSES = {
    "when": "When",
    "whenever": "When",
    "if": "When",
    "once": "When",
    "where": "Where",
    "because": "Why",
    "since": "Why",
}
"""Words with which a sentence stops before a clause, and what that clause tells."""
_LINKS = frozenset(
    ["of", "on", "upon", "from", "to", "in", "into", "for", "with", "as", "by", "at", "through", "between"]
)
_IS = frozenset(["is", "are", "was", "were"])
_DOING = MODALS | {"not", "never", "you"}
"""Words behind which what is done is left open."""
_OBJECTS = frozenset(
    re.findall(
        r"\S+",
        """require need include contain have cause provide support use offer involve produce affect prevent
        increase reduce improve combine return give""",
    )
)
"""Verbs whose object can be left open."""
_NOUNS = frozenset(["causes", "needs", "uses", "supports", "offers", "increases", "returns"])
"""Those of them that are titles of their own, too."""
_VERB = re.compile(
    r"\b(?:(?:is|are|was|were|can|could|should|must|may|might|will|would|has|have)\b"
    r"|(?:appl|rel|tr)(?:y|ies)\b"
    r"|(?:require|need|include|contain|cause|provide|support|use|offer|involve|produce|affect|prevent|increase"
    r"|reduce|improve|combine|return|give|consist|depend|work|lead|result|allow|enable|help|let|differ|come|arise"
    r"|occur|happen|appear|belong|make|refer|aim|want|tend|fail|learn|suffer|contribute|act|serve|look|pertain|face|choose|distinguish|range|vary)s?\b)",
    re.IGNORECASE,
)
_FOR_DOING = re.compile(
    r"(?:able|likely|supposed|meant|designed|intended|required|needed|trained|forced|allowed|free|ready"
    r"|has|have|needs?|wants?|aims?|tends?|fails?|tr(?:y|ies)|helps?|(?:allow|enable|let|help|cause)s? .+"
    r"|(?:can|could|should|must|may|might|will|would) .+) to\Z",
    re.IGNORECASE,
)
"""What is followed by something to do."""
_LIKE = re.compile(r"\b(?:similar|equal|related|prone|sensitive|subject|robust|close|opposed) to\Z")
_SO = re.compile(
    r"(?:(?:\w+ly|also|best|often|most|very|not) )*(?:\w{2,}ed|made|found|built|known|seen|given|taken|chosen"
    r"|ideal|good|bad|great|useful|helpful|suitable|common|popular|important|necessary|responsible|similar|prone"
    r"|sensitive|robust|equal|due|efficient|effective)\b",
    re.IGNORECASE,
)
"""What is said of a thing that is not named."""
_TOLD = re.compile(
    r"(?P<not>do not |don['’]t )?(?P<act>(?:never )?(?:use|avoid|choose|prefer|pick|consider|apply|try)\b.*?)"
    r"(?P<it> it| them)?",
    re.IGNORECASE,
)
"""What somebody is told to do."""
_AIM = re.compile(
    r"to ([a-z].{2,60}?),? (?:you|we|one)(?: (?:can|could|should|must|need to|have to|only need))*",
    re.IGNORECASE,
)
_THERE_ARE = re.compile(
    r"there (?:are|were) (?:(?:only|just|mainly|also|basically|actually) )?"
    rf"((?:{NUMBERS}) [a-z][^,;:]{{2,80}})(?:,.*)?",
    re.IGNORECASE,
)
"""How many there are of what the list below names."""
_NO_NAME = re.compile(
    r"(?:(?:this|that|these|those|there|here|which|what|who|how|why|when|where|if|because|as|since|although|while|in|on"
    r"|at|for|from|with|without|by|to|and|but|or|so|then|also|thus|not|no|such|let|after|before|during)\b"
    r"|.*\b(?:the|an?|of|in|on|for|to|and|or|with|that|which|who|if|when)\Z)",
    re.IGNORECASE,
)
"""What begins or ends as no name of a thing does."""
_PRONOUN = re.compile(
    r"(?:it|they|(?:it |they )?(?:often|\w+ly)|(?:this|these)(?: [a-z]+)?)\Z", re.IGNORECASE
)
_WHICH = re.compile(r"(.{8,}), which (include|contain|provide|cover)(s?)")
"""What is told of a thing at the end of a sentence about another."""
_PERSONS = frozenset(["you", "we", "one", "people", "i"])
_SOME_OF = re.compile(
    r"(?:common|typical|popular|other|key|main|important|possible|notable|examples of) ", re.IGNORECASE
)
"""With which a name begins of which a sentence gives some: `Common knots include`."""
_FOR_EXAMPLE = " e.g."
_WITHIN = re.compile(r" \([^()]+\)\Z")
_FOLLOWING = re.compile(r"(?: (?:the following|as follows|these|one of|any of|all of|either|both))+\Z")
MAX_NAME = 9
"""Words of what a sentence is about."""
LONGEST = 160
"""Letters of a sentence that is looked at."""


class _Said(NamedTuple):
    """The parts of a sentence."""

    name: str
    verb: str
    rest: str


def ask_open(sentence: str, thing: str = "") -> str | None:
    """The question for a sentence that stops before what it tells; None for any other.

    Args:
        sentence: without its colon; what it is told of may stand behind it in brackets.
        thing: what a pronoun or a missing subject stands for, where nothing stands in brackets.
    """
    if len(sentence) > LONGEST:
        return None
    within = _WITHIN.search(sentence) if sentence.endswith(")") else None
    context = within.group() if within else ""
    said = _FOLLOWING.sub("", sentence.removesuffix(context).replace(_FOR_EXAMPLE, ""))
    asked = _ask(said, thing_used(context[2:-1] or thing))
    if not asked or not context or thing_used(context[2:-1]) in asked:
        return asked
    return f"{asked[:-1]}{context}?"


def _ask(said: str, thing: str) -> str | None:
    first, _, end = said.rpartition(" ")
    end = end.lower()
    if (end in _NOUNS and first.lower() in PICKED) or (not first and (end in _NOUNS or end in _OBJECTS)):
        return None
    told = _TOLD.fullmatch(first) if end in _CLAUSES or end == "for" else None
    if told:
        return f"{_ask_told(told, _CLAUSES.get(end, 'What'), thing)}{' for' if end == 'for' else ''}?"
    if end in _CLAUSES:
        return _ask_clause(_CLAUSES[end], first, thing)
    if said[:3] in ("To ", "to "):
        aim = _AIM.fullmatch(said)
        return f"How do you {aim.group(1)}?" if aim else None
    if said[:6] in ("There ", "there "):
        counted = _THERE_ARE.fullmatch(said)
        return f"What are the {counted.group(1)}?" if counted else None
    which = _WHICH.fullmatch(said) if ", which " in said else None
    if which:
        return f"{which.group(1)}: what {'does it' if which.group(3) else 'do they'} {which.group(2)}?"
    if end in _IS:
        named = _parse(said, thing)
        return f"What {end} {named.name}?" if named and (named.verb, named.rest) == (end, "") else None
    if end not in _LINKS and end not in _DOING and _base(end) not in _OBJECTS:
        return None
    parts = _parse(said, thing)
    return _ask_parts(parts, end) if parts else None


def _ask_told(told: re.Match[str], word: str, thing: str) -> str:
    """When, where or why something is to be done."""
    it = f" {thing}" if told["it"] and thing else told["it"] or ""
    return f"{word} should you {'not ' if told['not'] else ''}{lowered(told['act'])}{it}"


def _ask_clause(word: str, said: str, thing: str) -> str | None:
    """When, where or why something is so."""
    parts = _parse(said, thing)
    bare = parts is None or (not parts.rest and parts.verb in _IS | MODALS)
    return None if bare or parts is None else _turned(word, parts)


def _ask_parts(parts: _Said, end: str) -> str | None:
    """What a sentence leaves open behind its last word."""
    name, verb, rest = parts
    if end in _DOING:
        return _turned("What", parts._replace(rest=f"{rest} do"))
    if end == "include" and _SOME_OF.match(name):
        return f"What are {lowered(name)}?"
    if end not in _LINKS:
        return _turned("What", parts)
    told = ask_predicate(name, name in _PERSONS or be(name) == "are", verb, rest)
    if told and (verb in _IS or rest == end):
        return told
    if end == "by" and rest == "by":
        return _turned("How", parts._replace(rest=""))
    if end == "to" and _FOR_DOING.search(f"{verb} {rest}"):
        return _turned("What", parts._replace(rest=f"{rest} do"))
    if rest == end and (verb in _IS or _base(verb) in _OBJECTS):
        return None
    known = end != "to" or _LIKE.search(rest) or verb not in _IS | MODALS
    return _turned("What", parts) if known else None


def _parse(said: str, thing: str) -> _Said | None:
    """The name, the verb and the rest of a sentence; the name is its own, or what it is told of."""
    for found in _VERB.finditer(said):
        name, verb, rest = said[: found.start()].strip(), found.group().lower(), said[found.end() :].strip()
        missing = not name or _PRONOUN.match(name) is not None
        name = thing if missing else name
        person = name.lower() in _PERSONS
        named = person or (0 < len(name.split()) <= MAX_NAME and "," not in name and not _NO_NAME.match(name))
        agrees = verb in _IS | MODALS or person or (_base(verb) != verb) == (be(name) == "is")
        if named and (agrees or missing):
            return _Said(name.lower() if person else inside(name), verb, rest)
    return _Said(thing, be(thing), lowered(said)) if thing and _SO.match(said) else None


def _base(verb: str) -> str:
    return "have" if verb == "has" else base_of(verb)


def _turned(word: str, parts: _Said) -> str:
    """The question with its verb before its subject."""
    name, verb, rest = parts
    if verb in _IS | MODALS:
        asked = f"{word} {verb} {name} {rest.strip()}"
    else:
        do = "do" if name in _PERSONS or be(name) == "are" else "does"
        asked = f"{word} {do} {name} {_base(verb)} {rest.strip()}"
    return f"{asked.rstrip()}?"
