"""Web archives made for measuring and testing: records as crawlers write them, in .warc, .warc.gz and .wacz."""

import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator

ANSWER = "application/http; msgtype=response"


def record(kind: str, uri: str, block: bytes, content_type: str = ANSWER, **headers: str) -> bytes:
    """One record of an archive; `_` in the names of further headers is `-`."""
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": uri,
        "WARC-Date": "2024-05-06T07:08:09Z",
        "WARC-Record-ID": f"<urn:uuid:{abs(hash(uri))}>",
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return b"WARC/1.1\r\n" + _lines(fields) + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """What a server answers; `_` in the names of headers is `-`."""
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return f"HTTP/1.1 {status}\r\n".encode() + _lines(fields) + b"\r\n" + body


def _lines(fields: dict[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()


def packed(records: Iterable[bytes]) -> bytes:
    """The records as .warc.gz, each packed by itself."""
    return b"".join(map(gzip.compress, records))


def wacz(**archives: bytes) -> bytes:
    """A collection with these archives in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as collection:
        collection.writestr("datapackage.json", "{}")
        for name, data in archives.items():
            collection.writestr(f"archive/{name}.warc.gz", data)
    return file.getvalue()


def pages(count: int) -> Iterator[bytes]:
    """Records of so many pages, about as large as pages of governments are."""
    menu = "".join(f'<li><a href="/c{number}/">栏目{number}</a></li>' for number in range(200))
    for number in range(count):
        title = f"第{number}期简报"
        article = "".join(f"<p>全县新建水库{number + part}座，受益群众{number * part}人。</p>" for part in range(60))
        head = f"<html><head><meta charset=gbk><title>{title}</title></head><body><ul>{menu}</ul><h1>{title}</h1>"
        body = f"{head}{article}</body></html>".encode("gb18030")
        uri = f"https://www.example.gov.cn/zwgk/{number}.html"
        yield record("response", uri, answer(body, Content_Type="text/html; charset=gbk"))
