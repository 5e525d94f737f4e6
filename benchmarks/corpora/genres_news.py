"""News releases, features, briefings and pages about one measure."""

from dataclasses import replace

from corpora.facts import Span
from corpora.names import firm
from corpora.phrases import Topic, topics
from corpora.teller import Teller, paragraph
from corpora.text import Block, Page, Piece, article_text
from corpora.world import UnknownFactError

NUMBERED = ("一是", "二是", "三是", "四是")
ORDINALS = ("（一）", "（二）", "（三）", "（四）")
SHORT, HALF = 430, 0.5
LATE = (9, 10, 11)
DOING = (
    "推行",
    "落实",
    "组织",
    "开展",
    "推广",
    "建立",
    "设立",
    "推进",
    "实施",
    "打造",
    "推出",
    "健全",
    "引入",
    "开通",
    "建成",
    "全面推行",
)
LINKS = (
    "",
    "",
    "{x}里",
    "当地",
    "同时，",
    "此外，",
    "在此基础上，",
    "与之相配套，{x}里",
    "针对薄弱环节，",
    "为把工作做实，{x}里",
)
MEASURED = {"pioneer_teams": "party", "river_chiefs": "eco", "police_people": "security", "gig_posts": "jobs", "canteen": "elder",
            "station": "housing", "sci": "agri", "grid_people": "security"}  # fmt: skip
HEADS = {
    "pioneer_teams": ("{county}党员先锋队：把支部建在一线", "{short}：一支支先锋队 一面面旗", "党员先锋队在{short}：有事您说话", "{county}组建党员先锋队助力基层治理"),
    "river_chiefs": ("{county}深入推行河长制 一河一策见成效", "{short}：河长上岗 碧水长流", "{county}河长制工作扎实推进", "从“河长制”到“河长治” {short}护水记"),
    "police_people": ("“一村一警”走进{short}寻常百姓家", "{county}推行“一村一警” 平安就在身边", "{short}：村里来了新村警", "{county}“一村一警”夯实平安根基"),
    "gig_posts": ("{county}零工驿站：让零工不再“零散”", "{short}：找活到驿站 就业有保障", "{county}建好零工驿站 打通就业“最后一米”", "小驿站里的大民生——{county}零工驿站走访"),
    "canteen": ("{county}长者食堂：端稳老人的“幸福碗”", "{short}长者食堂开饭啦", "一顿热饭的温度 {county}办好长者食堂", "{county}推进长者食堂建设让老人吃得舒心"),
    "station": ("{county}户外劳动者驿站：累了进来歇一歇", "{short}：把驿站建在劳动者身边", "{county}户外劳动者驿站传递城市温度", "冷可取暖 热可纳凉 {short}驿站暖心"),
    "sci": ("{county}科技特派员：把技术送到田埂上", "{short}科技特派员的“泥土课堂”", "科技特派员走进{short}田间", "{county}深化科技特派员制度助农增收"),
    "grid_people": ("{county}：小网格里的大治理", "{short}网格员：走百家门 解百家难", "{county}做实网格服务"),
}  # fmt: skip
COMPANIONS = {"pioneer_teams": "{pioneer_people.", "gig_posts": "{gig_people.", "canteen": "{canteen_people.", "station": "{station_people.",
              "police_people": "{police_villages.", "sci": "{sci_villages.", "river_chiefs": "{river_patrol."}  # fmt: skip
AGENDA = (
    "加强组织领导",
    "突出工作重点",
    "创新工作方法",
    "强化督导问效",
    "抓实队伍建设",
    "完善工作机制",
    "聚焦关键环节",
    "广泛宣传发动",
)


class Lines:
    """The lines of a topic, each used once a page."""

    def __init__(self, teller: Teller, topic: Topic) -> None:
        self.teller = teller
        self.left = {kind: teller.wording.sample(lines, len(lines)) for kind, lines in topic.lines.items()}
        common = topics()["common"].lines["o" if teller.formal else "f"]
        self.left["c2"] = teller.wording.sample(common, len(common))

    def next(self, kind: str) -> list[Piece] | None:
        if not self.left.get(kind):
            return None
        self.teller.fill["firm"] = firm(self.teller.roll)
        line = self.left[kind].pop()
        if kind == "f" and line.removeprefix("[").startswith(DOING) and not self.teller.formal:
            line = self.teller.wording.choice(LINKS) + line
        return self.teller.say(line)

    def pair(self) -> list[Piece] | None:
        """Return two lines of what was done, from the common ones when the topic's are used up."""
        return [*(self.next("f") or self.next("c2") or []), *(self.next("c2") or [])] or None


def title_of(teller: Teller, templates: list[str]) -> tuple[Piece, ...]:
    """Return a title; those that state a number are left out where the world has none."""
    for template in teller.wording.sample(templates, len(templates)):
        try:
            found = teller.say(template)
        except UnknownFactError:
            continue
        return tuple(piece if isinstance(piece, str) else replace(piece, note="title") for piece in found if piece)
    raise LookupError(templates)


def slogan(teller: Teller, topic: Topic) -> list[Piece]:
    words = teller.say(teller.wording.choice(topic.lines["g"]))
    teller.slogans.append("".join(map(str, words)))
    lead = teller.wording.choice(("围绕“", "牢记“", "锚定“"))
    return [
        lead,
        *words,
        teller.wording.choice(("”的要求，全力以赴抓落实。", "”，各项工作有序推进。", "”的目标，一步一个脚印往前走。")),
    ]


def facts(teller: Teller, names: list[str], form: str = "full") -> list[list[Piece]]:
    found = [teller.tell(name, form) for name in names if name not in teller.told]
    return [each for each in found if each]


def picked(teller: Teller, topic: Topic, count: int) -> list[str]:
    first, *others = topic.indicators
    return [first, *teller.wording.sample(others, min(len(others), count - 1))]


def finish(teller: Teller, page: Page) -> Page:
    page.measures, page.slogans = teller.measures, teller.slogans
    page.published = teller.published.isoformat()
    page.voice = teller.voice
    page.blocks = [block for block in page.blocks if block.pieces or block.rows]
    return page


def news(teller: Teller, name: str) -> Page:
    """A release: lead, what the numbers say, what was done, a voice from below, an outlook."""
    topic = topics()[name]
    lines = Lines(teller, topic)
    title = title_of(teller, topic.lines["t"])
    told = facts(teller, picked(teller, topic, teller.wording.choice((2, 3, 3, 4))))
    if not told:
        raise UnknownFactError
    order = teller.wording.choice(("lead", "story", "data"))
    lead, story = lines.next("l"), lines.next("s")
    head = [paragraph(lead, told[0])] if order != "story" else [paragraph(story), paragraph(lead, told[0])]
    if order == "data":
        head = [paragraph(told[0], lead)]
    blocks = [*head, paragraph(lines.next("f"), lines.next("f"))]
    blocks += [paragraph(each, lines.next("f") if teller.wording.random() < HALF else None) for each in told[1:]]
    if order != "story":
        blocks.append(paragraph(story))
    blocks.append(paragraph(slogan(teller, topic) if teller.wording.random() < HALF else None, lines.next("c")))
    blocks.insert(-1, paragraph(_outlook(teller, topic)))
    page = Page(teller.county.adcode, "news", name, title, blocks)
    lengthen(page, lines, SHORT)
    return finish(teller, page)


def _outlook(teller: Teller, topic: Topic) -> list[Piece] | None:
    """Tell what the year is expected to bring, late in the year."""
    if topic.id not in {"tourism", "ecommerce"} or teller.span.months not in LATE:
        return None
    teller.span = Span(teller.span.year)
    return teller.tell(topic.indicators[0], "expected", "expected")


def lengthen(page: Page, lines: Lines, least: int) -> None:
    """Add to a page, before its last paragraph, until it is long enough."""
    page.blocks = [block for block in page.blocks if block.pieces or block.rows]
    while len(article_text(page)) < least:
        more = lines.pair()
        if more is None:
            return
        page.blocks.insert(-1, paragraph(more))


def measure_page(teller: Teller, name: str) -> Page:
    """A page about one measure: what it is, its numbers, how it works on the ground."""
    topic = topics()[MEASURED[name]]
    lines = Lines(teller, topic)
    title = title_of(teller, list(HEADS[name]))
    told = teller.tell(name, with_=COMPANIONS.get(name, ""))
    if told is None:
        raise UnknownFactError
    blocks = [
        paragraph(told if teller.wording.random() < HALF else [*(lines.next("l") or []), *told]),
        paragraph(lines.next("f"), lines.next("f")),
        paragraph(lines.next("s")),
        paragraph(*facts(teller, [topic.indicators[0]]), lines.next("f")),
        paragraph(lines.next("c")),
    ]
    page = Page(teller.county.adcode, "measure", topic.id, title, blocks)
    lengthen(page, lines, SHORT)
    return finish(teller, page)


def briefing(teller: Teller, name: str) -> Page:
    """A town's work report: numbered paragraphs."""
    topic = topics()[name]
    lines = Lines(teller, topic)
    title = _town_title(teller, topic)
    marks = teller.wording.choice((NUMBERED, ORDINALS))
    told = facts(
        teller, [each for each in picked(teller, topic, 3) if each not in {"gdp", "gdp1", "spend", "trade", "deposit"}]
    )
    opening = [f"{teller.published.month}月以来，{teller.town}" if teller.wording.random() < HALF else f"近期，{teller.town}",
               "坚持问题导向、目标导向，细化任务、压实责任，各项工作取得阶段性成效。"]  # fmt: skip
    blocks = [paragraph(opening)]
    heads = teller.wording.sample(AGENDA, len(marks))
    for mark, head, each in zip(marks, heads, [*told, None, None], strict=False):
        blocks.append(paragraph([f"{mark}{head}。"], each, lines.next("f")))
    blocks.append(paragraph(lines.next("s")))
    blocks.append(paragraph([f"下一步，{teller.town}将对照年度任务清单，查漏补缺，确保件件有着落、事事有回音。"]))
    page = Page(teller.county.adcode, "briefing", name, title, blocks)
    lengthen(page, lines, SHORT)
    return finish(teller, page)


def _town_title(teller: Teller, topic: Topic) -> tuple[Piece, ...]:
    work = {"agri": "粮食生产", "rural": "乡村振兴", "eco": "造林绿化", "jobs": "稳就业", "party": "党建引领", "transport": "农村公路",
            "security": "平安建设", "ecommerce": "电商助农", "elder": "助老服务"}[topic.id]  # fmt: skip
    forms = (
        "{town}：{work}工作稳步推进",
        "{town}多点发力抓好{work}",
        "工作动态｜{town}扎实推进{work}",
        "{town}念好“实”字诀 做好{work}文章",
    )
    return (teller.wording.choice(forms).replace("{town}", teller.town).replace("{work}", work),)


def feature(teller: Teller, names: list[str]) -> Page:
    """A provincial portal's portrait of a county: several topics under headings."""
    county = teller.county
    title = title_of(
        teller,
        [
            "{prov}{county}：向着美好生活再出发",
            "看{short}：一域之变里的发展答卷",
            "行走{short} 感受县域脉动",
            "{county}：在转型中蓄势 在奋斗中前行",
        ],
    )
    first = [
        f"位于{county.province}的{county.name}，",
        "近年来走出了一条怎样的发展路？近日，本网记者深入",
        county.short,
        "采访，记录这里的变化。",
    ]
    blocks = [paragraph(first, teller.tell("gdp"))]
    for name in names:
        topic = topics()[name]
        lines = Lines(teller, topic)
        blocks.append(Block("h", (teller.wording.choice(HEADINGS[name]),)))
        told = facts(teller, picked(teller, topic, 3))
        blocks.append(paragraph(lines.next("l"), *told[:1], lines.next("f")))
        blocks.append(paragraph(*told[1:], lines.next("s")))
    blocks.append(paragraph(Lines(teller, topics()[names[-1]]).next("c")))
    return finish(teller, Page(county.adcode, "feature", names[0], title, blocks))


HEADINGS = {
    "finance": ("家底更厚", "稳中有进的底气"), "industry": ("工业挑大梁", "项目里的新动能"), "agri": ("田野上的丰收", "把饭碗端牢"),
    "eco": ("绿色是底色", "山青水绿的回报"), "rural": ("乡村换新颜", "不让一户掉队"), "transport": ("路通了，心近了", "大道连民心"),
    "jobs": ("家门口的饭碗", "有活干，有奔头"), "income": ("口袋鼓起来", "收入账里看民生"), "health": ("看病不再难", "守护健康"),
    "edu": ("书声琅琅", "为了孩子们"), "elder": ("夕阳无限好", "老有所养"), "tourism": ("好风景变好前景", "诗和远方"),
    "ecommerce": ("一根网线通四海", "直播间里的新农活"), "housing": ("老城里的新生活", "家门口的小确幸"), "party": ("党旗在一线", "先锋的力量"),
    "security": ("平安到家", "枫桥经验在这里"),
}  # fmt: skip
