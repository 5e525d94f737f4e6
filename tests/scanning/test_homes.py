"""A page from Taiwan, Hong Kong or Macao is theirs; one of the whole country is nobody's."""

import pytest
from test_regions import owned, text_of

from summarizer.folding import fold
from summarizer.resources import table
from summarizer.scanning.places import homes
from summarizer.scanning.places.regions import own, read


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("行政院長訪視社區\n行政院長在市議員陪同下訪視桃園市龍潭區,縣市長亦出席。", "710000"),
        ("長者服務擴大\n大安區及信義區增設據點,立法院三讀通過。", "710000"),
        ("9月入境旅客\n统计暨普查局资料显示,旅客主要来自广东省及福建省,来澳旅客增加。", "820000"),
        ("新聞稿\n環境保護署公布,違反管制條例的個案共21宗,檢控12宗。", "810000"),
        ("交通安排\n運輸署公布,北區及東區多條路線改道。", "810000"),
    ],
)
def test_a_page_is_of_the_place_whose_words_it_uses(content: str, expected: str) -> None:
    assert owned(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("珠海市引進港澳項目\n珠海市與澳門簽約,珠海市投資3億元,香港企業參加。", "440400"),
        ("兩當縣:微網格\n兩當縣組織300人。兩當縣城關鎮召開會議。", "621228"),
        ("深圳市招商\n深圳市赴香港推介,引进港元贷款项目,深圳市签约12个。", "440300"),
    ],
)
def test_a_mainland_page_that_names_a_partner_stays_where_it_is(content: str, expected: str) -> None:
    assert owned(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        "生态环境部公布8月空气质量\n8月,全国339个城市PM2.5平均浓度为17微克/立方米。\n"
        + "各地持续改善。" * 40
        + "北京市为20微克/立方米。",
        "消防情况\n新华社北京1月24日电 国家消防救援局通报,全国接报火灾90万起。\n"
        + "各地加强防范。" * 40
        + "安徽临泉一站出动2000次。",
        "乡村全面振兴\n五年来,守住了底线。\n" + "脱贫地区稳定发展。" * 40 + "四川凉山是一例。",
        "股指回调\n新华社上海3月19日电 沪深两市成交1万亿元,创业板跌2%。",
    ],
)
def test_a_text_that_only_mentions_a_place_has_no_region(content: str) -> None:
    assert owned(content) is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("全国文明城市创建推进会召开\n柳河县召开推进会,柳河县投入300万元,柳河县各乡镇参加。", "220524"),
        ("柳河县接受国务院督查\n国务院督查组检查12个项目。", "220524"),
        ("安置群众1200人\n连日降雨。\n" + "干部奋战在一线。" * 40 + "柳河县转移1200人,全县无伤亡。", "220524"),
    ],
)
def test_a_local_text_that_mentions_the_country_keeps_its_region(content: str, expected: str) -> None:
    assert owned(content) == expected


def test_one_word_decides_in_traditional_script_and_two_in_simplified() -> None:
    traditional, simplified = (
        "運輸署公布,這些車輛將從後天開始經過這個區域",
        "运输署公布,这些车辆将从后天开始经过这个区域",
    )
    assert homes.home(traditional, fold(traditional)) == homes.Home("810000", 1)
    assert homes.home(simplified, simplified) is None
    assert homes.home(simplified + "本港", simplified + "本港") == homes.Home("810000", 2)


def test_names_alone_show_no_home() -> None:
    content = "這個項目與香港、澳門、台灣的學校開會,說明經費"
    assert homes.home(content, fold(content)) is None


def test_each_row_of_words_has_an_example_that_it_is_found_in() -> None:
    for code, _, example in table("homes"):
        assert code in {found for found, _, _ in homes.evidence(fold(example))}


def test_a_document_without_a_place_has_no_region() -> None:
    text = text_of("全国两会开幕\n我国经济增长5%。", titled=True)
    assert own(text, read(text)) is None
