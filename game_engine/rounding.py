"""As many decimals as a state has, six, or four where points are told; and sums: so that a replay is equal to the last
bit on every machine."""

from __future__ import annotations

from collections.abc import Iterable
from math import copysign


def six(number: float) -> float:
    """round(number, 6)."""
    return _rounded(number, 1e6, 6)


def four(number: float) -> float:
    """round(number, 4)."""
    return _rounded(number, 1e4, 4)


def _rounded(number: float, power: float, places: int) -> float:
    """round(number, places), to the last bit, at a small part of its price: that one goes by way of the digits.

    A whole number over a power of ten is the double nearest to that decimal, as every quotient is; so only the whole
    number has to be the right one. Under a thousand million the product errs by far less than a millionth, so that it
    is, wherever the product is no nearer to a half than that. The rest is left to the slow way.
    """
    product = abs(number) * power
    if product < 1e9:
        whole = int(product + 0.5)
        if abs(product - whole) < 0.499999:
            return copysign(whole / power, number)
    return round(number, places)


def added(numbers: Iterable[float]) -> float:
    """Their sum, from left to right.

    From Python 3.12 on the built-in sum carries a correction along, so that the same log would end elsewhere there.
    """
    total = 0.0
    for number in numbers:
        total += number
    return total
