"""Which pages there are: their genre, county, span, date and voice."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpora import genres_news, genres_official, genres_other
from corpora.facts import WHOLE_YEAR, County, Span, counties, dice
from corpora.teller import Teller
from corpora.text import Page
from corpora.world import LEADERS, UnknownFactError, World

YEARS = (2021, 2022, 2023)
TOPICS = ("finance", "industry", "agri", "eco", "rural", "transport", "jobs", "income", "health", "edu", "elder", "tourism",
          "ecommerce", "housing", "party", "security")  # fmt: skip
ONE_MONTH = ("tourism", "ecommerce", "jobs")
TOWN_TOPICS = ("agri", "rural", "eco", "jobs", "party", "transport", "security", "ecommerce", "elder")
VOICES = ("site", "site", "daily", "wechat", "portal")
NOTICES = {"agri": ("farmland_new", "grain", "grain"), "eco": ("afforest",), "transport": ("road_new",), "jobs": ("jobs", "train"), "rural": ("toilet",),
           "edu": ("seats",), "elder": ("canteen",), "housing": ("oldblocks",)}  # fmt: skip
LOOSE = {
    "communique": 0.0,
    "notice": 0.1,
    "report": 0.3,
    "bulletin": 0.12,
    "news": 0.4,
    "measure": 0.35,
    "briefing": 0.3,
}


@dataclass(frozen=True)
class Spec:
    genre: str
    county: County
    name: str
    span: Span
    published: dt.date
    voice: str
    town: str = ""
    number: int = 0
    exact: bool = False


def _after(span: Span, roll: random.Random) -> dt.date:
    """Return a date on which numbers of a span are news."""
    if span.months == WHOLE_YEAR:
        return dt.date(span.year + 1, roll.choice((1, 1, 2, 3)), roll.randint(6, 27))
    return dt.date(span.year, span.months + 1, roll.randint(9, 28))


def specs(seed: int, world: World) -> list[Spec]:
    found = []
    for county in counties():
        for year in YEARS:
            roll = dice(seed, "plan", county.adcode, year)
            found += [
                *_official(county, year, roll),
                *_news(county, year, roll),
                *_measures(world, county, year, roll),
                *_others(county, year, roll),
            ]
        roll = dice(seed, "plan", county.adcode)
        date = dt.date(2021, 1, roll.randint(9, 27))
        found.append(Spec("report", county, "", Span(2020), date, "site"))
    return found


def _official(county: County, year: int, roll: random.Random) -> Iterator[Spec]:
    late = dt.date(year + 1, roll.choice((3, 4)), roll.randint(12, 28))
    yield Spec("communique", county, "", Span(year), late, "site", exact=True)
    yield Spec("report", county, "", Span(year), dt.date(year + 1, 1, roll.randint(9, 27)), "site")
    for months in (3, 6, 9, 11, 12):
        span = Span(year, months)
        date = dt.date(year + 1, 1, roll.randint(20, 30)) if months == WHOLE_YEAR else _after(span, roll)
        yield Spec("bulletin", county, "", span, date, "site")
    for name in roll.sample(sorted(NOTICES), 2):
        date = dt.date(year, roll.choice((2, 2, 3)), roll.randint(8, 27))
        yield Spec("notice", county, name, Span(year), date, "site")


def _news(county: County, year: int, roll: random.Random) -> Iterator[Spec]:
    for name in roll.sample(TOPICS, 10):
        months = roll.choice((12, 12, 12, 6, 6, 9, 3, 11, 10))
        span = Span(year, months, single=name in ONE_MONTH and months in {10, 11})
        yield Spec("news", county, name, span, _after(span, roll), roll.choice(VOICES))


def _measures(world: World, county: County, year: int, roll: random.Random) -> Iterator[Spec]:
    for name in genres_news.MEASURED:
        family = {
            "pioneer_teams": "pioneer",
            "gig_posts": "gig",
            "police_people": "police",
            "river_chiefs": "river",
        }.get(name, name)
        if world.first_year(LEADERS.get(name, family), county) > year:
            continue
        last = year == YEARS[-1] and name != "grid_people"
        if last or roll.random() < 0.3:  # noqa: PLR2004
            yield Spec("measure", county, name, Span(year), _after(Span(year), roll), roll.choice(VOICES), exact=last)
        if roll.random() < 0.22:  # noqa: PLR2004
            span = Span(year, roll.choice((6, 9, 12)))
            yield Spec("measure", county, name, span, _after(span, roll), roll.choice(VOICES))


def _others(county: County, year: int, roll: random.Random) -> Iterator[Spec]:
    for _ in range(2):
        span = Span(year, roll.choice((3, 6, 9)))
        yield Spec(
            "meeting",
            county,
            roll.choice(sorted(genres_other.MEETINGS)),
            span,
            _after(span, roll),
            roll.choice(("site", "site", "daily", "wechat")),
        )
    for name in roll.sample(TOWN_TOPICS, 2):
        span = Span(year, roll.choice((6, 9, 11)))
        yield Spec("briefing", county, name, span, _after(span, roll), "site", town=roll.choice(county.towns))
    for number in roll.sample(range(4), 2):
        span = Span(year, roll.choice((3, 5, 8, 10)))
        yield Spec("project", county, "", span, _after(span, roll), roll.choice(VOICES), number=number)
    for months in roll.sample((6, 9, 12), 1):
        yield Spec("city", county, "", Span(year, months), _after(Span(year, months), roll), "daily")
    if roll.random() < 0.8:  # noqa: PLR2004
        yield Spec("feature", county, "", Span(year), _after(Span(year), roll), "portal")


def build(spec: Spec, index: int, seed: int, world: World) -> Page | None:
    """Write one page, or none if the world has nothing to tell there."""
    roll = dice(seed, "page", index)
    wording = (
        dice("wording", spec.county.adcode, spec.span.year) if spec.genre == "bulletin" else dice(seed, "words", index)
    )
    loose = 0.0 if spec.exact else LOOSE.get(spec.genre, 0.3)
    teller = Teller(world, spec.county, spec.voice, spec.published, roll, loose, wording, spec.span, spec.town)
    teller.formal = spec.genre in {"communique", "report", "bulletin", "notice"}
    try:
        page = _genre(teller, spec)
    except UnknownFactError:
        return None
    return replace(page, group=f"{spec.genre}:{spec.county.adcode}:{spec.span.year}")


def _genre(teller: Teller, spec: Spec) -> Page:  # noqa: C901, PLR0911 - one return a genre
    match spec.genre:
        case "communique":
            return genres_official.communique(teller)
        case "report":
            return genres_official.work_report(teller)
        case "bulletin":
            return genres_official.bulletin(teller)
        case "notice":
            return genres_official.notice(teller, spec.name, list(NOTICES[spec.name]))
        case "measure":
            return genres_news.measure_page(teller, spec.name)
        case "meeting":
            return genres_other.meeting(teller, spec.name)
        case "briefing":
            return genres_news.briefing(teller, spec.name)
        case "project":
            return genres_other.project(teller, spec.number)
        case "city":
            return genres_other.city_roundup(teller)
        case "feature":
            return genres_news.feature(teller, teller.wording.sample(TOPICS[:13], 3))
    return genres_news.news(teller, spec.name)
