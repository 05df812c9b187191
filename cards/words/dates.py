"""Days as notes write them: of history as a piece of a pattern, and those on which a note was taken."""

from __future__ import annotations

import re
from functools import lru_cache

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:1\d|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = rf"(?:{_DAY} {_MONTH},? {_YEAR}|{_MONTH} {_DAY},? {_YEAR}|{_MONTH} {_YEAR}|{_MONTH} {_DAY}(?![\d:]))"
DAY_OF_MONTH = rf"{_DAY} {_MONTH}"

_RECENT = r"20[12]\d"
_ON_A_DAY = (
    rf"(?:{_RECENT}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:20)?[12]\d"
    rf"|{_DAY} {_MONTH},? {_RECENT}|{_MONTH} {_DAY},? {_RECENT})"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?"
_OF_A_COURSE = r"Week|Session|Lecture|Lec|Class|Lesson|Chapter|Chap|Ch|Unit|Module|Part"
_NUMBERED = rf"(?:Day|Meeting|Entry|Sprint|{_OF_A_COURSE})\.? ?#?\d{{1,3}}"
_SOME_DAY = rf"(?:{_ON_A_DAY}|{_DAY} {_MONTH}|{_MONTH} {_DAY})"
_WHEN = re.compile(
    rf"(?:{_WEEKDAY}(?:,? {_SOME_DAY})?|{_SHORT_WEEKDAY},? {_SOME_DAY}|{_NUMBERED}|{_ON_A_DAY}"
    rf"|\d{{1,2}}{_MONTH}|{_MONTH}\d{{1,2}})"
    rf"(?:[\s,(–:-]+(?:{_WEEKDAY}|{_SHORT_WEEKDAY}|{_NUMBERED}|{_SOME_DAY})\)?)?",
    re.IGNORECASE,
)
_COURSE = re.compile(rf"(?:{_OF_A_COURSE})\b", re.IGNORECASE)
_LINE_OF_DAY = re.compile(
    rf"(?:^|\n)[ \t]*(?:(?:{_WEEKDAY}|{_SHORT_WEEKDAY}),? )?{_ON_A_DAY}[ \t]*(?:\n|$)", re.IGNORECASE
)
_WHEN_BEGINS = frozenset("0123456789cdefjlmnoprstuwaCDEFJLMNOPRSTUWA")


@lru_cache(maxsize=1024)
def is_when(title: str) -> bool:
    """Whether a title only says when somebody wrote what stands below it: a day of late, the third week."""
    return title[:1] in _WHEN_BEGINS and _WHEN.fullmatch(title) is not None


def is_day(title: str) -> bool:
    """Whether a title is a day or the number of one, and of no part of a course, whose words are content."""
    return is_when(title) and not _COURSE.match(title)


def has_line_of_day(text: str) -> bool:
    """Whether a line of a text is nothing but a day of late, with its year."""
    return _LINE_OF_DAY.search(text) is not None
