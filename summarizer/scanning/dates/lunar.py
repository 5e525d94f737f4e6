"""The lunar calendar: which solar day a lunar one is, and in which years the two fall together.

1月26日(正月初二) is so in 2001 + 19·n years at most, and within the years of web news only in 2020: such a
pair determines the year that a page leaves out. The tables are those of `borax`, loaded at the first use.
"""

from datetime import date, timedelta
from functools import cache

YEARS = range(2000, 2030)
"""The years that news on the web can be about. A constant, so that a page reads the same on every day."""

MONTHS = {"正": 1, "冬": 11, "腊": 12}


@cache
def solar(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The solar date of a day of the lunar year `year`; day 0 is the eve of the month's first day.

    None where the month has no such day, or where `borax` has no table (before 1900, after 2100).
    """
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate  # noqa: PLC0415 - not needed by most pages

    try:
        found: date = LunarDate(year, month, max(day, 1), int(leap)).to_solar_date()
    except (InvalidLunarDateError, ValueError):
        return None
    return found - timedelta(days=1) if day == 0 else found


@cache
def years_together(lunar_month: int, lunar_day: int, month: int, day: int, *, leap: bool = False) -> frozenset[int]:
    """The solar years of YEARS in which that lunar day falls on `month`/`day`."""
    days = (solar(year, lunar_month, lunar_day, leap=leap) for year in range(YEARS[0] - 1, YEARS[-1] + 1))
    return frozenset(found.year for found in days if found and (found.month, found.day) == (month, day))
