"""What an archive says of a page's dates: evidence below what the page itself states."""

import pytest

from summarizer.models import Document
from summarizer.scanning.scanner import scan_document

CHANGED = {"last_modified": "2024-03-21T20:30:00+00:00", "fetched": "2024-05-06T07:08:09Z"}


@pytest.mark.parametrize(
    ("raw", "columns", "published"),
    [
        ("全县新建水库5座。", CHANGED, "2024-03-22"),
        ("发布时间：2024-03-01\n全县新建水库5座。", CHANGED, "2024-03-01"),
        ('<meta name="PubDate" content="2024-03-02"><p>全县新建水库5座。</p>', CHANGED, "2024-03-02"),
        ("全县新建水库5座。", {"fetched": CHANGED["fetched"]}, None),
        ("全县新建水库5座。", {"date": "2024-03-22T00:30:00+08:00"}, "2024-03-22"),
    ],
)
def test_the_last_change_counts_where_the_page_states_no_date(raw, columns, published):
    """In Beijing time; when the page was fetched never counts, and a mail is published on the day it was sent."""
    found = scan_document(Document("a", "a", raw, columns=columns)).published
    assert (found and found.iso) == published
