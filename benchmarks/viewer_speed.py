"""How long the viewer lets its reader wait: a served run of many documents, and one file of fewer.

usage: python benchmarks/viewer_speed.py [--served 10000] [--file 1000]

The seeds are copied by SQL to that many documents. Each request to the server is made three times, and its median is
told, by the clock and of the processor, with the bytes of its answer. If there is a Chromium, it opens both pages.
"""

import argparse
import http.client
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copied_store import copied_store

from summarizer.delivering.viewer.faceting import Query
from summarizer.delivering.viewer.page import page
from summarizer.delivering.viewer.server import ViewerServer
from summarizer.running.store.store import Store

TIMES = 3
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUESTS = {
    "the page": "/",
    "documents": "/documents.json",
    "documents, by title, the last page": "/documents.json?sort=title&page=99999",
    "documents with words in their text": "/documents.json?q=%E5%85%9A%E5%91%98%E5%85%88%E9%94%8B%E9%98%9F",
    "the next document with a warning": "/step.json?near=5&by=1&with=warning",
    "a document": "/documents/{last}.json",
    "figures": "/figures.json",
    "figures, of two facets, by value": "/figures.json?verdict=verified&aspect=amount&sort=-value&page=9",
    "figures with words": "/figures.json?q=%E5%85%88%E9%94%8B%E9%98%9F",
    "figures of a subject in a province": "/figures.json?subject=%E5%85%9A%E5%91%98&adcode=62",
    "2,000 figures to decide on": "/figures/chosen.json?verdict=verified",
    "measures": "/measures.json",
    "measures by words of the name": "/measures.json?name=%E5%85%88%E9%94%8B%E9%98%9F&status=in_force",
    "overview": "/overview.json",
    "series": "/series.json",
    "series of a unit in a province": "/series.json?unit=%E4%B8%AA&adcode=62&sort=-places",
    "the largest series": "/series/{series}.json",
}


@contextmanager
def serving(out: Path) -> Iterator[ViewerServer]:
    server = ViewerServer(out)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def asked(server: ViewerServer, path: str) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, and bytes, of an answer."""
    begun, used = time.perf_counter(), time.process_time()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise SystemExit(f"{path}: {answer.status}")
    return time.perf_counter() - begun, time.process_time() - used, size


def opened(address: str) -> float:
    """Seconds until a page can be used, in a browser that was started before."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.goto("about:blank")
        begun = time.perf_counter()
        tab.goto(address)
        tab.wait_for_selector("body[data-ready]")
        tab.wait_for_selector("#list .entry")
        seconds = time.perf_counter() - begun
        browser.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--served", type=int, default=10_000)
    parser.add_argument("--file", type=int, default=1_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure_served(copied_store(Path(name) / "many", args.served), args.served)
        measure_file(copied_store(Path(name) / "few", args.file), args.file)


def measure_served(out: Path, count: int) -> None:
    begun, used = time.perf_counter(), time.process_time()

    def passed() -> str:
        return f"after {time.perf_counter() - begun:.1f} s, {time.process_time() - used:.1f} of processor"

    with serving(out) as server:
        print(f"{count} documents served: ready {passed()}")
        for name in ("figures", "measures", "overview"):
            asked(server, f"/{name}.json")
        print(f"  figures and measures read {passed()}")
        first = server.tables.series().answer(Query())["rows"][0][1]
        print(f"  series read {passed()}")
        for name, path in REQUESTS.items():
            found = [asked(server, path.format(last=count - 1, series=first)) for _ in range(TIMES)]
            clock, processor, size = (statistics.median(column) for column in zip(*found, strict=True))
            print(f"  {name:36} {clock * 1000:6.0f} ms {processor * 1000:6.0f} ms {size / 1000:8.1f} kB", flush=True)
        if CHROMIUM:
            print(f"  first page in Chromium: {opened(server.url):.2f} s")


def measure_file(out: Path, count: int) -> None:
    with Store.read(out) as store:
        html = page(store).html
    path = out / "view.html"
    path.write_text(html, encoding="utf-8")
    opening = f", open in Chromium after {opened(path.as_uri()):.2f} s" if CHROMIUM else ""
    print(f"{count} documents in one file: {path.stat().st_size / 1e6:.1f} MB{opening}")


if __name__ == "__main__":
    main()
