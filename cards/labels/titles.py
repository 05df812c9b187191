"""Headings as titles: numbering, tags and marks taken off, and what the headings above contribute."""

from __future__ import annotations

import re
from functools import lru_cache

from cards.labels.qa import FIRST_LETTERS, QUESTION_WORDS
from cards.words.dates import is_when
from cards.words.shortcodes import without_shortcode
from cards.words.wording import PICTOGRAM, content_words, count_words, holds_one, is_question, plain

_SIMPLE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:[ ,'’-]+[A-Za-zÀ-ÖØ-öø-ÿ]{2,})*\s*[?!]?")
"""Words and nothing else: no number, tag or mark to take off.

Of a set of letters, which is told sooner than all there are."""
_WITHOUT_MARK = re.compile(
    r"(?:What|Which|How|Why|When|Where|Who) (?:is|are|was|were|do|does|did|can|should|would|will)"
    r"(?: (?!to\b)[^\s:?.]+){2,}\Z"
)
"""A question in full, of which the mark was left out."""
_NUMBERING = re.compile(
    r"^(?:\d{8,14}[\s_-]+|20\d\d[-/.]\d\d[-/.]\d\d[\s:–—-]+(?=[^\W\d_]{2})|\(?\d+(?:\.\d+)*[a-z]?[.)](?!\d)\s*|\d+(?:\.\d+)+\s+|\d{1,2}\s*[-–:]\s+|\[[\d\s.-]*\]\s*"
    r"|\((?:[ivx]+|[a-z])\)\s+|[IVX]+\.\s+|[A-Z]\.\s+(?![a-z])|#\d+[:.)]?\s+"
    r"|[（(]?[一二三四五六七八九十]{1,3}\s*[）)、.．:：]\s*|第[一二三四五六七八九十百\d]+[章节節讲講课課回部]\s*[、:：.]?\s*"
    r"|\d+[．、）]\s*|[①-⑳]\s*|(?:\d\ufe0f?\u20e3)+\s*|\U0001f51f\s*)"
)
_SMALL_ROMAN = re.compile(r"(?:i{1,3}|iv|vi{0,3}|ix)\.\s+(?=[^\W\d_]{3})")
_SERIES_WORDS = (
    "lecture|lec|chapter|chap|ch|week|day|part|section|unit|module|lesson|session|topic|class|appendix"
    "|step|tutorial|trick|tip|rule|idea|phase|stage|option|case|approach|property|solution|situation"
    "|scenario|application|variant|version|method|key concept|key idea|key point"
    "|concept|takeaway|mistake|slide|page|frame|folie|diapositiva|diapositive"
)
_SERIES = re.compile(
    rf"^(?:{_SERIES_WORDS})(?:\.?\s*[#(]*\d+(?:[.-]\d+)*|-\d+(?=\s?[:–—|])|[.\s]\s*[#(]*(?:[ivx]+|[a-d]))\b\)?\s*[-–—:.|]*\s*",
    re.IGNORECASE,
)
_SERIES_BEGINS = frozenset(word[:2] for word in _SERIES_WORDS.split("|"))
"""Two small letters, as for the other patterns that most titles are asked for in vain."""
_QUESTION_LABEL = re.compile(
    rf"^[*_]{{0,2}}(?:Q\s*\.?\s*#?\d*|{QUESTION_WORDS})\s*#?\d*\s*[:：.)\]][*_]{{0,2}}\s*",
    re.IGNORECASE,
)
_QUESTION_BEGINS = frozenset(f"{''.join(FIRST_LETTERS).lower()}{''.join(FIRST_LETTERS).upper()}*_")
_ONLY_NUMBERED = re.compile(
    r"(?:questions?|qn?|exercises?|problems?|cards?|items?|flashcards?|no\.?|task|slides?|page|folie)\s*#?\d+\W*",
    re.IGNORECASE,
)
_TERM_LABEL = re.compile(
    r"(?:concept|term|vocab(?:ulary)?|keyword|definition|claim|thesis|fact|insight|argument|optional|bonus|extra"
    r"|intuition|example"
    r"|case(?=: [*_]*[A-Z][^:\n]{1,40} v\.? ))\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
_TERM_WORDS = re.findall(
    r"\S+",
    "concept term vocab keyword definition claim thesis fact insight argument optional bonus extra intuition"
    " example case",
)
_STATEMENT = re.compile(
    r"(Definition|Def|Theorem|Lemma|Proposition|Corollary|Axiom|Law|Rule)\.?\s*[\d.]*\s*\(([^()]{2,60})\)[.:]?"
)
"""A statement of mathematics with its name."""
_TRUE_OR_FALSE = re.compile(
    r"(?:[\[(](?:t/?f|true(?:/| or )false)[\])]\s*[:.-]?|(?:t/f|true(?:/| or )false)\s*[:?.)-]+)\s*(?=\w)",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"(?<=\d)\\(?=[.)])")
_LEVEL = re.compile(r"(?i)(?<=\S)\s+`(?:easy|medium|hard|beginner|intermediate|advanced)`\s*$")
_KEY = re.compile(r"(?<=\S)\s+[0-9a-f]{32}$")
"""By which another program knows a page."""
_BEFORE_KEY = slice(-33, -32)
_GLUED_YEAR = re.compile(r"(?<=\w)\((?:1[6-9]|20)\d\d\)$")
_RAISED = re.compile(r"(?<=\S)\s?<su[bp]>[\w +-]{1,20}</su[bp]>$|(?<=\S)\s\^\{[\w +-]{1,20}\}$")
_STRAY_BULLET = re.compile(r"(?:^|\s)\*\s+(?=\w)")
_PICTOGRAMS = re.compile(r"[\ufe0f\u2600-\u27bf\u2b50-\u2b55\U0001f000-\U0001faff]+\s*$")
_TAGGED = re.compile(r"^\[([^\[\]]{1,40})\]\s*(?=[^\s:：=>-])(.+)$")
_BRACKETED = re.compile(r"^\[([^\[\]]*)\]?\s*(.*)$")
_ASIDE = re.compile(
    r"\s*\((?:(?:asked|seen) (?:at|by|in)\b[^()]{0,60}"
    r"|not using|skip|optional|wip|draft|todo|cont(?:inued|\.|d)?|part \d+|(?<=\s\()\d+"
    r"|(?:memori[sz]e|learn|remember|revise|know)(?: (?:it|this|these|them|by heart))?!*)\)\s*$"
    r"|\s*[\[(](?:easy|medium|hard|difficult|beginner|intermediate|advanced|basic|junior|senior|imp(?:ortant)?"
    r"|must[ -]know|\d{1,2} marks?|frequently asked|l\d|level \d|[★☆⭐*]+)[\])]\s*$",
    re.IGNORECASE,
)
_TRAILING_TAGS = re.compile(r"(?:\s+#(?=[^\W\d])[\w/-]+)+\s*$")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]?[A-Z]*\d*")
_NOTEBOOK_WORDS = re.compile(
    r"(?i)\s*\b(?:flash ?cards?|cheat ?sheet"
    r"|(?:study |lecture |revision |exam |class |course |reading |my |personal |cornell )?notes"
    r"|interview questions(?: and answers)?"
    r"|readme|q ?& ?a|questions(?: and answers)?|explained|study guide|crash course"
    r"|(?:an? )?deep[- ]dive|(?:an? |the )?(?:complete|comprehensive|ultimate|quick|practical|beginner['’]?s)"
    r" (?:guide|summary|reference))\b\s*"
)
_LED_ON = re.compile(r"(?:from|on|about|for|of|to|into|in)\s+(?:(?:the|my|our)\s+)?(?=\w)")
"""What is left of `Notes from the harbour` before the thing."""
_GUIDE = re.compile(
    r"(?i)(?:(?:an? )?(?:\w+ )?(?:introduction|intro|guide|primer) to|overview of"
    r"|(?:understanding|mastering)(?! and\b))\s+(?:(?:the|my|our)\s+)?(?=\w)"
)
"""What stands before the thing in `Guide to the harbour`."""
_LETTER = re.compile(r"[^\W\d]")
_LAST_NUMBER = re.compile(r"\s*\d+$")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_WORD_SIGN = re.compile(r"\w")
_CODE_SPAN = re.compile(r"`([^`]*)`?")
_FIRST_SIGNS = re.compile(r"(?!\+[a-z])(?:[-–]\s+)?[^\w§\"'“«(\[{$`<*¿¡\\-]*")
"""Signs with which no title begins."""
_EMPTY = re.compile(
    r"(?i)(?:(?:the|some|more|important|general|short|brief|further|basic|other|additional|key) )*"
    r"(?:overview|introduction|intro|summary|basics?|background|general|misc(?:ellaneous)?"
    r"|(?:understanding|ideas?|concepts?)|notes|settings?|notations?|symbols|def(?:inition)?s?|defn|details|conclusion)"
    r"(?: (?:from|of) (?:video|lecture|lesson|chapter|section|session|week|module|unit|class|part) \d{1,3})?"
)
_EMPTY_BEGINS = frozenset(
    re.findall(r"\S+", "th so mo im ge sh br fu ba ot ad ov in su mi un id co no de se sy ke")
)
_GLOSSARY = re.compile(
    r"(?:(?:key|important|basic|useful|some|main) )?"
    r"(?:terms|terminology|glossary|vocab(?:ulary)?|definitions|jargon)",
    re.IGNORECASE,
)
_SOURCE_LINK = re.compile(
    r"\s*\[{1,2}(?:src|source|ref|reference|answer|link|read(?: more)?|paper|video|solution|\d+)\]{1,2}"
    r"(?:\([^()\n]*\)\]?)?\s*$",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    re.findall(
        r"\S+",
        """overview introduction intro summary conclusion background definition definitions def defs basics
        basic example examples notes note details general misc miscellaneous others other tip tips trick
        tricks concept concepts theory practice implementation code formula formulas usage motivation
        intuition idea ideas method methods result results discussion issue issues problem problems solution
        solutions pro pros con cons advantage advantages disadvantage disadvantages benefit benefits
        strengths weaknesses drawback drawbacks upside upsides downside downsides
        process key property properties type types training testing evaluation architecture architectures
        from lecture lectures lesson lessons chapter video videos week
        model models algorithm algorithms preprocessing parameters hyperparameters applications
        application use why how what when references resources questions answers comparison comparisons
        difference differences cue cues purpose steps features limitations goals goal advice important
        understanding proof settings notation symbols variables explanation interpretation mathematical
        formulation tl dr tldr fact facts
        the and of""",
    )
)
"""The words of titles that say nothing, with what joins them."""
_VAGUE = _GENERIC | frozenset(
    re.findall(
        r"\S+",
        """core common main typical pitfall pitfalls takeaway takeaways point points best practices real world
        mistake mistakes misconception misconceptions challenge challenges insight insights
        historical context trade off offs tradeoff tradeoffs caveat caveats gotcha gotchas terms recap review
        component components parts elements principles characteristics considerations requirements techniques
        strategies approaches approach workflow procedure phases stages factors effects causes consequences
        impact significance importance roles""",
    )
)
"""Those and the words of titles that say too little without the title above them."""


def title_of(heading: str) -> str:
    """A heading as a title, without numbering, tags, links and marks."""
    return split_heading(heading)[0]


@lru_cache(maxsize=4096)
def split_heading(heading: str) -> tuple[str, tuple[str, ...]]:
    """The title of a heading, and the tags before it that say something: `[Loss] MSE`, `[CNN - Pooling]`."""
    if _SIMPLE.fullmatch(heading) and not _in_series(heading):
        title = " ".join(heading.split())
        return f"{title}?" if title[0] in "HW" and _WITHOUT_MARK.match(title) else title, ()
    heading = _without_marks(heading.strip().rstrip("#").strip())
    text = _unwrapped(plain(heading))
    if not text.isascii():
        text = _after(PICTOGRAM, text)
    if text[:1] == ":":
        text = without_shortcode(text)
    tags: list[str] = []
    for _ in range(4):
        before = text
        text = _without_labels(text)
        tagged = _TAGGED.match(text) if text.startswith("[") else None
        if tagged and _WORD_SIGN.search(tagged.group(2)):
            tags.append(tagged.group(1))
            text = tagged.group(2)
        elif text.startswith("[") and text.count("[") >= text.count("]"):
            tagged = _BRACKETED.match(text)
            *inner, text = (" ".join(tagged.groups()) if tagged else text).strip().split(" - ")
            tags.extend(inner)
            text = text or (tags.pop() if tags else "")
        text = _without_series((_STRAY_BULLET.sub(" ", text) if "*" in text else text).strip())
        if text == before:
            break
    text = "" if _ONLY_NUMBERED.fullmatch(text) else _unwrapped(text).rstrip()
    if text.endswith((")", "]")):
        text = _ASIDE.sub("", text)
    text = text.strip()
    if not text[:1].isalnum():
        text = _after(_FIRST_SIGNS, text)
    if text.count("]") > text.count("["):
        text = text.rstrip("] ")
    text = text if text.isascii() else _PICTOGRAMS.sub("", text)
    title = " ".join(text.split()).rstrip(":：").strip()
    if title[-1:] == ";" and title[-3:-1].isalpha() and "=" not in title and not is_question(title):
        title = title[:-1]
    if title.endswith((" -", " –", " —")):
        title = title[:-2].rstrip()
    title = f"{title}?" if title[:1] in ("H", "W") and _WITHOUT_MARK.match(title) else title
    return title, tuple(name for tag in tags if (name := _tag(tag)))


def _without_marks(heading: str) -> str:
    """A heading without what stands at its end for other programs and readers: links, levels, tags."""
    if heading.endswith(("]", ")")):
        heading = _GLUED_YEAR.sub("", _SOURCE_LINK.sub("", heading))
    if heading.endswith((">", "}")):
        heading = _RAISED.sub("", heading)
    if heading.endswith("`"):
        heading = _LEVEL.sub("", heading)
    if heading[_BEFORE_KEY].isspace():
        heading = _KEY.sub("", heading)
    if "#" in heading:
        heading = _TRAILING_TAGS.sub("", heading)
    return _ESCAPED.sub("", heading) if "\\" in heading else heading


def _without_labels(text: str) -> str:
    """A title without its number and without the label that says what sort of thing it is."""
    if not text[:1].islower() and ("." in text or not text[:1].isalpha() or not text[:1].isascii()):
        text = _after(_NUMBERING, text)
    elif text[1:3] == ") ":
        text = text[3:]
    elif text[:1] in ("i", "v") and ". " in text[:6]:
        text = _after(_SMALL_ROMAN, text)
    if text[:1] in _QUESTION_BEGINS:
        text = _after(_QUESTION_LABEL, text)
    if (":" in text or "：" in text) and holds_one(text.lower(), _TERM_WORDS):
        text = _TERM_LABEL.sub("", text)
    numbered = _STATEMENT.fullmatch(text) if text.endswith((".", ")", ":")) else None
    if numbered:
        kind, name = numbered.groups()
        named = kind.startswith("Def") or kind.casefold() in name.casefold()
        text = name if named else f"{name} {kind.lower()}"
    if "/" in text or " or " in text.lower():
        text = _TRUE_OR_FALSE.sub("True or false: ", text)
    return text


def _after(mark: re.Pattern[str], text: str) -> str:
    """Text without a mark at its beginning."""
    found = mark.match(text)
    return text[found.end() :] if found else text


@lru_cache(maxsize=1024)
def titles_above(headings: tuple[str, ...]) -> tuple[str, ...]:
    """What the headings above a section contribute, nearest last; the notebook's title without "Notes"."""
    titles: list[str] = []
    for number, heading in enumerate(headings):
        title, tags = split_heading(heading)
        if number == 0 and count_words(title) > 1:
            title = thing_of(title)
        titles.extend([name for name in (*tags, title) if _LETTER.search(name) and name not in titles])
    return tuple([name for name in titles if not is_when(name)])


def thing_of(title: str) -> str:
    """What a whole note is about: its title without "Notes", "Explained" or "Guide to"."""
    bare = _NOTEBOOK_WORDS.sub(" ", title).strip(" -–—:")
    return _after(_LED_ON if bare != title else _GUIDE, _after(_GUIDE, bare))


@lru_cache(maxsize=1024)
def is_generic(title: str) -> bool:
    """Whether a title says nothing without the one above it."""
    return _holds_only(title, _GENERIC)


def is_vague(title: str) -> bool:
    """Whether a title does not stand alone: it says nothing, or of anything: `Common pitfalls`."""
    return _holds_only(title, _VAGUE)


def _holds_only(title: str, words: frozenset[str]) -> bool:
    several = False
    for word in _WORDS.finditer(title.casefold()):
        if word.group() not in words:
            return False
        several = True
    return several


def is_empty(title: str) -> bool:
    """Whether a title only says that there is something below it."""
    title = title.strip()
    return title[:2].casefold() in _EMPTY_BEGINS and _EMPTY.fullmatch(title) is not None


def is_glossary(title: str) -> bool:
    """Whether a title says that there are terms below it, each with what it means."""
    return _GLOSSARY.fullmatch(title) is not None


def says_more(title: str, than: str) -> bool:
    """Whether a title has a word with a meaning that the other one has not."""
    return bool(content_words(title) - content_words(than))


def _unwrapped(text: str) -> str:
    """A title that is one code span as a whole is no code."""
    match = _CODE_SPAN.fullmatch(text.strip()) if "`" in text else None
    return match.group(1).strip() if match else text


def _without_series(text: str) -> str:
    """`Lecture 3: Optimizers` as `Optimizers`; a mere date or time after it is no title at all."""
    series = _in_series(text)
    if not series:
        return text
    rest = text[series.end() :]
    if _LETTER.search(rest):
        return text if rest[0] == "(" and is_when(text) else rest
    return "" if re.search(r"\d", rest) else text


def _in_series(text: str) -> re.Match[str] | None:
    """The number of a title in a series: `Lecture 3:`."""
    return _SERIES.match(text) if text[:2].casefold() in _SERIES_BEGINS else None


def _tag(text: str) -> str:
    """A tag as context: cryptic abbreviations and numbers say nothing."""
    name = _LAST_NUMBER.sub("", _after(_NUMBERING, text.strip())).strip("-–: ")
    if (
        not _LETTER.search(name)
        or _ABBREVIATION.fullmatch(name)
        or name.lower() in ("type", "types", "step", "part")
    ):
        return ""
    return name
