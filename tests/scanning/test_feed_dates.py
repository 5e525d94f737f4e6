"""Dates that feeds and half years state."""

from summarizer.models import Document
from summarizer.scanning.scanner import scan_document


def test_an_entry_of_a_feed_states_its_date() -> None:
    """`<published>` is the published date, not `<updated>`."""
    raw = (
        "<entry><title>九月旅客二百万</title><updated>2024-10-26T09:00:00+00:00</updated>"
        "<content><p>全市接待旅客252万人次。</p></content><published>2024-10-23T11:40:00+08:00</published></entry>"
    )
    published = scan_document(Document("d", "d", raw)).published
    assert published is not None
    assert published.iso == "2024-10-23"


def test_a_half_year_is_a_mention() -> None:
    """上半年 is counted among the numbers as a date."""
    mentions = scan_document(Document("d", "d", "上半年全县完成投资300万元。")).mentions
    assert next((mention.surface, mention.role) for mention in mentions) == ("上半年", "date")
