"""Names that only appear across words are no places, and those merged with a word are."""

import pytest
from test_regions import codes, one

from summarizer.scanning.places.boundaries import crosses, crosses_start


@pytest.mark.parametrize(
    "content",
    [
        "全面振兴城市经济",
        "抓好吉安全生产",
        "老山东里社区",
        "武汉肺炎",
        "保护江河源头",
        "该公司与阿里巴中国零售平台",
        "从巴尔喀什到边境",
        "舞台中央",
        "平台北侧",
        "国际合作市场",
        "品尝兰州拉面",
        "对医保定点机构检查",
        "先后在市区、北郊区域投入",
        "曾任职乡镇,任县长期间,建设通县公路",
    ],
)
def test_a_name_across_words_is_no_place(content: str) -> None:
    assert codes(content) == []


@pytest.mark.parametrize(
    ("content", "surface", "expected"),
    [
        ("海阳市场监管局检查", "海阳", "370687"),
        ("合作市场监管局检查", "合作", "623001"),
        ("南京市场交易", "南京", "320100"),
        ("海阳市委部署", "海阳市", "370687"),
        ("很多长春市民参加", "长春市", "220100"),
        ("武汉市区道路", "武汉市", "420100"),
        ("长沙县城通车", "长沙县", "430121"),
        ("兰坪县委、县政府", "兰坪县", "533325"),
        ("今年来安县投入", "来安县", "341122"),
        ("位于兴城市的项目", "兴城市", "211481"),
        ("发展合肥里程碑项目", "合肥", "340100"),
        ("四川大凉山地区", "凉山", "513400"),
        ("中国台湾选手", "台湾", "710000"),
    ],
)
def test_a_name_merged_with_a_word_is_a_place(content: str, surface: str, expected: str) -> None:
    assert one(content, surface) == expected


def test_a_word_crosses_where_it_holds_only_a_part() -> None:
    assert crosses_start("全面振兴城市经济", 3, 6)
    assert crosses("抓好吉安全生产", 2, 4)
    assert not crosses("在吉安开工", 1, 3)
    assert not crosses("吉安", 0, 2)
