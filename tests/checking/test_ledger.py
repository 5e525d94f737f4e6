"""The ledger's sums, and what becomes of each mention."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import check
from summarizer.checking.ledger import fates

NOUNS = ["村", "社区", "小区", "党员", "封控点", "确诊病例"]
UNITS = ["个", "名", "例", "%", "公里", None]
WORDS = [
    "全县",
    "设置",
    "第",
    "近",
    "余",
    "万",
    "，",
    "、",
    "。",
    "\n",
    "2021年",
    "3-5户",
    "多轮次",
    "分别为",
    "三级",
    "“三张网”",
]
numbers = st.integers(0, 3000)
phrases = st.one_of(
    st.builds(
        lambda number, unit, noun: f"{number}{unit or ''}{noun}",
        numbers,
        st.sampled_from(UNITS),
        st.sampled_from(NOUNS),
    ),
    st.sampled_from(WORDS),
)
texts = st.lists(phrases, min_size=1, max_size=30).map(lambda parts: "全县情况通报\n全县党员5名。" + "".join(parts))


@st.composite
def drafts(draw):
    """A random document, and figures whose quotes are cut from it at random, or are not its own."""
    text = draw(texts)
    figures = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        quote = draw(
            st.one_of(st.just(text[start : start + draw(st.integers(1, 30))]), st.sampled_from(["无此句", "5名"]))
        )
        figure = {"quote": quote, "subject": draw(st.sampled_from(NOUNS)), "unit": draw(st.sampled_from(UNITS))}
        figure["value"] = draw(st.one_of(st.none(), numbers, st.just(5)))
        figure["direction"] = draw(st.sampled_from([None, "increase", "decrease"]))
        figure["period"] = draw(st.sampled_from([None, "2021年", "去年", "2022-03"]))
        figure["region"] = draw(st.sampled_from([None, "全县", "饶河县", "广州市"]))
        figures.append(figure)
    return text, {"summary": draw(texts), "figures": figures}


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(drafts())
def test_both_sides_of_the_account_add_up(case):
    """Fates and set-aside numbers are all mentions; verdicts are all figures that were kept."""
    text, draft = case
    checked = check(draft, text)
    account = checked.ledger
    assert account.reported + account.restated + account.missed + sum(account.set_aside.values()) == account.mentions
    assert sum(account.by_verdict.values()) == account.figures == len(checked.judgements)
    assert account.verified == account.reported
    assert len([f for f in checked.report.figures if f.origin == "rules"]) == account.missed
    repeated = [finding for finding in checked.findings if finding.code == "duplicate_figure"]
    assert account.figures + len(repeated) == len(draft["figures"])


def test_a_mention_that_says_again_what_was_reported_is_restated():
    """Same value, unit and noun; it points to the reported one."""
    text = "全县设立封控点24个。\n为管好24个封控点，另设检查站24个。"
    figure = {"value": 24, "unit": "个", "subject": "封控点", "quote": "设立封控点24个"}
    checked = check({"figures": [figure]}, text)
    assert (checked.ledger.reported, checked.ledger.restated, checked.ledger.missed) == (1, 1, 1)
    from summarizer import scan

    told = fates(scan(text).mentions, checked.judgements)
    assert [fate.fate for fate in told] == ["reported", "restated", "missed"]
    assert told[1].same_as.text_start == told[0].mention.text_start


def test_a_figure_that_is_not_verified_reports_no_mention():
    """The number is delivered as missed."""
    text = "全县设立封控点24个。"
    checked = check({"figures": [{"value": 24, "unit": "公里", "subject": "封控点", "quote": "封控点24个"}]}, text)
    assert (checked.ledger.reported, checked.ledger.missed) == (0, 1)
