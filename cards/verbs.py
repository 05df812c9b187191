"""The verbs by which notes tell somebody to do something, or say what a thing does.

Only recognises; what is asked about it is decided elsewhere.
"""

from __future__ import annotations

import re

_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_COMMAND = re.compile(
    r"^(?:don'?t|do not|never|always|please|use|add|try|set|put|keep|make|do|avoid|choose|apply|start"
    r"|stop|increase|decrease"
    r"|reduce|collect|fix|check|replace|initiali[sz]e|train|normali[sz]e|run|take|get|give|drop|delete"
    r"|remove|include|think"
    r"|look|search|save|prefer|pick|plot|compute|calculate|create|ensure|consider|evaluate|count|measure"
    r"|split|select|tune"
    r"|adjust|monitor|inspect|see|let|first|fine-?\s?tune|repeat|replace|prevent|implement|expand"
    r"|perform|swap|visuali[sz]e|complexify|simplify|overfit|verify|compare|use)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:think|remember|consider|make sure|be (?:careful|sure|aware|patient)|keep in mind|watch|beware"
    r"|mind|expect|look out|double-?check)\b",
    re.IGNORECASE,
)
_DOES = (
    "accelerate|accept|achieve|adjust|aggregate|allow|append|apply|assign|assume|attend|augment|avoid|become"
    "|build|calculate|capture|collect|combine|compress|compute|concatenate|connect|consist|contain|convert"
    "|decide|decrease|define|delete|depend|detect|determine|discard|divide|emphasi[sz]e|enable|encode"
    "|encourage|enforce|ensure|estimate|explain|extract|find|fit|force|gather|generate|generali[sz]e|give"
    "|guarantee|handle|help|hold|identify|ignore|improve|include|increase|indicate|inflate|keep|learn|leave"
    "|lower|maintain|make|maximi[sz]e|merge|minimi[sz]e|move|multiply|normali[sz]e|obtain|operate"
    "|penali[sz]e|perform|predict|prefer|preserve|prevent|produce|project|propagate|propose|provide|push"
    "|reduce|remain|remove|replace|represent|require|rescale|return|saturate|select|separate|serve|show"
    "|shrink|solve|store|subtract|suffer|suppress|take|tell|tend|transform|treat|turn|update|use|vanish|yield"
    "|appli|carri|modifi|identifi|multipli|simplifi|specifi|unifi|vari|verifi"
)
_SELF = (
    r"(?:it|this|they)(?: (?:technique|method|layer|approach|algorithm|model|function|loss|optimi[sz]er"
    r"|network|architecture|metric))? "
)
_THIRD = re.compile(
    rf"(?:{_SELF})?(?:(?:\w+ly|also|often) )?(?:{_DOES})(?:e?s)\b(?! (?:of|are|is|from)\b)", re.IGNORECASE
)
_BASE = re.compile(
    r"(?:allow|append|assign|capture|combine|convert|decide|enable|enforce|ensure|encode|extract|generate"
    r"|ignore|improve|learn|maintain|minimi[sz]e|maximi[sz]e|modify|normali[sz]e|penali[sz]e|predict"
    r"|preserve|prevent|produce|provide|reduce|remove|represent|return|saturate|suppress|transform|suffer)"
    r"\b(?! (?:of|from|for|by|in)\b)"
    r"|[a-z]{4,}(?:ify|i[sz]e) (?:the|an?|all|its|each|every)\b",
    re.IGNORECASE,
)


def be(name: str) -> str:
    """The verb for a name: "is", or "are" where it looks like a plural."""
    words = _IN_BRACKETS.sub("", name).split()
    last = words[-1] if words else ""
    plural = (
        last.endswith("s")
        and last[1:].islower()
        and not last.endswith(("ss", "us", "is", "ics"))
        and len(last) > 3
    )
    return "are" if plural else "is"


def is_command(text: str) -> bool:
    """Whether a text begins by telling somebody to do something."""
    return bool(_COMMAND.match(text))


def is_advice(text: str) -> bool:
    """Whether what a text tells to do is a thought, so that it says nothing of what the thing does."""
    return bool(_ADVICE.match(text))


def says_what_it_does(text: str) -> bool:
    """Whether a text begins with what a thing does: `reduces the error`, `This layer keeps ...`."""
    return bool(_THIRD.match(text) or _BASE.match(text))
