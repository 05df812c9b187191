"""Bytes of every kind become clean lines."""

from __future__ import annotations

import codecs

import pytest

from cards.markdown.text import clean, decode
from engine.errors import InputError

CHINESE = "# 学习\n\n梯度是我们的方向，这个方法在大多数情况下是有用的。\n"
JAPANESE = "# まなび\n\nこれはニューラルネットワークのノートです。\n"
RUSSIAN = "# Обучение\n\nградиент показывает направление самого быстрого роста функции\n"
KOREAN = "# 학습\n\n기울기는 손실을 줄이는 방향을 알려준다\n"
FRENCH = "# Leçon\n\nLa dérivée est déjà calculée à l’arrière.\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain", "plain"),
        (codecs.BOM_UTF8 + b"a", "a"),
        ("é".encode("utf-16"), "é"),
        (codecs.BOM_UTF16_BE + "é\n".encode("utf-16-be"), "é\n"),
        ("some text here\n".encode("utf-16-le"), "some text here\n"),
        ("some text here\n".encode("utf-16-le") * 4 + b"\n", "some text here\n" * 4 + "\ufffd"),
        (codecs.BOM_UTF32_LE + "z".encode("utf-32-le"), "z"),
        (CHINESE.encode("gb18030"), CHINESE),
        (JAPANESE.encode("shift_jis"), JAPANESE),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (KOREAN.encode("euc_kr"), KOREAN),
        (FRENCH.encode("cp1252"), FRENCH),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (b"a\x0bb\x0cc", "a b c"),
        ("a\u2028b\u0085c".encode(), "a b c"),
        (b"", ""),
    ],
)
def test_encodings_and_line_ends(data: bytes, text: str) -> None:
    assert decode(data, "n.md") == text


def test_damaged_utf8_keeps_its_readable_part() -> None:
    data = ("prüfung für grüße, größe, süß " * 5).encode() + b"\xff end"
    assert decode(data, "n.md").startswith("prüfung für")


@pytest.mark.parametrize(
    ("dirty", "text"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07bell\x07", "bell"),
        ("a\x00b\x08c\x7fd", "abcd"),
        ("&#27;[2J and &#x1b;[H", " [2J and  [H"),
        ("&#65; &#x41;", "&#65; &#x41;"),
        ("right\u202eleft", "rightleft"),
        ("tab\tstays", "tab\tstays"),
        ("twice \u00e2\u20ac\u201c encoded", "twice – encoded"),
        ("Zürich â la carte", "Zürich â la carte"),
    ],
)
def test_nothing_reaches_the_terminal_but_text(dirty: str, text: str) -> None:
    assert clean(dirty) == text


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n",
        b"PK\x03\x04zip",
        b"a\0\0b\0\1\2\3\4\5",
        bytes(range(256)) * 4,
        b"b\0,\0a",
        b"\xff\xfeabc",
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(InputError, match=r"photo\.md: this is not a text file; .* leave it out"):
        decode(data, "photo.md")
