"""How officials and reporters write a number: units, multipliers, rounding and hedges."""

import math
import random
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

MODES = {
    "": ROUND_HALF_UP,
    "约": ROUND_HALF_UP,
    "余": ROUND_FLOOR,
    "多": ROUND_FLOOR,
    "超": ROUND_FLOOR,
    "近": ROUND_CEILING,
}
YI, WAN = 100_000_000, 10_000
RARE, OFTEN = 0.06, 0.5


@dataclass(frozen=True)
class Style:
    """`times` is what the multiplier stands for, `size` what one of `unit` is in the indicator's base unit."""

    unit: str
    multiplier: str = ""
    times: int = 1
    size: float = 1.0
    decimals: int = 0
    mode: str = ""
    commas: bool = False


@dataclass(frozen=True)
class Written:
    text: str
    value: float
    unit: str
    qualifier: str | None
    base: float
    low: float
    high: float | None
    style: Style


def write(style: Style, base: float) -> Written:
    """Write a value of the base unit in a style; `low` and `high` say what the words leave open."""
    exact = Decimal(str(base)) / (Decimal(str(style.size)) * style.times)
    step = Decimal(1).scaleb(-style.decimals)
    shown = (exact / step).to_integral_value(MODES[style.mode]) * step
    back = Decimal(str(style.size)) * style.times
    half = step / 2 if style.mode == "" else step
    low = shown if style.mode in {"余", "多", "超"} else shown - half
    high = shown if style.mode == "近" else shown + half
    return Written(
        _text(style, shown),
        _number(shown * style.times),
        style.unit,
        style.mode or None,
        _number(shown * back),
        _number(low * back),
        None if style.mode == "超" else _number(high * back),
        style,
    )


def _number(value: Decimal) -> float:
    return int(value) if value == value.to_integral_value() else float(value)


def mantissa(style: Style, shown: Decimal) -> str:
    digits = f"{shown:,.{max(style.decimals, 0)}f}" if style.commas else f"{shown:.{max(style.decimals, 0)}f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _text(style: Style, shown: Decimal) -> str:
    digits = mantissa(style, shown)
    if style.mode in {"余", "多"}:
        if style.multiplier and style.unit == "元":
            return f"{digits}{style.mode}{style.multiplier}{style.unit}"
        return f"{digits}{style.multiplier}{style.mode}{style.unit}"
    return f"{style.mode}{digits}{style.multiplier}{style.unit}"


def _needed(base: float, style: Style, most: int) -> int | None:
    """Return how many decimals write the value exactly, if `most` are enough."""
    exact = Decimal(str(base)) / (Decimal(str(style.size)) * style.times)
    for decimals in range(most + 1):
        if exact == round(exact, decimals):
            return decimals
    return None


def _exactly(base: float, most: int, *styles: Style) -> list[Style]:
    found = []
    for style in styles:
        decimals = _needed(base, style, most)
        if decimals is not None:
            found.append(Style(style.unit, style.multiplier, style.times, style.size, decimals))
    return found


def choose(unit: str, base: float, roll: random.Random, loose: float) -> Style:
    """Pick a style: `loose` is how often the writer rounds."""
    rounded = roll.random() < loose
    if unit == "%":
        return Style("%", decimals=1)
    if unit == "公里":
        return (
            Style("公里", decimals=0, mode=roll.choice(("余", "约")))
            if rounded and base > WAN / 100
            else Style("公里", decimals=1)
        )
    options = _rounded(unit, base) if rounded else _precise(unit, base, roll)
    return roll.choice(options or _precise(unit, base, roll))


def _precise(unit: str, base: float, roll: random.Random) -> list[Style]:
    plain = Style(unit)
    if unit == "元":
        return _precise_money(base, roll)
    wan = Style(unit, "万", WAN)
    if unit == "吨" and base >= WAN:
        extra = (
            _exactly(base, 3, Style("公斤", "亿", YI, 0.001), Style("斤", "亿", YI, 0.0005))
            if base >= YI / 1000
            else []
        )
        kilos = [Style("公斤", "万", WAN, 0.001)] if base < YI / 1000 else []
        return [*_exactly(base, 4, wan), *_exactly(base, 4, wan), plain, *extra, *_exactly(base, 0, *kilos)]
    if unit == "亩":
        hectares = _exactly(base, 0, Style("公顷", size=15.0))
        return [*(_exactly(base, 4, wan) * 2 if base >= WAN else []), plain, *hectares]
    if unit == "千瓦时":
        return _exactly(base, 4, Style(unit, "亿", YI), wan)
    if base >= WAN:
        return [plain, Style(unit, commas=roll.random() < OFTEN), *_exactly(base, 2, wan)]
    return [plain]


def _precise_money(base: float, roll: random.Random) -> list[Style]:
    if base < WAN * 100:
        return [Style("元")]
    wan = _exactly(base, 2, Style("元", "万", WAN))
    yi = _exactly(base, 4, Style("元", "亿", YI)) if base >= YI / 10 else []
    return [Style("元")] if roll.random() < RARE else [*yi, *yi, *wan]


def _rounded(unit: str, base: float) -> list[Style]:  # noqa: PLR0911 - one return a unit
    if unit == "元" and base >= YI:
        return [
            Style("元", "亿", YI, decimals=digits, mode=mode)
            for digits, mode in ((2, ""), (1, ""), (1, "约"), (1, "近"), (1, "超"))
        ]
    if unit == "元" and base < WAN * 2:
        return []
    if unit in {"元", "千瓦时"} and base < WAN * 100:
        return [Style(unit, "万", WAN, decimals=2), Style(unit, "万", WAN, decimals=2, mode="约")]
    if unit == "千瓦时":
        return [Style(unit, "亿", YI, decimals=2)]
    if base >= YI / 10 and unit not in {"吨", "亩", "元"}:
        return [Style(unit, "万", WAN, decimals=0), Style(unit, "万", WAN, decimals=0, mode="近")]
    if base >= WAN:
        if unit == "元":
            return [Style(unit, "万", WAN, decimals=-2, mode=mode) for mode in ("余", "多", "近", "约")]
        modes = ((2, ""), (1, "余"), (1, "近"), (2, "约"), (1, "多"), (1, "超"))
        options = [Style(unit, "万", WAN, decimals=digits, mode=mode) for digits, mode in modes]
        return [*options, Style("公顷", "万", WAN, 15.0, 2)] if unit == "亩" and base >= WAN * 15 else options
    return _rounded_count(unit, base)


def _rounded_count(unit: str, base: float) -> list[Style]:
    for digits, least in ((2, 1200), (1, 130)):
        if base >= least and base % 10**digits:
            return [Style(unit, decimals=-digits, mode=mode) for mode in ("余", "多", "近")]
    return []


def agree(one: Written, other: Written) -> bool:
    """Say whether two ways of writing can mean one value."""
    highs = [math.inf if each.high is None else each.high for each in (one, other)]
    return max(one.low, other.low) <= min(highs) + 1e-6
