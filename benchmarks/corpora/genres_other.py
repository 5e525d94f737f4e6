"""Meetings, projects, city round-ups."""

from corpora.facts import Fact, Span, dice
from corpora.genres_news import Lines, facts, finish, lengthen, picked
from corpora.names import PROJECTS, firm, person
from corpora.numbers import Style, write
from corpora.phrases import topics
from corpora.teller import Teller, paragraph
from corpora.text import Measure, Page, Piece, Slot
from corpora.world import UnknownFactError

MEETINGS = {
    "agri": ("{x}委农村工作会议", "粮食生产工作推进会"), "eco": ("生态环境保护委员会全体会议", "总河（林）长会议"), "finance": ("经济运行调度会", "财税工作推进会"),
    "industry": ("重点项目建设推进会", "工业经济运行调度会"), "rural": ("巩固拓展脱贫攻坚成果推进会", "乡村振兴现场会"), "jobs": ("就业工作领导小组会议", "稳就业工作推进会"),
    "edu": ("教育工作大会", "学位建设推进会"), "health": ("县域医共体建设推进会", "卫生健康工作会议"), "security": ("平安建设工作会议", "基层治理现场推进会"),
    "tourism": ("旅游产业发展大会", "文旅融合工作推进会"), "ecommerce": ("电商产业发展推进会",), "elder": ("养老服务工作推进会",), "party": ("基层党建工作推进会", "组织工作会议"),
    "housing": ("城市更新工作推进会",), "transport": ("“四好农村路”建设推进会",), "income": ("居民增收工作联席会议",),
}  # fmt: skip
DUTIES = (
    "会议强调，[要提高政治站位|要树牢底线思维]，[把思想和行动统一到上级部署上来|把责任扛得更牢、把措施抓得更细]。",
    "会议要求，[要强化跟踪督办|要压实包联责任]，[一周一调度、一月一通报|对慢作为、不作为的严肃问责]，[确保任务如期完成|推动各项工作落地见效]。",
    "会议指出，成绩来之不易，[但差距不容忽视|问题也不容回避]：[部分指标进度滞后|有的项目前期工作拖沓]，[要紧盯短板逐项销号|须在最短时间内补上]。",
    "会上，[有关乡镇作了表态发言|相关部门负责人汇报了进展]，[与会人员实地观摩了示范点|还书面通报了督查情况]。",
)
PROJECT_STAGES = (
    ("土方工程基本完成，桩基施工全面展开", "正在平整场地、修建临时道路", "施工图设计已经完成，首批桩基开钻"),
    ("主体结构施工过半", "部分厂房主体封顶，管网同步铺设", "主体工程按计划推进"),
    ("主体结构已封顶，进入设备安装阶段", "正在进行内外装修和附属工程施工", "一期投入试运行，二期抓紧建设"),
    ("已通过竣工验收，即将交付使用", "设备调试基本完成", "收尾工程抓紧施工"),
)
LEAST = 380
VOICES = (
    "“质量是生命线，安全是底线。”项目负责人{person}说，[参建各方倒排工期、挂图作战|工地实行两班倒，材料提前备足]，[雨天也在室内抢装管线|关键节点派专人盯守]，[力争早建成、早见效|确保按合同工期交付]。",
    "[连日来|这段时间]，项目现场[机械轰鸣、车辆穿梭|工人们正在绑扎钢筋、浇筑混凝土]。“[只要天气允许，我们就满负荷施工|征地款按时到户，没有一天停工]。”施工方负责人{person}介绍。",
    "项目经理{person}每天要[在工地上转好几圈|组织一次碰头会]，[谁的工序慢了、哪批材料没到，都记在本子上|当天的问题当天解决]。[监理单位全程旁站|质监部门多次到场抽检]，[隐蔽工程逐项留影像|不合格的一律返工]。",
    "[乡镇干部逐户做工作|村干部带头签协议]，[征地拆迁没有发生一起纠纷|腾地速度比预想的快]。被征地村民{person}说：“[项目来了，在家门口就能上班|盼着早点建好，孩子也能回来]。”",
)
OUTLOOKS = (
    "建成后，将[补齐产业配套短板|完善区域基础设施]，[为{county}发展增添后劲|带动周边村集体增收]。{x}发改部门表示，将[落实领导包联和“一项目一专班”机制|做好用地、用电、融资保障]，[及时协调解决征迁、管线迁改等问题|让项目推进没有堵点]。",
    "是{county}[延链补链|补短板、惠民生]的重要工程，[投用后可带动上下游企业集聚|将惠及周边多个乡镇群众]。目前，[审批手续已全部办结|配套道路和管网同步施工]，[设备采购合同陆续签订|人员招聘和培训已经启动]。",
    "的推进情况[每周上报、每月排名|纳入{x}重点项目“红黑榜”]。{x}重点办要求，[建设单位要统筹进度与质量|能交叉作业的绝不等靠]，[任何时候都不能放松安全生产|宁可慢一点也要把质量抓好]。",
)
CITY = (
    "budget",
    "retail",
    "grain",
    "jobs",
    "tour_visits",
    "farmland_new",
    "road_new",
    "market_new",
    "ecommerce",
    "power",
    "seats",
    "collective",
)


def meeting(teller: Teller, name: str) -> Page:
    topic = topics()[name]
    county = teller.county
    lines = Lines(teller, topic)
    meet = teller.wording.choice(MEETINGS[name]).replace("{x}", county.kind)
    leader, second = person(teller.roll), person(teller.roll)
    office = teller.wording.choice(
        (
            f"{county.kind}委书记{leader}",
            f"{county.kind}委副书记、{county.kind}长{leader}",
            f"常务副{county.kind}长{leader}",
        )
    )
    title = teller.wording.choice(
        (
            f"{county.name}召开{meet}",
            f"{county.short}：{meet}召开",
            f"{leader}在{county.name}{meet}上强调：坚定信心 狠抓落实",
        )
    )
    told = facts(teller, picked(teller, topic, 3))
    day = f"{teller.published.month}月{teller.published.day}日"
    blocks = [
        paragraph([f"{day}，{county.name}{meet}召开。{office}出席会议并讲话，{county.kind}领导{second}主持。"]),
        paragraph(["会议通报，" if told else ""], *told),
        paragraph(teller.say(DUTIES[2])),
        paragraph(lines.next("f"), lines.next("f")),
        paragraph(teller.say(DUTIES[0]), lines.next("c2")),
        paragraph(teller.tell(topic.indicators[0], "planned") if _ahead(teller) else None, teller.say(DUTIES[1])),
        paragraph(teller.say(DUTIES[3])),
    ]
    page = Page(county.adcode, "meeting", name, (title,), blocks)
    lengthen(page, lines, LEAST)
    return finish(teller, page)


def _ahead(teller: Teller) -> bool:
    """A target is this year's: told only while the year runs."""
    if teller.span.year != teller.published.year:
        teller.span = Span(teller.published.year)
    else:
        teller.span = Span(teller.span.year)
    return True


def project(teller: Teller, number: int) -> Page:
    """A project's page: what it costs, what is spent, what stage it has reached."""
    county = teller.county
    what = PROJECTS[(number + int(county.adcode)) % len(PROJECTS)]
    name = f"{county.short}{what}项目"
    town = county.towns[number % len(county.towns)]
    total, spent, land = _project_slots(teller, number, name)
    intro = teller.wording.choice(
        (f"{name}位于{town}，", f"作为{county.kind}级重点工程，{name}选址{town}，", f"坐落在{town}的{name}，")
    )
    now = teller.published
    lines = Lines(teller, topics()["industry"])
    teller.measures.append(Measure(name, "project"))
    since = f"截至{now.year}年{teller.span.months}月底"
    blocks = [
        paragraph(
            [
                intro,
                teller.wording.choice(("项目总投资", "计划总投资", "概算总投资")),
                total,
                "，占地",
                land,
                "，建设单位为",
                firm(teller.roll),
                "。",
            ]
        ),
        paragraph(
            [
                teller.wording.choice((f"{since}，{name}已完成投资", f"{since}，{name}累计完成投资")),
                spent,
                "，",
                teller.wording.choice(PROJECT_STAGES[min(3, int(4 * spent.written.base / total.written.base))]),
                "。",
            ]
        ),
        paragraph(lines.next("f"), lines.next("f")),
        paragraph(teller.say(teller.wording.choice(VOICES))),
        paragraph([name], teller.say(teller.wording.choice(OUTLOOKS)), lines.next("c2")),
        paragraph(facts(teller, ["fai"])[0] if teller.wording.random() < 0.6 else None, lines.next("c")),  # noqa: PLR2004
    ]
    title = teller.wording.choice(
        (f"{name}建设有序推进", f"重点项目｜{name}", f"{county.name}：{name}跑出“加速度”", f"项目巡礼：走近{name}")
    )
    return finish(teller, Page(county.adcode, "project", "industry", (title,), blocks))


def _project_slots(teller: Teller, number: int, name: str) -> tuple[Slot, Slot, Slot]:
    base = teller.world.value(Fact("budget", teller.county.adcode, "", Span(2021), "amount"))

    roll = dice(teller.world.seed, "project", teller.county.adcode, number)
    total = round(base * roll.uniform(0.1, 0.6) / 1e6) * 1_000_000
    done = 12 * (teller.span.year - 2021) + teller.span.months
    spent = round(total * min(0.97, 0.05 + done * roll.uniform(0.024, 0.026)) / 1e4) * 10_000
    land = roll.randint(4, 40) * 15
    money = [Style("元", "亿", 100_000_000, decimals=2), Style("元", "万", 10_000)]
    fact = Fact(f"project:{name}", teller.county.adcode, "", Span(2024), "amount", "planned")
    given = teller.county.name
    whole = Slot(fact, write(money[0] if total > 1e8 else money[1], total), None, given, subject="总投资", measure=name)  # noqa: PLR2004
    fact = Fact(f"spent:{name}", teller.county.adcode, "", teller.span, "amount")
    part = Slot(
        fact,
        write(money[1], spent),
        f"截至{teller.span.year}年{teller.span.months}月底",
        given,
        subject="完成投资",
        measure=name,
    )
    fact = Fact(f"site:{name}", teller.county.adcode, "", Span(2024), "amount")
    ground = Slot(fact, write(Style("亩"), land), None, given, subject="占地", measure=name)
    return whole, part, ground


def city_roundup(teller: Teller) -> Page:
    """A city's page: the whole of the city next to the county's part, and the city's own budget."""
    county = teller.county
    chosen = teller.wording.sample([each for each in CITY if each != "budget"], 4)
    blocks = []
    name = county.city
    title = teller.wording.choice(
        (f"{name}经济社会发展亮点扫描", f"看{name}：县域发展各展其长", f"{name}晒出阶段性成绩单", f"数读{name}")
    )
    opening = teller.say(
        f"[近日|日前]，记者从{name}[有关部门获悉|统计部门了解到]，[各区县立足特色、竞相发展|全市上下齐心协力]，[多项指标保持增长|主要指标有升有降]。"
    )
    blocks.append(paragraph(opening, *_both(teller, "budget")))
    lines = Lines(teller, topics()["finance"])
    blocks += [paragraph(*_both(teller, each)) for each in chosen]
    blocks.append(
        paragraph([f"在{county.name}，", "基层干部普遍感到，县域强，全局才能强；县域活，全局才能活。"], lines.next("f"))
    )
    topic = teller.wording.choice(("agri", "jobs", "tourism", "rural"))
    blocks.append(paragraph(Lines(teller, topics()[topic]).next("s")))
    blocks.append(
        paragraph(
            [
                "有关专家认为，县域之间发展水平不一，资源禀赋各异，宜工则工、宜农则农、宜游则游，不能照搬一个模式。下一步，要在补短板、强弱项上持续用力，让发展成果更多更公平惠及全体居民。"
            ]
        )
    )
    return finish(teller, Page(county.adcode, "city", "finance", (title,), blocks))


def _both(teller: Teller, name: str) -> list[list[Piece]]:
    teller.city = True
    whole = teller.tell(name) or []
    own = _own(teller) if name == "budget" else []
    teller.city, teller.named = False, False
    part = teller.tell(name, with_="{P}") or []
    return [whole, own, part]


def _own(teller: Teller) -> list[Piece]:
    teller.city = True
    try:
        said = teller.say("其中，[{T}|]市本级一般公共预算收入{budget_benji.v}。")
    except UnknownFactError:
        said = []
    teller.city = False
    return said
