"""Courses: two values of one indicator, and what a text may compute from them: difference, growth and ratio.

由812户降到635户                     减少177户, 下降21.8%
去年40万吨，今年80万吨                 增长100%, 是去年的2倍
甲镇6000亩，乙镇2000亩                甲镇是乙镇的3倍, 甲镇比乙镇多4000亩
"""

import re
from collections.abc import Iterator
from math import log2
from typing import NamedTuple

from summarizer.checking.attribution_features import pairs
from summarizer.checking.attribution_topics import topic
from summarizer.checking.texts.dimensions import DOUBLINGS, EARLIER, MULTIPLE, PERCENT
from summarizer.checking.texts.operands import ANY, Case, Derivation, Operand, SourceOperands, derivation
from summarizer.checking.texts.topics import FITS, FITS_WELL

_POINTS = "个百分点"
_COMPARED = re.compile(
    r"^(?P<of>.*?)[比较](?P<with>[^比较]{1,16}?)(?:多|少|高|低|增|减|升|降|涨|跌|快|慢|长|短|大|小|扩|缩|提|翻)"
)
_RELATED = re.compile(r"^(?P<of>.*?)(?:是|为|相当于|等于|达到?)(?P<with>[^是为]{1,16}?)的?$")
_YEAR = re.compile("((?:19|20)[0-9]{2})年")
_ALIKE = 0.8
_NEAREST = 12


class Course(NamedTuple):
    """What was, or what something is compared with, and what is."""

    before: Operand
    after: Operand
    sure: bool


def difference(case: Case) -> Iterator[Derivation]:
    """减少177户 from 由812户降到635户; 提高3.3个百分点 from two shares."""
    dimension = PERCENT if case.claim.dimension == _POINTS else case.claim.dimension
    for course in _courses(case, dimension):
        change = course.after.value - course.before.value
        if _moves(case, change):
            larger, smaller = (course.after, course.before) if change > 0 else (course.before, course.after)
            signs, operands = "{} − {}", (larger, smaller)
            yield derivation("difference", case.claim.dimension, abs(change), signs, operands, sure=course.sure)


def growth(case: Case) -> Iterator[Derivation]:
    """下降9.25% from 由400万亩减少到363万亩; 增长1.5倍, 翻一番; 增长三分之一 from 48支，增加12支."""
    yield from _grown_by(case)
    for course in _courses(case):
        before, after = course.before.value, course.after.value
        change = after - before
        if before <= 0 or not _moves(case, change) or not case.direction:
            continue
        operands = (course.after, course.before)
        share = abs(change) / before
        values = {PERCENT: share * 100, MULTIPLE: share, DOUBLINGS: log2(after / before) if after > 0 else 0.0}
        value = values.get(case.claim.dimension)
        if value:
            yield derivation("growth", case.claim.dimension, value, "({0} − {1}) ÷ {1}", operands, sure=course.sure)


def _grown_by(case: Case) -> Iterator[Derivation]:
    """Growth from what something is and what it changed by, in one statement."""
    source = case.source
    for level in dict.fromkeys((*case.anchors, *case.best())) if case.claim.dimension == PERCENT else ():
        for change in source.beside(level, level.amount.dimension):
            if not _is_change_of(case, change, level):
                continue
            grown = source.source.context.direction(change.figure) == "increase"
            before = level.value - change.value if grown else level.value + change.value
            if before > 0:
                signs = "{0} ÷ ({1} − {0})" if grown else "{0} ÷ ({1} + {0})"
                yield derivation("growth", PERCENT, change.value / before * 100, signs, (change, level))


def _is_change_of(case: Case, change: Operand, level: Operand) -> bool:
    """Whether a figure is what another one in its statement changed by, as the text says."""
    source = case.source
    moved = case.direction is not None and source.source.context.direction(change.figure) == case.direction
    is_change = moved and not source.is_level(change) and source.is_level(level)
    if not is_change or level.place > change.place or not source.same_statement(level, change):
        return False
    between = [each for each in source.beside(level, level.amount.dimension) if level.place < each.place < change.place]
    return all(_is_part_of(source, each, level) for each in between)


def _is_part_of(source: SourceOperands, part: Operand, whole: Operand) -> bool:
    stated = source.facts(part).whole
    return stated is not None and stated.start == whole.figure.start


def ratio(case: Case) -> Iterator[Derivation]:
    """今年产量是去年的2倍, 甲镇面积是乙镇的一半."""
    if _parts(case, _RELATED) is None:
        return
    for course in _courses(case):
        if course.before.value > 0:
            value = course.after.value / course.before.value * (100 if case.claim.dimension == PERCENT else 1)
            operands = (course.after, course.before)
            yield derivation("ratio", case.claim.dimension, value, "{} ÷ {}", operands, sure=course.sure)


def _moves(case: Case, change: float) -> bool:
    """Whether a change has the direction that the text tells."""
    return case.direction is None or (change > 0) == (case.direction == "increase")


def _courses(case: Case, dimension: str = ANY) -> Iterator[Course]:
    """The courses of a dimension that the text may tell of."""
    compared = _parts(case, _COMPARED) or _parts(case, _RELATED)
    if compared and not EARLIER.search(compared[1]) and len(topic(compared[1])) > 1:
        yield from _between(case, dimension, *compared)
        return
    after, before = (_YEAR.search(words) for words in (compared or ("", "")))
    for operand in dict.fromkeys((*case.anchored(dimension), *case.best(dimension))):
        for course in _through_time(case, operand):
            if _is_of(case.source, before, course.before) and _is_of(case.source, after, course.after):
                yield course


def _is_of(source: SourceOperands, year: re.Match[str] | None, operand: Operand) -> bool:
    """Whether a figure is of the year that the text names, if it names one."""
    period = source.facts(operand).period
    return year is None or (period is not None and period.iso.startswith(year[1]))


def _parts(case: Case, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    """What the text compares, and with what: 甲镇|是|乙镇|的."""
    found = pattern.match(case.wording.own)
    return (found["of"], found["with"]) if found else None


def _between(case: Case, dimension: str, of: str, other: str) -> Iterator[Course]:
    """Two figures of a line, each of which counts what the text names."""
    source = case.source
    for after in _named_first(case, dimension, of):
        if other in source.context(after) and of not in source.context(after):
            continue
        least = FITS_WELL if after in case.anchors else _ALIKE
        for before in source.beside(after, after.amount.dimension):
            named = pairs(other, source.left(before)) >= least and pairs(other, source.topic(after)) < least
            is_level = source.is_level(before) and source.is_level(after)
            if named and is_level and _are_comparable(case, before, after):
                yield Course(before, after, sure=True)
                break


def _are_comparable(case: Case, before: Operand, after: Operand) -> bool:
    """Whether two figures tell the same of two things: by their words, or as neighbours in a list that the text begins."""
    source = case.source
    if after in case.anchors and source.same_statement(before, after):
        return True
    return _are_alike(source.topic(after), source.topic(before), least=FITS)


def _named_first(case: Case, dimension: str, of: str) -> list[Operand]:
    """The figures that the text compares: those that its words name, or the one that it states before, where they are few."""
    if len(topic(of)) > 1:
        return case.best(dimension, of)
    return case.anchored(dimension)[:1] or case.best(dimension, of)


def _through_time(case: Case, operand: Operand) -> Iterator[Course]:
    """What an operand was before, and what it is later."""
    source = case.source
    far = source.about(source.topic(operand), operand.amount.dimension)[:_NEAREST] if operand in case.anchors else ()
    for other in dict.fromkeys((*source.beside(operand, operand.amount.dimension), *far)):
        if other is operand:
            continue
        if _is_from_to(source, operand, other):
            yield Course(operand, other, sure=True)
        elif _is_from_to(source, other, operand):
            yield Course(other, operand, sure=True)
        elif _is_one_indicator(source, operand, other, least=FITS_WELL if operand in case.anchors else _ALIKE):
            if _is_earlier(source, operand, other):
                yield Course(operand, other, sure=False)
            elif _is_earlier(source, other, operand):
                yield Course(other, operand, sure=False)


def _is_from_to(source: SourceOperands, before: Operand, after: Operand) -> bool:
    return after.place == before.place + 1 and "former" in source.facts(before).stated


def _are_alike(words: str, other: str, least: float) -> bool:
    return pairs(words, other) >= least and pairs(other, words) >= least


def _is_one_indicator(source: SourceOperands, operand: Operand, other: Operand, least: float) -> bool:
    """Whether two figures tell what one thing is, neither by how much it changed."""
    if not (source.is_level(operand) and source.is_level(other)):
        return False
    return source.continues(operand, other) or _are_alike(source.topic(operand), source.topic(other), least)


def _is_earlier(source: SourceOperands, before: Operand, after: Operand) -> bool:
    """Whether words or dates say that a figure is of an earlier time than another one."""
    past, present = (bool(EARLIER.search(source.left(operand))) for operand in (before, after))
    if past != present:
        return past
    if [source.facts(operand).status for operand in (before, after)] == ["actual", "planned"]:
        return True
    times = [source.facts(operand).period for operand in (before, after)]
    first, second = ((time.iso if time and "/" not in time.iso else "") for time in times)
    return bool(first and second) and len(first) == len(second) and first < second and not (past or present)
