"""The question that a card asks about what stands below a title or behind a label.

A front stands alone: a bare name becomes a question, a label such as "Pros" asks about its heading, and
what is ambiguous carries its context. Only English wording is composed; other languages keep their own
words, with the context in brackets.
"""

from __future__ import annotations

import re
from typing import Literal

from cards.asking.asked import ask_question, asks, opens_question
from cards.asking.aspects import ask_aspect, ask_point, of_several
from cards.asking.begun import ask_end, asks_how_to, tells_when, what_if
from cards.asking.defining import TASK, defines, tells_meaning
from cards.asking.formulas import ask_by_formula, ask_formula
from cards.asking.front import ASKS_CODE, Question, thing_asked_for
from cards.asking.listed import ask_listed
from cards.asking.opened import ask_open
from cards.asking.remarks import (
    ADVICE,
    LAW,
    TROUBLES,
    advised,
    ask_clause,
    ask_opening_words,
    ask_plainly,
    ask_text,
    ask_way,
    is_chain,
    who_or_what,
)
from cards.asking.sides import VERSUS, sides
from cards.asking.topic import Topic, about, rest_of, same_name, specific
from cards.asking.turned import thing_used
from cards.asking.vocabulary import ask_word
from cards.asking.wanted import ask_task
from cards.labels.equations import equation, may_calculate, tells_how
from cards.labels.label import IFF
from cards.labels.points import ATTRIBUTES, asked_by, attribute_of, grown, point_of
from cards.labels.points_abroad import ASPECTS, ask_noted, ask_remark
from cards.labels.titles import is_generic, is_glossary, is_vague, title_of
from cards.words.abbreviation import spells_out
from cards.words.letters import inside, only_one
from cards.words.typed import types_command
from cards.words.verbs import be, bids, is_advice, is_command, plural, says_what_it_does
from cards.words.wording import content_words, count_words, is_formula, is_question, without_connective

Shape = Literal[
    "text",
    "line",
    "list",
    "names",
    "deeds",
    "aims",
    "steps",
    "code",
    "commands",
    "formula",
    "table",
    "remark",
]
"""What the passage below a title looks like."""
LISTED = ("list", "names", "deeds", "aims")
"""The shapes of points without an order."""

MAX_SIGN = 3
"""Letters of a name that may be a sign and an abbreviation alike."""
_ASKED_ALREADY = {
    ("why", "what is the key point?"),
    ("why", "what is the reason?"),
    ("how", "what is the solution?"),
    ("how", "what are the steps?"),
}
"""First words of a heading and labels below it that answer the heading itself."""
_CONDITION = re.compile(r"^(?:if|when|while|unless)\b", re.IGNORECASE)
_NOT_DEFINING = re.compile(
    r"^(?:because|since|if|when|while|in|on|at|for|from|to|with|by|as|we|you|they|it|he|she|there|but|so"
    r"|then|must|should|can|could|may|might|will|would|not|no|yes|only|usually|often|sometimes|never|always"
    r"|safe|great|good|bad|best|works?|ok|okay)\b|^the (?:best|worst)\W*$",
    re.IGNORECASE,
)
_NO_TERM = re.compile(
    r"\band\b|[,&]| \+ |^(?:with|without|in|on|at|for|by|from|to|before|after|during)\b", re.IGNORECASE
)
_DANGLING = re.compile(r"\s(?:through|by|with|of|to|for|in|on|as|from|via|than)$", re.IGNORECASE)
_FORMULAS = re.compile(r"(?i)\b(?:formulas?|equations?)\b")
"""A title of formulas, whose labels name what each is of: `Output`."""
_REASON = re.compile(r"(?:because|since|as (?:it|they|we|the|this|there|these)\b)", re.IGNORECASE)
_COMPARING = re.compile(r"(?i)(?:differences?|comparison)\b")
_BETTER = re.compile(
    r"(?i)((?:(?:much|often) )?(?:better|worse|faster|slower|simpler|cheaper|stronger|weaker|safer"
    r"|(?:more|less) \w+)) than (.+)"
)
"""A heading that sets the one above it against another thing."""
_COUNT_OF = re.compile(r"(?:no\.?|nr\.?|num|#|number) of (?:the )?(.{2,60})", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s+\([^()]*\)\Z")
_AGE = re.compile(
    r"[~≈]?\s?\d+(?:\.\d+)?\+?(?:\s?(?:-|–|to)\s?\d+(?:\.\d+)?)?\s?(?:mos?|months?|weeks?|wks?|days?|yrs?|years?|hours?"
    r"|hrs?|h|min(?:ute)?s?|sec(?:ond)?s?)\.?(?: old)?\+?",
    re.IGNORECASE,
)
"""An age, or the time since something began."""
_BEGINS_AGE = frozenset("~≈0123456789")
_ARTICLE = re.compile(r"(?:an?|the|one|any)\b", re.IGNORECASE)
_SYMBOL = re.compile(r"\$[^$=<>\s]{1,24}\$")
MAX_TERM = 4
"""Words of a term that the text below it explains."""
LONGEST_ASPECT = 16
"""Letters of a label above another one that says little without its heading: `Ursachen`."""
_DIFFERENCE_BETWEEN = re.compile(
    r"(?i)(?:(?:know|understand|explain|remember) )?(?:the )?(differences?) between\b"
)
_DIFFERS_FROM = re.compile(r"(?i)differences? (?:to|with|from) ")


def ask_label(topic: Topic, label: str, body: str) -> Question:
    """The question to which a labelled passage inside of `topic` is the answer."""
    if label[:1] in _BEGINS_AGE and topic.english and _AGE.fullmatch(label):
        return Question(f"What happens at {label.lstrip('~≈ ')}?", topic.all, "basic", 1)
    name, above, body = title_of(label) or label, topic.all, without_connective(body)
    if label[:1] in ("↑", "↓") and topic.english:
        follows = "do you do" if bids(body.strip("*_ ")) else "happens"
        return Question(f"What {follows} when {_moved(name, label)}?", above, "basic", 1)
    name = thing_asked_for(name) if name[:1] in "DE" else name
    ended = ask_end(topic.title, name) if topic.title[:1] in "HW" and topic.english else None
    if ended:
        return Question(ended, topic.above, "basic", 1)
    if topic.english and tells_when(name, body):
        return what_if(name, above, body)
    if asks(name) or is_question(label) or (topic.english and opens_question(name)):
        return ask_question(name, above, inside=True)
    if not topic.english:
        noted = ask_noted(name, "" if asks(topic.title) else topic.title, body)
        plain = _plain_question(topic if same_name(name, topic.title) else topic.below(name))
        return Question(noted, topic.above) if noted else plain
    if same_name(name, topic.title):
        shape: Shape = "text" if "\n" in body else "formula" if is_formula(body) else "line"
        return ask_title(topic, body, shape)
    name = grown(name, body)
    named = equation(body) if len(name) <= MAX_SIGN else None
    point = None if named and named.name == name else point_of(name)
    if point and _FORMULAS.search(topic.title) and is_formula(body):
        point = None
    if not point and name.lower() in ATTRIBUTES:
        point = attribute_of(name, body)
    if point:
        subject, ask, kind = point
        subject = "" if same_name(subject, topic.title) else subject
        if subject and kind == "comparison" and topic.title and _DIFFERS_FROM.search(name):
            return Question(f"What is the difference between {topic.title} and {subject}?", topic.above, kind)
        ask, kind = asked_by(ask, kind, body)
        if kind == "comparison" and not subject and sides(body.partition("\n")[0]):
            return ask_title(topic._replace(title=body.partition("\n")[0], above=above), body, "text")
        topic = topic if subject else topic._replace(title=thing_used(topic.title))
        inner = topic._replace(title=subject, above=above) if subject else specific(topic)
        if kind == "definition" and inner.title:
            return Question(f"What {be(inner.title)} {about(inner)}?", rest_of(inner), kind)
        if not subject and opens_question(inner.title):
            already = (inner.title.split()[0].casefold(), ask) in _ASKED_ALREADY
            if already or content_words(ask) <= content_words(inner.title):
                return ask_question(inner.title, rest_of(inner), inside=topic.label)
            inner = inner._replace(title=inner.title.rstrip("?") + "?")
        worded = ask_point(name, subject, ask, about(inner)) if subject else None
        if worded:
            return Question(worded, rest_of(inner), kind)
        if inner.title and be(inner.title) == "are":
            ask = of_several(ask)
        if inner.title.endswith("?"):
            return Question(f"{about(inner)} {ask[0].upper()}{ask[1:]}", rest_of(inner), kind)
        thing = about(inner).removeprefix("a ").removeprefix("an ")
        return Question(f"{thing}: {ask}" if thing else ask.capitalize(), rest_of(inner), kind)
    return _ask_name(topic, name, body)


def _moved(name: str, label: str) -> str:
    """What the arrow before a label says of it: `↑ load`."""
    verb = "rise" if label[0] == "↑" else "drop"
    return f"{inside(name)} {verb if be(name) == 'are' else f'{verb}s'}"


def _ask_name(topic: Topic, name: str, body: str) -> Question:
    """The question for what stands behind a label that is no point of its title: a name, a case, a task."""
    above = topic.all
    if body.startswith(IFF):
        return Question(f"{name}: if and only if what?", above, "basic", 1)
    if sides(name) or _DIFFERENCE_BETWEEN.match(name):
        return ask_title(topic._replace(title=name, above=above), body, "text")
    if is_command(body) and TROUBLES.search(topic.title) and not says_what_it_does(body):
        return Question(f"{name}: what do you do about it?", above, "basic", 1)
    if not any(map(str.isalnum, name)):
        return Question(f"What does `{name}` mean?", above, "definition", 1)
    if (is_formula(body) and not types_command(body)) or (may_calculate(body) and tells_how(body)):
        return Question(ask_formula(name, body), above, "formula", 1)
    if _REASON.match(body):
        return Question(f"{name}: why?", above, "basic", 1)
    if spells_out(name, body):
        return Question(f"What does {name} stand for?", above, "basic", 1)
    if name[:1] in "IiWwUu" and _CONDITION.match(name):
        return what_if(name, above)
    if " " in name and (left := ask_open(name, topic.title)):
        return Question(left, above, "basic", int(topic.title not in left))
    if " " in name and _DANGLING.search(name) and not types_command(name):
        return Question(f"{name} what?", above, "basic", 1)
    if counted := _COUNT_OF.match(name):
        return Question(f"What is the number of {counted.group(1)}?", above, "basic", 1)
    shown = int(len(content_words(name) & content_words(topic.title)) < 2)
    if is_chain(body):
        return Question(f"{name}: what are the steps?", above, "list", shown)
    told = ask_task(name, body) or ask_word(above, name, body) or ask_aspect(name)
    told = told or ask_opening_words(name, name, body, be(name)) or ask_clause(name)
    if told:
        return Question(told, above, "basic", shown)
    bare = _IN_BRACKETS.sub("", name) if name.endswith(")") else name
    term = count_words(bare) <= 3 and not _NO_TERM.search(name) and not is_command(name)
    does = types_command(name) or is_command(body) or says_what_it_does(body) or is_advice(body)
    if term and (is_glossary(topic.title) or not (does or _NOT_DEFINING.match(body))):
        return Question(
            f"{who_or_what(topic.title)} {be(name)} {only_one(name)}?", above, "definition", shown
        )
    return Question(ask_plainly(name, body, be(name)), above, "basic", shown)


def ask_series(topic: Topic, stem: str, body: str, count: int) -> Question:
    """The question for labels that only differ in their number: "Benefit 1", "Benefit 2"."""
    if not topic.english:
        return ask_label(topic, stem, body)
    if point_of(stem):
        return ask_label(topic, plural(stem), body)
    name = plural(stem)
    return Question(
        f"{about(topic)}: what are the {count} {name[0].lower()}{name[1:]}?", rest_of(topic), "list"
    )


def ask_title(topic: Topic, body: str, shape: Shape, count: int = 0) -> Question:
    """The question to which the passage below a title is the answer.

    Args:
        body: its text, to see whether it defines.
        count: the points of a list.
    """
    title, above = topic.title, topic.above
    if topic.label and topic.english and tells_when(title, body):
        return what_if(title, above, body)
    if asks(title) or (topic.english and opens_question(title)):
        return ask_question(title, above, inside=topic.label)
    if not topic.english:
        noted = ask_remark(title, body) if shape == "remark" else None
        return Question(noted, above) if noted else _plain_question(topic)
    point = point_of(title) if above and shape not in ("code", "commands") else None
    bare = is_generic(title) or (shape in ("text", "line") and " " in title and is_vague(title))
    if point and (topic.label or point[0] or bare) and not tells_meaning(title, body):
        return ask_label(topic._replace(title=above[-1], above=above[:-1]), title, body)
    if topic.label and above and above[-1][:3] == "How" and asks_how_to(above[-1]):
        return Question(above[-1], (*above[:-1], title), "basic", 1)
    better = _BETTER.fullmatch(title) if above and " than " in title.lower() else None
    if better and not same_name(above[-1], better.group(2)):
        text = f"Why {be(above[-1])} {above[-1]} {better.group(1).lower()} than {better.group(2)}?"
        return Question(text, above[:-1], "comparison")
    if title[:1] in "IiWwUu" and _CONDITION.match(title):
        question = what_if(title, above)
        return (
            question._replace(text=f"Write the code: {title}", kind="code") if shape == "code" else question
        )
    versus = sides(title)
    if versus and count_words(title) <= 12 and not VERSUS.match(versus.group(2)):
        text = f"What is the difference between {versus.group(1)} and {versus.group(2)}?"
        return Question(text, above, "comparison", int(len(content_words(title)) < 3))
    between = _DIFFERENCE_BETWEEN.match(title)
    if between:
        noun = between.group(1).lower()
        return Question(f"What {be(noun)} the {noun}{title[between.end(1) :]}?", above, "comparison")
    return _ask_shape(topic, body, shape, count)


def _ask_shape(topic: Topic, body: str, shape: Shape, count: int) -> Question:
    subject, rest = about(topic), rest_of(topic)
    if shape == "formula":
        return Question(ask_by_formula(topic.title, subject), rest, "formula")
    if shape == "code":
        return Question(f"{ASKS_CODE}{subject}", rest, "code")
    if shape == "commands":
        return Question(f"{subject}: which command{'s' if count > 1 else ''}?", rest, "code")
    if shape == "steps":
        return Question(f"{subject}: what are the {count} steps?", rest, "list")
    aspect = ask_open(subject) or ask_aspect(subject, count)
    if aspect and shape != "remark":
        return Question(aspect, rest, "list" if shape in LISTED else "basic")
    term = _term(topic, body, shape)
    if term:
        return Question(f"What {be(topic.title)} {about(term)}?", rest_of(term), "definition")
    if count > 1 and topic.title.startswith(f"{count} ") and be(topic.title) == "are":
        return Question(f"What are the {subject}?", rest, "list")
    if shape in LISTED:
        return ask_listed(topic.title, subject, rest, shape, count)
    if shape == "table":
        return Question(f"{subject}: what does the table say?", rest, "comparison")
    if shape == "remark":
        return Question(f"{subject}: what should be noted?", rest)
    if spells_out(topic.title, body):
        return Question(f"What does {topic.title} stand for?", rest)
    told = shape == "line"
    opened = ask_opening_words(topic.title, subject, body, be(topic.title)) if told else None
    opened = opened or ask_way(topic.title, subject, body)
    if opened:
        return Question(opened, rest)
    if shape == "text" and ADVICE.match(topic.title):
        return Question(f"{subject}: {advised(body)}", rest)
    if defines(topic.title if topic.label else topic.title[:1].upper() + topic.title[1:], body):
        return Question(f"What {be(topic.title)} {subject}?", rest, "definition")
    asked = ask_text(topic.title, subject, body, be(topic.title)) if told else None
    if asked and not (asked[:9] == "What does" and TASK.match(topic.title)):
        defined = asked == f"What {be(topic.title)} {subject}?"
        return Question(asked, rest, "definition" if defined else "basic")
    if LAW.search(topic.title):
        return Question(f"What {'do' if be(topic.title) == 'are' else 'does'} {subject} say?", rest)
    return Question(f"Explain: {subject}", rest)


def _term(topic: Topic, body: str, shape: Shape) -> Topic | None:
    """The topic, if its title is a term that the text below it explains, without the title of a glossary."""
    if shape not in ("line", "text", *LISTED):
        return None
    title, above = topic.title, "".join(topic.above[-1:])
    if _SYMBOL.fullmatch(title):
        return topic
    points = shape in LISTED
    if topic.label and count_words(title) <= MAX_TERM and is_glossary(above) and shape != "names":
        return topic._replace(above=topic.above[:-1])
    if points and be(title) == "are" and _ARTICLE.match(body):
        return None
    short = points or (topic.label and count_words(title) <= MAX_TERM)
    return topic if short and body and defines(title[:1].upper() + title[1:], body) else None


def is_comparison(title: str) -> bool:
    """Whether a title sets two things against each other."""
    return bool((title[:1] in "DdCc" and _COMPARING.match(title)) or sides(title))


def _plain_question(topic: Topic) -> Question:
    nearest = "".join(topic.above[-1:])
    several = (topic.nested and len(nearest) <= LONGEST_ASPECT) or nearest.lower() in ASPECTS
    return Question(topic.title, topic.above, "basic", 2 if several else int(bool(nearest)))
