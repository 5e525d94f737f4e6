"""What a page states about itself outside its text: title, dates, source, as fields.

    meta tags        the standard for government sites (ArticleTitle, PubDate, ContentSource …), og:*, article:*,
                     Dublin Core: the names in `data/elements.tsv`
    microdata        itemprop="datePublished" content="…", on any element
    <time datetime>  the first one
    JSON-LD          datePublished, pubDate, headline, dateModified, the name of the publisher
    WeChat           `var ct = "1711017000"` and `createTime = '…'` of its script; the element `publish_time` is text

The spans of fields are those of the values in the raw document.
"""

import html
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from summarizer.models import Field, Span
from summarizer.reading.cleaning.elements import ELEMENTS, attributes
from summarizer.resources import lazy_pattern

_NAMES, _HEADINGS = ELEMENTS["field"], ELEMENTS["heading id"]
STATED_TITLES = ("articletitle", "og:title", "headline")
_LINKED_DATA = lazy_pattern(
    r'"(?P<name>datePublished|pubDate|dateModified|upDate|headline)"\s*:\s*"(?P<value>[^"\\]{1,200})"'
)
_PUBLISHER = lazy_pattern(r'"publisher"\s{0,9}:\s{0,9}\{[^{}]{0,300}?"name"\s{0,9}:\s{0,9}"(?P<value>[^"\\]{1,200})"')
_WECHAT = lazy_pattern(
    r"""\b(?:(?:ct|svr_time|publish_time|oriCreateTime)\s*=\s*["'](?P<seconds>1\d{9})["']|(?:createTime|publish_time)\s*=\s*["'](?P<text>\d{4}-\d\d-\d\d[ \d:]{0,9})["'])"""
)
_SCRIPT_CHARS = 2_000_000


def of_tag(tag: str, name: str, start: int) -> Field | None:
    """What a tag at `start` of the raw document states: a meta tag, or one with itemprop or datetime."""
    stated = {attribute: (value, span) for attribute, value, span in attributes(tag)}
    if name == "meta":
        keys = ("".join(stated[key][0].lower().split()) for key in ("name", "property", "itemprop") if key in stated)
        key = next((key for key in keys if key in _NAMES or key.startswith("og:")), None)
    elif "itemprop" in stated and stated["itemprop"][0].lower() in {"datepublished", "datemodified"}:
        key = stated["itemprop"][0].lower()
    else:
        key = "time" if name == "time" else None
    value, span = stated.get("content") or stated.get("datetime") or ("", Span(0, 0))
    if key is None or not value.strip():
        return None
    return Field(key, html.unescape(value), Span(start + span.start, start + span.end))


def may_state(tag: str, name: str) -> bool:
    """Whether the attributes of a tag are worth reading: a page has thousands of tags."""
    return name in {"meta", "time"} or "itemprop" in tag


def is_heading(tag: str, name: str) -> bool:
    """Whether an opening tag starts the article's heading: h1, WeChat's title, a headline of microdata."""
    if name == "h1":
        return True
    if "id=" not in tag and "itemprop" not in tag:
        return False
    return any(key in ("id", "itemprop") and value.lower() in _HEADINGS for key, value, _ in attributes(tag))


def of_script(raw: str, start: int, end: int) -> Iterator[Field]:
    """What a script states: JSON-LD, or the time of publication of a WeChat page."""
    head = raw[start : raw.find(">", start, end) + 1].lower()
    end = min(end, start + _SCRIPT_CHARS)
    if "ld+json" in head:
        for match in _LINKED_DATA.finditer(raw, start, end):
            yield Field(match["name"].lower(), match["value"], Span(*match.span("value")))
        for match in islice(_PUBLISHER.finditer(raw, start, end), 1):
            yield Field("publisher", match["value"], Span(*match.span("value")))
        return
    for match in _WECHAT.finditer(raw, start, end):
        if match["text"]:
            yield Field("publish_time", match["text"], Span(*match.span("text")))
        else:
            moment = datetime.fromtimestamp(int(match["seconds"]), UTC) + timedelta(hours=8)
            yield Field("publish_time", moment.strftime("%Y-%m-%d %H:%M"), Span(*match.span("seconds")))
        return
