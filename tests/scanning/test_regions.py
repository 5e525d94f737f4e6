"""Places are found and disambiguated by context, the document's own among them."""

import time
from array import array
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.folding import fold
from summarizer.models import Field, Place, Region, Span, Text
from summarizer.resources import table
from summarizer.scanning.places.divisions import chain, code_of, gazetteer, region
from summarizer.scanning.places.regions import own, read
from summarizer.scanning.places.resolving import contains, resolve


def text_of(content: str, *, titled: bool = False, fields: tuple[Field, ...] = ()) -> Text:
    """A Text without anything removed; the first line is the title where `titled`."""
    starts = array("l", range(len(content)))
    ends = array("l", range(1, len(content) + 1))
    title = Span(0, len(content.split("\n", 1)[0])) if titled else None
    return Text(content, fold(content), starts, ends, title, fields)


def code(found: Region | None) -> str | None:
    return found and code_of(found)


def codes(content: str) -> list[tuple[str, list[str | None]]]:
    """Surface and candidates of each place in a text."""
    return [(place.surface, [code(c) for c in place.candidates]) for place in read(text_of(content))]


def one(content: str, surface: str) -> str | None:
    """The code of the last place with this surface, None if it is ambiguous or absent."""
    found: list[Place] = [place for place in read(text_of(content)) if place.surface == surface]
    return code(found[-1].region) if found else None


def owned(content: str) -> str | None:
    text = text_of(content, titled=True)
    return code(own(text, read(text)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("黑龙江省双鸭山市饶河县", "230524"),
        ("双鸭山饶河县", "230524"),
        ("潢川县老城街道", "411526004"),
        ("玉门市下西号镇", "620981106"),
        ("定西岷县十里镇", "621126106"),
        ("兰州东岗街道", "620102015"),
        ("甘肃天祝", "620623"),
        ("哈爾濱市南崗區", "230103"),
        ("安徽 和县", "340523"),
        ("晋城市城区", "140502"),
        ("新疆伊犁州察布查尔县", "654022"),
        ("恩施州来凤县百福司镇", "422827101"),
        ("青海海南州", "632500"),
        ("海南省海口市", "460100"),
        ("北京市朝阳区", "110105"),
        ("吉林省吉林市", "220200"),
        ("重庆市开县", "500154"),
        ("恩施州利川市柏杨坝镇", "422802101"),
        ("凉山州西昌市", "513401"),
        ("博州精河县", "652722"),
        ("克州阿图什", "653001"),
        ("济源市五龙口镇", "419001101"),
        ("东莞市虎门镇", "441900121"),
        ("北京市海淀区中关村街道", "110108011"),
        ("天津滨海新区", "120116"),
        ("苏州工业园区", "320576"),
        ("济南市中区", "370103"),
        ("澳門氹仔", "820006"),
    ],
)
def test_a_chain_is_one_place_the_last(content: str, expected: str) -> None:
    assert codes(content) == [(content, [expected])]


@pytest.mark.parametrize(
    ("content", "surface", "expected"),
    [
        ("双鸭山,牡丹江和大兴安岭", "大兴安岭", "232700"),
        ("饶河县动员。饶河进行核酸检测", "饶河", "230524"),
        ("黑龍江省延壽縣", "黑龍江省延壽縣", "230129"),
        ("義烏:出口增長", "義烏", "330782"),
        ("玉门市全市。玉门镇干部说", "玉门镇", "620981101"),
        ("两当县部署。城关镇召开会议", "城关镇", "621228100"),
        ("兰州市消息。榆中县受灾,永登县无恙。榆中县城关镇转移", "榆中县城关镇", "620123100"),
        ("榆中县,会宁县。会宁县降雨。郭城驿镇受灾", "郭城驿镇", "620422101"),
        ("洛阳市老城区今年。老城区投入", "老城区", "410302"),
        ("和县概况:和县,隶属马鞍山市", "和县", "340523"),
        ("仙桃市有汛情,郑场镇转移300人", "郑场镇", "429004100"),
        ("香港屯門、元朗及深水埗區,灣仔", "灣仔", "810002"),
        ("连山壮族瑶族自治县。连山县举行", "连山县", "441825"),
        ("襄樊撤县", "襄樊", "420600"),
        ("崇文区并入", "崇文区", "110101"),
        ("黄山市旅游,黄山今年", "黄山", "341000"),
        ("屯門、元朗一帶封路,元朗設站", "元朗", "810012"),
        ("送往天水圍醫院", "天水圍", "810012"),
        ("鹏城新增地铁线路", "鹏城", "440300"),
        ("第八师石河子市采收棉花", "石河子市", "659001"),
        ("滑县农村商业银行放贷", "滑县", "410526"),
        ("饶河县小佳河镇东河村动工", "饶河县小佳河镇", "230524101"),
        ("蓟县并入以来", "蓟县", "120119"),
        ("莫旗今年", "莫旗", "150722"),
    ],
)
def test_context_tells_which_place_is_meant(content: str, surface: str, expected: str) -> None:
    assert one(content, surface) == expected


def test_a_name_shared_by_several_goes_to_the_city_named_last() -> None:
    content = "福州的鼓楼区签约。徐州市投产,鼓楼区开工。南京市,鼓楼区"
    assert [c for surface, c in codes(content) if surface == "鼓楼区"] == [["350102"], ["320302"], ["320106"]]


def test_without_context_a_shared_name_lists_its_candidates() -> None:
    assert codes("鼓楼区签约项目12个") == [("鼓楼区", ["320106", "320302", "350102", "410204"])]


@pytest.mark.parametrize(
    "content",
    [
        "北京时间12时,上海路与南京东路封闭,北京大学师生",
        "长江西岸和黄河南岸,太湖南岸,太行山西麓",
        "幸福建设,隆重庆祝,美丽江南,创新乡村,境内江河,当天水位,货运城市,集中卫生",
        "南阳溪,兰州水库,张家口村",
        "十四平方米,沿海城市,西南山区,供应城市用水,专项城市更新,运营口岸",
        "全市和县乡两级,共和平区域,合作市场,维护和平,青年",
        "新城区建设,老城区改造,城区积水,矿区道路,市中区位",
        "日照充足,祝您安康,来宾到场,产业朝阳,世界大同",
        "月饼开封后宜尽快食用,未开封的退货",
        "省应急管理厅、省水利厅通报,县人民医院和市公安局",
        "推进平安建设,开平工作,合作共赢",
        "15个中心镇,乡镇街道,小城镇建设,各县区,该县",
        "在农场和林场、开发区、街道办",
    ],
)
def test_words_that_hold_a_name_name_no_place(content: str) -> None:
    assert codes(content) == []


def test_the_spans_are_those_of_the_raw_document() -> None:
    content = "在双鸭山"
    text = Text(content, fold(content), array("l", [10, 11, 20, 21]), array("l", [11, 12, 21, 27]))
    (place,) = read(text)
    assert (place.start, place.end, place.text_start, place.text_end) == (11, 27, 1, 4)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "双鸭山饶河县织密三张网\n央广网双鸭山12月3日消息 近日,双鸭山市饶河县升级防控。饶河县增设24个封控点。",
            "230524",
        ),
        (
            "【疫情防控甘肃在行动】织密防疫网\n来源:中国甘肃网\n玉门市建立机制。玉门市下西号镇说。玉门市官庄子社区。",
            "620981",
        ),
        ("潢川县老城街道:筑牢防线\n老城街道各级党组织。潢川返乡人员245人。", "411526004"),
        (
            "防疫\n人民网哈尔滨2月11日电 黑龙江省发挥堡垒作用,黑龙江各市县布局。哈尔滨市南岗区。延寿县。大兴安岭漠河市,新林区。牡丹江穆棱市,穆棱市127个村。",
            "230000",
        ),
        ("两当县:微网格\n中国甘肃在线两当讯 两当县组织。守好陇南东大门。城关镇召开会议。西坡镇发布。", "621228"),
        ("新华社兰州8月9日电 甘肃榆中县突发山洪\n榆中县城关镇、马坡乡受灾,榆中县转移9828人。", "620123"),
        ("杭州签约项目\n杭州市招商,西湖区、余杭区、滨江区、萧山区各有项目。", "330100"),
        ("昆山推进防汛\n昆山市周市镇、玉山镇启动响应,苏州市支援。昆山市转移。", "320583"),
        (
            "和县概况\n和县,隶属安徽省马鞍山市,东与马鞍山市区相望,西与含山县接壤,南与无为市相邻,北与南京市浦口区毗邻。",
            "340523",
        ),
        ("長者接種疫苗\n香港特區政府表示,屯門、元朗及深水埗區設站,灣仔和沙田亦有。", "810000"),
        ("东莞市长安镇食品安全\n长安镇检查餐饮店500家。", "441900119"),
        ("各地招商\n新华社北京2月3日电 湖北武汉、广东深圳、浙江杭州均增长。", None),
        ("(屯門元朗)完善治理\n新方案中屯門及元朗區分別為32及46席。", "810000"),
        ("肃州区招商\n全区赴上海、江苏、浙江考察,在深圳、成都、北京、保定签约。肃州区有项目32个。", "620902"),
        ("总结经验\n我们全力以赴。", None),
        ("灣仔區議會撥款300萬元\n灣仔區議會通過12項活動。", "810000"),
        ("關於屯門公路的安排\n運輸署公布,屯門、元朗及荃灣一帶封路。", "810000"),
        ("澳門氹仔新增車位\n澳門交通事務局表示,共12處。", "820000"),
        ("工作组到灵宝市督导\n来源:河南省应急管理厅 时间:2021-09-05\n灵宝市转移1200人。", "411282"),
        ("安置群众1200人\n来源:北京日报 时间:2021-09-05\n全县转移1200人。", None),
        ("安置群众1200人\n来源:饶河县融媒体中心 时间:2021-09-05\n全县转移1200人。", "230524"),
        ("恩施州应对旱情\n恩施州利川市、建始县、巴东县、宣恩县均受旱。", "422800"),
        ("济源:小麦丰收\n济源市克井镇、五龙口镇开镰。", "419001"),
        ("羊城书香节启动\n活动在天河区举行,广州市民参加。", "440100"),
        ("昆明市官渡区接种疫苗\n云南省卫健委通报,官渡区关上街道设点。", "530111"),
        ("河南省前三季度经济运行\n河南省统计局通报,郑州、洛阳、南阳增速居前。", "410000"),
        ("同心修缮工程启动\n日前,同心修缮工程在预旺镇启动,同心今年投入。", "640324"),
    ],
)
def test_a_document_is_about_the_smallest_place_that_holds_what_it_tells(content: str, expected: str | None) -> None:
    assert owned(content) == expected


def test_without_a_title_the_first_place_of_the_lead_is_the_subject() -> None:
    content = "右玉县位于晋西北边陲,隶属于山西省朔州市,东连大同市左云县,南与山阴县、平鲁区接壤。"
    text = text_of(content)
    assert code(own(text, read(text))) == "140623"


def test_a_field_counts_where_the_article_names_nothing() -> None:
    text = text_of("全县动员", fields=(Field("keywords", "饶河县,疫情", Span(0, 1)),))
    assert code(own(text, read(text))) == "230524"


def test_a_field_does_not_decide_against_the_article() -> None:
    text = text_of("玉门市动员。", fields=(Field("source", "北京市朝阳区", Span(0, 1)),))
    assert code(own(text, read(text))) == "620981"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("黑龙江省双鸭山市饶河县", ["230524"]),
        ("南岗区(哈尔滨)", ["230103"]),
        ("香港灣仔區", ["810002"]),
        ("甘肃", ["620000"]),
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("全市", []),
        ("榆中县、会宁县", []),
    ],
)
def test_a_name_that_a_model_writes_is_resolved(name: str, expected: list[str]) -> None:
    assert [code(found) for found in resolve(name)] == expected


def test_a_name_is_resolved_near_a_region() -> None:
    (huangchuan,) = resolve("潢川县")
    assert [code(found) for found in resolve("老城街道", huangchuan)] == ["411526004"]
    (street,) = resolve("潢川县老城街道")
    assert [code(found) for found in resolve("老城街道", street)] == ["411526004"]


def test_a_region_contains_itself_and_what_lies_in_it() -> None:
    (gansu,), (yumen,), (xiantao,), (hubei,) = map(resolve, ("甘肃省", "玉门市", "仙桃市", "湖北"))
    assert contains(gansu, yumen)
    assert contains(yumen, yumen)
    assert contains(hubei, xiantao)
    assert not contains(yumen, gansu)
    assert not contains(hubei, yumen)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("110105", ("北京市", "北京市", "朝阳区", None, "110105", "county")),
        ("500229", ("重庆市", "重庆市", "城口县", None, "500229", "county")),
        ("429004", ("湖北省", None, "仙桃市", None, "429004", "county")),
        ("441900119", ("广东省", "东莞市", None, "长安镇", "441900", "town")),
        ("411526004", ("河南省", "信阳市", "潢川县", "老城街道", "411526", "town")),
        ("810002", ("香港特别行政区", None, "湾仔区", None, "810000", "county")),
        ("230000", ("黑龙江省", None, None, None, "230000", "province")),
        ("110000", ("北京市", None, None, None, "110000", "province")),
    ],
)
def test_a_region_tells_what_it_lies_in(of: str, expected: tuple[str | None, ...]) -> None:
    found = region(of)
    assert (found.province, found.city, found.county, found.town, found.adcode, found.level) == expected


def test_a_town_of_a_city_without_counties_is_read_alone() -> None:
    """No county of the list has the code that the towns of 嘉峪关 begin with."""
    (place,) = read(text_of("雄关街道排查1200户。"))
    assert [region.city for region in place.candidates] == ["嘉峪关市"]


def test_former_names_lead_to_the_present_ones() -> None:
    known = gazetteer()
    for former, of, name in table("customary_places"):
        assert known.names[of] == name
        assert of in known.keys[former]


def test_every_division_lies_in_a_province() -> None:
    known = gazetteer()
    assert all(chain(of)[0] == of[:2] + "0000" for of in known.names)


@given(st.text(alphabet="双鸭山市饶河县城关镇老街道兰州和区,。\n:甘肃省在北京路网", max_size=80))
@settings(max_examples=300, deadline=None)
def test_places_stand_in_order_and_never_overlap(content: str) -> None:
    places = read(text_of(content))
    assert all(place.candidates and content[place.start : place.end] == place.surface for place in places)
    assert all(one.end <= other.start for one, other in pairwise(places))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["镇", "兰州市城关镇", "城关镇,太平镇", "吉林省吉林市", "【甘肃", "县", "<", "1", "屯門、元朗、", "来源:"]
)
def test_a_long_hostile_line_is_read_in_seconds(piece: str) -> None:
    text = text_of(piece * (200_000 // len(piece)), titled=True)
    began = time.process_time()
    own(text, read(text))
    assert time.process_time() - began < 5
