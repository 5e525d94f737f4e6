"""Who published a page: by its meta tags, its byline, the columns of its row, the name of its site."""

import re

import pytest

from summarizer import scan
from summarizer.errors import InputError
from summarizer.folding import fold
from summarizer.models import Document
from summarizer.reading.cleaning.publishers import publisher, publisher_name
from summarizer.reading.inputs.columns import stated_publisher
from summarizer.resources import table
from summarizer.summarizing.pipeline import failed

ROWS = table("publishers")
BODY = "今年以来，青禾县累计投入资金三百万元，新建蓄水池12座，惠及群众4500余人，工程全部按期完工。"


def published_by(head="", byline="2024-03-21 09:12"):
    page = f"<html><head>{head}</head><body><h1>青禾县新建蓄水池12座</h1><p>{byline}</p><p>{BODY}</p><p>{BODY[5:]}</p></body></html>"
    return publisher(scan(page).text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[2][:12]}")
def test_the_example_of_each_row_is_read(row):
    """A name in brackets is found where the row says, or named nobody."""
    where, rule, example = row
    name, plain = re.search("【(.*)】", example)[1], example.replace("【", "").replace("】", "")
    if where == "nobody":
        assert publisher_name(name) is None
        assert re.fullmatch(rule, fold(name))
    else:
        assert (published_by(byline=plain) if where == "line" else published_by(head=plain)) == name


@pytest.mark.parametrize(
    ("head", "byline", "name"),
    [
        (
            '<meta name="ContentSource" content="青禾日报"><meta name="SiteName" content="青禾网">',
            "来源：青禾发布",
            "青禾日报",
        ),
        ('<meta name="SiteName" content="青禾网">', "来源：青禾发布 浏览次数：12", "青禾发布"),
        ('<meta name="SiteName" content="青禾网">', "来源：本站 时间：2024-03-21", "青禾网"),
        ('<meta name="ContentSource" content=""><meta property="og:site_name" content="青禾网">', "", "青禾网"),
        ("", "信息来源：青禾县水利局发布时间：2024-03-21", "青禾县水利局"),
        ("", "2024-03-21　稿源:青禾县融媒体中心|责编:张三", "青禾县融媒体中心"),
        ("", "来源：", None),
        ("", "来源：作者：张三", None),
        ("", "来源： | 发布时间：2024-03-21", None),
        ("", "资金来源：县财政", None),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"青禾网"}}</script>',
            "",
            "青禾网",
        ),
    ],
)
def test_the_surest_statement_names_the_publisher(head, byline, name):
    """A meta tag before the byline, the byline before the site's name; what names nobody is passed over."""
    assert published_by(head, byline) == name


def test_a_column_of_the_row_names_the_publisher():
    """Whatever the case and the marks in its name; an address is no name."""
    assert stated_publisher({"Source_Name": "https://example.org", "来源": " 青禾 日报 "}) == "青禾 日报"
    assert stated_publisher({"来源": None, "source": "本站"}) is None
    row = Document(id="1", path="a.csv", raw="青禾县通报\n转移3人。", columns={"来源": "青禾日报"})
    assert failed(row, InputError("no", "empty"), scan(row)).record.document.publisher == "青禾日报"


def test_a_quotation_in_the_text_is_no_byline():
    """Only the top and the end of a text state who published it."""
    assert publisher(scan(f"青禾县通报\n{BODY * 40}\n来源：青禾日报。{BODY}\n{BODY * 20}").text) is None
