"""Settings: what each means, its default, and where its value comes from.

A value on the command line wins over one in the environment (`QUIZAPP_NEW_PER_DAY`), that over one in
the settings file, that over the default. The file is read here and written by `write`, which keeps
the learner's comments; nothing else is touched.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from engine.errors import InputError, UsageError
from quizapp.setting import Choice, choice, keys, parameters, setting, share, steps, switch, text, whole
from quizapp.whole import writing

if TYPE_CHECKING:
    from quizapp.schedule import Calendar, Policy
    from quizapp.session import Options

Origin = Literal["default", "file", "environment", "command line"]

PREFIX = "QUIZAPP_"


@dataclass(frozen=True)
class Settings:
    """Every setting with its default, together with those of its group; `sentence(name)` says what it does.

    The settings file has them in this order, so that its tables come last.
    """

    new_per_day: int = setting("Queue", 20, "New items a day, exercises included.", whole(0, 9999))
    reviews_per_day: int = setting(
        "Queue", 200, "Due reviews a day at most; learning steps do not count.", whole(0, 9999)
    )
    order: str = setting(
        "Queue",
        "due",
        "Due reviews by due date, in random order, or by topic: due, random, topic.",
        choice("due", "random", "topic"),
    )
    new_items: str = setting(
        "Queue",
        "after",
        "New items after the due ones, mixed with them, or before: after, mixed, before.",
        choice("after", "mixed", "before"),
    )
    learn_ahead_minutes: int = setting(
        "Queue", 20, "Minutes by which a step may come early when nothing else is left.", whole(0, 720)
    )
    rollover_hour: int = setting(
        "Queue", 4, "The hour of local time at which a study day begins.", whole(0, 23)
    )
    leech_threshold: int = setting(
        "Queue", 8, "Lapses after which an item is called a leech; 0 for never.", whole(0, 99)
    )
    desired_retention: float = setting(
        "Memory",
        0.9,
        "The share of reviews that you want to remember; higher means more reviews.",
        share(0.7, 0.99),
    )
    learning_steps: tuple[int, ...] = setting(
        "Memory", (60, 600), "Waits before a new item counts as learnt.", steps
    )
    relearning_steps: tuple[int, ...] = setting("Memory", (600,), "Waits after an item was forgotten.", steps)
    longest_interval: int = setting(
        "Memory", 36_500, "Days that a review can be away at most.", whole(1, 36_500)
    )
    fuzz: bool = setting(
        "Memory", True, "Spread reviews a little, so that cards learnt together come apart.", switch
    )
    fsrs_parameters: tuple[float, ...] = setting(
        "Memory", (), "The 21 parameters of FSRS-6; empty for the published ones.", parameters
    )
    theme: str = setting(
        "Screen", "", "The colours of the screen, by a theme's name; empty for the usual ones.", text
    )
    density: str = setting(
        "Screen",
        "comfortable",
        "How much room things take on the screen: comfortable or compact.",
        choice("comfortable", "compact"),
    )
    animations: bool = setting("Screen", True, "Move things on the screen smoothly.", switch)
    pictures: str = setting(
        "Screen",
        "auto",
        "How the extra images draws pictures in the terminal: auto, kitty, sixel, cells, none.",
        choice("auto", "kitty", "sixel", "cells", "none"),
    )
    show_time: bool = setting("Screen", False, "Show the time that a question takes.", switch)
    plain: bool = setting("Screen", False, "Study in plain lines, for pipes and screen readers.", switch)
    store: str = setting(
        "Files", "", "The database: a path or an SQLAlchemy URL; empty for the usual place.", text
    )
    watch_seconds: int = setting(
        "Files",
        3,
        "Seconds between looks at followed notes on the first screen; 0 for never.",
        whole(0, 3600),
    )
    keys: Mapping[str, str] = setting("Keys", {}, "Keys of your own, by the name of the action.", keys)

    def policy(self) -> Policy:
        # With the session 26 ms, for which the first screen does not wait.
        from quizapp.schedule import Policy

        return Policy(
            retention=self.desired_retention,
            learning_steps=self.learning_steps,
            relearning_steps=self.relearning_steps,
            longest=self.longest_interval,
            fuzz=self.fuzz,
        )

    def calendar(self) -> Calendar:
        from quizapp.schedule import Calendar

        return Calendar(self.rollover_hour)

    def options(self) -> Options:
        from quizapp.session import Options

        return Options(
            new_limit=self.new_per_day,
            review_limit=self.reviews_per_day,
            order=cast(Any, self.order),
            new_items=cast(Any, self.new_items),
            learn_ahead=60 * self.learn_ahead_minutes,
            leech_threshold=self.leech_threshold,
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force, and where each value comes from."""

    settings: Settings
    origins: Mapping[str, Origin]


_FIELDS = {spec.name: spec for spec in fields(Settings)}


def sentence(name: str) -> str:
    """What a setting does."""
    return str(_FIELDS[name].metadata["sentence"])


def read(name: str, raw: Any) -> Any:
    """The value that a setting takes from what was typed.

    Raises:
        UsageError: there is no such setting, or it takes no such value.
    """
    check_name(name)
    return _given(name, raw, name)


def words(name: str) -> tuple[str, ...]:
    """The words among which a setting chooses; none where it takes another value."""
    read = _FIELDS[name].metadata["read"]
    return read.words if isinstance(read, Choice) else ()


def spelled(name: str, value: Any) -> str:
    """The value of a setting as a learner types it."""
    if name.endswith("_steps"):
        return " ".join(map(_wait, value))
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def groups() -> dict[str, list[str]]:
    """The names of the settings by what they concern, in the order of the settings file."""
    found: dict[str, list[str]] = {}
    for name, spec in _FIELDS.items():
        found.setdefault(spec.metadata["group"], []).append(name)
    return found


def names() -> tuple[str, ...]:
    """All settings, in the order of the settings file."""
    return tuple(_FIELDS)


def load(file: Path, environ: Mapping[str, str], options: Mapping[str, Any] | None = None) -> Loaded:
    """The settings from the command line, the environment, the file and the defaults, in this order.

    Args:
        file: the settings file; it need not exist.
        environ: the environment.
        options: settings given on the command line; those that are None were not given.

    Raises:
        InputError: the file cannot be read, or holds a wrong name or value; says where.
        UsageError: the environment or the command line holds a wrong name or value.
    """
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = dict.fromkeys(_FIELDS, "default")
    for name, value in _from_file(file).items():
        values[name], origins[name] = value, "file"
    for name in _FIELDS:
        raw = environ.get(PREFIX + name.upper())
        if raw is not None and name != "keys":
            values[name], origins[name] = _given(name, raw, PREFIX + name.upper()), "environment"
    for name, raw in (options or {}).items():
        if raw is not None:
            check_name(name)
            values[name], origins[name] = _given(name, raw, f"--{name.replace('_', '-')}"), "command line"
    return Loaded(Settings(**values), origins)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the settings in {file}: {error}") from None
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{file}:{line[1]}" if line else str(file)
        raise InputError(f"{place}: this is not TOML ({error}); mend the line or remove it") from None
    values = {}
    for name, raw in found.items():
        place = f"{file}:{_line_of(name, text)}"
        try:
            check_name(name)
            values[name] = _FIELDS[name].metadata["read"](raw)
        except UsageError as error:
            raise InputError(f"{place}: {error}") from None
        except ValueError as error:
            raise InputError(f"{place}: {name} must be {error}, not {raw!r}") from None
    return values


def _line_of(name: str, text: str) -> int:
    pattern = re.compile(rf"""\s*(\[\s*)?["']?{re.escape(name)}["']?\s*[=.\]]""")
    numbers = (number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line))
    return next(numbers, 1)


def _given(name: str, raw: Any, place: str) -> Any:
    try:
        return _FIELDS[name].metadata["read"](raw)
    except ValueError as error:
        raise UsageError(f"{place} must be {error}, not {raw!r}") from None


def check_name(name: str) -> None:
    """Refuses a name that no setting has, with the nearest one."""
    if name not in _FIELDS:
        near = get_close_matches(name, _FIELDS, n=1)
        hint = f"did you mean {near[0]}?" if near else "`quizapp config` lists the settings"
        raise UsageError(f"there is no setting {name}; {hint}")


def as_toml(loaded: Loaded) -> str:
    """Every setting as a commented settings file; those that stand at their default are commented out."""
    lines = ["# Settings of quizapp. A line that begins with # is not in force.", ""]
    for group, found in groups().items():
        lines += [f"## {group}", ""]
        for name in found:
            lines += _lines_of(name, loaded)
    lines += [f"{_quoted(name)} = {_quoted(key)}" for name, key in loaded.settings.keys.items()]
    return "\n".join(lines) + "\n"


def _lines_of(name: str, loaded: Loaded) -> list[str]:
    """A setting in the settings file."""
    if name == "keys":
        return [f"# {sentence(name)}", "[keys]"]
    mark = "# " if loaded.origins[name] == "default" else ""
    value = _toml(name, getattr(loaded.settings, name))
    return [f"# {sentence(name)}", f"{mark}{name} = {value}", ""]


def write(file: Path, name: str, raw: Any) -> None:
    """Sets one setting in the file, which keeps its comments and its other lines.

    Raises:
        UsageError: there is no such setting, or its value is wrong.
        InputError: the file cannot be read or written.
    """
    import tomlkit  # 23 ms, and only writing needs it

    value = read(name, raw)
    _from_file(file)
    text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    document = tomlkit.parse(text)
    steps = [_wait(seconds) for seconds in value] if name.endswith("_steps") else value
    document[name] = list(steps) if isinstance(steps, tuple) else steps
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot write the settings to {file}: {error.strerror}") from None
    with writing(file, "make its folder writable") as target:
        target.write(tomlkit.dumps(document).encode())


def _toml(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, tuple):
        parts = [_quoted(_wait(part)) if name.endswith("_steps") else str(part) for part in value]
        return f"[{', '.join(parts)}]"
    return str(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _wait(seconds: int) -> str:
    if seconds % 3600 == 0:
        return f"{seconds // 3600}h"
    return f"{seconds // 60}m" if seconds % 60 == 0 else f"{seconds}s"
