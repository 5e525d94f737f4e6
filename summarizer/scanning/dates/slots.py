"""Slots: the parts in braces of the forms of dates, what they are worth, and where a form may begin.

年, 年2, Y, Y2      a year with 年, or a word for one (今年); a year's digits alone
B, B2              a year that may go without 年: 1949 to 2049
M, D, Y8, M8 …     month, day; with 8 of two digits each
N, R, R2           a year of an era; of the Republic whose name is left out: 112年, 98年
h, m, s            hour, minute, second; H and mm have Arabic digits alone
to                 what joins the ends of a range; a 2 after a name is its end
"""

from summarizer.scanning.dates.lunar import MONTHS

YEAR_WORDS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
"""Years relative to the published date."""
SAME_YEAR_WORDS = {"当年": 0, "同年": 0, "次年": 1}
"""Years relative to the date before in the text."""
LAST_YEAR_WORDS = {"上年": -1, "上一年": -1, "本年": 0}
"""Years relative to the last one that the text states itself, else to the published date."""

HAN = "一二三四五六七八九"
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零Oo0", 0) | {"两": 2}
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIRSTS = {"首": 1, "元": 1, "次": 2, "末": 4} | MONTHS
_TENS = f"[二三四五]?十[{HAN}]?"

_YEAR = f"(?:(?:1[0-9]|20)[0-9]{{2}}|[一二][〇零Oo0{HAN}]{{3}})"
_BARE = "19(?:49|[5-9][0-9])|20[0-4][0-9]"
_WORD = (
    "(?:今年(?!均)|(?<![过成])去年|(?<!以)上年(?!纪|龄)|(?<!以)上一年(?!级)|(?<![日资基成根版])本年(?!级)"
    "|(?<![目当之以])前年|(?<![说证表])明年|(?<!应)当年(?!轻)|(?<![相不])同年(?!龄|级)|次年)"
)
_MONTH = f"(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[元{HAN}])"
_DAY = f"(?:3[01]|[12][0-9]|0?[1-9](?![0-9])|三十一?|二?十[{HAN}]?|廿[{HAN}]?|[{HAN}])"
_HOUR = f"(?:2[0-4]|1[0-9]|0?[0-9](?![0-9])|二十[一二三四]?|十[{HAN}]?|[〇零两{HAN}])"
_MINUTE = f"(?:[0-5]?[0-9]|{_TENS}|[零〇]?[{HAN}])"
_ERA_YEAR = f"元|[0-9]{{1,3}}|一百(?:零[{HAN}]|[{HAN}]?十[{HAN}]?)?|[{HAN}]?十[{HAN}]?|[{HAN}]"

SLOTS = {
    "年": rf"(?:(?P<Y>{_YEAR}) ?年 ?|(?P<W>{_WORD}))",
    "年2": rf"(?P<Y2>{_YEAR}) ?年 ?",
    "Y": rf"(?P<Y>{_YEAR})",
    "Y2": rf"(?P<Y2>{_YEAR})",
    "B": rf"(?P<Y>{_BARE})",
    "B2": rf"(?P<Y2>{_BARE})",
    "M": rf"(?P<M>{_MONTH})",
    "M2": rf"(?P<M2>{_MONTH})",
    "D": rf"(?P<D>{_DAY})",
    "D2": rf"(?P<D2>{_DAY})",
    "D3": _DAY,
    "d": r"(?P<D>3[01]|[12][0-9]|0?[1-9](?![0-9]))",
    "Y8": r"(?P<Y>19[0-9]{2}|20[0-9]{2})",
    "M8": r"(?P<M>0[1-9]|1[0-2])",
    "M28": r"(?P<M2>0[1-9]|1[0-2])",
    "D8": r"(?P<D>0[1-9]|[12][0-9]|3[01])",
    "yy": r"(?P<yy>[0-9]{2})",
    "yy2": rf"(?P<yy2>[0-9]{{2}}|[〇零{HAN}]{{2}})",
    "a": r"(?P<a>[0-9]{2})",
    "b": r"(?P<b>[0-9]{2})",
    "c": r"(?P<c>[0-9]{2})",
    "Mon": rf"(?P<Mon>{'|'.join(_ENGLISH)})",
    "Q": r"(?P<Q>[1-4一二三四首])",
    "Q3": r"(?P<Q>[次末])",
    "Q2": r"(?P<Q2>[2-4二三四])",
    "n": rf"(?P<M2>{_MONTH}|两)",
    "N": rf"(?P<N>{_ERA_YEAR})",
    "R": r"(?P<N>1[0-3][0-9])",
    "R2": r"(?P<N>[89][0-9]|1[0-3][0-9])",
    "R3": r"(?P<N2>[89][0-9]|1[0-3][0-9])",
    "C": r"(?P<C>1[0-9]|2[01])",
    "T": r"(?P<T>[2-9])",
    "T2": r"(?P<T>[二三四五六七八九])",
    "T3": r"(?P<T3>[3-9三四五六七八九])",
    "F": r"(?P<F>十[一二三四五])",
    "bc": r"(?P<bc>前?)",
    "leap": r"(?P<leap>闰)",
    "LM": rf"(?P<LM>[正冬腊]|十[一二]?|[{HAN}])",
    "LM2": r"(?P<LM>[正冬腊])",
    "LD": rf"(?P<LD>初[{HAN}十]|廿[{HAN}]?)",
    "LD2": rf"(?P<LD>三十|二?十[{HAN}]?)",
    "week": r"(?P<week>[上本这下]?)",
    "weekday": f"(?P<weekday>[{HAN[:6]}日天])",
    "to": r" ?(?:--?|~|至|到) ?",
    "h": rf"(?P<h>{_HOUR})",
    "H": r"(?P<h>2[0-4]|1[0-9]|0?[0-9](?![0-9]))",
    "h2": rf"(?P<h2>{_HOUR})",
    "m": rf"(?P<m>{_MINUTE})",
    "mm": r"(?P<m>[0-5][0-9])",
    "mm2": r"(?P<m2>[0-5][0-9])",
    "m2": rf"(?P<m2>{_MINUTE})",
    "s": r"(?P<s>[0-5][0-9])",
    "s2": r"(?P<s2>[0-5][0-9])",
    "half": r"(?P<half>半)",
    "part": r"(?:早上|上午|中午|下午|傍晚|晚上|晚间|凌晨|夜间|夜里)?",
    "part2": r"(?:次日|翌日|当日|当天)?(?P<part2>凌晨|上午|中午|下午|晚上|晚)?",
    "han": "[㐀-鿿]",
    "start": r"(?<![^\n“\"「《(【。;!?! ])",
}

BEGIN = (
    r"(?<![0-9])(?:19|20)[0-9]{4}(?:[0-9]{2})?(?![0-9])|(?<![0-9])(?:19|20)[0-9]{2}(?= [01][0-9] [0-3][0-9](?![0-9]))"
    rf"|(?<![0-9])(?:{_BARE})(?= ?[“《㐀-鿿]|[) ]?(?:\n|\Z)| ?Q[1-4])"
    r"|(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?=[0-9]{2}:)|(?<=-[0-9]{2})[0-2][0-9](?=:[0-5])"
    rf"|(?<![0-9.])(?:(?<![0-9]:)|(?=[0-9]{{4}}[^:]))[0-9]{{1,4}}+(?!:[0-9.]{{1,6}}:[0-9.]{{1,6}}:[0-9])(?= ?[年月日号时点:/.·・~至到季世-]|0? ?年代| ?学年| [A-Z]|(?:st|nd|rd|th) )"
    rf"|(?<![0-9{HAN}十百千万])[〇零两{HAN}十廿百]{{1,7}}+(?=[年月日时点至到季世五/\"”初-])"
    rf"|[一二][〇零Oo0{HAN}]{{3}}(?= ?年)|[{HAN}](?=、[{HAN}](?:季|十年代))|元(?=年)"
    rf"|(?<![0-9{HAN}十百千万亿美欧日港澳币])元(?=月)|初[{HAN}十]"
    r"|(?<=[今昨明前本去上下]\()[0-9]{1,3}(?=\)[日天早晚年月])|[次末]季"
    rf"|{_WORD}|[\"“]十|第[1-4一二三四]季|首季|[上下]半年|[前首头] ?[0-9两{HAN}十]{{1,2}} ?个?[季月]"
    r"|(?<![A-Za-z])Q[1-4](?![0-9A-Za-z])"
    r"|农历|[正腊冬闰]月?|公元|上世纪|[JFMASOND][a-z]{2,8}\.? [0-3]?[0-9]"
)
"""Where a form of `data/dateforms.tsv` may begin."""

_OF_WORDS = "截近连不目日今昨前明当同次翌本上下中年除大春元端重国星礼周这"
_OF_FORMS = f"〇零{HAN}十廿两今本去上下前头明次当同第首农正腊冬闰公元初JFMASONDQ"
FIRST = f'[0-9"“{_OF_FORMS}{_OF_WORDS}]'
"""What forms and words begin with: elsewhere nothing needs to be tried."""
FIRST_OF_WORD = rf"[{_OF_WORDS}]|[0-9{HAN}十百]{{1,6}}+ ?周年"
FIRST_OF_FORM = rf"[0-9](?:(?<![0-9].)|(?<=-[0-9]{{2}}.))|[{_OF_FORMS}]|[\"“]十"

NUMERALS = f"[0-9〇零Oo{HAN}十廿两百 ]*"


def number(text: str) -> int:
    """The value of the numerals that dates have: 12, 十二, 二〇二一, 一百一十三, 廿三, 初二, Dec; 首 and 元 are 1, 次 is 2."""
    if text.isdecimal():
        return int(text)
    if text in _ENGLISH:
        return _ENGLISH.index(text) + 1
    if text in _FIRSTS:
        return _FIRSTS[text]
    hundreds, hundred, text = text.removeprefix("初").replace("廿", "二十").rpartition("百")
    above = 100 * _DIGITS.get(hundreds, 0) if hundred else 0
    tens, ten, ones = text.rpartition("十")
    if ten:
        return above + 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return above + int("".join(str(_DIGITS[char]) for char in text) or 0)
