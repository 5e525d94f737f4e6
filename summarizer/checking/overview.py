"""Overview: the draft's region and date of publication compared with those that the rules read.

error     the rules know the document's region, and none of the claimed places is it, contains it or lies in it; they
          know the date of publication, and it is another
warning   the document names no such place, or states no such date
info      the region is given at another level
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from summarizer.checking.record import Finding, Severity
from summarizer.errors import Message
from summarizer.models import Region, Scan
from summarizer.resources import message
from summarizer.scanning.facts.periods import Period
from summarizer.scanning.facts.vagueness import is_vague
from summarizer.scanning.grounding import key
from summarizer.scanning.places import resolving

_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})日")
_LATER = 31


def of_region(name: str | None, scan: Scan) -> Iterator[Finding]:
    """What a person should know of the draft's region."""
    if not name or (scan.region is None and (is_vague("place", name) or key(name) in key(scan.text.content))):
        return
    claimed = resolving.within(name, scan.region, scan.year)
    if scan.region in claimed:
        return
    named = [region for place in scan.places for region in place.candidates]
    own = [scan.region] if scan.region else named
    if (not claimed and is_vague("place", name)) or _are_akin(claimed, own):
        yield Finding.of(_of_level(name, scan.region), "info", item="region")
        return
    severity: Severity = "error" if claimed and scan.region is not None else "warning"
    yield Finding.of(message("region_mismatch.document", claimed=name), severity, item="region")


def _are_akin(claimed: Sequence[Region], own: Sequence[Region]) -> bool:
    return any(
        resolving.contains(region, other) or resolving.contains(other, region) for region in claimed for other in own
    )


def _of_level(claimed: str, stated: Region | None) -> Message:
    if stated is None:
        return message("region_level_differs.unknown", claimed=claimed)
    return message("region_level_differs", claimed=claimed, stated=stated.name)


def of_published(iso: str | None, scan: Scan) -> Iterator[Finding]:
    """What a person should know of the draft's date of publication."""
    if not iso:
        return
    known = scan.published.iso if scan.published else None
    dated = [found.iso for found in scan.dates if found.kind == "date" and found.iso]
    if known is not None and not _agree(iso, [known]):
        severity: Severity = "warning" if _agree(iso, dated) and not _agree(known, dated) else "error"
        yield Finding.of(message("published_mismatch", claimed=iso, stated=known), severity, item="published")
    elif known is None and not _agree(iso, dated) and not _is_told_as_day(iso, dated, scan.text.folded):
        yield Finding.of(message("published_mismatch.unstated", claimed=iso), "warning", item="published")


def _agree(iso: str, dates: Sequence[str]) -> bool:
    """Whether a date is one of the others, as far as both are known; within a span of years or days it is not."""
    claimed = Period.of(iso)
    points = [period for period in map(Period.of, dates) if period and period.is_calendar]
    if claimed is None:
        return any(other.startswith(iso) or iso.startswith(other) for other in dates)
    return any(claimed.contains(other) or other.contains(claimed) for other in points)


def _is_told_as_day(iso: str, dates: Sequence[str], folded: str) -> bool:
    """Whether the text tells the day alone, and a date of the weeks before it: 今早(3日)通报,5月2日新增…."""
    day = _day(iso)
    if day is None or str(day.day) not in _DAY.findall(folded):
        return False
    return any(0 <= (day - before).days <= _LATER for before in map(_day, dates) if before is not None)


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
