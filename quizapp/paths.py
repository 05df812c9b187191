"""Where things are: the shipped notes, the store, the configuration. The one place that knows."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shipped_notes() -> Traversable:
    """The folder of the shipped notes: inside the wheel, or `data/notes` of a checkout."""
    packaged = files("quizapp") / "_data"
    root: Traversable = packaged if packaged.is_dir() else Path(__file__).resolve().parents[1] / "data"
    return root / "notes"


def default_store() -> Path:
    """The SQLite file in the user's data directory."""
    from platformdirs import user_data_path  # 17 ms, and most commands are given a store

    return user_data_path("quizapp", appauthor=False) / "quizapp.sqlite"


def config_file() -> Path:
    """The user's settings file; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("quizapp", appauthor=False) / "config.toml"


def shown(path: str | Path) -> str:
    """A path as people write it: with `~` where it lies in their home."""
    try:
        return str(Path("~") / Path(path).relative_to(Path.home()))
    except (ValueError, RuntimeError):  # it lies elsewhere, or nobody knows where the home is
        return str(path)
