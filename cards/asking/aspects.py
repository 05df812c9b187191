"""Titles that name an aspect of a thing, too much of it or what to learn, as questions: `Role of a keel`."""

from __future__ import annotations

import re

from cards.words.letters import lowered
from cards.words.verbs import be

_NOUNS = (
    "role|job|task|duty|responsibility|importance|relevance|significance|functions?|nature|structure|composition|formation|evolution|history"
    "|origins?|discovery|invention|scope"
    "|(?:(?:basic|main|working) )?(?:principles?|ideas?|elements|stages|phases)"
    "|capacity|length|size|duration|height|depth|width|weight|mass|price|speed|rate|range|values?|levels?|amount"
    "|doses?|frequency|temperature|volume|population|capital|currency|symbol|units?|tests?|antidotes?|markers?"
    "|sites?|location|colou?r|gold standard|mechanisms?|opposite|plural|author|founders?|leaders?"
    "|contributions?|anatomy|criteria|conditions|factors|aspects|(?:key|main) (?:features|functions|aspects)"
)
_ASPECT = re.compile(
    rf"(?:the )?(?:(?P<noun>{_NOUNS})|(?P<need>need|necessity)|(?P<work>working)|(?P<name>concept|notion))"
    r" (?P<link>of|for|in|behind) (?P<thing>(?!several |two |many |random |bounded )\S.*)",
    re.IGNORECASE,
)
_KINDS_OF_POINTS = (
    "restriction|constraint|assumption|danger|risk|hazard|advantage|similaritie|mistake|error|question|dutie"
    "|responsibilitie|barrier|obstacle|guideline|objective|alternative|remedie|exception|pitfall|gotcha|myth|reason"
    "|prerequisite|difference|way|consideration|explanation|trade-?off|improvement|requirement|tip|challenge"
    "|issue|limitation|characteristic|feature|application|takeaway|benefit|drawback|lesson|recommendation"
    "|best practice|use case"
)
PICKED = (
    "common",
    "typical",
    "main",
    "key",
    "possible",
    "important",
    "major",
    "general",
    "other",
    "practical",
)
"""Words before what some things of many are: `Common uses`."""
KINDS_OF_POINTS = f"(?:(?:{_KINDS_OF_POINTS})s|criteria)"
"""Names of what the points of a list are."""
_RELATED = re.compile(
    r"(?:(?:the|many|some|several|various|different) )?"
    r"((?:(?:basic|main|key|common|important|general|possible|typical|major|other) )?"
    rf"(?:{_KINDS_OF_POINTS}|argument|threat|tool|fact|metric|measure|form|classe|group|name|term|member|task"
    r"|right|law|axiom|side|branche|field|area|theorie|practice|technique|trick|input|output|parameter|operation"
    r"|state|event|view|dimension|option|solution|treatment|indicator|ingredient|cost|sign|driver|method"
    r"|approache|strategie|principle)s"
    r" (?:of|for|in|on|to|against|over|with|about|behind|why|between|from|that|when|by)"
    r" (?!the following\b)\S.+)",
    re.IGNORECASE,
)
"""What several things of a list are to what they are of: `Restrictions on speed`."""
_TOO_MUCH = re.compile(r"(?:(\S[^,.:]{0,40}?)(?: is| are)? )?[Tt]oo (\w+)")
_TO_LEARN = re.compile(
    r"(?:(?:must|should|to) )?"
    r"((?:know|learn|memori[sz]e|revise|repeat)(?: (?:by heart|well|for the (?:exam|test)))?)",
    re.IGNORECASE,
)
_BEGINS = frozenset("abcdefghijklmnopqrstuvwABCDEFGHIJKLMNOPQRSTUVW")
_POINT = re.compile(r"what (is|are) (?:(an)|the|its) (.+)\?")


def ask_aspect(title: str, count: int = 0) -> str | None:
    """The question for a title such as `Role of the keel`; None for any other.

    Args:
        count: the points of a list below it.
    """
    excess = _TOO_MUCH.fullmatch(title) if " too " in title or title[:4] in ("too ", "Too ") else None
    if excess:
        thing = excess.group(1) or "it"
        return f"What happens if {thing} {be(thing)} too {excess.group(2)}?"
    may = title[:1] in _BEGINS and " " in title
    learnt = _TO_LEARN.fullmatch(title) if may and title[0] in "kKlLmMrRsStT" else None
    if learnt:
        return f"What should you {learnt.group(1).lower()}?"
    found = _ASPECT.fullmatch(title) if may else None
    related = _RELATED.fullmatch(title) if may and not found and count > 1 else None
    if related:
        return f"What are the {count} {lowered(related.group(1))}?"
    if not found:
        return None
    thing, link = found["thing"], found["link"].lower()
    if found["need"]:
        return f"Why {be(thing)} {thing} needed?"
    if found["work"]:
        return f"How {'do' if be(thing) == 'are' else 'does'} {thing} work?"
    if found["name"]:
        return f"What {be(thing)} {thing}?"
    noun = found["noun"].lower()
    several = f"{count} " if count > 1 and be(noun) == "are" else ""
    return f"What {be(noun)} the {several}{noun} {link} {thing}?"


def ask_point(label: str, subject: str, ask: str, told: str) -> str | None:
    """What a label with its subject asks in the label's own words: `Effect of wind`, what is its effect?

    Args:
        told: the subject with its context.
    """
    point = _POINT.fullmatch(ask) if label.endswith(subject) else None
    words = label[: -len(subject)].lower().removeprefix("the ")
    if not point or not words.startswith(f"{point.group(3)} "):
        return None
    return f"What {point.group(1)} {point.group(2) or 'the'} {words}{told}?"


def of_several(ask: str) -> str:
    """What a label asks about a thing, asked about several: `what is it used for?`."""
    return ask.replace(" is it ", " are they ").replace(" its ", " their ")
