"""Qualifiers: the words around a number that widen it, and the interval that they make of it.

With step = the place of the last digit given (1500 → 100, 2.3万 → 1000) and width = step, but a tenth of v at most:

    more   余 多 来          [v, v+step]
    plus   +                 [v, v+step]; in a claim, 以上 may say it too
    near   近 将近            [v−width, v]
    about  约 左右            [v−width, v+width]
    within ±                 [−v, v]; in a claim, 左右 may say it too
    over   超 至少 以上 ≥     [v, –]
    under  不足 以内 ≤        [–, v]
"""

import re
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.arabic import Value, exact

Meaning = Literal["more", "plus", "near", "about", "within", "over", "under"]


class Qualifier(NamedTuple):
    """One word of the tables, with what makes it part of another word: characters before it (附近), words after it (内容)."""

    word: str
    meaning: Meaning
    not_after: str = ""
    not_before: str = ""


class After(NamedTuple):
    """A qualifier that follows a number, and where it ends."""

    word: str
    end: int


BEFORE = (
    Qualifier("大约", "about"),
    Qualifier("约", "about", "合签节预条制履守特契公违续邀期大婚爽赴简"),
    Qualifier("约为", "about"),
    Qualifier("约等于", "about"),
    Qualifier("≈", "about"),
    Qualifier("±", "within", "0123456789%℃"),
    Qualifier("大概", "about"),
    Qualifier("大致", "about"),
    Qualifier("差不多", "about"),
    Qualifier("将近", "near"),
    Qualifier("接近", "near"),
    Qualifier("近乎", "near"),
    Qualifier("几近", "near"),
    Qualifier("近", "near", "附最邻临远新亲靠就将接贴迫相晋"),
    Qualifier("不超过", "under"),
    Qualifier("未超过", "under"),
    Qualifier("不得超过", "under"),
    Qualifier("不能超过", "under"),
    Qualifier("不超", "under"),
    Qualifier("超过", "over", "不未得能"),
    Qualifier("超出", "over"),
    Qualifier("超", "over", "赶反英中高不彩ABC"),
    Qualifier("逾", "over"),
    Qualifier("突破", "over", "得的重大新术等个创性"),
    Qualifier("≥", "over"),
    Qualifier("≧", "over"),
    Qualifier("⩾", "over"),
    Qualifier(">=", "over"),
    Qualifier("≮", "over"),
    Qualifier(">", "over", "<>-=|"),
    Qualifier("≤", "under"),
    Qualifier("≦", "under"),
    Qualifier("⩽", "under"),
    Qualifier("<=", "under"),
    Qualifier("≯", "under"),
    Qualifier("<", "under", "<>-=|"),
    Qualifier("高于", "over", "不得能"),
    Qualifier("多于", "over", "不得能"),
    Qualifier("大于", "over", "不"),
    Qualifier("至少", "over"),
    Qualifier("最少", "over"),
    Qualifier("不少于", "over"),
    Qualifier("不低于", "over"),
    Qualifier("不小于", "over"),
    Qualifier("不得少于", "over"),
    Qualifier("不得低于", "over"),
    Qualifier("不能少于", "over"),
    Qualifier("不能低于", "over"),
    Qualifier("不下", "over"),
    Qualifier("不止", "over"),
    Qualifier("不足", "under"),
    Qualifier("不到", "under", "达得看找收想遇做办感听见买碰赶"),
    Qualifier("不满", "under"),
    Qualifier("未满", "under"),
    Qualifier("少于", "under", "不得能"),
    Qualifier("低于", "under", "不得能"),
    Qualifier("小于", "under", "不"),
    Qualifier("不高于", "under"),
    Qualifier("不得高于", "under"),
    Qualifier("不能高于", "under"),
    Qualifier("不得多于", "under"),
    Qualifier("不能多于", "under"),
    Qualifier("不多于", "under"),
    Qualifier("不大于", "under"),
    Qualifier("至多", "under"),
    Qualifier("最多", "under"),
)
# Before 百 千 万 亿 alone: 上百, 过万.
BEFORE_SCALE = (
    Qualifier("上", "over", "以网线晚早会路身向"),
    Qualifier("过", "over", "超通经度渡跨越透"),
    Qualifier("好", "over", "做搞办抓建管守护保用理弄打当把最更很良美友讲学"),
)
INSIDE = (
    Qualifier("余", "more"),
    Qualifier("多", "more"),
    Qualifier("来", "more"),
    Qualifier("许", "more"),
    Qualifier("大", "more"),  # 大半年
    Qualifier("+", "plus"),
)
# Words that begin with 内: 内资, 内陆, 内河.
_NO_INSIDE = (
    "容|外|部|地|蒙|涝|需|科|陆|生|设|江|黄|乡|的|置|存|镜|资|河|环|海|湖|港|循|燃|墙|饰|侧|圈|线|能|径|控|审|阁|向|讧|勤|刊|"
    "服|分泌|衣|含|务|幕|涵|源|销|贸|退|核|心|围|衬|胆|脏|宾|丘|行|城|关|联|化|耗|涌|业|服"
)
# 或 and 及 before them join, and are no part of the word: 30年或以上.
AFTER = (
    Qualifier("左右", "about", not_before="岸|两|手|脑|侧|摇|为难|翼|邻"),
    Qualifier("上下", "about", not_before="联|游|级|同|一心|班|打|功夫|水|行|车|一致|贯|衔"),
    Qualifier("有余", "more"),
    Qualifier("出头", "more"),
    Qualifier("以上", "over"),
    Qualifier("开外", "over"),
    Qualifier("以下", "under"),
    Qualifier("以内", "under"),
    Qualifier("之内", "under"),
    Qualifier("内", "under", not_before=_NO_INSIDE),
    Qualifier("+", "plus", not_before=r"\s?[\dA-Za-z+多若几数一二三四五六七八九十]"),
)
_MEANINGS = {row.word: row.meaning for row in (*BEFORE, *BEFORE_SCALE, *INSIDE, *AFTER)}
_BEFORE = {row.word: row for row in BEFORE}
_LONGEST_BEFORE = max(len(word) for word in _BEFORE)
LAST_BEFORE = _LAST_BEFORE = frozenset(word[-1] for word in _BEFORE)
FIRST_AFTER = frozenset(row.word[0] for row in AFTER)
_INSIDE = lazy_pattern(
    "多(?!所|为|方|名师|元化|元文化|功能|媒体|样|晶硅|边形|式联运|民族|发性|动症|肽|糖)|余(?!额|姚|杭|震|下|热|粮|晖|氯|江县|庆县|干县)"
    r"|来(?!自|源|到|宾|访|华|信|电|函|往|临)|许(?!昌|可|多)|\+(?![\w+])|\+(?=[\u4e00-\u9fff])"
)
_SUM = lazy_pattern("[0-9]\\+[\u4e00-\u9fff]")  # 1+村; what 3000+户 may be, `inside` knows
_END = lazy_pattern(r"[,，。;；、!?)）\n]|\Z")
_TIMED = lazy_pattern("(内)(?![容部外涵蒙])")
_AFTER = re.compile(
    r"[ \t]?[或及]?("
    + "|".join(re.escape(row.word) + (f"(?!{row.not_before})" if row.not_before else "") for row in AFTER)
    + ")"
)


_NARROWEST = 10  # 约200万 is no number from 100万 to 300万
# Those that say the same of a number, besides words of one meaning.
_AGREEING = ({"plus", "more"}, {"plus", "over"}, {"within", "about"})


def before(folded: str, position: int) -> str | None:
    """The qualifier that ends at a position."""
    if folded[position - 1 : position] not in _LAST_BEFORE:
        return None
    for length in range(_LONGEST_BEFORE, 0, -1):
        row = _BEFORE.get(folded[max(0, position - length) : position])
        if row is not None and len(row.word) <= position and _free(row, folded, position):
            return row.word
    return None


def before_scale(folded: str, position: int) -> str | None:
    """The qualifier before 百 千 万 亿 without digits (上百, 过万)."""
    for row in BEFORE_SCALE:
        if folded[position - 1 : position] == row.word and _free(row, folded, position):
            return row.word
    return None


def _free(row: Qualifier, folded: str, position: int) -> bool:
    start = position - len(row.word)
    return start == 0 or folded[start - 1] not in row.not_after


def inside(folded: str, position: int) -> str | None:
    """余 多 来 that follow the digits."""
    match = _INSIDE.match(folded, position)
    return match.group() if match else None


def after(folded: str, position: int, kind: str | None = None) -> After | None:
    """左右, 以上, 或以上 … that follow a unit of a kind; a space before it counts to it.

    After a classifier 内 is a qualifier only at the end of a clause (5人内。, not 5个内环站); after a time it is one
    before most words (十日内|向法院申诉).
    """
    match = _AFTER.match(folded, position) or (_TIMED.match(folded, position) if kind == "time" else None)
    if match is None or (kind == "count" and match[1] == "内" and not _END.match(folded, match.end())):
        return None
    if match[1] == "+" and _SUM.match(folded, position - 1):
        return None
    return After(match[1], match.end())


@lru_cache(maxsize=256)
def meanings(qualifier: str | None) -> frozenset[Meaning]:
    """What a qualifier means; of two joined by …, both. Words that are no qualifiers (共, 达) mean nothing."""
    words = (qualifier or "").replace("及以", "以").replace("或以", "以").split("…")
    return frozenset(_MEANINGS[word.strip()] for word in words if word.strip() in _MEANINGS)


def agree(claimed: str | None, stated: str | None) -> bool:
    """Whether two qualifiers say the same: ≥ and 不低于, + and 多 or 以上, ± and 左右, 近…多 and 近; 余 and none do not."""
    senses, others = meanings(claimed), meanings(stated)
    if senses == others or senses | others in _AGREEING:
        return True
    return bool(senses) and senses < others


def interval(value: Value, step: Value, qualifier: str | None) -> tuple[Value | None, Value | None]:
    """(low, high) of a value with its qualifier; None is open."""
    if qualifier is None:
        return value, value
    senses = meanings(qualifier)
    if "within" in senses:
        return -value, value
    is_wide = bool(senses & {"near", "about"})
    width = min(step, exact(abs(Fraction(value)) / _NARROWEST)) if is_wide else 0
    low: Value | None = value - width if is_wide else value
    high: Value | None = value + width if "about" in senses else value
    if senses & {"more", "plus"}:
        high = value + step
    if "under" in senses:
        low = None
    if "over" in senses:
        high = None
    return low, high


def opened(low: Value | None, high: Value | None, word: str) -> tuple[Value | None, Value | None]:
    """The bounds of an indefinite number with one more qualifier: 数百人以上 has no upper one."""
    senses = meanings(word)
    return None if "under" in senses else low, None if "over" in senses else high


def plain(value: Value | None) -> int | float | None:
    """A value as JSON has it: an int where it is whole."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)
