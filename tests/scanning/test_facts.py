"""Facts: what the words around a figure say of it, row by row of the table and through lists, parts and statements."""

import json
import re
import time

import pytest

from summarizer import scan
from summarizer.models import Document
from summarizer.resources import table
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.facts.wording import stated
from summarizer.scanning.scanner import as_json, scan_document

HEAD = "2024年7月11日 安吉县公报\n"


def figures(text):
    """Each figure's surface with its facts."""
    context = Analysis(scan(text)).context
    return [(mention, context.facts(mention)) for mention in context.figures]


def fact(text, name):
    return [getattr(facts, name) for _, facts in figures(text)]


@pytest.mark.parametrize("row", table("facts"), ids=lambda row: f"{row[0]} {row[4]}")
def test_each_rule_speaks_of_its_example(row):
    """The figure in 【】 has the row's value, as far as the words around it tell."""
    name, value, _, _, example = row
    marked = re.search("【(.+?)】", example)
    context = Analysis(scan(example.replace("【", "").replace("】", ""))).context
    mention = next(m for m in context.figures if m.text_start <= marked.start() < m.text_end)
    assert stated(name, context.wording(mention)) == value


@pytest.mark.parametrize(
    ("text", "aspects", "directions"),
    [
        ("参保率由91%提高到96%。", ["share", "share"], [None, "increase"]),
        ("产值3亿元，比上年增长5.1%。", ["amount", "growth"], [None, "increase"]),
        ("亩产512公斤，比上年增加9公斤。", ["per", "change"], [None, "increase"]),
        ("三项收入分别下降5.2%、4.1%和7.3%。", ["amount", "growth", "growth", "growth"], [None, *["decrease"] * 3]),
        ("收入增长9%(全国7.1%、全省8.8%)。", ["growth"] * 3, ["increase"] * 3),
        ("旅客减少2.3%至258万人次。", ["growth", "amount"], ["decrease", "decrease"]),
        ("涨幅比上月回落0.4个百分点。", ["change"], ["decrease"]),
        ("第一产业增加值31亿元，占比12%。", ["amount", "share"], [None, None]),
        ("工期36个月，共有职工300人。", ["duration", "amount"], [None, None]),
        ("出口额同比-2.1%。", ["growth"], ["decrease"]),
    ],
)
def test_levels_changes_and_growth_are_told_apart(text, aspects, directions):
    """With their directions, through lists and brackets."""
    assert fact(text, "aspect") == aspects
    assert fact(text, "direction") == directions


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("物价同比上涨0.3%，环比下降0.4%。", ["yoy", "mom"]),
        ("产值增长5%，比上年提高1.2个百分点。", [None, "yoy"]),
        ("比上年增长4.1%；与2020年相比，两年平均增长2.5%。", ["yoy", "2020"]),
        ("粮食产量4.6万吨，同比增长1%。其中，夏粮0.7万吨，增长2.1%。", [None, "yoy", None, "yoy"]),
        ("余额比上年末增长3.6%。", ["previous"]),
        ("亩产比全县平均水平高38公斤。", ["other"]),
    ],
)
def test_a_change_is_told_against_its_base(text, bases):
    """A bare 增长 has the base of its paragraph."""
    assert fact(text, "base") == bases


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("计划年内再发放800万元，力争新增企业500家。", ["planned", "planned"]),
        ("今年计划建设学校3所，总投资2亿元。去年建成5所。", ["planned", "planned", "actual"]),
        ("计划建充电桩900个，目前已建成400个。", ["planned", "actual"]),
        ("按50%、60%给予补助。", ["offered", "offered"]),
        ("已发放补贴1240万元。", ["actual"]),
        ("每处值守人员不少于2人。", ["required"]),
        ("今年未发生1起较大事故。", ["negated"]),
        ("亩产比计划多12公斤。", ["actual"]),
    ],
)
def test_a_status_goes_on_until_other_words_come(text, statuses):
    """Through a statement, and back through a list."""
    assert fact(text, "status") == statuses


@pytest.mark.parametrize(
    ("text", "cumulative", "new"),
    [
        ("新增确诊病例2例、疑似病例5例。", [False, False], [True, True]),
        ("累计报告118例，累计治愈97例，现有21例。", [True, True, False], [False] * 3),
        ("累计发放补贴8505万元，覆盖160个村。", [True, False], [False, False]),
        ("截至6月底，全县组建队伍85个，培训志愿者55人。", [True, True], [False, False]),
        ("市区共有6个社区。", [False], [False]),
    ],
)
def test_running_totals_and_new_numbers(text, cumulative, new):
    """A total goes on through a list, one up to a day through its statement."""
    assert fact(text, "cumulative") == cumulative
    assert fact(text, "new") == new


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("户籍人口11万人。其中，城镇人口5万人，乡村人口6万人。", [None, 0, 0]),
        ("惠及1893人，其中毕业生702人，占37.1%。", [None, 0, 0]),
        ("产量9000吨，其中猪肉7000吨，出栏5万头。", [None, 0, None]),
        ("人口9万人，其中女性4万人；劳动力6万人，其中外出2万人。", [None, 0, None, 2]),
        ("人口9万人，其中城镇4万人；乡村5万人。", [None, 0, 0]),
        ("游客5万人次，其中入境8万人次。", [None, None]),
        ("总额200亿元。出口80亿元，占总额的40%。", [None, None, 0]),
    ],
)
def test_a_part_knows_its_whole(text, wholes):
    """The whole has the part's unit and is no smaller."""
    found = figures(text)
    spans = [(mention.start, mention.end) for mention, _ in found]
    assert [facts.whole and spans.index(facts.whole) for _, facts in found] == wholes


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (HEAD + "截至2024年6月底，已发放3000份。", ["2024-06-30"]),
        (HEAD + "2024年1月以来，发放3000份。", ["2024-01/"]),
        (HEAD + "2023年底前建成3座。", ["/2023-12-31"]),
        (HEAD + "机收率由2023年的91%提高到96%。", ["2023", "/2024-07-11"]),
        (HEAD + "发放3000份。", ["/2024-07-11"]),
        ("某县2022年国民经济统计公报\n全县产值3亿元，年末全县人口9万人。", ["2022", "2022-12-31"]),
        ("发放3000份。", [None]),
    ],
)
def test_the_time_of_a_figure(text, periods):
    """Dates of its statement, the title's time, else up to the day of publication."""
    assert [facts.period and facts.period.iso for _, facts in figures(text)] == periods


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("安吉县通报\n安吉县发放3000份，全省发放9万份。", ["330523", "330000"]),
        ("安吉县通报\n全国300个城市平均浓度为17微克/立方米。", ["CN", "CN"]),
        ("安吉县通报\n人均收入5000元(全国6000元)，职工9万人。", ["330523", "CN", "330523"]),
        ("香港立法会财务委员会批准拨款4.8亿元。", ["810000"]),
        ("发放3000份。", [None]),
    ],
)
def test_the_place_of_a_figure(text, codes):
    """Named or scoped in its statement, else the document's; a bracket is an aside."""
    assert [facts.place and facts.place.adcode for _, facts in figures(text)] == codes


def test_scan_gives_the_facts_of_figures_flat():
    """And of figures alone."""
    document = Document("a", "a.txt", "2024年，惠及1893人，其中毕业生702人。")
    line = json.loads(as_json(document, scan_document(document)))
    year, people, graduates = line["mentions"]
    assert "status" not in year
    assert (people["status"], people["aspect"], people["whole"]) == ("actual", "amount", None)
    assert graduates["whole"] == [people["start"], people["end"]]
    assert graduates["period"] == {"iso": "2024", "surface": "2024年", "inferred": False, "reason": None}


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape", ["其中甲市5例，", "增长5%、", "(全国5元", "由5降至", "占5%，", "长春市5例", "2022年5例"]
)
def test_facts_take_time_in_proportion_to_the_text(shape):
    """In one statement without an end; four times the text takes far less than sixteen times as long."""

    def seconds(count):
        context = Analysis(scan(shape * count)).context
        start = time.process_time()
        for mention in context.figures:
            context.facts(mention)
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 9 * seconds(2000) + 0.5
