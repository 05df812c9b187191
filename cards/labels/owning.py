"""Whether a line is the title of what stands below it: in bold or brackets, a question, a few words.

Looks at one line and the kind of the next block; nothing is cut here.
"""

from __future__ import annotations

import re

from cards.words.verbs import is_command
from cards.words.wording import count_words, is_formula, is_question, sentences

NUMBERED = re.compile(r"\s*\(?(?:\d{1,2}|[ivx]{1,4})(?:-\d+)?\)\s*")
_ITALIC_LINE = re.compile(r"\s*([*_])(?=[^\W\d_a-z])([^*_\n]{1,60}\w)\1[:：]?\s*")
MAX_ITALIC = 5
"""Words in italics that are a title, and no stress."""
BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1)[^\n]){2,150}(?<=\S)\1\s*(?:\(\d{4}\))?\s*[:：?]?\s*$")
BEHIND_BOLD = re.compile(r"(?<=[*_])[ \ufe0f\u2600-\u27bf\u2b50-\u2b55\U0001f000-\U0001faff]+(?=\n|\Z)")
"""Pictograms behind a line in bold."""
BRACKET_LINE = re.compile(r"`?\[(?=[^\[\]\n]*[^\W\d_]{3})[^\[\],\n]{2,60}\]`?:?")
_SYMBOLS = re.compile(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+\s*")
"""Emoji and signs before a label."""
_LEADS_ON = re.compile(
    r"\b(?:(?:we|you|i) (?:\w+ )?(?:need|get|have|use|write|obtain|find|see|do)"
    r"|gives?|becomes?|follows|means)[:：]\Z",
    re.IGNORECASE,
)
"""The end of a sentence that goes on in what stands below it; no title of that."""
_FIRM = re.compile(r" (?:Co|Inc|Ltd|Corp|Bros|Jr|Sr|et al)\.\Z")
"""A name that ends with a full stop."""
_NAME_OF_MATH = re.compile(
    r"(?!(?:So|Then|Thus|Hence|Therefore|Where|With|And|But|Since|Let|Note|Now|For|If|As|In|We|It|This|That|By"
    r"|Or|Using|From|Here|Also|Proof|Given|Because|When|Consider|Recall|Assume|Suppose)\b)"
    r"[A-Z][\w'’-]+(?: [\w'’-]{2,}){0,3}"
)
"""A few words above a formula that are its name."""
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_LETTER_FIRST = re.compile(r"(?:[\[`(]|\*\*(?=[^*]+\*\* \w)|[2-9] )?[^\W\d_]")
_OPEN_ENDS = (
    " like",
    " such as",
    " including",
    " includes",
    " include",
    " namely",
    " are",
    " are as follows",
    " depends on",
    " depend on",
    " consists of",
    " consist of",
    " composed of",
    " made of",
    " made up of",
    " determined by",
    " characterized by",
    " characterised by",
    " comes from",
    " come from",
    " results in",
    " result in",
    " leads to",
    " lead to",
)
"""With which a sentence ends that goes on in a list."""
MAX_OPEN = 12
"""Words of such a sentence that is a title."""
MAX_LINE = 300
"""Letters of a line that can be the title of what follows it."""


def title_line(line: str) -> str:
    """A line in bold, or a few words in italics as one, that are a title of what is below; else nothing."""
    if BOLD_LINE.match(line):
        return line.strip()
    found = _ITALIC_LINE.fullmatch(line)
    named = found and count_words(found.group(2)) <= MAX_ITALIC and not is_command(found.group(2))
    return f"**{found.group(2)}**" if found and named else ""


def owns_what_follows(text: str, kind: str) -> bool:
    """Whether a paragraph is a label or a question for the block of this kind that follows it."""
    if "\n" in text or len(text) > MAX_LINE:
        return False
    flat = without_mark(NUMBERED, text).strip() if ")" in text else text.strip()
    if not flat.isascii():
        flat = without_mark(_SYMBOLS, flat)
    if not flat:
        return False
    if flat[0] in "`[*_" and (BRACKET_LINE.fullmatch(flat) or BOLD_LINE.match(flat)):
        return True
    if flat[0] in "*_" and flat[0] == flat[-1]:
        flat = flat.strip("*_ ") or flat
    if is_question(flat) or flat.endswith((":", "：")):
        return len(sentences(flat)) == 1 and not _LEADS_ON.search(flat)
    if kind == "math":
        return _NAME_OF_MATH.fullmatch(flat) is not None
    if kind in ("list", "") and flat.endswith(_OPEN_ENDS) and flat[:1].isupper():
        return count_words(flat) <= MAX_OPEN
    if len(flat) > 70 or kind not in ("list", "quote", "table", "code"):
        return False
    if flat[0] == "(" and flat[-1] == ")":
        return False
    ends = flat.endswith((".", "!", ",", ";", "。", "…")) and not _FIRM.search(flat)
    if kind == "table" and ": " in flat:
        return False
    leads = "→" in flat or "->" in flat or (". " in flat and len(sentences(flat)) > 1)
    short = not ends and not leads and "=" not in flat and count_words(flat) <= 7 and not is_formula(flat)
    return short and (_LETTER_FIRST.match(flat) or _YEAR.fullmatch(flat)) is not None


def without_mark(mark: re.Pattern[str], text: str) -> str:
    """Text without a mark at its beginning."""
    found = mark.match(text)
    return text[found.end() :] if found else text
