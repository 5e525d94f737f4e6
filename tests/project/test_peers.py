"""The comparison with other extractors: what is counted, and how."""

import json
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from loopback import Loopback, Reply
from metering import Meter
from peers import Delivered, Score, Seed, score

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seed():
    return Seed.load(ROOT / "seeds" / "002_c1da3120ac8a84ae.txt")


def told(seed):
    """The gold's figures, as a perfect system would tell them."""
    return [Delivered(gold["value"], (gold["span"],), gold["subject"], gold["measure"]) for gold in seed.figures]


def test_the_gold_told_is_found_whole(seed):
    """Every core figure with its subject and measure, and nothing made up."""
    total = Score()
    score(seed, told(seed), total)
    assert (total.gold, total.found, total.subject, total.measure, total.hallucinated) == (6, 6, 6, 6, 0)
    assert total.f1 == 1


def test_a_changed_number_is_missed_and_hallucinated(seed):
    """A number that the text has elsewhere is wrong, but not hallucinated; one without a value neither found nor made up."""
    first, second, third, *others = told(seed)
    wrong = replace(first, value=987654.0), replace(second, value=others[0].value), replace(third, value=None)
    total = Score()
    score(seed, [*wrong, *others], total)
    assert (total.delivered, total.found, total.hallucinated) == (6, 3, 1)


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_meter_counts_computed_and_cached_tokens_and_keeps_answers(tmp_path):
    """Asked the same again it answers from its folder, and counts the same again."""
    usage = {"prompt_tokens": 100, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 60}}
    completion = {"choices": [{"message": {"content": "{}"}}], "usage": usage}
    with Loopback(Reply(completion)) as server, Meter(server.url, folder=tmp_path) as meter:
        for _ in range(2):
            request = urllib.request.Request(f"{meter.url}/chat/completions", b"{}")  # noqa: S310
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
                assert json.load(answer) == completion
        assert len(server.received) == 1
    assert (meter.count.calls, meter.count.computed, meter.count.cached, meter.count.answered) == (2, 80, 120, 14)
