"""Facts in coloured boxes: `diff` fences whose lines are `+ Key: ...`, `- Be careful: ...`, `! Note: ...`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cards.asking.titled import ask_label, ask_series
from cards.asking.topic import Topic
from cards.cutting import Cutter, Draft, Found
from cards.labels.label import split_label
from cards.markdown.tree import Block

_MARK = re.compile(r"\s*(?:[+!#-]|@@)\s+(?=\S)|\s*@@\s*(?=\S)")
_REAL_DIFF = re.compile(r"^(?:diff --git|index [0-9a-f]+|--- \S|\+\+\+ \S|@@ -\d)", re.MULTILINE)
_CHANGED_CODE = re.compile(r"\s*[+-].*[;{}]\s*$")
_NUMBERED = re.compile(r"^(.*\S)\s+\(?(\d{1,2})\)?$")
_DEEPER = re.compile(r"\s*[+!-]\s{3,}")
_INNER = "\n   "
LONGEST_LABEL = 91
"""Letters of a line that is a label, with its sign."""
_ORDINAL = re.compile(r"^\(?\d{1,2}[.)]\s+")


@dataclass(slots=True)
class _Fact:
    label: str
    body: str
    start: int
    end: int


def labelled_facts(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    if block.info.split(" ")[0].lower() != "diff" or _REAL_DIFF.search(block.text):
        return None
    if sum([bool(_CHANGED_CODE.match(line)) for line in block.text.split("\n")]) > 1:
        return None
    facts = _facts(block)
    numbered = all(_ORDINAL.match(fact.body) and not fact.label for fact in facts) and len(facts) > 1
    drafts: list[Draft] = []
    rest: list[Block] = []
    if numbered:
        rest.append(_as_list(facts, block))
    else:
        for group in _grouped(facts):
            drafts.extend(_draft(topic, group))
            rest.extend(
                Block("paragraph", fact.start, fact.end, fact.body) for fact in group if not fact.label
            )
    return Found(1, drafts, rest)


def _facts(block: Block) -> list[_Fact]:
    """The lines of a box; a line without a mark or with a deeper one continues the line above."""
    facts: list[_Fact] = []
    before = ""
    for number, line in enumerate(block.text.split("\n"), start=block.start + 1):
        if not line.strip():
            continue
        mark = _MARK.match(line)
        text = (line[mark.end() :] if mark else line).strip().removesuffix("@@").strip()
        sign = mark.group().strip() if mark else ""
        label = split_label(text)
        deeper = _DEEPER.match(line) is not None or (sign == "@@" == before and not label)
        if facts and (not mark or deeper):
            facts[-1].body = f"{facts[-1].body}{_INNER if _ORDINAL.match(text) else ' '}{text}".strip()
            facts[-1].end = number
        elif label:
            facts.append(_Fact(label.label, label.body, number, number))
        elif text.endswith((":", "?")) and 1 < len(text) <= LONGEST_LABEL:
            facts.append(_Fact(text.rstrip(": "), "", number, number))
        else:
            facts.append(_Fact("", text, number, number))
        before = sign
    return [fact for fact in facts if fact.body]


def _grouped(facts: Sequence[_Fact]) -> list[list[_Fact]]:
    """Facts whose labels only differ in their number belong together."""
    groups: dict[str, list[_Fact]] = {}
    for number, fact in enumerate(facts):
        stem = _NUMBERED.match(fact.label)
        groups.setdefault(stem.group(1).casefold() if stem else f"\0{number}", []).append(fact)
    return list(groups.values())


def _draft(topic: Topic, group: Sequence[_Fact]) -> list[Draft]:
    named = [fact for fact in group if fact.label]
    if not named:
        return []
    start, end = named[0].start, named[-1].end
    if len(named) == 1:
        fact = named[0]
        question = ask_label(topic, fact.label, fact.body)
        return [Draft(question, fact.body, start, end, question.kind)]
    stem = _NUMBERED.match(named[0].label)
    label = stem.group(1) if stem else named[0].label
    question = ask_series(topic, label, named[0].body, len(named))
    back = "\n".join(f"{number}. {fact.body}" for number, fact in enumerate(named, start=1))
    return [Draft(question, back, start, end, "list")]


def _as_list(facts: Sequence[_Fact], block: Block) -> Block:
    items = tuple(
        Block(
            "item",
            fact.start,
            fact.end,
            children=(Block("paragraph", fact.start, fact.end, _ORDINAL.sub("", fact.body)),),
        )
        for fact in facts
    )
    return Block("list", items[0].start, items[-1].end, children=items, info="1")
