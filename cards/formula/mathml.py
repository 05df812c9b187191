"""A formula as MathML, for pages; the converter is latex2mathml."""

from __future__ import annotations

from functools import lru_cache

from cards import formula


@lru_cache(maxsize=4096)
def mathml(tex: str, display: bool) -> str | None:
    """The `<math>` element of a formula.

    Returns:
      None where the formula has no sure meaning, and its source should be shown instead.
    """
    from latex2mathml.converter import convert

    if not formula.drawable(tex):
        return None
    try:
        return str(convert(tex, display="block" if display else "inline"))
    except Exception:  # noqa: BLE001  the converter answers what it does not know with whatever it stumbles over
        return None
