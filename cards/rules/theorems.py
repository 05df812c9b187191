"""Statements of mathematics without a name: `Theorem 3.2. Let f be ... Then ...`, and their proofs.

What they assume asks for what follows, and a name in brackets for all of it; a number is asked for only where
nothing else can be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.asking.front import Question
from cards.asking.topic import Topic
from cards.cutting import Cutter, Draft, Found, draft, paragraph
from cards.labels.label import split_label
from cards.markdown.tree import Block
from cards.rules.prose import ask_statement
from cards.words.verbs import be
from cards.words.wording import content_words, plain

_KINDS = r"Theorem|Thm|Lemma|Proposition|Prop|Corollary|Cor|Conjecture"
_FIRST_LETTERS = frozenset("TLPCDAF")
_NUMBER = r"\s+\d+(?:\.\d+)*"
_NAME = rf"((?:{_KINDS}|Definition|Def|Axiom|Claim|Fact)\b\.?(?:{_NUMBER})?)"
_STATEMENT = re.compile(
    rf"[*_]{{0,2}}{_NAME}[*_]{{0,2}}(?: \(([^()]{{2,60}})\))?[*_]{{0,2}}[.:][*_]{{0,2}}\s+(?=[^\W_*]|[$`\\])"
)
_NUMBERED = re.compile(rf"{_KINDS}|.*\d\Z")
"""What is a statement also without a name in brackets; a mere "Definition:" is of its title."""
_NUMBERED_TITLE = re.compile(rf"(?:{_KINDS}|Definition|Def|Axiom|Claim|Fact)\.?(?:{_NUMBER})|Theorem|Lemma")
_PROOF = re.compile(r"[*_]{0,2}(?:Proof(?: (?:sketch|idea))?|Pf)[*_]{0,2}[.:][*_]{0,2}\s+(?=\S)")
_PROVED = re.compile(r"(?:[□■∎]|\bQ\.?E\.?D\b\.?|\\(?:square|blacksquare|qed)\$?)\s*[*_]{0,2}\Z")
_ASSUMED = re.compile(r"((?:Let|Suppose|Assume|Given|Fix|Consider)\b.+?)[.,]\s+[Tt]hen\s+(\S.*)", re.DOTALL)
_CALLED = re.compile(
    r"((?:An?|The|Two) .{2,80}?) (is|are) (?:called |said to be )?([^,.;:]{2,60}?),? "
    r"(?:if|when|iff|provided)\b",
    re.DOTALL,
)
_EMPHASISED = re.compile(r"[^.\n]{0,120}?(?<![*\w\\])\*([^\W\d_][^*$\n]{2,40})\*(?![*\w])")
MAX_FRONT = 170
"""Letters of what is assumed or to be proved that still make a front."""


def theorem_with_proof(cutter: Cutter, topic: Topic, blocks: Sequence[Block], at: int) -> Found | None:
    block = blocks[at]
    found = _STATEMENT.match(block.text) if block.text[:3].lstrip("*_")[:1] in _FIRST_LETTERS else None
    if not found or not topic.english:
        return None
    if not (found.group(2) or _NUMBERED.match(found.group(1)) or _defines_sign(found, block.text)):
        return None
    text, end = block.text[found.end() :].strip(), at + 1
    while end < len(blocks) and blocks[end].kind == "math":
        end += 1
    name, given = " ".join(found.group(1).split()), found.group(2)
    asked = _asked_by_name(topic, name, given), text
    question, answer = asked if given else (_ask(topic, name, text) or asked)
    drafts = [draft(question, [paragraph(answer, block), *blocks[at + 1 : end]])]
    proof = _proof(blocks, end)
    if proof:
        drafts.append(_prove(topic, name, text if end == at + 1 else "", proof))
    return Found(end + len(proof) - at, drafts)


def _defines_sign(found: re.Match[str], text: str) -> bool:
    """Whether a definition without a name or number says when something is called what it defines."""
    if not found.group(1).startswith("Def") or len(found.group()) == len(text):
        return False
    return _CALLED.match(text, found.end()) is not None or _EMPHASISED.match(text, found.end()) is not None


def titled(title: str, blocks: Sequence[Block]) -> list[Block] | None:
    """The text below a heading that is only "Theorem 3.2", as a statement that begins with it."""
    if (
        title[:1] not in _FIRST_LETTERS
        or not blocks
        or blocks[0].kind != "paragraph"
        or not _NUMBERED_TITLE.fullmatch(title)
    ):
        return None
    return [paragraph(f"{title}. {blocks[0].text}", blocks[0]), *blocks[1:]]


def _asked_by_name(topic: Topic, name: str, given: str | None) -> Question:
    if given and name.startswith("Def"):
        return _question(topic, f"What {be(given)} {given}?")._replace(kind="definition")
    return _question(topic, f"What does {_called(given, name)} say?")


def _called(given: str | None, name: str) -> str:
    """What a statement is called in a question."""
    kind = name.split()[0].rstrip(".").lower().replace("thm", "theorem")
    if not given:
        return name if name[-1:].isdigit() else f"the {kind}"
    if kind in given.casefold():
        return given
    return f"{given} {kind}" if "'s" in given or "’s" in given else f"the {given} {kind}"


def _ask(topic: Topic, name: str, text: str) -> tuple[Question, str] | None:
    """The question for a statement by its own words, and the part of it that answers."""
    assumed, called = _ASSUMED.fullmatch(text), _CALLED.match(text)
    if assumed and len(assumed.group(1)) <= MAX_FRONT:
        return _question(topic, f"{assumed.group(1)}. What holds then?"), _begun(assumed.group(2))
    if called and name.startswith("Def"):
        thing = called.group(1)[0].lower() + called.group(1)[1:]
        return _question(topic, f"When {called.group(2)} {thing} {plain(called.group(3))}?"), text
    emphasised = _EMPHASISED.match(text) if name.startswith("Def") else None
    if emphasised:
        return _question(topic, f'What does "{emphasised.group(1)}" mean?')._replace(kind="definition"), text
    return ask_statement(topic, text, opening=False)


def _begun(text: str) -> str:
    """The beginning of a sentence; a sign such as f stays as small as it is."""
    return text[0].upper() + text[1:] if text[1:2].isalpha() else text


def _question(topic: Topic, text: str) -> Question:
    return Question(text, topic.all, shown=int(not content_words(text) & content_words(topic.title)))


def _proof(blocks: Sequence[Block], at: int) -> Sequence[Block]:
    """The blocks of the proof that begins here: to the mark of its end, else a paragraph and its formulas."""
    if at == len(blocks) or blocks[at].kind != "paragraph" or not _PROOF.match(blocks[at].text):
        return ()
    stop = at + 1
    while stop < len(blocks) and not _begins_anew(blocks[stop]):
        if _PROVED.search(blocks[stop - 1].text):
            return blocks[at:stop]
        stop += 1
    if _PROVED.search(blocks[stop - 1].text):
        return blocks[at:stop]
    stop = at + 1
    while stop < len(blocks) and blocks[stop].kind == "math":
        stop += 1
    return blocks[at:stop]


def _begins_anew(block: Block) -> bool:
    label = split_label(block.text) if block.kind == "paragraph" else None
    return label is not None or _STATEMENT.match(block.text) is not None


def _prove(topic: Topic, name: str, text: str, proof: Sequence[Block]) -> Draft:
    """The card that asks for the proof of a statement, by its words where they are few."""
    asked = f"Prove: {text}" if text and len(text) <= MAX_FRONT else f"How is {_called(None, name)} proved?"
    first = proof[0]._replace(text=_PROOF.sub("", proof[0].text, count=1))
    return draft(_question(topic, asked), [first, *proof[1:]])
