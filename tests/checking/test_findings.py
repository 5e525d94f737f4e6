"""Findings: wrong places, periods, directions and numbers of the summary; and silence where nothing is wrong."""

import time

import pytest

from summarizer import check

TEXT = """2022年4月10日，吉林省新增确诊病例134例，其中长春市99例、吉林市30例。
2022年，全县接待游客326万人次，同比增长5.1%；收入由2021年的12亿元下降到9亿元。
畜牧业增加值31亿元，分别增长5.2%、4.1%和7.3%。"""


def errors(text=TEXT, **figure):
    checked = check({"figures": [figure]}, text)
    assert checked.judgements[0].verdict == "verified", checked.judgements[0].why
    return [finding.code for finding in checked.findings if finding.severity == "error"]


CHANGCHUN = {"value": 99, "unit": "例", "subject": "确诊病例", "quote": "其中长春市99例、吉林市30例"}
PROVINCE = {"value": 134, "unit": "例", "subject": "确诊病例", "quote": "吉林省新增确诊病例134例"}
VISITORS = {"value": 3260000, "unit": "人次", "subject": "游客", "quote": "全县接待游客326万人次"}
GROWTH = {"value": 5.1, "unit": "%", "subject": "游客", "quote": "同比增长5.1%"}


@pytest.mark.parametrize(
    ("figure", "region", "expected"),
    [
        (CHANGCHUN, "长春市", []),
        (CHANGCHUN, "吉林省长春市", []),
        (CHANGCHUN, "長春", []),
        (CHANGCHUN, "吉林市", ["place_mismatch"]),
        (CHANGCHUN, "广州市", ["place_mismatch"]),
        (CHANGCHUN, "吉林省", ["place_mismatch"]),
        (PROVINCE, "吉林省", []),
        (PROVINCE, "长春市", ["place_mismatch"]),
    ],
)
def test_a_figure_of_one_place_is_not_told_of_another(figure, region, expected):
    """The place named last before a number has it; a whole and its part have each their own."""
    assert errors(**figure, region=region) == expected


@pytest.mark.parametrize(
    ("figure", "period", "expected"),
    [
        (CHANGCHUN, "2022年4月10日", []),
        (CHANGCHUN, "4月10日", []),
        (CHANGCHUN, "2022-04", []),
        (CHANGCHUN, "2022年", []),
        (CHANGCHUN, "2022年4月11日", ["period_mismatch"]),
        (CHANGCHUN, "2021年", ["period_mismatch"]),
        (CHANGCHUN, "2022年上半年", ["period_mismatch"]),
        (VISITORS, "2022年", []),
        (VISITORS, "2021年", ["period_mismatch"]),
        ({"value": 12e8, "unit": "元", "subject": "收入", "quote": "2021年的12亿元"}, "2021年", []),
        ({"value": 9e8, "unit": "元", "subject": "收入", "quote": "下降到9亿元"}, "2021年", ["period_mismatch"]),
        ({"value": 9e8, "unit": "元", "subject": "收入", "quote": "下降到9亿元"}, "2022年", []),
    ],
)
def test_a_figure_of_one_period_is_not_told_of_another(figure, period, expected):
    """A claim may give a figure's date less precisely, not differently."""
    assert errors(**figure, period=period) == expected


@pytest.mark.parametrize(
    ("figure", "direction", "expected"),
    [
        (GROWTH, "increase", []),
        (GROWTH, "decrease", ["direction_mismatch"]),
        ({"value": 9e8, "unit": "元", "subject": "收入", "quote": "下降到9亿元"}, "increase", ["direction_mismatch"]),
        ({"value": 7.3, "unit": "%", "subject": "增速", "quote": "4.1%和7.3%"}, "decrease", ["direction_mismatch"]),
        ({"value": 31e8, "unit": "元", "subject": "畜牧业增加值", "quote": "增加值31亿元"}, "decrease", []),
    ],
)
def test_a_rise_is_not_told_as_a_fall(figure, direction, expected):
    """增长 and 下降, through a list too; 增加值 is no rise."""
    assert errors(**figure, direction=direction) == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("吉林省新增134例，其中長春99例；游客三百二十六万人次。", []),
        ("2022年4月10日，吉林省通报一批病例。", []),
        ("吉林省新增135例。", ["summary_number_unsupported"]),
        ("游客增长5.1%，收入下降25%。", []),
        ("游客增长5.1%，收入下降35%。", ["summary_mismatch"]),
    ],
)
def test_a_number_of_the_summary_that_stands_nowhere_is_an_error(summary, expected):
    """However the number is written; dates are no figures."""
    found = check({"summary": summary, "figures": []}, TEXT).findings
    assert [finding.code for finding in found if finding.severity == "error"] == expected


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("转移群众约1.2万人。", ["restated.rounded info"]),
        ("东渠和西渠共衬砌32公里。", ["derived.result info"]),
        ("9月4日，青禾县转移群众12345人。", ["text_date.publication warning"]),
        ("东渠和西渠共衬砌42公里。", ["summary_mismatch error"]),
        ("东渠水量减少三分之一。", ["summary_mismatch.direction error"]),
        ("建成大桥5座。", ["summary_number_unsupported error"]),
    ],
)
def test_a_finding_says_how_a_number_of_a_point_differs(point, expected):
    """Info for what the document says in other words or what follows from it."""
    document = "2024年9月4日 青禾日报\n\n青禾县转移群众12345人。东渠衬砌18公里，西渠衬砌14公里。东渠水量增长33.3%。\n"
    found = check({"points": [{"text": point, "measures": []}], "figures": []}, document).findings
    of_points = [finding for finding in found if finding.item == "points/0"]
    codes = [".".join(filter(None, (finding.code, finding.params.get("form")))) for finding in of_points]
    assert [f"{code} {finding.severity}" for code, finding in zip(codes, of_points, strict=True)] == expected


def test_a_subject_in_other_words_is_a_warning_at_most():
    """境外 is not in the document's words, and not wrong."""
    checked = check({"figures": [VISITORS | {"subject": "境外游客人次"}]}, TEXT)
    assert [f.severity for f in checked.findings if f.item == "figures/0"] == ["warning"]


@pytest.mark.slow
def test_a_megabyte_and_five_hundred_quotes_take_time_in_proportion_to_the_text():
    """Four times the text takes far less than sixteen times as long, in one line without a full stop."""

    def seconds(count):
        parts = [f"全县{i}村建成污水处理厂{i}座，总投资{i}万元，同比增长{i}%，" for i in range(1, count)]
        quotes = parts[:: max(1, count // 500)][:500]
        figures = [{"value": 7, "unit": "座", "subject": "污水处理厂", "quote": quote[:-1]} for quote in quotes]
        from summarizer import scan
        from summarizer.checking.checker import check as check_draft
        from summarizer.checking.draft import Draft
        from summarizer.scanning.analysis import Analysis

        read = scan("".join(parts))
        draft = Draft.model_validate({"points": [], "measures": [], "slogans": [], "figures": figures})
        start = time.process_time()
        check_draft(draft, Analysis(read))
        return time.process_time() - start

    seconds(100)
    assert seconds(4000) < 9 * seconds(1000) + 0.5
