"""Portions: shares of a whole, what is left of it, and how much of it each one has.

    企业500家，其中民营企业400家       民营企业占80%; 其余100家
    3个村共修路15公里               平均每个村修路5公里
    中央补助60%，其余由地方承担        地方承担40%
"""

import re
from collections.abc import Iterator

from summarizer.checking.attribution_features import pairs
from summarizer.checking.attribution_topics import topic
from summarizer.checking.texts.dimensions import PERCENT
from summarizer.checking.texts.operands import NO_SIZES, Case, Derivation, Operand, SourceOperands, derivation
from summarizer.checking.texts.topics import FITS_WELL
from summarizer.folding import fold
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import units

_HUNDRED = 100
_TWO = 2
_SHARE_OF = re.compile(r"^(?P<part>.*?)(?:所占|占)(?P<whole>[^占]*?)(?:的?(?:比重|比例|比率|份额)?[为达约是]{0,2}|的)?$")
_RATE = re.compile(r"(?P<part>[^的,]{2,12}?)(?:率|比例|比重|占比)[为达到约是仅]{0,3}$")
_DONE = re.compile("已|完成|办结|到位|其中|落实")
_REST = re.compile("其余|剩余|余下|剩下")
_PER = re.compile("(?:平均)?每(?P<each>.{1,6})|(?P<one>[人户村亩镇乡校班日月年家店组队])均|均(?P<at>每.{1,6})")
_DAILY = {"日": "天"}
_GENERIC = frozenset({"个", "名", "位", "家", "所", "座", "条", "只", "支"})


def share(case: Case) -> Iterator[Derivation]:
    """民营企业占全市企业的80%, 合格率95%."""
    if case.claim.dimension != PERCENT:
        return
    found = _SHARE_OF.match(case.wording.own)
    rate = None if found else _RATE.search(case.wording.own)
    named = found or rate
    if named is None:
        return
    of_part, of_whole = topic(named["part"]) or named["part"], topic(found["whole"]) if found else ""
    of_part = of_part[-_TWO:] if rate else of_part
    for part in case.best(case.of_sizes(), of_part):
        for whole, sure in _wholes(case, part, of_whole):
            value = part.value / whole.value * _HUNDRED
            yield derivation("share", PERCENT, value, "{} ÷ {}", (part, whole), sure=sure and rate is None)


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


def _names(words: str, part: Operand, source: SourceOperands) -> bool:
    """Whether the words for a whole are just those of the part."""
    return words == source.topic(part)


def _is_of_one_noun(case: Case, part: Operand, whole: Operand) -> bool:
    """Whether a figure before a part in its statement has a wider noun than it, or one that the text names.

    自建房8000栋，存在隐患的自建房240栋; 抽检食品200批次，合格190批次.
    """
    noun, own = bare(whole.figure.noun), bare(part.figure.noun)
    if not noun or noun == own or not case.source.same_statement(part, whole):
        return False
    return max(pairs(noun, words) for words in (own, bare(case.wording.own))) >= FITS_WELL


def remaining(case: Case) -> Iterator[Derivation]:
    """还剩27处 from 应拆除312处，已拆除285处; 地方承担40% from 中央补助60%，其余由地方承担."""
    if case.claim.dimension == PERCENT:
        yield from _rest_of_all(case)
        return
    if case.claim.dimension in NO_SIZES:
        return
    for whole in case.fitting(case.of_dimension(case.claim.dimension)):
        parts = [part for part in case.source.beside(whole, case.claim.dimension) if _is_part(case.source, part, whole)]
        for part in parts:
            yield derivation("remaining", case.claim.dimension, whole.value - part.value, "{} − {}", (whole, part))
        if len(parts) > 1:
            signs = " − ".join(["{}"] * (len(parts) + 1))
            value = whole.value - sum(part.value for part in parts)
            yield derivation("remaining", case.claim.dimension, value, signs, (whole, *parts))


def _is_part(source: SourceOperands, part: Operand, whole: Operand) -> bool:
    if part.value >= whole.value or part.place <= whole.place:
        return False
    stated = source.facts(part).whole
    if stated is not None:
        return stated.start == whole.figure.start
    return source.same_statement(part, whole) and _DONE.search(source.left(part)) is not None


def _rest_of_all(case: Case) -> Iterator[Derivation]:
    """The share that is left, of what the source says is the rest."""
    for operand in case.of_dimension(PERCENT):
        figure = operand.figure
        following = case.source.source.scan.text.folded[
            figure.text_end : case.source.source.segments.end("statement", figure.text_end)
        ]
        rest = _REST.search(following)
        if rest and case.overlap(bare(following[rest.start() :])) >= FITS_WELL:
            yield derivation("remaining", PERCENT, _HUNDRED - operand.value, "100% − {}", (operand,), sure=True)


def per(case: Case) -> Iterator[Derivation]:
    """平均每个村修路5公里 from 3个村共修路15公里."""
    found = _PER.search(case.wording.own)
    if found is None:
        return
    each = (found["each"] or found["at"] or found["one"] or "").removeprefix("每")
    each = _DAILY.get(each, each)
    if case.claim.dimension == PERCENT:
        return
    for dividend in case.best(case.of_dimension(case.claim.dimension), _without(case, found)):
        for divisor in _divisors(case.source, dividend, each):
            value = dividend.value / divisor.value
            operands = (dividend, divisor)
            yield derivation("per", case.claim.dimension, value, "{} ÷ {}", operands, sure=True)


def _without(case: Case, found: re.Match[str]) -> str | None:
    """The words of the text beside those that say per what."""
    words = case.wording.own
    return topic(words[: found.start()] + words[found.end("each") if found["each"] else found.end() :]) or None


def _divisors(source: SourceOperands, dividend: Operand, each: str) -> Iterator[Operand]:
    """The figures beside a dividend that count what the text divides it by."""
    for divisor in source.all[max(0, dividend.place - 6) : dividend.place + 7]:
        is_near = divisor.place != dividend.place and source.same_line(divisor, dividend)
        is_count = divisor.value > 1 and divisor.amount.dimension != PERCENT and not divisor.amount.senses
        if is_near and is_count and _counts(source, divisor, each):
            yield divisor


def _counts(source: SourceOperands, divisor: Operand, each: str) -> bool:
    """Whether a figure counts the units after 每: 3个村 for 每个村 and 每村, 1200户 for 每户, 40人 for 人均."""
    unit = fold(divisor.figure.unit or "")
    counted = [word for word in (source.right(divisor), bare(divisor.figure.noun)) if word]
    if unit and each.startswith(unit) and unit not in _GENERIC:
        return True
    if each in {"人", "名"} and units.same(unit or None, "人"):
        return True
    rest = each[1:] if each[:1] in _GENERIC else each
    return bool(rest) and any(word.startswith(rest[0]) or word.endswith(rest[:1]) for word in counted[:2])
