"""Kinds of wrong figures whose number, unit, quote, place, direction or period differs."""

import re
from collections.abc import Iterator

from mutating.case_files import Case, Claim, Fact
from summarizer.scanning.numbers import units
from summarizer.scanning.places import resolving

OTHER_UNITS = ("人", "户", "个", "元", "公里", "亩", "%", "吨")


def _others(case: Case, true: Fact) -> list[Fact]:
    return [other for other in case.figures if other is not true]


def _same_quote(case: Case, true: Fact) -> list[Fact]:
    """Those of the sentence; of one subject, annotated by meaning, a value differs by meaning alone (`meaning_kinds`)."""
    beside = (other for other in _others(case, true) if other.claim["quote"] == true.claim["quote"])
    subject = true.claim["subject"] if true.facts is not None else None
    return [other for other in beside if other.claim["subject"] != subject]


def _ends(claim: Claim) -> list[str]:
    return [name for name in ("value", "low", "high") if claim.get(name) is not None]


def digit(_case: Case, true: Fact) -> Iterator[Claim]:
    """1809 claimed as 1806; each digit by each other one."""
    for name in _ends(true.claim):
        text = f"{true.claim[name]}"
        for index, char in enumerate(text):
            for other in "0123456789" if char.isdigit() else "":
                changed = text[:index] + other + text[index + 1 :]
                if other != char and (changed[0] != "0" or changed[:2] == "0." or len(changed) == 1):
                    yield true.claim | {name: float(changed)}


def zero(_case: Case, true: Fact) -> Iterator[Claim]:
    """1500 claimed as 15000 or 150."""
    for name in _ends(true.claim):
        value = true.claim[name]
        yield from (
            {**true.claim, name: other} for other in {value * 10, value / 10} - {value} if other == round(other, 3)
        )


def scale(_case: Case, true: Fact) -> Iterator[Claim]:
    """2.3万 claimed as 2.3, or as 2.3亿."""
    for name in _ends(true.claim):
        value = true.claim[name]
        yield from ({**true.claim, name: other} for other in {value * 10_000, value / 10_000} - {value})


def unit(_case: Case, true: Fact) -> Iterator[Claim]:
    """139个 claimed as 139户."""
    fitting = [other for other in OTHER_UNITS if not units.same(other, true.claim["unit"])]
    yield from ({**true.claim, "unit": other} for other in fitting[:3])


def qualifier(_case: Case, true: Fact) -> Iterator[Claim]:
    """1500余 claimed as 1500; 97 claimed as 近97."""
    if true.claim["qualifier"]:
        yield true.claim | {"qualifier": None}
    else:
        yield from ({**true.claim, "qualifier": word} for word in ("余", "近"))


def neighbour(case: Case, true: Fact) -> Iterator[Claim]:
    """The value of another figure of the sentence, with this one's subject and unit."""
    for other in _same_quote(case, true):
        yield {**true.claim, "low": None, "high": None, "value": None} | {n: other.claim[n] for n in _ends(other.claim)}


def crosswise(case: Case, true: Fact) -> Iterator[Claim]:
    """小区137个、单元1809个 crosswise: the number next to it, of the same unit, with this one's subject."""
    place = sorted(case.figures, key=lambda fact: fact.mention.text_start)
    index = place.index(true)
    for other in place[max(0, index - 1) : index + 2]:
        if other in _same_quote(case, true) and units.same(other.claim["unit"], true.claim["unit"]):
            numbers = {name: other.claim.get(name) for name in ("value", "low", "high", "unit", "qualifier")}
            yield true.claim | numbers


def other_sentence(case: Case, true: Fact) -> Iterator[Claim]:
    """The quote of another sentence."""
    quotes = {other.claim["quote"] for other in _others(case, true)} - {true.claim["quote"]}
    yield from ({**true.claim, "quote": quote} for quote in sorted(quotes)[:3])


def other_place(case: Case, true: Fact) -> Iterator[Claim]:
    """The figure of 广州市 claimed of 深圳市."""
    own = resolving.resolve(true.claim.get("place") or "", case.scan.region)
    for name in sorted({other.claim["place"] for other in _others(case, true) if other.claim.get("place")}):
        found = resolving.resolve(name, case.scan.region)
        if own and found and not any(resolving.contains(a, b) or resolving.contains(b, a) for a in own for b in found):
            yield true.claim | {"place": name}


def percent(_case: Case, true: Fact) -> Iterator[Claim]:
    """5% claimed as 5个百分点, and the reverse."""
    others = {"%": ("个百分点", "百分点"), "个百分点": ("%", "％")}.get(true.claim["unit"] or "", ())
    yield from ({**true.claim, "unit": other} for other in others)


def direction(_case: Case, true: Fact) -> Iterator[Claim]:
    """增长5% claimed as a decrease."""
    if true.claim.get("direction"):
        yield true.claim | {"direction": "decrease" if true.claim["direction"] == "increase" else "increase"}


def period(case: Case, true: Fact) -> Iterator[Claim]:
    """The figure of 2023年 claimed of 2022年, or of another period of the document."""
    own = true.claim.get("period")
    if not own:
        return
    others = {other.claim["period"] for other in _others(case, true) if other.claim.get("period")}
    others |= {
        own.replace("202", "203"),
        own.replace("2023", "2021"),
        own.replace("一季度", "三季度"),
        own + "8月" if re.fullmatch("[0-9]{4}年", own) else own,
    }
    yield from ({**true.claim, "period": other} for other in sorted(others - {own}))


KINDS = (
    digit,
    zero,
    scale,
    unit,
    qualifier,
    neighbour,
    crosswise,
    other_sentence,
    other_place,
    percent,
    direction,
    period,
)
