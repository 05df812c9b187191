"""How a QTI item judges its answers: the right one takes the points, a known mistake shows its message."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from quizapp.quiz import letter
from quizapp.sheets.flow import plain
from quizapp.sheets.places import Place


def judged(fields: list[Place], worth: list[float], *, matched: bool) -> tuple[Element, dict[str, str]]:
    """The rules, and the message of each feedback by its identifier.

    Args:
      fields: the places for answers; the response to the first is `R1`.
      worth: the points of each.
      matched: whether `R1` holds the pairs of all fields.
    """
    processing = Element("responseProcessing")
    _set(processing, "FEEDBACK", _one_more("FEEDBACK", "SOLUTION"))
    if matched:
        _set(processing, "SCORE", Element("mapResponse", identifier="R1"))
        return processing, {}
    told: dict[str, str] = {}
    for at, (place, points) in enumerate(zip(fields, worth, strict=True), 1):
        if place.sort != "open":
            processing.append(_condition(f"R{at}", place, points, told))
    return processing, told


def _condition(response: str, place: Place, points: float, told: dict[str, str]) -> Element:
    condition = Element("responseCondition")
    right = SubElement(condition, "responseIf")
    right.append(_any([_fits(response, place, text) for text in (place.answer, *place.also)]))
    _set(right, "SCORE", _sum(points))
    for number, wrong in enumerate(place.wrong, 1):
        identifier = f"{response}-M{number}"
        told[identifier] = wrong.message
        found = SubElement(condition, "responseElseIf")
        found.append(_fits(response, place, wrong.answer))
        _set(found, "FEEDBACK", _one_more("FEEDBACK", identifier))
    return condition


def _any(tests: list[Element]) -> Element:
    if len(tests) == 1:
        return tests[0]
    whole = Element("or")
    whole.extend(tests)
    return whole


def _fits(response: str, place: Place, answer: str) -> Element:
    if place.sort == "number":
        reach = {"toleranceMode": "absolute", "tolerance": f"{place.width} {place.width}"}
        test = Element("equal", reach if place.tolerance else {"toleranceMode": "exact"})
        return _compared(test, response, "float", answer)
    if place.sort == "option":
        return _compared(Element("match"), response, "identifier", letter(place.options.index(answer)))
    test = Element("stringMatch", caseSensitive="false", substring="false")
    return _compared(test, response, "string", answer)


def _compared(test: Element, response: str, base: str, value: str) -> Element:
    test.extend([Element("variable", identifier=response), _value(base, value)])
    return test


def _value(base: str, value: str) -> Element:
    element = Element("baseValue", baseType=base)
    element.text = plain(value)
    return element


def _sum(points: float) -> Element:
    total = Element("sum")
    total.extend([Element("variable", identifier="SCORE"), _value("float", repr(points))])
    return total


def _one_more(outcome: str, identifier: str) -> Element:
    """What an outcome holds, and one identifier more."""
    together = Element("multiple")
    together.extend([Element("variable", identifier=outcome), _value("identifier", identifier)])
    return together


def _set(parent: Element, outcome: str, value: Element) -> None:
    SubElement(parent, "setOutcomeValue", identifier=outcome).append(value)
