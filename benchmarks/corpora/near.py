"""Near misses: pairs of figures that look alike and do not contradict each other, each with its reason."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from corpora.facts import WHOLE_YEAR, counties, dice, indicators

Row = dict[str, Any]
SCOPES = (("firms_all", "firms_above", "规模以上 is a part of all"), ("ecommerce", "agri_online", "farm produce is a part of all sales online"),
          ("pop_res", "pop_reg", "常住 is not 户籍"), ("urban_inc", "rural_inc", "城镇 is not 农村"), ("budget", "budget_benji", "市本级 is a part of 全市"))  # fmt: skip
RUNNING = (
    ("farmland_total", "farmland_new"),
    ("canteen", "canteen_new"),
    ("firms_above", "firms_new"),
    ("market_total", "market_new"),
    ("road_total", "road_new"),
)
TWINS = ("341222", "360826")


def _index(rows: list[Row], *names: str) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[name] for name in names)].append(row)
    return found


def _differing(rows: list[Row], field: str, *same: str) -> Iterator[tuple[Row, Row]]:
    """Pairs of two documents that share some fields and differ in one, and in value."""
    for group in _index(rows, *same).values():
        for one in group:
            for other in group:
                if (
                    one["id"] < other["id"]
                    and one[field] != other[field]
                    and one["value"] != other["value"]
                    and one["document"] != other["document"]
                ):
                    yield one, other
                    break


def candidates(rows: list[Row]) -> dict[str, list[tuple[Row, Row, str]]]:
    """All pairs by reason."""
    same = ("indicator", "place", "town", "period", "aspect")
    found: dict[str, list[tuple[Row, Row, str]]] = defaultdict(list)
    plain = [row for row in rows if row["indicator"] in indicators() and not row["note"] and not row["error"]]
    for one, other in _differing(plain, "status", *same):
        statuses = {one["status"], other["status"]}
        reason = "planned, not actual" if "planned" in statuses else "expected, not actual"
        if "actual" in statuses:
            found[reason].append((one, other, "the status differs: " + " and ".join(sorted(statuses))))
    actual = [row for row in plain if row["status"] == "actual"]
    for one, other in _differing(actual, "period", "indicator", "place", "town", "aspect", "year"):
        single = ("-" in one["period"] and "/" not in one["period"]) or (
            "-" in other["period"] and "/" not in other["period"]
        )
        found["a month, not the months so far" if single else "another part of the year"].append(
            (one, other, f"{one['period']} and {other['period']}")
        )
    for one, other in _differing(actual, "aspect", "indicator", "place", "town", "period"):
        found["another aspect"].append((one, other, f"{one['aspect']} and {other['aspect']}"))
    _places(actual, found)
    _scopes(actual, found)
    _agreeing(actual, found)
    _bases([row for row in rows if row["indicator"] in indicators() and not row["error"]], found)
    return found


def _places(rows: list[Row], found: dict[str, list[tuple[Row, Row, str]]]) -> None:
    city = {county.adcode: county.city_adcode for county in counties()}
    by = _index(rows, "indicator", "place", "town", "period", "aspect")
    for (name, place, town, period, aspect), group in by.items():
        if town:
            for other in by.get((name, place, "", period, aspect), [])[-1:]:
                found["a town's part"].append((group[0], other, f"{town} is a part of the county"))
        for other in by.get((name, city.get(place), "", period, aspect), [])[-1:]:
            found["the city's total"].append((group[0], other, "the county is a part of the city"))
        if place == TWINS[0] and not town:
            for other in by.get((name, TWINS[1], "", period, aspect), [])[:1]:
                found["a county of a similar name"].append((group[0], other, "太和县 is not 泰和县"))


def _scopes(rows: list[Row], found: dict[str, list[tuple[Row, Row, str]]]) -> None:
    by = _index(rows, "indicator", "place", "town", "period", "aspect")
    for wide, narrow, why in SCOPES:
        for (name, *rest), group in by.items():
            others = by.get((narrow, *rest), []) if name == wide else []
            found["another scope"] += [(group[0], other, why) for other in others[-1:]]
    ends = _index(rows, "indicator", "place", "town", "end", "aspect")
    for total, new in RUNNING:
        for (name, *rest), group in ends.items():
            others = ends.get((new, *rest), []) if name == total else []
            found["cumulative, not new"] += [
                (group[0], other, f"{total} is a stock, {new} what came anew") for other in others[-1:]
            ]


def _agreeing(rows: list[Row], found: dict[str, list[tuple[Row, Row, str]]]) -> None:
    for group in _index(rows, "indicator", "place", "town", "period", "aspect").values():
        for one in group:
            for other in group:
                if (
                    one["id"] < other["id"]
                    and one["document"] != other["document"]
                    and one["as_written"] != other["as_written"]
                ):
                    if one["written_unit"] != other["written_unit"] and one["indicator"] in {
                        "farmland_new",
                        "afforest",
                        "grain",
                        "veg",
                        "farmland_total",
                        "grain_area",
                    }:
                        found["another unit"].append((one, other, f"{one['as_written']} and {other['as_written']}"))
                    elif one["value"] != other["value"]:
                        found["rounding"].append((one, other, f"{one['as_written']} and {other['as_written']}"))


def _bases(rows: list[Row], found: dict[str, list[tuple[Row, Row, str]]]) -> None:
    by = _index([row for row in rows if row["note"] == ""], "indicator", "place", "town", "year", "months", "aspect")
    for row in rows:
        if row["note"] == "base":
            others = by.get(
                (row["indicator"], row["place"], row["town"], row["year"] + 1, row["months"], row["aspect"]), []
            )
            found["the base year"] += [
                (row, other, "the first is what the year before had")
                for other in others
                if other["document"] != row["document"] and other["value"] != row["value"]
            ][:1]


def choose(rows: list[Row], copies: set[str], wanted: int, seed: int) -> list[Row]:
    """Take some pairs of each reason."""
    found = candidates([row for row in rows if row["document"] not in copies])
    roll = dice(seed, "near")
    each = max(1, wanted // max(1, len(found)) + 1)
    chosen = []
    for reason in sorted(found):
        pairs = found[reason]
        for one, other, why in roll.sample(pairs, min(len(pairs), each)):
            chosen.append(
                {
                    "reason": reason,
                    "why": why,
                    "figures": [one["id"], other["id"]],
                    "documents": [one["document"], other["document"]],
                    "quotes": [one["quote"], other["quote"]],
                }
            )
    return chosen


WHOLE = WHOLE_YEAR
