"""Roles: what a number is — figure, date, time, ordinal or name.

The test: can it be read out as a measured fact about the place? 建立了139个小区的… yes, 五级书记抓… no.
Each rule below looks at one feature and answers with a role or with nothing; the first that answers decides.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarizer.models import Role, Span
from summarizer.numbers import lexicon, units
from summarizer.numbers.quantities import Quantity

_QUOTED = re.compile(r"[“「『‘\"]([^“”「」『』‘’\"\n。！？!?]{1,16})[”」』’\"]")
# Scraped titles have lost their quotation marks to the file system: 织密_三张网_.
_UNDERSCORED = re.compile(r"(?<=_)[^_\n]{1,16}(?=_)")
_TITLED = re.compile(r"《[^《》\n]{1,80}》")
_SPEECH = re.compile(r"[,，、;；:：]")
_LIST_HEAD = re.compile(r"(?:^|[\n。；;:：”])\s*[(（]?\Z")
_LIST_TAIL = re.compile(r"[)）]|[、.](?!\d)|(?:是|要|抓|靠|看|则|来(?!自))|、")
_CODED_BEFORE = re.compile(r"(?:[A-Za-z#@+]|\d[-/]|[A-Za-z]-|〔|\[|\d:)\Z")
_CODED_AFTER = re.compile(r"(?:[A-Za-z+#@](?!\w*/)|[-/]\d|〕|:\d)")
_LABEL_BEFORE = re.compile(
    r"(?:电话|热线|邮编|编号|编码|代码|号码|传真|微信|账号|帐号|卡号|车牌|国道|省道|县道|邮箱|股票|证号|尾号|拨打|致电|附件|图|表|序号)[:：为\s]*\Z"
)
_LABEL_AFTER = re.compile("后(?!续)|热线|平台|急救|报警|专线|国道|省道|线|晚会|型|系列")
_PROGRAMME = re.compile("行动|规划|计划|工程|项目|攻坚|建设|方案|纲要")
_NAMING_BEHIND = re.compile("联动|一体|包保|联防|联户|书记|合一|同堂|走|化(?!解|肥|工)")
_INCIDENT = re.compile("死亡|身亡|遇难|受伤|失踪|失联|确诊|感染|查获|抓获|新增|仅有?|只有?|共|为|获救|溺水|中毒")
_ONE_OF_EVERY = re.compile("每一?|任何|同|某|另|哪|下|上|前|后|这|那|第|各")
_RUNNING = re.compile("(?:连续|累计|共|历时|已|举办|开设|开办)\\Z")
_LONGEST_LIST, _LONGEST_PLAIN = 30, 8  # what is longer is no list head; telephone numbers and ids
_VAGUE_WORDS = re.compile("[这那前后近头好十第]\\Z")


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules look at besides the quantity: the folded string and what stands where in it."""

    folded: str
    names: "Spans"
    quotes: "Spans"
    places: "Spans"


class Spans:
    """Sorted spans that are asked which of them covers a position."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def cover(self, start: int, end: int) -> bool:
        """Whether one of them holds all of [start, end)."""
        index = bisect_right(self._starts, start) - 1
        return any(span.start <= start and end <= span.end for span in self._spans[max(0, index - 1) : index + 1])

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with [start, end)."""
        index = bisect_right(self._starts, start) - 1
        return any(span.start < end and start < span.end for span in self._spans[max(0, index) : index + 2])


def context(folded: str, places: Sequence[Span]) -> Context:
    """Look for idioms, names and quotes in a folded string once for all its quantities."""
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(folded) if not _SPEECH.search(match[1])]
    quoted += [Span(*match.span()) for match in _UNDERSCORED.finditer(folded)]
    titled = [Span(*match.span()) for match in _TITLED.finditer(folded)]
    return Context(folded, Spans(list(lexicon.find(folded))), Spans([*quoted, *titled]), Spans(places))


def role(quantity: Quantity, around: Context) -> Role:
    """The role of a quantity that is no date: the answer of the first rule that has one."""
    for rule in RULES:
        answer = rule(quantity, around)
        if answer is not None:
            return answer
    return "figure" if quantity.unit or quantity.arabic else "name"


def _before(quantity: Quantity, around: Context, length: int = 8) -> str:
    return around.folded[max(0, quantity.start - length) : quantity.start]


def _behind(quantity: Quantity, around: Context, length: int = 6) -> str:
    return around.folded[quantity.end : quantity.end + length]


def _word(quantity: Quantity, around: Context) -> str:
    return around.folded[quantity.number_start : quantity.number_end]


def in_place(quantity: Quantity, around: Context) -> Role | None:
    """三河市, 五里堡镇: part of the name of a place."""
    return "name" if around.places.cover(quantity.number_start, quantity.number_end) else None


def in_name(quantity: Quantity, around: Context) -> Role | None:
    """“三个一”, 《关于做好2022年…》: short quotes and titles name things."""
    return "name" if around.quotes.cover(quantity.number_start, quantity.number_end) else None


def in_idiom(quantity: Quantity, around: Context) -> Role | None:
    """进一步, 第一时间, 四通八达, 三农: words of the lexicon."""
    start = quantity.start if quantity.ordinal else quantity.number_start
    if units.kind(quantity.unit) == "time" and not around.names.cover(start, quantity.end):
        return None
    return "name" if around.names.cover(start, quantity.number_end) and not quantity.arabic else None


def list_head(quantity: Quantity, around: Context) -> Role | None:
    """一是…；二是…, （三）, 1. at the head of a line."""
    if quantity.unit:
        return None
    heads = _LIST_HEAD.search(around.folded, max(0, quantity.start - 4), quantity.start)
    tail = _LIST_TAIL.match(around.folded, quantity.end)
    return "ordinal" if heads and tail and quantity.value is not None and quantity.value <= _LONGEST_LIST else None


def ordinal(quantity: Quantity, _around: Context) -> Role | None:
    """第一针, 第3批."""
    return "ordinal" if quantity.ordinal else None


def code(quantity: Quantity, around: Context) -> Role | None:
    """G30, COVID-19, 0937-3331234, “1+1+1”, 编号12345, 〔2022〕15号: digits that count nothing."""
    if not quantity.arabic or units.kind(quantity.unit) == "share":
        return None
    folded = around.folded
    word = _word(quantity, around)
    if _CODED_BEFORE.search(folded, max(0, quantity.number_start - 2), quantity.number_start):
        return "name"
    if len(word) > 1 and word[0] == "0" and "." not in word:
        return "name"
    if quantity.unit is not None:
        return None
    labelled = _LABEL_BEFORE.search(folded, max(0, quantity.start - 6), quantity.start)
    return "name" if labelled or _CODED_AFTER.match(folded, quantity.end) else None


def rank(quantity: Quantity, around: Context) -> Role | None:
    """三级医院, 1号楼, 第五届; but 连续5届, 5.8级地震 are counted or measured."""
    if quantity.unit == "期" and _PROGRAMME.match(around.folded, quantity.end):
        return "ordinal"
    if units.kind(quantity.unit) != "rank" or quantity.value is None or quantity.ordinal:
        return None
    if quantity.unit == "线" and not quantity.arabic:
        return "name"
    running = _RUNNING.search(around.folded, max(0, quantity.start - 3), quantity.start)
    return "figure" if running or quantity.value != int(quantity.value) else "ordinal"


def zero(quantity: Quantity, around: Context) -> Role | None:
    """零报告 is a name; 零例 and 病例为零 are figures."""
    if _word(quantity, around) not in {"零", "〇"}:
        return None
    told = quantity.unit is not None or _before(quantity, around).endswith("为")
    return "figure" if told else "name"


def scale_alone(quantity: Quantity, around: Context) -> Role | None:
    """近百家, 上万人, 几名, 数轮; not 百姓, 万家, 数据."""
    if not quantity.scale:
        return None
    if _word(quantity, around) in {"几", "数"}:
        counted = units.kind(quantity.unit) in {"count", "measure", "money"}
        return "figure" if counted and not _VAGUE_WORDS.search(_before(quantity, around)) else "name"
    return "figure" if quantity.qualifier and (quantity.unit or quantity.qualifier != "数") else "name"


def one(quantity: Quantity, around: Context) -> Role | None:
    """一名党员, 一张网 are said of any; 一人死亡, and one in a list of figures, are counted."""
    if _word(quantity, around) != "一" or quantity.qualifier:
        return None
    kind = units.kind(quantity.unit)
    if kind == "share":
        return None
    before, behind = _before(quantity, around, 3), _behind(quantity, around, 3)
    if kind == "time":
        repeated = behind[:1] == "一" or before[-1:] in {"一", "每", "同", "某", "有", "这", "那", "新", "第"}
        return "name" if repeated or _PROGRAMME.match(behind) else "figure"
    incident = _INCIDENT.match(behind) or _INCIDENT.search(before)
    return "figure" if kind == "count" and quantity.unit in {"人", "例", "起", "名", "户"} and incident else "name"


def plan(quantity: Quantity, around: Context) -> Role | None:
    """三年行动计划, 五级联动, 四位一体: Chinese numerals in the names of programmes."""
    if quantity.arabic:
        return None
    if units.kind(quantity.unit) == "time" and _PROGRAMME.match(around.folded, quantity.end):
        return "name"
    if _behind(quantity, around, 1) == "一" and quantity.unit == "个":
        return "name"
    return "name" if _NAMING_BEHIND.match(around.folded, quantity.end) else None


def without_unit(quantity: Quantity, around: Context) -> Role | None:
    """64余万居民, 约300; 三网 is a name, as is 120急救; plain digits before a noun are a figure."""
    if quantity.unit is not None:
        return None
    word = _word(quantity, around)
    if quantity.qualifier or (len(word) > 1 and word[-1] in "百千万亿"):
        return "figure"
    if not quantity.arabic:
        return "figure" if "分之" in word else "name"
    if _LABEL_AFTER.match(around.folded, quantity.end) or len(word) > _LONGEST_PLAIN:
        return "name"
    return "figure"


RULES: tuple[Callable[[Quantity, Context], Role | None], ...] = (
    in_place,
    in_name,
    list_head,
    rank,
    in_idiom,
    ordinal,
    code,
    zero,
    scale_alone,
    one,
    plan,
    without_unit,
)
