"""True figures in other words, as models write them: nothing in them is wrong."""

import re
from collections.abc import Iterator
from typing import Any

from opencc import OpenCC

from summarizer.models import Mention, Scan
from summarizer.scanning.numbers import units

Claim = dict[str, Any]
_MYRIAD, _ALL = 10_000, 100
_DIGITS = "零一二三四五六七八九"
_FULL = str.maketrans("0123456789.%,;:()-", "０１２３４５６７８９．％，；：（）－")
_HALF = str.maketrans("，；：（）％０１２３４５６７８９．", ",;:()%0123456789.")
_SIMPLIFIED, _TRADITIONAL = OpenCC("t2s"), OpenCC("s2t")


def chinese(value: int) -> str:
    """A whole number in Chinese numerals: 23000 is 二万三千, 1809 一千八百零九."""
    for scale, word in ((10**8, "亿"), (10**4, "万")):
        if value >= scale:
            rest = value % scale
            gap = "零" if rest and rest < scale // 10 else ""
            return chinese(value // scale) + word + gap + (chinese(rest) if rest else "")
    text, skipped = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = value // scale % 10
        if figure:
            text += ("零" if skipped and text else "") + _DIGITS[figure] + word
        skipped = not figure
    return text or "零"


def values(claim: Claim, mention: Mention) -> Iterator[Any]:
    """The value as a string: in Chinese numerals, full width, with separators, as a percentage in words, unchanged."""
    value = claim.get("value")
    if value is None:
        return
    plain = f"{value}"
    yield plain
    yield plain.translate(_FULL)
    if claim["unit"] != "比":
        yield mention.surface
    if value == int(value):
        yield chinese(int(value))
        yield f"{int(value):,}"
    if value >= _MYRIAD and value % 100 == 0:
        in_myriads = f"{value / _MYRIAD:.2f}".rstrip("0").rstrip(".") + "万"
        yield in_myriads
        yield in_myriads.translate(_FULL)
    if claim["unit"] == "%":
        whole, _, decimals = plain.partition(".")
        yield f"百分之{chinese(int(whole))}" + ("点" if decimals else "") + "".join(_DIGITS[int(d)] for d in decimals)
        yield from ["百分之百"] * (value == _ALL)


def quotes(scan: Scan, claim: Claim, mention: Mention) -> Iterator[str]:
    """The quote in the other script, in other widths, with white space, and cut down to the figure's own clause."""
    quote = claim["quote"]
    yield _SIMPLIFIED.convert(quote)
    yield _TRADITIONAL.convert(quote)
    yield quote.translate(_FULL)
    yield quote.translate(_HALF)
    yield re.sub(r"(?<=[，、；])", " \n", quote)
    content = scan.text.content
    before = max(content.rfind(mark, 0, mention.text_start) for mark in "，。；、！\n\t") + 1
    after = min(
        (end for mark in "，。；、！\n\t" if (end := content.find(mark, mention.text_end)) >= 0), default=len(content)
    )
    yield content[before:after]


def same_units(claim: Claim) -> Iterator[str | None]:
    """Another name of the same unit: 名 人 位; none and 个."""
    for other in ("人", "名", "位", "个", None, "公里", "千米", "百分点", "个百分点"):
        if other != claim["unit"] and units.same(other, claim["unit"]):
            yield other


def subjects(claim: Claim, also: tuple[str, ...], mention: Mention) -> Iterator[str]:
    """The subject in other words: with what it belongs to, a word for its count, the number itself, the other script."""
    subject = claim["subject"]
    yield from also
    yield f"全县{subject}"
    yield f"{claim.get('place') or '该地'}{subject}"
    yield f"{mention.surface}{subject}"
    yield f"{subject}{mention.surface}"
    yield _SIMPLIFIED.convert(subject)
    yield _TRADITIONAL.convert(subject)
    yield f"{subject}人数" if claim["unit"] in {"人", "名"} else f"{subject}数量"


def rewritings(scan: Scan, claim: Claim, also: tuple[str, ...], mention: Mention) -> Iterator[tuple[str, Claim]]:
    """Every rewriting of a true figure with its kind."""
    yield from (("value written otherwise", claim | {"value": value}) for value in values(claim, mention))
    yield from (("quote written otherwise", claim | {"quote": quote}) for quote in quotes(scan, claim, mention))
    yield from (("unit of the same meaning", claim | {"unit": unit}) for unit in same_units(claim))
    yield from (("subject in other words", claim | {"subject": words}) for words in subjects(claim, also, mention))
