"""The features of a number for a subject: in how many ways the words around the number name it, each 0 to 1.

    noun, literal, same, beside, right …   the subject is the number's noun, or next to it
    inherits_noun, chain …                 … or next to the number that this one continues
    own_untold, count_untold, excluded …   the number has words of its own, and the subject does not say them
    noun_top, beside_top …                 no other number of the sentence fits better in this way

`data/attribution.tsv` has their weights.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from operator import attrgetter, or_
from typing import NamedTuple

from summarizer.checking.attribution_words import NumberWords
from summarizer.scanning.grounding import bare, common, likeness
from summarizer.scanning.numbers import nouns, units

# Words that go with any count and distinguish none: 行政村|数量, 第一针|人数, 出口|增速.
_COUNT = re.compile(
    "(?<=..)(?:数量|人数|户数|个数|件数|次数|起数|间数|总数|总量|总值|总额|数额|金额|面积|数|额"
    "|增速|增幅|升幅|涨幅|降幅|跌幅|增长率|占比|比例|比重|增长)\\Z"
)
_SCOPE = re.compile("(?:全|该|本|我|各|这)(?:国|省|市|区|县|旗|州|镇|乡|村|街道|地|校|院)")
# Before a subject these make another thing of it: 不合格, 次密切接触者, 进出口, 微网格.
OTHERWISE = "不无非未次副微进"
_OTHERWISE = frozenset(OTHERWISE)
_MONEY = re.compile("(?:额|收入|投资|资金|产值|支出|费|价|款|增加值|生产总值|利润|奖励|补助|补贴)\\Z")
_TOTAL, _PART = re.compile("总|累计|共计|合计|全部|共"), re.compile("其中|占")
_LONGEST_PLACE, _EDGE = 8, 2
_compared = attrgetter("noun", "beside", "clause_lcs", "chain", "same")
"""The features that the numbers of a sentence are compared by, in the order of those that end in `_top`."""


class Features(NamedTuple):
    """Those of one number for one subject."""

    noun: float = 0.0
    literal: float = 0.0
    noun_back: float = 0.0
    no_noun: float = 0.0
    same: float = 0.0
    beside: float = 0.0
    right: float = 0.0
    clause: float = 0.0
    clause_lcs: float = 0.0
    inherits: float = 0.0
    inherits_noun: float = 0.0
    chain: float = 0.0
    chain_left: float = 0.0
    modifier: float = 0.0
    core: float = 0.0
    in_subject: float = 0.0
    money_fits: float = 0.0
    own_told: float = 0.0
    own_untold: float = 0.0
    count_untold: float = 0.0
    excluded: float = 0.0
    total_text: float = 0.0
    part_text: float = 0.0
    place_fits: float = 0.0
    place_unfit: float = 0.0
    noun_top: float = 0.0
    beside_top: float = 0.0
    clause_lcs_top: float = 0.0
    chain_top: float = 0.0
    same_top: float = 0.0


class SeenNumber(NamedTuple):
    """What the features ask of the words around a number, whatever the subject."""

    words: NumberWords
    chars: frozenset[str]
    around: str
    beside: str
    nouns: tuple[str, ...]  # its noun, and the same without the word for a count
    before: str  # what its item ends with, but for the words between a noun and its number
    named: str  # its noun, if that is no verb
    near: str  # … and if it is beside it
    own: str
    may_be_denied: bool
    is_money: bool
    is_total: bool
    is_part: bool

    @classmethod
    def of(cls, words: NumberWords) -> "SeenNumber":
        around, beside = words.around, f"{words.left}\x01{words.right}"
        is_beside = words.noun in words.right or (len(words.noun) > 1 and words.noun in words.item)
        named = "" if words.has_verb else words.noun
        return cls(
            words,
            frozenset(around).union(words.left, words.clause),
            around,
            beside,
            nouns=tuple(dict.fromkeys((words.noun, _COUNT.sub("", words.noun)))) if words.noun else (),
            before=_without_between(words.item),
            named=named,
            near=named if is_beside else "",
            own=words.own if len(words.own) > 1 else "",
            may_be_denied=not _OTHERWISE.isdisjoint(around),
            is_money=units.kind(words.unit) == "money",
            is_total=_TOTAL.search(beside) is not None,
            is_part=_PART.search(beside) is not None,
        )


def forms(subject: str, places: Collection[str]) -> tuple[str, ...]:
    """A subject, bare, and the same without its place and its word for a count: 全县行政村数量, 行政村."""
    words = bare(subject)
    scope = _SCOPE.match(words)
    place = scope.group() if scope else _place_of(words, places)
    wordings = [words]
    if place and len(words) > len(place) + 1:
        wordings.append(words.removeprefix(place))
    wordings += [_COUNT.sub("", form) for form in wordings]
    return tuple(dict.fromkeys(filter(None, wordings)))


def _place_of(words: str, places: Collection[str]) -> str:
    return next((words[:length] for length in range(_LONGEST_PLACE, 1, -1) if words[:length] in places), "")


def features(wordings: Sequence[str], numbers: Sequence[SeenNumber], places: Collection[str]) -> list[Features]:
    """The features of each number of a sentence for the forms of a subject; the first form is the whole subject."""
    seen = [_without_denied(wordings, number) if number.may_be_denied else number for number in numbers]
    rows = [_row(wordings, number, _continued(seen, index)) for index, number in enumerate(seen)]
    if place := _place_before(wordings):
        rows = [_with_place(row, place, number.words, places) for number, row in zip(seen, rows, strict=True)]
    return _with_runs(wordings, numbers, _with_tops(rows))


def _continued(seen: Sequence[SeenNumber], index: int) -> SeenNumber | None:
    root = seen[index].words.root
    return None if root == index else seen[root]


def _place_before(wordings: Sequence[str]) -> str:
    """The place with which a subject begins."""
    has_place = len(wordings) > 1 and wordings[0].endswith(wordings[1])
    return wordings[0][: -len(wordings[1])] if has_place else ""


def _with_place(row: Features, place: str, words: NumberWords, places: Collection[str]) -> Features:
    if place in words.left + words.right:
        return row._replace(place_fits=1.0)
    return row._replace(place_unfit=float(any(len(other) > 1 and other in words.left for other in places)))


def _with_tops(rows: Sequence[Features]) -> list[Features]:
    best = [max(values) for values in zip(*map(_compared, rows), strict=True)]
    return [_with_top(row, best) if any(_compared(row)) else row for row in rows]


def _with_top(row: Features, best: Sequence[float]) -> Features:
    top = [float(value >= most > 0) for value, most in zip(_compared(row), best, strict=True)]
    return Features(*row[: -len(best)], *top)


def _with_runs(wordings: Sequence[str], numbers: Sequence[SeenNumber], rows: list[Features]) -> list[Features]:
    """A、B、C产业增速分别…: a subject that only the last head says (产业增速) is that of each number."""
    for index, (words, *_) in enumerate(numbers):
        if not words.run or words.run[-1] != index or not any(words.head.find(form) > 0 for form in wordings):
            continue
        if not any(numbers[place].words.head in wordings for place in words.run):
            for place in words.run:
                rows[place] = rows[index]
    return rows


def _row(wordings: Sequence[str], number: SeenNumber, root: SeenNumber | None) -> Features:
    """The features of a number; `root` is the one that it continues."""
    subject, words = wordings[0], number.words
    whatever_it_says = Features(
        no_noun=float(not words.noun),
        inherits=float(root is not None),
        in_subject=float(len(words.surface) > 1 and words.surface in subject),
        money_fits=float(number.is_money and _MONEY.search(subject) is not None),
        own_untold=float(bool(number.own)),
        count_untold=float(bool(number.near)),
        excluded=float(bool(number.near) and set(number.near).isdisjoint(subject)),
        total_text=float(number.is_total and _TOTAL.search(subject) is None),
        part_text=float(number.is_part and _PART.search(subject) is None),
    )
    if number.chars.isdisjoint(subject) and (root is None or root.chars.isdisjoint(subject)):
        return whatever_it_says
    beside, left = _pairs(wordings, number.around), _share(wordings, words.left)
    return whatever_it_says._replace(
        noun=_likeness(wordings, number.nouns),
        literal=float(beside > 0 and _is_literal(wordings, words)),
        noun_back=pairs(number.named, subject),
        same=float(beside > 0 and _is_same(wordings, number)),
        beside=beside,
        right=_pairs(wordings, words.right) if beside else 0.0,
        clause=_pairs(wordings, words.clause),
        clause_lcs=_share(wordings, words.clause),
        inherits_noun=_likeness(wordings, root.nouns) if root else 0.0,
        chain=max(beside, _pairs(wordings, root.around)) if root else beside,
        chain_left=max(left, _share(wordings, root.words.left)) if root else left,
        modifier=_has_edge(subject, subject[:_EDGE], number),
        core=_has_edge(subject, subject[-_EDGE:], number),
        own_told=pairs(number.own, subject),
        own_untold=1 - share(number.own, subject) if number.own else 0.0,
        count_untold=1 - share(number.near, subject) if number.near else 0.0,
    )


def _pairs(wordings: Sequence[str], context: str) -> float:
    """The most that a form of a subject has of its characters, with a neighbour, in a context.

    The other forms are parts of the first: where that has none there, or all, so has each of them.
    """
    whole = pairs(wordings[0], context)
    return max([pairs(form, context) for form in wordings]) if 0 < whole < 1 else whole


def _share(wordings: Sequence[str], context: str) -> float:
    whole = share(wordings[0], context)
    return max([share(form, context) for form in wordings]) if 0 < whole < 1 else whole


def _likeness(wordings: Sequence[str], known: Sequence[str]) -> float:
    return max([likeness(form, noun) for form in wordings for noun in known], default=0.0)


def _is_literal(wordings: Sequence[str], words: NumberWords) -> bool:
    return any(len(form) > 1 and (form in words.item or form in words.right) for form in wordings[:2])


def _is_same(wordings: Sequence[str], number: SeenNumber) -> bool:
    """Whether the subject is the noun, begins what follows the number, or ends what is before it."""
    noun, right, before = number.words.noun, number.words.right, number.before
    return any(len(form) > 1 and (noun == form or right.startswith(form) or before.endswith(form)) for form in wordings)


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, nouns.words('copula') | nouns.words('change')))})\Z")


def _without_between(item: str) -> str:
    """The words of an item without those between a noun and its number."""
    while between := _between().search(item):
        item = item[: between.start()]
    return item


def _has_edge(subject: str, edge: str, number: SeenNumber) -> float:
    return float(len(subject) > _EDGE and (edge in number.beside or edge in number.words.noun))


def _without_denied(wordings: Sequence[str], number: SeenNumber) -> SeenNumber:
    """The words around a number without those that hold the subject and are another thing: 不合格 for 合格."""
    denied = [mark + form for form in wordings[:2] if len(form) > 1 for mark in OTHERWISE]
    if not any(other in number.around for other in denied):
        return number
    words = number.words
    for other in denied:
        words = words._replace(
            noun=words.noun.replace(other, "\x02"),
            left=words.left.replace(other, "\x02"),
            item=words.item.replace(other, "\x02"),
            clause=words.clause.replace(other, "\x02"),
            right=words.right.replace(other, "\x02"),
            own=words.own.replace(other, "\x02"),
        )
    return SeenNumber.of(words)


@lru_cache(maxsize=4096)
def pairs(words: str, context: str) -> float:
    """The share of the words' characters that occur in a context together with a neighbour."""
    if not words or not context:
        return 0.0
    if words in context:
        return 1.0
    covered = [words[index : index + 2] in context for index in range(len(words) - 1)]
    return sum(map(or_, [False, *covered], [*covered, False])) / len(words) if any(covered) else 0.0


@lru_cache(maxsize=4096)
def share(words: str, context: str) -> float:
    """The share of the words' characters that a context has in the same order."""
    return common(words, context) / len(words) if words and context else 0.0
