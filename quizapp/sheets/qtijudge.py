"""How a QTI item judges its answers: the right one takes the points, a known mistake shows its message."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from quizapp.quiz.model import letter
from quizapp.sheets.flow import plain
from quizapp.sheets.places import Place


@dataclass(frozen=True, slots=True)
class Worth:
    """What fields are worth in whole shares, since players differ in how they add fractions."""

    shares: tuple[int, ...]
    per_point: int
    """So many of them are a point."""

    @property
    def outcome(self) -> str:
        """Where the shares are added up."""
        return "SCORE" if self.per_point == 1 else "EARNED"


def judged(fields: list[Place], worth: Worth, *, matched: bool) -> tuple[Element, dict[str, str]]:
    """The rules, and the message of each feedback by its identifier.

    What a field is told stands in an outcome of its own, `F1` for the first, since not every player adds to
    a list of them.

    Args:
      fields: the places for answers; the response to the first is `R1`.
      worth: of each.
      matched: whether `R1` holds the pairs of all fields.
    """
    processing = Element("responseProcessing")
    _set(processing, "SOLUTION", _value("identifier", "SOLUTION"))
    told: dict[str, str] = {}
    earned = Element("variable", identifier="EARNED")
    if matched:
        earned = Element("mapResponse", identifier="R1")
    else:
        for at, (place, share) in enumerate(zip(fields, worth.shares, strict=True), 1):
            if place.sort != "open":
                processing.append(_condition(at, place, worth.outcome, share, told))
    if worth.per_point > 1:
        points = Element("divide")
        points.extend([earned, _value("float", str(worth.per_point))])
        _set(processing, "SCORE", points)
    elif matched:
        _set(processing, "SCORE", earned)
    return processing, told


def _condition(number: int, place: Place, outcome: str, share: int, told: dict[str, str]) -> Element:
    response = f"R{number}"
    condition = Element("responseCondition")
    right = SubElement(condition, "responseIf")
    right.append(_any([_fits(response, place, text) for text in (place.answer, *place.also)]))
    _set(right, outcome, _sum(outcome, share))
    for at, wrong in enumerate(place.wrong, 1):
        identifier = f"{response}-M{at}"
        told[identifier] = wrong.message
        found = SubElement(condition, "responseElseIf")
        found.append(_fits(response, place, wrong.answer))
        _set(found, f"F{number}", _value("identifier", identifier))
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


def _sum(outcome: str, share: int) -> Element:
    total = Element("sum")
    total.extend([Element("variable", identifier=outcome), _value("float", str(share))])
    return total


def _set(parent: Element, outcome: str, value: Element) -> None:
    SubElement(parent, "setOutcomeValue", identifier=outcome).append(value)
