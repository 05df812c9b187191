"""One section: what it is about, whether it can give cards at all, and its drafts."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cards.asking.asked import asks
from cards.asking.defining import defines, defines_by_name
from cards.asking.front import Question
from cards.asking.remarks import is_provision
from cards.asking.titled import ask_label, ask_title, is_comparison
from cards.asking.topic import Topic
from cards.asking.turned import turned
from cards.cutting import MAX_ROWS, Cutter, Draft, draft
from cards.labels.label import Labelled, split_label
from cards.labels.points import point_of
from cards.labels.titles import is_generic, split_heading, thing_of, title_of, titles_above
from cards.markdown.tree import Block, Section, render, rows_of
from cards.model import Reason
from cards.noise import is_useless_title, reason_to_skip
from cards.rules import BODY_RULES, RULES
from cards.rules.answering import end_of_answer
from cards.rules.choices import asked_and_chosen
from cards.rules.details import asked_and_folded
from cards.rules.shown import asked_and_shown
from cards.rules.theorems import titled
from cards.rules.untitled import told_statements
from cards.words.dates import is_when
from cards.words.verbs import is_command
from cards.words.wording import count_words, drop_images, is_question, sentences

_TAGS = re.compile(r"(?<=\s)#((?=[^\W\d])[\w/-]+)(?=\s|$)")
_DEFINES_CODE = re.compile(
    r"^\s*(?:(?:export |public |private |static |async |pub )*(?:def|class|function|fn|func|interface|struct)"
    r"|(?:template|int|void|double|float|bool|auto)\b[^;\n]*\()",
    re.MULTILINE,
)
"""Code that defines something, and is no command to install it."""
_LETTER = re.compile(r"[^\W\d]")
_INTRODUCES = ("Intro", "Overv")
"""With which a title begins whose text says what the thing behind it is."""
_WORDS_OF_TITLE = re.compile(
    r"\b(?!(?:and|or|of|the|a|an|in|on|for|to|with|by|from|at|as|vs|via)\b)[^\W\d_][\w'’-]*"
)

_LEADS = re.compile(
    r"(?:in )?(?:this|these|the following) (?:chapter|section|part|note|document|file|page|unit|module"
    r"|lecture)s?\b"
    r"|(?:here|below|now(?! that\b))\b|(?:we|i)(?:['’]ll| will| are going to)\b"
    r"|we (?:now |then |first )?(?:discuss|look at|cover|introduce|review|present)\b"
    r"|there (?:are|is) (?:a (?:number|variety|range|couple) of|several|many|various|different|multiple"
    r"|numerous|a few|some|two|three|four|five|six|\d+) [^.!?:,;]*[.:]?\Z",
    re.IGNORECASE,
)
"""The beginning of a text that tells what stands below it."""
_ADDRESSES = re.compile(r"(?:you|we|i|students?|this|here)\b", re.IGNORECASE)
_INDEX = re.compile(r"[*_]*[A-Z](?:\s?[-–—/,&]\s?[A-Z])*[*_]*")
_KIND = re.compile(r"(?:Class|Stage|Phase|Grade|Type|Rule|Case|Group) (?:\d{1,2}|[IVX]{1,4})[.:]?")
LONGEST_NAME = 60
"""Letters of what says which of several kinds a heading with a number is."""
FEWEST_LETTERS, LONGEST_INDEX = 3, 9
"""Headings of a letter from which they sort a glossary, and signs of one."""
_OF_COURSE = re.compile(r"What (is|are) ([^-–—?]{3,30}) [-–—] (the [^-–—?]{3,40})\??")
"""A title that asks for its subject behind the name of a course."""
_PHRASE = re.compile(r"(?:an?|the|any) [^.:;!?\n]+\Z")
"""A phrase in small letters that is no sentence."""
_COUNTED, _DIGITS = re.compile(r"\d{1,2} +[^\W\d_]"), (*"123456789",)
"""A number before a heading without a point behind it."""
LONGEST_LABEL = 4
"""Words that several headings share before a colon."""
LEAST_ASKED = 6
"""Words of a question that stands without its title."""
LEAST_TOLD = 8
"""Words of an item that is a statement."""
NEAR = 2
"""Blocks below a title of which one may say what it is, where a motto stands before it."""
LONG_TITLE = 9
"""Words above which a title of several sentences is a statement with its text."""


def topic_of(section: Section, english: bool, fallback: str) -> Topic:
    """What a section is about; `fallback` is the title of a note of which no heading is the title."""
    if fallback and section.path:
        section = section._replace(path=(fallback, *section.path))
    above = titles_above(section.path[:-1])
    title, tags = split_heading(section.path[-1]) if section.path else (fallback, ())
    if title[:5] in _INTRODUCES or (section.has_children and len(section.path) == 1):
        title = thing_of(title) or title
    course = _OF_COURSE.fullmatch(title) if title[:5] == "What " else None
    if course:
        return Topic(f"What {course[1]} {course[3]}?", tuple(dict.fromkeys((*above, course[2]))), english)
    if is_when(title) and not _is_named(section):
        return Topic("".join(above[-1:]), above[:-1], english, dated=True)
    title = turned(title) if english and title[:1] in ("H", "W") and title[-1:] != "?" else title
    return Topic(title, tuple(dict.fromkeys((*above, *tags))), english)


def _is_named(section: Section) -> bool:
    """Whether a heading is one of several kinds, `Class 2`, and the few words below it say which."""
    first = section.blocks[0] if section.blocks else None
    named = first is not None and first.kind == "paragraph" and len(first.text) <= LONGEST_NAME
    return named and _KIND.fullmatch(section.path[-1]) is not None


def tags_of(section: Section) -> tuple[str, ...]:
    """The tags that stand at the end of the headings of a section."""
    found = [tag for heading in section.path if "#" in heading for tag in _TAGS.findall(heading)]
    return tuple(tag for tag in found if not re.fullmatch(r"(?i)(?:flash)?cards?|anki", tag))


def without_idle_children(found: Sequence[Section]) -> list[Section]:
    """Sections of which one that has only links and the like below it has nothing below it."""
    result = list(found)
    for at, section in enumerate(found):
        if section.has_children and len(section.path) == 1:
            below = (found[number] for number in range(at + 1, len(found)))
            inside = itertools.takewhile(lambda one: len(one.path) > 1, below)
            idle = all(is_useless_title(title_of(one.path[-1])) for one in inside)
            result[at] = section._replace(has_children=not idle)
    return result


def without_index_letters(found: Sequence[Section]) -> list[Section]:
    """Sections of a glossary without the letters that only sort it: what stands there is of the whole."""
    short = [one.heading for one in found if one.heading and len(one.heading.text) <= LONGEST_INDEX]
    letters = [heading for heading in short if _INDEX.fullmatch(heading.text)]
    names = [letter.text.strip("*_") for letter in letters]
    if len(names) < FEWEST_LETTERS or sorted(set(names)) != names or len({one.info for one in letters}) > 1:
        return list(found)
    return [
        section._replace(path=tuple(name for name in section.path if not _INDEX.fullmatch(name)))
        for section in found
    ]


def without_bare_numbers(found: Sequence[Section]) -> Sequence[Section]:
    """Sections without the numbers that only count the headings of one level: `1 Hulls`, `2 Sails`."""
    counted: dict[str, list[str]] = {}
    for one in found:
        if one.heading and one.heading.text[:1] in _DIGITS and _COUNTED.match(one.heading.text):
            counted.setdefault(one.heading.info, []).append(one.heading.text)
    named: dict[str, str] = {}
    for names in counted.values():
        numbers = [name.split(" ", 1)[0] for name in names]
        if len(names) > 1 and numbers == [str(number) for number in range(1, len(names) + 1)]:
            named |= {name: name.split(" ", 1)[1].lstrip() for name in names}
    if not named:
        return found
    return [one._replace(path=tuple([named.get(name, name) for name in one.path])) for one in found]


def with_shared_labels(found: Sequence[Section]) -> list[Section]:
    """Sections whose headings share a label, `Sails: jib`, `Sails: main`: it is a title above them."""
    labels = [
        _label_of(one.heading.text) if one.heading and ": " in one.heading.text else "" for one in found
    ]
    shared = {label for label, times in Counter(labels).items() if label and times > 1}
    return [
        one._replace(path=(*one.path[:-1], label, one.path[-1].partition(":")[2].strip()))
        if label in shared
        else one
        for one, label in zip(found, labels, strict=True)
    ]


def _label_of(heading: str) -> str:
    """What stands before the colon of a heading, where it is a name and no word that asks for something."""
    name, _, rest = heading.partition(": ")
    named = name[:1].isupper() and name[-1].isalpha() and name[2:] != "" and rest.strip() != ""
    return name if named and count_words(name) <= LONGEST_LABEL and not _asks_or_sorts(name) else ""


def _asks_or_sorts(name: str) -> bool:
    return is_generic(name) or point_of(name) is not None or title_of(f"{name}: it") != f"{name}: it"


def whole_note(found: Sequence[Section]) -> Section | None:
    """The section whose heading is the title of the whole note: the only one of its level above others."""
    first = [one for one in found if one.heading and one.heading.info == "1"]
    return first[0] if len(first) == 1 and first[0].has_children else None


def reason_without_cards(
    section: Section, topic: Topic, blocks: Sequence[Block], begins: bool
) -> Reason | None:
    """Why a section as a whole gives no card.

    Args:
        begins: its heading is the title of the whole note, or no card comes before it.
    """
    if not section.heading:
        return None
    if is_useless_title(topic.title) or (not blocks and not _LETTER.search(topic.title)):
        return "navigation"
    if not blocks and reason_to_skip(topic.title) in ("navigation", "placeholder"):
        return "placeholder"
    entitles = begins and section.heading.info == "1" and section.has_children
    if entitles and blocks and count_words(render(blocks)) <= 6:
        return "title"
    return None


def cut_section(
    section: Section, topic: Topic, blocks: Sequence[Block], whole: bool = False
) -> tuple[list[Draft], list[tuple[Block, Reason]]]:
    """The drafts of a section, and what gave none.

    Args:
        whole: its heading is the title of the whole note.
    """
    heading = section.heading
    blocks, unused = _pictures(topic, blocks)
    if heading:
        label = split_label(topic.title)
        provision = label and blocks and is_provision(label.label)
        fact = label and not section.has_children and not provision and _states_fact(label.body)
        if label and fact and not asks(topic.title) and not is_comparison(label.body):
            if blocks and topic.english and not point_of(label.label) and _is_subtitle(label.body):
                above = (*topic.above, title_of(label.label))
                topic = topic._replace(title=label.body.removeprefix("The "), above=above)
            elif not blocks:
                return [_from_heading(topic, label, heading)], unused
            else:
                topic = topic._replace(title=title_of(label.label))
                blocks = [_said_in(heading, label.body), *blocks]
        stated = titled(topic.title, blocks)
        if stated:
            topic, blocks = outer(topic), stated
        opening, *more = sentences(topic.title) if count_words(topic.title) > LONG_TITLE else ("",)
        if more and not any(map(is_question, more)):
            topic = topic._replace(title=opening.rstrip("."))
            blocks = [_said_in(heading, " ".join(more)), *blocks]
    introduces = whole or _only_leads(section, blocks)
    rules = (told_statements, *BODY_RULES) if topic.dated else BODY_RULES
    cutter = Cutter(RULES, rules, introduces and not _is_defined(topic, blocks))
    folded = (asked_and_folded(blocks) or _chosen(topic, blocks)) if heading else None
    if folded:
        asked, answer, end = folded
        told = _folded_each(topic, asked, answer) or [_folded(topic, asked, answer)]
        drafts = [*told, *cutter.cut(topic, blocks[end:])]
    elif blocks and asks(topic.title):
        drafts = _cut_answer(cutter, topic, blocks)
    else:
        drafts = cutter.cut(topic, blocks)
    if heading and drafts:
        drafts[0] = drafts[0].begun_at(heading.start)
    return drafts, [*unused, *cutter.skipped]


def _chosen(topic: Topic, blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block], int] | None:
    """The code that a heading asks about, or the choices of one that asks, or of a question below it.

    Other boxes are things to do.
    """
    shown = asked_and_shown(topic.title, blocks)
    if shown:
        return shown
    found = asked_and_chosen(blocks)
    if not found or asks(topic.title):
        return found
    return found if any(is_question(block.text) for block in found[0]) else None


def _only_leads(section: Section, blocks: Sequence[Block]) -> bool:
    """Whether the text of a chapter says what stands in it, and nothing about its subject."""
    first = blocks[0].text if blocks and blocks[0].kind == "paragraph" else ""
    return section.has_children and _LEADS.match(first) is not None


def _is_defined(topic: Topic, blocks: Sequence[Block]) -> bool:
    """Whether the text below the title of a note says what its title is, and not what the note is for."""
    if blocks and all(block.kind == "code" and _DEFINES_CODE.search(block.text) for block in blocks):
        return True
    if any(block.kind == "list" and _tells(block) for block in blocks):
        return True
    told = [block.text for block in blocks[:NEAR] if block.kind == "paragraph"]
    if blocks and blocks[0].kind == "list" and _defines_as_point(topic.title, blocks[0]):
        return True
    return asks(topic.title) or any(defines_by_name(topic.title, text) for text in told)


def _defines_as_point(title: str, block: Block) -> bool:
    """Whether the first point of a list says in a few words what a title is: `the ability to ...`."""
    point = block.children[0].children[0].text if block.children[0].children else ""
    return _PHRASE.match(point) is not None and defines(title, point)


def _tells(block: Block) -> bool:
    """Whether most items of a list are statements, which introduce nothing."""
    items = [item.children[0].text for item in block.children if item.children]
    told = sum(
        count_words(text) >= LEAST_TOLD and not _ADDRESSES.match(text) and not is_command(text)
        for text in items
    )
    return len(items) > 1 and told * 2 > len(items)


def _folded(topic: Topic, asked: Sequence[Block], answer: Sequence[Block]) -> Draft:
    """A question with its code and choices above a folded answer."""
    question = ask_title(topic, "", "text")
    if asked:
        front = f"{question.front()}\n\n" if topic.title else ""
        question = question._replace(text=f"{front}{render(asked)}", shown=0, verbatim=True)
    return draft(question, answer)


def _folded_each(topic: Topic, asked: Sequence[Block], answer: Sequence[Block]) -> list[Draft]:
    """A list of questions with a list of as many answers behind a fold, one by one; else nothing."""
    if asks(topic.title) or not all(
        len(blocks) == 1 and blocks[0].kind == "list" for blocks in (asked, answer)
    ):
        return []
    questions, answers = asked[0].children, answer[0].children
    if len(questions) != len(answers) or len(questions) == 1:
        return []
    drafts = []
    for one, told in zip(questions, answers, strict=True):
        text = render(one.children)
        question = Question(text, topic.all, shown=int(count_words(text) < LEAST_ASKED))
        drafts.append(draft(question, told.children, start=one.start))
    return drafts


def _cut_answer(cutter: Cutter, topic: Topic, blocks: Sequence[Block]) -> list[Draft]:
    """The answer to a heading as one card where it fits a screen; what follows it is of the whole chapter."""
    end = end_of_answer(topic.title, blocks)
    if not _is_one_answer(blocks[:end]):
        return cutter.cut(topic, blocks)
    answer = draft(ask_title(topic, "", "text"), blocks[:end])
    if end == len(blocks):
        return [answer]
    return [answer, *replace(cutter, introduces=True).cut(outer(topic), blocks[end:])]


def _is_one_answer(blocks: Sequence[Block]) -> bool:
    """Whether all of an answer fits a screen and asks nothing more."""
    if rows_of(blocks) > MAX_ROWS:
        return False
    if len(blocks) == 1 and blocks[0].kind == "paragraph" and blocks[0].text[-1] != "?":
        return True
    return not any(
        block.kind == "html" or (block.kind == "paragraph" and "?" in block.text) for block in blocks
    )


def _pictures(topic: Topic, blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[Block, Reason]]]:
    """Pictures stay where they are the whole answer to a question, or say something beside a text."""
    pictures = [block.info == "picture" for block in blocks]
    if not any(pictures):
        return list(blocks), []
    only = all(pictures)
    if only and is_question(topic.title):
        return list(blocks), []
    kept: list[Block] = []
    unused: list[tuple[Block, Reason]] = []
    for block in blocks:
        shown = block if block.info != "picture" else block._replace(text=drop_images(block.text)[0].strip())
        if only or (block.info == "picture" and not shown.text):
            unused.append((block, "image only"))
        else:
            kept.append(shown)
    return kept, unused


def _from_heading(topic: Topic, label: Labelled, heading: Block) -> Draft:
    """A heading that is itself the fact: `Nesterov: looks ahead`."""
    question = ask_label(outer(topic), label.label, label.body)
    return Draft(question, label.body, heading.start, heading.end, question.kind)


def outer(topic: Topic) -> Topic:
    """What the title above is about."""
    return topic._replace(title=topic.above[-1] if topic.above else "", above=topic.above[:-1])


def _said_in(heading: Block, text: str) -> Block:
    return Block("paragraph", heading.start, heading.end, text)


def _is_subtitle(text: str) -> bool:
    """Whether what follows a colon in a heading names what is below it: its words have capitals."""
    words = _WORDS_OF_TITLE.findall(text) if ", " not in text.partition("(")[0] else []
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _states_fact(text: str) -> bool:
    """Whether what follows a colon in a heading says something, not only "tips and tricks"."""
    return count_words(text) > 1 and not is_generic(text) and re.search(r"[^\W\d]{2}", text) is not None
