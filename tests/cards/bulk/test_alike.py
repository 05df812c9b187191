"""Fields that are built alike are converted at once, and come out as they do one by one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.bulk import alike
from cards.bulk.alike import LONGEST, Alike
from cards.imports import from_html
from cards.imports.anki_shapes import Notetype
from cards.imports.anki_sides import Said, Sides
from cards.imports.from_html import linked, to_markdown
from cards.imports.media import Pictures

BUILT = """
< > [ ] ]( ) * _ ` $ # + - --- === | . , ; : ' " / { } {{c1:: \\ \\( \\) \\[ \\] \\begin{math} [$] [/$]
<b> </b> <i> </i> <B> <br> <div> </div> <p> </p> <ul> <li> </li> </ul> <ol> </ol> <h1> </h1> <sub> <code>
<pre> </pre> </code> <table> <tr> <td> </td> </table> <script> </script> <svg> </svg> <a> </a> <img/src=a.png>
&lt; &gt; &amp; &nbsp; &#60; &lt &lt_ [latex] [/latex] [sound: \ue003 \ue010 \ue011 \ua000 \ua001
"""
SPACED = ("<hr />", '<a href="https://x.y/z">', "<img src=a.png>", " ", "  ", "\n", "\n\n", "\t", "\xa0")
WORDS = (
    "a",
    "one",
    "Zwei",
    "latex",
    "math",
    "script",
    "b",
    "x17",
    "é",
    "什么",
    "1",
    "2",
    "17",
    "0.5",
    "3,5",
    "²",
)
fields = st.lists(st.sampled_from([*BUILT.split(), *SPACED]) | st.sampled_from(WORDS), max_size=14).map(
    "".join
)


@settings(max_examples=300)
@given(fields)
def test_a_field_comes_out_as_if_it_were_the_only_one(field: str) -> None:
    assert to_markdown(field) == from_html._whole(field, linked)


@settings(max_examples=100)
@given(fields, st.lists(st.sampled_from(WORDS), min_size=2, max_size=2))
def test_other_words_in_the_same_places_do_too(field: str, words: list[str]) -> None:
    for word in words:
        other = field.replace("one", word).replace("17", word)
        assert to_markdown(other) == from_html._whole(other, linked)


@given(fields.filter(str.isascii))
def test_plain_letters_make_the_same_runs_as_those_of_all_scripts(field: str) -> None:
    assert alike._RUNS_OF_ASCII.split(field) == alike._RUNS.split(field)


TEMPLATES = (
    ("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"),
    ("{{Front}}<br>{{type:Back}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{type:Back}} {{Front}}"),
    ("{{#Back}}<b>{{Back}}</b>{{/Back}}", "{{^Front}}none{{/Front}}{{Front}}"),
    ("{{Front}}", '{{Back}}{{#Reading}}<div class="reading">{{Reading}}</div>{{/Reading}}'),
    ("one\x1f {{Front}}", "{{Back}}"),
    ("<i class=a>{{Front}}</i><script>", "{{Nothing}}"),
)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    """None at all."""
    path = tmp_path_factory.mktemp("pictures") / "empty.zip"
    zipfile.ZipFile(path, "w").close()
    return Pictures(path)


@settings(max_examples=200)
@given(st.sampled_from(TEMPLATES), st.lists(fields, min_size=1, max_size=4))
def test_a_note_comes_out_as_if_it_were_the_only_one(
    pictures: Pictures, template: tuple[str, str], values: list[str]
) -> None:
    notetype = Notetype(("Front", "Back", "Reading"), (template,), cloze=False)
    sides = Sides({1: notetype}, pictures)
    note = "\x1f".join(values)
    assert sides.of(1, note, 0, "guid") == sides._whole(notetype, template, note, 0)


def test_notes_that_are_built_alike_are_converted_once(
    pictures: Pictures, calls_of: Callable[[Callable[[], object]], int]
) -> None:
    notetype = Notetype(("Front", "Back"), (("{{Front}}", "{{Back}}"),), cloze=False)
    sides = Sides({1: notetype}, pictures)
    first, other = (
        calls_of(lambda word=word: sides.of(1, f"<i>{word} and</i>\x1f<b>the {word}</b>", 0, "guid"))
        for word in ("one", "Zwei")
    )
    assert other < first / 2
    assert sides.of(1, "<i>3 and</i>\x1f<b>the 3</b>", 0, "guid") == Said("*3 and*", "**the 3**", "basic")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("What is <b>17</b> of 5?", "What is **17** of 5?"),
        ("1. one", "1\\. one"),
        ("1.5 one", "1.5 one"),
        ("&lt;b&gt;", "\\<b>"),
        ("a_b and _c", "a_b and \\_c"),
        ("\\(x_{17}\\)", "$x_{17}$"),
        ("say [sound:one two.mp3]", "say"),
    ],
)
def test_words_do_not_change_what_stands_around_them(field: str, expected: str) -> None:
    assert to_markdown(field) == expected


def test_what_is_built_alike_is_converted_once() -> None:
    converted: list[str] = []

    def shouting(text: str) -> str:
        converted.append(text)
        return text.replace("<b>", "**")

    alike = Alike(shouting)
    assert alike("<b>one<b>, 2") == "**one**, 2"
    assert alike("<b>two words<b>, 17") == "**two words**, 17"
    assert len(converted) == 1
    assert alike("x" * (LONGEST + 1)) is None


def test_words_that_do_not_come_through_in_order_are_not_remembered() -> None:
    alike = Alike(lambda text: text[::-1])
    assert alike("(one) (two)") is None
    assert Alike(lambda text: text.partition(")")[0])("(one) (two)") is None
    assert Alike(lambda text: None)("(one) (two)") is None
