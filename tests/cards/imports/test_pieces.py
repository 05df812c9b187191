"""A JSON document comes in pieces as it would come whole, wherever the reading stops on the way."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.imports import pieces as module
from cards.imports.pieces import pieces

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner)
)
documents = st.dictionaries(st.sampled_from(("cards", "reviews", "version", "é")), values, max_size=4)


def whole(document: dict[str, Any], apart: tuple[str, ...]) -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = []
    for name, value in document.items():
        if name not in apart:
            found.append((name, "", value))
        elif isinstance(value, list):
            found += ((name, str(at), one) for at, one in enumerate(value))
        else:
            found += ((name, key, one) for key, one in value.items())
    return found


@pytest.fixture(autouse=True, scope="module", params=[1, 7, 1 << 20])
def _chunks(request: pytest.FixtureRequest) -> Any:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "CHUNK", request.param)
        yield


@given(documents, st.sampled_from((None, 0, 2)), st.booleans())
def test_the_pieces_are_those_of_the_whole(document: dict[str, Any], indent: int | None, plain: bool) -> None:
    apart = tuple(name for name in ("cards", "reviews") if isinstance(document.get(name), list | dict))
    text = json.dumps(document, indent=indent, ensure_ascii=plain)
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return
    assert list(pieces(io.BytesIO(data), apart)) == whole(document, apart)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"cards": [1, 2',
        '{"cards": [1 2]}',
        '{"cards": [1}',
        '{"cards": 3}',
        '{"a": 1} b',
        '{"a" 1}',
        "{1: 2}",
        '{"a": "\ud800"}',
        f'{{"a": {"[" * 100_000}',
        f'{{"a": {"9" * 5000}}}',
    ],
)
def test_what_is_no_such_document_is_refused(text: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        list(pieces(io.BytesIO(text.encode(errors="surrogatepass")), ("cards",)))


def test_a_piece_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 100)
    read: list[int] = []

    class File(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            found = super().read(size)
            read.append(len(found))
            return found

    with pytest.raises(ValueError, match="Unterminated string"):
        list(pieces(File(b'{"a": "' + b"x" * 10_000_000 + b'"}'), ()))
    assert sum(read) < 4_000_000
