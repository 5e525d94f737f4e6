"""Clocks: times of day as ISO 8601, by the 24-hour clock.

    16:43 → 16:43 · 23:25:11 · 早晨8点钟 → 08:00 · 晚8时 → 20:00 · 下午2点半 → 14:30
    9:00-11:30 → 09:00/11:30 · 凌晨12点 → 00:00 · 24时 → 24:00

The part of the day precedes the time and is not in its span.
"""

import re

from summarizer.resources import lazy_pattern
from summarizer.scanning.dates.forms import Found

_NOON = 12
_AFTERNOON = frozenset(
    ["下午", "午后", "傍晚", "晚上", "晚间", "当晚", "今晚", "昨晚", "明晚", "夜间", "夜里", "晚", "夜"]
)
_MIDDAY = frozenset(["中午", "正午"])
_MORNING = frozenset(["凌晨", "清晨", "早上", "早晨", "今早", "今晨", "明早", "上午", "晨", "早"])
_DEEP_NIGHT = 5
_PART = lazy_pattern("(" + "|".join(sorted(_AFTERNOON | _MIDDAY | _MORNING, key=len, reverse=True)) + ") ?$")


def iso(found: Found, folded: str) -> str:
    """The time of a `clock` form, with the part of the day before it; a range is start/end."""
    before = _PART.search(folded, max(0, found.start - 4), found.start)
    part = before[1] if before else ""
    start = _clock(found, "", part)
    if "h2" not in found.slots:
        zone = "Z" if re.match(r" ?(?:Z|GMT|UTC)\b", folded[found.end : found.end + 4]) else ""
        return start + zone
    return f"{start}/{_clock(found, '2', found.slots.get('part2', part))}"


def _clock(found: Found, end: str, part: str) -> str:
    hour = _by_day_part(found.number(f"h{end}") or 0, part)
    minute = 30 if "half" in found.slots else found.number(f"m{end}") or 0
    second = f":{found.number(f's{end}'):02}" if f"s{end}" in found.slots else ""
    return f"{hour:02}:{minute:02}{second}"


def _by_day_part(hour: int, part: str) -> int:
    """The hour of 24: 下午2 → 14, 中午1 → 13, 晚12 → 24, 凌晨12 → 0; 夜里2 is after midnight and stays."""
    if part in _MORNING:
        return 0 if hour == _NOON and part == "凌晨" else hour
    small = part in _MIDDAY and hour < _DEEP_NIGHT
    night = part.startswith("夜") and hour < _DEEP_NIGHT
    if small or (part in _AFTERNOON and hour < _NOON and not night):
        return hour + _NOON
    return 24 if part in _AFTERNOON and hour == _NOON and part != "下午" else hour
