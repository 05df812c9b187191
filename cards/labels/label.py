"""Recognising a label at the beginning of a passage: `term: text`, `**term** text`, `[term] text`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cards.labels.equated import CALCULATES, EQUAL, meant_by, named_formula
from cards.labels.equations import equation, is_calculation
from cards.labels.tasks import only_asks
from cards.words.abbreviation import spells_out
from cards.words.dates import DATE
from cards.words.verbs import is_command
from cards.words.wording import ABOVE_LETTERS, PICTOGRAM, count_words, holds_one, is_affix, is_question

MAX_WORDS = 9
MAX_NAME, MAX_ASKED = 5, 12
"""Words of a label before a dash or an arrow, and of one that asks."""
MAX_CALCULATED = 16
"""Words of a label before nothing but a calculation."""
MAX_TITLE = 8
"""Words of the title of a chapter behind its number."""
LEAST_MEANING = 3
"""Words behind a sign of equality that tell what a term means."""
MAX_SIGN = 3
"""Letters of a label that is the sign of a formula."""
LEAST_CODE = 3
"""Digits of a marked label that is a code, and no number of an item."""
LEAST_STOPPED = 7
"""Letters of a label that a full stop ends; a shorter one is an abbreviation."""
_AROUND_LABEL = " \t\n\r\xa0\u3000:："

_BOLD = re.compile(
    r"(\*\*|__)(?=\S)((?:(?!\1)[^\n]){1,160})\1(\w{0,3})(?:\s*[\[(]\d{4}[\])])?\s*(:|：|\.(?=\s)|\\?-{1,2}(?=\s)|–|[—―─]{1,2}|->|→(?![^\n]*→)|,|[=≈∝])?\s*"
)
_SIGNS_ONLY = re.compile(r"[^\W\d_]{1,3}(?:\W+\w{1,3})*\W{0,2}")
"""Signs of a formula, without a word."""
_EQUALS = ("=", "≈", "∝")
_SIGNS_BEHIND = (
    *(":", "：", ".", "-", "--", "\\-", "–", "—", "——", "―", "――", "─", "──", "->", "→"),
    *_EQUALS,
)
"""With which a label in bold may end."""
_EMPHASIS = ("*", "_")
_ITALIC = re.compile(r"([*_])([^\W\d_][^*_\n]{1,40}(?:[.:]\1|\1(?::|\s+[-–—])))\s+(?=\S)")
"""A label in italics."""
_ITALIC_QUESTION = re.compile(r"([*_])(?![\s*_])([^*_\n]{5,160}\?)\1\s+(?=\S)")
_DEFINITION_MARK = re.compile(
    r"\A(?:Def(?:inition)?|Term|Key (?:term|concept|word)|Keyword)\b\.?\s*[:：]?\s+(?=(?:\*\*|__)\S)"
)
_YEAR = re.compile(r"(?:1\d|20)\d\d(?:\s?[-–/]\s?(?:(?:1\d|20)\d\d|\d\d))?")
"""A year, or from one to another."""
_DIRECTIVE = re.compile(r"\A\.\. (\w+)::\s+(?=\S)")
_PROVISION_BEGINS = ("A", "§", "C")
_WRAPPED, _SIGNS = frozenset(".DKT*_`\\"), frozenset("*_`([")
"""With which a text begins that may have marks around it or a term behind them, and a marked label."""
_TYPED_BOLD = re.compile(r"\A\\\*\\\*(?=\S)([^*\n]{1,80}?)\\\*\\\*")
"""Marks that somebody typed in a word processor, which escapes them in its Markdown."""
_MONTHS = frozenset(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
"""With a month or a digit a date begins."""
_DATE_LINE = re.compile(rf"({DATE})\s*(?::|\s[-–—]|→)\s+(?=[^\W\d_])")
_NOTED = re.compile(r"N\.? ?B\.?(?:\s*[:–—-])?\s+(?=[^\W\d_])")
_RATIO = re.compile(
    r"([^\W\d_][^\d:=\n]{1,40}?)\s*(?:[:=–—-]\s*|\s)(\d[\d.]*(?:\s?:\s?\d[\d.]*)+"
    r"\s*\(?[^\W\d_][\w -]*(?:\s?(?::|/)\s?|\sto\s)[^\W\d_][^\n.]*)"
    r"|((?:[^\W\d_][^\d:\n]{1,40}\s)?[^\W\d_]+(?::[^\W\d_]+)+)\s*[:=–—-]?\s*(\d[\d.]*(?:\s?:\s?\d[\d.]*)+)"
)
_HAS_RATIO = re.compile(r":(?:(?<=\d:)|(?<=\d\s:))\s?\d")
"""`Bread 5:3 flour:water`, or with the numbers behind."""
_WHOLE_CODE = re.compile(r"`([A-Z][\w '’-]{2,60}: [^`\n={}<>|;]{3,}?)`")
"""A line of prose that is code only by its marks."""
_WHOLE_BOLD = re.compile(r"(\*\*|__)((?:(?!\1).)+)\1", re.DOTALL)
_MARKED = re.compile(r"(`+)([^`\n]{1,120})\1\s*(?::|：|-(?=\s)|–|—)\s+")
_MARKED_START = re.compile(r"(`+)([^`\n]{1,60})\1([^:：\n.!?]{0,60})[:：]\s+")
_BRACKET = re.compile(r"\[([^\[\]\n]{1,120})\](?!\(|\[)\s*[:：]?\s*")
_PARENTHESES = re.compile(r"\(([^\W\d_][^()\n]{1,30}?\s?\d{1,2})\)\s+")
_COLON = re.compile(r":(?=\s)(?!(?<=\d :) \d)|：|\s:(?=\S)")
_DASH = re.compile(
    r"\s*[—―─]{2}\s*(?!.*[—―─]{2})(?=\S)|\s+(?:[–—]\s+|(?:-{1,3}|-+>|=>|→|\.{2,})\s+(?!.*(?:-+>|=>|→)))|\s*→"
    r"|\w(-\s)(?!(?:and|or|to|und|oder|et|y) )(?=\w)"
)
_SHORT_NAME = re.compile(r"([A-Z]{2,6}\d?) [-–] (?=[a-z]\w*,? \w)")
"""An abbreviation before a dash and what it is."""
_GOES_ON_COUNTING = re.compile(r"[\w.]+ [+≈~] [\w.]+")
"""Behind the sign for minus: `king - man + woman`."""
_EXAMPLE = re.compile(r"(?:Ex|ex|E\.g|e\.g|Eg)\.:?\s+(?=\S)")
_EXAMPLE_BEGINS = frozenset(["Ex", "ex", "E.", "e.", "Eg"])
IFF = "iff "
"""How the condition for a label begins."""
_IFFS = (" iff ", " if and only if ")
_IFF = re.compile(r"((?:[^\n:,;()]|\([^()\n]*\)){3,60}?) (?:iff|if and only if) (\S[^\n]*)")
"""What holds, and the condition for it."""
_DASHES = ("-", "–", "—", "→", "=>", "..", "──", "――")
"""One of them stands in every dash."""
_QUESTION = re.compile(r"([^\W\d_][^.!?:\n]{6,150}\?)\s+([^?]{3,})", re.DOTALL)
_SHORT_SENTENCE = re.compile(
    r"(?![\w'’ ,-]*\s(?:is|are|was|were|has|have|had|can|cannot|will|must|should|does|do)\s)"
    r"([A-Z][^.:!?\n]{1,40}(?<! v))\.\s+(?=[A-Z])"
)
_SEVERAL_NAMES = re.compile(r"(?:[A-Z][\w-]*(?: [\w-]+)?, )+[A-Z][\w-]*,? (?:and|&) [A-Z][\w-]*(?: [\w-]+)?")
_AFTER_BOLD = re.compile(r"[\"“(]|(?:is|are|means|refers|stands|denotes|measures|allows|aims)\b|[是指即]")
_TELLS = re.compile(r"(?:the|an?) [a-z]+(?: [a-z]+)? (?:of|that|which|to|for|used|in|with|where|by)\b")
_ARTICLES = ("th", "a ", "an")
"""How a definition begins that stands right behind its term."""
_ASIDE_BEHIND = re.compile(r"(\([^()\n]{1,60}\))\s*(?:[:：]|\s[-–—=])\s+(?=\S)")
"""What stands in brackets between a term in bold and its colon."""
_DOES = re.compile(r"(?:could|can|cannot|can['’]t|should|must|may|might|would|will|was|were|has|had)\b", re.I)
_DOES_BEGINS = frozenset("cCsSmMwWhH")
"""What is told of a thing and no name: `Could not sail - no wind`."""
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_NO_LABEL = re.compile(
    r"(?:https?|ftp|consider(?: (?:the|an?|this|that|two|some)\b.*)?"
    r"|where|with|so|then|and|or|but|because|since|for|in other words|that is|i\.?e"
    r"|also|thus|hence|therefore|however"
    r"|additionally|moreover|furthermore|finally|now|here|actually|basically|again|note that|in short"
    r"|in words|or another way.*"
    r"|(?:this|it|there|that|these|those) (?:is|are|was|has|gives?|means?).*|we (?!are\b)[a-z]+(?<!s)(?: .*)?"
    r"|i (?:have|think).*"
    r"|you (?:can|need|have).*|let'?s.*|(?:at|in|for|on|to|with|from|by|after|before|during) .*"
    r"|as follows|the following|such as"
    r"|.*\b(?:as follows|the following|like this|are|is|was|were|be))"
)
"""For small letters; without regard to case the same costs twice as much."""
_DOTTED = re.compile(
    r"(?i)\b(prob|vs?|no|art|pp?|ch|sec|vol|approx|fig|eq|resp|incl|max|min|avg|std|dr|prof|st|(?-i:[A-Z]))\."
)
_INTERROGATIVE = re.compile(
    r"(?i)(?:how|why|what|when|where|which)\s+(?:to|do|does|did|is|are|can|should|we|you)\b"
)
_COPULA = re.compile(r"([\w-]+(?: [\w()-]+){0,3})\s+[—–]\s+(?:это\s+)?(?=\S)")
"""A dash that stands for "is"."""
_ASKS = re.compile(r"(?:Which|What|Who|Where|When|Why|How)\b")
_LETTER = re.compile(r"[^\W\d_]")
_SIGNS_OF_CODE = re.compile(r"[()\[\]{}<>?|&!^$%@#\\]")
"""With these a label may be marked that has no letter."""
_PART = re.compile(
    r"(?:Chapter|Lecture|Unit|Part|Section|Module|Lesson|Week|Session|Slide)\s+#?\d+(?:\.\d+)*"
)
"""What stands before the title of a part of a text."""
PROVISION = r"(?:§+|Art(?:icle|\.)?|Amendment|Clause)\s*\d+[a-z]?(?:\.\d+)*"
"""A provision of a law, without the law, as a piece of a pattern."""
_PROVISION = re.compile(
    rf"({PROVISION}(?: [A-Z][A-Za-z]{{1,5}}(?=:))?)"
    r"(?:\s*[.:–—-])?\s+(?=[^\W\d_a-z])"
)
"""`§ 2.1 Owners may ...`: a provision of a law before what it says."""
_ASIDE = re.compile(r"\([^()]*\)")
_NO_NAME = re.compile(r"[.!?;]\s|[{}<>]|\s=\s")
_STATES = re.compile(
    r"(?i)\s(?:answers?|says?|tells?|gives?|shows?|suffers?|because|looks?|seems?|becomes?|got|gets?"
    r"|isn['’]t|aren['’]t|doesn['’]t)(?:\s|$)"
)


class Labelled(NamedTuple):
    """A label and what follows it."""

    label: str
    body: str
    strength: int
    """3: marked as a label (bold, code, brackets); 2: a colon; 1: a dash or a full stop."""


@lru_cache(maxsize=1024)
def split_label(text: str, in_list: bool = False) -> Labelled | None:
    """The label at the beginning of a text, if it has one.

    Args:
        in_list: dashes and full stops end a label only in the items of a list.
    """
    text = text.strip()
    if text[:1] > ABOVE_LETTERS and (drawn := PICTOGRAM.match(text)):
        text = text[drawn.end() :]
    if text[:1] in _WRAPPED:
        text = _unwrapped(text)
    head = text[:60]
    formula = named_formula(text) if "`" in head or "$" in head else None
    if formula:
        return _checked(*formula, 2)
    dated = _dated(text) if text[:1].isdigit() or text[:3] in _MONTHS else None
    if text[:1] in _PROVISION_BEGINS and (provision := _PROVISION.match(text)):
        return Labelled(provision.group(1), text[provision.end() :], 2)
    if "\u0400" <= text[:1] <= "\u04ff" and (copula := _COPULA.match(text)):
        return _checked(copula.group(1), text[copula.end() :], 2)
    ratio = _RATIO.fullmatch(text) if ":" in head and _HAS_RATIO.search(head) else None
    if ratio:
        return _checked(ratio.group(1) or ratio.group(3), ratio.group(2) or ratio.group(4), 2)
    if text[:2] in ("NB", "N.") and (noted := _NOTED.match(text)):
        return Labelled("NB", text[noted.end() :], 2)
    found = (
        dated
        or (_example(text) if text[:2] in _EXAMPLE_BEGINS else None)
        or (_marked(text) if text[:1] in _SIGNS else None)
    )
    found = found or (_colon(text) if ":" in text or "：" in text else None)
    told = _IFF.fullmatch(text) if not found and " if" in text[:90] and holds_one(text[:90], _IFFS) else None
    if told:
        return Labelled(told.group(1), f"{IFF}{told.group(2)}", 2)
    meant = meant_by(text) if not found and " = " in head else None
    found = found or (_checked(*meant, 2) if meant else None)
    short = _SHORT_NAME.match(text) if not found and (" - " in head or " – " in head) else None
    if short:
        return _checked(short.group(1), text[short.end() :], 2)
    return found or ((_weak(text) or _asked(text)) if in_list else None)


def _unwrapped(text: str) -> str:
    """Text in one form: without marks around all of it, and with its label in bold."""
    if text[:1] == "." and text.startswith(".. "):
        text = _DIRECTIVE.sub(lambda match: f"{match.group(1).capitalize()}: ", text, count=1)
    if text[:1] in ("D", "T", "K") and text.startswith(("Def", "Term", "Key")):
        text = _DEFINITION_MARK.sub("", text, count=1)
    if text[:1] in _EMPHASIS and text[1:2] not in _EMPHASIS:
        text = _ITALIC_QUESTION.sub(r"**\2** ", text, count=1) if "?" in text else text
        text = _ITALIC.sub(_in_bold, text, count=1)
    text = _TYPED_BOLD.sub(r"**\1**", text, count=1) if text[:1] == "\\" else text
    if text[:3] in ("***", "___"):
        text = text.replace(text[:3], text[:2], 2)
    if text[:2] in ("**", "__"):
        whole = _WHOLE_BOLD.fullmatch(text)
        text = whole.group(2) if whole else text
    elif text[:1] == "`":
        whole = _WHOLE_CODE.fullmatch(text)
        text = whole.group(1) if whole else text
    return text


def _in_bold(label: re.Match[str]) -> str:
    return f"**{label.group(2).replace(label.group(1), '').rstrip(' :.–—-')}**: "


def _asked(text: str) -> Labelled | None:
    """`Why is it red? It rusts.`: a question with its answer in one line."""
    found = _QUESTION.fullmatch(text) if "?" in text[:160] and not only_asks(text) else None
    return Labelled(found.group(1), found.group(2).strip(), 2) if found else None


def _dated(text: str) -> Labelled | None:
    """`14 July 1789 - the storming of the Bastille`: a date before what happened then."""
    date = _DATE_LINE.match(text)
    return Labelled(date.group(1), text[date.end() :].strip(), 2) if date else None


def _marked(text: str) -> Labelled | None:
    if text.startswith(("**", "__")):
        return _bold(text)
    if text.startswith("`"):
        for pattern in (_MARKED, _MARKED_START):
            code = pattern.match(text)
            if code:
                rest = code.group(3) if pattern is _MARKED_START else ""
                return _checked(code.group(2) + rest, text[code.end() :], 3)
    if text.startswith("("):
        numbered = _PARENTHESES.match(text)
        return _checked(numbered.group(1), text[numbered.end() :], 3) if numbered else None
    bracket = _BRACKET.match(text) if text.startswith("[") else None
    if bracket and _names_something(bracket.group(1)):
        return _checked(bracket.group(1), text[bracket.end() :], 3)
    return None


def _names_something(inside: str) -> bool:
    """Whether brackets hold a name: no box to tick, no number and no sum."""
    return inside.lower() != "x" and " + " not in inside and re.search(r"[^\W\d]", inside) is not None


def _bold(text: str) -> Labelled | None:
    match = _BOLD.match(text)
    if not match:
        return None
    label, sign, body = match.group(2) + match.group(3), match.group(4), text[match.end() :]
    if sign in _SIGNS_BEHIND or label.rstrip().endswith((":", "：", ".")):
        if not body.strip() or (sign == "→" and count_words(body) < LEAST_MEANING):
            return None
        equal = sign in _EQUALS and not is_affix(label)
        if equal and (CALCULATES.search(body) or (not label[MAX_SIGN:] and _SIGNS_ONLY.fullmatch(body))):
            return _checked(label, f"{label} {sign} {body}", 3)
        return _checked(label, f"= {body}" if equal and count_words(body) < LEAST_MEANING else body, 3)
    if is_question(label) or label.casefold().replace(";", "") == "tldr":
        return _checked(label, body, 3)
    if body[:1] == "$" and sign is None:
        return _checked(label, body, 3)
    if body[:1] == "(" and body[-1:] == ")" and sign is None and body.count(")") == 1:
        return _checked(label, body[1:-1], 3) if spells_out(label, body[1:-1]) else None
    if body[:1] == "(" and body[-2:] == "):" and sign is None:
        return None
    aside = _ASIDE_BEHIND.match(body) if body[:1] == "(" and sign is None else None
    if aside:
        return _checked(f"{label} {aside.group(1)}", body[aside.end() :], 3)
    if body[:2] in _ARTICLES and _TELLS.match(body) and not is_command(label):
        return _checked(label, body, 3)
    if _AFTER_BOLD.match(body) or (_WIDE.match(body) and text[match.end() - 1].isspace()):
        return _checked(label, text if body[:1].isalpha() else body, 3)
    return None


def _colon(text: str) -> Labelled | None:
    """Split at the first colon outside of brackets, code and formulas."""
    head = text[:160]
    first = head.find(":") if head.isascii() else len(head.replace("：", ":").partition(":")[0])
    for match in _COLON.finditer(head, max(0, first - 1)) if 0 <= first < len(head) else ():
        label = head[: match.start()]
        if "\n" in label:
            return None
        if not _open_inside(label):
            return _checked(label, text[match.end() :], 2)
    return None


def split_pair(text: str) -> Labelled | None:
    """A name before a dash and what it means, be it a single word."""
    return _weak(text.strip(), least=1)


def _weak(text: str, least: int = 2) -> Labelled | None:
    head = text[:120]
    sentence = _SHORT_SENTENCE.match(head) if "." in head else None
    if sentence and (count_words(sentence.group(1)) <= 4 or _SEVERAL_NAMES.fullmatch(sentence.group(1))):
        return _checked(sentence.group(1), text[sentence.end() :], 1)
    equal = EQUAL.fullmatch(text) if " = " in head else None
    if equal:
        return _checked(equal.group(1), equal.group(2), 1)
    named = equation(text) if " ~ " in head or "≈" in head or " = " in head else None
    if named and named.calculated:
        return _checked(named.name, named.told, 1)
    match = _DASH.search(head) if holds_one(head, _DASHES) else None
    long = match and (head[0] == "`" or _ASKS.match(head))
    longest = MAX_ASKED if long else MAX_NAME
    if match and not _open_inside(head[: match.start()]) and count_words(head[: match.start()]) <= longest:
        begin = match.start(1) if match.group(1) else match.start()
        if head[:1] in _DOES_BEGINS and _DOES.match(head):
            return None
        if count_words(text[match.end() :]) < least or _GOES_ON_COUNTING.match(text, match.end()):
            return None
        return _checked(head[:begin], text[match.end() :], 1)
    return None


def _example(text: str) -> Labelled | None:
    """`Ex. 2 + 2 = 4`: an example behind its abbreviation."""
    found = _EXAMPLE.match(text)
    return Labelled("Example", text[found.end() :], 2) if found else None


def _checked(label: str, body: str, strength: int) -> Labelled | None:
    label, body = label.strip(_AROUND_LABEL), body.strip()
    label = label.replace("**", "") if label[:2] == "**" and "`" not in label else label
    asks = label[-1:] in ("?", "？") or _INTERROGATIVE.match(label) is not None
    named = _ASIDE.sub("", label) if "(" in label else label
    words = count_words(named)
    longest = 25 if asks else MAX_CALCULATED if words > MAX_WORDS and is_calculation(body) else MAX_WORDS
    coded = strength == 3 and not words and _SIGNS_OF_CODE.search(label) is not None
    if not body or not (words or coded) or words > longest or len(label) > (200 if asks else 90):
        return None
    if "://" in label or "](" in label or (asks and strength < 3 and "? " in label):
        return None
    numbered = label[-1].isdigit()
    if numbered and _PART.fullmatch(label) and count_words(body.partition("\n")[0]) <= MAX_TITLE:
        return None
    coded = coded or (strength == 3 and numbered and len(label) >= LEAST_CODE and label.isdigit())
    if not (coded or _LETTER.search(label) or _YEAR.fullmatch(label)) or (
        strength < 3 and not label.isupper() and _NO_LABEL.fullmatch(label.lower())
    ):
        return None
    if strength == 3 and label.endswith(".") and label.count(".") == 1 and _is_stopped(label, body):
        label = label[:-1]
    if strength == 3 or asks:
        return Labelled(label, body, strength)
    if _NO_NAME.search(_DOTTED.sub(r"\1", label) if "." in label else label) or _STATES.search(label):
        return None
    if "," in named and not all(0 < count_words(part) <= 3 for part in named.split(",")):
        return None
    return Labelled(label, body, strength)


def _is_stopped(label: str, body: str) -> bool:
    """Whether the full stop behind a label ends it, and is not that of an abbreviation."""
    begins = label[0].isupper() and body[0].isupper()
    return len(label) >= LEAST_STOPPED or (begins and (label[1:-1].islower() or label[-2].isdigit()))


def _open_inside(text: str) -> bool:
    """Whether a bracket, code span or formula is open at the end of the text."""
    if not ("(" in text or "[" in text or "`" in text or "$" in text or '"' in text):
        return False
    if text.count("(") > text.count(")") or text.count("[") > text.count("]"):
        return True
    if text.count("`") % 2 or text.count("$") % 2 or text.count('"') % 2:
        return True
    return "](" in text[-40:] and text.rfind("](") > text.rfind(")")
