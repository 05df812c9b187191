"""Bytes to clean text: encodings, line ends, and everything that must not reach a terminal.

The lines of the result are the lines of the file: nothing here adds or removes one. It never fails
on content; only a file that is not text at all is refused.
"""

from __future__ import annotations

import codecs
import re
import string
from functools import cache, lru_cache

from engine.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"SQLite format 3\0")

_SCRIPTS = (
    ("shift_jis", r"[\u3040-\u30ff]", 0.25),
    ("euc_jp", r"[\u3040-\u30ff]", 0.25),
    ("euc_kr", r"[\uac00-\ud7a3]", 0.6),
    ("gb18030", r"[的一是不了在人有我他这个们中来上大为和国]", 0.05),
    ("big5", r"[的一是不了在人有我他這個們中來上大為和國]", 0.05),
    ("cp1251", r"[а-яё]{3,}", 0.6),
    ("koi8-r", r"[а-яё]{3,}", 0.6),
)
"""Encodings tried on text that is not UTF-8, and the share of their script's commonest letters."""

_WORDS = f"{string.ascii_letters}{string.digits} ".encode()
_PLAIN = bytes([9, 10, *range(0x20, 0x7F)])
MANY_CONTROLS = 8
"""Control characters from which a file with one in ten is no text."""

LEAST_WIDE = 64
"""Bytes from which UTF-16 may end in the middle of a character; below, an odd number says that it is none."""
MOST_DAMAGED = 4
"""A file with a mark of its encoding of which more than one character in so many is damaged is no text."""

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)|[@-Z\\^_a-z])")
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\u200b\u202d\u202e\ufff9-\ufffb\ud800-\udfff]"
)
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202d\u202e\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Any of the characters that no line may hold."""
_FALSE_LINE_END = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_CONTROL_REFERENCE = re.compile(
    r"&#(?:[xX]0*(?:[0-9a-fA-F]|[189][0-9a-fA-F]|7[fF])|0*(?:\d|[12]\d|3[01]|12[7-9]|1[345]\d));"
)
_TWICE_ENCODED = re.compile(
    r"\xe2\u20ac[\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u0153\u017e\u02dc\u2122\x9d\xa0-\xbf]"
)


def decode(data: bytes, file: str) -> str:
    """The text of a note, clean and with `\\n` at the end of each line.

    Raises:
        InputError: the bytes are not text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, errors="replace")
            if text.count("\ufffd") * MOST_DAMAGED > len(text):
                raise InputError(_not_text(file))
            return clean(text)
    if data.startswith(_MAGIC):
        raise InputError(_not_text(file))
    if b"\0" in data:
        return clean(data.decode(_wide_encoding(data, file), errors="replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_legacy(data)
    cleaned = clean(text)
    if cleaned is not text:
        strange = len(_CONTROL.findall(_ESCAPE.sub("", text[:20_000])))
        if strange >= MANY_CONTROLS and strange * 10 > len(text[:20_000]):
            raise InputError(_not_text(file))
    return cleaned


def clean(text: str) -> str:
    """Text without escape sequences, control characters and false line ends; lines stay lines."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    if not text.isascii() and "\xe2\u20ac" in text:
        text = _TWICE_ENCODED.sub(_decode_twice, text)
    if _UNSEEN.search(_strange(text)):
        text = _CONTROL.sub("", _FALSE_LINE_END.sub(" ", text))
    if "&#" in text:
        text = _CONTROL_REFERENCE.sub(" ", text)
    return text


def _strange(text: str) -> str:
    """What is no plain character of ASCII, which is little of most texts and all that need be looked at."""
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def signs_of(text: str) -> bytes:
    """A text without its letters, digits and blanks; the signs of a part stand in those of the whole."""
    return text.encode("utf-8", "replace").translate(None, _WORDS)


signs_of_mark = cache(signs_of.__wrapped__)
"""The same for one of the few marks that are looked for in every text."""


def _not_text(file: str) -> str:
    return f"{file}: this is not a text file; give a note as Markdown or plain text, or leave it out."


def _wide_encoding(data: bytes, file: str) -> str:
    """UTF-16 without a byte order mark shows as zeros in every second place."""
    sample = b"" if len(data) % 2 and len(data) < LEAST_WIDE else data[:20_000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) > 3 and odd > len(sample) * 0.3 and even < len(sample) * 0.02:
        return "utf-16-le"
    if len(sample) > 3 and even > len(sample) * 0.3 and odd < len(sample) * 0.02:
        return "utf-16-be"
    raise InputError(_not_text(file))


def _decode_legacy(data: bytes) -> str:
    """Damaged UTF-8 with its few bad bytes marked, else the encoding whose script fits, else Windows."""
    text = data.decode("utf-8", errors="replace")
    foreign = sum(not character.isascii() for character in text[:200_000])
    if text[:200_000].count("\ufffd") * 5 <= foreign:
        return text
    for encoding, letters, share in _SCRIPTS:
        try:
            candidate = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = candidate[:200_000]
        foreign = sum(not character.isascii() for character in sample)
        if sum(map(len, re.findall(letters, sample))) >= share * foreign:
            return candidate
    return data.decode("cp1252", errors="replace")


def _decode_twice(match: re.Match[str]) -> str:
    """Punctuation that was read as Windows text and stored as UTF-8 once more."""
    try:
        return match.group().encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match.group()


def counted(count: int, what: str) -> str:
    """Such as `1 picture` and `1,200 pictures`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
