"""Measures: name, actor, target, place, parts and status against the document; what is delivered of them."""

import pytest

from summarizer import check

PAGE = (
    "临江县城关镇各党支部成立党员先锋队，在青云社区、东门村设置采样点97个。县卫健局每日通报接种情况。\n"
    "住建、交通、公安等部门对工地开展安全检查。推行“四查”（查证、查车、查货、查人），健全巡河制度。\n"
    "镇里明确党员联户、干部包片、支部会商三项机制，组建“巾帼志愿者服务队”。\n"
    "明年计划新建文化广场。会议要求各村建立问题清单。老旧小区改造已全部完成。\n"
)


def result(*measures, **draft):
    return check({"measures": list(measures), "slogans": [], "figures": [], "points": []} | draft, PAGE)


def found(*measures, **draft):
    of_points = {"missed"}
    return [
        (finding.code, finding.params.get("form"), finding.severity)
        for finding in result(*measures, **draft).findings
        if (finding.item or "").startswith("measures/") and finding.code not in of_points
    ]


def delivered(*measures, **draft):
    report = result(*measures, **draft).report
    names = {measure.id: measure.name for measure in report.measures}
    return [(measure.name, names.get(measure.parent or ""), measure.origin) for measure in report.measures]


@pytest.mark.parametrize(
    "measure",
    [
        {},
        {"name": "設置采樣點"},
        {"actor": "党支部", "place": "青云社区、东门村"},
        {"actor": "城关镇卫健局"},
        {"actor": "县卫健局和住建、交通、公安等部门"},
        {"target": "工地"},
        {"place": "临江县"},
        {"place": "城关镇"},
    ],
)
def test_what_the_document_names_has_no_finding(measure):
    """Its words in order in a sentence are enough, and the parts of a list may appear apart."""
    assert found({"name": "采样点"} | measure) == []


@pytest.mark.parametrize(
    ("measure", "form", "severity"),
    [
        ({"name": "智慧社区防控平台"}, None, "error"),
        ({"name": "星火计划"}, None, "error"),
        ({"name": "党支部先锋队"}, None, "warning"),
        ({"name": "支部党员先锋队"}, None, "warning"),
        ({"actor": "市应急管理局"}, "actor", "warning"),
        ({"actor": "党支部、志愿者协会"}, "actor", "warning"),
        ({"target": "渔船"}, "target", "warning"),
        ({"place": "黄浦区"}, "place", "warning"),
        ({"place": "西山工业园"}, "place", "warning"),
    ],
)
def test_what_is_made_up_is_found(measure, form, severity):
    """A name in no words of the document is an error, one nearly in a sentence a warning; so are who, whom and where."""
    assert found({"name": "采样点"} | measure) == [("measure_not_in_text", form, severity)]


def test_a_cut_name_is_delivered_whole():
    """Where quotation marks tell it; a word that is cut is a warning alone."""
    assert found({"name": "志愿者服务队"}) == [("measure_name_cut", None, "warning")]
    assert delivered({"name": "志愿者服务队"}) == [("巾帼志愿者服务队", None, "model")]
    assert found({"name": "安全检"}) == [("measure_name_cut", "word", "warning")]


def test_a_measure_told_again_is_one_that_loses_nothing():
    """The first has what the second adds, its parts, its parent, its figures and points."""
    figure = {"quote": "设置采样点97个", "subject": "采样点", "value": 97, "unit": "个", "measure": "巡河制度"}
    again = {"name": "巡河制度", "actor": "县卫健局", "parts": [{"name": "安全检查"}]}
    point = {"text": "健全巡河制度。", "measures": ["巡河制度"]}
    report = result({"name": "健全巡河制度"}, again, figures=[figure], points=[point]).report
    assert [(m.name, m.actor, m.parent, m.figures) for m in report.measures] == [
        ("健全巡河制度", "县卫健局", None, [0]),
        ("安全检查", "县卫健局", "m1", []),
    ]
    assert report.figures[0].measure == "m1"
    assert report.points[0].measures == ["m1"]
    assert found({"name": "健全巡河制度"}, again) == [("measure_restated", None, "info")]


def test_a_measure_told_again_as_a_part_becomes_that_part():
    """And one told again within itself keeps its parts."""
    assert delivered({"name": "采样点"}, {"name": "安全检查", "parts": [{"name": "采样点"}]}) == [
        ("安全检查", None, "model"),
        ("采样点", "安全检查", "model"),
    ]
    within = {"name": "安全检查", "parts": [{"name": "安全检查", "parts": [{"name": "采样点"}]}]}
    assert delivered(within) == [("安全检查", None, "model"), ("采样点", "安全检查", "model")]


def test_two_measures_of_one_name_with_actors_of_their_own_stay_two():
    """If the name appears twice."""
    page = "公安局成立先锋队。城管局成立先锋队。"
    teams = [{"name": "先锋队", "actor": actor} for actor in ("公安局", "城管局")]
    report = check({"measures": teams, "slogans": [], "figures": [], "points": []}, page).report
    assert [measure.actor for measure in report.measures] == ["公安局", "城管局"]


def test_the_head_of_a_package_gets_its_parts():
    """Those that are listed at the top become its own; those that aren't are added by the rules, with its actor."""
    head = {"name": "三项机制", "actor": "镇里"}
    rules = [(name, "三项机制", "rules") for name in ("党员联户", "干部包片", "支部会商")]
    assert delivered(head) == [("三项机制", None, "model"), *rules]
    assert {measure.actor for measure in result(head).report.measures} == {"镇里"}
    mixed = delivered({"name": "干部包片"}, head)
    assert sorted(mixed) == sorted([("三项机制", None, "model"), rules[0], ("干部包片", "三项机制", "model"), rules[2]])


def test_no_head_is_invented_and_given_parts_are_kept():
    """A package whose head is not listed adds nothing; a head with parts gets no others, nor those that only spell it out."""
    assert delivered({"name": "“四查”"}) == [("“四查”", None, "model")]
    assert delivered({"name": "采样点"}) == [("采样点", None, "model")]
    assert len(delivered({"name": "三项机制", "parts": [{"name": "党员联户"}]})) == len(("三项机制", "党员联户"))


def test_the_number_in_a_name_is_compared_with_the_parts():
    """A warning with both numbers; without parts there is nothing to compare."""
    parts = {"name": "“四查”", "parts": [{"name": "查证"}, {"name": "查车"}, {"name": "查货"}]}
    finding = next(f for f in result(parts).findings if f.code == "measure_parts_differ")
    assert (finding.severity, finding.params["stated"], finding.params["claimed"]) == ("warning", 4, 3)
    whole = {"name": "“四查”", "parts": [*parts["parts"], {"name": "查人"}]}
    assert found(whole) == []


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("文化广场", "planned"),
        ("问题清单", "called_for"),
        ("老旧小区改造", "completed"),
        ("采样点", "in_force"),
    ],
)
def test_the_words_around_a_name_give_its_status(name, status):
    """Where the model states none."""
    assert result({"name": name}).report.measures[0].status == status


@pytest.mark.parametrize(
    ("name", "status", "severity"),
    [
        ("文化广场", "completed", "error"),
        ("问题清单", "completed", "error"),
        ("文化广场", "in_force", "warning"),
        ("老旧小区改造", "planned", "warning"),
        ("文化广场", "called_for", None),
        ("老旧小区改造", "in_force", None),
        ("采样点", "completed", None),
    ],
)
def test_a_status_that_the_words_contradict_is_found(name, status, severity):
    """An error where what is only planned or asked for is told as completed."""
    expected = [("measure_status_mismatch", None, severity)] if severity else []
    assert found({"name": name, "status": status}) == expected


def test_the_end_of_a_name_gives_its_kind():
    """Where the model states none; where it states another, a note says so."""
    assert [m.kind for m in result({"name": "采样点"}, {"name": "安全检查"}).report.measures] == ["facility", "action"]
    assert found({"name": "采样点", "kind": "funding"}) == [("measure_kind_doubtful", None, "info")]
    assert result({"name": "采样点", "kind": "funding"}).report.measures[0].kind == "funding"
