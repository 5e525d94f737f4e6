"""Mails (.eml) and saved pages (.mht, .mhtml), which are mails in form.

A mail is a document: its part in HTML, else in plain text, with subject, date and sender. What is attached follows as
members of their own, a mail within it too; pictures in the text do not. Quoted replies and signatures stay in. A saved
page is one document, its root, and what it shows around that is no member.
"""

import html
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from posixpath import basename, splitext
from typing import BinaryIO, NamedTuple

from summarizer.errors import InputError
from summarizer.reading.formats.allowance import Allowance
from summarizer.reading.formats.converted import Member
from summarizer.reading.formats.flowed import unflowed
from summarizer.reading.formats.mime import MimePart
from summarizer.reading.formats.packed import MEDIA
from summarizer.resources import message

_SENDER = re.compile(r"\s*\"?([^\"<>]*)\"?\s*<([^<>]*)>")
_SAVED_BY = re.compile(r"<?(?:saved by|由\s?.{0,40}保存)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MAILED = ("to", "cc", "received", "delivered-to", "return-path", "message-id")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_SHOWN = ("image", "audio", "video", "font")
_TEXTS = ("html", "plain")
_DEEPEST = 20
_MOST_PARTS = 10_000


class _Contents(NamedTuple):
    """What parts hold: the texts of the article, in order, and the files that are attached."""

    texts: list[MimePart]
    files: list[MimePart]

    @property
    def rank(self) -> int:
        """How good they are as one of several forms of the same: HTML with words before plain text before nothing."""
        if any(part.media_type == "text/html" and _TAG.sub("", _text(part)).strip() for part in self.texts):
            return 2
        return any(_text(part).strip() for part in self.texts)


def members(file: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """The text of a mail, without a name, and its attachments; of a saved page its root.

    Raises InputError (`too_large`, `encrypted`).
    """
    mail = MimePart(allowance.read(file))
    if mail.media_type in _SEALED:
        raise InputError(message("encrypted.mail"))
    contents = _Walk().contents(mail)
    page = contents.texts[0] if contents.texts else mail
    is_saved = _is_saved_page(mail, page)
    columns = _page_columns(mail, page) if is_saved else _mail_columns(mail)
    try:
        raw = page.text() if is_saved else _article(contents.texts)
    except InputError as error:
        yield Member("", b"", fault=error)
    else:
        if raw.strip():
            yield Member("", raw.encode("utf-8", "replace"), columns, charset="utf-8", is_page=True)
    if not is_saved:
        yield from (_attached(mail, part, number) for number, part in enumerate(contents.files, 1))


class _Walk:
    """One way through the parts of a mail, which are bounded in number and depth."""

    def __init__(self) -> None:
        self._parts_left = _MOST_PARTS

    def contents(self, part: MimePart, depth: int = 1) -> _Contents:
        """The texts and files in a part. Raises InputError (`too_large`)."""
        kind, _, subtype = part.media_type.partition("/")
        if part.is_attached or kind == "message":
            return _Contents([], [part])
        if kind != "multipart":
            is_text = subtype in _TEXTS and kind == "text" and not part.filename
            return _Contents([part], []) if is_text else _Contents([], [part])
        parts = self._parts(part, depth)
        if subtype == "related":
            return self._related(part, parts, depth)
        found = [self.contents(inner, depth + 1) for inner in parts]
        if subtype == "alternative" and found:
            best = max(found, key=lambda contents: contents.rank)
            found = [contents if contents is best else contents._replace(texts=[]) for contents in found]
        return _joined(found)

    def _parts(self, part: MimePart, depth: int) -> list[MimePart]:
        """The parts of a multipart; where no boundary parts it, its body as plain text."""
        if depth > _DEEPEST:
            raise InputError(message("too_large.depth", most=_DEEPEST))
        sections = part.sections(self._parts_left)
        self._parts_left -= len(sections)
        if self._parts_left <= 0:
            raise InputError(message("too_large.members", most=_MOST_PARTS))
        return [MimePart(section) for section in sections] or [MimePart(b"\n" + part.body)]

    def _related(self, part: MimePart, parts: list[MimePart], depth: int) -> _Contents:
        """The root of what belongs together, and what is attached in spite of that."""
        start = part.parameter("start").strip("<>")
        ids = [inner.fields.get("content-id", "").strip().strip("<>") for inner in parts]
        texts = [inner for inner in parts if inner.media_type.startswith(("text/html", "multipart/"))]
        root = parts[ids.index(start)] if start and start in ids else next(iter(texts), parts[0])
        attached = (inner for inner in parts if inner is not root and (inner.is_attached or _is_file(inner)))
        return _joined([self.contents(root, depth + 1), _Contents([], list(attached))])


def _joined(found: list[_Contents]) -> _Contents:
    return _Contents([part for each in found for part in each.texts], [part for each in found for part in each.files])


def _is_file(part: MimePart) -> bool:
    """Whether a part beside a text is a file of its own, and not what the text shows."""
    kind = part.media_type.partition("/")[0]
    return kind not in {*_SHOWN, "text"} and bool(part.filename) and "content-location" not in part.fields


def _text(part: MimePart) -> str:
    try:
        return part.text()
    except InputError:
        return ""


def _article(texts: list[MimePart]) -> str:
    """The texts as one: in HTML where one of them is. Raises InputError where one can't be decoded."""
    if all(part.media_type != "text/html" for part in texts):
        return "\n\n".join(map(_plain, texts))
    return "\n".join(part.text() if part.media_type == "text/html" else _as_html(_plain(part)) for part in texts)


def _plain(part: MimePart) -> str:
    text = part.text()
    if part.parameter("format").lower() != "flowed":
        return text
    return unflowed(text, delsp=part.parameter("delsp").lower() == "yes")


def _as_html(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines() if line.strip())


# --- what a mail or saved page states of itself ---------------------------------------------------------------------


def _is_saved_page(mail: MimePart, page: MimePart) -> bool:
    """Whether a browser, or Word, saved a page so: nobody sent it."""
    if "snapshot-content-location" in mail.fields or _SAVED_BY.match(mail.field("from")):
        return True
    has_address = "content-location" in {**mail.fields, **page.fields}
    return has_address and not any(name in mail.fields for name in _MAILED)


def _page_columns(mail: MimePart, page: MimePart) -> dict[str, str]:
    """The address of a saved page and when it was saved; its title is in the page."""
    addresses = (
        mail.field("snapshot-content-location"),
        page.field("content-location"),
        mail.field("content-location"),
    )
    address = next((found.replace(" ", "") for found in addresses if found.lower().startswith("http")), "")
    return _stated(url=address, fetched=_moment(mail))


def _mail_columns(mail: MimePart) -> dict[str, str]:
    sender = mail.field("from")
    named = _SENDER.match(sender)
    source = (named[1].strip() or named[2].strip()) if named else sender
    return _stated(title=mail.field("subject"), date=_moment(mail), source=source)


def _stated(**columns: str) -> dict[str, str]:
    return {name: value for name, value in columns.items() if value}


def _moment(mail: MimePart) -> str:
    """When it was sent, in ISO 8601 with its zone; the words of the field where they are in no such form."""
    stated = mail.field("date")
    try:
        return parsedate_to_datetime(stated).isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return stated


# --- attachments ----------------------------------------------------------------------------------------------------


def _attached(mail: MimePart, part: MimePart, number: int) -> Member:
    """An attachment under the name of its file, with the subject of the mail and when it was sent."""
    name = _name(part) or str(number)
    kind, _, subtype = part.media_type.partition("/")
    ending = splitext(name)[1].lower()
    if kind in _SHOWN or ending in MEDIA:
        return Member(name, b"", left_out=ending or f".{subtype}")
    columns = _stated(mail=mail.field("subject"), sent=_moment(mail))
    data = part.body if kind == "message" else part.content()
    return Member(name, data, columns, charset=part.parameter("charset") or None)


def _name(part: MimePart) -> str:
    """The name of an attachment, without folders; of a mail within a mail its subject."""
    stated = basename(part.filename.replace("\\", "/")).strip(". ")
    if stated or not part.media_type.startswith("message/"):
        return stated
    subject = MimePart(part.body).field("subject").replace("/", " ")
    return f"{subject}.eml" if subject else ""
