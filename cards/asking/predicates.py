"""What a sentence says of its subject, as the question for it: `is made of`, `depends on`, `form when`.

Looks at the verb and the few words behind it; what the subject is, is found elsewhere.
"""

from __future__ import annotations

import re

from cards.words.dates import DATE
from cards.words.verbs import MODALS

_PASSIVE = re.compile(
    r"(?:(?:\w+ly|also|often|only|mostly|now|then|always) )*"
    r"((?:\w{2,}ed|made|found|built|held|kept|drawn|grown|known|given|taken|written|spoken|cut|put|set|sold"
    r"|born|bound|fed|lost|shown|driven|broken|understood|thought|seen|done|chosen|told|brought|sent|spent"
    r"|caught|taught|bought|paid|laid|led|met|read|worn|torn|thrown|hidden|frozen|split|hit|burnt|spread|left))"
    r"(?: (of|into|on|to|with|by|from|for|in|at|as|using|through|between|against|onto|according to"
    r"|inside|behind|under|near)\b(?: (\w+))?)?",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"(?:in|on|by) (?:1\d{{3}}\b|20\d\d\b|\d{{1,3}}(?: (?:BCE?|AD|CE)\b|\b(?! \w))|{DATE}"
    r"|(?:early|late|the) \d{4}s?)"
)
_LEADS_TO = re.compile(
    r"(?:consists? of|depends? (?:on|upon)|leads? to|results? (?:in|from)|belongs? to|contributes? to"
    r"|binds? to|reacts? with|responds? to|rel(?:y|ies) on|acts? on|arises? from|comes? from|derives? from"
    r"|stands? for|accounts? for|differs? from|corresponds? to|applies to|apply to|suffers? from|aims? at)\b",
    re.IGNORECASE,
)
"""A verb with the word behind it that goes on in the question."""
_ADVERB = r"(?:\w+ly |only |also |often |best |first |most )?"
_WHEN = re.compile(rf"{_ADVERB}(?:when|whenever|if|once|while|as long as)\b", re.IGNORECASE)
_WHERE = re.compile(rf"{_ADVERB}(?:where|inside|outside|between|near|under|below|above)\b", re.IGNORECASE)
_SO_IF = re.compile(
    r"((?:not )?[a-z][\w-]*(?<!ing)(?: [\w-]+){0,4}?) (?:(?:if and )?only |exactly )?"
    r"(?:if|when|whenever|iff|provided that)\b"
)
"""What a thing is under some condition: `invertible if`."""
_PLACES, _PLACE = (
    frozenset(["take", "occur", "live", "grow"]),
    re.compile(r"(place )?(?:mainly |mostly )?(?:in|at) "),
)
_FOR = frozenset(["known", "needed", "required", "named", "designed", "meant"])
_PLACED = frozenset(["found", "located", "situated", "stored", "held", "kept", "placed", "inserted"])
_MADE = frozenset(
    ["used", "produced", "formed", "made", "seen", "observed", "applied", "grown", "sold", "spoken"]
)
"""What is done with a thing in some place, where it is no way or time: `used in the galley`."""
_AUTHORED = frozenset(
    re.findall(
        r"\S+",
        """designed invented written developed created founded proposed discovered introduced published
        painted composed coined signed directed""",
    )
)
"""What somebody has done with a thing."""
_PLACES_OF = frozenset(["in", "on", "at", "between", "inside", "behind", "under", "near"])
_ARTICLES = frozenset(
    ["a", "an", "the", "its", "their", "one", "two", "three", "each", "every", "all", "another"]
)
_NO_PLACE = re.compile(
    r"in (?:an?|the) (?:\w+ )?(?:same|way|case|end|form|long|middle|past|future|course|order)\b"
)
_WAYS = ("by", "with", "in")
_OBLIGED = re.compile(
    r"(?:has to|have to|must|(?P<should>should)|needs? to) (?:(?:always|also|only) )?"
    r"(?:(?P<able>be able to)|(?P<done>be (?:\w+ly )?\w{2,}ed\b)|(?P<be>be\b|have\b)|(?!not\b)[a-z])"
)
_OBLIGING = frozenset(["has", "have", "must", "should", "need", "needs"])
_LINKS = ("of", "into", "on", "from", "by", "with", "as", "against", "onto", "according to")
_MODALS = MODALS - {"should", "must"} | {"cannot"}
_AUXILIARIES = MODALS | {"do", "does", "did"}
_REFUSED = re.compile(r"(?:['’]t|not)\b *")
_IS_SO = re.compile(
    r"((?:(?:not|very|highly|less|closely|directly|inversely|strongly|partly|fully) )*"
    r"(?:(?:responsible|necessary|essential|important|crucial|critical|vital|useful|suitable|ideal) for"
    r"|(?:sensitive|similar|equal|equivalent|identical|proportional|prone|vulnerable|resistant|invariant|immune"
    r"|subject|specific|unique|parallel|perpendicular|orthogonal|analogous|due) to"
    r"|(?:robust) (?:to|against)|(?:dependent|reliant) (?:on|upon)|(?:independent|capable|typical"
    r"|characteristic|full) of|(?:absent|different|free) from|rich in))\b",
    re.IGNORECASE,
)
"""What a thing is towards another."""


def ask_predicate(name: str, several: bool, verb: str, rest: str) -> str | None:
    """The question for what a sentence says of a thing; None where its words do not tell.

    Args:
        verb: of the sentence, in small letters.
        rest: what follows it.
    """
    do = "do" if several else "does"
    if verb in ("is", "are", "was", "were"):
        return _ask_state(name, verb, rest) or _ask_passive(name, verb, rest)
    refused = _REFUSED.match(rest) if verb in _AUXILIARIES else None
    if refused or (verb in _MODALS and not rest.startswith("rather ")):
        return _ask_modal(name, verb, rest[refused.end() :] if refused else rest, refused is not None)
    leads = _LEADS_TO.match(f"{verb} {rest}")
    if leads:
        first, second = leads.group().split()
        return f"What {do} {name} {base_of(first)} {second}?"
    if base_of(verb) in _PLACES and (place := _PLACE.match(rest)):
        return f"Where {do} {name} {base_of(verb)} {place.group(1) or ''}".rstrip() + "?"
    if _WHEN.match(rest):
        return f"When {do} {name} {base_of(verb)}?"
    if _WHERE.match(rest):
        return f"Where {do} {name} {base_of(verb)}?"
    return _ask_obliged(name, f"{verb} {rest}") if verb in _OBLIGING else None


def base_of(verb: str) -> str:
    """A verb of the third person without its ending; any other as it is."""
    if not verb.endswith("s") or verb.endswith("ss"):
        return verb
    if verb.endswith("ies") and len(verb) > len("dies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("shes", "ches", "xes", "sses", "zzes", "oes")) else verb[:-1]


def _ask_obliged(name: str, said: str) -> str | None:
    """The question for what a thing has to do or to be."""
    found = _OBLIGED.match(said)
    if not found:
        return None
    must = "should" if found["should"] else "must"
    if found["able"]:
        return f"What {must} {name} be able to do?"
    if found["done"]:
        return f"What {must} be done with {name}?"
    return f"What {must} {name} {found['be'] or 'do'}?"


def _ask_modal(name: str, verb: str, rest: str, refused: bool) -> str:
    """The question for what a thing can, will or does not do, or what becomes of it."""
    verb, no = ("can", " not") if verb == "cannot" else (verb, " not" if refused else "")
    if not rest.startswith("be "):
        leads = None if no else _LEADS_TO.match(rest)
        return f"What {verb} {name}{no} {leads.group() if leads else 'do'}?"
    state = f"{name} be", verb, rest[3:]
    if not no and (told := _ask_state(*state) or _ask_passive(*state)):
        return told
    done = _PASSIVE.match(rest, 3)
    if done:
        return f"What {'cannot' if no and verb == 'can' else f'{verb}{no}'} be done with {name}?"
    return f"What {verb} {name}{no} be?"


def _ask_state(name: str, be: str, rest: str) -> str | None:
    """What is asked of a thing that is so under some condition, or towards another thing."""
    condition = _SO_IF.match(rest) if " if" in rest or " when" in rest or " provided" in rest else None
    if condition and not name.endswith(" be"):
        return f"When {be} {name} {condition.group(1)}?"
    so = _IS_SO.match(rest) if " than " not in rest else None
    return f"What {be} {name} {so.group(1)}?" if so else None


def _ask_passive(name: str, be: str, rest: str) -> str | None:
    """What is asked of a thing with which something is done."""
    found = _PASSIVE.match(rest)
    if not found:
        return None
    done, link, word = found.group(1).lower(), (found.group(2) or "").lower(), found.group(3) or ""
    if done == "called" or (done == "known" and link == "as"):
        return f"What {be} {name} called?"
    if done in _PLACED and link in _PLACES_OF:
        return f"Where {be} {name} {done}?"
    if link in ("in", "on", "by") and _DATED.match(rest, found.start(2)):
        return f"When {be} {name} {done}?"
    if link == "in" and word in _ARTICLES:
        if _NO_PLACE.match(rest, found.start(2)):
            return None
        return f"Where {be} {name} {done}?" if done in _MADE else f"What {be} {name} {done} in?"
    if done == "used" and (link in ("to", "for") or word == "order"):
        return f"What {be} {name} used for?"
    if link in ("using", "through") or (link in _WAYS and word.endswith("ing")):
        return f"How {be} {name} {done}?"
    if link == "by" and be in ("was", "were") and done in _AUTHORED:
        return f"Who {done} {name}?"
    asked = link in _LINKS or (link == "for" and done in _FOR) or (done == "involved" and link == "in")
    asked = asked or (link == "to" and word in _ARTICLES)
    return f"What {be} {name} {done} {link}?" if asked else None
