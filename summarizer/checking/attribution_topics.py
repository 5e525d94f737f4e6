"""Topics: what is left of words without those that name nothing, as 同比, 其中, 比去年同期."""

import re
from functools import lru_cache

from summarizer.scanning.numbers import nouns
from summarizer.scanning.segments import ENDS

FAR = 160  # words so far before the first number of a sentence tell nothing of it
LEAST_OWN = 2  # one character is no topic
ITEM, CLAUSE = (re.compile(f"[{re.escape(ENDS[kind])}]") for kind in ("item", "clause"))
BRACKETED = re.compile(r"\([^()]*\)")
# Words that name no topic: what is left of 同比, 其中 or 比去年同期 is empty.
EMPTY = re.compile(
    r"(?:比|较|与|和|同|按|自|从|由|在|截至|占|为|将|已|也|亦|更(?![新换改替])|都(?=[比较在是有达将已为])|则|却|的|了|又|再|共|约|近|超|逾|达|至|到|是|有"
    r"|\d+年|\d+月份?|\d+日|去年|上年|前年|今年|往年|上月|上季度?|全年|同期|同月|年末|年底|年初|年均|月均|年度|年|月|末|首|前"
    r"|个|季度|半年|目前|建成|完成|实现|达成|增收|减收|增产|减产|增效|减排|本期|增支|减支|多增|少增|录得|维持|保持|相对|相比|轻微|显著|再度|继续|依然"
    r"|其中|分别|同比|环比|均|各|仅|只|还|累计|总数|总量|全部|目标|任务|计划|百分之|大幅|小幅|略|进一步|预计|初步|平均|每)+"
)


@lru_cache(maxsize=4096)
def topic(words: str) -> str:
    """What is left of words without those that name nothing."""
    return EMPTY.sub("", nouns.one_of("change", "copula", "link").sub("", words))
