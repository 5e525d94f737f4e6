"""A run on Ray: where the extra is installed, on a cluster of this machine."""

import sys
from importlib.util import find_spec

import pytest
from machines import spread

HAS_RAY = find_spec("ray") is not None
pytestmark = [
    pytest.mark.skipif(not HAS_RAY, reason='the extra is not installed: pip install "govnews-summarizer[ray]"')
]


@pytest.mark.slow
@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kills what /proc tells")
def test_a_run_that_is_killed_goes_on_and_its_records_are_those_of_one_process(tmp_path):
    """Each document once, no key in a file, and two workers together keep to the requests a minute."""
    found = spread(34, tmp_path, rpm=240)
    assert found.killed == ["worker", "driver"]
    assert (found.wrong, found.twice, found.with_key) == ([], [], [])
    assert 34 <= found.asked <= 3 * 34
    twenty = [last - first for first, last in zip(found.at_seconds, found.at_seconds[19:], strict=False)]
    assert min(twenty) > 19 * 60 / 240 * 0.75
