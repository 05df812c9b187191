"""QTI packages: whole, the same bytes again, and judging as the key does."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

import engine
from engine.errors import UsageError
from quizapp.cli.delivery import deliver
from quizapp.quiz.make import Order, make
from quizapp.quiz.model import Option, Question, Quiz, letter
from quizapp.quiz.stock import stock
from quizapp.records import Selection
from quizapp.sheets import FORMATS
from quizapp.sheets.flow import flow
from quizapp.sheets.places import Place, places
from quizapp.sheets.qti import QTI

Q = f"{{{QTI}}}"


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    """Questions of every topic and from cards."""
    topics = {entry.topic: entry for entry in engine.catalogue() if 2 in entry.levels}
    cards = stock(None, Selection())
    kinds = ("numeric", "choice", "short", "matching")
    given = list(topics.values())
    return make(Order(given, 40, 2, 7, ("A", "B"), kinds=kinds, title="Nets <&> 1", cards=cards))


def unpacked(quiz: Quiz) -> dict[str, Element]:
    data = FORMATS["qti"].load()(quiz, "all")
    assert isinstance(data, bytes)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}


def items(quiz: Quiz) -> list[tuple[Element, Question, list[Place]]]:
    files = unpacked(quiz)
    return [
        (files[f"items/v{at}-q{question.number}.xml"], question, places(question))
        for at, sheet in enumerate(quiz.sheets, 1)
        for question in sheet.questions
    ]


def test_the_manifest_names_every_file_and_each_test_its_items(quiz: Quiz) -> None:
    files = unpacked(quiz)
    cp = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
    resources = {
        one.get("identifier"): one for one in files["imsmanifest.xml"].iterfind(f"{cp}resources/{cp}resource")
    }
    assert {one.get("href") for one in resources.values()} == set(files) - {"imsmanifest.xml"}
    for at, sheet in enumerate(quiz.sheets, 1):
        needed = [one.get("identifierref") for one in resources[f"r-test-v{at}"].iterfind(f"{cp}dependency")]
        assert needed == [f"r-v{at}-q{question.number}" for question in sheet.questions]
        listed = [one.get("href") for one in files[f"test-v{at}.xml"].iter(f"{Q}assessmentItemRef")]
        assert all(path in files for path in listed)
        assert len(listed) == len(sheet.questions)


def test_the_same_quiz_gives_the_same_bytes(quiz: Quiz) -> None:
    write = FORMATS["qti"].load()
    assert write(quiz, "all") == write(quiz, "all")


def judged(item: Element, given: dict[str, Any]) -> tuple[float, set[str]]:
    """A reading of the response processing that knows the few rules in use."""
    state: dict[str, Any] = {"SCORE": 0.0, "EARNED": 0.0}
    processing = item.find(f"{Q}responseProcessing")
    assert processing is not None

    def value(one: Element) -> Any:
        tag, below = one.tag.removeprefix(Q), list(one)
        if tag == "variable":
            name = one.get("identifier", "")
            return state[name] if name in state else given[name]
        if tag == "baseValue":
            return float(one.text or "") if one.get("baseType") == "float" else one.text
        if tag == "sum":
            return sum(value(each) for each in below)
        if tag == "divide":
            return value(below[0]) / value(below[1])
        if tag == "or":
            return any(value(each) for each in below)
        if tag == "match":
            return value(below[0]) == value(below[1])
        if tag == "stringMatch":
            return value(below[0]).casefold() == value(below[1]).casefold()
        if tag == "mapResponse":
            points = {
                each.get("mapKey"): float(each.get("mappedValue", "")) for each in item.iter(f"{Q}mapEntry")
            }
            return sum(points.get(pair, 0.0) for pair in given["R1"])
        assert tag == "equal"
        reach = [float(each) for each in one.get("tolerance", "0 0").split()]
        left, right = float(value(below[0])), float(value(below[1]))
        return right - reach[0] <= left <= right + reach[1]

    def follow(rules: list[Element]) -> None:
        for rule in rules:
            if rule.tag == f"{Q}setOutcomeValue":
                state[rule.get("identifier", "")] = value(rule[0])
            else:
                assert rule.tag == f"{Q}responseCondition"
                branch = next((each for each in rule if value(each[0])), None)
                follow(list(branch)[1:] if branch is not None else [])

    follow(list(processing))
    feedback = {
        one.get("identifier", "")
        for one in item.iter(f"{Q}modalFeedback")
        if state.get(one.get("outcomeIdentifier", "")) == one.get("identifier")
    }
    assert {*state} - {"EARNED"} <= {one.get("identifier") for one in item.iter(f"{Q}outcomeDeclaration")}
    return state["SCORE"], feedback


def right(place: Place) -> str:
    return letter(place.options.index(place.answer)) if place.options else place.answer


def test_right_answers_take_all_points_and_mistakes_none_but_their_message(quiz: Quiz) -> None:
    seen = set()
    for item, question, fields in items(quiz):
        seen.add(question.kind)
        told = {one.get("identifier"): "".join(one.itertext()) for one in item.iter(f"{Q}modalFeedback")}
        if question.kind == "matching":
            pairs = [f"T{at} {right(place)}" for at, place in enumerate(fields, 1)]
            assert judged(item, {"R1": pairs})[0] == pytest.approx(question.points)
            assert judged(item, {"R1": pairs[::-1][:1]})[0] == pytest.approx(question.points / len(pairs))
            continue
        key = {f"R{at}": right(place) for at, place in enumerate(fields, 1)}
        if all(place.sort != "open" for place in fields):
            assert judged(item, key) == (pytest.approx(question.points), {"SOLUTION"})
        for at, place in enumerate(fields, 1):
            for wrong in place.wrong:
                given = letter(place.options.index(wrong.answer)) if place.options else wrong.answer
                score, feedback = judged(item, {**key, f"R{at}": given})
                assert score < question.points
                (found,) = feedback - {"SOLUTION"}
                messages = {one.message for one in place.wrong}
                assert told[found] in messages
    assert seen == {"numeric", "choice", "short", "matching"}


@pytest.mark.parametrize("entry", engine.catalogue(), ids=lambda entry: entry.id)
def test_every_exercise_at_every_level_is_judged_as_the_key_says(entry: engine.Entry) -> None:
    for level in entry.levels:
        made = make(Order([entry], 1, level, 3, ("A",), kinds=("numeric",)))
        ((item, question, fields),) = items(made)
        key = {f"R{at}": right(place) for at, place in enumerate(fields, 1)}
        asked = [place for place in fields if place.sort != "open"]
        if len(asked) == len(fields):
            assert judged(item, key) == (pytest.approx(question.points), {"SOLUTION"})
        for at, place in enumerate(fields, 1):
            for wrong in place.wrong if place in asked else ():
                given = letter(place.options.index(wrong.answer)) if place.options else wrong.answer
                score, told = judged(item, {**key, f"R{at}": given})
                assert score < question.points
                assert len(told) == 2


def test_a_matching_question_may_have_options_that_fit_no_term(quiz: Quiz) -> None:
    sheet = quiz.sheets[0]
    question = next(one for one in sheet.questions if one.kind == "matching")
    spare = replace(question, number=1, options=(*question.options, Option("neither", False, (), "")))
    ((item, _, fields),) = items(replace(quiz, sheets=(replace(sheet, questions=(spare,)),)))
    _, explained = item.iter(f"{Q}simpleMatchSet")
    assert [one.get("identifier") for one in explained] == [letter(at) for at in range(len(spare.options))]
    assert "".join(explained[-1].itertext()) == "neither"
    last = letter(len(spare.options) - 1)
    pairs = [f"T{at} {right(place)}" for at, place in enumerate(fields, 1)]
    assert judged(item, {"R1": [f"T1 {last}", *pairs[1:]]})[0] == pytest.approx(
        question.points * (len(pairs) - 1) / len(pairs)
    )


ORDER = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]


def test_items_keep_to_the_order_and_names_of_the_information_model(quiz: Quiz) -> None:
    for item, _, _ in items(quiz):
        tags = [child.tag.removeprefix(Q) for child in item]
        assert tags == sorted(tags, key=ORDER.index)
        declared = {one.get("identifier") for one in item.iter(f"{Q}responseDeclaration")}
        asked = [one.get("responseIdentifier") for one in item.iter() if one.get("responseIdentifier")]
        assert sorted(asked) == sorted(name or "" for name in declared)
        body = item.find(f"{Q}itemBody")
        assert body is not None
        assert not (body.text or "").strip()
        assert not [one for one in body if (one.tail or "").strip()]


def test_packages_are_read_by_another_program(quiz: Quiz) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = pytest.importorskip("qti_convert")
    for item, question, _ in items(quiz)[::5]:
        upgraded = reader.upgrade_qti2_to_qti3(ElementTree.tostring(item, encoding="unicode"))
        assert "qti-response-processing" in upgraded, question.title


def test_html_becomes_what_an_item_may_hold() -> None:
    blocks = flow('loose <b>x</b><p onclick="a()">1 &lt; 2<br>y<script>z</script></p><img src=x>tail')
    shown = [ElementTree.tostring(block, encoding="unicode") for block in blocks]
    assert shown == ["<p>loose <b>x</b></p>", "<p>1 &lt; 2<br />yz</p>", "<p>tail</p>"]


def test_bytes_are_kept_from_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with pytest.raises(UsageError, match="give -o FILE"):
        deliver(None, b"PK")
