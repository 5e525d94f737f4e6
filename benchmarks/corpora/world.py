"""The true values: one for each indicator, place, span, aspect and status, each derived from the seed alone."""

from functools import cache

from corpora.facts import WHOLE_YEAR, County, Fact, Indicator, Span, counties, dice, indicators

START = 2020
FULL = 99.6
QUARTER = 3
YEARLY = {"grain", "grain_area", "gdp_pc", "pop_res", "pop_reg", "urban_rate", "forest_rate"}
QUARTERLY = {"gdp", "gdp1", "gdp2", "gdp3", "urban_inc", "rural_inc", "all_inc"}
BODIES = ("pioneer", "gig", "canteen", "station", "police", "sci", "river")
LEADERS = {"pioneer_people": "pioneer", "pioneer_tasks": "pioneer", "gig_people": "gig", "canteen_people": "canteen",
           "station_people": "station", "police_villages": "police", "sci_villages": "sci", "river_patrol": "river"}  # fmt: skip
EARLIEST = (2021, 2021, 2022, 2022, 2023, 2023, 2024)


class UnknownFactError(Exception):
    """The world has no such value: the measure did not exist yet, or nothing changed."""


def _snap(value: float, step: float) -> float:
    snapped = max(1, round(value / step)) * step
    return round(snapped, 1) if step < 1 else float(round(snapped))


class World:
    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.county = {county.adcode: county for county in counties()}
        self.above = {county.city_adcode: county for county in counties()}
        self.known = indicators()
        self.level = cache(self._level)

    def first_year(self, family: str, county: County) -> int:
        """Return the year in which a county set a body up: 2024 stands for those that only plan it."""
        if family not in BODIES:
            return START - 5
        if family in {"river", "sci", "police"}:
            return dice(self.seed, "first", family, county.adcode).choice((START - 3, START - 3, 2021, 2022))
        return dice(self.seed, "first", family, county.adcode).choice(EARLIEST)

    def value(self, fact: Fact) -> float:
        if fact.status == "planned":
            return self._planned(fact)
        if fact.status == "expected":
            return self._expected(fact)
        known = self.known[fact.indicator]
        if fact.aspect == known.base_aspect:
            return self.level(fact.indicator, fact.place, fact.town, fact.span)
        return self._derived(known, fact)

    def _derived(self, known: Indicator, fact: Fact) -> float:
        now = self.level(known.id, fact.place, fact.town, fact.span)
        if fact.aspect == "share":
            return round(100 * now / self.level("gdp", fact.place, fact.town, fact.span), 1)
        before = self.level(known.id, fact.place, fact.town, fact.span.before())
        if fact.aspect == "change":
            change = round(now - before, 1)
            if not change:
                raise UnknownFactError
            return change
        lag = dice(self.seed, "real", fact.place, fact.span).uniform(0.4, 2.2) if known.id.startswith("gdp") else 0
        growth = round(100 * (now / before - 1) - lag, 1)
        if not growth:
            raise UnknownFactError
        return growth

    def _planned(self, fact: Fact) -> float:
        known = self.known[fact.indicator]
        actual = Fact(fact.indicator, fact.place, fact.town, fact.span, fact.aspect)
        roll = dice(self.seed, "plan", *fact.key)
        if fact.aspect == "growth":
            target = round(2 * abs(self.value(actual))) / 2 + roll.choice((0.5, 1.0, 1.5))
            return max(target, 1.5)
        value = self.value(actual) * roll.choice((0.88, 0.92, 1.06, 1.1))
        if known.kind == "rate":
            return round(min(value, FULL - 1))
        digits = len(str(int(value))) - 2
        unit = max(known.step, 10.0**digits)
        return _snap(value, unit if unit % known.step == 0 or known.step < 1 else known.step * 10)

    def _expected(self, fact: Fact) -> float:
        value = self.value(Fact(fact.indicator, fact.place, fact.town, fact.span, fact.aspect))
        shifted = value * dice(self.seed, "expect", *fact.key).choice((0.93, 0.96, 1.05, 1.08))
        return _snap(shifted, 10.0 ** (len(str(int(shifted))) - 3))

    def _level(self, name: str, place: str, town: str, span: Span) -> float:
        known = self.known[name]
        partial = span.months != WHOLE_YEAR
        quarter = span.months % QUARTER == 0 and not span.single
        if (
            (partial and name in YEARLY)
            or (not quarter and name in QUARTERLY)
            or (town and known.kind in {"rate", "pace", "per"})
        ):
            raise UnknownFactError
        if place not in self.county:
            return self._city(known, place, span)
        county = self.county[place]
        if span.year < self.first_year(LEADERS.get(name, known.family), county):
            raise UnknownFactError
        if town:
            part = dice(self.seed, "town", name, place, town).uniform(0.02, 0.09)
            return _snap(part * self.level(name, place, "", span), known.step)
        if span.single and known.kind == "flow":
            if known.id.startswith("gdp"):
                raise UnknownFactError
            earlier = self.level(name, place, "", Span(span.year, span.months - 1)) if span.months > 1 else 0.0
            return self.level(name, place, "", Span(span.year, span.months)) - earlier
        return self._plain(known, county, span)

    def _city(self, known: Indicator, place: str, span: Span) -> float:
        county = self.above[place]
        below = self.level("budget" if known.id == "budget_benji" else known.id, county.adcode, "", span)
        roll = dice(self.seed, "city", known.id, place, span.year)
        if known.kind in {"pace", "rate", "per"} or known.id == "gdp_pc":
            return _snap(below * roll.uniform(1.03, 1.2), known.step)
        factor = dice(self.seed, "times", place).uniform(6, 9) * roll.uniform(0.97, 1.03)
        return _snap(below * factor * (0.27 if known.id == "budget_benji" else 1), known.step)

    def _plain(self, known: Indicator, county: County, span: Span) -> float:  # noqa: PLR0911 - one return a kind
        if known.kind.startswith("cum:"):
            return self._cumulated(known, county, span)
        if known.kind == "pace":
            return self._pace(known, county, span)
        if known.kind == "rate":
            return self._rate(known, county, span)
        if known.id == "gdp_pc":
            return round(self.level("gdp", county.adcode, "", span) / self.level("pop_res", county.adcode, "", span))
        if known.id == "gdp3":
            whole, first, second = (self.level(name, county.adcode, "", span) for name in ("gdp", "gdp1", "gdp2"))
            return whole - first - second
        if known.is_stock:
            opening, closing = self._annual(known, county, span.year - 1), self._annual(known, county, span.year)
            return _snap(opening + (closing - opening) * span.months / WHOLE_YEAR, known.step)
        return _snap(self._annual(known, county, span.year) * self._fraction(known, county, span), known.step)

    def _fraction(self, known: Indicator, county: County, span: Span) -> float:
        if span.months == WHOLE_YEAR:
            return 1.0
        power = dice(self.seed, "pace", known.id, county.adcode).uniform(0.94, 1.12)
        wobble = dice(self.seed, "wobble", known.id, county.adcode, span.year).uniform(-0.03, 0.03)
        return float((span.months / WHOLE_YEAR) ** (power + wobble))

    def _annual(self, known: Indicator, county: County, year: int) -> float:
        grown = self._base(known, county)
        for past in range(START + 1, year + 1):
            grown *= 1 + dice(self.seed, "growth", known.id, county.adcode, past).uniform(known.low, known.high) / 100
        for past in range(year + 1, START + 1):
            grown /= 1 + dice(self.seed, "growth", known.id, county.adcode, past).uniform(known.low, known.high) / 100
        return _snap(grown, known.step)

    def _base(self, known: Indicator, county: County) -> float:
        roll = dice(self.seed, "base", known.id, county.adcode)
        gdp = county.population * county.income * 1e8
        if known.id == "gdp":
            return gdp
        if known.rate.endswith("gdp"):
            return gdp * float(known.rate.removesuffix("gdp")) * roll.uniform(0.85, 1.15)
        if known.kind == "per":
            return float(float(known.rate) * (county.income / 4.8) ** 0.55 * roll.uniform(0.93, 1.07))
        if known.id == "pop_res":
            return county.population * 1e4
        return float(known.rate) * county.population * roll.uniform(0.7, 1.35)

    def _cumulated(self, known: Indicator, county: County, span: Span) -> float:
        new = known.kind.removeprefix("cum:")
        total = self._base(known, county)
        for year in range(START - 1, span.year):
            total += self.level(new, county.adcode, "", Span(year))
        return _snap(total + self.level(new, county.adcode, "", span), known.step)

    def _pace(self, known: Indicator, county: County, span: Span) -> float:
        year = dice(self.seed, "year", known.id, county.adcode, span.year).uniform(known.low, known.high)
        months = 0.0
        if span.months != WHOLE_YEAR:
            months = dice(self.seed, "month", known.id, county.adcode, span).uniform(-3, 3)
        return round(year + months, 1) or 0.3

    def _rate(self, known: Indicator, county: County, span: Span) -> float:
        value = float(known.rate) + dice(self.seed, "rate", known.id, county.adcode).uniform(-7, 7)
        for year in range(START + 1, span.year + 1):
            value += dice(self.seed, "drift", known.id, county.adcode, year).uniform(known.low, known.high)
        for year in range(span.year + 1, START + 1):
            value -= dice(self.seed, "drift", known.id, county.adcode, year).uniform(known.low, known.high)
        if span.months != WHOLE_YEAR:
            value += dice(self.seed, "part", known.id, county.adcode, span).uniform(-1, 1)
        return round(min(value, FULL), 1)
