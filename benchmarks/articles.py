"""Small articles of our own, as many as wanted, each with other figures; and what a model that errs nowhere says of one.

An article is a title, which names it, and sentences of `FACTS`, each with a number. Its draft is read back from those same
sentences, so that a server that only has the prompt can answer it.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class Fact(NamedTuple):
    """A sentence with a number in it: the words before it, what it counts, its unit, the words after it."""

    before: str
    subject: str
    unit: str
    after: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(f"{re.escape(self.before)}([0-9]+){re.escape(self.unit + self.after)}")


PLACES = ("安吉县", "正定县", "婺源县", "沙县区", "蒙阴县", "兰考县", "平遥县", "凤阳县", "丰都县", "玉环市")
TOPICS = ("小区改造", "农田水利", "河道治理", "托育服务", "林业管护", "电商助农", "公交延伸", "旧厂更新")
FACTS = (
    Fact("今年新建口袋公园", "口袋公园", "个"),
    Fact("改造老旧小区", "老旧小区", "个"),
    Fact("组织志愿者", "志愿者", "名", "入户走访"),
    Fact("加装电梯", "电梯", "部"),
    Fact("清理河道淤泥", "淤泥", "吨"),
    Fact("疏浚沟渠", "沟渠", "公里"),
    Fact("新建农村公路", "农村公路", "公里"),
    Fact("培训电商主播", "电商主播", "人次"),
    Fact("开设托育班", "托育班", "个"),
    Fact("增设充电桩", "充电桩", "台"),
    Fact("栽植苗木", "苗木", "株"),
    Fact("建成冷库", "冷库", "座"),
    Fact("修复水毁堤坝", "堤坝", "处"),
    Fact("发放技术手册", "技术手册", "册"),
    Fact("开展消防演练", "消防演练", "场"),
    Fact("更换路灯", "路灯", "盏"),
    Fact("新增停车位", "停车位", "个"),
    Fact("排查燃气用户", "燃气用户", "户"),
    Fact("流转土地", "土地", "亩"),
    Fact("种植优质水稻", "优质水稻", "亩"),
    Fact("帮扶困难家庭", "困难家庭", "户"),
    Fact("调解矛盾纠纷", "矛盾纠纷", "起"),
    Fact("开通村村通班车", "村村通班车", "条"),
    Fact("投放共享农机", "共享农机", "台"),
)
_LINKS = ("当地介绍，", "据了解，", "在此基础上，", "镇村两级还", "截至目前，", "相关部门", "同时", "其中，各村")
_PATTERNS = [(fact, fact.pattern) for fact in FACTS]
_NAME = re.compile(r"工作简报第(\d+)期")


def article(number: int, facts: int = 8) -> str:
    """Article `number`: always the same one, of `facts` sentences."""
    chosen = random.Random(number)  # noqa: S311 - the same every time, not secret
    place, topic = chosen.choice(PLACES), chosen.choice(TOPICS)
    sentences = (
        f"{chosen.choice(_LINKS)}{fact.before}{chosen.randint(20, 9999)}{fact.unit}{fact.after}。\n"
        for fact in chosen.sample(FACTS, facts)
    )
    return f"{place}{topic}工作简报第{number}期\n{''.join(sentences)}"


def articles(folder: Path, count: int, facts: int = 8) -> Path:
    """A folder with the first `count` articles; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(article(number, facts), encoding="utf-8")
    return folder


def name_of(text: str) -> int | None:
    """The number of the article that a text tells of."""
    found = _NAME.search(text)
    return int(found[1]) if found else None


def draft(text: str) -> dict[str, Any]:
    """The right answer on an article, or on a prompt that holds one: each of its figures."""
    found = list(_figures(text))
    measures = [{"name": figure["subject"]} for figure in found[:3]]
    points = [{"text": f"{figure['quote']}。", "measures": [figure["subject"]]} for figure in found[:2]]
    return {"points": points, "measures": measures, "slogans": [], "figures": found}


def _figures(text: str) -> Iterator[dict[str, Any]]:
    for fact, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield {"quote": match[0], "subject": fact.subject, "value": int(match[1]), "unit": fact.unit}
