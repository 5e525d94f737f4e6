"""What goes back to the model: bounded, each sentence once, and no verdict lost."""

import asyncio
import json
from pathlib import Path

import handmade
import pytest
from loopback import Loopback, answer

from summarizer import Budget, RateLimits, RunOptions, Summarizer, scan
from summarizer.asking.token_counts import estimated_tokens
from summarizer.checking.checker import check
from summarizer.checking.draft import Draft
from summarizer.running.estimate import forecast
from summarizer.running.store.store import Store
from summarizer.scanning.analysis import Analysis
from summarizer.summarizing.patching import MOST_NUMBERS, MOST_REQUESTS, most_patches, packed, patched
from summarizer.summarizing.plan import Plan
from summarizer.summarizing.rendering import patch_lines
from summarizer.summarizing.withdrawal import MOST_LISTED

ROOT = Path(__file__).parents[2]
LIST = "某县公布各村种植面积：" + "，".join(f"第{'甲乙丙丁'[n % 4]}村种植水稻{1000 + n}亩" for n in range(300)) + "。\n"


def draft(*figures):
    points = [{"text": "某县种植水稻。", "measures": []}]
    return {"points": points, "measures": [], "slogans": [], "figures": list(figures)}


def missed_lines(text):
    read = scan(text)
    lines = patch_lines(read.text, (), check(Draft.model_validate(draft()), Analysis(read)).missed)
    return read, list(lines)


def test_a_list_of_300_numbers_is_told_about_once():
    """No number is lost, none appears twice, and all requests together have about twice the characters of the document."""
    read, lines = missed_lines(LIST)
    assert sum(line.missed for line in lines) == 300
    assert sum(line.length for line in lines) < 3 * len(LIST)
    surfaces = [surface for line in lines for surface in line.words.removesuffix("。").split("、")]
    assert surfaces == [mention.surface for mention in read.mentions if mention.role == "figure"]
    for line in lines:
        assert all(surface in line.sentence for surface in line.words.removesuffix("。").split("、"))


def test_a_request_is_about_as_long_as_the_document_and_has_so_many_numbers():
    """What exceeds that makes another request."""
    read, lines = missed_lines(LIST)
    requests = packed(lines, read.text, 6000)
    assert [line for part in requests for line in part] == lines
    assert len(requests) > 1
    for part in requests:
        assert sum(line.numbers for line in part) <= MOST_NUMBERS
        assert sum(line.length for line in part) <= len(read.text.content)


def test_a_sentence_with_several_faulty_figures_is_told_once():
    """Later lines name the first one."""
    read = scan(handmade.ARTICLE)
    figures = [handmade.figure("设置采样点97个", "采样点", 98, "个"), handmade.figure("覆盖率99.5%", "覆盖率", 98, "%")]
    checked = check(Draft.model_validate(draft(*figures)), Analysis(read))
    pairs = [(n, *pair) for n, pair in enumerate(zip(checked.draft.figures, checked.judgements, strict=True))]
    messages = most_text(patch_lines(read.text, pairs, ()))
    assert messages.count("下拨资金300万元") == 1
    assert "原句同第1条" in messages


@pytest.mark.parametrize(("measure", "is_kept"), [("采样点", True), ("巡河制度", False)])
def test_a_patched_draft_that_has_the_same_measures_does_not_list_them_again(measure, is_kept):
    """What is found of it is what is found of a draft that no other was checked before."""
    analysis = Analysis(scan(handmade.ARTICLE))
    told = draft(handmade.figure("设置采样点97个", "采样点", 98, "个") | {"measure": "采样点"})
    first = check(Draft.model_validate(told | {"measures": [{"name": "采样点"}]}), analysis)
    figures = Draft.model_validate(
        draft(handmade.figure("设置采样点97个", "采样点", 97, "个") | {"measure": measure})
    ).figures
    patch = first.draft.model_copy(update={"figures": figures})
    patched_one, alone = check(patch, analysis, first), check(patch, analysis)
    assert (patched_one.listing is first.listing) is is_kept
    assert (patched_one.findings, patched_one.report) == (alone.findings, alone.report)


def most_text(lines):
    from summarizer.summarizing.rendering import render_patch

    plan = Plan(settings=None)
    return render_patch(plan.patch_prompt, list(lines), Draft)[-1]["content"]


def test_the_recorded_patch_of_a_seed_is_found_again():
    """A patch is worded as it was recorded, and gets what the first answer left out."""
    page = next((ROOT / "seeds").glob("004*"))
    record = Summarizer(replay=ROOT / "fixtures" / "recordings" / "large-llm").summarize(page)
    assert [exchange.round for exchange in record.exchanges] == [0, 1]
    assert {finding.code for finding in record.findings} & {"patch_skipped", "missed"} == set()


def test_a_very_long_quote_is_shortened():
    """An answer may say anything."""
    read = scan(LIST)
    figure = handmade.figure(LIST[:3000], "水稻" * 5000, 7, "亩")
    checked = check(Draft.model_validate(draft(figure)), Analysis(read))
    [line] = patch_lines(read.text, [(0, checked.draft.figures[0], checked.judgements[0])], ())
    assert line.length < 1600


class Answers:
    """A client that answers each patch with these figures, in turn, and notes what it was asked."""

    def __init__(self, *turns):
        self.turns = list(turns)
        self.requests = []

    async def ask(self, request, wanted):
        self.requests.append(request)
        figures = self.turns.pop(0) if self.turns else []
        draft = wanted.model_validate({"figures": figures})
        return type("Answered", (), {"draft": draft, "asked": ()})


def patch(text, first, *turns, patches=1):
    read, client = scan(text), Answers(*turns)
    checked = check(Draft.model_validate(draft(*first)), Analysis(read))
    best, found = asyncio.run(
        patched(checked, Analysis(read), client, Plan(Summarizer("m").plan.settings, patches=patches), [])
    )
    return best, found, client.requests


def test_a_round_is_bounded_and_says_what_it_left_out():
    """Of 700 numbers, 300 are taken back at most; the rest is a warning."""
    text = "\n".join(LIST.replace("某县", f"{name}县") for name in "甲乙丙")
    best, found, requests = patch(text, [])
    assert len(requests) == MOST_REQUESTS
    assert sum(estimated_tokens({"messages": one.messages}) for one in requests) < 30_000
    assert [finding.code for finding in found] == ["patch_incomplete"]
    assert int(found[0].message.split()[0]) >= len(best.missed) - MOST_REQUESTS * MOST_NUMBERS


def test_a_wrong_figure_that_the_patch_does_not_repeat_stays_as_a_finding():
    """With subject, value, verdict and place; one that it corrects, as info; ledger and status are those of what is delivered."""
    wrong = handmade.figure("某县设置采样点97个", "医院", 41, "家")
    other = handmade.figure("覆盖率99.5%", "覆盖率", 99.5, "个")
    right = handmade.figure("覆盖率99.5%", "覆盖率", 99.5, "%")
    best, found, _ = patch(handmade.ARTICLE, [*handmade.FIGURES[:1], wrong, other], [right])
    assert {figure.verdict for figure in best.report.figures if figure.origin == "model"} == {"verified"}
    assert [(one.code, one.severity) for one in found] == [
        ("figure_withdrawn", "warning"),
        ("figure_corrected", "info"),
    ]
    assert "医院 41 家 (unsupported: " in found[0].message
    start, end = found[0].span
    assert handmade.ARTICLE[start:end] == "某县设置采样点97个"
    assert (best.ledger.figures, best.ledger.verified) == (2, 2)


def test_findings_on_withdrawn_figures_are_bounded():
    """A hundred made-up figures are 50 findings and one that counts the rest."""
    made_up = [handmade.figure("某县设置采样点97个", f"医院{n}", 5000 + n, "家") for n in range(100)]
    _, found, _ = patch(handmade.ARTICLE, made_up)
    codes = [one.code for one in found]
    assert codes.count("figure_withdrawn") == MOST_LISTED + 1
    assert found[MOST_LISTED].message.startswith("50 more")


def test_what_was_not_taken_back_keeps_its_verdict():
    """A faulty figure of a request that was left out stays in the report as it is."""
    figures = [handmade.figure("某县公布各村种植面积", f"村{n}", 50_000 + n, "亩") for n in range(400)]
    best, _, requests = patch(LIST, figures)
    verdicts = [figure.verdict for figure in best.report.figures if figure.origin == "model"]
    assert len(requests) == MOST_REQUESTS
    assert 0 < len(verdicts) < 400
    assert "verified" not in verdicts


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_patch_that_the_budget_does_not_hold_is_not_sent(tmp_path):
    """The run stops with exit status 4's reason, keeps to the budget, and a larger one has the patch."""
    (tmp_path / "a.txt").write_text(LIST, encoding="utf-8")
    with Loopback(answer(json.dumps(draft(), ensure_ascii=False)), answer('{"figures": []}')) as server:
        made = Summarizer("m", base_url=server.url)
        stopped = run(made, tmp_path, Budget(tokens=2000))
        assert len(server.received) == 1
        with Store.read(tmp_path / "out") as store:
            assert store.spent.tokens < 2000
            assert "patch_skipped" in {finding.code for _, finding in store.worst_findings(1000)}
        again = run(made, tmp_path, Budget(tokens=200_000))
        assert len(server.received) > 2
    assert stopped.stopped.startswith("--max-tokens 2000")
    assert (again.stopped, again.reasons) == (None, {"failed": 1})


def run(made, folder, budget):
    return made.run_to(folder / "out", [str(folder / "a.txt")], RunOptions(RateLimits(1), budget))


def test_a_forecast_bounds_what_patches_take(tmp_path):
    """As many requests and tokens as an answer without any figure would have for its patches."""
    (tmp_path / "a.txt").write_text(LIST, encoding="utf-8")
    made = Summarizer("m", base_url="http://127.0.0.1:1/v1")
    told = forecast(tmp_path / "out", [str(tmp_path / "a.txt")], made.plan, RunOptions())
    _, _, requests = patch(LIST, [])
    assert told.most_patches == len(requests) == len(most_patches(scan(LIST), made.plan))
    assert told.most_patch_tokens > sum(estimated_tokens({"messages": one.messages}) for one in requests)
    assert told.most_patch_tokens < 30_000
