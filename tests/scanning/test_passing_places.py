"""Names of institutions, origins and venues say little of what a document is about, and its own words hold its level."""

import pytest
from test_regions import code, owned, text_of

from summarizer.resources import table
from summarizer.scanning.places import homes, passing
from summarizer.scanning.places.divisions import gazetteer
from summarizer.scanning.places.regions import own, read


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("社团换届\n湖南工业技术学院团委\n学生社团选出新会长,12人参加。", None),
        ("浙江远航智能装备股份有限公司获奖\n我公司获得三项大奖。", None),
        ("一季度放贷\n恒信银行武汉分行的客户经理来到利川市,利川市有12户果农。", "422802"),
        ("湖北医疗队离开\n湖北医疗队在饶河县工作30天,饶河县居民送行。", "230524"),
        ("饶河中学开学\n学校有1200名学生,饶河县投入300万元。", "230524"),
        ("赛艇比赛开幕\n来自广州、成都、武汉的选手抵达丽水市,丽水市设8个项目。", "331100"),
        ("早新闻:宁波公园重开\n1、宁波一家公园重开。2、全国粮食增产3%。3、我国出口增长5%。4、财政部发债。", None),
    ],
)
def test_a_place_named_in_passing_does_not_own_a_document(content: str, expected: str | None) -> None:
    assert owned(content) == expected


def test_a_conference_of_the_whole_country_is_not_of_its_venue() -> None:
    text = text_of("国家发展改革委、商务部、财政部主办的大会在上海隆重召开,共500人参加。")
    assert own(text, read(text)) is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("哈尔滨的冰灯点亮,游人如织。黑龙江迎来旺季,我省接待80万人次,全省收入5亿元,省内客房满员。", "230000"),
        ("市卫健委通报,各区情况如下:浦东新区新增8例,浦东新区张江镇2例,浦东新区川沙新镇1例。", "310000"),
        ("饶河县动员。饶河县有12个村,全县参加,全市第一,全市推广。", "230524"),
        ("句容市动员。句容市有12个村,全市参加,全市推广,镇江市通报。", "321183"),
    ],
)
def test_the_words_for_its_own_level_hold_a_document_there(content: str, expected: str) -> None:
    text = text_of(content)
    assert code(own(text, read(text))) == expected


def test_places_listed_with_the_first_of_an_untitled_text_weigh_as_much() -> None:
    text = text_of("试点选择北京、上海、杭州三地,共6项措施。此后北京出台12条,上海出台9条。")
    assert own(text, read(text)) is None


def test_each_row_of_the_table_has_an_example_that_holds_one_of_its_words() -> None:
    for _, words, example in table("passing_places"):
        assert any(word in example for word in words.split()), example


def test_many_weak_words_show_a_home_as_one_strong_word_does() -> None:
    content = "警司說,這宗罪案與騙案有關,損失120萬港元,還會調查"
    found = homes.home(content, "警司说,这宗罪案与骗案有关,损失120万港元,还会调查")
    assert found is not None
    assert found.code == "810000"


def test_institutions_are_told_from_conferences_by_the_words_between() -> None:
    assert passing.is_institution("河北工程技术学院", 2)
    assert not passing.is_institution("河北召开大学校长会议", 2)
    assert "河北" in gazetteer().shorts
