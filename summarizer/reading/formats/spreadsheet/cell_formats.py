"""Numbers and dates as a format of a spreadsheet shows them.

    0.2345  0.0%                        23.5%
    1234.5  #,##0.00"万元"              1,234.50万元
    123456  0!.0,"万"                   12.3万
    -6.4    0.0_);(0.0)                 -6.4         brackets and red are signs
    0       0.0;-0.0;"-"                -
    45356   yyyy"年"m"月"               2024年3月
    0.1+0.2 General                     0.3

What is rare (fractions, scientific numbers) is shown as `General` shows it.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

_TOKEN = re.compile(
    r'(?P<quoted>"[^"]*")|(?P<escaped>[\\!].)|(?P<bracket>\[[^\]]*\])|(?P<space>_.)|(?P<fill>\*.)'
    r"|(?P<general>General|G/通用格式)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|AM/PM|A/P|上午/下午|a{3,4})"
    r"|(?P<digit>[0#?])|(?P<char>.)",
    re.DOTALL,
)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_ELAPSED = re.compile(r"\[([hms])+\]", re.IGNORECASE)
_WORD = re.compile(r"[\u3400-\u9fff]")
_GENERAL_DIGITS = 10
_LARGEST_INTEGER = 10**15
_MOST_DECIMALS = 30
_WEEKDAYS = "一二三四五六日"
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - cells know no zone
_LAST_SERIAL = 2_958_466
_NOON, _HALF_DAY = 12, 12
_SECTIONS_WITH_ZERO = 3

BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "yyyy/m/d", 16: "m/d",
    17: "yyyy/m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"',
    42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that a file names by number alone; those from 27 on are those of Chinese Excel."""


class _Token(NamedTuple):
    kind: str
    text: str


def show(value: float, code: str = "", *, since_1904: bool = False) -> str:
    """A number as the format `code` shows it; without one as `General` does."""
    try:
        number = Decimal(repr(value))
        section, is_second = _section(code, number)
        tokens = list(_tokens(section))
        kinds = {token.kind for token in tokens}
        if "date" in kinds:
            return _date(value, tokens, since_1904=since_1904)
        if "digit" in kinds and not _is_rare(tokens):
            return _number(number, tokens, is_second=is_second)
        if kinds & {"general", "digit", "at"} or not code:
            return _around(_general(number), tokens)
        return "".join(token.text for token in tokens if token.kind == "literal")
    except (InvalidOperation, OverflowError, ValueError):
        return _general(Decimal(repr(value))) if abs(value) < _LARGEST_INTEGER else repr(value)


def _section(code: str, number: Decimal) -> tuple[str, bool]:
    """The part of a format that is for this number, and whether it is the one for negative numbers."""
    sections = list(_sections(code))
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, condition[1], Decimal(condition[2])):
                return section, False
        return sections[-1], False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    if number == 0 and len(sections) >= _SECTIONS_WITH_ZERO:
        return sections[2], False
    return sections[0], False


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    below, same = number < bound, number == bound
    return {"<": below, "<=": below or same, "=": same, "<>": not same, ">": not (below or same), ">=": not below}[sign]


def _sections(code: str) -> Iterator[str]:
    start = 0
    for match in _TOKEN.finditer(code):
        if match[0] == ";":
            yield code[start : match.start()]
            start = match.end()
    yield code[start:]


def _tokens(section: str) -> Iterator[_Token]:
    """What a section is made of: `digit`, `date`, `general`, `at`, `literal`, and marks of their own name."""
    for match in _TOKEN.finditer(section):
        kind, text = str(match.lastgroup), match[0]
        if kind == "quoted":
            yield _Token("literal", text[1:-1])
        elif kind == "escaped":
            yield _Token("literal", text[1])
        elif kind == "bracket":
            currency = _CURRENCY.fullmatch(text)
            if _ELAPSED.fullmatch(text):
                yield _Token("date", text)
            elif currency:
                yield _Token("literal", currency[1])
        elif kind == "char":
            yield _Token({"@": "at", "%": "percent", ",": "comma", ".": "point"}.get(text, "literal"), text)
        elif kind not in {"space", "fill"}:
            yield _Token(kind, text)


def _is_rare(tokens: list[_Token]) -> bool:
    """Whether a number is shown as a fraction, or with an exponent."""
    return any(token.kind == "literal" and token.text in {"/", "E", "e"} for token in tokens)


def _general(number: Decimal) -> str:
    if number == number.to_integral_value() and abs(number) < _LARGEST_INTEGER:
        return str(int(number))
    places = max(0, _GENERAL_DIGITS - 1 - max(number.adjusted(), 0))
    text = f"{number:.{places}f}" if number.adjusted() > -_GENERAL_DIGITS else f"{number:.{_GENERAL_DIGITS}g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _around(text: str, tokens: list[_Token]) -> str:
    """A number with the words that the format puts around it."""
    words = [token for token in tokens if token.kind in {"literal", "general", "at"}]
    if not any(token.kind != "literal" for token in words):
        return text
    return "".join(token.text if token.kind == "literal" else text for token in words)


def _number(number: Decimal, tokens: list[_Token], *, is_second: bool) -> str:
    """A number by its places; digits before the first place stand at it, as all that exceed the format do."""
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    point = next((index for index, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [index for index in places if index < point]
    part = [tokens[index].text for index in places if index > point][:_MOST_DECIMALS]
    last = whole[-1] if whole else point
    commas = [index for index, token in enumerate(tokens) if token.kind == "comma" and index < point]
    scale = sum(index > last for index in commas) + sum(
        token.kind == "comma" and index > max(places) > point for index, token in enumerate(tokens)
    )
    percent = sum(token.kind == "percent" for token in tokens)
    exact = abs(number) * Decimal(100) ** percent / Decimal(1000) ** scale
    rounded = exact.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    digits, _, decimals = f"{rounded:f}".partition(".")
    decimals = _without_spare(decimals, part)
    filled = dict(zip(whole, _filled(digits, [tokens[index].text for index in whole]), strict=True))
    if any(index < last for index in commas):
        filled = _grouped(filled)
    text = "".join(_written(tokens, filled, point, decimals))
    text = text.replace("(", "").replace(")", "") if is_second else text
    return f"-{text.strip()}" if _needs_sign(number, text, tokens, is_second=is_second) and rounded else text.strip()


def _needs_sign(number: Decimal, text: str, tokens: list[_Token], *, is_second: bool) -> bool:
    """Whether a minus must be added: the format says nothing of the sign, or says it by brackets or colour alone."""
    if number >= 0 or not is_second:
        return number < 0
    worded = any(token.kind == "literal" and _WORD.search(token.text) for token in tokens)
    return not worded and not text.strip().startswith(("-", "−", "－"))


def _without_spare(decimals: str, places: list[str]) -> str:
    for place in reversed(places):
        if place == "0" or not decimals.endswith("0"):
            break
        decimals = decimals[:-1]
    return decimals


def _filled(digits: str, places: list[str]) -> list[str]:
    """The digits at each place before the point: the first one holds all that are left over."""
    digits = "" if digits == "0" else digits
    count = len(places)
    if not count:
        return []
    padded = digits.rjust(count, "\0")
    slots = [padded[: len(padded) - count + 1], *padded[len(padded) - count + 1 :]]
    return [slot.replace("\0", "0" if place == "0" else "") for slot, place in zip(slots, places, strict=True)]


def _grouped(filled: dict[int, str]) -> dict[int, str]:
    """All digits at the first place, in threes."""
    whole = "".join(filled.values())
    head = len(whole) % 3
    groups = [whole[:head]] if head else []
    groups += [whole[start : start + 3] for start in range(head, len(whole), 3)]
    return dict.fromkeys(filled, "") | {min(filled): ",".join(groups)}


def _written(tokens: list[_Token], filled: dict[int, str], point: int, decimals: str) -> Iterator[str]:
    for index, token in enumerate(tokens):
        if index == point:
            yield f".{decimals}" if decimals else ""
        elif index in filled:
            yield filled[index]
        elif token.kind in {"literal", "percent"}:
            yield token.text


def _date(value: float, tokens: list[_Token], *, since_1904: bool) -> str:
    if not 0 <= value < _LAST_SERIAL:
        return _general(Decimal(repr(value)))
    epoch = _EPOCH_1904 if since_1904 else _EPOCH
    moment = epoch + timedelta(seconds=round(value * 86_400))
    half = any(token.kind == "date" and token.text in {"AM/PM", "A/P", "上午/下午"} for token in tokens)
    parts: list[str] = []
    before = ""
    for place, token in enumerate(tokens):
        if token.kind != "date":
            parts.append(token.text if token.kind != "digit" else "")
            continue
        following = next((later.text for later in tokens[place + 1 :] if later.kind == "date"), "")
        is_minute = before[:1].lower() == "h" or before[:2].lower() == "[h" or following[:1].lower() == "s"
        parts.append(_part(token.text, moment, value, half=half, is_minute=is_minute))
        before = token.text
    return "".join(parts).strip()


def _part(code: str, moment: datetime, value: float, *, half: bool, is_minute: bool) -> str:
    """What a part of a date's format shows of a moment."""
    letter, width = code[0].lower(), len(code)
    if code in {"AM/PM", "A/P", "上午/下午"}:
        return "上午" if moment.hour < _NOON else "下午"
    if letter == "[":
        return str(int(value * {"h": 24, "m": 1440, "s": 86_400}[code[1].lower()]))
    if letter == "y":
        return f"{moment.year}" if width > 2 else f"{moment.year % 100:02}"  # noqa: PLR2004
    if letter == "a" or (letter == "d" and width > 2):  # noqa: PLR2004
        return f"星期{_WEEKDAYS[moment.weekday()]}"
    hour = (moment.hour - 1) % _HALF_DAY + 1 if half else moment.hour
    minute = moment.minute if is_minute else moment.month
    number = {"m": minute, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return f"{number:0{min(width, 2)}}"
