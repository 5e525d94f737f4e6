"""Bounds: whether an answer needs a second look."""

import math

import pytest

from summarizer.asking.bounds import DEEPEST, LARGEST, LONGEST_FIELD, LONGEST_NAME, MOST_ITEMS, are_kept


def nested(depth: int) -> object:
    value: object = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        "甲" * (LONGEST_FIELD + 1),
        "甲\x00",
        "1e999",
        "-Infinity",
        math.nan,
        LARGEST,
        10**400,
        [1] * (MOST_ITEMS + 1),
        {"名" * (LONGEST_NAME + 1): 1},
        nested(DEEPEST),
    ],
)
def test_what_is_beyond_a_bound_is_never_held_for_kept(value: object) -> None:
    """A text, number, list, name or depth beyond its bound is seen wherever it is in an answer."""
    assert not are_kept({"figures": [{"value": value}]})


def test_an_answer_as_most_are_keeps_all_bounds() -> None:
    """Texts, numbers, true, null and the items of lists and objects of common size need no second look."""
    assert are_kept({"figures": [{"value": 60, "quote": "60余名", "low": 1.5}, None, True, []], "summary": ""})
