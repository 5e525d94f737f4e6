"""Turns pages into the rows of key.json: figures, series, answers, pairs that are no copies."""

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from corpora.facts import WHOLE_YEAR, counties, indicators
from corpora.text import Page, Quoted, page_figures
from corpora.world import UnknownFactError, World

Row = dict[str, Any]
QUESTIONS = (
    ("pioneer", "党员先锋队", 2023, ("pioneer_teams", "pioneer_people"), "how many counties formed 党员先锋队 in 2023, how many teams, with how many people"),
    ("gig", "零工驿站", 2023, ("gig_posts", "gig_people"), "how many counties had 零工驿站 at the end of 2023, how many, and for how many visits in the year"),
    ("canteen", "长者食堂", 2023, ("canteen", "canteen_people"), "how many counties had 长者食堂 at the end of 2023, how many, for how many people"),
    ("station", "户外劳动者驿站", 2023, ("station", "station_people"), "how many counties had 户外劳动者驿站 at the end of 2023, how many, and for how many visits in the year"),
    ("police", "一村一警", 2023, ("police_people", "police_villages"), "how many counties ran 一村一警 at the end of 2023, with how many officers, in how many villages"),
    ("sci", "科技特派员", 2023, ("sci", "sci_villages"), "how many counties had 科技特派员 at the end of 2023, how many, at how many service points"),
    ("river", "河长制", 2023, ("river_chiefs", "river_patrol"), "how many counties ran 河长制 at the end of 2023, with how many river chiefs and patrols in the year"),
    ("farmland", "高标准农田", 2023, ("farmland_new",), "how many counties told of new 高标准农田 in 2023, how many 亩"),
    ("seats", "新增学位", 2023, ("seats",), "how many counties told of 新增学位 in 2023, how many"),
    ("pioneer_2022", "党员先锋队", 2022, ("pioneer_teams", "pioneer_people"), "how many counties formed 党员先锋队 in 2022, how many teams, with how many people"),
)  # fmt: skip
RISING = {"增长", "增加", "提高"}


def rows_of(page: Page, world: World, wrong: set[tuple[str, ...]]) -> list[Row]:
    """Return a page's figures; `wrong` has the keys of the facts that this page misprints."""
    return [
        _row(page, each, f"{page.document}#{number}", world, wrong) for number, each in enumerate(page_figures(page))
    ]


def _direction(each: Quoted) -> str | None:
    slot = each.slot
    if slot.fact.aspect not in {"growth", "change"} or (
        not slot.verb and slot.note != "cell" and slot.fact.status == "actual"
    ):
        return None
    if slot.note == "cell" or not slot.verb:
        return "decrease" if slot.verb == "-" else "increase"
    return "increase" if slot.verb in RISING else "decrease"


def _row(page: Page, each: Quoted, name: str, world: World, wrong: set[tuple[str, ...]]) -> Row:
    slot, fact = each.slot, each.slot.fact
    known = indicators().get(fact.indicator)
    error = fact.key in wrong or slot.note == "withdrawn"
    base_unit = (
        "个百分点"
        if slot.written.unit == "个百分点"
        else "%"
        if fact.aspect in {"growth", "share"}
        else known.unit
        if known
        else slot.written.unit
    )
    return {
        "id": name, "document": page.document, "indicator": fact.indicator, "family": known.family if known else fact.indicator,
        "subject": each.subject, "value": slot.written.base, "unit": base_unit, "low": slot.written.low, "high": slot.written.high,
        "as_written": slot.text, "written_value": slot.written.value, "written_unit": slot.written.unit, "qualifier": slot.written.qualifier,
        "place": fact.place, "town": fact.town, "period": fact.period, "period_words": slot.when, "year": fact.span.year, "months": fact.span.months,
        "end": f"{fact.span.year}-{fact.span.months:02}", "aspect": fact.aspect, "status": "negated" if slot.note == "withdrawn" else fact.status,
        "direction": _direction(each), "cumulative": bool(known and known.kind.startswith("cum:")), "new": fact.indicator.endswith("_new"),
        "quote": each.quote, "planted": known is not None, "error": error, "truth": _truth(each, world) if known else None,
         "note": {"cell": "table"}.get(slot.note, slot.note), "measure": slot.measure,
    }  # fmt: skip


def _truth(each: Quoted, world: World) -> float | None:
    try:
        value = world.value(each.slot.fact)
    except UnknownFactError:
        return None
    return abs(value) if each.slot.fact.aspect in {"growth", "change"} else value


def fact_key(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("indicator", "place", "town", "period", "aspect", "status"))


def disagreements(rows: list[Row]) -> list[tuple[Row, Row]]:
    """Pairs of figures of one fact that can't both be true, misprints left out: there must be none."""
    found = []
    by: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["planted"] and not row["error"]:
            by[fact_key(row)].append(row)
    for group in by.values():
        low = max(group, key=lambda row: row["low"])
        high = min(group, key=lambda row: float("inf") if row["high"] is None else row["high"])
        if high["high"] is not None and low["low"] > high["high"] + 1e-6:
            found.append((low, high))
    return found


def series(rows: list[Row], copies: set[str]) -> list[Row]:
    """One value per county and year, told by two documents or more in at least two of the years."""
    by: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        yearly = (
            row["months"] == WHOLE_YEAR
            and row["status"] == "actual"
            and not row["town"]
            and row["aspect"] in {"amount", "per", "share", "growth"}
        )
        if (
            row["planted"]
            and yearly
            and row["document"] not in copies
            and row["aspect"] == indicators()[row["indicator"]].base_aspect
        ):
            by[row["indicator"], row["place"]][row["period"]].append(row)
    made = []
    for (name, place), years in sorted(by.items()):
        often = [period for period, told in years.items() if len({row["document"] for row in told}) > 1]
        if len(years) >= 3 and len(often) > 1:  # noqa: PLR2004
            values = [{"period": period, "value": told[0]["truth"], "unit": told[0]["unit"], "direction": told[0]["direction"],
                       "documents": sorted({row["document"] for row in told}), "contradicted": any(row["error"] for row in told)}
                      for period, told in sorted(years.items())]  # fmt: skip
            made.append({"indicator": name, "place": place, "values": values})
    return made


def answers(rows: list[Row], copies: set[str]) -> list[Row]:
    made = []
    for name, measure, year, asked, text in QUESTIONS:
        wanted = [row for row in rows if row["indicator"] in asked and row["year"] == year and row["months"] == WHOLE_YEAR and row["status"] == "actual"
                  and not row["town"] and row["aspect"] == "amount" and row["document"] not in copies]  # fmt: skip
        lines = [_answer(county.adcode, county.name, asked, wanted) for county in counties()]
        told = [line for line in lines if line["values"][asked[0]] is not None]
        totals = {each: sum(line["values"][each] or 0 for line in told) for each in asked}
        made.append(
            {
                "id": name,
                "measure": measure,
                "year": year,
                "question": text,
                "indicators": list(asked),
                "counties": len(told),
                "totals": totals,
                "rows": told,
            }
        )
    return made


def _answer(adcode: str, name: str, asked: tuple[str, ...], rows: list[Row]) -> Row:
    here = [row for row in rows if row["place"] == adcode]
    values: dict[str, float | None] = {}
    exact: dict[str, bool] = {}
    for each in asked:
        told = sorted(
            (row for row in here if row["indicator"] == each),
            key=lambda row: (row["value"] != row["truth"], row["document"]),
        )
        values[each] = told[0]["value"] if told else None
        exact[each] = bool(told) and told[0]["value"] == told[0]["truth"]
    return {
        "place": adcode,
        "county": name,
        "values": values,
        "exact": exact,
        "documents": sorted({row["document"] for row in here}),
    }


def not_copies(pages: list[Page], chosen: Callable[[Page], bool]) -> list[Row]:
    """Pages of one template by one county: neighbours in time, with other numbers."""
    by: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if chosen(page) and page.genre in {"bulletin", "communique", "project"}:
            by[page.group if page.genre == "bulletin" else page.group.rsplit(":", 1)[0]].append(page)
    made = []
    for _, group in sorted(by.items()):
        group.sort(key=lambda page: (page.published, page.document))
        made += [
            {"documents": [one.document, other.document], "why": f"{one.genre}: one template, another time"}
            for one, other in pairwise(group)
        ]
    return made
