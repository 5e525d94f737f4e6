"""Runs to look at: the seeds, what goes wrong, and a thousand documents, as the stores that the viewer reads."""

import http.client
import random
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarizer import Summarizer, check
from summarizer.checking.record import Report
from summarizer.checking.redrafting import draft_of
from summarizer.checking.report_values import ReportPublished
from summarizer.delivering.viewer.page import page as rendered
from summarizer.delivering.viewer.server import ViewerServer
from summarizer.errors import InputError
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.running.store.store import Store
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import delivered, failed

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
RECORDINGS = ROOT / "fixtures" / "recordings" / "large-llm"
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""One engine; the first, which has no windows, takes a third of the others' time."""
CHROMIUM = next(filter(None, map(shutil.which, CHROMIUMS)), None)
BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: .ci/run installs one"),
]
PLACES = [
    ("河北省", "130000"),
    ("浙江省", "330000"),
    ("四川省", "510000"),
    ("广东省", "440000"),
    ("新疆维吾尔自治区", "650000"),
]


def outcome(name: str, raw: str, draft: dict[str, Any]) -> Outcome:
    """A document of these characters with the report that a draft leads to."""
    document = Document(id=name, path=f"pages/{name}", raw=raw, sha256=f"{len(raw):064x}")
    return delivered(document, scan_document(document), check(draft, document))


def unread(name: str, code: str, message: str) -> Outcome:
    """A document that could not be read."""
    error = InputError(message, code)
    return failed(UnreadableInput(name, f"pages/{name}", "", error), error)


def save(out: Path, outcomes: Iterator[Outcome] | list[Outcome]) -> Path:
    """A store of these in the folder `out`."""
    with Store.open(out) as store:
        store.database.execute("PRAGMA synchronous = OFF")
        for position, one in enumerate(outcomes):
            store.save(one, position=position, digest=str(position))
    return out


def written(folder, outcomes=()):
    """The page of the run in a folder, made of these outcomes if there are any."""
    if outcomes:
        save(folder, outcomes)
    with Store.read(folder) as store:
        (folder / "view.html").write_text(rendered(store).html, encoding="utf-8")
    return folder / "view.html"


def awaited(page, expression: str) -> None:
    """Wait until it holds in a page, which itself may evaluate no words: its policy stops playwright's second look."""
    until = time.monotonic() + 10
    while not page.evaluate(expression):
        assert time.monotonic() < until, expression
        page.wait_for_timeout(20)


@cache
def seed_outcomes() -> list[Outcome]:
    """The seeds with the reports that their recorded answers lead to."""
    summarizer = Summarizer(replay=RECORDINGS)
    made = []
    for path in sorted(SEEDS.glob("0*.txt")):
        raw = path.read_bytes().decode()
        report = summarizer.summarize(path).report
        made.append(outcome(path.name, raw, _draft(report)))
    return made


@cache
def doubted_outcomes() -> list[Outcome]:
    """The seeds with figures that were changed, left out, or quoted wrongly."""
    made = []
    for number, one in enumerate(seed_outcomes()):
        draft = _draft(one.record.report)
        wrong = draft["figures"]
        wrong[0] |= {"value": (wrong[0]["value"] or 7) * 10 + 1, "low": None, "high": None}
        wrong[1] |= {"unit": "吨"}
        wrong[2] |= {"quote": "原文里没有的一句话"}
        del wrong[4 + number % 2]
        draft["points"].append({"text": "共投入987万元。"})
        made.append(outcome(one.record.document.id, _raw(one), draft))
    return made


def many_outcomes(count: int) -> Iterator[Outcome]:
    """Copies of the seeds, good, doubted and failed, each with its words in another order."""
    kinds = 2 * seed_outcomes() + doubted_outcomes()
    for number in range(count):
        if number % 23 == 22:
            yield unread(
                f"{number:04}.pdf", "unsupported_type", f"{number:04}.pdf is not text: convert it to .txt or .html"
            )
        else:
            yield _copy(kinds[number % len(kinds)], number)


def _copy(one: Outcome, number: int) -> Outcome:
    chance = random.Random(number)  # noqa: S311 - variety, not secrecy
    record, report = one.record, one.record.report
    region = report.region
    if region and number % 3:
        name, code = chance.choice(PLACES)
        away = {"province": name, "city": None, "county": None, "town": None, "towncode": None, "adcode": code}
        region = region.model_copy(update=away)
    day = f"202{chance.randrange(5)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    published = ReportPublished(iso=day, inferred=False, reason=None)
    note = {"id": f"{number:04}_{record.document.id}", "title": f"第{number}期 {record.document.title or ''}"}
    copied = {
        "document": record.document.model_copy(update=note),
        "report": report.model_copy(update={"region": region, "published": published}),
    }
    return Outcome(record.model_copy(update=copied), _shuffled(one.scan, chance), one.fates)


def _shuffled(scan: Scan, chance: random.Random) -> Scan:
    """The scan with the characters that are no number in another order."""
    numbers = {at for mention in scan.mentions for at in range(mention.text_start, mention.text_end)}
    free = [at for at, sign in enumerate(scan.text.content) if at not in numbers and sign != "\n"]
    signs = list(scan.text.content)
    for at, other in zip(free, chance.sample(free, len(free)), strict=True):
        signs[at] = scan.text.content[other]
    return replace(scan, text=replace(scan.text, content="".join(signs)))


def _draft(report: Report) -> dict[str, Any]:
    """What a model said, of what was delivered."""
    return draft_of(report).model_dump()


def _raw(one: Outcome) -> str:
    return (SEEDS / one.record.document.id).read_bytes().decode()


class Served:
    """The server in a thread; `ask` sends one request to it."""

    def __init__(self, out):
        self.server = ViewerServer(out)

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def ask(self, path, method="GET", host=None, language="en"):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=10)
        try:
            connection.request(method, path, headers={"Accept-Language": language} | ({"Host": host} if host else {}))
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()
