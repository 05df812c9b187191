"""The question for a labelled remark that is neither a definition, a formula nor a point of a list.

The label and the first words of what follows decide how it is asked.
"""

from __future__ import annotations

import re

from cards.wording import is_formula

_TROUBLE = re.compile(
    r"\b(?:slow|poor|low|high|bad|over-?fit\w*|under-?fit\w*|vanish\w*|explod\w*|diverg\w*|noisy|unstable|stuck"
    r"|fail\w*|missing|imbalanc\w*|too \w+)\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"(?:never|always|do not|don['’]?t|avoid|only|must|should)\b", re.IGNORECASE)
_VERDICT = re.compile(
    r"(?:the )?(?:ok|okay|good|great|best|bad|worst|better|worse|safe|works? (?:well|best|badly))\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"(?:in order |so as |used )?to [a-z]{2,}|for the \w+", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"(?:with|without|in|on|at|for|during|before|after|under|inside|outside)\b", re.IGNORECASE
)
_ACTIVITY = re.compile(r"using\b|\w+ing (?:the|an?|your|our|all)\b", re.IGNORECASE)


def ask_plainly(name: str, body: str, command: re.Pattern[str], several: bool) -> str:
    """A front for a label and its remark.

    Args:
        command: recognises an imperative.
        several: the label is a plural.
    """
    if is_formula(name):
        return f"{name}: what is it?"
    if command.match(name) or _ACTIVITY.match(name):
        return f"{name}: how?"
    if _CIRCUMSTANCE.match(name):
        return f"{name}: what holds?"
    if _PURPOSE.match(body):
        return f"What {'are' if several else 'is'} {name} for?"
    if _RULE.match(body):
        return f"{name}: what is the rule?"
    if _VERDICT.match(body):
        return f"{name}: how good is it?"
    if command.match(body):
        trouble = f"{name}: what do you do about it?"
        return trouble if _TROUBLE.search(name) else f"What {'do' if several else 'does'} {name} do?"
    return f"What do you know about {name}?"
