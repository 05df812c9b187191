"""Numbered questions of exams and interviews: `3) what is it` above `ans: ...`, choices, gaps.

A number alone asks nothing: an answer has to be marked behind it, or stand in brackets at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cards.labels.qa import ANSWER_WORDS
from cards.labels.titles import title_of
from cards.marks.lines import Lines, Marked, unbulleted
from cards.marks.truth import asked_truth

_NUMBER = re.compile(
    r"[ \t]{0,6}(?:>[ \t]?)?(?:\*\*|__)?(?:Q\.?[ \t]*)?(\d{1,3})[.)](?:\*\*|__)?[ \t]+(?=\S)(.*)$"
)
_ANSWER = re.compile(
    r"[ \t>]*(?:[-*+][ \t]+)?[*_]{0,3}(?:(?:the |correct |right |model |sample )*"
    r"(?:ans(?:wer)?|solution|sol|soln)(?: key)?|correct(?: choice| option)?)"
    r"\.?[*_]{0,3}[ \t]*"
    r"(?::-|[:：=]|[-–—]+(?=\s)|is(?=\s)|(?=\s[(\[]?[A-Ha-h][)\]]?[\s.]*$))[*_]{0,3}[ \t]*(.*)$",
    re.IGNORECASE,
)
_CHOICES_IN_LINE = re.compile(r"\s+(?=[(\[]?([A-Ha-h])[.)\]][ \t]+\S)")
_BEGUN = re.compile(
    rf"[ \t>]*[*_]{{0,3}}(?:A|{ANSWER_WORDS})[*_.]{{0,3}}[ \t]*[:：][*_]{{0,3}}[ \t]*(\d{{1,2}})[.)][ \t]",
    re.IGNORECASE,
)
_HINTS = ("ans", "Ans", "ANS", "olution", "OLUTION", "Sol", "sol:", "orrect")
"""One of these stands in every line that marks an answer."""
_CHOICE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(?:\*\*)?[(\[]?([A-Ha-h])[.)\]:](?:\*\*)?[ \t]+(\S.*)$")
_LETTER = re.compile(r"[(\[*_]*([A-Ha-h])(?:[)\]*_.:,–—-]+(?:\s+(.*))?)?\s*$", re.DOTALL)
_MARKS = re.compile(
    r"\s*[(\[](?:\d{1,3}(?:\.\d)?\s*(?:points?|marks?|pts?|p|punkte?)\.?|(?:[A-Z][a-z]+ ?)?(?:19|20)\d\d)"
    r"[)\]]\s*",
    re.IGNORECASE,
)
"""How much a question of an exam counts."""
_TO_JUDGE = re.compile(r"\s[(\[]?(?:true\s*(?:/|or)\s*false|t\s*/\s*f)[)\]]?\s*[?.]*\Z", re.IGNORECASE)
_SAYS = re.compile(r"[*_]*(?:true|false|t|f)[*_]*(?:\b|$)", re.IGNORECASE)
_BLANK = re.compile(r"(.*_{3,}.*?)\s*\(([^()_]{1,80})\)\s*[.]?\s*$", re.DOTALL)
_EXPLAINS = re.compile(r"[ \t>*_]*(?:explanation|reason|rationale|because|why)\b", re.IGNORECASE)
_FILL_IN = re.compile(r"fill[ -]in(?: the (?:blanks?|gaps?))?\s*[:.-]\s*", re.IGNORECASE)
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|={3,}|_{3,})[ \t]*$")
LEAST_IN_LINE = 3
"""Choices in one line from which it is cut."""
LONGEST = 60
"""Lines of a question with its answer."""
MAX_STATEMENT = 600
"""Letters of a statement with a gap."""
FEWEST_WORDS = 2
"""Words of a question."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered question with its choices, each behind its letter."""

    text: str
    choices: Sequence[tuple[str, str]]

    def answered(self, answer: str) -> tuple[str, str]:
        """Front and back with this answer, which may be the letter of a choice, or true or false."""
        text = self.text
        if self.choices:
            text += "\n\n" + "\n".join(f"- {letter}) {choice}" for letter, choice in self.choices)
            answer = _chosen(self.choices, answer)
        elif _SAYS.match(answer) and not text.startswith("True or false"):
            text = f"True or false: {text}"
        return text, answer.strip("* ")


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered line and what stands below it, up to the next number."""

    number: int
    start: int
    end: int
    answer: int
    """The line that marks the answer; 0 without one."""


def numbered_questions(lines: Lines) -> Iterator[Marked]:
    """Numbered questions whose answers are marked, with their choices."""
    marked = any(map(lines.text.__contains__, _HINTS))
    if not marked and not lines.has("___"):
        return
    entries = list(numbered_entries(lines))
    answered = [entry for entry in entries if entry.answer]
    for at, entry in enumerate(entries):
        made = _asked(lines, entry) if entry.answer else _with_gap(lines, entry)
        if made is None and answered and not entry.answer:
            before = entries[at - 1] if at else None
            following = entries[at + 1] if at + 1 < len(entries) else None
            if before in answered and following in answered and entry.start == entry.end:
                text = title_of(_NUMBER.sub(r"\2", lines[entry.start]))
                made = Marked(text, "", entry.start, entry.end, unanswered=True)
        if made:
            yield made
    if lines.has("___"):
        yield from _gaps(lines)


def _gaps(lines: Lines) -> Iterator[Marked]:
    """Lines without a number that have a gap and its word in brackets, or marked below them."""
    for at in range(1, len(lines) + 1):
        if "___" not in lines[at] or not lines.free(at) or lines.heading(at):
            continue
        text = _FILL_IN.sub("", unbulleted(lines[at]))
        below = _ANSWER.match(lines[at + 1]) if at < len(lines) else None
        blank = _BLANK.match(text) if len(text) <= MAX_STATEMENT else None
        if blank and len(blank.group(1).split()) > FEWEST_WORDS:
            yield Marked(blank.group(1).strip(), blank.group(2).strip(), at, at)
        elif below and below.group(1).strip() and len(text.split()) > FEWEST_WORDS:
            yield Marked(text, below.group(1).strip(" *"), at, at + 1)


def numbered_entries(lines: Lines) -> Iterator[Entry]:
    """The numbered lines, each with its reach; a list that begins anew in an answer belongs to it."""
    opened: tuple[int, int, int] | None = None
    answer = inner = 0
    numbers = _numbers(lines)
    for at in range(min(numbers, default=len(lines)), len(lines) + 1):
        if not opened and at not in numbers:
            continue
        row = lines[at]
        blocked = not lines.free(at) or lines.heading(at) or _RULE.match(row) is not None
        number = None if blocked else numbers.get(at)
        value = int(number.group(1)) if number else 0
        if opened and value:
            if (value == inner + 1 and value != opened[0] + 1) or (answer and value == 1 and opened[0] != 0):
                inner = value
                value = 0
            elif lines.indent(at) > opened[2] + 2:
                value = 0
        if opened and (blocked or value or at - opened[1] > LONGEST):
            yield Entry(opened[0], opened[1], _last(lines, opened[1], at - 1), answer)
            opened = None
        if value:
            opened, answer, inner = (value, at, lines.indent(at)), 0, 0
        elif opened and not answer and at > opened[1] and _ANSWER.match(row):
            answer = at
    if opened:
        yield Entry(opened[0], opened[1], _last(lines, opened[1], len(lines)), answer)


def _numbers(lines: Lines) -> dict[int, re.Match[str]]:
    """The lines with a number, but for those that go on with a list begun behind the mark of an answer."""
    numbers: dict[int, re.Match[str]] = {}
    listed: dict[int, int] = {}
    for at in lines.beginning(filter(_begins, set(lines.begun))):
        match = _NUMBER.match(lines[at])
        before = listed.get(at - 1, 0) or (_begun_behind(lines[at - 1]) if at > 1 else 0)
        if match and before and int(match.group(1)) == before + 1:
            listed[at] = before + 1
        elif match:
            numbers[at] = match
    return numbers


def _begun_behind(row: str) -> int:
    """The number with which a list begins behind the mark of an answer: `Answer: 1. bow`."""
    begun = _BEGUN.match(row) if ":" in row or "：" in row else None
    return int(begun.group(1)) if begun else 0


def _begins(sign: str) -> bool:
    """Whether a number, or the letter before it, may begin with this sign."""
    return sign == "Q" or sign.isdigit()


def _last(lines: Lines, start: int, end: int) -> int:
    """The last line that is not blank."""
    return lines.filled(end, start) or start


def _asked(lines: Lines, entry: Entry) -> Marked | None:
    """A question, its choices, and the answer that is marked."""
    asked = question_at(lines, entry.start, entry.answer - 1)
    said = _ANSWER.match(lines[entry.answer])
    if said is None or asked is None:
        return None
    end = _end_of_choice(lines, entry) if asked.choices else entry.end
    below = lines.dedented(entry.answer + 1, end) if end > entry.answer else ""
    answer = "\n".join(part for part in (said.group(1).strip(" "), below) if part.strip()).strip()
    return Marked(*asked.answered(answer), entry.start, end) if answer else None


def question_at(lines: Lines, start: int, end: int) -> Numbered | None:
    """The question that these lines hold behind its number; None where they are more than that."""
    told = [_NUMBER.sub(r"\2", lines[start]), *map(lines.__getitem__, range(start + 1, end + 1))]
    rows = [part for row in told if row.strip() for part in _apart(row)]
    first = next((at for at, row in enumerate(rows) if at and _CHOICE.match(row)), len(rows))
    choices = [
        (match.group(1).upper(), match.group(2).strip())
        for row in rows[first:]
        if (match := _CHOICE.match(row))
    ]
    text = _question(rows[:first])
    if len(text.split()) < FEWEST_WORDS or (choices and len(choices) < len(rows) - first):
        return None
    return Numbered(text, choices)


def _apart(row: str) -> Sequence[str]:
    """A line cut before the choices that stand in it one behind the other: `a) bow b) stern c) keel`."""
    if "b" not in row.lower():
        return (row,)
    letters = "".join(_CHOICES_IN_LINE.findall(f" {row}")).lower()
    if len(letters) < LEAST_IN_LINE or not "abcdefgh".startswith(letters):
        return (row,)
    return [part for part in re.split(_CHOICES_IN_LINE.pattern, f" {row}")[::2] if part.strip()]


def _end_of_choice(lines: Lines, entry: Entry) -> int:
    """The last line of an answer that names a choice: of its paragraph, or of the explanation behind it."""
    end = lines.paragraph_end(entry.answer)
    following = lines.filled(end + 1, entry.end) if end < entry.end else 0
    return lines.paragraph_end(following) if following and _EXPLAINS.match(lines[following]) else end


def _question(rows: Sequence[str]) -> str:
    """The words of a question without what it counts."""
    text = " ".join(row.strip().strip(">").strip() for row in rows)
    text = _MARKS.sub(" ", text).strip().strip("*_").strip()
    judged = _TO_JUDGE.search(text) if text.endswith(("alse", "F", ")", "]", "?", "ALSE", ".")) else None
    if judged:
        return f"True or false: {text[: judged.start()].strip()}"
    truth = asked_truth(text)
    if truth or "___" in text:
        return f"True or false: {truth}" if truth else text
    return title_of(text)


def _chosen(choices: Sequence[tuple[str, str]], answer: str) -> str:
    """The choice that a letter names, with what is said behind it."""
    named = _LETTER.match(answer)
    found = dict(choices).get(named.group(1).upper()) if named else None
    if named is None or found is None:
        return answer
    more = (named.group(2) or "").strip(" *_")
    if more[: len(found)].casefold() == found.casefold():
        more = more[len(found) :].lstrip(" .,;:)*_\n")
    right = f"{named.group(1).upper()}) {found}"
    return f"{right}\n\n{more}" if more else right


def _with_gap(lines: Lines, entry: Entry) -> Marked | None:
    """A text with a gap and its word in brackets at its end."""
    rows = [
        _NUMBER.sub(r"\2", lines[entry.start]),
        *(lines[at] for at in range(entry.start + 1, entry.end + 1)),
    ]
    text = " ".join(row.strip() for row in rows)
    blank = _BLANK.match(text) if len(text) <= MAX_STATEMENT else None
    return Marked(blank.group(1).strip(), blank.group(2).strip(), entry.start, entry.end) if blank else None
