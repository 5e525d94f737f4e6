"""Where an answer has no points or no headline, the document's own words serve."""

import pytest

from summarizer import scan
from summarizer.checking.checker import check
from summarizer.checking.draft import Draft
from summarizer.checking.redrafting import draft_of
from summarizer.scanning.analysis import Analysis
from summarizer.summarizing.points_by_rules import LONGEST_HEADLINE, LONGEST_POINT, with_points

TITLE = "青禾县全面推行林长制"
ARTICLE = f"""{TITLE}
青禾县林业局介绍，全县推行林长制，组建巡护队12支，巡护员达340余名，筑牢绿色屏障。
“我每天要走20公里。”护林员说。
全县投入1,200万元，新建检查站36处，同时加大宣传力度，利用村村通广播、微信群和入户走访等方式反复宣讲防火知识，共发放明白纸3万份，张贴标语800条，悬挂横幅120条，做到家喻户晓。
巡护队12支全部上岗。
"""
FIGURES = [
    ("组建巡护队12支", "巡护队", 12, "支", None, "巡护队"),
    ("巡护员达340余名", "巡护员", 340, "名", "余", "巡护队"),
    ("每天要走20公里", "每天", 20, "公里", None, "巡护队"),
    ("新建检查站36处", "检查站", 36, "处", None, "检查站"),
    ("发放明白纸3万份", "明白纸", 30000, "份", None, "明白纸"),
    ("张贴标语800条", "标语", 800, "条", None, "明白纸"),
    ("悬挂横幅120条", "横幅", 120, "条", None, "明白纸"),
    ("巡护队12支全部上岗", "巡护队", 12, "支", None, "巡护队"),
]
NAMES = ("quote", "subject", "value", "unit", "qualifier", "measure")


def checked(article=ARTICLE, title=TITLE, figures=FIGURES, **draft):
    analysis = Analysis(scan(article))
    claims = [dict(zip(NAMES, figure, strict=True)) for figure in figures]
    measures = [{"name": name} for name in ("林长制", "巡护队", "检查站", "明白纸")]
    whole = {"measures": measures, "slogans": [], "figures": claims, "points": [], **draft}
    return with_points(check(Draft.model_validate(whole), analysis), analysis, title)


def test_points_are_the_sentences_with_most_figures_of_measures():
    """In the document's words and order; of a long one the clauses with most; no quoted speech, no number twice."""
    report = checked().report
    names = {measure.id: measure.name for measure in report.measures}
    assert [(point.text, [names[m] for m in point.measures]) for point in report.points] == [
        ("青禾县林业局介绍，全县推行林长制，组建巡护队12支，巡护员达340余名。", ["巡护队", "林长制"]),
        (
            "新建检查站36处，同时加大宣传力度，利用村村通广播、微信群和入户走访等方式反复宣讲防火知识，共发放明白纸3万份，张贴标语800条，悬挂横幅120条。",
            ["检查站", "明白纸"],
        ),
    ]
    assert report.summary == "".join(point.text for point in report.points)
    assert {point.origin for point in report.points} == {"rules"}
    assert all(number.verdict == "supported" for point in report.points for number in point.numbers)
    assert [len(point.numbers) for point in report.points] == [2, 4]


def test_an_answers_own_points_stay():
    """Rules add none to them; a headline that is there stays too."""
    report = checked(points=[{"text": "组建巡护队12支。", "measures": ["巡护队"]}], headline="巡护队上岗").report
    assert [(point.text, point.origin) for point in report.points] == [("组建巡护队12支。", "model")]
    assert report.headline == "巡护队上岗"


def test_a_document_without_figures_has_no_points():
    """Nothing is made up."""
    result = checked("青禾县召开会议\n会议研究了防火工作。\n", "青禾县召开会议", [])
    assert result.report.points == []


def test_points_by_rule_are_not_an_answers():
    """A report that is judged again has them made anew."""
    assert draft_of(checked().report).points == []


def test_no_number_is_cut():
    """1,200万元 has a comma where a clause may end."""
    figures = [("投入1,200万元", "投入", 12_000_000, "元", None, "检查站"), *FIGURES[3:7]]
    assert any("1,200万元" in point.text for point in checked(figures=figures[:2]).report.points)
    for point in checked(figures=figures).report.points:
        assert len(point.text) <= LONGEST_POINT + 1
        assert "200万元" not in point.text or "1,200万元" in point.text


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("青禾县全面推行林长制", "青禾县全面推行林长制"),
        ("青禾县全面推行林长制_青禾新闻网", "青禾县全面推行林长制"),
        ("青禾县全面推行林长制 - 青禾县人民政府 - 门户网", "青禾县全面推行林长制"),
        ("【基层动态】青禾县全面推行林长制", "青禾县全面推行林长制"),
        (
            "青禾县全面推行林长制，组建巡护队守护青山绿水，护林员人人有责日夜巡护",
            "青禾县全面推行林长制，组建巡护队守护青山绿水",
        ),
        ("筑牢绿色屏障", "青禾县林业局介绍，全县推行林长制，组建巡护队12支"),
        ("我每天都来", "青禾县林业局介绍，全县推行林长制，组建巡护队12支"),
        (None, "青禾县林业局介绍，全县推行林长制，组建巡护队12支"),
    ],
)
def test_a_headline_is_the_title_without_its_source_else_the_first_point(title, headline):
    """At most 30 characters, cut at a clause; a slogan or speech is none."""
    found = checked(title=title).report.headline
    assert (found, len(found) <= LONGEST_HEADLINE) == (headline, True)
