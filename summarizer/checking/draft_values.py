"""Values of an answer as a draft has them: what models write into a field, read before pydantic looks at it.

    "value": "60余名"                   value 60, unit 名, qualifier 余
    "low": "6人", "high": "8人"          6, 8
    "region": "无", "unit": "null"      null
    "direction": "增长"                 "increase"
    "published": 20240708              "2024-07-08"
    "figures": {"60余名": {…}}          [{…, "value": "60余名"}]
    "measures": ["安澜行动"]              [{"name": "安澜行动", "quote": "安澜行动"}]

The words are in `data/answers.tsv`.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from summarizer.folding import fold
from summarizer.resources import table
from summarizer.scanning.numbers.qualifiers import plain
from summarizer.scanning.numbers.quantities import Quantity, read

_NUMBERS = frozenset({"value", "low", "high"})
_LONGEST_NUMBER = 60
_DATE = re.compile(r"(\d{4})(?:-?(\d{2})-?(\d{2})|[年./-](\d{1,2})(?:[月./-](\d{1,2})日?)?)(?!\d).*", re.DOTALL)


def without_nothings(data: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """The data with null in those of the `fields` whose text says that there is none."""
    return {name: None if name in fields and is_nothing(value) else value for name, value in data.items()}


def with_numbers(data: dict[str, Any]) -> dict[str, Any]:
    """The data with numbers that came as text read; a unit or qualifier in them fills the field that was left empty."""
    numbers = {name: _number(one) for name, one in data.items() if name in _NUMBERS}
    value = data.get("value")
    quantity = _quantity(value) if isinstance(value, str) else None
    return {**data, **numbers, **(_fields_of(quantity, data) if quantity else {})}


def direction(said: Any) -> Any:
    """Increase or decrease in a model's own words; anything else stays as it is."""
    word = fold(said).strip().lower() if isinstance(said, str) else ""
    return next((kind for kind in ("increase", "decrease") if word in _words(kind)), said)


def iso_date(said: Any) -> Any:
    """A day or month as ISO 8601: 20240708, 2024年7月8日, 2024/7/8 10:30; anything else stays as it is."""
    text = str(said) if isinstance(said, int) and not isinstance(said, bool) else said
    match = _DATE.fullmatch(fold(text).strip()) if isinstance(text, str) and len(text) <= _LONGEST_NUMBER else None
    if match is None:
        return text
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def listed(figures: Any) -> Any:
    """Figures that are keyed by their numbers as a list; an answer's lone figure as a list of one."""
    if not isinstance(figures, dict):
        return figures
    if "quote" in figures or not all(isinstance(one, dict) for one in figures.values()):
        return [figures]
    return [one if one.get("value") is not None else {**one, "value": key} for key, one in figures.items()]


def named(measure: Any) -> Any:
    """A measure that is a bare name, or has no quote, is quoted by its name."""
    if isinstance(measure, str):
        return {"quote": measure, "name": measure}
    if isinstance(measure, dict) and _is_blank(measure.get("quote")) and isinstance(measure.get("name"), str):
        return {**measure, "quote": measure["name"]}
    return measure


def says_no_number(quote: str) -> bool:
    """Whether a quote has no number of indefinite size (数十, 多轮), which a figure without a value may mean."""
    return all(quantity.value is not None for quantity in read(fold(quote)))


def is_nothing(value: Any) -> bool:
    """Whether a text says that there is none."""
    return isinstance(value, str) and (not value.strip() or fold(value).strip().lower() in _words("nothing"))


def _is_blank(value: Any) -> bool:
    return value is None or is_nothing(value)


def _number(said: Any) -> Any:
    """The number of a text that is one; none for true and false."""
    if isinstance(said, bool):
        return None
    quantity = _quantity(said) if isinstance(said, str) else None
    return said if quantity is None else plain(quantity.value)


def _quantity(text: str) -> Quantity | None:
    """The quantity that a text is, all of it."""
    folded = fold(text).strip() if len(text) <= _LONGEST_NUMBER else ""
    found = read(folded)
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(folded)) else None


def _fields_of(quantity: Quantity, data: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"value": plain(quantity.value)}
    if quantity.value is None:
        told |= {"low": plain(quantity.low), "high": plain(quantity.high)}
    told["unit"] = data.get("unit") or quantity.unit
    told["qualifier"] = data.get("qualifier") or quantity.qualifier
    return told


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("answers") if row[0] == kind for word in fold(row[1]).split())
