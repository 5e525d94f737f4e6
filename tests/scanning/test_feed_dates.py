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


def test_the_first_quarter_is_a_mention() -> None:
    """今年首季 is counted among the numbers as a date."""
    mentions = scan_document(Document("d", "d", "當局指出，今年首季意外大增四成。")).mentions
    assert next((mention.surface, mention.role) for mention in mentions) == ("今年首季", "date")


def test_the_address_of_a_page_dates_what_leaves_out_its_year() -> None:
    """The day in a page's own address is no published date, but tells the year of 12月3日."""
    raw = "原文链接: https://example.org/zwgk/202401/t20240105_849.htm\n12月3日，全县完成投资300万元，惠及群众200人。"
    scanned = scan_document(Document("d", "d", raw))
    assert scanned.published is None
    assert [(mention.surface, mention.iso) for mention in scanned.dates] == [("12月3日", "2023-12-03")]


def test_the_address_of_another_page_dates_nothing() -> None:
    """A link in the text is not the page's own address."""
    raw = "12月3日，全县完成投资300万元，详见https://example.org/zwgk/202401/t20240105_849.htm。"
    assert [mention.iso for mention in scan_document(Document("d", "d", raw)).dates] == ["--12-03"]
