"""Waiting for the screen: what is not seen at once is computed when what is seen has been written."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget

WRITTEN = 0.005
"""Seconds that what was drawn has to come to the terminal, which a thread of its own writes to."""


async def painted(widget: Widget) -> None:
    """Wait until what has changed in a widget stands on the screen."""
    done = asyncio.Event()
    widget.call_after_refresh(done.set)
    await done.wait()
    await asyncio.sleep(WRITTEN)
