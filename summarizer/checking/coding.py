"""Coding: places and times of a report as divisions with codes and as ISO 8601.

What the words of a figure's own sentence tell goes before what a model states of it, which is coded by the same rules; that
goes before what the rules carry over from sentences and headings before.
"""

from typing import TypeVar

from pydantic import BaseModel

from summarizer.checking.report_values import PlaceName, ReportPeriod, ReportRegion
from summarizer.models import Published, Region, Scan
from summarizer.resources import message
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.facts.periods import iso_times, whole_days
from summarizer.scanning.places import resolving

Reported = TypeVar("Reported", bound=BaseModel)
_NATION = frozenset(["全国", "中国", "我国"])


def in_report(part: object, kind: type[Reported]) -> Reported:
    """A part of a scan as the model of a report that has its fields."""
    return kind.model_validate(part, from_attributes=True)


def coded_place(name: str | None, scan: Scan) -> ReportRegion | PlaceName | None:
    """A place by its name: the one division that it can mean in a document, else the name alone."""
    if not name:
        return None
    found = resolving.resolve(name, scan.region, scan.year)
    if len(found) == 1:
        return in_report(found[0], ReportRegion)
    return PlaceName(name=name, adcode="CN" if name in _NATION else None)


def place_of(facts: Facts, claimed: str | None, scan: Scan) -> ReportRegion | PlaceName | None:
    """The place of a figure; a claimed one without a code only where the rules know none."""
    stated = coded_place(claimed, scan)
    if facts.place is None or (isinstance(stated, ReportRegion) and "place" not in facts.stated):
        return stated
    if isinstance(facts.place, Region):
        return in_report(facts.place, ReportRegion)
    return PlaceName(name=facts.place.name, adcode=facts.place.adcode)


def period_of(facts: Facts, claimed: str | None, scan: Scan) -> ReportPeriod | None:
    """The time of a figure."""
    stated = coded_period(claimed, scan)
    if facts.period is None or (stated and stated.iso and "period" not in facts.stated):
        return stated
    return in_report(facts.period, ReportPeriod)


def coded_period(words: str | None, scan: Scan) -> ReportPeriod | None:
    """A time by its words: the one that they can mean, else the words alone."""
    if not words:
        return None
    iso = _iso(words, scan.published)
    return ReportPeriod(iso=iso, surface=words, inferred=iso is not None, reason=message("date.claimed"))


def _iso(words: str, published: Published | None) -> str | None:
    """The time that words can mean, if it is one."""
    found = iso_times(words, published)
    return whole_days(found[0], words) if len(found) == 1 else None


def coded_time(words: str | None, scan: Scan) -> str | None:
    """A time in ISO 8601 where its words mean one, else the words."""
    return _iso(words, scan.published) or words if words else None
