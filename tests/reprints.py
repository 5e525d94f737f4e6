"""Pages and what other sites make of them: reprints, which are copies, and pages that only look like them."""

import random
from collections.abc import Iterator
from typing import NamedTuple

from opencc import OpenCC

_SENTENCES = (
    "{place}组织机关干部{n}名下沉到{m}个村（社区），协助做好入户排查和便民服务",
    "全县建成便民服务点{n}处，配备工作人员{m}名，累计办理事项{k}件",
    "当地财政安排专项资金{n}万元，重点用于老旧小区改造和道路修缮",
    "截至目前，{place}已培训网格员{n}人次，发放宣传资料{k}份，群众满意度明显提升",
    "县农业农村局派出技术小组{n}个，深入田间地头指导春耕备耕，覆盖耕地{k}亩",
    "各乡镇党委书记带头走访困难家庭{n}户，为独居老人送去生活物资{m}批",
    "新建文化广场{n}个，改造农村公厕{m}座，栽植苗木{k}株",
    "县医院抽调医护人员{n}名，组成{m}支流动服务队，为群众义诊{k}人次",
    "{place}持续推进河道治理，清理垃圾{n}吨，整治河道{m}公里",
    "志愿者服务队开展活动{n}场次，参与群众{k}人次，受到大家好评",
    "全县新增就业岗位{k}个，开展技能培训{n}期，帮助{m}名脱贫人员实现就业",
    "教育部门投入资金{n}万元，为{m}所学校更新教学设备，受益学生{k}名",
)
_PLAIN = (
    "县委主要负责同志要求，各级干部要把群众的小事当作大事来办",
    "下一步，将继续完善工作机制，推动各项任务落到实处",
    "村民们纷纷表示，日子一天比一天有奔头",
    "相关部门建立了定期会商制度，遇到难题及时研究解决",
)
_WORDS = (
    ("组织", "发动"), ("协助", "帮助"), ("建成", "建设"), ("配备", "安排"), ("累计", "共计"), ("重点", "主要"),
    ("深入", "走进"), ("带头", "率先"), ("送去", "送上"), ("改造", "改建"), ("抽调", "选派"), ("开展", "举办"),
    ("持续", "不断"), ("受到", "得到"), ("完善", "健全"), ("及时", "尽快"), ("明显", "显著"), ("各项", "各类"),
)  # fmt: skip
_PLACES = ("玉门市", "两当县", "饶河县", "潢川县", "延寿县", "穆棱市", "民勤县", "宕昌县", "固始县", "光山县")
_traditional = OpenCC("s2t")


class Release(NamedTuple):
    """A release by its parts; `plan` has the templates and numbers of its sentences, so that it can be made again otherwise."""

    place: str
    title: str
    day: str
    plan: tuple[tuple[str, dict[str, int]], ...]

    @property
    def sentences(self) -> list[str]:
        return [template.format(place=self.place, **numbers) for template, numbers in self.plan]


class Version(NamedTuple):
    """A page, and whether it is a copy of its release."""

    kind: str
    text: str
    is_copy: bool


def release(chosen: random.Random) -> Release:
    place = chosen.choice(_PLACES)
    templates = [*chosen.sample(_SENTENCES, chosen.randint(3, 10)), *chosen.sample(_PLAIN, chosen.randint(1, 3))]
    chosen.shuffle(templates)
    plan = tuple((template, _numbers(chosen)) for template in templates)
    day = f"2023-{chosen.randint(1, 12):02}-{chosen.randint(1, 28):02}"
    title = chosen.choice(("{}：服务群众出实招", "{}多措并举惠民生", "{}扎实推进重点工作")).format(place)
    return Release(place, title, day, plan)


def _numbers(chosen: random.Random) -> dict[str, int]:
    return {"n": chosen.randint(3, 400), "m": chosen.randint(2, 90), "k": chosen.randint(100, 20000)}


def page(made: Release, sentences: list[str], *, source: str, title: str | None = None, day: str | None = None) -> str:
    paragraphs, half = [], max(1, len(sentences) // 2)
    for part in (sentences[:half], sentences[half:]):
        paragraphs += ["。".join(part) + "。"] if part else []
    return "\n".join([title or made.title, f"来源：{source} 发布时间：{day or made.day} 09:30", *paragraphs, ""])


def versions(made: Release, chosen: random.Random) -> Iterator[Version]:
    """A release, its reprints, and pages of the same template."""
    own = made.sentences
    site = f"{made.place}人民政府网"
    yield Version("original", page(made, own, source=site), is_copy=True)
    yield Version("source", page(made, own, source="陇原新闻网", day=later(made.day, 1)), is_copy=True)
    frame = "首页 > 新闻 > 地方\n{}\n上一篇：没有了\n下一篇：全市工作会议召开\n扫一扫在手机打开当前页\n"
    yield Version("frame", frame.format(page(made, own, source="龙江网", day=later(made.day, 2))), is_copy=True)
    few = words_changed(own, chosen, 3)
    yield Version("words", page(made, few, source="豫南网", title=f"{made.place}用心服务群众"), is_copy=True)
    many = words_changed(own, chosen, 8)
    lead = f"记者日前从{made.place}获悉，当地多项工作取得新进展"
    yield Version("rewritten", page(made, [lead, *many], source="中原网", day=later(made.day, 1)), is_copy=True)
    left_out = chosen.randrange(len(own))
    shorter = [*own[:left_out], *own[left_out + 1 :]]
    yield Version("shortened", page(made, shorter, source="西北网"), is_copy=True)
    yield Version("traditional", _traditional.convert(page(made, own, source="中新網")), is_copy=True)
    yield from _look_alikes(made, chosen)


def _look_alikes(made: Release, chosen: random.Random) -> Iterator[Version]:
    site = f"{made.place}人民政府网"
    month = made._replace(plan=tuple((template, _numbers(chosen)) for template, _ in made.plan))
    yield Version("next month", page(month, month.sentences, source=site, day=later(made.day, 30)), is_copy=False)
    at = next(index for index, (template, _) in enumerate(made.plan) if "{n}" in template)
    template, numbers = made.plan[at]
    right = made._replace(plan=(*made.plan[:at], (template, {**numbers, "n": numbers["n"] + 7}), *made.plan[at + 1 :]))
    yield Version("corrected", page(right, right.sentences, source=site, day=later(made.day, 3)), is_copy=False)
    place = chosen.choice([name for name in _PLACES if name != made.place])
    plan = tuple((template, _numbers(chosen)) for template, _ in made.plan)
    other = made._replace(place=place, title=made.title.replace(made.place, place), plan=plan)
    yield Version("other county", page(other, other.sentences, source=f"{place}人民政府网"), is_copy=False)
    more = [
        sentence for sentence in release(chosen)._replace(place=made.place).sentences if sentence not in made.sentences
    ]
    update = [*made.sentences, *more, *release(chosen)._replace(place=made.place).sentences]
    yield Version("update", page(made, update, source=site, day=later(made.day, 40)), is_copy=False)


def words_changed(sentences: list[str], chosen: random.Random, most: int) -> list[str]:
    text, changed = "\n".join(sentences), 0
    for word, other in chosen.sample(_WORDS, len(_WORDS)):
        if changed < most and word in text:
            text, changed = text.replace(word, other), changed + 1
    return text.split("\n")


def later(day: str, days: int) -> str:
    year, month, date = (int(part) for part in day.split("-"))
    date += days
    month, date = (month + (date - 1) // 28, (date - 1) % 28 + 1)
    return f"{year + (month - 1) // 12}-{(month - 1) % 12 + 1:02}-{date:02}"
