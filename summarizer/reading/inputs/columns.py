"""The column names of scrapers: which column holds the text, the title, the address, the publisher.

Case, script (內容), `_`, `-` and blanks do not count. Columns of the published date are known to `scanning.dates.reader`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from summarizer.folding import fold
from summarizer.reading.cleaning.own_address import web_address
from summarizer.reading.cleaning.publishers import publisher_name

TEXT_COLUMNS = (
    "正文", "正文内容", "正文文本", "文章正文", "新闻正文", "文章内容", "新闻内容", "内容", "文本", "全文",
    "content", "articlecontent", "articletext", "articlebody", "contenttext", "contenttxt", "bodytext", "maintext",
    "maincontent", "fulltext", "cleantext", "plaintext", "text", "body", "article", "txt", "rawtext", "markdown",
    "contenthtml", "articlehtml", "bodyhtml", "html", "rawhtml",
)  # fmt: skip
"""The columns that hold the text if you name none, the likeliest first."""

TITLE_COLUMNS = ("title", "headline", "articletitle", "newstitle", "标题", "题目", "文章标题", "新闻标题", "名称")

URL_COLUMNS = (
    "url", "link", "href", "sourceurl", "pageurl", "articleurl", "newsurl", "originalurl", "permalink",
    "链接", "网址", "原文链接", "文章链接", "新闻链接", "页面链接", "标题链接", "来源链接", "原文地址", "地址",
)  # fmt: skip

PUBLISHER_COLUMNS = (
    "publisher", "发布机构", "发布单位", "发布者", "媒体", "媒体名称", "来源", "来源媒体", "来源网站", "信息来源", "文章来源",
    "新闻来源", "稿件来源", "media", "medianame", "source", "sourcename", "newssource", "articlesource", "网站", "网站名称",
    "website", "sitename",
)  # fmt: skip

_LONGEST_TITLE = 300


def text_columns(columns: Iterable[str], wanted: Sequence[str]) -> list[str]:
    """The columns that may hold the text, the likeliest first: those wanted, or where none is, those of usual names."""
    given = list(dict.fromkeys(columns))
    if wanted:
        return [name for name in wanted if name in given]
    return _usual(given, TEXT_COLUMNS)


def stated_title(columns: Mapping[str, Any]) -> str | None:
    """The title that a row states in a column of its own, on one line; None where it states none."""
    values = (columns[name] for name in _usual(columns, TITLE_COLUMNS))
    titles = (" ".join(value.split())[:_LONGEST_TITLE] for value in values if isinstance(value, str))
    return next((title for title in titles if title), None)


def stated_url(columns: Mapping[str, Any]) -> str | None:
    """Where a row says that it was published: an address of http or https; None where it says none."""
    values = (columns[name] for name in _usual(columns, URL_COLUMNS))
    found = (web_address(value) for value in values if isinstance(value, str))
    return next(filter(None, found), None)


def stated_publisher(columns: Mapping[str, Any]) -> str | None:
    """Who published it, as a row says; None where it says nobody."""
    values = (columns[name] for name in _usual(columns, PUBLISHER_COLUMNS))
    return next(filter(None, (publisher_name(value) for value in values if isinstance(value, str))), None)


def _usual(columns: Iterable[str], usual: Sequence[str]) -> list[str]:
    ranks = {name: rank for rank, name in enumerate(usual)}
    ranked = [(ranks[plain], name) for name in columns if (plain := _plain(name)) in ranks]
    return [name for _, name in sorted(ranked, key=lambda pair: pair[0])]


def _plain(name: str) -> str:
    return fold(name).strip().lower().replace("_", "").replace("-", "").replace(" ", "")
