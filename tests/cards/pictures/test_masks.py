"""Masks over pictures: what other programs write, where they lie, what a side shows, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict, replace
from html import escape
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.exports.anki import write_apkg
from cards.exports.anki_masked import masked_cards
from cards.exports.anki_schema import BASIC
from cards.exports.anki_siblings import SEVERAL
from cards.model import Card, Deck, Source
from cards.pictures import media
from cards.pictures.drawing import harmless
from cards.pictures.masked import Masked, Note, beneath, drawn, read, whole
from cards.pictures.masks import MOST, masks_in, written

PICTURE = "quizapp-0123456789abcdef0123456789abcdef.png"


def gap(number: int | str, shape: str) -> str:
    return f"{{{{c{number}::image-occlusion:{shape}}}}}"


ALL = "<br>".join(
    (
        gap(1, "rect:left=.1:top=.2:width=.3:height=.1:oi=1"),
        gap(2, "ellipse:left=.5:top=.5:rx=.1:ry=.2:oi=1"),
        gap(3, "polygon:left=.7:top=.7:points=.7,.7 .9,.7 .8,.9:oi=1"),
        gap(0, "text:left=.4:top=.02:text=a \\: b &amp; c:scale=1:fs=.06:oi=1"),
    )
)


def side(occlusion: str = ALL, number: int = 1, *, answer: bool = False) -> Masked:
    return Masked(PICTURE, 400, 200, occlusion, number, answer, Note("guid", 123, "said *besides*"))


@pytest.mark.parametrize(
    ("shape", "corners"),
    [
        ("rect:left=.1:top=.2:width=.3:height=.4", [(40, 40), (160, 40), (160, 120), (40, 120)]),
        (
            "rect:left=0.5:top=0.5:width=.1:height=.1:angle=2500",
            [(200, 100), (200, 140), (180, 140), (180, 100)],
        ),
        ("polygon:left=.1:top=.1:points=.1,.1 .2,.1 .2,.3", [(40, 20), (80, 20), (80, 60)]),
        ("polygon:left=.5:top=.5:points=.1,.1 .2,.1 .2,.3", [(200, 100), (240, 100), (240, 140)]),
        ("rect:top=.5:width=.5:height=.5", [(0, 100), (200, 100), (200, 200), (0, 200)]),
    ],
)
def test_a_shape_lies_where_the_other_program_has_it(shape: str, corners: list[tuple[int, int]]) -> None:
    (mask,) = masks_in(gap(1, shape))
    assert mask.outline(400, 200) == [pytest.approx(corner) for corner in corners]


def test_an_ellipse_touches_its_bounds() -> None:
    (mask,) = masks_in(gap(1, "ellipse:left=.5:top=.5:rx=.1:ry=.2"))
    across, down = zip(*mask.outline(400, 200), strict=True)
    assert (min(across), max(across), min(down), max(down)) == pytest.approx((200, 280, 100, 180))


def test_words_beside_the_masks_read_as_they_were_typed() -> None:
    *_, label = masks_in(ALL)
    assert (label.text, label.size, label.gaps) == ("a : b & c", 0.06, (0,))


@pytest.mark.parametrize(
    ("mode", "front", "back"),
    [
        (0, ["asked", "label"], ["outlined", "label"]),
        (1, ["asked", "hidden", "hidden", "label"], ["outlined", "hidden", "hidden", "label"]),
        (2, ["hidden", "hidden", "label"], ["label"]),
    ],
)
def test_a_side_shows_what_it_shows_there(mode: int, front: list[str], back: list[str]) -> None:
    text = ALL.replace("oi=1", f"oi={mode}")
    assert [look for _, look in side(text).looks()] == front
    assert [look for _, look in side(text, answer=True).looks()] == back


def test_masks_of_one_number_are_asked_together_and_one_mask_may_have_several() -> None:
    shape = "rect:left=.1:top=.1:width=.1:height=.1:oi=1"
    masked = side(gap("1,2", shape) + gap(1, shape) + gap(2, shape))
    assert [look for _, look in masked.looks()] == ["asked", "asked", "hidden"]
    assert [look for _, look in replace(masked, gap=2).looks()] == ["asked", "hidden", "asked"]


@pytest.mark.parametrize(
    ("left", "top", "place"),
    [
        (0, 0, "at the upper left"),
        (0.45, 0, "at the top"),
        (0.8, 0.45, "on the right"),
        (0.45, 0.45, "in the middle"),
        (0.8, 0.9, "at the lower right"),
    ],
)
def test_the_place_of_what_is_asked_is_said(left: float, top: float, place: str) -> None:
    assert side(gap(1, f"rect:left={left}:top={top}:width=.1:height=.1")).place == place


@pytest.mark.parametrize(
    "shape",
    [
        "star:left=.1:top=.1",
        "rect:left=.1:top=.1:width=.1",
        "rect:left=226:top=150:width=30:height=30",
        "rect:left=nan:top=.1:width=.1:height=.1",
        "rect:left=1e9:top=.1:width=.1:height=.1",
        "ellipse:left=.1:top=.1:rx=x:ry=.1",
        "polygon:left=.1:top=.1:points=.1,.1",
        "polygon:left=.1:top=.1:points=" + " ".join([".1,.1"] * 501),
        "",
    ],
)
def test_what_is_no_shape_is_refused(shape: str) -> None:
    with pytest.raises(ValueError, match=r"shape|number|corners"):
        masks_in(gap(1, shape))


def test_there_are_no_more_masks_than_anybody_draws() -> None:
    shape = gap(1, "rect:left=.1:top=.1:width=.1:height=.1")
    assert len(masks_in(shape * MOST)) == MOST
    with pytest.raises(ValueError, match="masks"):
        masks_in(shape * (MOST + 1))


def test_masks_are_written_as_they_were_read() -> None:
    assert written(masks_in(ALL)) == ALL
    assert written(masks_in(written(masks_in(ALL)))) == ALL


def test_no_mark_of_html_leaves_with_a_mask() -> None:
    hostile = gap(
        1, 'rect:left=.1:top=.1:width=.1:height=.1:on<script>alert(1)</script>=x:note=<b onclick=x>"'
    )
    assert "<" not in written(masks_in(hostile))


# Drawings


def test_a_drawing_is_harmless_and_names_its_picture() -> None:
    content = drawn(side())
    assert media.kind_of(content, own=False) == "svg"
    assert beneath(content) == PICTURE
    assert read(content) == side()
    assert ElementTree.fromstring(content).attrib["viewBox"] == "0 0 400 200"


@given(st.text(max_size=30), st.text(max_size=30), st.integers(0, 4), st.booleans())
def test_every_drawing_is_read_as_what_it_was_drawn_from(
    comments: str, label: str, number: int, answer: bool
) -> None:
    label = "".join(sign for sign in label if sign not in "{}<>:\\" and sign.isprintable())
    comments = "".join(sign for sign in comments if sign.isprintable())
    masked = replace(
        side(ALL.replace("a \\: b", label), number, answer=answer), note=Note("g<&>", 5, comments)
    )
    content = drawn(masked)
    assert read(content) == masked
    assert harmless(content)


def changed(**fields: object) -> bytes:
    """A drawing whose description says something else than the rest."""
    told = escape(json.dumps(asdict(side())), quote=False)
    other = escape(json.dumps(asdict(side()) | fields), quote=False)
    return drawn(side()).replace(told.encode(), other.encode())


@pytest.mark.parametrize(
    "content",
    [
        changed(picture="../../etc/passwd"),
        changed(picture="https://example.org/x.png"),
        changed(width=-1),
        changed(width=10**9),
        changed(width="wide"),
        changed(occlusion=gap(1, "star:left=1") * 3),
        changed(occlusion=None),
        changed(gap=2),
        changed(answer=True),
        drawn(side()).replace(b"</svg>", b"<script>alert(1)</script></svg>"),
        drawn(side()) + b" ",
        b'<svg><metadata>{"picture": </metadata></svg>',
        b"<svg><metadata>{" + b"[" * 100_000 + b"</metadata></svg>",
        b"\xff\xfe<metadata>{}</metadata>",
        b"",
    ],
)
def test_a_drawing_that_is_not_drawn_here_is_no_masked_picture(content: bytes) -> None:
    assert read(content) is None
    assert whole(content, lambda name: b"picture") == content


def test_a_drawing_of_a_drawing_is_none() -> None:
    assert read(drawn(replace(side(), picture=PICTURE.replace(".png", ".svg")))) is None


def test_a_drawing_can_take_its_picture_along() -> None:
    alone = whole(drawn(side()), {PICTURE: b"pixels"}.get)
    assert b"data:image/png;base64,cGl4ZWxz" in alone
    assert harmless(alone)
    assert whole(drawn(side()), {}.get) == drawn(side())


# Packages of strangers


def asking(masked: Masked) -> tuple[Card, dict[str, bytes]]:
    content = drawn(masked)
    name = media.name_of(content, "svg")
    card = Card(f"![masks]({name})", "B", Source("", 0, 0), id="one", changed_ms=10**12)
    return card, {name: content, PICTURE: b"pixels"}


@pytest.mark.parametrize(
    ("change", "is_note"),
    [
        ({}, True),
        ({"gap": 4}, False),
        ({"gap": 0}, False),
        ({"note": Note("", 123)}, False),
        ({"note": Note("guid", 0)}, False),
        ({"note": Note("guid", -5)}, False),
        ({"note": Note("guid", 1 << 60)}, False),
        ({"note": Note("guid", BASIC)}, False),
        ({"note": Note("guid", SEVERAL)}, False),
    ],
)
def test_only_a_note_that_can_be_one_goes_to_anki_as_one(change: dict[str, Any], is_note: bool) -> None:
    card, pictures = asking(replace(side(), **change))
    assert bool(masked_cards([card], pictures)) == is_note
    target = io.BytesIO()
    write_apkg(Deck([card], media=pictures), target)
    with zipfile.ZipFile(target) as package:
        names = json.loads(package.read("media"))
        assert (sorted(names.values()) == [PICTURE]) == is_note
