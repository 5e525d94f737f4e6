"""Values of a draft: what models write into a field, converted before pydantic validates it.

    "value": "60余名"                   value 60, unit 名, qualifier 余
    "low": "6人", "high": "8人"          6, 8
    "place": "无", "unit": "null"       null
    "direction": "增长"                 "increase"
    "published": 20240708              "2024-07-08"
    "figures": {"60余名": {…}}          [{…, "value": "60余名"}]
    "measures": ["安澜行动"]              [{"name": "安澜行动"}]
    "kind": "队伍", "status": "拟建"       "body", "planned"
    "summary": "甲。乙。"                 "points": ["甲。", "乙。"]

The words are in `data/answers.tsv`.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Any, get_args

from summarizer.folding import fold
from summarizer.models import FactStatus, MeasureKind, MeasureStatus
from summarizer.resources import table
from summarizer.scanning.numbers.qualifiers import plain
from summarizer.scanning.numbers.quantities import Quantity, read
from summarizer.scanning.segments import segments

_NUMBERS = frozenset({"value", "low", "high"})
_LONGEST_NUMBER = 60
_LONGEST_NOTHING = 16
_DATE = re.compile(r"(\d{4})(?:-?(\d{2})-?(\d{2})|[年./-](\d{1,2})(?:[月./-](\d{1,2})日?)?)(?!\d).*", re.DOTALL)


def without_nothings(data: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """The data with null in those of the `fields` whose text means “none”."""
    return {name: None if name in fields and is_nothing(value) else value for name, value in data.items()}


def with_numbers(data: dict[str, Any]) -> dict[str, Any]:
    """The data with numbers read from text; a unit or qualifier in the text fills its field if that is empty."""
    numbers = {name: _number(number) for name, number in data.items() if name in _NUMBERS}
    value = data.get("value")
    quantity = _quantity(value) if isinstance(value, str) else None
    return {**data, **numbers, **(_fields_of(quantity, data) if quantity else {})}


def direction(value: Any) -> Any:
    """Increase or decrease in a model's own words; anything else is unchanged."""
    word = fold(value).strip().lower() if isinstance(value, str) else ""
    return next((kind for kind in ("increase", "decrease") if word in _words(kind)), value)


def iso_date(value: Any) -> Any:
    """A day or month as ISO 8601: 20240708, 2024年7月8日, 2024/7/8 10:30; anything else is unchanged."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    match = _DATE.fullmatch(fold(text).strip()) if isinstance(text, str) and len(text) <= _LONGEST_NUMBER else None
    if match is None:
        return text
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def listed(figures: Any) -> Any:
    """Figures that are keyed by their numbers as a list; an answer's lone figure as a list of one."""
    if not isinstance(figures, dict):
        return figures
    if "quote" in figures or not all(isinstance(figure, dict) for figure in figures.values()):
        return [figures]
    return [figure if figure.get("value") is not None else {**figure, "value": key} for key, figure in figures.items()]


def named(measure: Any) -> Any:
    """A measure that is a bare name; fields under other names (`region`) by ours."""
    return {"name": measure} if isinstance(measure, str) else renamed(measure)


def unnested(parts: Any) -> Any:
    """Parts, each followed by what is nested in it."""
    if not isinstance(parts, list):
        return parts
    flat: list[Any] = []
    waiting = parts[::-1]
    while waiting:
        part = waiting.pop()
        flat.append(part)
        within = part.get("parts") if isinstance(part, dict) else None
        waiting += within[::-1] if isinstance(within, list) else []
    return flat


def renamed(data: Any) -> Any:
    """An object whose place is called `region`, with that as its `place`."""
    if not isinstance(data, dict) or "region" not in data or data.get("place") is not None:
        return data
    return {"place" if name == "region" else name: value for name, value in data.items() if name != "place"}


def with_points(data: dict[str, Any]) -> dict[str, Any]:
    """The data with the sentences of a `summary` as points, where it has no points."""
    summary = data.get("summary")
    if data.get("points") or not isinstance(summary, str):
        return data
    return {**data, "points": sentences(summary)}


def sentences(summary: str) -> list[str]:
    """The sentences of a summary, each with its end."""
    spans = segments(fold(summary)).spans("sentence")
    return [text for span in spans if (text := summary[span.start : span.end + 1].strip())]


def measure_kind(value: Any) -> Any:
    """The kind of a measure in a model's own words (机制, 队伍); a word that is none of them is None."""
    return _word_of(value, get_args(MeasureKind), "kind.")


def measure_status(value: Any) -> Any:
    """The status of a measure in a model's own words (已完成, 拟建)."""
    return _word_of(value, get_args(MeasureStatus), "measure.")


def figure_status(value: Any) -> Any:
    """The status of a figure in a model's own words (计划)."""
    return _word_of(value, get_args(FactStatus), "figure.")


def _word_of(value: Any, words: tuple[str, ...], kind: str) -> Any:
    if not isinstance(value, str):
        return value
    return _names(words, kind).get(fold(value).strip().lower(), value)


@cache
def _names(words: tuple[str, ...], kind: str) -> dict[str, str]:
    """The one of the words that each way to write it means; the first, where it may mean several."""
    return {written: name for name in reversed(words) for written in (*_words(kind + name), name)}


def says_no_number(quote: str) -> bool:
    """Whether a quote has no number of indefinite size (数十, 多轮), which a figure without a value may mean."""
    return all(quantity.value is not None for quantity in read(fold(quote)))


def is_nothing(value: Any) -> bool:
    """Whether a text means “none”."""
    if not isinstance(value, str) or len(value) > _LONGEST_NOTHING:
        return False
    return _means_nothing(value)


@lru_cache(maxsize=4096)
def _means_nothing(value: str) -> bool:
    return not value.strip() or fold(value).strip().lower() in _words("nothing")


def _number(value: Any) -> Any:
    """The number that a text spells, else the value unchanged; None for true and false."""
    if isinstance(value, bool):
        return None
    quantity = _quantity(value) if isinstance(value, str) else None
    return value if quantity is None else plain(quantity.value)


def _quantity(text: str) -> Quantity | None:
    """The quantity that fills the whole text; None if there is none."""
    folded = fold(text).strip() if len(text) <= _LONGEST_NUMBER else ""
    found = read(folded)
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(folded)) else None


def _fields_of(quantity: Quantity, data: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {"value": plain(quantity.value)}
    if quantity.value is None:
        fields |= {"low": plain(quantity.low), "high": plain(quantity.high)}
    fields["unit"] = data.get("unit") or quantity.unit
    fields["qualifier"] = data.get("qualifier") or quantity.qualifier
    return fields


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("answers") if row[0] == kind for word in fold(row[1]).split())
