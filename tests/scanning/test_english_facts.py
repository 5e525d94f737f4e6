"""English facts: direction, status, base and aspect that words tell of a figure."""

import re

import pytest

from summarizer.resources import table
from summarizer.scanning.english.english_reader import read_english


def stated(text):
    """Of each figure the facts that words tell, as a dictionary."""
    found = [number.facts for number in read_english(text).numbers if number.facts]
    return [{name: getattr(facts, name) for name in facts.stated} for facts in found]


@pytest.mark.parametrize("row", table("english_facts"), ids=lambda row: f"{row[0]} {row[4]}")
def test_each_rule_speaks_of_its_example(row):
    """The figure in the brackets has the row's value."""
    fact, value, _, _, example = row
    start = re.search(r"\[(.+?)\]", example).start()
    read = read_english(example.replace("[", "").replace("]", ""))
    figure = next(number for number in read.numbers if number.mention.end > start)
    assert fact in figure.facts.stated
    assert str(getattr(figure.facts, fact)).lower() == value


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("Output rose 5 percent to 300 tonnes.", ["increase", "increase"]),
        ("Output fell from 300 tonnes to 200 tonnes.", [None, "decrease"]),
        ("Incomes rose 5 percent, 4 percent and 3 percent.", ["increase"] * 3),
        ("Output was 300 tonnes, up 5 percent.", [None, "increase"]),
        ("Industry (-2.1%) and services (+3.4%) differ.", ["decrease", "increase"]),
        ("The county has 300 schools.", [None]),
        ("The city cut the price of heating by 5 yuan.", ["decrease"]),
        ("There were 5 percent fewer visitors, and sales grew 3 percent.", ["decrease", "increase"]),
    ],
)
def test_directions_of_several_figures(text, directions):
    """A number that a change begins at has none."""
    assert [facts.get("direction") for facts in stated(text)] == directions


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("By 2027 it plans to build 3 schools and train 800 people.", ["planned", "planned"]),
        ("It will spend 3 million yuan. It has 5 schools.", ["planned", None]),
        ("Each firm must keep 5 guards.", ["required"]),
        ("So far, 5 schools have opened.", ["actual"]),
    ],
)
def test_statuses_of_several_figures(text, statuses):
    """A plan holds through its sentence, and no further."""
    assert [facts.get("status") for facts in stated(text)] == statuses
