"""The draft that a careful language model would answer for a page, in the fields of schemas/draft.json."""

import re
from typing import Any

from corpora.facts import County
from corpora.keying import Row, fact_key
from corpora.text import Page, block_text, page_figures, plain

HEADLINE, POINT, POINTS = 30, 110, 5


def draft(page: Page, county: County, rows: list[Row]) -> dict[str, Any]:
    text = "\n".join(block_text(block) for block in page.blocks)
    told = {fact_key(row) for row in rows if row["note"] != "title"}
    names = [measure for measure in page.measures if measure.name in text]
    known = {measure.name for measure in names}
    return {
        "region": county.city if page.genre == "city" else county.name,
        "published": page.published,
        "measures": [
            {"name": each.name, "kind": each.kind, "status": _status(each.name, rows, text), "parts": []}
            for each in names
        ],
        "slogans": [each for each in dict.fromkeys(page.slogans) if each in text],
        "figures": [_figure(row, county, known) for row in rows if row["note"] != "title" or fact_key(row) not in told],
        "headline": _headline(page),
        "points": _points(page, known),
    }


def _status(name: str, rows: list[Row], text: str) -> str:
    """Say whether a measure runs, is only planned, or, as a project, is done."""
    statuses = {row["status"] for row in rows if row["measure"] == name and not row["indicator"].startswith("project:")}
    if statuses == {"planned"}:
        return "planned"
    return "completed" if "竣工验收" in text and name.endswith("项目") else "in_force"


def _figure(row: Row, county: County, known: set[str]) -> dict[str, Any]:
    decrease = row["direction"] == "decrease"
    value = -row["written_value"] if row["note"] == "table" and decrease else row["written_value"]
    when = row["period_words"] or ("上年同期" if row["note"] == "base" and "上年同期" in row["quote"] else None)
    return {
        "quote": row["quote"], "subject": row["subject"], "value": value, "low": None, "high": None, "unit": row["written_unit"],
        "qualifier": row["qualifier"], "status": "planned" if row["status"] == "expected" else row["status"], "direction": row["direction"],
        "period": when, "place": row["town"] or (county.name if row["place"] == county.adcode else county.city), "measure": row["measure"] if row["measure"] in known else None,
    }  # fmt: skip


def _headline(page: Page) -> str:
    title = re.sub(r"^(关注｜|【[^】]*】|重点项目｜|工作动态｜|.{4,}(?=关于))", "", plain(page.title))
    if len(title) <= HEADLINE:
        return title
    parts = [each for each in re.split(r"[　 ：｜]|——", title) if each]
    return max((each for each in parts if len(each) <= HEADLINE), key=len, default=title[:HEADLINE])


def _points(page: Page, known: set[str]) -> list[dict[str, Any]]:
    """Take the sentences that carry figures first, in the page's order."""
    sentences = []
    for block in page.blocks:
        if block.kind == "p":
            sentences += [
                each
                for each in re.findall(r"[^。？！\n]+。", plain(block.pieces))
                if len(each) <= POINT and each.count("“") == each.count("”")
            ]
    told = {each.quote for each in page_figures(page)}
    weighed = [each for each in sentences if any(quote in each for quote in told)]
    chosen = (weighed or sentences)[:POINTS]
    for each in sentences:
        if len(chosen) >= 3:  # noqa: PLR2004
            break
        if each not in chosen:
            chosen.append(each)
    return [{"text": each, "measures": sorted(name for name in known if name in each)} for each in chosen]
