"""How the sheets of a workbook look: widths, colours, and the forms of numbers and dates."""

from collections.abc import Mapping
from typing import NamedTuple

from summarizer.delivering.exporting.export_columns import Column
from summarizer.delivering.exporting.layout import Numbers

_WIDTHS = {"id": 30, "document": 24, "title": 40, "headline": 40, "summary": 60, "quote": 60, "message": 60, "text": 60}
_WIDTHS |= {"english": 60, "chinese": 30, "subject": 24, "name": 30, "path": 30, "number": 8, "verdict": 16, "url": 30}
_WIDTHS |= {"actor": 20, "target": 24, "measure_name": 30, "measure_names": 40, "measure": 24, "duplicate_of": 20}
_WIDTHS |= {"unit": 8, "year": 8, "place": 14, "value": 14, "as_written": 14, "figure_status": 14, "conflicts": 20}
_WIDTHS |= {"other_quote": 60, "other_title": 40, "other_document": 24, "other_url": 30, "basis": 30, "period": 16}
_WIDTHS |= {"province": 12, "city": 14, "county": 14, "town": 14, "adcode": 10}
_WIDTH = {"string": 14, "object": 20, "integer": 10, "number": 12, "boolean": 10, "date": 12, "datetime": 20}
_BUTTON = 3  # of the filter, in the head

HEAD = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": "#305496",
    "bottom": 1,
    "valign": "vcenter",
    "text_wrap": True,
}
HEAD_HEIGHT = 30
FORMS = {"boolean": '"TRUE";"TRUE";"FALSE"', "string": "@", "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm:ss"}
# Excel scales by thousands alone: a literal point before the last of 1,263,800 thousands makes 126380.0 ten thousands.
_NUMBERS: Mapping[Numbers, str] = {
    "plain": "General",
    "wan": '[>=10000]0\\.0,"万";[<=-10000]-0\\.0,"万";General',
    "yi": '[>=100000000]0\\.00,,"亿";[>=10000]0\\.0,"万";General',
}
_WHOLE = "#,##0"
_AMOUNTS = {"value", "low", "high", "other_value"}


CODES_OF_RULES = {"status": "status", "verdict": "verdict", "severity": "severity", "decision": "decided"}


class ColourRule(NamedTuple):
    """Rows whose column has this value get this colour, as fill or of the letters; of several rules the first."""

    column: str
    value: str | bool
    colour: str
    of_letters: bool = False


_RED, _YELLOW, _BLUE, _GREY = "#F8CBAD", "#FFF2CC", "#DDEBF7", "#D9D9D9"
_VERDICTS = (
    ColourRule("decision", "rejected", _GREY),
    ColourRule("verdict", "quote_not_found", _RED),
    ColourRule("verdict", "unsupported", _RED),
    ColourRule("verdict", "misattributed", _RED),
    ColourRule("verdict", "unit_mismatch", _YELLOW),
    ColourRule("verdict", "qualifier_mismatch", _YELLOW),
)
RULES: Mapping[str, tuple[ColourRule, ...]] = {
    "facts": (*_VERDICTS, ColourRule("counts", value=False, colour="#808080", of_letters=True)),
    "documents": (ColourRule("status", "failed", _RED), ColourRule("status", "flagged", _YELLOW)),
    "figures": (*_VERDICTS, ColourRule("verdict", "", _BLUE)),
    "measures": (ColourRule("decision", "rejected", _GREY),),
    "findings": (ColourRule("severity", "error", _RED), ColourRule("severity", "warning", _YELLOW)),
}
NOTES = ("red", "yellow", "blue", "grey", "digits", "links")


def width(column: Column, head: str) -> int:
    """The width of a column in characters; its head has room on two lines."""
    units = sum(1 if char.isascii() else 2 for char in head)
    longest = max(map(len, head.replace("_", " ").split())) if head.isascii() else (units + 1) // 2
    return max(_WIDTHS.get(column.name, _WIDTH[column.type]), longest + _BUTTON)


def number_form(column: Column, cell: float, numbers: Numbers) -> str | None:
    """The form of a number; none for numbers that are no amounts, such as an index."""
    if column.name not in _AMOUNTS:
        return None
    if numbers == "plain" and float(cell).is_integer():
        return _WHOLE
    return _NUMBERS[numbers]


DICTIONARY_WIDTHS = (18, 24, 10, 14, 110, 34)
