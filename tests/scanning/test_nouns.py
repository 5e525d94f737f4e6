"""What each number counts, as the rules bind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.folding import fold
from summarizer.models import Span
from summarizer.scanning.numbers.nouns import bind
from summarizer.scanning.numbers.quantities import read


def nouns(text, *places):
    """Surface and noun of each quantity of a text; `places` are names in it."""
    folded = fold(text)
    found = read(folded)
    named = sorted(Span(folded.index(place), folded.index(place) + len(place)) for place in places)
    return [folded[span.start : span.end] if span else None for span in bind(folded, found, named)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30名县级领导负责乡镇", ["县级领导"]),
        ("全县设置采样点97个，", ["采样点"]),
        ("小区楼长103名、单元长198名", ["小区楼长", "单元长"]),
        ("小区137个、单元1809个", ["小区", "单元"]),
        ("疫苗覆盖率达到99.5%", ["疫苗覆盖率"]),
        ("耕地面积：48.6万亩；森林覆盖率：62.4%", ["耕地面积", "森林覆盖率"]),
        ("污水处理厂46座，", ["污水处理厂"]),
        ("实现地区生产总值218亿元，同比增长5.1%", ["地区生产总值", "地区生产总值"]),
        ("合格率、整改率分别为95%和97%", ["合格率", "整改率"]),
        ("存款3120亿元，贷款2876亿元，同比分别增长9.2%和11.4%", ["存款", "贷款", "存款", "贷款"]),
        ("民间投资占固定资产投资的比重为56.3%", ["民间投资占固定资产投资的比重"]),
        ("藏书从210万册增加到340万册，", ["藏书", "藏书"]),
        ("事故造成2人死亡、6人受伤", ["死亡", "受伤"]),
        ("新增2例确诊病例和5例无症状感染者", ["确诊病例", "无症状感染者"]),
        ("审结刑事案件3126件4508人", ["刑事案件", "刑事案件"]),
        ("水厂\t5万吨\t3亿元\n公园\t9公顷\t2亿元", ["水厂", "水厂", "公园", "公园"]),
        ("占用率为104%，其中市医院达117%", ["占用率", "占用率"]),
    ],
)
def test_each_number_is_bound_to_what_it_counts(text, expected):
    """Behind it, before it, in lists, with 分别, from the figure before, from the head of its row."""
    assert nouns(text)[: len(expected)] == expected


def test_a_part_that_is_but_a_place_counts_what_the_whole_counts():
    """其中甲市99例 are 确诊病例 too."""
    assert nouns("新增确诊病例134例，其中长春市99例、吉林市30例", "长春市", "吉林市") == ["确诊病例"] * 3


def test_a_place_is_no_part_of_a_noun():
    """青岛市造林面积299亩 counts 造林面积."""
    assert nouns("青岛市造林面积299亩，", "青岛市") == ["造林面积"]


@given(st.text("新增其中分别为占的、，。0123456789个人%例 \t\n(“", max_size=80))
def test_a_noun_is_a_part_of_the_text_without_white_space_at_its_ends(text):
    """For any text; one answer for each number."""
    found = nouns(text)
    assert len(found) == len(read(fold(text)))
    assert all(noun is None or (noun and noun == noun.strip() and noun in fold(text)) for noun in found)
