"""Undertakings: whether a measure is planned, asked for, completed or ended, row by row and through statements."""

import pytest
from undertaken import marked, state

from summarizer.resources import table
from summarizer.scanning.facts.undertakings import state_at, undertaking


@pytest.mark.parametrize("row", table("undertakings"), ids=lambda row: f"{row[0]} {row[3]}")
def test_each_rule_speaks_of_its_example(row):
    """The measure in 【】 has the row's state."""
    folded, spans = marked(row[3])
    assert state_at(folded, spans[0]) == row[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县里成立了【巡逻队】12支。", None),
        ("镇里计划新建学校3所、改造【村卫生室】5个。", "planned"),
        ("下一步，县里继续推行【河长制】，强化考核。", "planned"),
        ("代表建议增设【夜间公交】。", "called_for"),
        ("会议强调，要压实责任，推行【周调度】。", "called_for"),
        ("全市【老旧小区改造】已全部完成。", "completed"),
        ("本市取消【限购措施】。", "ended"),
        ("【临时交通管制】已解除。", "ended"),
        ("按照计划推进【河道清淤】。", None),
        ("按照上级要求开展【安全检查】。", None),
        ("对照方案和要求，落实【值班制度】。", None),
        ("将防疫卡点移到【线上平台】。", None),
        ("完善【计划生育奖励】制度。", None),
        ("印发《应急预案》，开展【应急演练】。", None),
        ("下沉干部必须【第一时间到场】。", None),
        ("计划建房300套，目前已落实【租金补贴】。", None),
        ("计划投资3亿元。县里开展【宣讲】。", None),
    ],
)
def test_words_tell_the_state_of_what_they_are_about(text, expected):
    """A plan goes on through a list; a requirement that is in force is none, nor is 将 for 把."""
    assert state(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各学校应当建立【晨检制度】，每日上报。", "called_for"),
        ("物业公司须设置【非机动车停放区】。", "called_for"),
        ("各村务必落实【防火巡查】。", "called_for"),
        ("倡导文明祭扫，鼓励市民参加【网上祭扫】。", "called_for"),
        ("有关部门要加强巡查，及时清理【占道经营】。", "called_for"),
        ("各村主要依靠【护林队】巡山。", None),
        ("居民需要【助餐服务】。", None),
        ("村委会重要工作是【人居环境整治】。", None),
        ("设在镇口的【临时检查点】已于3月15日撤除。", "ended"),
        ("县里自5月起停征【污水处理费】。", "ended"),
        ("【疫情防控指挥部】宣布解散。", "ended"),
        ("原有的【纸质审批单】不再使用。", "ended"),
        ("《【青禾县养犬管理办法】》同时废止。", "ended"),
        ("【夜间限行措施】因道路改造完成而取消。", "ended"),
        ("【困难补助】今年起停发。", "ended"),
        ("3家不合规的【托管机构】被依法取缔。", "ended"),
        ("建立【临时检查点】，取消人工登记。", None),
        ("【应急预案】启动后，县里关闭了景区。", None),
        ("开展【专项整治】，取缔无证摊点12个。", None),
        ("镇上两条【通村公路】已全部硬化完工。", "completed"),
        ("历时两年的【自来水改造工程】竣工通水。", "completed"),
        ("县交通局建成【环城公路】15公里。", "completed"),
        ("去年修建了【文化广场】。", "completed"),
        ("县里每天完成【核酸采样】3000人次。", None),
        ("【志愿服务队】完成任务1200件。", None),
        ("社区建立了【老人台账】。", None),
        ("社区成立【巡逻队】。", None),
        ("力争年内完成【农房改造】。", "planned"),
        ("确保6月底前建成【蓄水池】。", "planned"),
        ("到2030年，全县建成【充电站】50座。", "planned"),
        ("县里计划在城东建【敬老院】。", "planned"),
        ("【敬老院】正在选址。", "planned"),
        ("预计今年秋天，【敬老院】将投入使用。", "planned"),
        ("2025年拟安排【教育支出】3亿元。", "planned"),
        ("【热线】已开通三年，目前运行良好。", None),
        ("下一步工作安排会上，县里通报了【河长制】情况。", None),
        ("在答记者问时，局长说：“明年，我们将建设【数字门诊】。”", "planned"),
        ("为落实2025年工作计划，镇里开展【人居环境整治】。", None),
        ("在政府工作报告中，县长提出，今年要办好十件实事：新建【停车位】500个。", "planned"),
        ("【健身步道】如期建成，全长3公里。", "completed"),
        ("网友建议在路口增设【信号灯】。", "called_for"),
        ("代表们呼吁尽快出台【电动车管理条例】。", "called_for"),
        ("六、下步工作打算：一要建立【联防机制】；二要做好宣传。", "planned"),
        ("年内还将增设【母婴室】20间。", "planned"),
        ("【跨江大桥】预计2027年通车。", "planned"),
        ("【地铁3号线】有望明年动工。", "planned"),
        ("项目建成后，将新增【停车位】200个。", "planned"),
        ("目前，【养老公寓】正在规划中。", "planned"),
        ("目前，【养老公寓】正在建设中。", None),
        ("正在推进【老旧小区改造】。", None),
        ("【河长制】自2018年起实行。", None),
        ("今年起，全县推行【一件事一次办】。", None),
        ("请各单位于3月底前报送【自查报告】。", "called_for"),
        ("请市民提前办理【通行证】。", "called_for"),
        ("各街道办事处要切实履行属地责任，组织开展【拉网式排查】。", "called_for"),
        ("县纪委监委要求，全县党员干部要带头执行【婚丧事宜报备制度】。", "called_for"),
        ("督查组责令其限期安装【消防喷淋】。", "called_for"),
        ("责令相关单位立即开展【隐患整改】。", "called_for"),
        ("检查组要求该企业尽快完善【应急预案】。", "called_for"),
        ("市委书记强调，务必落实【领导带班制度】。", "called_for"),
        ("他要求，要加快建设【排涝泵站】。", "called_for"),
        ("县领导指出，各部门要抓紧建立【联席会议制度】。", "called_for"),
        ("村民盼望早日建起【过街天桥】。", "called_for"),
        ("政协委员提案建议设立【创业基金】。", "called_for"),
        ("建议：1.设立【创业基金】；2.降低门槛。", "called_for"),
        ("居民希望社区开设【暑期托管班】。", "called_for"),
        ("议员促请政府设立【专责小组】。", "called_for"),
        ("有家长呼吁，学校应增设【心理辅导室】。", "called_for"),
        ("因客流不足，【夜间专线】于去年底停运。", "ended"),
        ("【方舱医院】关闭，医护人员撤离。", "ended"),
        ("运营三年的【共享书屋】已经关张。", "ended"),
        ("该镇取消了实行多年的【门票收费】。", "ended"),
        ("自即日起，终止执行【临时价格干预措施】。", "ended"),
        ("县政府决定废止【《城区养犬管理规定》】。", "ended"),
        ("【一次性扩岗补助】政策执行至2023年12月31日止，现已到期。", "ended"),
        ("【驻村工作队】完成使命后撤离。", "ended"),
        ("不再保留【县文化体制改革办公室】。", "ended"),
        ("撤并【村级小学】6所。", "ended"),
        ("【临时安置点】已全部撤除。", "ended"),
        ("【村史馆】于去年10月开馆。", "completed"),
        ("投资800万元的【污水处理厂】正式投运。", "completed"),
        ("我县首座【智慧公厕】建成投用。", "completed"),
        ("完成【县乡公路改造】45公里。", "completed"),
        ("去年，完成了【第七次人口普查】。", "completed"),
        ("【危房改造】任务全面完成。", "completed"),
        ("城区12条【背街小巷】完成改造。", "completed"),
        ("公安机关已依法【刑事拘留2人】。", "completed"),
        ("社区设有【便民驿站】。", None),
        ("县里实行【网格化管理】。", None),
        ("对老年人发放【高龄津贴】。", None),
        ("开通【助企热线】，配备专员20名。", None),
        ("未佩戴口罩者，不得进入【公共场所】。", None),
        ("【巡逻队】每晚8点上岗。", None),
        ("全县要求佩戴口罩，设置【检测点】。", None),
        ("村里规定，外来车辆必须登记，设【卡口】3处。", None),
        ("根据工作安排，社区开展【义诊】。", None),
        ("下一步将由街道办接手，目前社区开展【义诊】。", None),
    ],
)
def test_words_tell_plans_demands_endings_and_completion(text, expected):
    """Of notices, plans, bulletins and press releases; what is in force, lacks no word of these and gets no state."""
    assert state(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("部分餐馆没有安装【报警器】。各餐馆要安装【报警器】。", "called_for"),
        ("【社区食堂】于9月关门。居民希望恢复【社区食堂】。", "ended"),
        ("明年扩建【泵站】。泵站旁设有【泵站】管理所。", None),
    ],
)
def test_a_place_that_tells_what_is_lacking_does_not_count(text, expected):
    """Nor does one that asks to have it again; other places must agree."""
    assert state(text) == expected


def test_places_of_a_name_must_agree_and_headings_say_nothing():
    """Built this year and planned for the next is no plan; a heading that repeats a name doesn't matter."""
    assert state("计划新建【泵站】\n计划新建【泵站】3座。") == "planned"
    assert state("今年新建【泵站】3座。明年再建【泵站】5座。") is None


def test_what_follows_the_targets_of_a_work_report_is_planned_but_not_by_words():
    """As figures are (`standing.planned_from`)."""
    found = undertaking(*marked("去年建成【公园】。\n今年发展主要预期目标是：增长6%。\n"))
    assert found is None or found.state == "completed"
    planned = undertaking(*marked("今年发展主要预期目标是：增长6%。\n抓好【河道清淤】。\n"))
    assert planned is not None
    assert (planned.state, planned.by_words) == ("planned", False)
