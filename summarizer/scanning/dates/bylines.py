"""Bylines: where in its text a page states when it was published.

    byline       21-10-25 16:43 来源:中国甘肃网 · 发布日期 | 2021-10-26 · 张三 发表于 2024-07-09 09:12 · date: 2024-07-09
    dateline     新华社北京5月6日电
    signature    青山县人民政府 ⏎ 2024年5月6日
    own line     2023年5月3日(星期三) at the end; after the last word, 完
    argument     ("青山县扩建水厂", "2024-07-09", "全县…") of a program or a dump
    stamp        2024-07-09 09:12 张三, right under the title
    update       更新时间:2024-03-21, where nothing else is stated

The days of other things are none: 截止日期, 有效期至, 会议时间, ©.
"""

import re
from collections.abc import Sequence
from itertools import islice

from summarizer.models import Published
from summarizer.resources import lazy_pattern
from summarizer.scanning.dates.dating import resolve
from summarizer.scanning.dates.forms import Found
from summarizer.scanning.dates.years import PageEvidence

_TOP, _END, _LINE, _LEAD, _LONGEST_LABEL = 1200, 300, 200, 40, 64
_PUBLISHING = (
    "(?:发布|发稿|发表|公开|公布|公告|成文|发文|印发|签发|生成|刊发|上传|上线|录入|编发|撰写|撰稿|出版|刊登|张贴)"
)
_LABEL = lazy_pattern(
    rf"(?:{_PUBLISHING}(?:时间|日期)[\s:|\]】]{{0,4}}|(?:出版|{_PUBLISHING}于) ?: ?"
    r"|(?:^|[\"'#{,|]) ?(?:date|pub[_ ]?date|(?:date[_ ]?)?(?:published|posted)(?:[_ ]?(?:at|on|date|time))?"
    r"|publish[_ ]?(?:date|time)|release[_ ]?date)[\"']?[ :=|]{1,3}[\"']?)\Z",
    re.IGNORECASE,
)
_OTHER_DAY = lazy_pattern(r"([^\s,;:|。()\[\]【】]{1,10})(?:时间|日期|期限)[\s:|】]{0,3}(?:至|为|到)?[\s:]?\Z")
_PAGE_DAY = lazy_pattern(rf"(?:本文|文章|新闻|信息|稿件|原文|文件|公文|网页)?(?:{_PUBLISHING}|更新|修改)?|日期|时间")
_DEADLINE = lazy_pattern(r"(?:有效|截止|截至|截止到|到期|届满|保质|©|copyright|版权所有)[^\n]{0,12}\Z", re.IGNORECASE)
_PLACED = lazy_pattern(r"(?:^|[\s|])(?:发布|发表|刊登|刊发)于? ?$")
_POSTED = lazy_pattern(
    r" *\d{1,2}:\d\d(?::\d\d)? *(?:发表于|发布于|IP属地:?)? ?(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽"
    r"|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)? *"
)
_POSTER = lazy_pattern(r"[^,;:。!?]{0,40}(?<![于至到从自在定])")
_CHANGED = lazy_pattern(r"(?:更新|修改)(?:时间|日期|于)?[\s:|\]】]{0,4}$")
_BYLINE = lazy_pattern(
    "来源|[转摘][载发]?自|浏览|点击|字号|字体|责编|(?:时间|日期|编辑|作者|记者|撰文|发布.{0,4}) ?[:|]|(?:时间|日期)\t|阅读量|第 ?[A-Z]?[0-9]{1,3} ?版"
)
_ORGAN = (
    "局|府|办|委|厅|部|院|队|处|社|台|站|网|(?<![简通快汇战月年])报|所|中心|媒体|发布|在线|集团|公司|指挥部|领导小组"
)
_SIGNED = lazy_pattern(rf"[^\s,;:、\d]{{0,20}}(?:{_ORGAN})")
_SIGNATURE = lazy_pattern(
    rf"[(\s]*[^,;:、。!?\d]{{2,40}}(?:{_ORGAN}|会|大队|支队|学校|中学|小学|大学|医院|银行|管委会|办公室|街道)[)\s]*"
)
_TRIMMINGS = lazy_pattern(r"[0-9时分秒:点 |【】\[\]]|大 ?中 ?小")
_OCCASION = lazy_pattern(r"(?:^|[\s,;|])(?:会议|活动|开庭|举办|培训|考试|面试|报名)?(?:时间|日期) ?: ?$")
_VENUE = lazy_pattern("地点|会场|参会|出席|主持人?|与会")
_DATELINE = lazy_pattern(" ?(?:电|专电|讯|消息|报道|综合消息)")
_ALONE = lazy_pattern(
    r"(?:[()\[\]【】 \t0-9时分秒:点]|(?:星期|周|礼拜)[一二三四五六日天]|香港时间|晴|阴|多云|[小中大]雨)*+"
)
_FINISHED = lazy_pattern(r"(?:^|[。!?”\s(])\(?完\)?[ \t]*$")
_OF_TAIWAN = lazy_pattern(
    "[民臺台行立高桃新縣](?:(?<=民)[國国]|(?<=[臺台])[灣湾北中南東币幣]|(?<=行)政院|(?<=立)法院|(?<=高)雄|(?<=桃)園|(?<=新)北|(?<=縣)市政府)"
)
_OF_REPUBLIC = lazy_pattern(
    "民[國国] ?[0-9]|(?<![0-9.])1[0-3][0-9](?: ?年(?: ?[0-9]{1,2} ?月|度)|[./][01][0-9][./][0-3][0-9])"
)
_OPENED, _CLOSED = lazy_pattern(r"[(\[,] ?[\"'`]\Z"), lazy_pattern(r"(?:[T ]\d\d:\d\d[\d:.Z]{0,9})?[\"'`] ?[,)\]]")
_STAMP_MARKS = frozenset(" `>*_|")
_STAMPED = lazy_pattern(r" \d{1,2}:\d\d(?::\d\d)? [^,;:。!?、\d]{1,40}")
_TOP_LINES = 4
_OLD_CHARS = 2
_OF_DAYS = frozenset(["date", "short", "short year", "roc", "roc page"])


def published(founds: Sequence[Found], page: PageEvidence) -> Published | None:
    """The publication date that the text states; its year may be missing (--12-03)."""
    end = len(page.folded) - _END
    founds = [found for found in founds if found.start < _TOP or found.start > end or _signed(found, page.folded)]
    readings = resolve(founds, page)
    for matches in (_in_byline, _in_dateline, _signed, _alone, _updated):
        for found, reading in zip(founds, readings, strict=True):
            complete = matches is _in_dateline or reading.first.year
            if found.reading in _OF_DAYS and reading.first.day and complete and matches(found, page.folded):
                return Published(str(reading.first.iso), reading.inferred, reading.reason)
    return None


def counts_from_1912(content: str, folded: str) -> bool:
    """Whether a page is of Taiwan, in Traditional script, and counts years from 1912: 112年度預算."""
    if not (_OF_TAIWAN.search(content) and _OF_REPUBLIC.search(folded)):
        return False
    old = (char for char, new in zip(content, folded, strict=True) if char != new and char.isalpha())
    return len(list(islice(old, _OLD_CHARS))) == _OLD_CHARS


def _line(found: Found, folded: str) -> tuple[str, str]:
    """The text before and after it on its line, at most 200 characters each."""
    before = folded[max(0, found.start - _LINE) : found.start].rpartition("\n")[2]
    return before, folded[found.end : found.end + _LINE].partition("\n")[0]


def _line_above(found: Found, folded: str) -> str:
    """The line above that of a form that begins its own; at most 200 characters."""
    return folded[max(0, found.start - _LINE) : found.start].rstrip(" \t\n(").rpartition("\n")[2]


def _next_line(found: Found, folded: str) -> str:
    end = folded.find("\n", found.end, found.end + _LINE)
    return folded[end + 1 : end + 1 + _LEAD].partition("\n")[0] if end >= 0 else ""


def _is_other_day(before: str) -> bool:
    """截止日期:, 会议时间:, 有效期至: say what happens on a day, and it is not the publication."""
    if _DEADLINE.search(before):
        return True
    named = _OTHER_DAY.search(before)
    return named is not None and _PAGE_DAY.fullmatch(named[1]) is None


def _in_byline(found: Found, folded: str) -> bool:
    before, after = _line(found, folded)
    label = before if before.strip() else _line_above(found, folded)
    if _LABEL.search(label, max(0, len(label) - _LONGEST_LABEL)) or _is_argument(found, folded):
        return True
    if _CHANGED.search(label) or _is_other_day(label):
        return False
    if _OCCASION.search(before) and _VENUE.search(after + _next_line(found, folded)):
        return False
    in_prose = "。" in before or "。" in after or after.startswith(",") or len(before) + len(after) >= _LINE
    if found.start >= _TOP or in_prose:
        return False
    return _is_byline(before, after) or (_is_stamp(before, after) and folded.count("\n", 0, found.start) < _TOP_LINES)


def _is_argument(found: Found, folded: str) -> bool:
    """Whether the date, near the top, is a string of its own between commas."""
    opened = found.start < _TOP and _OPENED.search(folded, max(0, found.start - 3), found.start)
    return bool(opened and _CLOSED.match(folded, found.end))


def _is_stamp(before: str, after: str) -> bool:
    """Whether a line is a date and time with whoever wrote at it: `2020-09-21 01:14 张三`."""
    return _STAMP_MARKS.issuperset(before) and _STAMPED.fullmatch(after.partition("](")[0].rstrip(" `")) is not None


def _is_byline(before: str, after: str) -> bool:
    rest = before + after
    posted = _POSTER.fullmatch(before) and _POSTED.fullmatch(after)
    placed = _PLACED.search(before) and len(after) < _LEAD
    signed = _SIGNED.fullmatch(_TRIMMINGS.sub("", rest))
    return bool(posted or placed or _BYLINE.search(rest) or _ALONE.fullmatch(rest) or signed)


def _updated(found: Found, folded: str) -> bool:
    before, after = _line(found, folded)
    return bool(_CHANGED.search(before or _line_above(found, folded))) and "。" not in before + after


def _in_dateline(found: Found, folded: str) -> bool:
    before, _ = _line(found, folded)
    return (
        found.start < _TOP and len(before) < _LEAD and "据" not in before and bool(_DATELINE.match(folded, found.end))
    )


def _signed(found: Found, folded: str) -> bool:
    """青山县人民政府 and the date under it, or after it at the end of the text."""
    before, after = _line(found, folded)
    if len(after) > _LEAD or not _ALONE.fullmatch(after):
        return False
    beside = before.strip(" (")
    if beside and found.start <= len(folded) - _END:
        return False
    return _SIGNATURE.fullmatch(beside or _line_above(found, folded)) is not None


def _alone(found: Found, folded: str) -> bool:
    before, after = _line(found, folded)
    own_line = not before.strip(" (") or _FINISHED.search(before) is not None
    return (
        found.start > len(folded) - _END
        and own_line
        and _ALONE.fullmatch(after) is not None
        and not _is_other_day(_line_above(found, folded))
    )
