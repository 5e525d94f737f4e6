"""Labels: rules for numbers that identify a thing and count nothing. Those that say which of several: `ordinals`.

    codes        G30 · FZ-2023-12 · 歼20 · COVID-19 · 0937-3331234 · “1+1+1” · 〔2022〕15号 · 5·12 · 10合1 · 4K · 2.0版
    hotlines     拨打120 · 12345热线 · 12315或12345
    documents    （2024）湛仲字第2342号
    versions     长照2.0
    labels       表1 · 附件2 · 病例3: · 个案6、7 (ordinals)
    coordinates  东经110°15′
    milestones   312国道1205公里加300米
    list heads   一是…；二是… · （三） · 1. (ordinals)

Each rule returns a role or None, as in `roles`, whose `RULES` lists the quantities that each applies to.
"""

from string import ascii_letters

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.amounts import BLANK
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context

_LONGEST_LIST, _LONGEST_PLAIN = 30, 8  # what is longer is no list head; telephone numbers and ids
_LIST_HEAD = lazy_pattern(r"(?:^|[\n。;；:：”])\s*[(（]?\Z")
_LIST_TAIL = lazy_pattern(r"[)）]|[、.](?!\d)|(?:是|要|抓|靠|看|则|来(?!自))|、")
_SPACED_HEAD, _SPACED_TAIL = (
    lazy_pattern(r"(?<!\d)\s[(（]?\Z"),
    lazy_pattern(r"[)）]|\.(?!\d)|、(?=[\u4e00-\u9fff《“]|20\d\d年)"),
)
_STATED_HEAD, _STATED_TAIL = (
    lazy_pattern(r"[,，、]\s?\Z"),
    lazy_pattern("是(?!一)|要(?=[\u4e00-\u9fff])"),
)  # 指出，一是…，二是…
_CODED_BEFORE = lazy_pattern(r"(?:[A-Za-z#@^]|\w\+|\d[-/合比×xX*·•]|[A-Za-z][-.]|〔|\[|\d:|\d\.|\d[’\']|PM\s)\Z")
_CODED_LAST = frozenset(ascii_letters + "#@^+-/合比×*·•.〔[:’'" + BLANK)
_CODED_AFTER = lazy_pattern(
    r"(?:[A-Za-z#@]|\+(?=\w))(?!\w*/)|\.\d|[’\']\d|[-/合比×xX*·•]\d|-[A-Z]\d|〕|:\d|[\]°′″](?!C)"
)
CODED_NEXT = ascii_letters + "#@+.’'-/合比×*·•〕:]°′″"
_MEASURED_BEFORE = lazy_pattern(r"[A-Za-z]\Z|(?:[\u4e00-\u9fff]|[^\w])\+\Z")  # GDP3200亿元, 同比+12亿元; not K20+800米
_PAIRED_BEFORE = lazy_pattern(r"(?:[\u4e00-\u9fff,，。;；:：、(\s])\d{1,6}(?:\.\d{1,4})?/\Z")  # 到会12/15人
_MASKED = lazy_pattern(r"[0-9A-Za-z*][ ]?\*{2,6}[ ]?\Z")  # 138****5678
_STANDARD = lazy_pattern(r"(?:GB|DB|SN|NY|HJ|ISO|QB|JGJ|CJJ)(?:/T)?\s?[\d.]*-?\Z")
_ID_WORDS = (
    "电话|热线|邮编|编号|编码|代码|号码|传真|微信|账号|帐号|卡号|车牌|国道|省道|县道|邮箱|股票|证号|尾号|拨打|致电|批号|条码"
    "|献号|期号|页号|页码|类号|书号|刊号|货号|型号|文号|案号|工号|学号|房号|单号|证书号|备案号|索引号|公告号|门牌|分机|转|QQ|ISBN|ISSN"
)
_ID_BEFORE = lazy_pattern(rf"(?:{_ID_WORDS})[】\]):：为\s]*\Z")
ID_ENDS = "".join(word[-1] for word in _ID_WORDS.split("|")) + "】]):：为*0123456789.-BNYJOT" + BLANK
_NAMED_AFTER = lazy_pattern(
    "后(?!续)|急救|报警|专线|国道|省道|县道|新?线|阶段|时代|晚会|决赛|[0-9]?舰|型|系列|版|强(?!度|化|调)|路(?:公交|车)|网格化"
)
_HOTLINE = lazy_pattern("1(?:10|19|20|22)|1[0-9]{4}|9[0-9]{4}|999")
_PUBLIC_SERVICE = lazy_pattern("123[0-9]{2}")
_HOTLINE_AROUND = lazy_pattern("热线|拨打|电话|致电|报警|急救|平台|咨询|投诉|举报|联动|调度|指挥中心|接警|出警")
_BYLINE = lazy_pattern(
    r"(?:责编|责任编辑|编辑|作者|记者|审核|校对|监制|摄影|通讯员|撰稿)[:：]?\s?[\u4e00-\u9fff]{1,2}\Z"
)
_ROW_TAIL = lazy_pattern(r"\t[\u4e00-\u9fff]")
_LABEL = lazy_pattern(r"(?:(?<![^\s,，。;；:：(（)）》见如附下上详])[图表例]|注(?=[:：])|附件|专栏|序号)[:：]?\s?\Z")
_PART_OF_LABEL = lazy_pattern(r"(?<![^\s,，。;；:：(（)）》见如附下上详])附?[图表]\s?(?:\d{1,2}[-.])?\Z")
_LABEL_DIGITS = lazy_pattern(r"\d{1,2}(?:-\d{1,2})?")
_KEYED = lazy_pattern(
    r"(?:[\"'][A-Za-z_$][\w$.-]{0,24}[\"']\s{0,2}(?:=>|[:=])|(?<![\w.$-])(?:id|[a-z_$][A-Za-z0-9_$]{2,24})\s?(?:=>|=(?!=)|:))\s{0,2}[\"']?\Z"
)
_KEYED_END = lazy_pattern(r"[\"']?\s*(?:[,;}\])&\n]|\Z)")
_PARTY, _FIRST_TALKED_OF = lazy_pattern("(?:党的?|中共)\\Z"), 11
_CASE = lazy_pattern(r"(?:个案|病例|患者|感染者|死者|伤者|案例|样本|方案|选项|标段|地块)\Z")
_CASE_AFTER = lazy_pattern(
    r"\s?(?:[:：(（]|[,，](?:男|女)|[至到、和-]\s?(?:病例|患者|感染者|案例|标段|地块)|[为系是的](?!\d))"
)
_CASE_MORE = lazy_pattern(r"\s?(?:、|和|及|与)\s?\d{1,3}(?![\d.]|\s?[\u4e00-\u9fff]*[例人名户宗起])")
_CASE_LIST = lazy_pattern(
    r"(?:个案|病例|案例|样本|方案|标段|地块)\s?\d{1,3}(?:\s?[、和及与]\s?\d{1,3}){0,4}\s?[、和及与]\s?\Z"
)
_HEADING = lazy_pattern(
    r"(?:\A|\n)[ #*]{0,6}(?:典型)?(?:案例|个案|实例|专题|任务|模块|课题|步骤|问题|题|示例|方案)\s?\Z"
)
_HEADING_END = lazy_pattern(r"[*#]{0,2}\s*(?:\n|\Z)|[:：]")
_CASE_RANGE = lazy_pattern(r"\d\s?(?:至|到|、|和|-)\s?(?:病例|患者|感染者|案例|标段|地块)\Z")
_RATIO = lazy_pattern(r"(?:结构|比例|比重|比(?!赛|分))[^\n,，。;；]{0,30}\Z")
_DOCUMENT_AFTER = lazy_pattern(r"[)）\]］][\u4e00-\u9fff\d、]{1,16}号")
_VERSION = lazy_pattern(r"[1-9]\.0")
_VERSION_BEFORE = lazy_pattern(
    "[\u4e00-\u9fff](?<![到为是至于长降升加少约率数值比均了近超仅达有的在和与、度量额价分计])\\Z"
)
_MODEL_BEFORE = lazy_pattern(
    "(?:升级(?:为|到|至)|迭代至|歼|歼轰|轰|直|运|东风|红旗|长征|神舟|天宫|嫦娥|鸿蒙|麒麟|骁龙|华为|小米|翼龙|海豚|苹果|捷达|奥迪|波音|空客|新舟|海警|沪深|中证|上证|深证|创业板|标普|罗素|恒指)-?\\Z"
)
_NOISE_BEFORE = lazy_pattern(r"(?:[!-~] ){2,}\Z|[!-~] [A-Z]\Z|[A-Z]\d ?[A-Za-z]\Z")
_NOISE_AFTER = lazy_pattern(r" (?:[A-Za-z]\d\b|[~`|]|[A-Z] )")
ROAD_UNITS = frozenset(["公里", "千米", "米"])
_SCREENS = {"2K", "4K", "8K"}
_MILESTONE_BEFORE, _MILESTONE_AFTER = lazy_pattern(r"公里(?:加|\+)\Z"), lazy_pattern(r"(?:加|\+)\d|处")


def list_head(quantity: Quantity, context: Context) -> Role | None:
    """一是…；二是…, （三）, 1. at the start of a line or after a space, (2) anywhere, the number of a table's row; no fraction."""
    if quantity.value is None or quantity.value > _LONGEST_LIST or quantity.value % 1:
        return None
    folded, start, end = context.folded, quantity.start, quantity.end
    at_head = _LIST_HEAD.search(folded, max(0, start - 4), start) and _LIST_TAIL.match(folded, end)
    spaced = _SPACED_HEAD.search(folded, max(0, start - 3), start) and _SPACED_TAIL.match(folded, end)
    row = folded[start - 1 : start] in {"", "\n"} and _ROW_TAIL.match(folded, end)
    stated = (
        not quantity.arabic
        and _STATED_HEAD.search(folded, max(0, start - 2), start)
        and _STATED_TAIL.match(folded, end)
    )
    enclosed = folded[start - 1 : start] in {"(", "（"} and folded[end : end + 1] in {")", "）"}
    return "ordinal" if at_head or spaced or enclosed or row or stated else None


def person(quantity: Quantity, context: Context) -> Role | None:
    """责编：杨六斤: a numeral in the name of somebody who made the page."""
    folded, start = context.folded, quantity.start
    if quantity.number_end - quantity.number_start > 1:
        return None
    return "name" if _BYLINE.search(folded, max(0, start - 9), start) else None


def label(quantity: Quantity, context: Context) -> Role | None:
    """表1, 附件2, 病例3: ; but 确诊病例3, is a count."""
    if len(context.word(quantity)) > 3:
        return None
    before = context.before(quantity)
    if _LABEL.search(before) or (
        _HEADING.search(context.before(quantity, 12)) and _HEADING_END.match(context.folded, quantity.end)
    ):
        return "ordinal"
    if _CASE_LIST.search(context.before(quantity, 24)) or (
        _CASE.search(before) and _CASE_MORE.match(context.folded, quantity.end)
    ):
        return "ordinal"
    is_case = _CASE.search(before) and _CASE_AFTER.match(context.folded, quantity.end)
    return "ordinal" if is_case or (_CASE.search(before) and _CASE_RANGE.search(before)) else None


def part_of_label(quantity: Quantity, context: Context) -> Role | None:
    """图3-2, 附表4-1: both parts of the number of a picture or table."""
    folded, word = context.folded, context.word(quantity)
    if not _LABEL_DIGITS.fullmatch(word):
        return None
    before = _PART_OF_LABEL.search(context.before(quantity, 6))
    parted = "-" in word or folded[quantity.number_end : quantity.number_end + 1] in {"-", "."}
    whole = before and (before[0][-1] in "-." or parted)
    return "ordinal" if whole else None


def keyed(quantity: Quantity, context: Context) -> Role | None:
    """count: 5, "id": 17, 'num' => 3, width=640: values of keys in data and programs that a page has left."""
    if quantity.unit or quantity.qualifier or not _KEYED_END.match(context.folded, quantity.end):
        return None
    return "name" if _KEYED.search(context.before(quantity, 34)) else None


def brand(quantity: Quantity, context: Context) -> Role | None:
    """58同城, 中国制造2025, 985高校: names of the table that have digits."""
    return "name" if context.names.cover(quantity.number_start, quantity.number_end) else None


def large(quantity: Quantity, context: Context) -> Role | None:
    """五大行业, 十大工程 are counted; the congresses 党的八大 and 十九大, 五大连池 and 三大战役 are names."""
    if quantity.ordinal or quantity.value is None or quantity.value == 1:
        return None
    late = _FIRST_TALKED_OF <= quantity.value <= _LONGEST_LIST
    word = context.names.cover(quantity.number_start, quantity.end + 1)
    return "name" if late or word or _PARTY.search(context.before(quantity, 3)) else "figure"


def milestone(quantity: Quantity, context: Context) -> Role | None:
    """1205公里加300米 is a place on a road."""
    if quantity.unit == "米":
        return "name" if _MILESTONE_BEFORE.search(context.before(quantity)) else None
    return "name" if _MILESTONE_AFTER.match(context.folded, quantity.end) else None


def document(quantity: Quantity, context: Context) -> Role | None:
    """（2024）湛仲字第2342号: the year of a document's number."""
    folded, word = context.folded, context.word(quantity)
    enclosed = len(word) == 4 and folded[quantity.number_start - 1 : quantity.number_start] in {"(", "（", "[", "［"}
    return "name" if enclosed and _DOCUMENT_AFTER.match(folded, quantity.number_end) else None


def model(quantity: Quantity, context: Context) -> Role | None:
    """长照2.0, 工业4.0, 歼20, 沪深300: versions, models and indices; 比重为2.0 is a figure."""
    before = context.before(quantity, 5)
    is_version = _VERSION.fullmatch(context.word(quantity)) and _VERSION_BEFORE.search(before)
    return "name" if not quantity.qualifier and (is_version or _MODEL_BEFORE.search(before)) else None


def noise_before(quantity: Quantity, context: Context) -> Role | None:
    """0 B7 m5 B9 |" ` 1 ~: characters that a forum strews between words against copying."""
    return "name" if _is_short(quantity) and _NOISE_BEFORE.search(context.before(quantity, 8)) else None


def noise_after(quantity: Quantity, context: Context) -> Role | None:
    """The first of such characters."""
    return "name" if _is_short(quantity) and _NOISE_AFTER.match(context.folded, quantity.number_end) else None


def _is_short(quantity: Quantity) -> bool:
    return quantity.number_end - quantity.number_start <= 2


def hotline(quantity: Quantity, context: Context) -> Role | None:
    """拨打119或110, 12345政府服务热线; the 123xx numbers of public services need no such word nearby."""
    if not _HOTLINE.fullmatch(context.word(quantity)):
        return None
    if _PUBLIC_SERVICE.fullmatch(context.word(quantity)) and not quantity.qualifier:
        return "name"
    near = context.before(quantity, 10) + " " + context.after(quantity, 10)
    return "name" if _HOTLINE_AROUND.search(near) else None


def ratio(quantity: Quantity, context: Context) -> Role | None:
    """三次产业结构为15.9:46.4:37.7: its parts are figures."""
    beside = ":" in {context.before(quantity, 1), context.after(quantity, 1)}
    return "figure" if beside and _RATIO.search(context.before(quantity, 36)) else None


def coded(quantity: Quantity, context: Context) -> Role | None:
    """G30, COVID-19, “1+1+1”, 〔2022〕15号: part of a code by what precedes it; not GDP3200亿元 or 到会12/15人."""
    folded, start = context.folded, quantity.number_start
    if folded[start - 1 : start] not in _CODED_LAST or not _CODED_BEFORE.search(folded, max(0, start - 3), start):
        return None
    return None if _is_counted(quantity, context) else "name"


def _is_counted(quantity: Quantity, context: Context) -> bool:
    """GDP3200亿元, 到会12/15人: with these units the sign before is of no code."""
    folded, start, kind = context.folded, quantity.start, units.kind(quantity.unit)
    if kind in {"count", "measure"} and _PAIRED_BEFORE.search(folded, max(0, start - 9), start):
        return True
    return kind in {"money", "measure"} and _MEASURED_BEFORE.search(folded, max(0, start - 2), start) is not None


def led_by_zero(quantity: Quantity, context: Context) -> Role | None:
    """0937-3331234, 007: no number is written so."""
    word = context.word(quantity)
    return "name" if len(word) > 1 and word[0] == "0" and "." not in word else None


def screen(quantity: Quantity, context: Context) -> Role | None:
    """4K, 8K: how fine a picture is."""
    return "name" if context.word(quantity) in _SCREENS else None


def identified(quantity: Quantity, context: Context) -> Role | None:
    """编号12345, 138****5678, GB/T 15835: after the word or the sign of what it identifies."""
    before = context.before(quantity)
    return "name" if _ID_BEFORE.search(before) or _MASKED.search(before) or _STANDARD.search(before) else None


def goes_on(quantity: Quantity, context: Context) -> Role | None:
    """5G, 5·12, 10合1, 3-A2: a code that goes on after its digits."""
    return "name" if _CODED_AFTER.match(context.folded, quantity.end) else None


def named(quantity: Quantity, context: Context) -> Role | None:
    """95后, 120急救, 2.0版; and digits too many for a figure."""
    word = context.word(quantity)
    is_id = word.isdigit() and len(word) > _LONGEST_PLAIN
    is_name = is_id or _NAMED_AFTER.match(context.folded, quantity.end)
    return "name" if is_name and not quantity.qualifier else None
