"""Values that a person gives in words: places, times and divisions as a report has them; raises InputError for a typo."""

import re
from dataclasses import asdict

from summarizer.checking.coding import coded_period, coded_place
from summarizer.checking.report_values import PlaceName, ReportPeriod, ReportRegion
from summarizer.delivering.reviewing.refusals import refusal
from summarizer.models import Region, Scan
from summarizer.scanning.facts.periods import Period
from summarizer.scanning.places import resolving
from summarizer.scanning.places.divisions import region

_CODE = re.compile(r"\d{6}|\d{9}")
_NATION = PlaceName(name="全国", adcode="CN")
_MOST_NAMED = 4


def place_of_words(words: str | None, scan: Scan) -> ReportRegion | PlaceName | None:
    """A place by its code, or by its name: the one division that it can mean, else the name alone."""
    if not words:
        return None
    if _CODE.fullmatch(words):
        return _by_code(words)
    return _NATION if words == _NATION.adcode else coded_place(words, scan)


def region_of_words(words: str | None, scan: Scan) -> ReportRegion | None:
    """The division of a code or name; there must be one alone."""
    if not words:
        return None
    if _CODE.fullmatch(words):
        return _by_code(words)
    found = resolving.resolve(words, year=scan.year)
    if len(found) != 1:
        named = [f"{_path(place)} {place.towncode or place.adcode}" for place in found[:_MOST_NAMED]]
        if found:
            raise refusal("not_applied.several_regions", name=words, named=named)
        raise refusal("not_applied.unknown_region", name=words)
    return ReportRegion(**asdict(found[0]))


def period_of_words(words: str | None, scan: Scan) -> ReportPeriod | None:
    """A time in ISO 8601, or by the words that mean one."""
    if words and _is_iso(words):
        return ReportPeriod(iso=words, surface=None, inferred=False, reason=None)
    return coded_period(words, scan)


def _is_iso(words: str) -> bool:
    ends = [end for end in words.split("/") if end]
    return len(ends) > 0 and words.count("/") < 2 and all(Period.of(end) for end in ends)  # noqa: PLR2004 - start and end


def _by_code(code: str) -> ReportRegion:
    try:
        return ReportRegion(**asdict(region(code)))
    except KeyError:
        raise refusal("not_applied.unknown_code", code=code) from None


def _path(place: Region) -> str:
    return "".join(dict.fromkeys(filter(None, (place.province, place.city, place.county, place.town))))
