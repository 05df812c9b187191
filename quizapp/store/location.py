"""Where a store is: the name given by the learner to the path of a SQLite file, or a refusal."""

from __future__ import annotations

import re
from pathlib import Path

from quizapp.errors import StoreError
from quizapp.paths import default_store

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<rest>.*)")


def store_path(where: str | None) -> Path:
    """The file that a path, or a URL such as `sqlite:///notes.sqlite`, names.

    Raises:
        StoreError: the URL is of another database, or names no file.
    """
    if not where:
        return _prepared_default()
    url = _URL.fullmatch(where)
    path = Path(_path_of(url, where) if url else where).expanduser()
    if path.is_dir():
        raise StoreError(f"{path} is a folder; give --store the name of a file in it")
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent}; create it or give --store another place")
    return path


def _path_of(url: re.Match[str], where: str) -> str:
    if url["scheme"].split("+")[0].lower() != "sqlite":
        raise StoreError(
            f"{url['scheme']} databases are not supported yet; give --store a path or sqlite:///FILE"
        )
    path = url["rest"].partition("?")[0].removeprefix("/")
    if not path or path == ":memory:":
        raise StoreError(f"{where} names no file; give --store a path or sqlite:///FILE")
    return path


def _prepared_default() -> Path:
    path = default_store()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot create {path.parent}: {error.strerror}; give --store another place"
        ) from None
    return path
