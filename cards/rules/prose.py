"""A statement without a title of its own: what question does it answer?

Used where a text is too long for one card and has no labels. The question comes from the statement's own
structure: its reason, its purpose, its subject, or its first sentence; without one it gets no card of
its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.past import DID, ask_past
from cards.asking.predicates import ask_predicate, base_of
from cards.asking.pronouns import BEGINS_WITH_PRONOUN, points_back
from cards.asking.stating import ask_called, ask_told
from cards.asking.topic import Topic
from cards.model import Kind
from cards.rules.clauses import LEAD, ask_clause
from cards.words.letters import capital
from cards.words.verbs import MODALS, be, is_command
from cards.words.wording import (
    ABOVE_LETTERS,
    PICTOGRAM,
    content_words,
    count_words,
    has_words,
    plain,
    sentences,
)

_INTRODUCED = re.compile(
    (
        r"^(?:we|they|i|you)\s+(?:\w+\s+)?(?:introduced?|defined?|proposed?|call(?:ed)?|name[ds]?"
        r"|discuss(?:ed)?|use[ds]?)\s+"
        r"((?:the|an?)\s+)?(?!(?:some|any|all|both|these|this|our|their|its)\b)([^,.;:()]{3,60}?)(?=,|\s+\(|\s+(?:which|that|to|for|between|by|as|where|in)\b)"
    ),
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:trade-?offs?|differences?|relation(?:ship)?s?|connections?|distinctions?|balance|gaps?|similarit(?:y|ies))",
    re.IGNORECASE,
)
_RELATED = re.compile(r"\s+between\s[^,.;:()]{3,80}")
_BELIEF = re.compile(
    r"(?:i )?(?:wrote|said|thought|believed|assumed|claimed) (?:that )?([^\n.;]{8,140})[.;] ([^\n]{8,})",
    re.IGNORECASE,
)
_BELIEF_BEGINS = frozenset(
    begin
    for word in ("wrote", "said", "thought", "believed", "assumed", "claimed")
    for begin in (f"I {word[:2]}", f"i {word[:2]}", word[:4], word[:4].capitalize())
)
_THERE_IS = re.compile(
    (
        r"^there(?:\s+(?:is|are)|['’]s)\s+(?:also\s+|another\s+|an?\s+)*([^,.;:()]{3,60}?)(?=,|\s+\("
        r"|\s+(?:that|which|to|and|where)\b)"
    ),
    re.IGNORECASE,
)
_VERB = (
    r"is|are|was|were|has|have|had|can|cannot|could|may|might|must|should|will|would|does|do|gives?|makes?"
    r"|uses?|takes?|helps?|allows?"
    r"|requires?|provides?|produces?|computes?|contains?|needs?|increases?|decreases?|reduces?|grows?"
    r"|leads?|causes?|prevents?"
    r"|means?|consists?|works?|learns?|outputs?|predicts?|depends?|becomes?|maps?|divides?|apply|applies"
    r"|normalizes?|performs?"
    r"|operates?|shares?|gets?|goes|comes?|keeps?|ensures?|measures?|represents?|proposes?|improves?"
    r"|suffers?|remains?|returns?"
    r"|looks?|tends?|adds?|drops?|acts?|solves?|replaces?|combines?|extracts?|converts?|encodes?"
    r"|captures?|adjusts?|achieves?|generates?|creates?|stores?|selects?|removes?"
    r"|saturates?|shows?|starts?|stays?|holds?|controls?|describes?|refers?|denotes?|penalizes?|prefers?"
    r"|converges|diverges|minimi[sz]es|maximi[sz]es|relies|assumes|avoids|enables|introduces|approximates"
    r"|rises?|falls?|moves|carries|transports|absorbs|emits|protects|connects|separates"
    r"|consider(?:s|ed)?|added|used|had|tells?|says?|states?|explains?|defines?|determines?|indicates?|implies"
    r"|lives|occurs?|yields|inhibits|lowers|raises|slows|belongs?|arises?|binds|regulates|stimulates|activates"
    r"|enters|destroys|dissolves|reacts|melts|boils|freezes|flows|attracts|repels|supports|opposes|grants"
    r"|resists?|follows?|runs?|turns?|brings?|finds?|chooses?|checks?|compares?|counts?|begins?|ends?"
    rf"|{DID}"
)
_SUBJECT = re.compile(
    rf"^((?:the|an?|each|every|all|any|one|your)\s+)?(.{{2,70}}?)\s+(?:also\s+|usually\s+|often\s+)?"
    rf"((?-i:{_VERB})\b(?!-))(.*)",
    re.IGNORECASE,
)
_ANY_VERB = re.compile(_VERB)
"""Any form of a verb; a base form is one that stays a verb with an -s."""
_OF_ONE = re.compile(
    r"^((?:the|an?|each|every)\s+)(.{2,70}?)\s+((?-i:is|was|has|can|cannot|could|may|might|must|should|will|would|does)\b)"
    r"(.*)",
    re.IGNORECASE,
)
"""A single thing whose name ends like a verb: `The main cause of drift is wind`."""
_SINGULAR = re.compile(
    r"(an?\s+|the\s+)((?:[\w'’-]+(?<![sS]) ){1,4}?(?<=\w ))(?=[a-z])([a-z]{3,}s(?<!ss)(?<!us)(?<!is))"
    r"( (?:the|an?|its|their|whether|that|how|all|both|from|to|into|when|up|out|down|through|by|no|more|less"
    r"|on|in|at|with|for)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A single thing and what it does."""
_ACTS_ON = re.compile(
    r"(?=[A-Z])((?:An?|The) )?([^\W\d_][\w'’-]*(?: (?!is\b|was\b|has\b)[\w'’-]+){0,3}?(?<!\ws))(?<!\band)"
    r" ([a-z]{3,}s(?<!ss)(?<!us)(?<!is))"
    r"( (?:the|an?|its|their|both|all|every|each)\b.*)",
    re.DOTALL,
)
"""The same without an article before it: `Drift shifts the mean`."""
_ACTS = re.compile(r"(?<=\w )[a-z]{2,}[^su\W]s(?<!is) [a-z]")
"""A word inside of the name of a single thing that must be its verb."""
_ACTS_WHEN = re.compile(
    r"((?:An?|The) )?(?!(?:It|This|That|They|We|You|I|There)\b)([\w'’-]+(?: (?!is\b|was\b)[\w'’-]+){0,2}?)"
    r" ([a-z]{3,}?(?<![aiu])(s)?)(?<!has)(?<!ed)(?<!ing)(?<!was) (?:only |mainly |often )?when "
)
"""A thing and what it does at some time."""
_DEIXIS = re.compile(
    r"\b(?:above|below|following|previous|preceding|aforementioned|this|these)\b", re.IGNORECASE
)
_NO_THING = re.compile(rf"{_DEIXIS.pattern}|\b(?:we|you|they)\b|\AOf\b", re.IGNORECASE)
"""In what cannot be the subject of a question: what points elsewhere, and somebody with a verb."""
_LEADS_ON, LONGEST_END = re.compile(r"\b(?:following|this) \w+[\s:.]*\Z"), 40
"""What is behind the text, and letters in which it is named."""
_ARTICLE = re.compile(
    r"(?:(?:usually|often|typically|generally|always|normally|commonly|simply|just|basically|essentially) )?"
    r"(?:an?|the|one (?:of|minus)|[A-Z][\w-]+['’]s)\b"
)
_THING_OF = re.compile(
    r"(?!(?:part|capable|full|aware|one|fond|typical|true|independent|characteristic|made|because|out|ahead)\b)"
    r"(?:[a-z]+ )?[a-z]+(?<!ed) of\b"
    r"|(?:(?!so\b)[a-z]+ )?(?!(?:sure|certain|confident|aware|clear|such|so|true|likely|important|possible"
    r"|obvious|happy)\b)[a-z]+(?<!ed) (?:that|which)\b"
)
"""The name of a thing without an article: `is loss of electrons`, `is water that flows`."""
_ASPECT = re.compile(
    r"(?:the )?(?:\w+ )?(?:advantage|disadvantage|drawback|purpose|goal|aim|idea|role|effect|benefit"
    r"|difference|reason|cause|task|function|consequence)s? (?:of|for|to|from|between|v/s|vs\.?)\b"
    r"|one \w+ (?:with|of|for|to)\b"
    r"|our (?:\w+ )?(?:goal|aim|purpose|objective|idea|task|trick|problem|reason)\Z",
    re.IGNORECASE,
)
_OTHER_NAME = re.compile(
    r" \((?:also|or|aka|a\.k\.a\.|sometimes|often|formerly|commonly|previously) [^()]{2,60}\)"
)
_ATTACHED = re.compile(r"\s(?:of|at|in|on|for|from|with|without|between|after|before)\s")
_SIGNED = re.compile(r"(?: [A-Z])?(?: =.*)?\Z", re.DOTALL)
"""The sign of a thing behind its name, and what it is equal to."""
_SEVERAL = re.compile(r"(?:all|two|three|four|five|six|many|most|several|few|\d+)\b", re.IGNORECASE)
_ACTING = re.compile(r"[A-Z][a-z]+ing (?:the|an?|its|your|all|more|less|too|with|without)\b")
"""What somebody does, as the subject of a sentence: `Lowering the sails`."""
_PARTICIPLE = re.compile(
    r"(?:vs|versus|and|or|by|in|on|at|of|for|from|with|to|is|are|was|were|has|have|can)\b"
)
"""What follows a verb in -ed that is no verb of the sentence: `the sails used in races are ...`."""
_CONNECTIVES = tuple(
    (re.compile(pattern, re.IGNORECASE), ask)
    for pattern, ask in (
        (
            (
                r"^(?:thus|hence|so|therefore|then|consequently|as a result|in this way|since|given"
                r"|this (?:means|leads|makes|way))\b"
            ),
            "what follows from it?",
        ),
        (r"^(?:this|that|which) (?:is|was) \w+ (?:since|because|as)\b", "why does it matter?"),
        (r"^(?:this|that)(?: \w+)? (?:reinforces?|shows?|suggests?|tells?)\b", "what does it show?"),
        (
            (
                r"^(?:this|that)(?: \w+)? (?:reduces?|increases?|allows?|helps?|makes?|prevents?|ensures?"
                r"|gives?|lets|improves?|forces|saves?)\b"
            ),
            "what does it do?",
        ),
        (r"^(?:but|however|though|although|unfortunately|yet|still)\b", "what speaks against it?"),
        (r"^(?:because|the reason)\b", "why?"),
        (r"^(?:otherwise|else|if not)\b", "and otherwise?"),
        (r"^(?:for (?:example|instance)|e\.g\.|an example)\b", "what is an example?"),
    )
)
"""How the second sentence goes on from the first, and what that asks."""

_NO_SUBJECT = re.compile(
    r"\s(?:to|of|for|from|in|on|at|by|with|into|than|the|an?|and|or|but)$|^only (?:in|on|at|by|for|with)\b"
    r"|^(?!.*\band\b)[^,]*,|^[^\"“”]*[\"“][^\"“”]*$"
    r"|^(?:authors?|researchers|papers?|study|studies|sections?|chapters?|article|experiments?|results?)$",
    re.IGNORECASE,
)
"""What is no subject: its verb is a noun here ("from input to output"), or it is several clauses, words of
somebody, or a source."""
_TOWARDS = frozenset(
    ["tend", "tends", "try", "tries", "want", "wants", "learn", "learns", "fail", "fails", "aim", "aims"]
)
"""Verbs before what is done: `tends to sink`."""
_NO_ACTS = MODALS | {"are", "were", "have", "had", "do", "did"}
_OBJECT = re.compile(
    r"(?:the|an?|its|their|all|each|every|both|many|several|some|one|two|no) ", re.IGNORECASE
)
_CODE_SUBJECT = re.compile(r"(`[^`\n]+`) (?!is\b|was\b|has\b|does\b)[a-z]{3,}s\b")
_WHOLE_BOLD = re.compile(r"^(\*\*|__)((?:(?!\1).)+)\1$", re.DOTALL)
_WHOLE_ITALIC = re.compile(r"^([*_])(?!\1)((?:[^*_]|\*\*|__)+)\1$")
VAGUE = ("What is true of", "What do you know about")
"""How the questions begin that only name their subject."""
_PARTED_NAME = re.compile(r"\s(?:-{1,3}|[–—=:→])(?:\s|\Z)|->")
"""A label and its sign, which are no name together."""
MAX_OPENING = 170
"""Letters of a first sentence that can be a front."""


def ask_statement(topic: Topic, text: str, opening: bool = True) -> tuple[Question, str] | None:
    """A question for a statement and the part of it that is the answer; None where no good one is found.

    Args:
        opening: its first sentence may be the question, where nothing else is.
    """
    if not topic.english:
        return None
    text = text.strip().removeprefix("=> ").removeprefix("→ ")
    text = PICTOGRAM.sub("", text, count=1) if text[:1] > ABOVE_LETTERS else text
    text = _WHOLE_ITALIC.sub(r"\2", _WHOLE_BOLD.sub(r"\2", text)) if text[:1] in "*_" else text
    parts = sentences(text)
    if (
        not parts
        or _LEADS_ON.search(text, max(0, len(text) - LONGEST_END))
        or parts[0][-1] == "?"
        or not has_words(text, 4 if _CODE_SUBJECT.match(text) else 6)
    ):
        return None
    parts = (plain(parts[0]), *parts[1:])
    return (
        (ask_belief(topic, text) if text[:4] in _BELIEF_BEGINS else None)
        or _by_given_name(topic, parts, text)
        or _by_clause(topic, parts)
        or _by_form(topic, parts)
        or _by_name(topic, parts, text)
        or (_by_opening(topic, parts) if opening else None)
    )


def ask_opening(topic: Topic, text: str) -> tuple[Question, str] | None:
    """The first sentence as the front and the others as its back, where that makes sense."""
    return _by_opening(topic, sentences(text))


def ask_belief(topic: Topic, text: str) -> tuple[Question, str] | None:
    """What is wrong with what somebody thought: `I said that keels float. They do not.`"""
    found = _BELIEF.fullmatch(text.strip())
    if not found or not topic.english:
        return None
    return _question(topic, f"{capital(plain(found.group(1)))}: what is wrong?"), found.group(2)


def _by_clause(topic: Topic, parts: Sequence[str]) -> tuple[Question, str] | None:
    """What the first sentence says the reason, the means or the condition of."""
    asked = ask_clause(parts[0])
    return (_question(topic, asked.text), " ".join([asked.answer, *parts[1:]])) if asked else None


def _by_given_name(topic: Topic, parts: Sequence[str], text: str) -> tuple[Question, str] | None:
    """What a later sentence gives a name to."""
    named = " called " in text or " known as " in text or " is the *" in text
    told = ask_called(parts) if named else None
    return (_question(topic, told.text, told.kind), text) if told else None


def _by_form(topic: Topic, parts: Sequence[str]) -> tuple[Question, str] | None:
    """What the first sentence defines, lists or dates."""
    told = ask_told(LEAD.sub("", parts[0]))
    if not told:
        return None
    return _question(topic, told.text, told.kind), " ".join([told.answer or parts[0], *parts[1:]])


def _by_name(topic: Topic, parts: Sequence[str], text: str) -> tuple[Question, str] | None:
    """The thing that the statement introduces or is about, if it is not the topic itself."""
    first = LEAD.sub("", parts[0])
    first = _OTHER_NAME.sub("", first) if " (" in first else first
    when = _ACTS_WHEN.match(first) if " when " in first else None
    if (
        when
        and not is_command(first)
        and not _NO_THING.search(when.group(2))
        and (when.group(4) or be(when.group(2)) == "are")
    ):
        name = f"{(when.group(1) or '').lower()}{when.group(2)}"
        do = "does" if when.group(4) else "do"
        return _question(topic, f"When {do} {name} {base_of(when.group(3))}?"), text
    code = _CODE_SUBJECT.match(text)
    if code and _names(code.group(1), topic):
        return _question(topic, f"What does {code.group(1)} do?"), text
    introduced = _INTRODUCED.match(first)
    if introduced and _names(introduced.group(2), topic):
        article, name = introduced.group(1) or "", introduced.group(2)
        related = _RELATED.match(first, introduced.end(2)) if _BETWEEN.fullmatch(name) else None
        between = related.group().rstrip() if related else ""
        return _question(topic, f"What {be(name)} {article}{name}{between}?", "definition"), text
    there = _THERE_IS.match(first)
    if there and _names(there.group(1), topic):
        return _question(topic, f"What do you know about {there.group(1)}?"), text
    named = not BEGINS_WITH_PRONOUN.match(first) and not is_command(first)
    subject = (_SINGULAR.match(first) or _ACTS_ON.match(first) or _SUBJECT.match(first)) if named else None
    if subject and subject.group(1) and _is_noun(*subject.group(2, 3)):
        subject = _OF_ONE.match(first)
    if not subject or re.search(
        r",\Z|[.;:=\n]|\b(?:that|which|if|when|because|while|unless|as)\b", subject.group(2)
    ):
        return None
    if subject.group(2)[-2:] == "ly" and subject.group(3)[-1:] != "s":
        return None
    if subject.group(3)[-2:] == "ed" and _PARTICIPLE.match(subject.group(4).lstrip()):
        return None
    if _NO_THING.search(subject.group(2)) or (subject.group(1) and _ACTS.search(subject.group(2))):
        return None
    article, name = subject.group(1) or "", plain(subject.group(2).split(", such as ")[0]).rstrip(" ,")
    if _names(name, topic) and count_words(name) <= 8 and not _NO_SUBJECT.search(name):
        return _question(topic, _ask_subject(f"{article.lower()}{name}", *subject.group(3, 4))), text
    return None


def _is_noun(name: str, verb: str) -> bool:
    """Whether what looks like a verb behind the name of a single thing has no -s, and so belongs to it."""
    return verb[-1] != "s" and be(name) == "is" and _ANY_VERB.fullmatch(f"{verb}s") is not None


def _ask_subject(name: str, verb: str, rest: str) -> str:
    """The question for a sentence by its subject, its verb and what follows."""
    verb, rest = verb.lower(), rest.lstrip()
    counted = _SEVERAL.match(name) is not None
    name = name[0].lower() + name[1:] if counted or name[:4] == "Our " or _ACTING.match(name) else name
    several = counted or be(_SIGNED.sub("", _ATTACHED.split(name)[0])) == "are"
    do = "do" if several else "does"
    copula = verb in ("is", "are", "was", "were")
    if copula and (_ARTICLE.match(rest) or _ASPECT.match(name)):
        return f"What {verb} {name}?"
    told = ask_predicate(name, several, verb, rest)
    if told:
        return told
    if copula and _THING_OF.match(rest):
        return f"What {verb} {name}?"
    if verb in ("has", "have") and not rest.startswith("been "):
        return f"What {do} {name} have?"
    if verb in _TOWARDS and rest.startswith("to "):
        return f"What {do} {name} {base_of(verb)} to do?"
    if did := ask_past(name, verb):
        return did
    acts = verb.endswith("s") or (
        several and verb not in _NO_ACTS and verb[-2:] != "ed" and _OBJECT.match(rest)
    )
    if acts and verb not in ("is", "was", "has", "does", "means"):
        return f"What {do} {name} do?"
    return f"What is true of {name}?"


_ADDS = re.compile(
    r"(?:also|additionally|moreover|furthermore|in addition|another|finally|lastly|many|let me|let['’]s)\b",
    re.IGNORECASE,
)
"""The beginning of a sentence that explains nothing of the one before it."""


def _by_opening(topic: Topic, parts: Sequence[str]) -> tuple[Question, str] | None:
    """The first sentence as the front, where the next ones draw the conclusion or explain it."""
    opening = LEAD.sub("", parts[0]).rstrip(" .!:")
    if len(parts) < 2 or len(opening) > MAX_OPENING or count_words(opening) < 3 or points_back(opening):
        return None
    if "?" in opening or parts[1][0] == "(" or _DEIXIS.search(opening) or _ADDS.match(parts[1]):
        return None
    ask = next(
        (ask for pattern, ask in _CONNECTIVES if pattern.match(parts[1])),
        "how?" if is_command(opening) else "explain.",
    )
    return _question(topic, f"{capital(plain(opening))}: {ask}"), " ".join(parts[1:])


def _question(topic: Topic, text: str, kind: Kind = "basic") -> Question:
    told = topic.title != "" and content_words(topic.title) <= content_words(text)
    return Question(text, topic.all, kind, 0 if told else 1)


def _names(name: str, topic: Topic) -> bool:
    """Whether a name says something that the title does not."""
    words = content_words(name)
    whole = _PARTED_NAME.search(name) is None and name.count("(") == name.count(")")
    return whole and bool(words - content_words(topic.title)) and count_words(name) <= 9
