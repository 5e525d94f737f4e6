"""Anchored shares: those of a whole or a part that a text names in a number before.

28项指标中，四分之三已完成                28项 in the text, 21项完成 in the source
出口2.95亿美元，占进出口总额的九成           2.95亿美元 in the text, 进出口总额 in the source
"""

import re
from collections.abc import Iterator

from summarizer.checking.attribution_features import pairs
from summarizer.checking.texts.dimensions import PERCENT
from summarizer.checking.texts.operands import NO_SIZES, Case, Derivation, Operand, derivation
from summarizer.checking.texts.topics import FITS_WELL
from summarizer.scanning.grounding import bare

_NEAREST, _TWO = 3, 2
_IS = re.compile(r"\A(?:以上|以下|左右)?(?:的)?(?:是|为|属于?|来自)?")
_SHARE = re.compile(r"[约近超达占为是仅只]+\Z|\A其中")
_WHOLE = re.compile(
    r"(?:占|接近|将近|不到|不足|超过|大约|相当于|约为|约|超|近)(?P<whole>[^占,]{2,16}?)的?(?:比重|比例)?[为达约是近超]{0,2}\Z"
)


def anchored_share(case: Case) -> Iterator[Derivation]:
    """Shares of what the text states before, or that this is of something else."""
    sizes = [each for each in case.anchored() if each.amount.dimension not in NO_SIZES][:_NEAREST]
    for anchor in sizes:
        for part in _parts_of(case, anchor):
            yield _share(part, anchor)
    for anchor in sizes[:1]:
        for whole in _wholes_of(case, anchor):
            yield _share(anchor, whole)


def _share(part: Operand, whole: Operand) -> Derivation:
    return derivation("share", PERCENT, part.value / whole.value * 100, "{} ÷ {}", (part, whole))


def _parts_of(case: Case, whole: Operand) -> Iterator[Operand]:
    """The parts beside a whole whose own words the text has around its number."""
    source = case.source
    around = (_SHARE.sub("", case.wording.own), _IS.sub("", case.wording.rest))
    words = [named for each in around if len(named := bare(each)) >= _TWO]
    rows = [
        (max(pairs(named, _own(case, part)) for named in words), part)
        for part in source.beside(whole, whole.amount.dimension)
        if words and part.value < whole.value and source.is_level(part) and case.is_exact(part)
    ]
    most = max((fit for fit, _ in rows), default=0.0)
    yield from (part for fit, part in rows if fit >= max(FITS_WELL, most))


def _own(case: Case, part: Operand) -> str:
    """The words beside a figure, without those that it shares with another one."""
    source = case.source
    return "\x01".join((source.left(part), source.right(part), bare(part.figure.noun)))


def _wholes_of(case: Case, part: Operand) -> Iterator[Operand]:
    """The larger figures that the text names as what its number is a share of."""
    found = _WHOLE.search(case.wording.own)
    words = bare(found["whole"]) if found else ""
    for whole in case.fitting(part.amount.dimension, words, FITS_WELL) if len(words) >= _TWO else ():
        if whole.value > part.value and case.source.is_level(whole):
            yield whole
