"""What real endpoints answer, and what a run makes of it (benchmarks/providers)."""

import pytest
from loopback import LOOPBACK
from providers.scenarios import SCENARIOS
from providers.trial import tried

pytestmark = LOOPBACK


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_each_answer_ends_as_its_row_says(scenario):
    """Status, code, number of requests, what was sent, and what to do, in one line."""
    assert tried(scenario).wrong == []


def test_there_are_many_scenarios_and_no_name_twice():
    """Each is a case of its own."""
    names = [scenario.name for scenario in SCENARIOS]
    assert len(names) == len(set(names)) >= 60
