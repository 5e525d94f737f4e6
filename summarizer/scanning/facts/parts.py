"""Parts: the figure of which another is said to be a part.

    户籍人口11.2万人。其中，城镇人口5.4万人，乡村人口5.8万人    both are parts of 11.2万人
    惠及1893人，其中毕业生702人，占37.1%                        702人 and 37.1% of 1893人
    出口额8亿元，占进出口总额的42%                               42% of the last sum that fits the share, if one does

A whole has the unit of its part and is no smaller. Parts go on to the end of the statement.
"""

from collections.abc import Iterator, Sequence
from math import isclose

from summarizer.models import Mention, Span
from summarizer.scanning.facts.movement import Movement
from summarizer.scanning.facts.wording import Wording, stated
from summarizer.scanning.numbers import units
from summarizer.scanning.segments import segments

_NEAR = 24
_FULL = {"%": 100.0, "‰": 1000.0, "成": 10.0}


def wholes(
    folded: str, figures: Sequence[Mention], wordings: Sequence[Wording], movements: Sequence[Movement]
) -> list[Span | None]:
    """The raw span of the whole of each figure, in order; None where it is not said to be a part."""
    found: list[int | None] = []
    opened: int | None = None  # the figure at which a list of parts began
    for index, (figure, wording) in enumerate(zip(figures, wordings, strict=True)):
        marked = stated("part", wording) is not None
        if marked:
            opened = index
        elif wording.first or _begins_anew(folded, figures, wordings, index):
            opened = None
        if movements[index].aspect == "share" and stated("divides", wording):
            found.append(_divided(folded, figures, found, movements, index))
        elif opened is not None and _counts(movements[index]):
            found.append(_whole(folded, figures, movements, opened, figure))
        else:
            found.append(None)
    return [None if at is None else Span(figures[at].start, figures[at].end) for at in found]


def _begins_anew(folded: str, figures: Sequence[Mention], wordings: Sequence[Wording], index: int) -> bool:
    """Whether a figure after a semicolon is the whole of parts of its own: …；劳动力18.6万人，其中外出务工7.9万人."""
    if (
        not index
        or index + 1 == len(figures)
        or ";" not in folded[figures[index - 1].text_end : figures[index].text_start]
    ):
        return False
    return stated("part", wordings[index + 1]) is not None and units.same(figures[index].unit, figures[index + 1].unit)


def _counts(movement: Movement) -> bool:
    return movement.aspect in {"amount", "share"}


def _whole(
    folded: str,
    figures: Sequence[Mention],
    movements: Sequence[Movement],
    opened: int,
    figure: Mention,
) -> int | None:
    """The nearest figure before the list of parts that the part fits in; all parts of a list have its first one's unit."""
    if not units.same(figures[opened].unit, figure.unit):
        return None
    for at in _before(folded, figures, opened):
        other = figures[at]
        if movements[at].aspect in {"amount", "share", "per"} and _contains(other, figure):
            return at
    return None


def _before(folded: str, figures: Sequence[Mention], index: int) -> Iterator[int]:
    """The figures before one, the nearest first, in its line; at the beginning of a line, in the line before too."""
    lines = segments(folded)
    start = lines.start("line", figures[index].text_start)
    if index and figures[index - 1].text_start < start:
        start = lines.start("line", figures[index - 1].text_start)
    for at in range(index - 1, max(-1, index - 1 - _NEAR), -1):
        if figures[at].text_start < start:
            return
        yield at


def _contains(whole: Mention, part: Mention) -> bool:
    if not units.same(whole.unit, part.unit):
        return False
    return whole.value is None or part.value is None or whole.value >= part.value


def _divided(
    folded: str,
    figures: Sequence[Mention],
    found: Sequence[int | None],
    movements: Sequence[Movement],
    index: int,
) -> int | None:
    """The whole that a share divides: the figure that makes the share with the one before it, else that one's own whole."""
    share = figures[index]
    part = next((at for at in _before(folded, figures, index) if movements[at].aspect == "amount"), None)
    if part is None:
        return None
    if found[part] is not None:
        return found[part]
    sums = [at for at in _before(folded, figures, part) if movements[at].aspect == "amount"]
    fitting = [at for at in sums if _makes(share, figures[part], figures[at])]
    if fitting:
        return fitting[0]
    shares = (found[at] for at in _before(folded, figures, index) if movements[at].aspect == "share")
    return next((whole for whole in shares if whole is not None), None)


def _makes(share: Mention, part: Mention, whole: Mention) -> bool:
    """Whether part / whole is the share, as exactly as it is given."""
    full = _FULL.get(share.unit or "", 1.0)
    if not part.value or not whole.value or share.value is None or not units.same(part.unit, whole.unit):
        return False
    return isclose(part.value / whole.value * full, share.value, rel_tol=0.02)
