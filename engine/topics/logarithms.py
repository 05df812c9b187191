"""Logarithms: powers, change of base, and products that are too small to hold."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from engine.draw import Draw
from engine.model import Exercise, Focus, Mistake, Params, Part, Step

Array = npt.NDArray[np.float64]


def logarithm(value: npt.ArrayLike, base: float = np.e) -> Array:
    """The power to which a base has to be raised to give a number.

    log_b(x) = ln(x)/ln(b), so logarithms of different bases differ by a factor only. The logarithm of
    a product is the sum of the logarithms.

    Args:
      value: x > 0, any shape.
      base: b > 0, not 1.

    Returns:
      Exponents of the same shape.

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.1, on underflow of products.
    """
    return np.asarray(np.log(np.asarray(value, dtype=float)) / np.log(base))


SMALLEST = 323.3
"""Powers of ten below 1 that a 64-bit float reaches (4.9e-324)."""

OUTCOMES = ("it can be held", "it becomes 0")
"""What becomes of a product of many probabilities."""

POWERS = tuple(
    (base, exponent)
    for base, highest in {2: 11, 3: 6, 4: 5, 5: 4, 6: 3, 7: 3, 8: 3, 9: 3, 10: 6}.items()
    for exponent in range(5 if base == 2 else 3, highest + 1)
)
"""Bases with powers that are known by heart."""

DECIMAL_LOSS = {0.02: 1.699, 0.03: 1.523, 0.05: 1.301, 0.08: 1.097, 0.2: 0.699}
"""Probabilities with their negative decimal logarithms."""


def held(power: float) -> str:
    """Whether a 64-bit float can hold a number of that power of ten."""
    return OUTCOMES[0] if power > -SMALLEST else OUTCOMES[1]


def _draw_logarithm(draw: Draw, level: int) -> Params:
    if level == 1:
        base, exponent = draw.pick(POWERS)
        return {"base": base, "size": base**exponent, "below_one": draw.chance()}
    if level == 2:
        return {"x": draw.pick([3, 6, 10, 12, 20, 50, 75, 300, 700]), "base": draw.pick([2, 2, 4, 5, 7])}
    p = draw.pick(list(DECIMAL_LOSS))
    power = draw.decimal(150, 300, 0) if draw.chance() else draw.decimal(350, 600, 0)
    return {"n": 10 * round(power / DECIMAL_LOSS[p] / 10), "p": p}


def _prompt_power(params: Params) -> str:
    number = f"1/{params['size']}" if params["below_one"] else f"{params['size']}"
    return f"To which power must {params['base']} be raised to give {number}?"


LOGARITHM = Exercise(
    id="logarithm",
    title="Logarithms: powers, bases, and products that underflow",
    topic="probability",
    seconds=45,
    reference=logarithm,
    terms=("logarithm of a product", "logarithm to the base", "base of the logarithm", "change of base"),
    aliases={"change_of_base": Focus(2), "log_of_product": Focus(3)},
    prompt={
        1: _prompt_power,
        2: "A calculator has only the natural logarithm. Find the logarithm of {x} to the base {base}.",
        3: "A model gives each of {n} independent observations the probability {p}. The probability of all "
        "of them together may be too small for a 64-bit float, which ends at about 4.9e-324.",
    },
    draw=_draw_logarithm,
    levels={1: ("power",), 2: ("in_base",), 3: ("log_product", "decimal_power", "outcome")},
    parts=(
        Part("power", "the power", "integer"),
        Part("in_base", "the logarithm"),
        Part("log_product", "its natural logarithm", digits=4, significant=True),
        Part("decimal_power", "its logarithm to the base 10", digits=4, significant=True),
        Part("outcome", "the product itself", "choice", options=OUTCOMES),
    ),
    steps=(
        Step(
            "factors",
            "Count how often the base has to be multiplied",
            "{base}^{factors} = {size}",
            lambda size, base: round(math.log(size) / math.log(base)),
        ),
        Step(
            "power",
            "A fraction 1/… has the negative of that power",
            "{power}",
            lambda factors, below_one: -factors if below_one else factors,
        ),
        Step(
            "in_base",
            "log_b(x) = ln(x)/ln(b)",
            "ln {x} / ln {base} = {in_base}",
            lambda x, base: math.log(x) / math.log(base),
        ),
        Step("log_each", "Logarithm of one factor", "ln {p} = {log_each}", lambda p: math.log(p)),
        Step(
            "log_product",
            "The logarithm of a product is the sum of the logarithms",
            "{n}·({log_each}) = {log_product}",
            lambda n, log_each: n * log_each,
        ),
        Step(
            "decimal_power",
            "Divide by ln 10",
            "{log_product} / ln 10 = {decimal_power}",
            lambda log_product: log_product / math.log(10),
        ),
        Step(
            "outcome",
            "Compare the power of ten with that of the smallest float, −323.3",
            "{outcome}",
            lambda decimal_power: held(decimal_power),
        ),
    ),
    mistakes=(
        Mistake(
            "sign_lost",
            "A number below 1 has a negative logarithm.",
            levels=(1,),
            swap={"power": lambda factors: factors},
        ),
        Mistake(
            "divided",
            "Ask for the power, not for the quotient: how often is the base multiplied with itself?",
            must=True,
            levels=(1,),
            swap={"factors": lambda size, base: size // base},
        ),
        Mistake(
            "off_by_one",
            "b¹ is b itself: count the factors, the first one included.",
            must=True,
            levels=(1,),
            swap={"factors": lambda size, base: round(math.log(size) / math.log(base)) - 1},
        ),
        Mistake(
            "inverse",
            "A negative power turns the fraction over: the answer is a whole number.",
            levels=(1,),
            swap={"power": lambda factors, below_one: 1 / factors if below_one else factors},
        ),
        Mistake(
            "quotient_turned",
            "Divide ln of the number by ln of the base.",
            must=True,
            levels=(2,),
            swap={"in_base": lambda x, base: math.log(base) / math.log(x)},
        ),
        Mistake(
            "log_of_quotient",
            "Divide the two logarithms: the logarithm of a quotient is their difference.",
            must=True,
            levels=(2,),
            swap={"in_base": lambda x, base: math.log(x / base)},
        ),
        Mistake(
            "natural",
            "Divide by the natural logarithm of the base.",
            levels=(2,),
            swap={"in_base": lambda x: math.log(x)},
        ),
        Mistake(
            "logarithm_to_a_power",
            "Multiply the logarithm by the number of factors: do not raise it to a power.",
            must=True,
            levels=(3,),
            swap={"log_product": lambda log_each: log_each},
        ),
        Mistake(
            "natural_for_decimal",
            "Divide by ln 10 to get the power of ten.",
            must=True,
            levels=(3,),
            swap={"decimal_power": lambda log_product: log_product},
        ),
        Mistake(
            "decimal_multiplied",
            "Divide by ln 10: a power of ten is worth more than a power of e.",
            levels=(3,),
            swap={"decimal_power": lambda log_product: log_product * math.log(10)},
        ),
    ),
)
