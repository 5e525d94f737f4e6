"""Tells facts in one page's voice: fills the slots of a sentence with words and numbers."""

import datetime as dt
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpora import phrases
from corpora.facts import WHOLE_YEAR, County, Fact, Indicator, Span, indicators
from corpora.names import person, village
from corpora.numbers import Style, Written, choose, write
from corpora.text import Block, Measure, Piece, Slot, choices
from corpora.when import moment
from corpora.world import UnknownFactError, World

TOKEN = re.compile(r"\{([^{}]+)\}|<([^<>/]+)/([a-z]+)>")
BODIES = {"pioneer_teams": ("党员先锋队", "body"), "pioneer_people": ("党员先锋队", "body"), "pioneer_tasks": ("党员先锋队", "body"),
          "river_chiefs": ("河长制", "rule"), "river_patrol": ("巡河", "oversight"), "police_people": ("一村一警", "rule"),
          "police_villages": ("一村一警", "rule"), "gig_posts": ("零工驿站", "facility"), "gig_people": ("零工驿站", "facility"),
          "canteen": ("长者食堂", "facility"), "canteen_new": ("长者食堂", "facility"), "canteen_people": ("长者食堂", "facility"),
          "station": ("户外劳动者驿站", "facility"), "station_people": ("户外劳动者驿站", "facility"),
          "sci": ("科技特派员", "body"), "sci_villages": ("科技特派员", "body"), "grid_people": ("专职网格员", "body")}  # fmt: skip
ASPECTS = {"v": "", "b": "", "G": "growth", "C": "change", "s": "share", "t": "", "tg": "growth", "e": ""}
PEOPLE = {"pioneer_people", "medics", "teachers", "students", "river_chiefs"}
SAID_TWICE = 0.35
NAMED_FIRST = {
    "被骗群众",
    "住户","设备", "工人", "土地", "粮食", "大棚", "山路", "胶鞋", "羊", "黄花菜", "土鸡", "蔬菜", "同乡", "班级", "学生", "客房", "村民", "包裹",
               "打包工", "农户", "电梯", "停车位"}  # fmt: skip


@dataclass
class Teller:
    """One page's teller; `town` and `city` narrow or widen whom the figures are about."""

    world: World
    county: County
    voice: str
    published: dt.date
    roll: random.Random
    loose: float
    wording: random.Random
    span: Span
    town: str = ""
    city: bool = False
    named: bool = False
    since: dict[tuple[bool, Span], str] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    slogans: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    fill: dict[str, str] = field(default_factory=dict)
    formal: bool = False
    before: str = ""

    @property
    def place(self) -> str:
        return self.county.city_adcode if self.city else self.county.adcode

    def where(self) -> str:
        """Name the place as this voice would: 全县, 我县, the county's name."""
        kind = self.county.kind
        if self.city:
            return self.county.city if not self.named or self.voice != "daily" else "全市"
        if self.town:
            words = [self.town, f"全{self.town[-1]}"] if self.named and self.town[-1] in "镇乡" else [self.town]
        elif self.voice == "site":
            words = [f"全{kind}", f"我{kind}", f"全{kind}", self.county.name]
        elif not self.named:
            words = [self.county.name]
        else:
            words = [
                self.county.name,
                f"该{kind}",
                f"全{kind}",
                self.county.short if len(self.county.short) > 1 else self.county.name,
            ]
        self.named = True
        return self.wording.choice(words)

    def slot(self, known: Indicator, form: str, status: str, when: str | None, where: str | None) -> Slot:
        aspect = ASPECTS[form] or known.base_aspect
        if form == "v" and known.kind == "pace":
            form = "G"
        span = self.span.before() if form == "b" else self.span
        fact = Fact(known.id, self.place, self.town, span, aspect, status if form in {"t", "tg", "e"} else "actual")
        value = self.world.value(fact)
        shown, verb = self._written(known, fact, value)
        body = BODIES.get(known.id, (None, ""))[0]
        said = None if form == "b" else when
        return Slot(
            fact,
            shown,
            said,
            where or self._place_words(),
            verb if form in {"G", "C"} else "",
            None,
            "base" if form == "b" else "",
            body,
        )

    def _place_words(self) -> str:
        return self.town or (self.county.city if self.city else self.county.name)

    def _written(self, known: Indicator, fact: Fact, value: float) -> tuple[Written, str]:
        if fact.aspect == "growth":
            return write(Style("%", decimals=1), abs(value)), "增长" if value > 0 else "下降"
        verb = ""
        unit = known.unit
        if fact.aspect == "change":
            verb = "增加" if value > 0 else "减少"
            if known.unit == "%":
                return write(Style("个百分点", decimals=1), abs(value)), "提高" if value > 0 else "下降"
            value = abs(value)
        if fact.aspect == "share":
            unit = "%"
        loose = 0.0 if fact.status != "actual" or fact.aspect == "change" else self.loose
        style = choose(unit, value, self.roll, loose)
        if known.id in PEOPLE and style.unit == "人" and self.roll.random() < SAID_TWICE:
            style = replace(style, unit="名")
        if style.mode == "超" and self.before.endswith(("达", "到", "为", "的", "至", "已", "是", "有")):
            style = replace(style, mode="")
        return write(style, value), verb

    def say(self, template: str, known: Indicator | None = None, status: str = "planned") -> list[Piece]:
        """Fill a template; raise UnknownFactError where the world has no such value."""
        text = choices(template, self.wording.choice)
        if self.span.months != WHOLE_YEAR or self.span.single:
            for said in ("比上年{", "较上年{", "上年为", "上年的"):
                text = text.replace(said, said.replace("上年", "上年同期"))
        pieces: list[Piece] = []
        when: str | None = None
        where: str | None = None
        position = 0
        for match in TOKEN.finditer(text):
            pieces.append(text[position : match.start()])
            self.before = text[position : match.start()]
            position = match.end()
            if match[2]:
                pieces.append(self._mark(match[2], match[3]))
            elif match[1] in {"T", "TE"}:
                when = self._moment(match[1], text[match.end() :], known, status)
                pieces.append(when)
            elif match[1] == "P":
                where = self.where()
                pieces.append(where)
            else:
                pieces += self._token(match[1], known, status, when, where)
        pieces.append(text[position:])
        return self._dated(pieces, when)

    def _dated(self, pieces: list[Piece], when: str | None) -> list[Piece]:
        """Give each number without a time the sentence's, or what the page last said of such a span."""
        if when:
            self.since[_of_day(when), self.span] = when
        return [piece if isinstance(piece, str) else self._date(piece, when) for piece in pieces]

    def _date(self, slot: Slot, when: str | None) -> Slot:
        if slot.when or slot.note not in {"", "title", "cell"} or not slot.fact.period:
            return slot
        stock = slot.fact.period.startswith("/")
        if when and (stock or not _of_day(when)):
            return replace(slot, when=when)
        span = slot.fact.span
        plain = (
            f"{span.year}年{span.months}月底"
            if stock
            else moment(span, dt.date.max, stock=False, planned=False, roll=self.roll)
        )
        return replace(slot, when=self.since.get((stock, span), plain))

    def _moment(self, token: str, rest: str, known: Indicator | None, status: str) -> str:
        follows = re.search(r"\{(?:([a-z_0-9]+)\.)?(v|b|G|C|s|t|tg|e)\}", rest)
        about = indicators()[follows[1]] if follows and follows[1] else known
        stock = token == "TE" or bool(about and about.is_stock)  # noqa: S105 - a slot's name
        planned = bool(follows and follows[2] in {"t", "tg", "e"})
        return moment(
            self.span, self.published, stock=stock, planned=planned and status == "planned", roll=self.wording
        )

    def _mark(self, name: str, kind: str) -> str:
        if kind == "slogan":
            self.slogans.append(name)
            return name
        bare = name.replace("{x}", self.county.kind).replace("{short}", self.county.short)
        if all(measure.name != bare for measure in self.measures):
            self.measures.append(Measure(bare, kind))
        return bare

    def _token(
        self, token: str, known: Indicator | None, status: str, when: str | None, where: str | None
    ) -> list[Piece]:
        if token.startswith("i."):
            noun = token.split(".")[1]
            return ([noun] if noun in NAMED_FIRST else []) + [self._incidental(token)]
        name, _, form = token.rpartition(".")
        if form in ASPECTS and (name in indicators() or (known is not None and not name)):
            about = indicators()[name] if name else known
            if about is None:
                raise UnknownFactError
            made = self.slot(about, form, status, when, where)
            body = BODIES.get(about.id)
            if body and all(measure.name != body[0] for measure in self.measures):
                self.measures.append(Measure(*body))
            self.told.add(about.id)
            return [made]
        return [self._word(token)]

    def _word(self, token: str) -> str:
        words = {
            "x": self.county.kind, "county": self.county.name, "short": self.county.short, "city": self.county.city,
            "prov": self.county.province, "date": f"{self.published.month}月{self.published.day}日",
        }  # fmt: skip
        if token in words:
            return words[token]
        if token == "town":  # noqa: S105 - a slot's name
            return self.town or self.fill.setdefault("town", self.roll.choice(self.county.towns))
        makers = {"village": village, "person": person, "leader": person}
        if token in makers:
            return makers[token](self.roll)
        return self.fill[token]

    def _incidental(self, token: str) -> Slot:
        _, noun, unit, bounds = token.split(".", 3)
        low, high = bounds.split(".")
        if unit == "万元":
            style, size = Style("元", "万", 10_000), 10_000
        else:
            style, size = Style(unit), 1
        value = self.roll.randint(int(low), int(high)) * size
        fact = Fact(f"incidental:{noun}", self.county.adcode, "", Span(self.published.year), "amount")
        return Slot(fact, write(style, value), None, None, subject=noun)

    def tell(self, name: str, form: str = "full", status: str = "planned", with_: str = "") -> list[Piece] | None:
        """Say one sentence about an indicator (one that also tells `with_`), or None if none can be said."""
        known = indicators()[name]
        options = [each for each in getattr(phrases.of(known), form) if with_ in each and self._fits(each)]
        options = [each.removeprefix("*") for each in options]
        self.wording.shuffle(options)
        for template in options:
            marks = (self.named, dict(self.since), list(self.measures), set(self.told))
            try:
                return self.say(template, known, status)
            except UnknownFactError:
                self.named, self.since, self.measures, self.told = marks
        return None

    def _fits(self, template: str) -> bool:
        """Say whether a sentence suits the page: papers don't chat, and who is not the county must be named."""
        if self.formal and template.startswith("*"):
            return False
        if self.city and ("{x}" in template or "{short}" in template):
            return False
        return not (self.city or self.town) or "{P}" in template


def _of_day(words: str) -> bool:
    """Say whether words name a day, as a stock's do, and not a stretch of time."""
    return words.endswith(("底", "末"))


def paragraph(*parts: Sequence[Piece] | None) -> Block:
    return Block("p", tuple(piece for part in parts if part for piece in part if piece != ""))
