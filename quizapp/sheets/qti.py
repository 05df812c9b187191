"""A quiz as a QTI 2.1 package: a manifest, a test for each version, an item for each question.

The bytes are the same on any machine. Not carried: credit for what follows from one's own earlier wrong
number, and answers that are judged by a condition, which a person scores.

Source: IMS Question and Test Interoperability 2.1, information model and its content-packaging profile.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizapp.quiz.model import Question, Quiz, Sheet, letter
from quizapp.sheets import Contents
from quizapp.sheets.flow import flow, paragraph, plain
from quizapp.sheets.page import laid_out, solution, typeset_option
from quizapp.sheets.places import Place, places, without_letters
from quizapp.sheets.qtijudge import Worth, judged

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
EARLIEST = (1980, 1, 1, 0, 0, 0)


def write(quiz: Quiz, contents: Contents = "all") -> bytes:
    """All versions with their solutions as feedback, whatever is asked for."""
    files: dict[str, Element] = {}
    resources: list[tuple[str, str, list[str]]] = []
    for at, sheet in enumerate(quiz.sheets, 1):
        items = {f"v{at}-q{question.number}": question for question in sheet.questions}
        for name, question in items.items():
            files[f"items/{name}.xml"] = _item(name, sheet, question)
            resources.append((name, f"items/{name}.xml", []))
        files[f"test-v{at}.xml"] = _test(f"test-v{at}", quiz, sheet, list(items))
        resources.append((f"test-v{at}", f"test-v{at}.xml", list(items)))
    return _packed({"imsmanifest.xml": _manifest(resources), **files})


def _packed(files: dict[str, Element]) -> bytes:
    """Stored as they are, because compressed bytes differ between machines."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, root in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, f"{DECLARATION}{tostring(root, encoding='unicode')}".encode())
    return whole.getvalue()


def _manifest(resources: list[tuple[str, str, list[str]]]) -> Element:
    root = Element("manifest", xmlns=PACKAGING, identifier="quiz")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    listed = SubElement(root, "resources")
    for name, path, needed in resources:
        sort = "test" if needed else "item"
        resource = SubElement(
            listed, "resource", identifier=f"r-{name}", type=f"imsqti_{sort}_xmlv2p1", href=path
        )
        SubElement(resource, "file", href=path)
        for other in needed:
            SubElement(resource, "dependency", identifierref=f"r-{other}")
    indent(root)
    return root


def _test(name: str, quiz: Quiz, sheet: Sheet, items: list[str]) -> Element:
    title = plain(f"{quiz.title}, version {sheet.version}")
    root = Element("assessmentTest", xmlns=QTI, identifier=name, title=title)
    _outcome(root, "SCORE", "single", "float")
    part = SubElement(
        root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual"
    )
    section = SubElement(part, "assessmentSection", identifier="section", title=title, visible="true")
    for item in items:
        SubElement(section, "assessmentItemRef", identifier=item, href=f"items/{item}.xml")
    total = SubElement(SubElement(root, "outcomeProcessing"), "setOutcomeValue", identifier="SCORE")
    SubElement(SubElement(total, "sum"), "testVariables", variableIdentifier="SCORE")
    indent(root)
    return root


def _outcome(parent: Element, name: str, cardinality: str, base: str) -> Element:
    return SubElement(parent, "outcomeDeclaration", identifier=name, cardinality=cardinality, baseType=base)


def _counted(parent: Element, name: str) -> Element:
    """An outcome that begins at nothing."""
    outcome = _outcome(parent, name, "single", "float")
    SubElement(SubElement(outcome, "defaultValue"), "value").text = "0"
    return outcome


def _item(name: str, sheet: Sheet, question: Question) -> Element:
    fields = places(question)
    title = plain(f"{sheet.version} {question.number:02} {question.title}")
    root = Element(
        "assessmentItem", xmlns=QTI, identifier=name, title=title, adaptive="false", timeDependent="false"
    )
    matched = question.kind == "matching"
    worth = _worth(question, fields)
    for declaration in _matched(fields, worth) if matched else _declared(fields):
        root.append(declaration)
    _counted(root, "SCORE").set("normalMaximum", str(question.points))
    if not matched and worth.outcome != "SCORE":
        _counted(root, worth.outcome)
    processing, told = judged(fields, worth, matched=matched)
    for outcome in (*dict.fromkeys(map(_telling, told)), "SOLUTION"):
        _outcome(root, outcome, "single", "identifier")
    body = SubElement(root, "itemBody")
    body.extend(flow("\n".join(laid_out(without_letters(question)))))
    body.extend([_match(question, fields)] if matched else _asked(question, fields))
    root.append(processing)
    shown = {identifier: [paragraph(message)] for identifier, message in told.items()}
    for identifier, content in {**shown, "SOLUTION": flow("\n".join(solution(question)))}.items():
        feedback = SubElement(
            root,
            "modalFeedback",
            outcomeIdentifier=_telling(identifier),
            showHide="show",
            identifier=identifier,
        )
        feedback.extend(content)
    return root


def _telling(identifier: str) -> str:
    """The outcome that a feedback depends on: one for each field, and one for the solution."""
    return f"F{identifier[1:].split('-')[0]}" if "-" in identifier else identifier


def _worth(question: Question, fields: list[Place]) -> Worth:
    """Blanks share a question's points evenly, and cells those of their blank."""
    columns = [place.column.split("[")[0] for place in fields]
    cells = Counter(columns)
    points = [Fraction(question.points, len(cells) * cells[column]) for column in columns]
    per_point = lcm(*(each.denominator for each in points))
    return Worth(tuple(int(each * per_point) for each in points), per_point)


def _declared(fields: list[Place]) -> Iterator[Element]:
    base = {"number": "float", "words": "string", "open": "string", "option": "identifier"}
    for at, place in enumerate(fields, 1):
        declared = Element(
            "responseDeclaration", identifier=f"R{at}", cardinality="single", baseType=base[place.sort]
        )
        if place.sort != "open":
            right = place.answer if place.sort != "option" else letter(place.options.index(place.answer))
            SubElement(SubElement(declared, "correctResponse"), "value").text = plain(right)
        yield declared


def _matched(fields: list[Place], worth: Worth) -> Iterator[Element]:
    declared = Element(
        "responseDeclaration", identifier="R1", cardinality="multiple", baseType="directedPair"
    )
    pairs = [f"T{at} {letter(place.options.index(place.answer))}" for at, place in enumerate(fields, 1)]
    right = SubElement(declared, "correctResponse")
    for pair in pairs:
        SubElement(right, "value").text = pair
    mapping = SubElement(declared, "mapping", defaultValue="0")
    for pair, share in zip(pairs, worth.shares, strict=True):
        SubElement(mapping, "mapEntry", mapKey=pair, mappedValue=str(share))
    yield declared


def _match(question: Question, fields: list[Place]) -> Element:
    most = str(len(fields))
    interaction = Element("matchInteraction", responseIdentifier="R1", shuffle="false", maxAssociations=most)
    terms = SubElement(interaction, "simpleMatchSet")
    for at, place in enumerate(fields, 1):
        term = SubElement(terms, "simpleAssociableChoice", identifier=f"T{at}", matchMax="1")
        term.text = plain(place.label)
    explained = SubElement(interaction, "simpleMatchSet")
    for at, option in enumerate(question.options):
        choice = SubElement(explained, "simpleAssociableChoice", identifier=letter(at), matchMax=most)
        choice.extend(flow(typeset_option(option)))
    return interaction


def _asked(question: Question, fields: list[Place]) -> Iterator[Element]:
    shown = {option.text: typeset_option(option) for option in question.options}
    for at, place in enumerate(fields, 1):
        name = f"R{at}"
        if place.sort == "option":
            interaction = Element(
                "choiceInteraction", responseIdentifier=name, shuffle="false", maxChoices="1"
            )
            SubElement(interaction, "prompt").text = plain(place.label)
            for index, text in enumerate(place.options):
                choice = SubElement(interaction, "simpleChoice", identifier=letter(index))
                choice.extend(flow(shown[text]) if text in shown else [paragraph(text)])
            yield interaction
        elif place.sort == "open":
            interaction = Element("extendedTextInteraction", responseIdentifier=name, expectedLines="2")
            SubElement(interaction, "prompt").text = plain(place.label)
            yield interaction
        else:
            line = Element("p")
            line.text = plain(f"{place.label}: ")
            SubElement(line, "textEntryInteraction", responseIdentifier=name, expectedLength="16")
            yield line
