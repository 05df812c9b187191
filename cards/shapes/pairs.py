"""Lines of a paragraph that each pair a name with a value, and a line above them that is their title.

`Chicken 165F`, `20 mph = 12 m`, `404 not found`; a text below a few words that are no beginning of it. Only
recognises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from cards.labels.label import split_pair
from cards.labels.points import point_of
from cards.words.typed import types_command
from cards.words.verbs import be
from cards.words.wording import count_words

_VALUE_LINE = re.compile(
    r"\s*([^\W\d_](?:[^\d\n:=<>≥≤~±$€£]|(?<=[^\W_])\d){0,40}?)\s+"
    r"([<>≥≤~±]?\s?[$€£]?-?\d[\d.,]*(?:\s?[–—-]\s?\d[\d.,]*)?\s?[^\s\d]{0,10}"
    r"(?:\s(?:[(+]|or (?:more|less)|then )[^=:\n]{0,30})?)\s*"
)
"""A name, and a number with its unit, be it with a remark in brackets or an addition."""
_VALUES_LINE = re.compile(r"\s*([^\W\d_][^\d\n:=]{0,40}?)\s+((?:[MFmf♂♀]\s)?[<>≥≤~±]?\s?\d[^\n:=.]{0,40})\s*")
"""A name and several values, as for men and women."""
_MEASURE_LINE = re.compile(r"\s*(\d[\d.,]*\s?[^\W\d_][^\s\d]{0,4})\s+(\d[\d.,]*\s?[^\W\d_][^\s\d]{0,6})\s*")
"""An amount and the one that belongs to it."""
_NUMBER_LINE = re.compile(r"\s*((\d{1,5})(?:[/–-]\d+|\+)?%?)\s+([^\W\d_][\w-]*(?: [\w-]+)?)\s*")
"""A number and the word or two that it is for."""
_CODE_LINE = re.compile(r"\s*(\d{3,5})\s*(?:[-–—:=]\s+|\s)\s*([^\W\d_].*)")
"""A code and what it means."""
_UNIT = re.compile(
    r"(?:[kmµu]?g|[cdm]?l|oz|lbs?|[cmk]?m|min|h|s|ms|tsp|tbsp|cups?|[CF]|kcal|kJ|[kMG]?Hz|[kMG]?B|ml|x)\b"
)
"""With which an amount goes on behind its number."""
_COUNT_LINE = re.compile(
    r"\s*(\d+(?:[.,]\d+)? [^\W\d_][^:=→\n`$]{0,30}?)\s+(?:[-–—=→]|->)\s+(\S[^:=→\n`$]{0,60}?)\s*"
)
"""A number of something, a sign, and what it means."""
_EQUAL_LINE = re.compile(
    r"\s*(\w[^=:\n`$*^]{0,24}?) = ([^\W\d_][^=\n`$*^×·÷√\d]*[^\W\d_]{2}[^=\n`$*^×·÷√\d]*)"
)
"""A sign or a short name and the words that it stands for."""
_OPERATES = re.compile(r"\s[-+/−–]\s")
_PHRASE_LINE = re.compile(r"\s*(\S[^=→\n|]{3,100}?)\s+(?:=|→|->|–|—)\s+(\S[^=→\n|]{3,100}?)\s*")
"""A phrase and what it means in another language."""
_ENDS = ("?", "!", ".", "？", "！", "。")
_ABBREVIATED_LINE = re.compile(r"\s*([A-Z][A-Z\d]{1,5})\?? (I \S.*|[a-z].*)")
"""A code in capitals and what it means."""
_CASE_LINE = re.compile(
    r"\s*([A-Z][^\n:]{0,40}? v\.? [^\n:\[(]{2,40}?(?:\s[\[(]\d{4}[\])](?=[\s:])|(?=:|\s[–—-]\s)))"
    r"\s*[:–—-]?\s+(\S.*)"
)
"""A case of law and what it says."""
FEWEST = 3
"""Such lines from which they are pairs."""
MAX_TITLE, MAX_LETTERS = 4, 40
"""Words and letters of a line that is the title of the text below it."""
_TICKED = re.compile(r"`[^`]+`")
GOES_ON = re.compile(
    r"\s*(?:is|are|was|were|has|have|can|may|must|will|should|of|and|or|that|which|who|at|by|than)\s"
)
"""Words with which a sentence goes on that was broken anywhere."""
_ARTICLES = ("the", "a", "an")
MAX_POINT, MAX_TASK = 6, 10
"""Words of a line that is a point below its title, and of one that says what commands are for."""
_BRACKETS = re.compile(r"\s\([^()\n]*\)")
_NO_TITLE = re.compile(
    r"[=:：;|`$?？]|[.,!?…。、]\s*\Z|\s[-–—→>]+\s|\A\s*[-*+>\d(\[]|\A(?:no|not|may|can|must|will) "
    r"|\A(?![Ww]h|[Hh]ow)[^\n]* (?:is|are|was|were|has|have)\s"
)


def with_pairs(lines: Sequence[str]) -> list[str] | None:
    """The lines with the name of each in bold, the title with a colon; None where they are no pairs."""
    for first in (0, 1):
        rest = lines[first:]
        if len(rest) < FEWEST or (first and not _is_title(lines[0])):
            continue
        pairs = _phrased(rest) if rest[0][-1:] in _ENDS else []
        pairs = (
            pairs or _valued(rest) or _numbered(rest) or _coded(rest) or _abbreviated(rest) or _dashed(rest)
        )
        if pairs:
            title = [f"{line.strip()}:" for line in lines[:first]]
            return [*title, *(f"**{name}**: {value}" for name, value in pairs)]
    return None


def _valued(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Names and values of lines that all have one; empty where not."""
    cases = (_CASE_LINE,) if " v" in lines[0] else ()
    for pattern in (_VALUE_LINE, _COUNT_LINE, _MEASURE_LINE, *cases):
        found = [one for one in takewhile(bool, map(pattern.fullmatch, lines)) if one]
        if len({one.group(1).casefold() for one in found}) == len(lines):
            return [(one.group(1), one.group(2)) for one in found]
    return _nearly_valued(lines) if len(lines) > FEWEST else []


def _nearly_valued(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Names and values of lines of which one in four may have several values."""
    if not all(any(map(str.isdigit, line)) for line in lines):
        return []
    single = [_VALUE_LINE.fullmatch(line) for line in lines]
    found = [one or _VALUES_LINE.fullmatch(line) for one, line in zip(single, lines, strict=True)]
    if not all(found) or sum(map(bool, single)) * 4 < len(lines) * 3:
        return []
    return [(one.group(1), one.group(2)) for one in found if one]


def _numbered(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Names and the numbers before them, where these only rise or fall and no name is a point of a text."""
    found = [one for one in takewhile(bool, map(_NUMBER_LINE.fullmatch, lines)) if one]
    steps = {int(one.group(2)) > int(other.group(2)) for one, other in pairwise(found)}
    if len(found) < len(lines) or len(steps) > 1:
        return []
    if any(point_of(one.group(3)) or _UNIT.match(one.group(3)) for one in found):
        return []
    return [(one.group(3), one.group(1)) for one in found]


def _coded(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Codes of as many digits each, in their order, and what they mean; amounts are none."""
    digits = "0" <= lines[0][:1] <= "9"
    found = [one for one in takewhile(bool, map(_CODE_LINE.fullmatch, lines)) if one] if digits else []
    if len(found) < len(lines) or any(_UNIT.match(one.group(2)) for one in found):
        return []
    codes = [one.group(1) for one in found]
    alike = len(set(codes)) == len(codes) and len(set(map(len, codes))) == 1
    return [(one.group(1), one.group(2).strip()) for one in found] if alike and sorted(codes) == codes else []


def _abbreviated(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Abbreviations, each another, and the words behind them or behind a sign of equality."""
    if " = " in lines[0]:
        found = [one for one in takewhile(bool, map(_EQUAL_LINE.fullmatch, lines)) if one]
        if sum(_OPERATES.search(one.group(2)) is not None for one in found) * 2 > len(found):
            return []
    else:
        found = [one for one in takewhile(bool, map(_ABBREVIATED_LINE.fullmatch, lines)) if one]
    names = {one.group(1) for one in found}
    named = sum(len(name) > 1 for name in names) * 2 >= len(lines)
    if len(names) < len(lines) or not named:
        return []
    return [(one.group(1), one.group(2).rstrip("?")) for one in found]


def _phrased(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Phrases that end as what they mean does, with an arrow for words that would be of one language."""
    found = [one for one in takewhile(bool, map(_PHRASE_LINE.fullmatch, lines)) if one]
    told = [(one.group(1), one.group(2)) for one in found]
    ended = sum(name[-1] in _ENDS and meaning[-1] in _ENDS for name, meaning in told)
    if len(found) < len(lines) or ended * 2 < len(lines):
        return []
    return [(f"{name} → ?", meaning) for name, meaning in told]


def _dashed(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Names before a dash and what they mean, be it a single word."""
    found = [one for one in takewhile(bool, map(split_pair, lines)) if one]
    plain = len(found) == len(lines) and not any("->" in line or "→" in line or "*" in line for line in lines)
    return [(one.label, one.body) for one in found] if plain else []


def titles_text(lines: Sequence[str]) -> bool:
    """Whether the first line names the text below it: on a full line its next word would have stood on it."""
    first, second = lines[0].strip(), lines[1].strip()
    fits = len(first) + 1 + len(second.split(" ", 1)[0]) < len(second) and not GOES_ON.match(second)
    named = fits and first[:1].isalpha() and first.lower() not in _ARTICLES
    return named and _is_title(first) and count_words(second) > MAX_TITLE


def titles_points(lines: Sequence[str]) -> bool:
    """Whether the first line names the short ones below it: a plural, or the only one without a number."""
    name, rest = _BRACKETS.sub("", lines[0]).strip(), lines[1:]
    if len(rest) < FEWEST or not name[:1].isupper() or not _is_title(name) or not all(map(_is_point, rest)):
        return False
    numbered = all(any(map(str.isdigit, line)) for line in rest)
    if numbered or any(map(str.isdigit, name)):
        return numbered and not any(map(str.isdigit, name))
    return be(name) == "are" and sum(be(line.strip()) == "are" for line in rest) * 2 < len(rest)


def _is_point(line: str) -> bool:
    """Whether a line is a few words that neither end a sentence nor go on in the next one."""
    return (
        0 < count_words(line) <= MAX_POINT and line.rstrip()[-1:] not in ".,;:" and line[:1] not in "-*>|`$"
    )


def titles_of_commands(lines: Sequence[str]) -> list[int]:
    """The lines that each say what somebody types below them; empty where another line is among them."""
    last = lines[-1].strip()
    if not types_command(last) and not (last[-1:] == "`" and _TICKED.fullmatch(last)):
        return []
    ticked = [_TICKED.fullmatch(line.strip()) is not None for line in lines]
    typed = ticked if any(ticked) else [types_command(line.strip()) for line in lines]
    titles = [at for at, has in enumerate(typed) if not has]
    if 0 not in titles or not typed[-1] or any(other == at + 1 for at, other in pairwise(titles)):
        return []
    return titles if all(_is_task(lines[at].strip()) for at in titles) else []


def _is_task(line: str) -> bool:
    return line[:1].isalpha() and count_words(line) <= MAX_TASK and line[-1:].isalnum()


def _is_title(line: str) -> bool:
    line = line.strip()
    return len(line) <= MAX_LETTERS and 0 < count_words(line) <= MAX_TITLE and not _NO_TITLE.search(line)
