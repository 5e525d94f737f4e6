"""A store of version 4, whose record has contract 1: made by SQL, as no program of today makes one."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from summarizer.running.store.database import APPLICATION_ID, FILE, steps

ARTICLE = "某县疫情防控情况\n某县设置采样点97个，2021年转移群众1.2万余人。\n"
NAME = "page.txt"


def _span(words):
    start = ARTICLE.index(words)
    return [start, start + len(words)]


def _figure(quote, subject, written, value, unit, **more):
    silent = dict.fromkeys(("qualifier", "direction", "period", "region", "measure"))
    numbers = {"value": value, "low": value, "high": value, "unit": unit}
    spans = {"quote_span": _span(quote), "span": _span(written)}
    return {
        "subject": subject,
        **numbers,
        **silent,
        "quote": quote,
        **spans,
        "verdict": "verified",
        "origin": "model",
        **more,
    }


FIGURES = [
    _figure("设置采样点97个", "采样点", "97个", 97, "个", region="某县", measure="采样点"),
    _figure("转移群众1.2万余人", "群众", "1.2万余人", 12000, "人", high=13000, qualifier="余", period="2021年"),
]
MEASURE = {
    "name": "采样点",
    "description": "设置采样点",
    "actor": "某县",
    "region": "城区",
    "quote": "设置采样点97个",
    "quote_span": _span("设置采样点97个"),
}
LEDGER = {"figures": 2, "verified": 2, "by_verdict": {"verified": 2}, "mentions": 3, "reported": 2, "restated": 0}
RECORD = {
    "document": {"id": NAME, "path": NAME, "title": "某县疫情防控情况", "columns": {}},
    "status": "ok",
    "report": {
        "summary": "某县设置采样点97个。",
        "region": None,
        "published": None,
        "dates": [],
        "measures": [MEASURE],
        "figures": FIGURES,
    },
    "ledger": {**LEDGER, "missed": 0, "set_aside": {"date": 1}},
    "findings": [],
    "exchanges": [],
    "error": None,
}


def older_store(out: Path, page: Path) -> Path:
    """A store in `out` of one page, which is written; its line is in reports.jsonl."""
    page.write_text(ARTICLE, encoding="utf-8")
    out.mkdir()
    line = json.dumps(RECORD, ensure_ascii=False)
    (out / "reports.jsonl").write_text(f"{line}\n", encoding="utf-8")
    with closing(sqlite3.connect(out / FILE)) as database, database:
        for version in range(1, 5):
            database.executescript(steps()[version])
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute("PRAGMA user_version = 4")
        _fill(database, line)
    return out


def _fill(database, line):
    digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
    database.execute(
        "INSERT INTO documents (document, id, position, path, title, sha256, columns, text, digest, status, input_tokens,"
        " output_tokens, record) VALUES (1, ?, 0, ?, '某县疫情防控情况', ?, '{}', ?, 'of another prompt', 'ok', 1, 1, ?)",
        [NAME, NAME, digest, ARTICLE, line],
    )
    database.execute(
        "INSERT INTO reports (document, summary, figures, verified, mentions, reported, restated, missed, set_aside)"
        " VALUES (1, '某县设置采样点97个。', 2, 2, 3, 2, 0, 0, '{\"date\": 1}')"
    )
    names = ("name", "description", "actor", "region", "quote")
    values = [*(MEASURE[name] for name in names), *MEASURE["quote_span"]]
    database.execute(
        f"INSERT INTO measures (document, number, {', '.join(names)}, start, end) VALUES (1, 0, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        values,
    )
    for number, figure in enumerate(FIGURES):
        row = {name: value for name, value in figure.items() if name not in {"span", "quote_span"}}
        row |= dict(
            zip(("start", "end", "quote_start", "quote_end"), figure["span"] + figure["quote_span"], strict=True)
        )
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        database.execute(
            f"INSERT INTO figures (document, number, {names}) VALUES (1, {number}, {marks})",  # noqa: S608
            [*row.values()],
        )
