"""PDFs as tests need them: text and rules where a test puts them, in a Chinese font that isn't embedded."""

import hashlib
from collections.abc import Iterator

from pdfminer.arcfour import Arcfour

WIDTH, HEIGHT = 595, 842
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/%s/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    b"/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)/Supplement 0>>/DW 1000/W[1 95 500]>>]>>"
)
_PASSWORD_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def width(words: str, size: float = 12) -> float:
    """How wide words are drawn: half an em for ASCII, else an em."""
    return sum(size / 2 if char.isascii() else size for char in words)


def wrapped(words: str, measure: float, size: float = 12, indent: int = 0) -> Iterator[str]:
    """Words broken wherever a line of this measure is full, the first one indented by so many characters."""
    line, left = "", measure - indent * size
    for char in words:
        if width(char, size) > left:
            yield line
            line, left = "", measure
        line, left = line + char, left - width(char, size)
    yield line


class DrawnPdf:
    """A PDF that is drawn page by page; places are from the left and from the top."""

    def __init__(self, font: bytes = b"UniGB-UCS2-H", collection: bytes = b"GB1", rotate: int = 0) -> None:
        self.pages: list[list[bytes]] = [[]]
        self.rotate = rotate
        self.objects: dict[int, bytes] = {
            4: _FONT % (font, collection),
            5: stream(
                b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"\x7f"
            ),
        }
        self.trailer = b""

    def page(self) -> None:
        """Begin a page."""
        self.pages.append([])

    def draw(self, operators: str) -> None:
        self.pages[-1].append(operators.encode())

    def text(  # noqa: PLR0917 - as a pen is moved
        self, x: float, y: float, words: str, size: float = 12, grey: float = 0, matrix: str = "1 0 0 1", mode: int = 0
    ) -> None:
        codes = words.encode("utf-16-be").hex()
        self.draw(f"{grey} g BT {mode} Tr /F {size} Tf {matrix} {x} {HEIGHT - y} Tm <{codes}> Tj ET")

    def spread(self, x: float, y: float, words: str, gap: float, size: float = 12) -> None:
        """Words with each character placed by itself, so far apart."""
        for char in words:
            self.text(x, y, char, size)
            x += width(char, size) + gap

    def lines(  # noqa: PLR0917 - the same
        self, x: float, y: float, words: str, measure: float = 435, size: float = 12, indent: int = 2
    ) -> float:
        """A paragraph; returns the height below it."""
        for number, line in enumerate(wrapped(words, measure, size, indent)):
            self.text(x + (0 if number else indent * size), y, line, size)
            y += 1.6 * size
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.draw(f"0 G {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")

    def fill(self, x: float, y: float, across: float, down: float, grey: float) -> None:
        self.draw(f"{grey} g {x} {HEIGHT - y - down} {across} {down} re f")

    def picture(self) -> None:
        """A picture over the whole page."""
        self.draw(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q")

    def data(self) -> bytes:
        pages = range(10, 10 + 2 * len(self.pages), 2)
        kids = b" ".join(b"%d 0 R" % number for number in pages)
        self.objects |= {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        }
        for number, content in zip(pages, self.pages, strict=True):
            self.objects[number] = (
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R/Resources<</Font<</F 4 0 R>>/XObject<</I 5 0 R>>>>>>"
                % (WIDTH, HEIGHT, self.rotate, number + 1)
            )
            self.objects.setdefault(number + 1, stream(b"", b"\n".join(content)))
        return file_of(self.objects, self.trailer)


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def file_of(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, of which 1 is its catalogue."""
    data, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    count = max(objects) + 1
    table = b"".join(
        b"%010d %05d %s \n" % (places.get(n, 0), 0 if n in places else 65535, b"n" if n in places else b"f")
        for n in range(count)
    )
    return b"%sxref\n0 %d\n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        data,
        count,
        table,
        count,
        trailer,
        len(data),
    )


def encrypted(pdf: DrawnPdf, password: bytes = b"") -> bytes:
    """A PDF of one page that opens with a password (RC4, 40 bits)."""
    padded = (password + _PASSWORD_PADDING)[:32]
    key = hashlib.md5(padded + b"o" * 32 + b"\xfc\xff\xff\xff" + b"id").digest()[:5]  # noqa: S324 - the form asks for it

    def sealed(number: int, words: bytes) -> bytes:
        own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]  # noqa: S324
        return Arcfour(own).encrypt(words)

    for words in (b"Adobe", b"GB1"):
        pdf.objects[4] = pdf.objects[4].replace(b"(%s)" % words, b"<%s>" % sealed(4, words).hex().encode())
    pdf.objects[11] = stream(b"", sealed(11, b"\n".join(pdf.pages[0])))
    user = Arcfour(key).encrypt(_PASSWORD_PADDING).hex().encode()
    pdf.trailer = b"/ID[<6964><6964>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U<%s>>>" % (b"o" * 32, user)
    return pdf.data()
