"""Runs a learner's script in a process of its own, with bounds on time, memory and output; it can be stopped.

Neither it nor what it has started outlives its run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

SECONDS = 10
MEGABYTES = 1024
LONGEST_OUTPUT = 100_000
"""Bytes."""

PATIENCE = 1.0
"""Seconds for the last words of a script that has ended."""

_BOUNDED = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
except (ImportError, ValueError, OSError):
    pass
code = compile(sys.stdin.read(), "script.py", "exec")
exec(code, {{"__name__": "__main__"}})
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a script printed, and whether it ended well."""

    ok: bool
    output: str
    errors: str


class Run:
    """A script that is running from now on, in isolation from the user's packages and settings."""

    def __init__(self, script: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        """
        Args:
            script: Python text.
            seconds: after which it is stopped.
            megabytes: of address space that it may use, where the system can bound it.
        """
        self._seconds = seconds
        self._why = ""
        """Why it was stopped."""
        starter = _BOUNDED.format(memory=megabytes * 1024 * 1024)
        with tempfile.TemporaryFile() as typed:
            typed.write(script.encode(errors="replace"))
            typed.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-X", "utf8", "-c", starter],
                stdin=typed,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._output, self._errors = (
            self._gathered(self._process.stdout),
            self._gathered(self._process.stderr),
        )

    def _gathered(self, stream: IO[bytes]) -> _Gathered:
        return _Gathered(stream, lambda: self.stop(f"stopped: it printed more than {LONGEST_OUTPUT:,} bytes"))

    def stop(self, why: str = "stopped") -> None:
        """End it, from any thread."""
        self._why = self._why or why
        self._kill()

    def _kill(self) -> None:
        """End it and what it has started."""
        with suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def outcome(self) -> Outcome:
        """What became of it; waits for its end."""
        try:
            self._process.wait(self._seconds)
        except subprocess.TimeoutExpired:
            self.stop(f"stopped after {self._seconds:g} seconds: does a loop never end?")
        finally:
            self._kill()
            self._process.wait()
        output, errors = self._output.text(), _shortened(self._errors.text())
        if self._why:
            return Outcome(False, output, f"{errors}{self._why}\n")
        return Outcome(self._process.returncode == 0, output, errors)


class _Gathered:
    """What comes out of a pipe, read in a thread of its own."""

    def __init__(self, pipe: IO[bytes], too_long: Callable[[], None]) -> None:
        self._pipe, self._too_long = pipe, too_long
        self._read = b""
        self._thread = threading.Thread(target=self._gather, daemon=True)
        self._thread.start()

    def _gather(self) -> None:
        with self._pipe as pipe:
            while piece := os.read(pipe.fileno(), 65_536):
                self._read += piece
                if len(self._read) > LONGEST_OUTPUT:
                    self._too_long()
                    return

    def text(self) -> str:
        """All of it, once the other end is closed; what has gone off with the pipe is not waited for."""
        self._thread.join(PATIENCE)
        return self._read[:LONGEST_OUTPUT].decode(errors="replace")


def run_script(script: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Outcome:
    """Run a Python script to its end, as `Run` does."""
    return Run(script, seconds=seconds, megabytes=megabytes).outcome()


def _shortened(errors: str) -> str:
    """A traceback without the lines about our own starter."""
    kept = [line for line in errors.splitlines() if 'File "<string>", line' not in line]
    return "\n".join(kept) + ("\n" if kept else "")
