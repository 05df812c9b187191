"""What a passage is about, and the question that a card asks about it.

A front stands alone: a bare name becomes a question, a label such as "Pros" asks about its heading, and
what is ambiguous carries its context. Only English wording is composed; other languages keep their own
words, with the context in brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cards.model import Kind
from cards.wording import content_words, count_words, is_question, plain

_NUMBERING = re.compile(
    r"^(?:\(?\d+(?:\.\d+)*[.)]\s*|\d+(?:\.\d+)+\s+|\d{1,2}\s*[-–:]\s+|\[[\d\s.-]*\]\s*|\((?:[ivx]+|[a-z])\)\s+|[IVX]+\.\s+|[A-Z]\.\s+|#\d+[:.)]?\s+)"
)
_SERIES = re.compile(
    r"^(?:(?:lecture|lec|chapter|chap|ch|week|day|part|section|unit|module|lesson|session|topic|class|appendix|step|tutorial)\.?\s*"
    r"(?:\d+(?:\.\d+)*|[ivx]+|[a-d])\b\s*[-–—:.|]*\s*)",
    re.IGNORECASE,
)
_QUESTION_LABEL = re.compile(
    r"^(?:[*_]{0,2}(?:Q(?:uestion|n)?\s*\.?\s*#?\d*|Frage|Pregunta|问题?|問題?|سؤال)\s*\d*\s*[:：.)\]][*_]{0,2}\s*)",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"^\[([^\[\]]{1,40})\]\s*(.+)$")
_BRACKETED = re.compile(r"^\[(.*)\]$")
_ASIDE = re.compile(
    r"\s*\((?:not using|skip|optional|wip|draft|todo|cont(?:inued|\.|d)?|part \d+|\d+)\)\s*$", re.IGNORECASE
)
_TRAILING_TAGS = re.compile(r"(?:\s+#(?=[^\W\d])[\w/-]+)+\s*$")
_VERSUS = re.compile(
    r"^(?:difference between |comparison of )?(.+?)\s+(?:vs?\.?|versus)\s+(.+)$", re.IGNORECASE
)
_ASKING = re.compile(
    r"^(?:how|why|what|when|where|which|who|whose|should|can|could|does|do|did|is|are|was|were|will|would|has|have)\b",
    re.IGNORECASE,
)
_OPEN_ASKING = re.compile(
    r"^(?:how|why|what|when|where|which|who)\b(?!\s+(?:to\s+)?(?:guide|tutorial)\b)", re.IGNORECASE
)
_LEADING = re.compile(r"^(?:(?:and|but|so|then|now|well|ok|okay|also)\b[,]?\s+)+", re.IGNORECASE)
_NOTEBOOK_WORDS = re.compile(
    r"(?i)\s*\b(?:flash ?cards?|(?:study |lecture |my |personal )?notes|cheat ?sheet|interview questions(?: and answers)?|readme|q ?& ?a|questions(?: and answers)?)\b\s*"
)
_POINTING = re.compile(
    r"(?i)\b(?:it|its|this|that|these|those|they|them|their|the above|above|below|here|following)\b"
)

_GENERIC = frozenset(
    ["overview", "introduction", "intro", "summary", "conclusion", "background", "definition", "definitions", "basics", "basic", "example", "examples", "notes", "note", "details", "general", "misc", "miscellaneous", "others", "other", "tips", "concept", "concepts", "theory", "practice", "implementation", "code", "formula", "formulas", "usage", "motivation", "intuition", "idea", "ideas", "method", "methods", "result", "results", "discussion", "issue", "issues", "problem", "problems", "solution", "solutions", "pro", "pros", "con", "cons", "advantage", "advantages", "disadvantage", "disadvantages", "benefit", "benefits", "process", "key", "properties", "property", "types", "type", "training", "testing", "evaluation", "architecture", "model", "models", "algorithm", "algorithms", "preprocessing", "parameters", "hyperparameters", "applications", "application", "use", "why", "how", "what", "when", "references", "resources", "questions", "answers", "comparison", "differences", "difference", "purpose", "steps", "features", "limitations"]
)

_POINTS: tuple[tuple[str, str, Kind], ...] = (
    (
        r"key (?:points?|ideas?|concepts?|insights?|takeaways?)|keys?|main (?:points?|ideas?)|idea|essence|gist|tl;?dr|in short|takeaways?",
        "what is the key point?",
        "basic",
    ),
    (
        r"be careful|careful|caution|warnings?|beware|pitfalls?|gotchas?|watch out|caveats?",
        "what must you be careful about?",
        "basic",
    ),
    (r"pros?|advantages?|benefits?|strengths?|upsides?|the good|good", "what are the advantages?", "list"),
    (
        r"cons?|disadvantages?|drawbacks?|weakness(?:es)?|downsides?|the bad|bad",
        "what are the disadvantages?",
        "list",
    ),
    (r"limitations?|shortcomings", "what are the limitations?", "list"),
    (r"purpose|aims?|objectives?|motivation|goals?", "what is the purpose?", "basic"),
    (
        r"(?:possible |main |common )?(?:problems?|issues?|prob\.?|challenges?)",
        "what is the problem?",
        "basic",
    ),
    (r"solutions?|fix(?:es)?|remed(?:y|ies)|mitigations?|workarounds?", "what is the solution?", "basic"),
    (r"reasons?|rationale|why", "what is the reason?", "basic"),
    (r"examples?|e\.?g\.?|for example|for instance", "what is an example?", "basic"),
    (r"attributes?|propert(?:y|ies)|characteristics?|features?", "what are its properties?", "basic"),
    (
        r"usages?|uses?|use cases?|applications?|used for|used in|when to use(?: it)?",
        "what is it used for?",
        "basic",
    ),
    (
        r"advice|tips?|recommendations?|best practices?|rules? of thumb|in practice|practical advice",
        "what is the advice?",
        "basic",
    ),
    (r"notes?|n\.?b\.?|remarks?|important|remember|caution|attention", "what should be noted?", "basic"),
    (r"formulas?|equations?", "what is the formula?", "formula"),
    (r"steps?|algorithms?|procedure|process|recipe|workflow|pipeline", "what are the steps?", "list"),
    (r"inputs?", "what is the input?", "basic"),
    (r"outputs?", "what is the output?", "basic"),
    (r"differences?", "what is the difference?", "comparison"),
    (r"exceptions?", "what is the exception?", "basic"),
    (r"intuition", "what is the intuition?", "basic"),
    (r"effects?|consequences?|results?|impact", "what is the effect?", "basic"),
    (r"causes?", "what causes it?", "basic"),
    (r"symptoms?|signs?", "what are the signs?", "list"),
    (r"(?:hyper-?)?parameters?", "which parameters does it have?", "list"),
    (r"ways|approaches|techniques|strategies|options", "which ways are there?", "list"),
    (r"types|kinds|variants|variations|categories", "which kinds are there?", "list"),
    (r"methods?", "which methods are there?", "list"),
    (r"alternatives", "which alternatives are there?", "list"),
    (r"components|parts|ingredients", "what are its parts?", "list"),
    (r"(?:time |space )?complexity|costs?", "what does it cost?", "basic"),
    (r"summary|conclusions?|overview", "what is the summary?", "basic"),
)
_POINT_PATTERNS = tuple(
    (re.compile(rf"(?:the )?(?:{pattern})", re.IGNORECASE), ask, kind) for pattern, ask, kind in _POINTS
)
_OF = re.compile(r"^(.{2,30}?)\s+(?:of|for|in|with|to)\s+(?:the\s+|using\s+)?(.{2,60})$", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*[#(]?(?:\d+|[ivx]+)\)?$")
_COMMAND = re.compile(
    r"^(?:don'?t|do not|never|always|please|use|add|try|set|put|keep|make|do|avoid|choose|apply|start|stop|increase|decrease|reduce|collect|fix|"
    r"check|replace|initiali[sz]e|train|normali[sz]e|run|take|get|give|drop|delete|remove|include|think|look|search|save|prefer|pick|plot|"
    r"compute|calculate|create|ensure|consider|evaluate|count|measure|split|select|tune|adjust|monitor|inspect|see|let|first)\b",
    re.IGNORECASE,
)
_DEFINING = re.compile(
    r"^(?:an?|the|any|one|it is|it's|this is|these are|is|are|refers?|means?|denotes?|defined|technique|method|way)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a passage is about: its title and what stands above it, nearest last, as text."""

    title: str
    above: tuple[str, ...] = ()
    english: bool = True
    label: bool = False
    """The title is a label inside of a section, not a heading."""

    def below(self, title: str) -> Topic:
        """The topic of a passage inside of this one."""
        above = (*self.above, self.title) if self.title else self.above
        return replace(self, title=title, above=above, label=True)


@dataclass(frozen=True, slots=True)
class Question:
    """A front in two parts, so that more context can be added where two fronts are equal."""

    text: str
    context: tuple[str, ...] = ()
    """What can be added in brackets, nearest last."""
    kind: Kind = "basic"
    shown: int = 0
    """How many of the contexts are shown."""

    def front(self) -> str:
        """The front, with as much context as is shown."""
        chosen = (
            [name for name in self.context[len(self.context) - self.shown :] if name] if self.shown else []
        )
        if not chosen:
            return self.text
        inside = ", ".join(reversed(chosen))
        wide = any("\u3040" <= character <= "\u9fff" for character in self.text[-3:])
        return f"{self.text}（{inside}）" if wide else f"{self.text} ({inside})"


def title_of(heading: str) -> str:
    """A heading as a title: numbering, tags, links and marks taken off."""
    text = plain(_TRAILING_TAGS.sub("", heading.strip().rstrip("#").strip()))
    for _ in range(3):
        before = text
        text = _NUMBERING.sub("", text)
        text = _QUESTION_LABEL.sub("", text)
        tagged = _TAGGED.match(text)
        if tagged and re.search(r"\w", tagged.group(2)):
            text = tagged.group(2)
        bracketed = _BRACKETED.match(text)
        if bracketed:
            text = bracketed.group(1)
        series = _SERIES.match(text)
        if series and re.search(r"[^\W\d]", text[series.end() :]):
            text = text[series.end() :]
        if text == before:
            break
    text = _ASIDE.sub("", text)
    text = re.sub(r"(?:^|\s)\*\s+(?=\w)", " ", text)
    text = re.sub(r"^[^\w\"'“«(\[{$`<*¿¡\\-]+", "", text)
    if text.count("]") > text.count("["):
        text = text.rstrip("] ")
    return re.sub(r"\s+", " ", text).strip().rstrip(":：").strip()


def context_of(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The titles above a section that say something; the title of the notebook without "Notes"."""
    titles = [title_of(heading) for heading in headings]
    if titles:
        titles[0] = (
            _NOTEBOOK_WORDS.sub(" ", titles[0]).strip(" -–:") if count_words(titles[0]) > 1 else titles[0]
        )
    return tuple(title for title in titles if re.search(r"[^\W\d]", title))


def about(topic: Topic) -> str:
    """The title, with its context where it would not stand alone."""
    context = _nearest(topic)
    if context and (
        count_words(topic.title) <= 3 or is_generic(topic.title) or _POINTING.search(topic.title)
    ):
        return f"{topic.title} ({context})"
    return topic.title


def is_generic(title: str) -> bool:
    """Whether a title says nothing without the one above it."""
    words = [word for word in re.findall(r"[^\W\d_]+", title.casefold()) if len(word) > 1]
    return bool(words) and all(word in _GENERIC or word in ("the", "and", "of") for word in words)


def ask_label(topic: Topic, label: str, body: str) -> Question:
    """The question to which a labelled passage inside of `topic` is the answer."""
    name = title_of(label)
    above = (*topic.above, topic.title) if topic.title else topic.above
    if is_question(label) or (topic.english and _OPEN_ASKING.match(name) and count_words(name) > 1):
        return ask_question(name, above)
    if not topic.english:
        return _plain_question(topic.below(name))
    point = point_of(name)
    if point:
        subject, ask, kind = point
        inner = Topic(subject, above) if subject else topic
        return Question(f"{about(inner)}: {ask}" if inner.title else ask.capitalize(), _rest(inner), kind)
    inner = Topic(name, above)
    if re.match(r"[`$]*\s*=", body) or (
        re.search(r"=|∑|\\frac", body) and re.fullmatch(r"\s*[`$][^`]*[`$][\s.]*", body)
    ):
        return Question(f"What is the formula for {name}?", above, "formula", 1)
    if 0 < count_words(name) <= 3 and not _COMMAND.match(body) and not re.search(r"\band\b|[,/&]", name):
        return Question(f"What {_be(name)} {name}?", above, "definition", 1)
    return Question(f"What about {name}?", above, "basic", 1)


def point_of(label: str) -> tuple[str, str, Kind] | None:
    """A label such as "Benefits 2" or "Problem of X": its subject if named, what it asks, the kind."""
    name = _NUMBERED.sub("", label).strip()
    for pattern, ask, kind in _POINT_PATTERNS:
        if pattern.fullmatch(name):
            return "", ask, kind
    split = _OF.match(name)
    if split:
        for pattern, ask, kind in _POINT_PATTERNS:
            if pattern.fullmatch(split.group(1)):
                return split.group(2), ask, kind
    return None


def ask_question(text: str, above: tuple[str, ...]) -> Question:
    """A question that somebody wrote, with its context where its own words do not show it."""
    question = _LEADING.sub("", text).strip()
    question = question[:1].upper() + question[1:]
    if not is_question(question):
        question = question.rstrip(" .:") + "?"
    context = above[-1] if above else ""
    shares = content_words(question) & content_words(context)
    alone = len(content_words(question)) >= 3 and not _POINTING.search(question)
    needed = bool(context) and not shares and not (alone and len(above) < 2)
    return Question(question, above, "basic", int(needed))


def ask_title(topic: Topic, body: str, shape: str, count: int = 0) -> Question:
    """The question to which the passage below a title is the answer.

    Args:
        body: its text, to see whether it defines.
        shape: `list`, `steps`, `code`, `formula`, `table` or `text`.
        count: the points of a list.
    """
    title = topic.title
    above = topic.above
    if is_question(title) or (topic.english and _OPEN_ASKING.match(title) and count_words(title) > 1):
        return ask_question(title, above)
    if not topic.english:
        return _plain_question(topic)
    if topic.label:
        point = point_of(title)
        if point:
            return ask_label(Topic(above[-1], above[:-1]) if above else Topic(""), title, body)
    versus = _VERSUS.match(title)
    if versus and count_words(title) <= 12:
        return Question(
            f"What is the difference between {versus.group(1)} and {versus.group(2)}?", above, "comparison", 1
        )
    if re.match(r"(?i)differences? between\b", title):
        return Question(f"What is the {title[0].lower()}{title[1:]}?", above, "comparison", 1)
    subject, rest = about(topic), _rest(topic)
    if shape == "formula":
        return Question(f"What is the formula of {subject}?", rest, "formula")
    if shape == "code":
        return Question(f"Write the code: {subject}", rest, "code")
    if shape == "steps":
        return Question(f"{subject}: what are the {count} steps?", rest, "list")
    if shape == "list":
        plural = title.endswith("s") and not title.endswith(("ss", "us", "is")) and count_words(title) <= 5
        return Question(
            f"{subject}: name the {count}." if plural else f"{subject}: what are the {count} main points?",
            rest,
            "list",
        )
    if shape == "table":
        return Question(f"{subject}: what does the table say?", rest, "comparison")
    if defines(title, body):
        return Question(f"What {_be(title)} {subject}?", rest, "definition")
    return Question(f"Explain: {subject}", rest)


def defines(title: str, body: str) -> bool:
    """Whether the text begins by saying what the title is."""
    begin = body.lstrip("*_ \"'“")[:200]
    if count_words(title) > 6 or _ASKING.match(title) or title[:1].islower():
        return False
    if _DEFINING.match(begin):
        return True
    words = content_words(title)
    subject = re.match(
        r"(.{2,80}?)\s+(?:is|are|refers? to|means?|aims?|looks?|allows?|denotes?|was|were)\b", begin
    )
    return bool(subject and words & content_words(subject.group(1)))


def _plain_question(topic: Topic) -> Question:
    return Question(topic.title, topic.above, "basic", int(bool(topic.above)))


def _nearest(topic: Topic) -> str:
    """The nearest title above that adds something to this one."""
    own = content_words(topic.title)
    for title in reversed(topic.above):
        if content_words(title) - own and not is_generic(title):
            return title
    return topic.above[-1] if topic.above and topic.above[-1].casefold() != topic.title.casefold() else ""


def _rest(topic: Topic) -> tuple[str, ...]:
    """The titles above that `about` has not used."""
    nearest = _nearest(topic)
    return tuple(title for title in topic.above if title != nearest)


def _be(name: str) -> str:
    last = name.split()[-1] if name.split() else ""
    plural = (
        last.endswith("s")
        and last.islower()
        and not last.endswith(("ss", "us", "is", "ics"))
        and len(last) > 3
    )
    return "are" if plural else "is"


_COUNT = re.compile(r"\b(what are the|name the|name) \d+\b")


def without_count(front: str) -> str:
    """A front without the number of points that it asks for, which changes with the note."""
    return _COUNT.sub(r"\1", front)
