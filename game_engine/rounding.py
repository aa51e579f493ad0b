"""Six decimals: as many as a number of a state has, so that a replay is equal to the last bit."""

from __future__ import annotations

from math import copysign
from typing import Final

_MILLION: Final = 1e6


def six(number: float) -> float:
    """round(number, 6), to the last bit, at a small part of its price: that one goes by way of the decimal digits.

    A whole number over a million is the double nearest to it, as every quotient is; so only the whole number has to be
    the right one. Up to a thousand the product errs by far less than a millionth, so that it is, wherever the product
    is no nearer to a half than that. The rest is left to the slow way.
    """
    product = abs(number) * _MILLION
    if product < 1e9:
        whole = int(product + 0.5)
        if abs(product - whole) < 0.499999:
            return copysign(whole / _MILLION, number)
    return round(number, 6)
