"""`Q:` and `A:` labels, and the lone `?` between a question and its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cards.labels.label import split_label, split_pair
from cards.labels.points import point_of
from cards.labels.qa import ANSWER_WORDS, BELONGS, FIRST_LETTERS, QUESTION_WORDS
from cards.marks.cloze import MAX_GAPS
from cards.marks.lines import Lines, Marked, split_tags, unbulleted
from cards.words.wording import count_words

_BULLET = r"[ \t]*(?:>[ \t]*)?(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?"
_QUESTION = re.compile(
    _BULLET + rf"[*_]{{0,2}}(?:Q|{QUESTION_WORDS})"
    r"[ \t]*\.?[ \t]*#?\d*[ \t]*[*_]{0,2}[ \t]*[:：][*_]{0,2}[ \t]*(.*)$",
    re.IGNORECASE,
)
_OF_SIGN = re.compile(_BULLET + r"[*_`$]{0,3}[Qq][*_`$]{0,3}[ \t]*[:：]")
_OTHER_SIGN = re.compile(_BULLET + r"[*_`$]{0,3}[B-Zb-z](?<![CcEeHhQqRrSs])[*_`$]{0,3}[ \t]*[:：]")
"""A letter with what it means that stands for neither an answer, a cloze, an explanation nor a hint."""
_NUMBERED_QUESTION = re.compile(
    _BULLET + r"[*_]{0,2}(?:Q\.?[ \t]*\d+[ \t]*[.):-][*_]{0,2}[ \t]+"
    r"|Q(?:\d+(?=[^\n]*\?[*_ \t]*$)|[5-9]|\d\d)[ \t]+(?:\([^()\n]*\)[ \t]*)?(?=[A-Z])"
    r"|[問问문]\d+[.．、:：\s]\s*)(.*)$"
)
_ANSWER = re.compile(
    _BULLET + rf"[*_]{{0,2}}(?:(?:A|{ANSWER_WORDS})[ \t]*\.?[ \t]*#?\d*[ \t]*"
    r"[*_]{0,2}[ \t]*[:：]-?|A\d{1,3}[.)]|Ans(?:wer)?(?:[.)]|[ \t]*-(?=\s))|答え?[\u3000.．、])"
    r"[*_]{0,2}[ \t]*(.*)$",
    re.IGNORECASE,
)
_DOTTED_QUESTION = re.compile(_BULLET + r"(?:\*\*|__)?Q[.)](?:\*\*|__)?[ \t]+(.*)$")
_DOTTED_ANSWER = re.compile(_BULLET + r"(?:\*\*|__)?A[.)](?:\*\*|__)?(?:$|[ \t]+)(.*)$")
_SECOND_CHOICE = re.compile(r"[ \t]*B[.)][ \t]")
"""`Q.` and `A.`, which mean question and answer only together."""
DOTTED_REACH = 4
"""Lines within which the `A.` to a `Q.` stands."""
_PAIRS = {"P": "R", "Q": "R", "F": "A", "D": "R", "В": "О", "س": "ج", "문": "답", "問": "答", "问": "答"}
"""First letters of "question" and "answer" in several languages."""
_FIRST_OF_PAIR = re.compile(
    _BULLET + r"(?:\*\*|__)?([PQFDВس문問问])\d*(?:\*\*|__)?[ \t]*[:：.](?:\*\*|__)?[ \t]*(.*)$"
)
_SECOND_OF_PAIR = re.compile(_BULLET + r"(?:\*\*|__)?([RAОج답答])\d*(?:\*\*|__)?[ \t]*[:：.]")
_BEHIND_LETTER = re.compile(_BULLET + r"(?:\*\*|__)?\w\d*(?:\*\*|__)?[ \t]*[:：.](?:\*\*|__)?[ \t]*(.*)$")
_CLOZE = re.compile(r"C:[ \t]+\S")
_LEADS_BACK = re.compile(r"(?:\n[*_ \t]*\[[^\[\]\n]*\]\(#[^()\n]*\)[*_ \t]*)+\Z")
"""Links to the top of the note behind an answer."""
_PICTOGRAMS = re.compile(r"(?<=[?？؟.!*_])[*_\s\ufe0f\u2600-\u27bf\u2b50-\u2b55\U0001f000-\U0001faff]+\Z")
_LABEL = re.compile(r"[QAC]:")
_GAP = re.compile(r"(?<![\\!\]])\[([^\[\]]+)\](?!\()")
_POINTER = re.compile(r"\A(?:-+>|=>|→|⇒)(?:\s+|$)")
"""An arrow before the answer."""
_OTHER_MARK = re.compile(
    r"\s:{2,3}\s|#(?:flash)?card\b|^START\b|^> ?\[!|\s(?:>>|<<|<>)\s"
    r"|^\s*(?:[Ff]lash)?[Cc]ard\s*#?\d+\s*[:.]?\s*$"
)
_BOLD_QUESTION = re.compile(r"[ \t>]*(\*\*|__)(?=\S)[^*_\n]{3,200}[?？؟]\1[ \t]*:?[ \t]*$")
_CHOICE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(?:\*\*)?(?:\(?[Aa][.)]|1[.)])(?:\*\*)?[ \t]+\S")
"""The first of several choices, or of statements to choose from."""
_LISTED = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S")
MAX_TITLE = 6
"""Words of a line that is the title of the list below it."""
MAX_LEAD = 12
"""Lines within which the first gap of a text is looked for."""
MAX_QUESTION = 40
"""Lines within which the answer to a question is looked for."""
LONGEST = 200
"""Lines of an answer that a rule ends."""
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_QUOTES = re.compile(r"(?m)^[ \t]*>[ \t]?")
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$")
_UNDERLINE = ("---", "===")
_BETWEEN = ("\n?", "\n↪", "\n:question:", "\n:grey_question:", "\n:arrow_right_hook:")
"""What stands alone between a question and its answer."""
_TOLD = re.compile(r"(.*?[?？؟])(?:(?:\*\*|__)[ \t]*:?[ \t]*|[ \t]+)(?=[^\s(].*\w)(.*)")
"""A question with its answer in one line."""
_MARKS_ANSWER = frozenset("A*R")
"""With which the mark of an answer begins behind its question."""
_FENCES = ("```", "~~~")
_BREAK = re.compile(r"(?m)^[ \t]*<br\s*/?>[ \t]*$")
_ESCAPED_MARK = re.compile(r"(?m)^([ \t]*)\\(?=\?{1,2}[ \t]*$)")
_BEFORE_LETTER = " \t>-*+_0123456789.)"
"""What can stand before a label."""
_BEGINS = FIRST_LETTERS.union("0123456789.)")
_TWO = frozenset(word[:2].casefold() for word in QUESTION_WORDS.split("|"))
_HAS_QUESTION = re.compile(
    rf"^[ \t>]*(?:(?:[-*+]|\d{{1,3}}[.)])[ \t]+)?(?:\*\*|__)?(?:C:[ \t]|(?:Q|{QUESTION_WORDS}|[PFDВس문])"
    r"[ \t]*\.?[ \t]*#?\d*[ \t]*(?:\*\*|__)?[ \t]*[:：.)-]|Q\d+[ \t]|[問问문]\d)",
    re.IGNORECASE,
)


def questions_and_answers(lines: Lines) -> Iterator[Marked]:
    """Pairs of `Q:` and `A:`, over several lines; `C:` lines with gaps in square brackets."""
    begun = [at for at in lines.beginning(_BEGINS) if _names(lines[at]) and _HAS_QUESTION.match(lines[at])]
    last = 0
    for number in begun:
        question = _asked(lines, number) if number > last else None
        if question is not None:
            marked = _pair(lines, number, question)
            yield marked
            last = marked.end
        elif number > last and (text := _cloze(lines, number)):
            last = number + text.count("\n")
            yield from _gaps(text, number, last)


def _cloze(lines: Lines, number: int) -> str:
    """The text with gaps that begins on this line, empty if none does."""
    if not _gapped(lines, number):
        return ""
    last = _end(lines, number)
    return "\n".join([lines[number][2:].strip(), *(lines[at] for at in range(number + 1, last + 1))])


def _gapped(lines: Lines, number: int) -> bool:
    """Whether a text with gaps begins on this line; the first gap is looked for in some lines only."""
    if not _CLOZE.match(lines[number]) or not lines.free(number):
        return False
    for at in range(number, min(len(lines), number + MAX_LEAD) + 1):
        if at > number and (_LABEL.match(lines[at]) or lines.heading(at)):
            return False
        if _GAP.search(lines[at]):
            return True
    return False


def _names(row: str) -> bool:
    """Whether a line begins as a word for a question does, or with a letter that stands for it."""
    two = row.lstrip(_BEFORE_LETTER)[:2]
    return two[:1] in FIRST_LETTERS and (not two.isalpha() or not two.isascii() or two.casefold() in _TWO)


def _begins(row: str) -> bool:
    """Whether the first letter of a line can begin the label of a question."""
    return row.lstrip(_BEFORE_LETTER)[:1] in FIRST_LETTERS


def _asked(lines: Lines, number: int) -> str | None:
    if not _begins(lines[number]) or not lines.free(number) or lines.heading(number):
        return None
    match = _QUESTION.match(lines[number]) or _NUMBERED_QUESTION.match(lines[number])
    if match and _is_sign(lines, number):
        return None
    if not match:
        match = _dotted(lines, number) or _paired(lines, number)
    return match.group(1) if match else None


def _is_sign(lines: Lines, number: int) -> bool:
    """Whether a `Q` is one of several signs: a `K` or a `v` stands right above or below it."""
    row = lines[number]
    if not _OF_SIGN.match(row) or row.rstrip("* _").endswith(("?", "？", "؟")):
        return False
    near = [at for at in (number - 1, number + 1) if 0 < at <= len(lines)]
    return any(_OTHER_SIGN.match(lines[at]) for at in near)


def _paired(lines: Lines, number: int) -> re.Match[str] | None:
    """A question behind the first letter of its name, where the answer stands right below in the same way."""
    match = _FIRST_OF_PAIR.match(lines[number]) if number < len(lines) else None
    if not match or not match.group(2).rstrip("* _").endswith(("?", "？", "؟")):
        return None
    answer = _SECOND_OF_PAIR.match(lines[number + 1])
    return (
        _BEHIND_LETTER.match(lines[number]) if answer and _PAIRS[match.group(1)] == answer.group(1) else None
    )


def _dotted(lines: Lines, number: int) -> re.Match[str] | None:
    """The `Q.` of this line, if its `A.` stands near below it."""
    if not lines[number].lstrip(_BEFORE_LETTER).startswith("Q"):
        return None
    asked = _DOTTED_QUESTION.match(lines[number]) or _NUMBERED_QUESTION.match(lines[number])
    stop = min(len(lines), number + DOTTED_REACH)
    near = [lines[at] for at in range(number + 1, stop + 1) if asked and lines.free(at)]
    chosen = any(map(_SECOND_CHOICE.match, (*near, *lines.rows[stop : stop + 1])))
    return asked if any(map(_DOTTED_ANSWER.match, near)) and not chosen else None


def _pair(lines: Lines, number: int, question: str) -> Marked:
    """The question that begins on this line with its answer, marked or standing below it."""
    asked = [question]
    dotted = _dotted(lines, number) is not None
    paired = not dotted and _paired(lines, number) is not None
    complete = question.rstrip("*_ ").endswith(("?", "？", "؟"))
    for at in range(number + 1, min(len(lines), number + MAX_QUESTION) + 1):
        unmarked = not _ANSWER.match(lines[at]) and not (dotted and _DOTTED_ANSWER.match(lines[at]))
        if complete and lines.blank(at - 1) and not lines.blank(at) and unmarked:
            break
        if lines.free(at) and (_asked(lines, at) is not None or lines.heading(at) or _RULE.match(lines[at])):
            break
        answer = None
        if lines.free(at):
            answer = _ANSWER.match(lines[at]) or (_DOTTED_ANSWER.match(lines[at]) if dotted else None)
            answer = answer if lines.quoted(at) == lines.quoted(number) else None
            answer = answer or (_BEHIND_LETTER.match(lines[at]) if paired and at == number + 1 else None)
        if answer:
            last = _end(lines, at)
            body = "\n".join([answer.group(1), _text(lines, at + 1, last)]).strip()
            while last == at and at < len(lines) and (more := _ANSWER.match(lines[at + 1])):
                at, last, body = at + 1, at + 1, f"{body}\n{more.group(1)}"
            return _marked(_joined(asked), body, number, last)
        asked.append(_QUOTE.sub("", lines[at]))
    last = _end(lines, number, past_answers=complete)
    told = None if complete else _TOLD.fullmatch(question.strip())
    question, begun = told.groups() if told else (question, "")
    marked = _ANSWER.match(begun) if begun[:1] in _MARKS_ANSWER else None
    begun = marked.group(1) if marked else begun
    last = _before_title(lines, number, last) if told else last
    return _marked(question, f"{begun}\n{_text(lines, number + 1, last)}".strip(), number, last)


def _before_title(lines: Lines, number: int, last: int) -> int:
    """The end of an answer in the line of its question: above a blank line and the title of other lines."""
    if number + 3 > last or not lines.blank(number + 1):
        return last
    title, below = lines[number + 2], lines[number + 3]
    named = title[:1].isalpha() and title[-1:].isalnum() and count_words(title) <= MAX_TITLE
    return number if named and below[:1].isalpha() else last


def _joined(asked: Sequence[str]) -> str:
    """The lines of a question as one, but for those from its code on."""
    at = next((at for at, row in enumerate(asked) if row.lstrip().startswith(_FENCES)), len(asked))
    listed = next((row for row in range(1, at) if _CHOICE.match(asked[row]) or _LISTED.match(asked[row])), at)
    words = " ".join(part.strip() for part in asked[:listed] if part.strip())
    choices = "  \n".join(part.strip() for part in asked[listed:at] if part.strip())
    words = f"{words.strip('*_ ')}\n\n{choices}" if choices else words
    return "\n".join([words.strip("*_ "), "", *asked[at:]]).rstrip() if asked[at:] else words


def _text(lines: Lines, start: int, end: int) -> str:
    """Lines as text; those of a quote without its sign."""
    text = lines.dedented(start, end) if end >= start else ""
    return _QUOTES.sub("", text) if text and lines.quoted(start) else text


def _marked(question: str, answer: str, start: int, end: int) -> Marked:
    answer = _POINTER.sub("", _LEADS_BACK.sub("", answer) if "](#" in answer else answer, count=1)
    question = question if question.isascii() else _PICTOGRAMS.sub("", question)
    words, *code = question.strip().strip("*_ ").split("\n", maxsplit=1)
    front, tags = split_tags(words)
    return Marked("\n".join([front, *code]), answer, start, end, tags=tags, unanswered=not answer)


def _end(lines: Lines, number: int, past_answers: bool = False) -> int:
    """The last line of an answer: before the next question, heading or rule.

    Args:
        past_answers: a mark of an answer further down belongs to this one.
    """
    last, blanks, quoted = number, 0, lines.quoted(number)
    for at in range(number + 1, len(lines) + 1):
        if at in lines.code:
            last, blanks = at, 0
            continue
        if at in lines.taken or lines.heading(at) or _RULE.match(lines[at]):
            break
        if quoted and not lines.quoted(at):
            break
        if _asked(lines, at) is not None or _gapped(lines, at):
            break
        if _ANSWER.match(lines[at]) and not past_answers:
            break
        if _LISTED.match(lines[at]) and _is_outside(lines, number, at):
            break
        if lines.blank(at):
            blanks += 1
            if blanks > 1:
                break
        elif blanks and _begins_other(lines, last, at):
            break
        else:
            last, blanks = at, 0
    return last


def _is_outside(lines: Lines, first: int, number: int) -> bool:
    """Whether a point of an outline stands further out than one from which an answer goes on, or beside it.

    What stands beside it is of the answer if nothing hangs on the point itself.
    """
    if not lines.indent(first) or not _LISTED.match(lines[first]):
        return False
    hangs = lines.indent(first + 1) > lines.indent(first) and not _ANSWER.match(lines[first])
    return lines.indent(number) < lines.indent(first) + hangs


def _begins_other(lines: Lines, last: int, number: int) -> bool:
    """Whether a line behind a whole answer is a mark, or in a note with headings begins something else."""
    row = lines[number]
    if _OTHER_MARK.search(row) or _BOLD_QUESTION.match(row):
        return True
    if number < len(lines) and lines[number + 1].startswith(_UNDERLINE) and _RULE.match(lines[number + 1]):
        return True
    if not lines.headed or _ANSWER.match(row):
        return False
    if lines.indent(number) or lines[last].rstrip("*_ ").endswith((":", "：")):
        return False
    if _LISTED.match(row) and number < len(lines) and _ANSWER.match(lines[number + 1]):
        return row.rstrip("*_ ").endswith(("?", "？"))
    if _LISTED.match(row):
        return not _LISTED.match(lines[last]) and all(
            _tells_of_thing(lines, at) for at in (number, number + 1)
        )
    if row.rstrip().endswith(("?", "？")) and number < len(lines) and not lines.blank(number + 1):
        return True
    label = split_label(row)
    if label:
        about = point_of(label.label)
        apart = about is None or (label.label.isupper() and "careful" in about[1])
        return label.strength > 1 and apart and not BELONGS.fullmatch(label.label)
    if _equates(row) and not _equates(lines[last]):
        return number < len(lines) and _equates(lines[number + 1])
    below = lines.filled(number + 1, min(len(lines), number + 2)) if number < len(lines) else 0
    short = count_words(row) <= MAX_TITLE and row.rstrip()[-1:] not in ".!?:,;。！？：।"
    return short and below > 0 and _LISTED.match(lines[below]) is not None


def _equates(row: str) -> bool:
    """Whether a line is a name, a sign of equality and what it is, as in a list of them."""
    pair = split_pair(row) if row.count(" = ") == 1 else None
    return pair is not None and count_words(pair.label) > 1


def _tells_of_thing(lines: Lines, number: int) -> bool:
    """Whether a line is an item of a list that tells of a thing of its own."""
    item = lines[number] if number <= len(lines) else ""
    label = split_label(unbulleted(item)) if _LISTED.match(item) else None
    return label is not None and label.strength > 1 and not point_of(label.label)


def _gaps(text: str, start: int, end: int) -> Iterator[Marked]:
    """A card for each gap in square brackets; the others are shown."""
    spans = [match.span() for match in _GAP.finditer(text)]
    for chosen in range(min(len(spans), MAX_GAPS)):
        front, back, position = "", "", 0
        for number, (low, high) in enumerate(spans):
            inside = text[low + 1 : high - 1]
            before = text[position:low]
            front += before + ("**[…]**" if number == chosen else inside)
            back += before + (f"**{inside}**" if number == chosen else inside)
            position = high
        yield Marked(front + text[position:], back + text[position:], start, end, "cloze")


def question_marks(lines: Lines) -> Iterator[Marked]:
    """A line with nothing but `?` between question and answer; `??` asks in both directions."""
    if not any(map(lines.has, _BETWEEN)):
        return
    for number in lines.beginning({sign[1] for sign in _BETWEEN}):
        sign = lines[number].strip()
        if f"\n{sign.replace('??', '?')}" not in _BETWEEN or not lines.free(number):
            continue
        if not 1 < number < len(lines):
            continue
        if lines.blank(number - 1) or lines.blank(number + 1):
            ruled = _between_rules(lines, number)
            yield from [ruled] if ruled else []
            continue
        first = number - 1
        while (
            first > 1
            and lines.free(first - 1)
            and not lines.blank(first - 1)
            and not lines.heading(first - 1)
            and not _RULE.match(lines[first - 1])
        ):
            first -= 1
        last = lines.paragraph_end(number + 1)
        front, tags = split_tags(unbulleted(_opened(lines.dedented(first, number - 1))))
        back = _opened(lines.dedented(number + 1, last))
        yield Marked(front, back, first, last, tags=tags)
        if sign == "??":
            yield Marked(back, front, first, last, tags=tags)


def _between_rules(lines: Lines, number: int) -> Marked | None:
    """The card of a mark that stands free, from the rule or heading above it to the one below.

    Source: "Markdown Flashcards", a convention for decks in one file.
    """
    first = number
    while first > 1 and number - first < MAX_QUESTION and not _parts(lines, first - 1):
        first -= 1
    last = number
    while last < len(lines) and last - number < LONGEST and not _parts(lines, last + 1):
        last += 1
    rules = [at for at in (first - 1, last + 1) if 0 < at <= len(lines) and not lines.heading(at)]
    front, back = lines.dedented(first, number - 1).strip(), lines.dedented(number + 1, last).strip()
    return Marked(front, back, first, last) if rules and front and back else None


def _parts(lines: Lines, number: int) -> bool:
    """Whether a line outside of code parts cards: a rule or a heading."""
    if number in lines.code:
        return False
    return lines.heading(number) or _RULE.match(lines[number]) is not None


def _opened(text: str) -> str:
    """Blank lines where a card without any stands in for them by `<br>`; a lone `?` without its backslash."""
    return _ESCAPED_MARK.sub(r"\1", _BREAK.sub("", text))
