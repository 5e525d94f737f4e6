"""The state of measures by rule, on four pages that were annotated before any rule had read them."""

from pathlib import Path

import pytest

from summarizer import check
from summarizer.evaluation.gold_files import read_gold

FOLDER = Path(__file__).parents[2] / "fixtures" / "measures"


@pytest.fixture(scope="module")
def states():
    """Each annotated measure with the status that is delivered where a model gives the names alone; None: not listed."""
    found = []
    for gold in read_gold(FOLDER):
        measures = [{"name": measure.name} for measure in gold.measures]
        delivered = {m.name: m.status for m in check({"measures": measures}, FOLDER / gold.doc).report.measures}
        found += [(measure, delivered.get(measure.name)) for measure in gold.measures]
    return found


def test_what_is_in_force_is_not_called_anything_else(states):
    """No measure that may be in force gets a state that the annotation does not accept."""
    in_force = [(measure, state) for measure, state in states if "in_force" in measure.status and state]
    assert len(in_force) >= 17
    assert [measure.name for measure, state in in_force if state not in measure.status] == []


def test_a_state_that_the_words_tell_is_right(states):
    """Where a rule says planned, asked for, completed or ended, it is so."""
    stated = [(measure, state) for measure, state in states if state not in {None, "in_force"}]
    assert len(stated) >= 60
    assert [measure.name for measure, state in stated if state not in measure.status] == []


def test_most_of_what_is_not_in_force_is_seen(states):
    """At least 85 % of what is planned, asked for, completed or ended."""
    others = [(measure, state) for measure, state in states if "in_force" not in measure.status]
    assert sum(state in measure.status for measure, state in others) >= 0.85 * len(others)
