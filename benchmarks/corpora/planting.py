"""Plants what does not agree: contradictions and the errors that a later page takes back."""

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from corpora.facts import Fact, counties, dice, indicators
from corpora.genres_corrections import correction
from corpora.numbers import Style, Written, agree, write
from corpora.teller import Teller
from corpora.text import Page, Piece, Slot, article_text, mapped, page_figures
from corpora.world import World

KINDS = ("swap", "digit", "swap", "digit", "unit", "preliminary")
WRONG_IN = {"news", "measure", "meeting", "bulletin", "feature", "city", "notice"}
ANSWERED = {"pioneer_teams", "pioneer_people", "gig_posts", "gig_people", "canteen", "canteen_people", "station", "station_people",
            "police_people", "police_villages", "sci", "sci_villages", "river_chiefs", "river_patrol", "farmland_new", "seats"}  # fmt: skip
VAGUE = ("初步", "预计", "左右")
FAR, ABSURD, AHEAD = 0.006, 40, 24


@dataclass(frozen=True)
class Told:
    page: int
    slot: Slot
    subject: str


@dataclass(frozen=True)
class Planted:
    kind: str
    fact: Fact
    page: int
    wrong: Written
    right: tuple[int, ...]


def tellings(pages: list[Page]) -> dict[tuple[str, ...], list[Told]]:
    """Gather who tells each fact, page by page."""
    found: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for number, page in enumerate(pages):
        for each in page_figures(page):
            if each.slot.fact.indicator in indicators():
                found[each.slot.fact.key].append(Told(number, each.slot, each.subject))
    return found


def misprint(kind: str, written: Written, roll: random.Random) -> Written | None:
    """Return the number as an error would leave it, or None if this kind of error does not fit."""
    style = written.style
    if kind == "unit":
        other = {"万": ("亿", 100_000_000), "亿": ("万", 10_000)}.get(style.multiplier)
        if other is None or style.unit != "元" or style.mode:
            return None
        changed = replace(style, multiplier=other[0], times=other[1])
        return write(changed, written.base * other[1] / style.times)
    if kind == "preliminary":
        base = written.base * (1 + roll.choice((-1, 1)) * roll.uniform(0.012, 0.032))
        return write(style, base)
    return _retyped(kind, written, roll)


def _retyped(kind: str, written: Written, roll: random.Random) -> Written | None:
    style = written.style
    shown = Decimal(str(written.base)) / (Decimal(str(style.size)) * style.times)
    digits = list(f"{shown:.{max(style.decimals, 0)}f}")
    places = [place for place, digit in enumerate(digits[:4]) if digit.isdigit()]
    if kind == "swap":
        pairs = [(a, b) for a, b in pairwise(places) if digits[a] != digits[b] and digits[b] != "0"]
        if not pairs:
            return None
        one, other = roll.choice(pairs)
        digits[one], digits[other] = digits[other], digits[one]
    else:
        place = roll.choice(places[:3])
        digits[place] = str(roll.choice([each for each in range(1, 10) if str(each) != digits[place]]))
    value = Decimal("".join(digits)) * Decimal(str(style.size)) * style.times
    return write(style, float(value))


def _set(page: Page, fact: Fact, wrong: Written, *, slipped: bool = False) -> Page:
    """Write a fact's wrong value wherever the page tells it, each time in its own style."""

    def change(piece: Piece) -> Piece:
        if isinstance(piece, str) or piece.fact.key != fact.key:
            return piece
        style = wrong.style if slipped else piece.written.style
        return replace(piece, written=write(style, wrong.base))

    return mapped(page, change)


def _usable(told: list[Told], pages: list[Page]) -> bool:
    fact = told[0].slot.fact
    if (
        fact.town
        or fact.indicator in ANSWERED
        or fact.aspect == "change"
        or fact.place not in {each.adcode for each in counties()}
    ):
        return False
    return len({each.page for each in told if pages[each.page].genre != "correction"}) > 1


def _wrong(told: list[Told], pages: list[Page], roll: random.Random, kind: str, used: set[int]) -> Planted | None:
    """Pick the page that errs and check that every other page then disagrees with it."""
    options = [
        each
        for each in told
        if (
            pages[each.page].genre in WRONG_IN
            or (each.slot.fact.status == "planned" and pages[each.page].genre == "report")
        )
        and not each.slot.written.qualifier
        and each.slot.note not in {"base", "title"}
        and each.slot.when
        and each.page not in used
    ]
    if kind == "preliminary":
        options = [each for each in options if pages[each.page].genre in {"bulletin", "news"}]
    if not options or len({each.page for each in told}) < 2:  # noqa: PLR2004
        return None
    chosen = roll.choice(options)
    wrong = misprint(kind, chosen.slot.written, roll)
    others = [each for each in told if each.page != chosen.page]
    alone = sum(each.page == chosen.page for each in told) == 1
    if (
        wrong is None
        or wrong.base <= 0
        or (kind == "unit" and (not alone or chosen.slot.note == "cell"))
        or all(each.slot.note == "base" or not each.slot.when for each in others)
    ):
        return None
    if chosen.slot.fact.aspect in {"growth", "share"} and wrong.base > ABSURD:
        return None
    here = [each.slot.written.style for each in told if each.page == chosen.page]
    shown = [wrong] if kind == "unit" else [write(style, wrong.base) for style in here]
    if any(_close(one, each.slot.written) for one in shown for each in others):
        return None
    return Planted(kind, chosen.slot.fact, chosen.page, wrong, tuple(sorted({each.page for each in others})))


def _close(one: Written, other: Written) -> bool:
    if agree(one, other) or abs(one.base - other.base) <= FAR * max(one.base, other.base):
        return True
    coarse = 10.0 ** (len(str(int(other.base))) - len(str(int(other.base)).rstrip("0")))
    return abs(one.base - other.base) <= coarse / 2 if other.base >= 1 else False


def contradict(pages: list[Page], wanted: int, seed: int) -> list[Planted]:
    """Change one page's number for each of `wanted` facts that two pages or more tell; the pages change in place."""
    roll = dice(seed, "contradictions")
    gathered = [told for _, told in sorted(tellings(pages).items()) if _usable(told, pages)]
    roll.shuffle(gathered)
    gathered.sort(key=lambda told: told[0].slot.fact.status == "actual" and roll.random() < 0.9)  # noqa: PLR2004
    gathered[AHEAD:] = roll.sample(gathered[AHEAD:], len(gathered[AHEAD:]))
    planted: list[Planted] = []
    used: set[int] = set()
    seen: dict[str, int] = defaultdict(int)
    for told in gathered:
        if len(planted) >= wanted:
            break
        if seen[told[0].slot.fact.indicator] >= 5:  # noqa: PLR2004
            continue
        made = _wrong(told, pages, roll, KINDS[len(planted) % len(KINDS)], used)
        if made:
            pages[made.page] = _set(pages[made.page], made.fact, made.wrong, slipped=made.kind == "unit")
            planted.append(made)
            used.add(made.page)
            seen[made.fact.indicator] += 1
    return planted


def correct(pages: list[Page], wanted: int, seed: int, world: World, taken: list[Planted]) -> list[Planted]:
    """Let `wanted` pages err and append a page for each that takes the number back."""
    roll = dice(seed, "corrections")
    held = {each.page for each in taken}
    keys = {each.fact.key for each in taken}
    near = {each.adcode: each for each in counties()}
    planted: list[Planted] = []
    order = roll.sample(range(len(pages)), len(pages))
    for number in order:
        page = pages[number]
        if len(planted) >= wanted:
            break
        numbered = any(not isinstance(piece, str) for piece in page.title)
        if (
            numbered
            or number in held
            or page.genre not in {"news", "measure", "meeting"}
            or page.voice not in {"site", "daily"}
        ):
            continue
        found = _first(page, keys, roll)
        if found is None:
            continue
        told, wrong = found
        moment = dt.date.fromisoformat(page.published)
        later = moment + dt.timedelta(days=roll.randint(1, 4))
        teller = Teller(world, near[page.county], page.voice, later, roll, 0.0, roll, told.fact.span)
        pages[number] = _set(page, told.fact, wrong)
        wrongly = replace(told, written=wrong)
        pages.append(correction(teller, told, wrongly, pages[number], _subject(pages[number], told)))
        planted.append(Planted("correction", told.fact, number, wrong, (len(pages) - 1,)))
        keys.add(told.fact.key)
    return planted


def _subject(page: Page, told: Slot) -> str:
    return next(each.subject for each in page_figures(page) if each.slot.fact.key == told.fact.key)


def _first(page: Page, keys: set[tuple[str, ...]], roll: random.Random) -> tuple[Slot, Written] | None:
    for each in page_figures(page):
        fact, written = each.slot.fact, each.slot.written
        plain = fact.aspect in {"amount", "per"} and fact.status == "actual" and not fact.town and not written.qualifier
        if (
            not plain
            or fact.indicator not in indicators()
            or fact.indicator in ANSWERED
            or fact.key in keys
            or fact.place != page.county
        ):
            continue
        if each.slot.note or fact.span.single:
            continue
        wrong = misprint("swap", written, roll)
        if wrong and not _close(wrong, written):
            return each.slot, wrong
    return None


__all__ = ["Planted", "Style", "article_text", "contradict", "correct", "tellings"]
