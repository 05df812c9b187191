"""Options of the whole suite, and a browser for pages that run scripts."""

from __future__ import annotations

import gc
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

BENCHMARKS = Path(__file__).parent / "benchmarks"

settings.register_profile(
    "any machine",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("any machine")
"""No test of properties fails because a machine is busy: what is slow is measured elsewhere.

What decides whether a change lands draws the same examples each time; everybody else draws fresh ones.
"""


def pytest_configure() -> None:
    """One zone for the tests; those of other zones name theirs.

    Cycles of objects are seldom looked for, which takes an eighth of the time of tests of screens.
    Anki counts study days in blocks of 24 hours, so where clocks change its days differ from ours by an hour.
    """
    gc.set_threshold(50_000, 20, 20)
    if hasattr(time, "tzset"):
        os.environ["TZ"] = "UTC"
        time.tzset()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for a terminal most of its time begins first, or all would wait for it at the end."""
    items.sort(key=lambda item: item.path.name != "test_tui_terminal.py")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files anew instead of comparing with them"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def calls_of() -> Callable[[Callable[[], object]], int]:
    """How many functions an act calls: work that is the same on a busy machine, where seconds are not."""

    def count(act: Callable[[], object]) -> int:
        calls = 0

        def note(_frame: object, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(note)
        try:
            act()
        finally:
            sys.setprofile(None)
        return calls

    return count


@pytest.fixture(scope="session")
def benchmark_of() -> Callable[[str], ModuleType]:
    """Loads a file of `tests/benchmarks` as a module, for tests that hold what it measures."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"{name}_benchmark", BENCHMARKS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module

    return load


FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage")

LAUNCH = """
import os, sys
for far, near in zip((98, 99), sys.argv[1:3]):
    os.dup2(int(near), far)
os.dup2(98, 3)
os.dup2(99, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads its commands from file 3 and answers on file 4."""


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


class Browser:
    """Chromium at the other end of two pipes."""

    def __init__(self, profile: Path) -> None:
        here, theirs = os.pipe(), os.pipe()
        flags = (*FLAGS, f"--user-data-dir={profile}", "--remote-debugging-pipe")
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(here[0]), str(theirs[1]), CHROMIUM, *flags],
            pass_fds=(here[0], theirs[1]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(here[0])
        os.close(theirs[1])
        self.out, self.back = os.fdopen(here[1], "wb", buffering=0), os.fdopen(theirs[0], "rb")
        self.count, self.rest = 0, b""
        self.session: str | None = None
        self.events: list[dict[str, Any]] = []

    def message(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            got = self.back.read1(65536)
            assert got, "the browser has gone"
            self.rest += got
        text, self.rest = self.rest.split(b"\0", 1)
        said: dict[str, Any] = json.loads(text)
        return said

    def call(self, method: str, **params: Any) -> Any:
        self.count += 1
        sent: dict[str, Any] = {"id": self.count, "method": method, "params": params}
        if self.session:
            sent["sessionId"] = self.session
        self.out.write(json.dumps(sent).encode() + b"\0")
        while (got := self.message()).get("id") != self.count:
            self.events.append(got)
        assert "error" not in got, got
        return got["result"]

    def open(self, path: Path) -> None:
        """Show a file in a new page; what it says in the console is kept."""
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.events.clear()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)
        self.go(path)

    def go(self, path: Path) -> None:
        """Show a file in this page and wait until it stands; the end of an earlier load does not count."""
        loader = self.call("Page.navigate", url=path.as_uri())["loaderId"]
        wanted = {"name": "load", "loaderId": loader}
        while not any(
            event.get("method") == "Page.lifecycleEvent" and wanted.items() <= event["params"].items()
            for event in self.events
        ):
            self.events.append(self.message())

    def run(self, script: str) -> Any:
        """The value of a script in the page."""
        got = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in got, got
        return got["result"].get("value")

    def complaints(self) -> list[Any]:
        """What went wrong on the page, and every address that it asked for but its own."""
        names = {"Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"}
        asked = [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]
        return [event for event in self.events if event.get("method") in names] + asked[1:]

    def close(self) -> None:
        self.session = None
        self.call("Browser.close")
        self.out.close()
        self.process.wait(20)
        self.back.close()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium without a window."""
    if not CHROMIUM:
        pytest.skip("no Chromium is installed")
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
