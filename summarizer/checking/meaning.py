"""Meaning: where a claim and the words around its number say different things, both explicitly.

    计划再建6万亩 given as 已建成6万亩         status_mismatch
    亩产512公斤，比去年增加9公斤 as 亩产9公斤   aspect_mismatch
    由8天降至7天: 7天 told of 去年同期        aspect_mismatch
    15万个，其中元朗区3.8万个 as 总数3.8万个   whole_mismatch
    新增2例 given as 累计2例                   cumulative_mismatch
    失业率3.1% given as 就业率                 opposite_subject

A claim speaks by the facts that it states (`stated`) and by the words of its subject (`data/claims.tsv`). Where either
side is silent there is no finding.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, Protocol

from summarizer.checking.opposites import has_antonym, opposite, own_words
from summarizer.errors import Message
from summarizer.folding import fold
from summarizer.models import Direction, Mention
from summarizer.resources import message, table
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.facts.fact_types import Facts
from summarizer.scanning.facts.wording import Wording
from summarizer.scanning.facts.wording import stated as worded
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import quantities, units
from summarizer.scanning.numbers.quantities import Quantity

_OPEN = frozenset({"planned", "required", "offered", "negated"})
_MOVES = frozenset({"change", "growth"})
_LEVELS = frozenset({"per", "share", "index", "total", "level"})
_UNLIKE = ({"per", "total"}, {"per", "change"}, {"total", "change"}, {"amount", "change"}, {"amount", "growth"})
_MOVING = re.compile("[增减升降涨跌缩扩提多少加压节省免退清撤拆裁补净](?!值)|(?<!占)[比较](?!重|例)")
_FORMER = re.compile("[上去]年|同期|原来|此前")
_BEFORE = re.compile("同期|原来|此前")
_FROM = re.compile("[由从]")
_PARTS = 8  # so many numbers after a whole may be its parts
_TOTALLED, _LIMITED = re.compile("累计|已|共"), re.compile("限额|最高|上限|标准")
_BASES = frozenset({"yoy", "mom"})


class Telling(Protocol):
    """A claim that tells what its number means; of the facts whose fields it lacks it tells nothing."""

    @property
    def subject(self) -> str: ...
    @property
    def direction(self) -> Direction | None: ...
    @property
    def period(self) -> str | None: ...


class Sides(NamedTuple):
    """A claim and its mention, with what the text says of it."""

    figure: Telling
    mention: Mention
    facts: Facts
    wording: Wording

    def field(self, name: str) -> object:
        """A fact that the claim states in a field of its own; None where it has none."""
        return vars(self.figure).get(name)

    def says(self, fact: str, words: str | None = None) -> set[str]:
        """What the words of the subject, or others, say of a fact; nothing where they are silent."""
        words = bare(self.figure.subject) if words is None else words
        return {value for value, pattern in _rules(fact) if pattern.search(words)}

    def text_says(self, fact: str) -> set[str]:
        """What the words at the number say in the same terms."""
        return self.says(fact, self.wording.own)

    def claims(self, fact: str) -> set[str]:
        """What the claim says of a fact, by its field, else by its words."""
        value = self.field(fact)
        return {str(value)} if isinstance(value, str) else self.says(fact)


@cache
def _rules(fact: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row[1], re.compile(row[2])) for row in table("claims") if row[0] == fact)


def differences(figure: Telling, mention: Mention, context: FigureContext) -> Iterator[Message]:
    """What a claim says of its number and the text says otherwise; the number of a cell is judged by its table."""
    if mention.table is not None and mention.table.is_whole:
        return
    sides = Sides(figure, mention, context.facts(mention), context.wording(mention))
    found = (_status(sides), _aspect(sides), _turn(sides, context), _base(sides), _total(sides), _direction(sides))
    yield from (difference for difference in found if difference is not None)
    if (whole := _whole(sides, context)) is not None:
        yield whole
    pair = opposite(figure.subject, own_words(mention, sides.wording)) if has_antonym(figure.subject) else None
    if pair is not None:
        yield message("opposite_subject", claimed=pair[0], stated=pair[1])


def _status(sides: Sides) -> Message | None:
    """What is planned, required, offered or denied given as done, or what is done given as one of them."""
    facts = sides.facts
    totalled = facts.cumulative and _TOTALLED.search(sides.wording.own) and not _LIMITED.search(sides.wording.own)
    stated = facts.status if "status" in facts.stated else "actual" if totalled else None
    claimed = _only(sides.claims("status")) if stated else None
    if stated is None or claimed in {None, stated}:
        return None
    differ = "actual" in {claimed, stated} and bool({claimed, stated} & _OPEN)
    return message("status_mismatch", claimed=claimed, stated=stated) if differ else None


def _aspect(sides: Sides) -> Message | None:
    """A change given as a level or the other way round, a mean as a total or the other way round."""
    field, moves = sides.field("aspect"), sides.facts.aspect in _MOVES
    claims = {str(field)} if field else sides.says("aspect")
    if not claims and not moves:
        return None
    spoken = set[str]() if field else sides.text_says("aspect")
    stated = _stated_aspect(sides)
    if "change" in claims - spoken and stated & _LEVELS and _is_level(sides):
        return message("aspect_mismatch", claimed="change", stated=min(stated & _LEVELS))
    moved = stated & _MOVES
    if moved and not field and (sides.figure.direction or "change" in claims):
        return None
    if moved and "change" not in claims and sides.says("level"):
        return message("aspect_mismatch", claimed="level", stated=moved.pop())
    if stated & claims:
        return None
    pairs = ((claim, fact) for claim in sorted(claims - spoken) for fact in sorted(stated) if {claim, fact} in _UNLIKE)
    unlike = next(pairs, None)
    return message("aspect_mismatch", claimed=unlike[0], stated=unlike[1]) if unlike else None


def _stated_aspect(sides: Sides) -> set[str]:
    """What the words say a number is; of an amount only whether it is a running total or, in so many words, a level."""
    facts = sides.facts
    found = {facts.aspect} if facts.aspect != "amount" else set[str]()
    level = _is_reached(facts) or (not found and worded("static", sides.wording) is not None)
    return found | ({"total"} if facts.cumulative else set()) | ({"level"} if level else set())


def _is_reached(facts: Facts) -> bool:
    """Whether a verb moved a quantity to a number: 提高到96%."""
    return facts.direction is not None and facts.aspect not in _MOVES


def _is_level(sides: Sides) -> bool:
    """Whether no word before a number makes it a change: 余额为742亿元, 提高到96%, but not 人均增收4600元."""
    return _is_reached(sides.facts) or not _MOVING.search(sides.wording.own)


def _turn(sides: Sides, context: FigureContext) -> Message | None:
    """The value after a change given as the one before it, or the other way round.

    去年 is the time before only where the text says so: 由去年的8天降至7天, but not 去年由8天降至7天.
    """
    facts, times = sides.facts, bare(sides.figure.subject) + bare(sides.figure.period)
    if _is_reached(facts) and not _FORMER.search(sides.wording.own):
        former = _FORMER if _begins_in_former(sides.mention, context) else _BEFORE
        if former.search(times):
            return message("aspect_mismatch.new", surface=sides.mention.surface)
    if "former" in facts.stated and not _FORMER.search(times) and sides.says("level", times):
        return message("aspect_mismatch.old", surface=sides.mention.surface)
    return None


def _begins_in_former(mention: Mention, context: FigureContext) -> bool:
    """Whether the words give the value before a change a former time: 由去年的8天降至【7天】."""
    place = context.place(mention)
    before = context.wording(context.figures[place - 1]) if place else None
    return before is not None and before.former and _FORMER.search(_FROM.split(before.own)[-1]) is not None


def _base(sides: Sides) -> Message | None:
    """A change on the year given as one on the month, or the other way round."""
    stated = sides.facts.base
    if stated not in _BASES or sides.facts.base_text is None:
        return None
    claimed = _only(sides.claims("base") & _BASES)
    return message("aspect_mismatch.base", claimed=claimed, stated=stated) if claimed not in {None, stated} else None


def _total(sides: Sides) -> Message | None:
    """A running total given as new, or what is new given as a running total."""
    facts = sides.facts
    if facts.new is facts.cumulative or ("新" in sides.wording.own and "累计" in sides.wording.own):
        return None
    fields = {name for name in ("cumulative", "new") if sides.field(name) is True}
    claimed, stated = _only(fields or sides.says("cumulative")), "new" if facts.new else "cumulative"
    return message("cumulative_mismatch", claimed=claimed, stated=stated) if claimed not in {None, stated} else None


def _direction(sides: Sides) -> Message | None:
    """A subject that says 下降 of a number that rose; what the field `direction` says is compared by `findings`."""
    stated = sides.facts.direction
    claimed = None if sides.figure.direction or stated is None else _only(sides.says("direction"))
    if claimed in {None, stated}:
        return None
    return message("direction_mismatch.subject", subject=sides.figure.subject, claimed=claimed, stated=stated)


def _whole(sides: Sides, context: FigureContext) -> Message | None:
    """A part given as the total, or as a part of another number; a whole given as a part."""
    facts, mention = sides.facts, sides.mention
    claimed = sides.field("whole")
    read = quantities.read(fold(str(claimed))) if claimed else []
    if facts.whole is None:
        return _part_of(sides, context, read[0] if read else None)
    if facts.aspect == "share":
        return None
    whole = context.figures[bisect_left(context.figures, facts.whole.start, key=_start)]
    if sides.says("part") == {"total"} and "total" not in sides.text_says("part"):
        return message("whole_mismatch", surface=mention.surface, whole=whole.surface)
    if read and whole.value is not None and read[0].value != whole.value:
        return message("whole_mismatch.other", surface=mention.surface, whole=whole.surface, claimed=claimed)
    return None


def _part_of(sides: Sides, context: FigureContext, claimed: Quantity | None) -> Message | None:
    """A number given as a part that is the whole of others, or greater than the whole that the claim gives it."""
    mention = sides.mention
    if claimed is not None and claimed.value is not None and units.same(claimed.unit, mention.unit):
        larger = mention.value is not None and mention.value > claimed.value
        return message("whole_mismatch.less", surface=mention.surface, claimed=sides.field("whole")) if larger else None
    if sides.says("part") != {"part"} or "part" in sides.says("part", sides.wording.stretch):
        return None
    place = context.place(mention)
    parts = (other for other in context.figures[place + 1 : place + _PARTS] if _is_part(context.facts(other), mention))
    part = next(parts, None)
    return message("whole_mismatch.part", surface=mention.surface, part=part.surface) if part else None


def _start(figure: Mention) -> int:
    return figure.start


def _only(claims: set[str]) -> str | None:
    """What a claim says, unless it says several things."""
    return next(iter(claims)) if len(claims) == 1 else None


def _is_part(facts: Facts, whole: Mention) -> bool:
    return facts.whole is not None and facts.whole.start == whole.start
