"""The pages of web archives: .warc, .warc.gz, and .wacz, a .zip with such archives in it.

A document for each answer of status 200 that may hold text, for each file that a crawler put there (`resource`) and for
each text that another program made of one (`conversion`), under its address. What a server says of a page (its encoding,
its last change) is evidence; when it was fetched is not when it was published.
"""

import re
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from summarizer.errors import InputError
from summarizer.reading.formats import web_answers
from summarizer.reading.formats.allowance import Allowance
from summarizer.reading.formats.converted import Member
from summarizer.reading.formats.inflating import MAGIC, GunzipStream
from summarizer.reading.formats.web_answers import WebAnswer
from summarizer.resources import message

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_ASIDE = (
    "image/", "audio/", "video/", "font/", "text/css", "text/dns", "text/javascript", "text/xml",
    "application/javascript", "application/x-javascript", "application/json", "application/ld+json",
    "application/manifest+json", "application/xml", "application/rss+xml", "application/atom+xml", "application/font",
    "application/x-font", "application/vnd.ms-fontobject", "application/x-shockwave-flash",
)  # fmt: skip
_SUBTYPE = re.compile(r"/(?:x-)?(\w{1,10})")
_NOTES = ("urn:", "dns:", "metadata:", "warcinfo:")
_ARCHIVES = re.compile(r"archive/.+\.warc(?:\.gz)?", re.IGNORECASE)
_DAMAGE = (OSError, EOFError, BadZipFile, zlib.error)
_FOUND = 200
_HEAD_BYTES = 65_536


def members(file: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """The documents of an archive; what is damaged is one member with a fault, and reading goes on where it can.

    Raises InputError (`unreadable`) for what is no archive, or one without records.
    """
    magic = file.read(len(MAGIC))
    file.seek(0)
    if not magic.startswith(b"PK"):
        yield from _Archive(file, allowance).members()
        return
    try:
        with ZipFile(file) as collection:
            for info in filter(lambda info: _ARCHIVES.fullmatch(info.filename), collection.infolist()):
                with collection.open(info) as archive:
                    yield from _Archive(archive, allowance).members()
    except (*_DAMAGE, NotImplementedError, RuntimeError, ValueError):
        raise InputError(message("unreadable.zip")) from None


class _Capture(NamedTuple):
    """A record of an archive: its address, when it was fetched, its kind, and what a server answered or might have."""

    uri: str
    fetched: str | None
    kind: WarcRecordType
    answer: WebAnswer

    @classmethod
    def of(cls, record: WarcRecord, head: bytes) -> "_Capture":
        """The capture in a record that begins so."""
        stated = {"content-type": record.headers.get("Content-Type") or ""}
        answer = web_answers.parse(head) or WebAnswer(_FOUND, stated, head)
        return cls(_address(record), record.headers.get("WARC-Date"), record.record_type, answer)

    @property
    def is_page(self) -> bool:
        media_type = self.answer.media_type
        return media_type in _HTML or (media_type == "text/plain" and self.kind == WarcRecordType.conversion)

    @property
    def left_out(self) -> str | None:
        """As what it is counted where it is no document."""
        media_type = self.answer.media_type
        if self.uri.startswith(_NOTES):
            return message("left_out.crawl_note")
        if self.answer.status != _FOUND and self.kind != WarcRecordType.revisit:
            return message("left_out.http", status=self.answer.status)
        if self.uri.lower().endswith("/robots.txt"):
            return ".txt"
        if not media_type.startswith(_ASIDE):
            return None
        subtype = _SUBTYPE.search(media_type)
        return f".{subtype[1]}" if subtype else "without a suffix"

    @property
    def columns(self) -> dict[str, str]:
        """What the archive states of it."""
        stated = {
            "url": self.uri if self.uri.lower().startswith(("http://", "https://")) else None,
            "last_modified": web_answers.last_change(self.answer.headers),
            "fetched": self.fetched,
        }
        return {name: value for name, value in stated.items() if value}


class _Archive:
    """The records of one .warc or .warc.gz, read one at a time."""

    def __init__(self, file: IO[bytes], allowance: Allowance) -> None:
        magic = file.read(len(MAGIC))
        file.seek(0)
        self._packed = GunzipStream(file) if magic == MAGIC else None
        self._allowance = allowance
        self._stream = allowance.counted(self._packed or file)
        self._address = ""
        self._payloads: set[int] = set()
        self._contents: set[int] = set()

    def members(self) -> Iterator[Member]:
        """The members; for each damaged stretch one with a fault, under the address of the record that it begins in."""
        damage = InputError(message("unreadable.warc"))
        is_told = False
        while True:
            try:
                for member in self._undamaged():
                    is_told = False
                    yield member
            except _DAMAGE:
                is_damaged = True
            else:
                is_damaged = self._packed is not None and self._packed.is_damaged
            if is_damaged and not is_told:
                yield Member(self._address, b"", fault=damage)
                is_told = True
            if not is_damaged or self._packed is None or not self._packed.resume():
                return

    def _undamaged(self) -> Iterator[Member]:
        """The members up to damage, which raises an error or ends the stream."""
        self._address = ""
        try:
            for record in ArchiveIterator(self._stream, record_types=_KINDS, parse_http=False, stream_detect=False):
                yield self._member(record)
                self._address = ""
        except InputError as error:
            yield Member(self._address, b"", fault=error)

    def _member(self, record: WarcRecord) -> Member:
        self._address = _address(record)
        size = _size(record)
        head = _exactly(record, min(size, _HEAD_BYTES))
        capture = _Capture.of(record, head)
        kind = capture.left_out or self._repeated(record, capture)
        if kind:
            return Member(capture.uri, b"", left_out=kind)
        if size > self._allowance.member_bytes + _HEAD_BYTES:
            too_large = InputError(message("too_large", limit=self._allowance.member_bytes))
            return Member(capture.uri, b"", fault=too_large)
        rest = _exactly(record, size - len(head))
        answer = capture.answer._replace(body=capture.answer.body + rest)
        try:
            data = web_answers.content(answer, self._allowance)
        except InputError as error:
            return Member(capture.uri, b"", fault=error)
        captured = hash((capture.uri, data))
        if captured in self._contents:
            return Member(capture.uri, b"", left_out=message("left_out.captured_again"))
        self._contents.add(captured)
        return Member(capture.uri, data, capture.columns, charset=answer.charset, is_page=capture.is_page)

    def _repeated(self, record: WarcRecord, capture: _Capture) -> str | None:
        """As what a record is counted that says only that a page is as it was; others are kept in mind."""
        payload = hash(record.headers.get("WARC-Payload-Digest"))
        if capture.kind != WarcRecordType.revisit:
            self._payloads.add(payload)
            return None
        return message("left_out.captured_again" if payload in self._payloads else "left_out.captured_elsewhere")


def _address(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or record.record_id or "").strip("<> ")


def _size(record: WarcRecord) -> int:
    """The size that the head of a record states. Raises EOFError where it is cut off before that."""
    stated = record.headers.get("Content-Length") or ""
    if not re.fullmatch(r"\d{1,18}", stated, re.ASCII):
        raise EOFError
    return int(stated)


def _exactly(record: WarcRecord, size: int) -> bytes:
    """The next bytes of a record. Raises EOFError where it ends before."""
    data = record.reader.read(size) if size and record.reader else b""
    if len(data) < size:
        raise EOFError
    return data
