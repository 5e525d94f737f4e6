"""Files in .zip and .gz: all of them in order under their names, within bounds that no header can lift."""

import gzip
import io
import struct
import zipfile

import pytest

from summarizer.errors import InputError
from summarizer.reading.formats.allowance import Allowance
from summarizer.reading.formats.packed import members

PAGE = "<p>全县新建水库5座。</p>".encode()


def read(data, member_bytes=20_000_000):
    return list(members(io.BytesIO(data), Allowance(len(data), member_bytes)))


def zipped(files, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()


def test_files_come_in_the_order_of_the_archive():
    """Folders, hidden files and those about the folder are passed over; pictures and links are told."""
    link = zipfile.ZipInfo("链接")
    link.external_attr = 0o120777 << 16
    files = [
        ("乙/1.html", PAGE),
        ("乙/", b""),
        ("甲.html", PAGE),
        ("__MACOSX/._a.html", b"x"),
        (".DS_Store", b"x"),
        ("乙/Thumbs.db", b"x"),
        ("README.txt", b"x"),
        ("图.PNG", b"x"),
        (link, b"/etc/passwd"),
    ]
    assert [(member.name, member.left_out) for member in read(zipped(files))] == [
        ("乙/1.html", None),
        ("甲.html", None),
        ("图.PNG", ".png"),
        ("链接", "link"),
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "big5"])
def test_names_without_a_mark_of_their_encoding_are_read(encoding):
    """Windows and macOS write them so."""
    name = "開發區通知/附件.html" if encoding == "big5" else "开发区通知/附件.html"
    raw = name.encode(encoding)
    plain = "x" * len(raw)
    data = zipped([(plain, PAGE)]).replace(plain.encode(), raw)
    assert [member.name for member in read(data)] == [name]


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("../../etc/a.html", "etc/a.html"),
        ("/srv/a.html", "srv/a.html"),
        ("C:\\pages\\a.html", "pages/a.html"),
        ("a\x1b[31m\n.html", "a[31m.html"),
        ("..", "1"),
    ],
)
def test_a_name_is_no_way_out_of_the_archive(stated, name):
    """It is a path below it, on one line."""
    assert [member.name for member in read(zipped([(stated, PAGE)]))] == [name]


def test_a_member_that_needs_a_password_fails_alone():
    """The others are read."""
    data = bytearray(zipped([("a.html", PAGE), ("b.html", PAGE)]))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    locked, plain = read(bytes(data))
    assert "password" in locked.fault.message
    assert plain.data == PAGE


def test_a_damaged_member_fails_alone():
    """Its bytes are not those that were packed."""
    data = bytearray(zipped([("a.html", PAGE * 9), ("b.html", PAGE)], zipfile.ZIP_STORED))
    data[50] ^= 1
    damaged, plain = read(bytes(data))
    assert damaged.fault.code == "unreadable"
    assert plain.data == PAGE


def test_members_that_share_their_bytes_are_refused():
    """So a bomb of 10 MB holds 281 TB."""
    data = zipped([("a.html", PAGE), ("b.html", PAGE)])
    directory = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", directory + 1)
    overlapping = data[: second + 42] + struct.pack("<I", 0) + data[second + 46 :]
    assert [member.fault.code for member in read(overlapping)] == ["unreadable", "unreadable"]


def test_what_comes_out_is_counted_and_not_what_a_header_claims():
    """A member that is too large fails alone; what all unpack to is bounded."""
    data = bytearray(zipped([("a.html", bytes(3_000_000)), ("b.html", PAGE)]))
    data[22:26] = struct.pack("<I", 10)
    bomb, plain = read(bytes(data), member_bytes=1_000_000)
    assert bomb.fault.code == "too_large"
    assert plain.data == PAGE
    allowance = Allowance(0, 1_000_000)
    allowance.spend(199_500_000)
    many = zipped([(f"{number}.html", bytes(400_000)) for number in range(9)])
    found = list(members(io.BytesIO(many), allowance))
    assert [member.fault is None for member in found] == [True, False]


def test_many_members_are_streamed():
    """None is kept."""
    data = zipped([(f"{number}.html", b"x") for number in range(3_000)], zipfile.ZIP_STORED)
    assert sum(len(member.data) for member in members(io.BytesIO(data), Allowance(len(data), 9))) == 3_000


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_an_archive_that_is_cut_off_is_one_line(cut):
    """Its directory is at its end."""
    with pytest.raises(InputError, match="damaged or cut off"):
        read(zipped([("a.html", PAGE), ("b.html", PAGE)])[:-cut])


def test_the_file_of_a_gz_has_no_name():
    """It is what the .gz is about, whatever its head calls it; its parts are one file, and zeros after it padding."""
    file = io.BytesIO()
    with gzip.GzipFile("../../etc/passwd", "wb", fileobj=file) as packed:
        packed.write(PAGE)
    [member] = read(file.getvalue() + gzip.compress(PAGE) + bytes(9))
    assert (member.name, member.data) == ("", PAGE * 2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (gzip.compress(PAGE)[:-5], "unreadable"),
        (gzip.compress(PAGE)[:12] + b"damage" + gzip.compress(PAGE)[18:], "unreadable"),
        (gzip.compress(bytes(2_000_000)), "too_large"),
        (gzip.compress(b"a".ljust(257, b"\0") + b"ustar"), "unsupported_type"),
    ],
    ids=["cut", "damaged", "bomb", "tar"],
)
def test_a_gz_that_cant_be_read_says_why(data, code):
    """Cut off, damaged, a bomb, a packed folder."""
    with pytest.raises(InputError) as caught:
        read(data, member_bytes=1_000_000)
    assert caught.value.code == code
