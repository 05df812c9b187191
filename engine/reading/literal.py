"""Reads one written number: "1e-3", "1_000", "0,5", "1.234,5"; refuses where a comma has two meanings."""

from __future__ import annotations

import re

from engine.reading.answer import Digits, Unreadable, quoted

_LARGEST_EXPONENT = 400
_THOUSANDS = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:\{mark}[0-9]{{3}})+") for mark in ",."}


def literal(text: str) -> tuple[float, Digits]:
    """The value and the typed digits of an unsigned number.

    A comma is the decimal sign unless the digits around it would also do as thousands ("1,234");
    several commas or points must separate thousands.

    Raises:
        Unreadable: two meanings, or separators that fit none.
    """
    mantissa, _, exponent = text.lower().partition("e")
    if len(exponent) > 5 or abs(int(exponent or 0)) > _LARGEST_EXPONENT:
        raise Unreadable(f"the exponent of {quoted(text)} is too large: type a number below 1e100")
    whole, fraction = _decimal(mantissa.replace("_", ""))
    places = len(fraction) - int(exponent or 0)
    significant = len((whole + fraction).lstrip("0")) or 1
    value = float(f"{whole or 0}.{fraction or 0}e{exponent or 0}")
    if value == 0 and (whole + fraction).strip("0"):
        raise Unreadable(f"{quoted(text)} is too small to calculate with: type 0 if you mean it")
    return value, Digits(places, significant)


def _decimal(text: str) -> tuple[str, str]:
    """The digits before and after the decimal sign."""
    commas, points = text.count(","), text.count(".")
    if commas + points == 0:
        return text, ""
    if commas == 0 and points == 1:
        whole, _, fraction = text.partition(".")
        return whole, fraction
    if commas == 1 and points == 0:
        return _decimal_comma(text)
    mark, sign = (",", ".") if text.rfind(".") > text.rfind(",") else (".", ",")
    if sign in text and mark in text:
        grouped, _, fraction = text.rpartition(sign)
    else:
        grouped, fraction, mark = text, "", "," if commas else "."
    if not _THOUSANDS[mark].fullmatch(grouped):
        raise Unreadable(f"{quoted(text)} is not one number: type it with one decimal point, such as 1234.5")
    return grouped.replace(mark, ""), fraction


def _decimal_comma(text: str) -> tuple[str, str]:
    if _THOUSANDS[","].fullmatch(text):
        decimal, whole = text.replace(",", "."), text.replace(",", "")
        raise Unreadable(f"{quoted(text)} could be {decimal} or {whole}: type {decimal} or {whole}")
    whole, _, fraction = text.partition(",")
    return whole, fraction
