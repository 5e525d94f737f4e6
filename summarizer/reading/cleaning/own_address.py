"""A page's own address, and the day in it: https://example.org/zwgk/202405/t20240506_12.htm.

A page states its address in the `<link>` of a feed's entry or of its head, or after a label such as 原文链接.
"""

import html
import re
from collections.abc import Iterator

from summarizer.models import Field, Span
from summarizer.resources import lazy_pattern

_TOP = 4000
_LONGEST_LABEL = 64
_WEB = lazy_pattern(r"https?://[\w.-]{1,253}(?::\d{1,5})?(?:[/?#][^\s\x00-\x1f<>\"'\\^`{|}]{0,1700})?", re.IGNORECASE)
_ADDRESS = lazy_pattern(
    r"(?:<link>\s{0,40}|rel=[\"']?canonical[\"']?\s{1,4}href=[\"']"
    r"|(?:原文链接|原文連結|原文地址|本文链接|文章链接|来源链接|网址|網址|链接|連結|(?<![A-Za-z])(?:url|link|permalink|source_url|original_url))"
    r"[\"']?\s?[:：=]\s?[\"'<(\[]?)\s{0,4}(?P<address>https?://[^\s\"'<>]{8,300})",
    re.IGNORECASE,
)
_OF_LABELS = ("link", "canonical", "url", "链接", "連結", "地址", "网址", "網址")
_DAY = lazy_pattern(r"(?<!\d)(20[0-4]\d)[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?!\d)")


def address(raw: str) -> str | None:
    """The address that the top of a document states as its own."""
    found = _stated(raw)
    return web_address(html.unescape(found["address"])) if found else None


def _stated(raw: str) -> re.Match[str] | None:
    first = raw.find("://", 0, _TOP)
    if first < 0 or not any(map(raw[:_TOP].lower().__contains__, _OF_LABELS)):
        return None
    return _ADDRESS.search(raw, max(0, first - _LONGEST_LABEL), _TOP)


def web_address(text: str) -> str | None:
    """An address of http or https as a link can have it, without a user before the host; None where the text is none."""
    found = _WEB.fullmatch(text.strip())
    return found[0] if found else None


def day(raw: str) -> Iterator[Field]:
    """The field `address` with the day that the first address of the document's top states."""
    address = _stated(raw)
    found = _DAY.search(raw, *address.span("address")) if address else None
    if found:
        yield Field("address", "-".join(found.groups()), Span(*found.span()))
