"""The digits of a number for people: 4216000 for 4216000.0, and 3–5 for a range."""

from decimal import Decimal

_LONGEST = 1e21


def number_digits(value: float | None, low: float | None = None, high: float | None = None) -> str:
    """The digits of a number, without an exponent up to 10²¹; of a range, or of an open one, its ends."""
    if value is None:
        return "" if low is high is None else f"{_end(low)}–{_end(high)}"
    return f"{Decimal(str(value)).normalize():f}" if abs(value) < _LONGEST else f"{value:g}"


def _end(number: float | None) -> str:
    return "" if number is None else number_digits(number)
