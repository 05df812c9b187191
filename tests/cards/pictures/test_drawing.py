"""Drawings of strangers: those that only show something pass, everything that could act does not."""

from __future__ import annotations

import pytest

from cards.pictures.drawing import harmless

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


def drawn(inner: str, attributes: str = "") -> str:
    return f"{HEAD}{attributes}>{inner}</svg>"


@pytest.mark.parametrize(
    "text",
    [
        drawn("<path d='M0 0L1 1' style='fill: url(#g)'/><pattern id='g'><stop/></pattern>"),
        drawn("<style>.a { fill: red; stroke: url('#g') }</style><text class='a'>x &lt; y &#38; z</text>"),
        drawn("<use xlink:href='#a'/><image href='data:image/png;base64,iVBORw0K'/>"),
        drawn("<filter id='f'><feGaussianBlur stdDeviation='1'/></filter>"),
        f"<?xml version='1.0' encoding='UTF-8' standalone='no'?>\n{DOCTYPE}\n<!-- drawn -->\n{drawn('<g/>')}",
        drawn("<metadata><rdf:RDF xmlns:rdf='urn:rdf'><rdf:li rdf:about=''/></rdf:RDF></metadata>"),
        "\ufeff" + drawn("<g/>"),
        "<svg width='1'/>",
    ],
)
def test_what_only_shows_passes(text):
    assert harmless(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        drawn("<script>alert(1)</script>"),
        drawn("", "onload='alert(1)'"),
        drawn("<g onclick='x()'/>"),
        drawn("<g ONCLICK='x()'/>"),
        drawn("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"),
        drawn("<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>"),
        drawn("<s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script>"),
        drawn("<a href='javascript:alert(1)'><text>x</text></a>"),
        drawn("<a xlink:href='https://example.org'><text>x</text></a>"),
        drawn("<use href='https://example.org/x.svg#a'/>"),
        drawn("<image xlink:href='file:///etc/passwd'/>"),
        drawn("<image href='data:image/svg+xml;base64,AAAA'/>"),
        drawn("<animate attributeName='href' to='javascript:alert(1)'/><set/>"),
        drawn("<style>@import 'https://example.org/x.css';</style>"),
        drawn("<style>a { fill: url(https://example.org/x) }</style>"),
        drawn("<style>a { fill: u\\72l(https://example.org/x) }</style>"),
        drawn("<rect style='fill: URL( //example.org/x)'/>"),
        drawn("<rect fill='url(https://example.org/x#a)'/>"),
        drawn("<feImage href='#a'/><handler/>"),
        f"<?xml-stylesheet href='https://example.org/x.xsl'?>{drawn('<g/>')}",
        f"<?xml version='1.0'?><?xml-stylesheet href='x.css'?>{drawn('<g/>')}",
        f"<!DOCTYPE svg [<!ENTITY x '<script>alert(1)</script>'>]>{drawn('&x;')}",
        f"<?xml version='1.0' encoding='utf-7'?>{drawn('<g/>')}",
        f"<?xml version='1.0' encoding='iso-2022-jp'?>{drawn('<g/>')}",
        drawn("<g>"),
        "",
        "no drawing",
    ],
)
def test_what_acts_or_reaches_out_is_refused(text):
    assert not harmless(text.encode())


def test_other_encodings_are_refused():
    assert not harmless(drawn("<text>ü</text>").encode("latin-1"))
    assert not harmless(drawn("<g/>").encode("utf-16"))


def test_a_drawing_without_end_is_refused_in_time():
    assert not harmless(("<svg>" + "<g>" * 100_000).encode())
    assert harmless(drawn("<g>" * 20_000 + "</g>" * 20_000).encode())
