"""The XML parts of an office file (OOXML, ODF): a zip that is opened within bounds, and parts without entities.

Sizes come from the directory of the zip, and `zipfile` gives no more than it states; so bounds hold before a byte is
unpacked. Parts that are not asked for (pictures, macros, embedded files) are never unpacked.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from summarizer.errors import InputError
from summarizer.resources import message

Xml: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for the type

_LARGEST_PART = 64_000_000
_LARGEST_SUM = 128_000_000
_MOST_TAGS = 1_500_000
_MOST_FILES = 20_000
_LONGEST_NUMBER = 9
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class OfficeZip:
    """An office file. Raises InputError: `encrypted`, `unsupported_type`, `unreadable`, `too_large`."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise InputError(message("encrypted.office" if _ENCRYPTED in data else "unsupported_type.old_office"))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            files = self._zip.infolist()
        except _BAD_ZIP:
            raise InputError(message("unreadable.zip")) from None
        if len(files) > _MOST_FILES:
            raise InputError(message("too_large.files", count=len(files), most=_MOST_FILES))
        self._sizes = {file.filename: file.file_size for file in files}
        self._left = _LARGEST_SUM

    def names(self, folder: str) -> Iterator[str]:
        """The names of the parts whose path begins so, in the order of the zip."""
        return (name for name in self._sizes if name.startswith(folder))

    def read(self, name: str) -> bytes:
        """The bytes of a part; empty where there is none."""
        size = self._sizes.get(name, 0)
        self._left -= size
        if size > _LARGEST_PART or self._left < 0:
            raise InputError(message("too_large.part", name=name[:80], size=size))
        try:
            return self._zip.read(name) if size else b""
        except RuntimeError:  # zipfile raises it for a part that is encrypted
            raise InputError(message("encrypted.office")) from None
        except _BAD_ZIP:
            raise InputError(message("unreadable.zip")) from None

    def xml(self, name: str) -> Xml | None:
        """The root of a part; None where there is none, or it is empty."""
        data = self.read(name)
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        return parse_part(data, name) if data.strip() else None


def whole(stated: str | None, default: int) -> int:
    """A whole number of an attribute; the default where it is none, or longer than any that a file needs."""
    return int(stated) if stated and len(stated) <= _LONGEST_NUMBER and stated.isdecimal() else default


def parse_part(data: bytes, name: str) -> Xml:
    """The root of an XML part. Entities are refused, nothing is fetched, and depth is 255 at most."""
    if data.count(b"<") > _MOST_TAGS:
        raise InputError(message("too_large.tags", name=name[:80], most=_MOST_TAGS))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        too_deep = "depth" in str(error)
        raise InputError(message("unreadable.nested" if too_deep else "unreadable.xml", name=name[:80])) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(message("unreadable.entities", name=name[:80]))
    return root
