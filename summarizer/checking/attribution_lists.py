"""Lists of a sentence: the head of each number of a list, and the whole of which a number is a part.

甲、乙及丙产业增速分别达到15.6%、33.1%、12.9%        33.1% has the head 乙
游客13万人次，收入4180万元，同比增长21%和32%        21% has the head 游客, as with 分别
死亡15人（包括甲县1人、乙县6人）                   6人 is a part of 15人
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from summarizer.checking.attribution_topics import BRACKETED, CLAUSE, FAR, ITEM, LEAST_OWN, topic
from summarizer.models import Mention
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import units

_NOT_LISTED = re.compile("[和与及]")
_OPENS = re.compile(r"\(\s*(?:其中)?(?:包括|包含|含|分别[为是]|即)?[:]?|[,:]\s*(?:其中)?(?:包括|包含|分别[为是])[:]?")
_APART = re.compile(CLAUSE.pattern + "|[:)]")
_WIDER = re.compile("全[国省市区县州旗镇乡]|[上去前]年|同期")  # what it is compared with, no part of it
_MEMBER = re.compile(r"\s*[、,和与及]\s*[^、,。;()]{1,6}")
_LONGEST_NAME = 4
_RESPECTIVELY = re.compile("分别|依次|各为")
_JOINT = re.compile(
    r"\s*(?:、|,|和|与|及|以及|,?其中|[()]|\s)+\s*|\s*(?:、|和|与|及|以及|,)\s*(?:增长|下降|为|达|占)?\s*-?"
)
_HEAD_MARKS = ("、|和|与|及|以及", "、|以及|及", "、")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def whole_of(gaps: Sequence[str], numbers: Sequence[Mention], index: int) -> int | None:
    """The number of which one is a part that has but a name of its own: 死亡15人(甲县1人、乙县6人), 死亡15人,包括甲县1人."""
    first = index
    while first and not (opened := _OPENS.search(gaps[first])) and _MEMBER.fullmatch(gaps[first]):
        first -= 1
    if not first or not opened or _APART.search(gaps[first], 0, opened.start()):
        return None
    whole = numbers[first - 1]
    if not units.same(numbers[index].unit, whole.unit):
        return None
    name = _OPENS.sub("", gaps[first][opened.start() :] if first == index else gaps[index])
    is_name = len(bare(name)) <= _LONGEST_NAME and not set(bare(name)) & set(bare(whole.noun))
    return first - 1 if is_name and not _WIDER.search(name) else None


def respective_heads(
    folded: str, numbers: Sequence[Mention], gaps: Sequence[str]
) -> tuple[dict[int, str], dict[int, tuple[int, ...]]]:
    """The head of each number of a list after 分别, and the list: A、B及C分别1、2和3, A(1)、B(2)、C(3)增长分别…."""
    heads: dict[int, str] = {}
    runs: dict[int, tuple[int, ...]] = {}
    for first in range(len(numbers)):
        marks = list(_RESPECTIVELY.finditer(gaps[first]))
        shares = () if marks else _shares(gaps, numbers, first)
        run = _run(gaps, first) if marks else shares
        if len(run) < LEAST_OWN:
            continue
        end = numbers[first].text_start - len(gaps[first]) + marks[-1].start() if marks else 0
        start = numbers[0].text_start - len(gaps[0])
        members = _members(BRACKETED.sub("", folded[max(start, end - FAR) : end]), len(run)) if marks else []
        if not members and first >= len(run):
            members = [
                ITEM.split(gaps[place])[-1] + bare(numbers[place].noun) for place in range(first - len(run), first)
            ]
        for place, member in zip(run, members, strict=False):
            heads[place], runs[place] = bare(member), run
    return heads, runs


def _shares(gaps: Sequence[str], numbers: Sequence[Mention], first: int) -> tuple[int, ...]:
    """The shares that answer as many numbers before them in order: 游客13万人次，收入4180万元，同比增长21%和32%."""
    if first < LEAST_OWN or not _is_share(numbers[first]) or _NOT_LISTED.search(gaps[first]):
        return ()
    if topic(bare(gaps[first])) or not CLAUSE.match(gaps[first]):
        return ()
    run = tuple(takewhile(lambda place: _is_share(numbers[place]), _run(gaps, first)))
    before = numbers[max(0, first - len(run)) : first]
    if len(before) < len(run) or any(map(_is_share, before)) or not _NOT_LISTED.fullmatch(gaps[run[-1]].strip()):
        return ()
    return run if all(number.noun for number in before) else ()


def _is_share(number: Mention) -> bool:
    return units.kind(number.unit) == "share"


def _run(gaps: Sequence[str], first: int) -> tuple[int, ...]:
    last = first
    while last + 2 < len(gaps) and _JOINT.fullmatch(gaps[last + 1]):
        last += 1
    return tuple(range(first, last + 1))


def _members(words: str, count: int) -> list[str]:
    """The members of the list that ends a clause, if they are that many."""
    clause = CLAUSE.split(_THOUSANDS.sub("", words))[-1]
    for marks in _HEAD_MARKS:
        members = [part for part in re.split(marks, clause) if bare(part)]
        if len(members) == count:
            return members
    return []
