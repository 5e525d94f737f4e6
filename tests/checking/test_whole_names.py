"""Whole names: names that are cut out of quotation marks or words, and those that are not."""

import re

import pytest

from summarizer.checking.whole_names import cut_name
from summarizer.folding import fold
from summarizer.models import Span
from summarizer.resources import table

PAGE = "组建“巾帼志愿者服务队”5支，推行“登记备案、途中抽查”管理，建设“六包”机制。书记说：“我们要建立巡河制度。”开展安全检查。"


def cut(name, page=PAGE):
    folded = fold(page)
    return cut_name(folded, [Span(*match.span()) for match in re.finditer(re.escape(name), folded)])


@pytest.mark.parametrize("row", table("compounds"), ids=lambda row: row[1])
def test_a_name_that_ends_within_a_word_is_cut(row):
    """That in 【】, in a word of the row."""
    page = row[1].replace("【", "").replace("】", "")
    found = cut(row[1].partition("【")[2].partition("】")[0], page)
    assert found is not None
    assert found.whole is None
    assert found.words in row[0].split()


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("志愿者服务队", "巾帼志愿者服务队"),
        ("巾帼志愿者", "巾帼志愿者服务队"),
        ("包”机制", "“六包”机制"),
        ("组建“巾帼志愿者", "组建“巾帼志愿者服务队”"),
    ],
)
def test_quotation_marks_tell_the_whole_name(name, whole):
    """Whichever edge is inside them."""
    found = cut(name)
    assert found is not None
    assert found.whole is not None
    assert found.words == fold(PAGE)[found.whole.start : found.whole.end] == whole


@pytest.mark.parametrize(
    "name",
    ["巾帼志愿者服务队", "途中抽查", "“登记备案、途中抽查”管理", "“六包”机制", "六包", "巡河制度", "安全检查", "水库"],
)
def test_whole_names_are_not_cut(name):
    """Nor members of a list, nor words of somebody's speech."""
    assert cut(name) is None


def test_a_name_is_cut_only_where_each_of_its_places_is():
    """A name that appears on its own too is one."""
    assert cut("服务队", "组建“红帆服务队”。") is not None
    assert cut("服务队", "组建“红帆服务队”。服务队日夜值守。") is None
