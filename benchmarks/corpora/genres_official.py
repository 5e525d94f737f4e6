"""Official papers: communiqués, work reports, bulletins, notices."""

from corpora import phrases
from corpora.facts import Span, dice, indicators
from corpora.genres_news import Lines, finish, title_of
from corpora.phrases import topics
from corpora.teller import Teller, paragraph
from corpora.text import Block, Page, Piece, Slot
from corpora.world import UnknownFactError

SECTIONS = (
    ("综合", ("gdp", "gdp1", "gdp_pc", "pop_res", "jobs")),
    ("农业", ("grain", "veg", "pig", "farmland_new", "coop")),
    ("工业和能源", ("indval", "firms_above", "power")),
    ("固定资产投资和国内贸易", ("fai", "retail", "trade", "market_new", "market_total", "ecommerce")),
    ("财政金融", ("budget", "spend", "deposit")),
    ("交通、旅游", ("road_total", "tour_visits", "g5")),
    ("教育、卫生", ("students", "beds", "medics", "insured")),
    ("人民生活和社会保障", ("urban_inc", "rural_inc", "dibao", "eld_beds")),
    ("资源与环境", ("afforest", "air", "forest_rate")),
)
REVIEW = (
    ("经济运行承压前行", "综合实力稳步提升", ("gdp", "budget", "fai", "indval", "retail", "firms_new", "market_new")),
    ("乡村振兴全面推进", "三农根基持续夯实", ("grain", "farmland_new", "collective", "toilet", "poor_hh", "sci")),
    ("城乡面貌持续改善", "建设管理双向发力", ("road_new", "oldblocks", "charging", "afforest", "station")),
    (
        "民生福祉不断增进",
        "社会事业协调发展",
        ("jobs", "urban_inc", "rural_inc", "seats", "beds", "canteen", "gig_posts"),
    ),
    ("治理效能稳步提升", "平安建设走深走实", ("police_people", "pioneer_teams", "river_chiefs")),
)
AIMS = ("budget", "fai", "indval", "retail", "firms_new", "market_new", "grain", "farmland_new", "collective", "toilet", "road_new", "oldblocks",
        "charging", "afforest", "jobs", "train", "urban_inc", "rural_inc", "seats", "beds", "eld_beds", "tapwater", "canteen", "gig_posts")  # fmt: skip
OPENINGS = (
    "现在，我代表{x}人民政府，向大会报告工作，请予审议，并请{x}政协委员和列席人员提出意见。",
    "各位代表：现在，我代表{x}人民政府向大会作政府工作报告，请予审议，并请各位政协委员提出意见。",
)
BETWEEN = (
    "过去一年，面对[多重考验|复杂局面|经济下行压力]，在{x}委的坚强领导下，我们[迎难而上、拼搏实干|保持定力、攻坚克难]，较好完成了{x}人大会议确定的目标任务。",
    "这一年，我们[顶住压力、负重前行|一步一个脚印]，[发展的基础更牢了|群众的日子更有盼头了]。",
)
CLOSES = (
    "各位代表，[蓝图已经绘就，奋斗正当其时|目标催人奋进，实干成就未来]。让我们[在{x}委坚强领导下|同心同德、真抓实干]，为[全面建设社会主义现代化新{short}|谱写{short}高质量发展新篇章]而努力奋斗！",
)
NUMERALS = "一二三四五六七八九"
DEMANDS = (
    "各乡镇[要把任务分解到村、落实到具体项目|务必逐村摸清底数、建立台账]，[明确责任人和完成时限|实行销号管理]。",
    "[实行月调度、季通报|采取“四不两直”方式开展抽查]，[对进度滞后的予以约谈|连续两次排名末位的在全{x}通报]；[对弄虚作假的，一经查实严肃处理|坚决防止数字上的虚假进度]。",
    "请于每月[25日|20日|28日]前[报送进展情况|将进度表加盖公章后报送]，[逾期未报的视为零进展|材料报送情况纳入年终考核]。",
    "[项目资金实行专账核算|严格执行项目资金管理办法]，[严禁截留、挪用|按工程进度拨付]，[主动接受审计监督|支付凭证随时备查]。",
    "[各单位主要负责同志要亲自抓|分管负责同志要靠前指挥]，[遇到重大问题及时报告|对涉及群众切身利益的事项，要事先听取群众意见]。",
    "要[加强宣传发动|做好政策解释]，[尊重群众意愿|让群众全过程参与]，[不搞强迫命令|及时总结推广好的做法]。",
)
BULLETIN = (
    "gdp",
    "grain",
    "indval",
    "fai",
    "retail",
    "budget",
    "power",
    "jobs",
    "urban_inc",
    "tour_visits",
    "market_new",
    "ecommerce",
)


def communique(teller: Teller) -> Page:
    """The yearly statistics: some forty numbers by section."""
    county = teller.county
    year = teller.span.year
    blocks = [
        Block("p", (f"{county.name}统计局　国家统计局{county.short}调查队",)),
        paragraph(
            teller.say(
                f"{year}年，面对[复杂严峻的外部环境|多重困难挑战]，{{county}}坚持稳中求进工作总基调，[统筹推进改革发展稳定|着力推动高质量发展]，[国民经济运行总体平稳|社会事业取得新进步]。"
            )
        ),
    ]
    for mark, (head, names) in zip(NUMERALS, SECTIONS, strict=True):
        blocks.append(Block("h", (f"{mark}、{head}",)))
        blocks.append(paragraph(*_list(teller, names)))
    blocks.append(
        Block(
            "p",
            (
                "注：部分数据因四舍五入的原因，存在总计与分项合计不等的情况；地区生产总值、增加值绝对数按现价计算，增长速度按不变价格计算。",
            ),
        )
    )
    title = f"{county.name}{year}年国民经济和社会发展统计公报"
    return finish(teller, Page(county.adcode, "communique", "finance", (title,), blocks))


def _list(teller: Teller, names: tuple[str, ...]) -> list[list[Piece]]:
    """Sentences and short forms mixed, as in a paper that counts."""
    found: list[list[Piece]] = []
    for name in names:
        if name in teller.told:
            continue
        short = bool(phrases.of(indicators()[name]).short) and teller.wording.random() < 0.6  # noqa: PLR2004
        said = teller.tell(name, "short" if short else "full")
        if said:
            found.append(
                [
                    *(["全年"] if short and not indicators()[name].is_stock else ["年末"] if short else []),
                    *said,
                    *(["。"] if short else []),
                ]
            )
    return found


def work_report(teller: Teller) -> Page:
    """A January report: what the last year brought, what this year shall."""
    last = teller.span
    blocks = [
        paragraph(teller.say(teller.wording.choice(OPENINGS))),
        Block("h", (f"一、{last.year}年工作回顾",)),
        paragraph(teller.say(BETWEEN[0])),
    ]
    for first, second, names in REVIEW:
        said = _review(teller, names)
        if said:
            blocks.append(paragraph([f"——{teller.wording.choice((first, second))}。"], *said))
    blocks.append(paragraph(teller.say(BETWEEN[1])))
    coming = Span(last.year + 1)
    teller.span = coming
    blocks.append(Block("h", (f"二、{coming.year}年工作安排",)))
    blocks += _aims(teller)
    blocks.append(paragraph(teller.say(CLOSES[0])))
    title = f"{coming.year}年{teller.county.name}政府工作报告"
    forms = (title, f"政府工作报告（{coming.year}年{teller.county.name}）", f"{title}（摘要）")
    return finish(teller, Page(teller.county.adcode, "report", "finance", (teller.wording.choice(forms),), blocks))


def _review(teller: Teller, names: tuple[str, ...]) -> list[list[Piece]]:
    said: list[Piece] = []
    full: list[list[Piece]] = []
    for name in names:
        if teller.wording.random() < 0.55:  # noqa: PLR2004
            each = teller.tell(name, "short")
            if each:
                said += ["，" if said else "", *each]
        else:
            each = teller.tell(name)
            full += [each] if each else []
    return [*full, [*said, "。"]] if said else full


def _aims(teller: Teller) -> list[Block]:
    year = teller.span.year
    aims = teller.wording.sample(AIMS, 13)
    lists: list[list[Piece]] = [[], []]
    blocks = [paragraph(teller.tell("gdp", "planned"))]
    for place, name in enumerate(aims):
        if place % 4 == 3 and phrases.of(indicators()[name]).planned:  # noqa: PLR2004
            blocks.append(paragraph(teller.tell(name, "planned")))
            continue
        each = teller.tell(name, "planned_short")
        into = lists[place % 2]
        into += ["，" if into else "", *each] if each else []
    heads = (f"{year}年主要预期目标是：", f"我们将全力办好民生实事。{year}年，计划")
    blocks += [paragraph([head], said, ["。"]) for head, said in zip(heads, lists, strict=True) if said]
    return blocks


def bulletin(teller: Teller) -> Page:
    """The economy of some months, in words that return each time; a table at the end of some."""
    span, county = teller.span, teller.county
    name = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}.get(span.months, f"1-{span.months}月")
    title = teller.wording.choice(
        (
            "{year}年{name}{county}经济运行情况",
            "{county}{year}年{name}主要经济指标完成情况",
            "{year}年{name}{county}经济运行简析",
        )
    )
    title = title.replace("{year}", str(span.year)).replace("{name}", name).replace("{county}", county.name)
    chosen = ["gdp" if span.months % 3 == 0 else "indval", *teller.wording.sample(BULLETIN[1:], 8)]
    names = [each for each in dict.fromkeys(chosen) if each != "grain" or span.months in {6, 12}]
    blocks = [
        paragraph(
            teller.say(
                f"{span.year}年{name}，[{{county}}上下认真贯彻落实各项决策部署|{{county}}坚持稳字当头、稳中求进]，[着力稳增长、促转型、惠民生|统筹做好经济社会各项工作]，[经济运行总体平稳|主要指标运行在合理区间]。"
            )
        )
    ]
    steady = teller.wording
    for each in names:
        teller.wording = dice("bulletin", county.adcode, span.year, each)
        blocks.append(paragraph(teller.tell(each)))
    teller.wording = steady
    lines = Lines(teller, topics()["finance"])
    blocks.append(
        paragraph(
            ["总的来看，经济运行延续恢复态势，但外部环境依然复杂，企业经营困难较多，回升基础仍需巩固。"],
            lines.next("c"),
        )
    )
    if teller.wording.random() < 0.5:  # noqa: PLR2004
        blocks.append(Block("h", (f"附：{span.year}年{name}主要指标",)))
        blocks.append(_table(teller, name, [*names, "spend", "trade"]))
    return finish(teller, Page(county.adcode, "bulletin", "finance", (title,), blocks))


def _table(teller: Teller, name: str, names: list[str]) -> Block:
    head: tuple[tuple[Piece, ...], ...] = (("指标",), ("单位",), (name,), ("同比增长(%)",))
    rows = [head]
    teller.loose = 0.0
    for each in names:
        known = indicators()[each]
        if known.base_aspect != "amount" or known.is_stock:
            continue
        try:
            level = teller.slot(known, "v", "actual", f"{teller.span.year}年{name}", None)
            growth = teller.slot(known, "G", "actual", f"{teller.span.year}年{name}", None)
        except UnknownFactError:
            continue
        rows.append(
            ((known.names[0],), (_unit(level),), (_bare(level, known.names[0]),), (_rate(growth, known.names[0]),))
        )
    return Block("table", rows=tuple(rows))


def _unit(slot: Slot) -> str:
    return slot.written.style.multiplier + slot.written.unit


def _bare(slot: Slot, label: str) -> Slot:
    return Slot(slot.fact, slot.written, slot.when, slot.where, subject=label, note="cell")


def _rate(slot: Slot, label: str) -> Slot:
    return Slot(
        slot.fact,
        slot.written,
        slot.when,
        slot.where,
        verb="-" if slot.verb == "下降" else "",
        subject=label,
        note="cell",
    )


def notice(teller: Teller, name: str, aims: list[str]) -> Page:
    """A notice that hands out this year's tasks."""
    topic = topics()[name]
    county = teller.county
    office = f"{county.name}{topic.office}"
    year = teller.span.year
    work = {"agri": "高标准农田建设和粮食生产", "eco": "造林绿化", "transport": "农村公路建设", "jobs": "就业和职业技能培训", "rural": "农村人居环境整治",
            "edu": "学位建设", "elder": "养老服务", "housing": "城市更新"}[name]  # fmt: skip
    title = teller.wording.choice(
        (
            f"关于下达{year}年{work}任务的通知",
            f"{office}关于印发{year}年{work}实施方案的通知",
            f"关于做好{year}年{work}有关工作的通知",
        )
    )
    lines = Lines(teller, topic)
    last = teller.span
    planned = [each for each in (teller.tell(aim, "planned") for aim in aims) if each]
    teller.span, teller.named = Span(year - 1), True
    done = teller.tell(aims[0])
    teller.span = last
    blocks = [
        Block("p", ("各乡镇人民政府、街道办事处，" + county.kind + "直各有关单位：",)),
        paragraph([f"为扎实做好{year}年{work}工作，经{county.kind}人民政府同意，现将有关事项通知如下。"]),
        Block("h", ("一、目标任务",)),
        paragraph(*planned),
        Block("h", ("二、工作基础",)),
        paragraph(done, lines.next("f")),
        Block("h", ("三、主要措施",)),
        paragraph(["（一）压实责任。"], lines.next("f")),
        paragraph(["（二）做细服务。"], lines.next("f"), lines.next("c2")),
        paragraph(["（三）强化监督。"], lines.next("c2")),
        Block("h", ("四、有关要求",)),
        paragraph(*(teller.say(each) for each in teller.wording.sample(DEMANDS, 3))),
        Block("sign", (office,)),
        Block("sign", (f"{teller.published.year}年{teller.published.month}月{teller.published.day}日",)),
    ]
    return finish(teller, Page(county.adcode, "notice", name, (title,), blocks))


__all__ = ["bulletin", "communique", "notice", "title_of", "work_report"]
