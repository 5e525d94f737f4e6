"""Web archives: a document for each page, what else is in them told by kind, and damage that costs what is damaged."""

import gzip
import io
import zlib

import brotli
import pytest
from web_archives import answer, packed, pages, record, wacz

from summarizer.reading.formats.allowance import Allowance
from summarizer.reading.formats.warc import members

PAGE = "<html><body><p>全县新建水库5座。</p></body></html>".encode()
SITE = "https://www.example.gov.cn"


def read(data, member_bytes=20_000_000):
    return list(members(io.BytesIO(data), Allowance(len(data), member_bytes)))


def response(body=PAGE, uri=f"{SITE}/1.html", status="200 OK", **headers):
    return record("response", uri, answer(body, status, **{"Content_Type": "text/html", **headers}))


def chunked(body):
    halves = body[:20], body[20:]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(half), half) for half in halves) + b"0\r\n\r\n"


def raw_deflate(body):
    return zlib.compress(body)[2:-4]


def test_a_page_comes_under_its_address_with_what_the_archive_states_of_it():
    """The last change that the server states is evidence; when it was fetched is kept apart."""
    changed = "Thu, 21 Mar 2024 08:30:00 GMT"
    [member] = read(response(Last_Modified=changed, Content_Type='text/html; charset="GBK"'))
    assert (member.name, member.data, member.charset, member.is_page) == (f"{SITE}/1.html", PAGE, "GBK", True)
    assert member.columns == {
        "url": f"{SITE}/1.html",
        "last_modified": "2024-03-21T08:30:00+00:00",
        "fetched": "2024-05-06T07:08:09Z",
    }


def test_a_page_that_changed_at_the_moment_of_its_answer_states_no_change():
    """Programs that make pages say so of each."""
    now = "Mon, 06 May 2024 07:08:09 GMT"
    [member] = read(response(Last_Modified=now, Date=now))
    assert "last_modified" not in member.columns


@pytest.mark.parametrize(
    ("pack", "headers"),
    [
        (gzip.compress, {"Content_Encoding": "gzip"}),
        (brotli.compress, {"Content_Encoding": "br"}),
        (zlib.compress, {"Content_Encoding": "deflate"}),
        (raw_deflate, {"Content_Encoding": "deflate"}),
        (chunked, {"Transfer_Encoding": "chunked"}),
        (lambda body: chunked(gzip.compress(body)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (bytes, {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
    ],
)
def test_a_body_is_unpacked_as_its_headers_say_or_left_where_it_is_not_so(pack, headers):
    """Crawlers keep some bodies as they came, and others unpacked under the old headers."""
    [member] = read(response(pack(PAGE), **headers))
    assert member.data == PAGE


def test_a_body_that_is_cut_off_costs_its_page():
    """The next is read."""
    cut = response(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")
    first, second = read(cut + response(uri=f"{SITE}/2.html"))
    assert first.fault.code == "unreadable"
    assert second.data == PAGE


def test_what_is_no_page_is_told_by_kind():
    """Errors of servers by their status, pictures and scripts by their type, notes of crawlers as such."""
    found = read(
        record("warcinfo", "", b"software: x", "application/warc-fields")
        + response(status="404 Not Found")
        + response(b"\x89PNG", f"{SITE}/a", Content_Type="image/png")
        + response(b"User-agent: *", f"{SITE}/robots.txt", Content_Type="text/plain")
        + record("request", SITE, b"GET / HTTP/1.1\r\n\r\n")
        + record("resource", "urn:pageinfo:x", b"{}", "application/json")
    )
    assert [member.left_out for member in found] == ["HTTP 404", ".png", ".txt", "note of the crawler"]


def test_files_that_are_forms_and_texts_that_were_made_of_pages_are_members():
    """A .pdf that a server sent, a page that was put into the archive, the text of an archive of texts."""
    found = read(
        response(b"%PDF-1.7", f"{SITE}/a.pdf", Content_Type="application/pdf")
        + record("resource", f"{SITE}/b", PAGE, "text/html; charset=big5")
        + record("conversion", f"{SITE}/c", "新建水库5座".encode(), "text/plain")
    )
    assert [(member.name[-1], member.is_page, member.charset) for member in found] == [
        ("f", False, None),
        ("b", True, "big5"),
        ("c", True, None),
    ]


def test_a_page_that_was_captured_again_is_read_once_and_told():
    """By its bytes, and by the digest of a record that says only that it is as before."""
    digest = {"WARC_Payload_Digest": "sha1:ABC"}
    block = answer(PAGE, Content_Type="text/html")
    first = record("response", f"{SITE}/1", block, **digest)
    again = record("revisit", f"{SITE}/1", answer(b""), **digest)
    elsewhere = record("revisit", f"{SITE}/2", answer(b""), WARC_Payload_Digest="sha1:XYZ")
    other_address = record("response", f"{SITE}/3", block, **digest)
    kept, *told, copy = read(first + first + again + elsewhere + other_address)
    assert (kept.left_out, copy.left_out) == (None, None)
    assert [str(member.left_out).split(",")[0] for member in told] == [
        "page captured again",
        "page captured again",
        "page unchanged since another archive",
    ]


@pytest.mark.parametrize("cut", [20, 400, 1200])
@pytest.mark.parametrize("pack", [packed, b"".join])
def test_of_an_archive_that_is_cut_off_the_pages_before_are_kept(cut, pack):
    """One failed member says that the rest is missing."""
    data = pack(list(pages(6)))
    *kept, last = read(data[:-cut])
    assert kept
    assert [member.fault for member in kept] == [None] * len(kept)
    assert last.fault.code == "unreadable"


def test_after_a_damaged_record_reading_goes_on_at_the_next():
    """In .warc.gz, whose records are packed one by one."""
    records = [packed([page]) for page in pages(5)]
    records[2] = records[2][:300] + bytes([records[2][300] ^ 255]) + records[2][301:]
    found = read(b"".join(records))
    assert [member.fault is None for member in found] == [True, True, False, True, True]


@pytest.mark.parametrize(
    "data",
    [b"no archive", gzip.compress(b"no archive"), b"WARC/1.1\r\nWARC-Type: response"],
    ids=["text", "packed text", "cut"],
)
def test_what_is_no_archive_is_one_failed_member(data):
    """It says so."""
    [member] = read(data)
    assert member.fault.code == "unreadable"


def test_the_archives_of_a_collection_are_read_in_turn():
    """.wacz is a .zip of them."""
    first, second = (packed(list(pages(4))[part]) for part in (slice(2), slice(2, 4)))
    assert [member.name for member in read(wacz(a=first, b=second))] == [
        f"{SITE}/zwgk/{number}.html" for number in range(4)
    ]


def test_a_page_that_is_too_large_fails_and_is_not_kept_in_memory():
    """Packed by the archive or by the server."""
    bomb = response(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    plain, packed_by_server, small = read(
        packed([response(bytes(2_000_000)), bomb, response(uri=f"{SITE}/2")]), member_bytes=1_000_000
    )
    assert plain.fault.code == packed_by_server.fault.code == "too_large"
    assert small.data == PAGE


@pytest.mark.parametrize("filling", [b"\0", b"\r\n", b"WARC/1.1\r\nA: b\r\n\r\n"])
def test_a_bomb_ends_at_the_allowance(filling):
    """Whatever a small archive unpacks to."""
    allowance = Allowance(0, 1_000_000)
    allowance.spend(195_000_000)
    bomb = gzip.compress(filling * (20_000_000 // len(filling)), 1)
    page, *rest = members(io.BytesIO(packed([response()]) + bomb), allowance)
    assert page.data == PAGE
    assert [member.fault.code for member in rest] in (["too_large"], ["unreadable"])
