"""Measures: the quote, the name, who does it and where must appear in the document."""

import pytest

from summarizer import check

PAGE = (
    "临江县城关镇各党支部成立党员先锋队，在青云社区、东门村设置采样点97个。县卫健局每日通报接种情况。\n"
    "住建、交通、公安等部门开展安全检查。\n"
)
TRUE = {"quote": "设置采样点97个", "name": "采样点"}


def found(**measure):
    codes = check({"measures": [TRUE | measure]}, PAGE).findings
    return [(f.code, f.params.get("form"), f.severity) for f in codes if f.item == "measures/0"]


@pytest.mark.parametrize(
    "measure",
    [
        {},
        {"name": "設置采樣點"},
        {"quote": "各党支部成立党员先锋队", "name": "党支部先锋队"},
        {"actor": "党支部", "region": "青云社区、东门村"},
        {"actor": "城关镇卫健局"},
        {"actor": "县卫健局和住建、交通、公安等部门"},
        {"region": "临江县"},
        {"region": "城关镇"},
    ],
)
def test_what_the_document_names_has_no_finding(measure):
    """Its words in order near the quote are enough, and the parts of a list may appear apart."""
    assert found(**measure) == []


@pytest.mark.parametrize(
    ("measure", "form", "severity"),
    [
        ({"name": "智慧社区防控平台"}, None, "error"),
        ({"name": "星火计划"}, None, "error"),
        ({"quote": "各党支部成立党员先锋队", "name": "党员突击先锋队"}, None, "warning"),
        ({"actor": "市应急管理局"}, "actor", "warning"),
        ({"actor": "党支部、志愿者协会"}, "actor", "warning"),
        ({"region": "黄浦区"}, "region", "warning"),
        ({"region": "西山工业园"}, "region", "warning"),
    ],
)
def test_what_is_made_up_is_told_though_its_quote_is_real(measure, form, severity):
    """A name in no words of the document is an error; who and where are warnings."""
    assert found(**measure) == [("measure_not_in_text", form, severity)]


def test_a_quote_that_is_not_there_is_told_as_before():
    """An error, unless the name appears."""
    assert found(quote="建成体育馆", name="体育馆") == [("measure_not_found", None, "error")]
    assert found(quote="建成采样点", name="采样点") == [("measure_not_found", None, "warning")]
