"""The comparison with other extractors: what is counted, and how."""

import json
import urllib.request
from dataclasses import replace
from pathlib import Path

import peer_many
import pytest
from articles import article, draft
from loopback import Loopback, Reply, answer
from metering import Meter
from peers import Delivered, Score, Seed, _of_ours, score

from summarizer import Summarizer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seed():
    return Seed.load(ROOT / "seeds" / "002_c1da3120ac8a84ae.txt")


def claims(seed):
    """The gold's figures, as a perfect system would tell them."""
    return [Delivered(gold["value"], (gold["span"],), gold["subject"], gold["measure"]) for gold in seed.figures]


def test_the_gold_told_is_found_whole(seed):
    """Every core figure with its subject and measure, and nothing made up."""
    total = Score()
    score(seed, claims(seed), total)
    assert (total.gold, total.found, total.subject, total.measure, total.hallucinated) == (6, 6, 6, 6, 0)
    assert total.f1 == 1


def test_a_changed_number_is_missed_and_hallucinated(seed):
    """A number that the text has elsewhere is wrong, but not hallucinated; one without a value neither found nor made up."""
    first, second, third, *others = claims(seed)
    wrong = replace(first, value=987654.0), replace(second, value=others[0].value), replace(third, value=None)
    total = Score()
    score(seed, [*wrong, *others], total)
    assert (total.delivered, total.found, total.hallucinated) == (6, 3, 1)


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_our_own_figures_have_their_measures_by_name(seed):
    """A report has ids; the gold and what others deliver are compared by names."""
    gold = seed.figures[0]
    [mention] = [m for m in seed.scan.mentions if m.start == gold["start"]]
    quote = seed.scan.text.content[mention.text_start - 6 : mention.text_end]
    claim = {"quote": quote, "subject": gold["subject"], "value": gold["value"], "unit": gold["unit"]}
    claim |= {"qualifier": gold["qualifier"], "measure": gold["measure"]}
    draft = {"measures": [{"name": gold["measure"]}], "slogans": [], "points": [], "figures": [claim]}
    with Loopback(answer(json.dumps(draft))) as server:
        report = Summarizer("m", base_url=server.url, patches=0).summarize(seed.path).report
    names = {measure.id: measure.name for measure in report.measures}
    ours = _of_ours(seed, report.figures[0], names)
    assert report.figures[0].verdict == "verified"
    assert (ours.measure, ours.spans) == (gold["measure"], (gold["span"],))


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


def test_what_the_server_answers_fits_what_a_peer_is_asked_for():
    assert len(peer_many.Draft.model_validate(draft(article(0))).figures) == len(draft(article(0))["figures"])
