"""Runs a learner's script in a process of its own, with bounds on time, memory and output."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

SECONDS = 10
MEGABYTES = 1024
LONGEST_OUTPUT = 100_000

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


def run_script(script: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Outcome:
    """Run a Python script in isolation from the user's packages and settings.

    Args:
        script: Python text.
        seconds: after which it is stopped.
        megabytes: of address space that it may use, where the system can bound it.
    """
    starter = _BOUNDED.format(memory=megabytes * 1024 * 1024)
    command = [sys.executable, "-I", "-c", starter]
    try:
        done = subprocess.run(
            command, input=script, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return Outcome(False, "", f"stopped after {seconds:g} seconds: does a loop never end?\n")
    return Outcome(done.returncode == 0, done.stdout[:LONGEST_OUTPUT], _shortened(done.stderr))


def _shortened(errors: str) -> str:
    """A traceback without the lines about our own starter."""
    lines = errors[:LONGEST_OUTPUT].splitlines()
    kept = [line for line in lines if 'File "<string>", line' not in line]
    return "\n".join(kept) + ("\n" if kept else "")
