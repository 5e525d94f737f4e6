"""Kinds: what a measure is by the end of its name, and where a given kind contradicts it."""

import json
from pathlib import Path

import pytest

from summarizer.checking.measure_kinds import contradicted, kind_of, plain, rules
from summarizer.folding import fold
from summarizer.resources import table

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold_measures"


@pytest.mark.parametrize("row", table("kinds"), ids=lambda row: row[3])
def test_each_rule_speaks_of_its_example(row):
    """It is the first that matches, and matches what is in 【】."""
    kind, _, pattern, example = row
    name = example.replace("【", "").replace("】", "")
    words = fold(name) if "《" in name else plain(name)
    first = next(rule for rule in rules() if rule.pattern.search(words))
    assert (first.kind, first.pattern.pattern) == (kind, pattern)
    found = first.pattern.search(words)
    assert found is not None
    assert found.group() == example.partition("【")[2].partition("】")[0]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("防汛突击队30支", "body"),
        ("应急预案", "document"),
        ("《关于进一步做好防汛工作的通知》", "document"),
        ("落实河长制", "rule"),
        ("爱心驿站12个", "facility"),
        ("返鄉人員臺賬", "tool"),
        ("周调度会", "oversight"),
        ("人才招聘会", "action"),
        ("高龄津贴", "funding"),
        ("饮水安全工程", "project"),
        ("入户走访慰问工作", "action"),
        ("上门通知", "action"),
        ("新建泵站", "project"),
        ("众人皆知", None),
    ],
)
def test_the_end_of_a_name_tells_its_kind(name, kind):
    """Whatever its script, a number at its end, or words that say nothing."""
    assert kind_of(name) == kind


def test_a_head_of_parts_is_a_scheme():
    """If it has a number or quotation marks; a level or a time is no number of parts, and a sure end counts more."""
    assert kind_of("“三张清单”", has_parts=True) == "tool"
    assert kind_of("“红帆领航”", has_parts=True) == "scheme"
    assert kind_of("五大举措", has_parts=True) == "scheme"
    assert kind_of("三级包保", has_parts=True) == "rule"


@pytest.mark.parametrize(
    ("name", "kind", "other"),
    [
        ("防汛突击队", "action", "body"),
        ("应急预案", "funding", "document"),
        ("爱心驿站", "rule", "facility"),
        ("爱心驿站", "project", None),
        ("周调度会", "action", None),
        ("河长制", "scheme", None),
        ("闭环管理", "funding", None),
    ],
)
def test_a_kind_that_a_sure_end_excludes_is_doubted(name, kind, other):
    """Not where a coder may choose either, nor by an end that is not sure."""
    assert contradicted(name, kind) == other


@pytest.mark.skipif(not GOLD.is_dir(), reason="the coders' gold is not here")
def test_the_kinds_of_the_coders_names_are_read():
    """Of names alone, at least 85 of 100."""
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    right = [kind_of(measure["name"]) in measure["kind"] for gold in documents for measure in gold["measures"]]
    assert sum(right) >= 0.85 * len(right)
