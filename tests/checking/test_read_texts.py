"""Texts to check as they are read: without Markdown's marks, of a page its article, dates from its own day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import check_text, scan
from summarizer.checking.texts.marks import unmarked
from summarizer.checking.texts.read_text import ReadText
from summarizer.models import Document

RELEASE = "青禾县增设采样点97个，转移群众1.2万余人，改造管网120公里。"
LAST_YEAR = Document(
    "old", "old.txt", "柳林县2023年工作情况\n2024年1月10日\n2023年，柳林县新建公路86公里，接待游客120万人次。"
)
THIS_YEAR = Document(
    "new", "new.txt", "柳林县2024年工作情况\n2025年1月12日\n2024年，柳林县新建公路95公里，接待游客150万人次。"
)
PAGE = """<html><head><title>青禾县情况</title></head><body><div class="nav"><a href="/">首页</a><a href="/a">要闻2024</a></div>
<h1>青禾县情况</h1><p>发布时间：2024-03-06 来源：青禾网</p><p>青禾县增设采样点<b>97</b>个，改造管网130公里。</p></body></html>"""


def verdicts(check):
    return [(judgement.surface, judgement.verdict) for judgement in check.judgements]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("采样点**97**个", "采样点97个"),
        ("## 要点\n1. 设点97个\n2、转移`80`人", "要点\n设点97个\n转移80人"),
        ("- （一）设点97个\n• 3）转移80人", "设点97个\n转移80人"),
        ("1.2万人转移\n5、6月份完成\n97个采样点", "1.2万人转移\n5、6月份完成\n97个采样点"),
        ("张**和李某", "张**和李某"),
    ],
)
def test_marks_of_markdown_are_left_out(marked, plain):
    """Heads of lists, of headings, emphasis; a number that begins a line stays."""
    assert unmarked(marked).words == plain


@given(st.text(alphabet="12一、.-*_`# \n万人)", max_size=60))
def test_what_is_left_of_a_text_is_where_it_was(marked):
    """Each character that stays has the place that it had."""
    words, places = unmarked(marked)
    assert "".join(marked[place] for place in places) == words
    assert list(places) == sorted(set(places))


def test_a_chat_answer_is_judged_by_its_words():
    """Its list numbers are no claims; a number in bold has its unit; spans are those of the answer as it is."""
    answer = "## 要点\n\n1. 采样点**97**个；\n2. 转移群众**1.3万**人；\n3. 改造管网120公里。"
    check = check_text(answer, RELEASE)
    assert verdicts(check) == [("97个", "supported"), ("1.3万人", "contradicted"), ("120公里", "supported")]
    assert [answer[each.start : each.end] for each in check.judgements] == ["97**个", "1.3万**人", "120公里"]


def test_of_a_page_the_article_is_checked():
    """Navigation and the page's own date claim nothing; spans are in the raw page, and the numbers left out are counted."""
    check = check_text(Document("p", "p.html", PAGE), RELEASE)
    assert verdicts(check) == [("97个", "supported"), ("130公里", "contradicted")]
    assert [PAGE[each.start : each.end] for each in check.judgements] == ["97</b>个", "130公里"]
    assert sum(check.left_out.values()) == 1


def test_a_page_of_which_cleaning_leaves_nothing_is_checked_whole():
    """Three words are no article, and a text all the same."""
    check = check_text(Document("p", "p.html", "<a href='/'>转移群众1.3万人</a>"), RELEASE)
    assert verdicts(check) == [("1.3万人", "contradicted")]


def test_words_of_time_count_from_the_day_of_the_text_itself():
    """A text of 2025 means 2024 by 去年; without a day of its own it is read as on its source's."""
    source = scan("柳林县情况\n2024年12月20日\n柳林县环城路12月建成通车，全长18公里。")
    dated = Document("t", "t.txt", "柳林县回顾\n2025年3月2日\n去年12月，柳林县环城路建成通车。")
    undated = Document("t", "t.txt", "去年12月，柳林县环城路建成通车。")
    months = [ReadText(text).beside(source).scan.dates[-1].iso for text in (dated, undated, undated.raw)]
    assert months == ["2024-12", "2023-12", "2023-12"]


def test_last_years_numbers_rest_on_last_years_report():
    """A text of two years is held against both; each number names the one that states it."""
    text = Document(
        "t",
        "t.txt",
        "柳林县2024年公报\n2025年2月3日\n2024年，新建公路95公里，上年为86公里；接待游客150万人次，上年为130万人次。",
    )
    check = check_text(text, [THIS_YEAR, LAST_YEAR])
    found = {
        each.surface: (each.verdict, check.sources[each.source].id)
        for each in check.judgements
        if each.surface != "2024年"
    }
    assert found["95公里"] == ("supported", "new")
    assert found["86公里"] == ("supported", "old")
    assert found["150万人次"] == ("supported", "new")
    assert found["130万人次"][0] == "contradicted"


def test_a_check_can_be_printed_and_shown_in_a_notebook():
    """Marks for a terminal, colours for a notebook; what a document says is never markup."""
    check = check_text("转移群众1.3万人<script>，设点97个。", "<b onclick=x>转移群众1.2万人</b>，设点97个。")
    assert str(check).splitlines() == [
        "转移群众1.3万人✗<script>，设点97个。",
        "1.3万人: contradicted; the document says 1.2万人, not 1.3万人; 转移群众1.2万人，设点97个。",
        "2 numbers: 1 supported, 1 contradicted",
    ]
    html = check._repr_html_()
    assert "1.3万人✗</span>&lt;script&gt;" in html
    assert "<script" not in html
    assert "onclick" not in html
