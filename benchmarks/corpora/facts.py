"""Places, indicators, spans of time, and the facts that pages tell."""

import calendar
import csv
import random
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

TABLES = Path(__file__).with_name("tables")
WHOLE_YEAR = 12


def dice(*parts: object) -> random.Random:
    """Return a generator that the same parts always seed alike."""
    return random.Random(":".join(map(str, parts)))  # noqa: S311


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


@dataclass(frozen=True)
class County:
    name: str
    short: str
    kind: str
    adcode: str
    city: str
    city_adcode: str
    province: str
    population: float
    income: float
    daily: str
    site: str
    towns: tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    id: str
    family: str
    unit: str
    kind: str
    rate: str
    low: float
    high: float
    step: float
    names: tuple[str, ...]
    topic: str

    @property
    def is_stock(self) -> bool:
        return self.kind == "stock" or self.kind.startswith("cum:")

    @property
    def base_aspect(self) -> str:
        return {"pace": "growth", "rate": "share", "per": "per"}.get(
            self.kind, "per" if self.id == "gdp_pc" else "amount"
        )


@cache
def counties() -> tuple[County, ...]:
    return tuple(
        County(
            row["name"], row["short"], row["kind"], row["adcode"], row["city"], row["city_adcode"], row["province"],
            float(row["population"]), float(row["income"]), row["daily"], row["site"], tuple(row["towns"].split(",")),
        )
        for row in _rows("places.tsv")
    )  # fmt: skip


@cache
def indicators() -> dict[str, Indicator]:
    return {
        row["id"]: Indicator(
            row["id"], row["family"], row["unit"], row["kind"], row["rate"], float(row["low"]), float(row["high"]),
            float(row["step"]), tuple(row["names"].split(",")), row["topic"],
        )
        for row in _rows("indicators.tsv")
    }  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A year, its first months, or a single month of it."""

    year: int
    months: int = WHOLE_YEAR
    single: bool = False

    def before(self) -> "Span":
        return Span(self.year - 1, self.months, self.single)

    def iso(self, *, stock: bool) -> str:
        if stock:
            return f"/{self.year}-{self.months:02}-{calendar.monthrange(self.year, self.months)[1]:02}"
        if self.single:
            return f"{self.year}-{self.months:02}"
        return str(self.year) if self.months == WHOLE_YEAR else f"{self.year}-01/{self.year}-{self.months:02}"


@dataclass(frozen=True)
class Fact:
    """What a number says: `place` is an adcode; `town` narrows it; `status` is actual, planned or expected."""

    indicator: str
    place: str
    town: str
    span: Span
    aspect: str
    status: str = "actual"

    @cached_property
    def period(self) -> str:
        if self.indicator.startswith(("incidental:", "project:", "site:")):
            return ""
        known = indicators().get(self.indicator)
        return self.span.iso(stock=known is None or known.is_stock)

    @cached_property
    def key(self) -> tuple[str, ...]:
        return (self.indicator, self.place, self.town, self.period, self.aspect, self.status)
