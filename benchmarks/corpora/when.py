"""How a page names a span of time."""

import datetime as dt
import random

from corpora.facts import WHOLE_YEAR, Span

HALF, QUARTER, THREE_QUARTERS = 6, 3, 9


def moment(span: Span, published: dt.date, *, stock: bool, planned: bool, roll: random.Random) -> str:
    if planned:
        return _ahead(span, published, stock=stock, roll=roll)
    return roll.choice(_stock(span, published) if stock else _flow(span, published))


def _ahead(span: Span, published: dt.date, *, stock: bool, roll: random.Random) -> str:
    year = span.year
    if stock:
        return f"到{year}年底"
    return roll.choice((f"{year}年", "今年") if year == published.year else (f"{year}年",))


def _stock(span: Span, published: dt.date) -> list[str]:
    year, months = span.year, span.months
    if months == WHOLE_YEAR:
        words = [f"截至{year}年底", f"{year}年末", f"截至{year}年12月底"]
        return [*words, "去年底"] if year == published.year - 1 else words
    words = [f"截至{year}年{months}月底", f"{year}年{months}月末"]
    return [*words, f"截至{months}月底"] if year == published.year else words


def _flow(span: Span, published: dt.date) -> list[str]:
    year, months = span.year, span.months
    now = "今年" if year == published.year else f"{year}年"
    if span.single:
        return [f"{now}{months}月份", f"{year}年{months}月"]
    if months == WHOLE_YEAR:
        words = [f"{year}年", f"{year}年", f"{year}年全年"]
        return [*words, "去年"] if year == published.year - 1 else words
    words = [f"{year}年1-{months}月", f"{now}1至{months}月"]
    names = {HALF: "上半年", QUARTER: "一季度", THREE_QUARTERS: "前三季度"}
    if months in names:
        words += [f"{year}年{names[months]}", f"{now}{names[months]}"]
    if year == published.year:
        words += [f"1-{months}月", f"1—{months}月", *([names[months]] if months in names else [])]
    return words
