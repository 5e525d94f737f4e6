"""The traces of damage: a text without a suspect character has none of them."""

import pytest

from summarizer.resources import table
from summarizer.scanning import damage


@pytest.mark.parametrize("row", table("damage"), ids=lambda row: row[3])
def test_each_example_holds_a_suspect_character(row):
    """So the quick look before the patterns misses no row of the table."""
    assert damage._SUSPECT.search(row[3])
