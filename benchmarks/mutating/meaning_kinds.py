"""Kinds of wrong figures whose number is right and whose meaning differs, by a stated fact or by words of the subject.

They are made from the facts that are annotated (`case_files`): what the text says in so many words is told as the
opposite. The words differ from those of `data/claims.tsv` and `data/antonyms.tsv` where writers have several.
"""

import re
from collections.abc import Iterator

from mutating.case_files import Case, Claim, Fact
from summarizer.scanning.numbers import units

_DENIED = re.compile("[未不非](?=[\u4e00-\u9fff]{2})")
_DENIABLE = {"合格": "不", "符合": "不", "达标": "未", "完成": "未", "参保": "未", "参加": "未", "接种": "未"}
_DENIABLE |= {
    "按时": "未",
    "硬化": "未",
    "有证": "",
    "复工": "未",
    "通过": "未",
    "办结": "未",
    "农业": "非",
    "接種": "未",
}
ANTONYMS = (
    ("就业", "失业"), ("出口", "进口"), ("死亡", "受伤"), ("死亡", "出生"), ("确诊", "疑似"), ("确诊", "治愈"),
    ("男性", "女性"), ("城镇", "农村"), ("城镇", "乡村"), ("收入", "支出"), ("存款", "贷款"), ("迁入", "迁出"),
    ("流入", "流出"), ("入境", "出境"), ("盈利", "亏损"), ("开业", "停业"), ("胜诉", "败诉"), ("上行", "下行"),
    ("产量", "销量"), ("夏粮", "秋粮"), ("公办", "民办"), ("国有", "民营"), ("顺差", "逆差"), ("增产", "减产"),
    ("寄宿", "走读"), ("进港", "出港"), ("抵港", "离港"), ("抵港", "離港"), ("出栏", "存栏"), ("赞成", "反对"),
    ("赞成", "弃权"), ("发电", "用电"), ("住院", "出院"), ("买入", "卖出"), ("借入", "借出"), ("录取", "落榜"),
)  # fmt: skip
_PLANNED, _DONE = ("计划", "预计"), ("已完成", "已建成")
_LEVELS = frozenset({"amount", "share", "per", "index"})
_FORMER, _PRESENT = ("原来的", "去年同期"), ("目前", "提高到的")
_LEADING = re.compile("(?:计划|预计|已|拟|新增|累计|其中)+")


def _with(true: Fact, words: tuple[str, ...], **fields: object) -> Iterator[Claim]:
    """The claim with each of some words before its subject."""
    subject = _LEADING.sub("", true.claim["subject"], count=1)
    yield from (true.claim | {"subject": word + subject} | fields for word in words)


def opposite(_case: Case, true: Fact) -> Iterator[Claim]:
    """不合格样品 told as 合格样品, and the reverse."""
    subject = true.claim["subject"]
    if _DENIED.search(subject):
        yield true.claim | {"subject": _DENIED.sub("", subject, count=1)}
    elif "无证" in subject:
        yield true.claim | {"subject": subject.replace("无证", "有证")}
    else:
        for word, denial in _DENIABLE.items():
            denied = denial + word if denial else word.replace("有", "无")
            if word in subject and true.mention.role == "figure":
                yield true.claim | {"subject": subject.replace(word, denied)}


def antonym(_case: Case, true: Fact) -> Iterator[Claim]:
    """失业人员 told as 就业人员."""
    subject = true.claim["subject"]
    for pair in ANTONYMS:
        for word, other in (pair, pair[::-1]):
            if word in subject and other not in subject:
                yield true.claim | {"subject": subject.replace(word, other)}


def planned_done_stated(_case: Case, true: Fact) -> Iterator[Claim]:
    """What is planned, required, offered or denied stated as actual; what is done stated as planned."""
    status = true.meaning.get("status")
    if status:
        yield true.claim | {"status": "planned" if status == "actual" else "actual"}


def planned_done_in_words(_case: Case, true: Fact) -> Iterator[Claim]:
    """计划再建6万亩 told as 已建成."""
    status = true.meaning.get("status")
    if status in {"actual", "planned"}:
        yield from _with(true, _PLANNED if status == "actual" else _DONE)


def change_level_stated(_case: Case, true: Fact) -> Iterator[Claim]:
    """A change or growth stated as an amount, with and without its direction; a level stated as a change."""
    aspect = true.meaning.get("aspect")
    if aspect in {"change", "growth"}:
        yield true.claim | {"aspect": "amount"}
        yield true.claim | {"aspect": "amount", "direction": None}
    elif aspect in _LEVELS or true.meaning.get("turn") == "new":
        yield true.claim | {"aspect": "change"}


def change_level_in_words(_case: Case, true: Fact) -> Iterator[Claim]:
    """比上年增加900个 told as 总数; 达到63.4万人 told as 增加量."""
    aspect = true.meaning.get("aspect")
    subject, still = true.claim["subject"], {"direction": None}
    if aspect == "change":
        yield true.claim | {"subject": subject + _total(true)} | still
        yield from _with(true, _PRESENT[:1], **still)
    elif aspect in _LEVELS or true.meaning.get("turn") == "new":
        yield from (true.claim | {"subject": subject + word} for word in ("增加量", "的减少量"))


def old_new(_case: Case, true: Fact) -> Iterator[Claim]:
    """由5天压缩至1天: 5天 told as 目前, 1天 as 原来的."""
    turn = true.meaning.get("turn")
    if turn:
        yield from _with(true, _PRESENT if turn == "old" else _FORMER)
        yield true.claim | {"period": "目前" if turn == "old" else "上年同期"}


def part_whole_stated(case: Case, true: Fact) -> Iterator[Claim]:
    """A part stated as one of another number of its sentence; its whole stated as a part of it."""
    whole = true.meaning.get("whole")
    for other in case.figures:
        if other is true or other.claim["quote"] != true.claim["quote"]:
            continue
        if (whole and other.mention.surface != whole) or other.meaning.get("whole") == true.mention.surface:
            yield true.claim | {"whole": other.mention.surface}


def part_whole_in_words(case: Case, true: Fact) -> Iterator[Claim]:
    """其中女性25.1万人 told as 总数, in its own words and in those of its whole; the whole told as 其中."""
    whole = true.meaning.get("whole")
    if whole:
        yield true.claim | {"subject": true.claim["subject"] + _total(true)}
        wholes = [other for other in case.figures if other.mention.surface == whole]
        yield from (true.claim | {"subject": other.claim["subject"] + _total(true)} for other in wholes[:1])
    elif any(other.meaning.get("whole") == true.mention.surface for other in case.figures):
        yield from _with(true, ("其中",))


def cumulative_new_stated(_case: Case, true: Fact) -> Iterator[Claim]:
    """A running total stated as new, and the reverse."""
    if true.meaning.get("cumulative"):
        yield true.claim | {"new": True}
    if true.meaning.get("new"):
        yield true.claim | {"cumulative": True}


def cumulative_new_in_words(_case: Case, true: Fact) -> Iterator[Claim]:
    """新增2例 told as 累计; 累计386例 told as 新增."""
    if true.meaning.get("cumulative") and "新增" not in true.claim["subject"]:
        yield from _with(true, ("新增", "当日新增"))
    if true.meaning.get("new"):
        yield from _with(true, ("累计", "历年累计"))


def mean_total(_case: Case, true: Fact) -> Iterator[Claim]:
    """日均3200人次 told as 累计 or 总; 累计2.56万人次 told as 日均."""
    mean = true.meaning.get("mean")
    if mean:
        yield from _with(true, ("累计",))
        yield true.claim | {"subject": true.claim["subject"].replace(mean, "") + _total(true)}
    elif true.meaning.get("cumulative") and true.meaning.get("aspect") is None:
        yield from _with(true, ("日均", "平均每月"))


def _total(true: Fact) -> str:
    unit = true.claim["unit"]
    return "总额" if units.kind(unit) == "money" else "总量" if units.kind(unit) == "measure" else "总数"


def period_in_words(case: Case, true: Fact) -> Iterator[Claim]:
    """The figure of 2023年 claimed of 二〇二二年, 2022年度, 2024年上半年."""
    yield from ({**true.claim, "period": words} for words in _other_periods(case, true))


def period_in_subject(case: Case, true: Fact) -> Iterator[Claim]:
    """The figure of 2023年 told as 2022年地区生产总值."""
    yield from ({**true.claim, "subject": f"{words}{true.claim['subject']}"} for words in _other_periods(case, true))


def _other_periods(_case: Case, true: Fact) -> Iterator[str]:
    """Words for other times than that of a figure, whose words tell its year."""
    own = re.match("((?:19|20)[0-9]{2})年", true.claim.get("period") or "")
    if own is None:
        return
    year = int(own[1])
    digits = str.maketrans("0123456789", "〇一二三四五六七八九")
    yield f"{year - 1}年".translate(digits)
    yield from (f"{year - 1}年度", f"{year + 1}年上半年", f"{year - 1}年12月")
    if "季度" in true.claim["period"] or re.search("[0-9]月", true.claim["period"]):
        yield f"{year}年四季度"


KINDS = (
    opposite,
    antonym,
    planned_done_stated,
    planned_done_in_words,
    change_level_stated,
    change_level_in_words,
    old_new,
    part_whole_stated,
    part_whole_in_words,
    cumulative_new_stated,
    cumulative_new_in_words,
    mean_total,
    period_in_words,
    period_in_subject,
)


def true_in_words(true: Fact) -> Iterator[tuple[str, Claim]]:
    """A true figure with what it means: stated in the fields of `check`, and in words before its subject."""
    if true.facts is None:
        return
    yield "with its facts stated", true.stated
    meaning = true.meaning
    words: tuple[str, ...] = ()
    words += {"planned": _PLANNED, "actual": _DONE[:1]}.get(meaning.get("status", ""), ())
    words += ("累计",) if meaning.get("cumulative") else ()
    words += ("新增",) if meaning.get("new") and not meaning.get("status") else ()
    words += ("其中",) if meaning.get("whole") else ()
    words += {"old": ("原来的",), "new": ("目前", "调整后的")}.get(meaning.get("turn", ""), ())
    words += tuple(word for word in (meaning.get("mean"), true.claim.get("period")) if word)
    yield from (("with its facts in words", claim) for claim in _with(true, words))
    if meaning.get("aspect") == "change" and true.claim.get("direction"):
        ends = ("增加额", "增量") if true.claim["direction"] == "increase" else ("减少额", "降幅")
        yield from (("with its facts in words", true.claim | {"subject": true.claim["subject"] + w}) for w in ends)
    if any(other in meaning for other in ("whole", "turn", "mean")) or meaning.get("aspect", "amount") != "amount":
        return
    yield "with its facts in words", true.claim | {"subject": true.claim["subject"] + _total(true)}
