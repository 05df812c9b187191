"""The question for a remark below a label or a heading that is neither a list, a formula nor a comparison.

The title and the first words of what follows decide how it is asked.
"""

from __future__ import annotations

import re

from cards.asking.choosing import ask_choice
from cards.asking.turned import questioned
from cards.labels.label import PROVISION
from cards.words.dates import DATE
from cards.words.letters import lowered
from cards.words.phrases import NO_NOUN, enumerates, is_noun, is_thing, lists_words, names_the_act
from cards.words.typed import types_command
from cards.words.verbs import be, is_advice, is_command, says_what_it_does
from cards.words.wording import count_words, holds_one, is_formula, is_question

_TROUBLE = re.compile(
    r"\b(?:slow|poor|low|high|bad|over-?fit\w*|under-?fit\w*|vanish\w*|explod\w*|diverg\w*|noisy|unstable|stuck"
    r"|fail\w*|missing|imbalanc\w*|too \w+)\b",
    re.IGNORECASE,
)
TROUBLES = re.compile(
    r"(?i)\b(?:pitfalls?|gotchas?|mistakes?|problems?|issues?|errors?|troubleshooting|challenges?)\Z"
)
"""Titles of what goes wrong."""
LAW = re.compile(
    r"\b(?:laws?|theorems?|principles?|lemmas?|rule|axioms?|inequalit(?:y|ies)|postulates?|hypothes[ie]s"
    r"|conjectures?|paradox(?:es)?|corollar(?:y|ies)|propositions?|amendments?)(?: of .+)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^\W_]+[^\Ws]s (?:our|the|an?|your|its|their|us|you|them|to be)\b")
"""A label that says what its thing does, and names nothing."""
_RULE = re.compile(
    r"(?:never|always(?! \w+ing\b)|do not|don['’]?t|avoid|must|should"
    r"|only(?= (?:use|do|apply|take|put|add|give|the|a|an|as)\b))\b",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"(?:the )?(?:ok|okay|(?:good|bad)(?! (?:morning|evening|day|night|afternoon|luck)\b)|great|best|worst"
    r"|better|worse|safe"
    r"|(?:very |quite )?(?:in)?efficient(?=[.!,;]|$)|works? (?:well|best|badly))\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"(?:in order |so as |used )?to [a-z]{2,}|for the \w+(?![^.\n]*\s(?:is|are|was|we|you)\s)", re.IGNORECASE
)
_ACT = re.compile(
    r"\b(?:goals?|aims?|objectives?|purposes?|ideas?|plans?|tasks?|jobs?|missions?|intent(?:ion)?s?|tricks?|secrets?|habits?|steps?|ways?"
    r"|mistakes?|errors?|options?|alternatives?|strateg(?:y|ies)|approach(?:es)?|remed(?:y|ies)|workarounds?|challenges?|motivation|rationale)"
    r"(?: (?:of|for|in|with|behind)\b|\Z)",
    re.IGNORECASE,
)
"""A name of what one does, which an act is and does not serve: `My plan: to sail round the cape`."""
_CALL = re.compile(r"`?(?:[\w.]+\.)?[a-z_]\w*\([^()]*\)`?")
"""A function of a program, as it is called."""
_PROVISION = re.compile(rf"{PROVISION}(?: [A-Z]\w+)?")
_YEAR = re.compile(r"(?:1\d|20)\d\d(?:\s?[/–-]\s?(?:\d{4}|\d{1,2}))?")
_ISO_DAY = re.compile(r"(?:1\d|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_DAY = re.compile(DATE)
_DAY_OF_MONTH = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b")
_SENTENCE = re.compile(
    r"(?:(?:the|an?) )?[\w-]+ (?!(?:this|less|plus|versus|class)\b)[a-z]{3,}(?<![suai])s"
    r" (?!(?:of|for|in|to|with|and|or|vs|from|on|at|by|as|is|are)\b)[a-z]\w*(?: [\w-]+)*",
    re.IGNORECASE,
)
"""`Tar keeps ropes dry`."""
_IS_SAID = re.compile(
    r"[A-Z][\w-]+(?: [\w-]+){0,2} (?:(?:is|are) (?!(?:the|an?|in|on|at|for)\b)[a-z]+(?: [a-z]+)?|matters?)"
)
"""`Reefing is key`."""
_OBLIGES = re.compile(r"(?:must|should|cannot|may only) (?:not )?[a-z]+", re.IGNORECASE)
"""What has to be done, with nobody who does it: `Must be communicated`."""
_ONE_DOES = re.compile(
    r"(?:first,? |here,? )?we (?:first |then |simply |just |only )?[`*_]{0,2}(?:use|take|dilate|divide|split"
    r"|cut|start|begin|compute|calculate|train|feed|pass|apply|run|insert|replace|sample|add|multiply|subtract|average|stack|combine"
    r"|extract|generate|build|store|sort|scale|normali[sz]e|mask|predict|update|repeat|map|encode|decode)\b",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"\b(?:people|persons|figures|leaders|characters|scientists|authors|players|presidents|kings|queens|artists"
    r"|inventors|philosophers|composers|painters|writers|team|staff|crew"
    r"|contacts|who does what|who['’]?s who|who is who)$",
    re.IGNORECASE,
)
_THEY = re.compile(r"(?:they|we|people|everybody|everyone) [a-z]", re.IGNORECASE)
_SUPPOSES = re.compile(
    r"(?:if|let|suppose|assume|given|for (?:any|every|all)) \S.*(?:\bthen\b|[,:=∃≤<>$])",
    re.DOTALL | re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:the )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s", re.IGNORECASE)
_JOINS = re.compile(r"[,;\n&+/]|\b(?:and|or)\b")
_STATES = re.compile(
    r"\s(?:has|have|had|splits?|divides?|uses?|needs?|requires?|contains?|includes?|consists? of|knows?"
    r"|offers?|(?:is|are|was|were) (?:an?|divided|split|made|composed|grouped|classified|sorted))\s",
    re.IGNORECASE,
)
_USED = re.compile(r"use (?:it|them|this|these)\b", re.IGNORECASE)
_AT_TIMES = re.compile(
    r"(?:(?:only |mainly |usually )?(?:when|whenever|if|in case|as soon as|after|before|during|until)"
    r"|only where) \S+(?: \S+){1,4}",
    re.IGNORECASE,
)
_RETURNS = re.compile(r"(?:it |this )?returns?\s+\S", re.IGNORECASE)
_CHOICE = re.compile(
    r"[^.:;,!?]{2,40}? (?:is|are) (?:an?|(the|often the|usually the)) "
    r"((?:\w+ )?(?:choice|default|option|standard)s?)\b",
    re.IGNORECASE,
)
_COPULAS = (" is ", " are ")
_TRANSLATES = re.compile(r"to [a-z]+(?: [a-z]+)?(?:\s?[,;/]\s?(?:to )?[a-z]+)*\.?")
"""A verb and nothing else, as the meaning of a word."""
_CIRCUMSTANCE = re.compile(
    r"(?:with|without|in|on|upon|at|for|during|before|after|under|inside|outside)\b(?!-)", re.IGNORECASE
)
_MOMENT = re.compile(r"(?:upon|after|on \w+ing) ", re.IGNORECASE)
"""Which of them are moments at which something happens."""
_ACTIVITY = re.compile(r"using\b|\w+ing (?:the|an?|your|our|all|off|up|out|down)\b", re.IGNORECASE)


_LEADING = re.compile(
    r"(?:(?:yes|yeah|yep|well|ok|okay|so|also|thus|in short|basically)\b[,!.]?\s+)+", re.IGNORECASE
)
_ADVERB = (
    r"(?:(?:is|are|was|can|could|may|might|be|also|often|usually|mostly|mainly|commonly|typically|sometimes|only|always"
    r"|generally|widely|most)\s+)*"
)
_BECAUSE = re.compile(r"(?:because|since)\s+(?!of [^.!?\n]*, \w)\S+\s+\S+", re.IGNORECASE)
_REASON = re.compile(r"(?:the|one|a|another|its|their) (?:\w+ )?reasons?\b", re.IGNORECASE)
_IT = rf"(?:it |they |this )?{_ADVERB}"
_USE = re.compile(
    rf"{_IT}(?:used (?:(?P<used>to|for)|(?P<where>in|by|at|on|between|within|inside)"
    r"|(?P<when>when|during|before|after))\b"
    r"|(?P<good>good|great|ideal|useful|helpful|suited|suitable|recommended|handy) (?:for|in|to)\b"
    r"|(?:(?:very|really|quite|extremely|especially)\s+)?"
    r"(?P<useful>useful|helpful|handy|important|necessary|beneficial)\b(?! (?:to|that)\b)"
    r"|(?P<meant>specific|specifically|intended|meant|made|designed|developed|built) (?:for|to)\b)"
)
"""For small letters."""
_ASKED_USE = {
    "used": "What {be} {subject} used for?",
    "where": "Where {be} {subject} used?",
    "when": "When {be} {subject} used?",
    "good": "What {be} {subject} good for?",
    "useful": "Why {be} {subject} {found}?",
    "meant": "What {be} {subject} for?",
}
OPENING = 400
"""Letters of a text that tell how it is asked for."""
_VERB_LAST = re.compile(
    r"(.+?)\s+(identify|detect|recogni[sz]e|diagnose|prevent|avoid|compute|calculate)", re.IGNORECASE
)
_VERB_ENDS = frozenset(re.findall(r"\S+", "fy ct se ze nt id te"))
_MARKS = re.compile(r"\*\*|__|`")


def ask_opening_words(title: str, subject: str, body: str, be: str) -> str | None:
    """A front by the first words of what a title or label is followed by; None where they do not tell.

    Args:
        subject: the title with its context.
        body: the first paragraph.
        be: "is", or "are" where the title is a plural.
    """
    if is_formula(title):
        return None
    if is_provision(title):
        return f"What does {title} say?"
    if title[:1].isdigit() and _YEAR.fullmatch(title):
        return f"What happened in {title}?"
    if title[:1].isdigit() and title.isdigit():
        return f"What does {title} mean?"
    if title[:1].isdigit() and _ISO_DAY.fullmatch(title):
        return f"What happened on {title}?"
    if title[-1:].isdigit() and _DAY.fullmatch(title):
        return f"What happened {'on' if _DAY_OF_MONTH.search(title) else 'in'} {title}?"
    text = body[:OPENING]
    text = (_MARKS.sub("", text) if "*" in text or "`" in text or "_" in text else text).strip('* _"“')
    leading = _LEADING.match(text)
    text = text[leading.end() :] if leading else text
    named = text[: len(title)].casefold() == title.casefold() and text[len(title) :][:1].isspace()
    rest = text[len(title) :].lstrip() if named else text
    if _BECAUSE.match(text):
        return f"{subject}: why?"
    if _REASON.match(text):
        return f"{subject}: what is the reason?"
    hidden = _VERB_LAST.fullmatch(title) if title[-2:].casefold() in _VERB_ENDS else None
    if hidden and not is_question(title):
        return f"How do you {hidden.group(2).lower()} {hidden.group(1)}?"
    if is_command(title):
        return f"{subject}: what does it do?" if says_what_it_does(text) and not is_command(text) else None
    if be == "are" and (enumerates(text) or (_COUNTED.match(title) and _JOINS.search(text))):
        return f"{subject}: which are they?"
    when = _WHEN.match(rest) if rest[:1] in "iaw" else None
    if when:
        return f"When {when.group(1)} {subject} {when.group(2)}?"
    choice = _CHOICE.match(text) if not named and holds_one(text.lower(), _COPULAS) else None
    if choice:
        article = "the" if choice.group(1) else "an" if choice.group(2)[0] in "aeiou" else "a"
        return f"{subject}: what is {article} {choice.group(2)}?"
    told = _ask_use(subject, rest, be) or ask_choice(subject, text)
    return _ask_members(subject, text) if not told and "," in text else told


def is_provision(name: str) -> bool:
    """Whether a name is that of a provision of a law: `§ 2.1`."""
    return name[-1:].isalnum() and _PROVISION.fullmatch(name) is not None


def ask_way(title: str, subject: str, body: str) -> str | None:
    """How something works, where the text below it begins with what one does there: "We cut it up"."""
    if title[-1:] == ")" and _CALL.fullmatch(title):
        return f"What does {subject} do?"
    if is_command(title) or _ACTIVITY.match(title) or not _ONE_DOES.match(body):
        return None
    return f"How {'do' if be(title) == 'are' else 'does'} {subject} work?"


def _ask_use(subject: str, text: str, be: str) -> str | None:
    """What something is for, or where it is used."""
    found = _USE.match(text.lower())
    how = found.lastgroup if found else None
    return _ASKED_USE[how].format(be=be, subject=subject, found=found[how]) if found and how else None


def _ask_members(subject: str, text: str) -> str | None:
    """What somebody has written behind a name where it is only a row of words and says not what it is."""
    several = text[:1].islower() and lists_words(text)
    return f"{subject}: what belongs to it?" if several and not says_what_it_does(text) else None


def ask_plainly(name: str, body: str, be: str) -> str:
    """A front for a label and its remark.

    Args:
        be: "is", or "are" where the label is a plural.
    """
    several = be == "are"
    if is_formula(name):
        return f"{name}: what is it?"
    if types_command(name):
        return f"What does {name} do?"
    if _ACTS_ON.fullmatch(name) and is_thing(body):
        return f"{name} what?"
    if is_command(name) or _ACTIVITY.match(name):
        acts = body.split(" ", 1)[0].endswith("s") and says_what_it_does(body)
        return f"{name}: what does it do?" if acts else f"{name}: how?"
    if _STATES.search(name):
        return f"{name}: {'which' if ',' in body or ' and ' in body else 'what'}?"
    if _CIRCUMSTANCE.match(name):
        return f"{name}: what {'happens' if _MOMENT.match(name) else 'holds'}?"
    if name[:1].islower() and _TRANSLATES.fullmatch(body):
        return f"What {'do' if several else 'does'} {name} mean?"
    act = ask_act(name, be)
    if act and (_PURPOSE.match(body) or is_command(body)):
        return act
    if _PURPOSE.match(body):
        return f"What {be} {name} for?"
    if _USED.match(body):
        return f"How {be} {name} used?"
    if is_advice(body):
        return f"{name}: what is the advice?"
    if _RULE.match(body):
        return f"{name}: what is the rule?"
    if _VERDICT.match(body):
        return f"{name}: how good is it?"
    if (is_command(body) and not _TO_READER.match(body)) or says_what_it_does(body):
        trouble = f"{name}: what do you do about it?"
        if names_the_act(name, body):
            return f"{name}: how?"
        if _RETURNS.match(body):
            return f"What {'do' if several else 'does'} {name} return?"
        return trouble if _TROUBLE.search(name) else f"What {'do' if several else 'does'} {name} do?"
    if _THEY.match(body):
        return f"{name}: what happens?"
    if _SUPPOSES.match(body):
        return f"What {'do' if several else 'does'} {name} say?"
    if _AT_TIMES.fullmatch(body):
        return f"{name}: when?"
    if LAW.search(name):
        return f"What {'do' if several else 'does'} {name} say?"
    return f"{name} → what?" if " + " in name else f"What do you know about {name}?"


def ask_act(name: str, be: str) -> str | None:
    """A front for the name of what somebody does, wants or avoids; None for any other."""
    act = _ACT.search(name)
    return f"What {be} {'' if act.start() else 'the '}{lowered(name)}?" if act else None


def ask_clause(name: str) -> str | None:
    """A front for a label that is a clause, be it without its subject: `Guides the crew`; None for a name."""
    if " " not in name:
        return None
    told = (
        _CLAUSE.match(name) or _SENTENCE.fullmatch(name) or _IS_SAID.fullmatch(name) or _OBLIGES.match(name)
    )
    clause = told or (says_what_it_does(name) and not is_command(name))
    return questioned(name) or (f"Explain: {name}" if clause else None)


def is_chain(text: str) -> bool:
    """Whether a text is several short steps with arrows between them: `crush → press → ferment`."""
    if ("→" not in text and "->" not in text) or "|" in text:
        return False
    steps = _ARROW.split(text)
    named = sum(_STEP.match(step) is not None for step in steps) * 2 > len(steps)
    return len(steps) > LEAST_STEPS and named and all(1 <= count_words(step) <= MAX_STEP for step in steps)


_TO_READER = re.compile(
    r"(?:think (?:of|about)|consider|imagine|recall|suppose|remember|notice|picture|view|treat)\b",
    re.IGNORECASE,
)
"""What the reader is told to do, and not what the thing does."""
ADVICE = re.compile(
    r"(?:use|keep|replace|try|avoid|add|choose|apply|increase|decrease|reduce|make|learn|prevent|never|always"
    r"|do not|don['’]?t|look at|start with|fine-?tune)\s+\S+\s+\S+",
    re.IGNORECASE,
)
_BENEFIT = re.compile(r"(?:it|this|that|they|because|so that|since|to)\b", re.IGNORECASE)
_MEANS = re.compile(r"(?:through|via|by)\s+(?!default|then|now|\d|[a-z]+ \d)\w", re.IGNORECASE)
_BARE_VERB = re.compile(
    r"(?:(?i:allow|label|capture|combine|learn|stack|preserve|provides?|produces?|predict)\b"
    r"|[a-z]{3,}(?<!ing) (?:the|all|its)\b)(?! of\b)"
)
_PARTICIPLE = re.compile(r"(?:set|split|put|let)\s+(?:in|of|by|at)\b", re.IGNORECASE)
_ACTS_ON = re.compile(
    r"(?:add|adjust|check|choose|collect|compare|compute|count|delete|drop|fix|give|include|increase|inspect"
    r"|measure|pick|prefer|prevent|reduce|remove|replace|save|start|stop|take|verify)",
    re.IGNORECASE,
)
"""Labels of one word that tell what to do with what they are followed by."""
_ARROW = re.compile(r"-+>|→|=>")
_WHEN = re.compile(r"(is|are|was|were) ([^,.;:]{3,40}?) (?:only )?(?:if|when|whenever)\s")
_STEP = re.compile(r"[^\w(]*(?:[^\W\d_]{3}|[\u0250-\uffff])")
"""How a step begins that is no number and no sign: with a word."""
LEAST_STEPS, MAX_STEP = 2, 6
"""Arrows of a chain of steps, and words of a step."""


def ask_text(title: str, subject: str, body: str, be: str) -> str | None:
    """A front for the text below a heading, by how it begins; None where it can only be explained.

    Args:
        subject: the title with its context.
        body: the first paragraph.
        be: "is", or "are" where the title is a plural.
    """
    text = body.strip('*_`"“ ')
    if not text or "\n" in text:
        return None
    if ADVICE.match(title):
        return f"{subject}: {advised(text)}"
    if _MEANS.match(text):
        return f"{subject}: how?"
    if _VERDICT.match(text) and not is_command(title):
        return f"{subject}: how good is it?"
    if len(_ARROW.findall(text)) > 1:
        return f"{subject}: what does it look like?"
    if enumerates(text):
        return f"{subject}: what belongs to it?"
    if _PURPOSE.match(text):
        if is_command(title):
            return f"{subject}: how?"
        return ask_act(title, be) or f"What {be} {subject} for?"
    if is_command(text) and _ACTIVITY.match(title):
        return f"{subject}: how?"
    does = is_command(text) or says_what_it_does(text) or (_BARE_VERB.match(text) and not NO_NOUN.match(text))
    if does and _TO_READER.match(text):
        return None
    if does and names_the_act(title, text):
        return f"{subject}: how?"
    if does and _RETURNS.match(text):
        return f"What {'do' if be == 'are' else 'does'} {subject} return?"
    if does and not is_command(title) and not _PARTICIPLE.match(text):
        return f"What {'do' if be == 'are' else 'does'} {subject} do?"
    named = " and " not in title and count_words(title) <= 4 and title[:1].isupper() and not is_command(title)
    return f"What {be} {subject}?" if named and not is_command(text) and is_noun(text) else None


def who_or_what(title: str) -> str:
    """How to ask for what a name below this title stands for."""
    return "Who" if _PERSONS.search(title) else "What"


def advised(text: str) -> str:
    """What is asked below a heading that gives advice: the reason, where the text begins with it."""
    return "why?" if _BENEFIT.match(text) else "how?"
