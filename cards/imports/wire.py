"""Protocol-buffer messages, as far as Anki's settings need them: the last value of each field, by number.

Source: Protocol Buffers documentation, "Encoding".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Value = int | bytes
"""Numbers of a fixed size are bytes, like everything that is longer."""


def fields_of(message: bytes) -> dict[int, Value]:
    """The fields of a message; what is cut off or of another wire type ends the reading."""
    found: dict[int, Value] = {}
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            found[number], at = _varint(message, at)
        elif kind == 2:
            size, at = _varint(message, at)
            found[number] = message[at : at + size]
            at += size
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
            found[number] = message[at : at + size]
            at += size
        else:
            break
    return found


def every(message: bytes, wanted: int) -> Iterator[bytes]:
    """Each value of a repeated field that holds messages, texts or packed numbers."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == 2:
            size, at = _varint(message, at)
            if number == wanted:
                yield message[at : at + size]
            at += size
        elif kind == 0:
            _, at = _varint(message, at)
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        else:
            break


def text_of(found: Mapping[int, Value], number: int) -> str:
    """A field of words; empty where it is missing."""
    value = found.get(number, b"")
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message) and shift < 64:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            break
    return value, at
