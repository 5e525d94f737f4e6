"""Numbers as people read them."""

import pytest

from summarizer.checking.number_digits import number_digits


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (4216000.0, "4216000"),
        (12.5, "12.5"),
        (1.25e13, "12500000000000"),
        (-3, "-3"),
        (1234567.89, "1234567.89"),
        (1e300, "1e+300"),
    ],
)
def test_a_number_has_all_its_digits_and_no_more(value, words):
    """Neither an exponent nor .0, but for what no document states."""
    assert number_digits(value) == words


def test_a_range_is_told_by_its_ends():
    """An open end is left out."""
    assert number_digits(None, 3.0, 5) == "3–5"
    assert number_digits(None, 10, None) == "10–"
    assert number_digits(None) == ""
