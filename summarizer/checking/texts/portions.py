"""Portions: shares of a whole, what is left of it, and how much of it each one has.

企业500家，其中民营企业400家       民营企业占80%; 其余100家
3个村共修路15公里               平均每个村修路5公里
中央补助60%，其余由地方承担        地方承担40%
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from summarizer.checking.attribution_features import pairs
from summarizer.checking.attribution_topics import topic
from summarizer.checking.texts.anchored_shares import anchored_share
from summarizer.checking.texts.dimensions import PERCENT
from summarizer.checking.texts.operands import (
    NO_SIZES,
    Case,
    Derivation,
    Operand,
    SourceOperands,
    derivation,
    operands_of,
)
from summarizer.checking.texts.topics import FITS, FITS_WELL
from summarizer.folding import fold
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import units

_HUNDRED = 100
_TWO = 2
_NEAR, _NAMED, _FAR, _MOST = 6, 8, 80, 24
_SHARE_OF = re.compile(
    r"^(?P<part>.*?)(?:所占|占)(?P<whole>[^占]*?)(?:的?(?:比重|比例|比率|份额)?[为达约是]{0,2}|的)?$"
)
_RATE = re.compile(r"(?P<part>[^的,]{2,12}?)(?:率|比例|比重|占比)[为达到约是仅]{0,3}$")
_DUE = re.compile("应(?![急对用])|需|计划|目标|任务")
_DONE = re.compile("已|实[^施]|完成|办结|到位|其中|落实|(?<!不)合格|(?<!未)达标|(?<!未)通过")
_REST = re.compile("其余|剩余|余下|剩下")
_PER = re.compile("(?:平均)?每(?P<each>.{1,6})|(?P<one>[人户村亩镇乡校班日月年家店组队])均|均(?P<at>每.{1,6})")
_DAILY = {"日": "天"}
_GENERIC = frozenset({"个", "名", "位", "家", "所", "座", "条", "只", "支"})


def share(case: Case) -> Iterator[Derivation]:
    """民营企业占全市企业的80%, 合格率95%."""
    if case.claim.dimension != PERCENT:
        return
    yield from anchored_share(case)
    found = _SHARE_OF.match(case.wording.own)
    rate = None if found else _RATE.search(case.wording.own)
    named = found or rate
    if named is None:
        return
    of_part, of_whole = topic(named["part"]) or named["part"], topic(found["whole"]) if found else ""
    if rate is not None:
        of_part = of_part[-_TWO:]
        yield from _done_of_due(case)
    rows = [
        (
            _fits_part(case, of_part, part, whole),
            derivation("share", PERCENT, value, "{} ÷ {}", (part, whole), sure=sure),
        )
        for part in case.fitting(words=of_part)
        if part.amount.dimension not in NO_SIZES
        for whole, sure in _wholes(case, part, of_whole)
        if (value := part.value / whole.value * _HUNDRED)
    ]
    most = max((fit for fit, _ in rows), default=0.0)
    yield from (made for fit, made in rows if fit >= max(FITS_WELL, most))


def _fits_part(case: Case, words: str, part: Operand, whole: Operand) -> float:
    """How well words name a part, with or without the noun of its whole: 保存较差的文物点 of 文物点中，保存较差的450处."""
    rest = words.replace(bare(whole.figure.noun), "")
    return max((case.fit(part, each) for each in (words, rest) if each), default=0.0)


def _wholes(case: Case, part: Operand, words: str) -> Iterator[tuple[Operand, bool]]:
    """What a part may be a share of: the whole that the source says, the one that the text names, or one of its noun."""
    source = case.source
    stated = source.facts(part).whole
    for whole in source.beside(part, part.amount.dimension):
        if whole.value < part.value or whole.value <= 0 or not case.is_exact(whole):
            continue
        is_stated = stated is not None and stated.start == whole.figure.start
        if words:
            if pairs(words, source.context(whole)) >= FITS_WELL and not _names(words, part, source):
                yield whole, True
        elif is_stated or (whole.place < part.place and _is_of_one_noun(case, part, whole)):
            yield whole, is_stated


def _is_told_apart(case: Case, part: Operand, whole: Operand) -> bool:
    """Whether the text has more than their common noun of a part: 表示满意 of 居民1200名，有900名表示满意."""
    rest = case.topic.replace(bare(part.figure.noun), "")
    return len(rest) >= _TWO and case.fit(part, rest) >= FITS_WELL > case.fit(whole, rest)


def _done_of_due(case: Case) -> Iterator[Derivation]:
    """What was done of what was due: 检验率96% from 应检车辆1250辆，实检车辆1200辆."""
    for due in case.fitting():
        for done in case.source.beside(due, due.amount.dimension):
            words = (case.source.left(due), case.source.left(done))
            is_pair = _DUE.search(words[0]) and _DONE.search(words[1]) and not _DUE.search(words[1])
            if is_pair and done.value <= due.value and case.fit(done) >= FITS and case.is_exact(done):
                yield derivation("share", PERCENT, done.value / due.value * _HUNDRED, "{} ÷ {}", (done, due))


def _names(words: str, part: Operand, source: SourceOperands) -> bool:
    """Whether the words for a whole are just those of the part."""
    return words == source.topic(part)


def _is_of_one_noun(case: Case, part: Operand, whole: Operand) -> bool:
    """Whether a figure before a part in its statement has a wider noun than it, or one that the text names.

    自建房8000栋，存在隐患的自建房240栋; 抽检食品200批次，合格190批次.
    """
    noun, own = bare(whole.figure.noun), bare(part.figure.noun)
    if not case.source.same_statement(part, whole) or (noun == own and not _is_told_apart(case, part, whole)):
        return False
    if not noun:
        return all(each is whole for each in case.source.beside(part, part.amount.dimension))
    return max(pairs(noun, words) for words in (own, bare(case.wording.own))) >= FITS_WELL


def remaining(case: Case) -> Iterator[Derivation]:
    """还剩27处 from 应拆除312处，已拆除285处; 地方承担40% from 中央补助60%，其余由地方承担."""
    yield from _named_rest(case)
    if case.claim.dimension in NO_SIZES:
        return
    for whole in _wholes_left(case):
        parts = [part for part in case.source.beside(whole, case.claim.dimension) if _is_part(case.source, part, whole)]
        for part in parts:
            yield _rest(whole, [part])
        if len(parts) > 1:
            yield _rest(whole, parts)


def _wholes_left(case: Case) -> Iterator[Operand]:
    """The figures that the text may tell the rest of, by its words for them or for a part of them."""
    for operand in dict.fromkeys((*case.anchored(case.claim.dimension)[:1], *case.fitting(case.claim.dimension))):
        yield operand
        for whole in case.source.beside(operand, case.claim.dimension):
            if _is_part(case.source, operand, whole) and case.is_exact(whole):
                yield whole


def _rest(whole: Operand, parts: Sequence[Operand], *, sure: bool = False) -> Derivation:
    value = whole.value - sum(part.value for part in parts)
    signs = " − ".join(["{}"] * (len(parts) + 1))
    return derivation("remaining", whole.amount.dimension, value, signs, (whole, *parts), sure=sure)


def _named_rest(case: Case) -> Iterator[Derivation]:
    """What the source calls the rest, and leaves to the reader: 补助60%，其余由地方承担; 捐款86万元，其中企业50万元，其余为个人捐款."""
    source = case.source
    for part in rests_of(source.source):
        if part.amount.dimension != case.claim.dimension or not _leaves_rest(case, part):
            continue
        if case.claim.dimension == PERCENT:
            yield derivation("remaining", PERCENT, _HUNDRED - part.value, "100% − {}", (part,), sure=True)
        stated = source.facts(part).whole
        whole = source.by_start.get(stated.start) if stated else None
        if whole is not None:
            siblings = [each for each in source.beside(whole, case.claim.dimension) if _is_part(source, each, whole)]
            yield _rest(whole, sorted(siblings), sure=True)


def _leaves_rest(case: Case, part: Operand) -> bool:
    """Whether the words for the rest after a figure tell of what the text does."""
    rest = _rest_after(case.source.source, part)
    return rest is not None and case.overlap(rest) >= FITS_WELL and case.is_exact(part)


@lru_cache(maxsize=4)
def rests_of(source: Analysis) -> list[Operand]:
    """The figures that words for the rest follow, the first ones."""
    leaving = (each for each in operands_of(source).all if _rest_after(source, each) is not None)
    return list(islice(leaving, _MOST))


def _rest_after(source: Analysis, part: Operand) -> str | None:
    """The words for the rest that follow a figure, up to the next one."""
    start, place = part.figure.text_end, part.place + 1
    end = min(source.segments.end("statement", start), start + _FAR)
    limit = source.figures[place].text_start if place < len(source.figures) else end
    following = source.scan.text.folded[start : min(end, limit)]
    rest = _REST.search(following)
    return bare(following[rest.start() :]) if rest else None


def _is_part(source: SourceOperands, part: Operand, whole: Operand) -> bool:
    if part.value >= whole.value or part.place <= whole.place:
        return False
    stated = source.facts(part).whole
    if stated is not None:
        return stated.start == whole.figure.start
    return source.same_statement(part, whole) and _DONE.search(source.left(part)) is not None


def per(case: Case) -> Iterator[Derivation]:
    """平均每个村修路5公里 from 3个村共修路15公里."""
    found = _PER.search(case.wording.own)
    if found is None or case.claim.dimension == PERCENT:
        return
    each = (found["each"] or found["at"] or found["one"] or "").removeprefix("每")
    each = _DAILY.get(each, each)
    for dividend, divisor, sure in _divided(case, each):
        value = dividend.value / (divisor.figure.value or 1)
        yield derivation("per", case.claim.dimension, value, "{} ÷ {}", (dividend, divisor), sure=sure)


def _divided(case: Case, each: str) -> Iterator[tuple[Operand, Operand, bool]]:
    """What the text may divide by what, and whether it surely does: by its words, or by the numbers before it."""
    source, dimension = case.source, case.claim.dimension
    anchors = case.anchored(dimension)[:_TWO]
    for dividend in anchors:
        near = [*case.anchors, *_divisors(source, dividend, each)]
        yield from ((dividend, divisor, False) for divisor in near if _divides(source, divisor, each, dividend))
    for divisor in case.anchors:
        for nearest in islice(source.beside(divisor, dimension), 1):
            if source.same_statement(nearest, divisor) and _divides(source, divisor, each, nearest):
                yield nearest, divisor, False
    words = bare(case.wording.stretch)
    for dividend in case.best(dimension, least=FITS):
        yield from ((dividend, divisor, not anchors) for divisor in _divisors(source, dividend, each))
        named = (
            divisor for divisor in source.about(words)[:_NAMED] if pairs(source.topic(divisor), words) >= FITS_WELL
        )
        yield from ((dividend, divisor, False) for divisor in named if _divides(source, divisor, each, dividend))


def _divisors(source: SourceOperands, dividend: Operand, each: str) -> Iterator[Operand]:
    """The figures beside a dividend that count what the text divides it by."""
    for divisor in source.all[max(0, dividend.place - _NEAR) : dividend.place + _NEAR + 1]:
        if source.same_line(divisor, dividend) and _divides(source, divisor, each, dividend):
            yield divisor


def _divides(source: SourceOperands, divisor: Operand, each: str, dividend: Operand) -> bool:
    """Whether a figure counts the units that the text divides another one by."""
    is_count = divisor.value > 1 and divisor.amount.dimension != PERCENT and not divisor.amount.senses
    return divisor.place != dividend.place and is_count and _counts(source, divisor, each)


def _counts(source: SourceOperands, divisor: Operand, each: str) -> bool:
    """Whether a figure counts the units after 每: 3个村 for 每个村 and 每村, 1200户 for 每户, 40人 for 人均."""
    unit = fold(divisor.figure.unit or "")
    if unit and unit not in _GENERIC and (each.startswith(unit) or each == unit.removeprefix("个")):
        return True
    if each in {"人", "名"} and (units.same(unit or None, "人") or unit == "人次"):
        return True
    rest = each[1:] if each[:1] in _GENERIC else each
    counted = (source.right(divisor), bare(divisor.figure.noun))
    return any(rest[:_TWO] in words or words.startswith(rest[0]) or words.endswith(rest) for words in counted if rest)
