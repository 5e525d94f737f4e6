"""Lines that a converter broke are joined; lists, tables, verses and addresses are not."""

import pytest

from summarizer import scan

TITLE = "全县防汛抗旱工作情况通报"
PARAGRAPHS = [
    (
        "2023年8月5日，青禾县遭遇强降雨，全县受灾325户，紧急转移群众1260人。县委、县政府高度重视，第一时间投入防汛抢险"
        "救灾资金300万元，组织干部群众开展生产自救，目前共有受灾群众300人得到妥善安置，抢修道路36公里，恢复供电线路12条，"
        "调拨帐篷150顶，发放棉被2,300床，救灾物资总价值1,234.5万元。"
    ),
    (
        "下一步，各乡镇要继续做好隐患排查工作，确保群众生命财产安全。县应急局牵头成立3个工作组，分赴12个乡镇开展督导检查，"
        "对发现的86处隐患逐一建立台账，限期整改到位，整改率要达到95%以上。"
    ),
]


def wrapped(paragraphs, columns):
    """The paragraphs as a converter leaves them: each indented, and broken at a width."""
    lines = []
    for paragraph in paragraphs:
        line, width = "　　", 4
        for char in paragraph:
            own = 1 if char.isascii() else 2
            if width + own > columns:
                lines.append(line)
                line, width = "", 0
            line, width = line + char, width + own
        lines.append(line)
    return "\n".join(lines)


def content(raw):
    return scan(raw).text.content


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        ("投入资金2,518.\n4万元，惠及群众。", "投入资金2,518.4万元，惠及群众。"),
        ("投入资金2,518.\r\n  4万元，惠及群众。", "投入资金2,518.4万元，惠及群众。"),
        ("累计降雨量1,\n234毫米。", "累计降雨量1,234毫米。"),
        ("全年接待游客12\n万人次，增长5%。", "全年接待游客12万人次，增长5%。"),
        ("全年培训群众4.7万余\n人次，增长5%。", "全年培训群众4.7万余人次，增长5%。"),
        ("规模以上工业增长15.3\n%，其中轻工业增长4%。", "规模以上工业增长15.3%，其中轻工业增长4%。"),
        ("每户补助300\n元，共补助12户。", "每户补助300元，共补助12户。"),
        ("财政收入1,234,\n567元，增长5%。", "财政收入1,234,567元，增长5%。"),
        ("增长率为0.\n5个百分点。", "增长率为0.5个百分点。"),
        ("建成区面积36\n平方公里的城市。", "建成区面积36平方公里的城市。"),
        ("项目惠及300\n余户群众。", "项目惠及300余户群众。"),
        ("投资突破30\n多亿元，增长5%。", "投资突破30多亿元，增长5%。"),
        ("增加值65.5亿\n元，增长5.9%。", "增加值65.5亿元，增长5.9%。"),
        ("活动分3组，有30\n名党员和20人参加。", "活动分3组，有30名党员和20人参加。"),
        ("预计降水12-\n15毫米。", "预计降水12-15毫米。"),
        ("同比增长百分之\n五。", "同比增长百分之五。"),
        ("共转移群众约\n300人。", "共转移群众约300人。"),
        ("会议召开第\n3次会议。", "会议召开第3次会议。"),
        ("该会自2001\n年起发放津贴。", "该会自2001年起发放津贴。"),
        ("校舍于2019年3\n月落成。", "校舍于2019年3月落成。"),
        ("议案于3月14\n日通过。", "议案于3月14日通过。"),
        ("去年共接投诉 (266\n宗 )，数目平稳。", "去年共接投诉 (266宗 )，数目平稳。"),
        ("33位导游被劝谕； 10\n位被发警告信。", "33位导游被劝谕； 10位被发警告信。"),
    ],
)
def test_a_broken_number_is_joined(raw, left):
    """After the point, after a mark of thousands, before its multiplier or unit."""
    assert content(raw) == left


@pytest.mark.parametrize(
    "raw",
    [
        "1\n2\n3\n共计3项。",
        "本届学生人数为2019\n年龄构成见附表。",
        "优秀学员共12，其中10\n位于东区的分校。",
        "12\n万州区\n13\n开州区\n合计25个区县。",
        "主要任务：\n1.\n新建水库3座。\n2.\n修路45公里。",
        "分三步走：1.\n2. 第二步修路12公里。",
        "全县人口12\n万州区人口13万人。",
        "户籍人口300\n人均收入20000元。",
        "生产总值\t123.4\n万元收入\t5.6\n合计数完成。",
        "一、新建水库3\n二、修路45公里。",
        "受灾乡镇共12\n3. 转移群众40人。",
        "村委会住人民路12\n号码另见通知。\n县应急局提供。",
        "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
        "参加会议的有：\n张三 李四\n王五 赵六\n会议由县长主持。",
        "受灾乡镇12\n\n万人转移，群众情绪稳定。",
        "石桥乡受灾户数：12\n13\n14\n县应急局统计。",
        "出生日期1998.\n12.5出生的人。",
        "全县受灾户数300\n家庭医生签约12人。",
        "累计完成面积36\n公里数统计如下。",
        "总额120\n元旦假期接待游客3万人。",
        "抓实抓细，年度目标300\n个人所得税政策宣传周开幕。",
        "受灾乡镇12\n个别村组断电。",
        "受灾人口300\n多措并举救灾。",
        "全年粮食产量12\n万众一心抗旱。",
    ],
)
def test_lists_and_columns_are_not_joined(raw):
    """A line that is an item, a cell or a verse stays a line."""
    assert content(raw).replace("\n\n", "\n") == raw.replace("\n\n", "\n")


@pytest.mark.parametrize("columns", range(40, 100, 3))
def test_a_wrapped_document_becomes_paragraphs(columns):
    """Wherever its lines are broken, words and digits are whole, and paragraphs and the title keep their end."""
    raw = f"{TITLE}\n{wrapped(PARAGRAPHS, columns)}\n"
    assert content(raw).splitlines() == [TITLE, *PARAGRAPHS]


def test_a_document_with_a_blank_line_after_each_line_is_wrapped_too():
    """Converters leave two line breaks for one."""
    raw = f"{TITLE}\n\n" + wrapped(PARAGRAPHS, 60).replace("\n", "\n\n")
    assert content(raw).splitlines() == [TITLE, *PARAGRAPHS]


def test_lines_of_verse_and_of_addresses_of_one_width_are_not_joined():
    """They end with marks, or hold no sentence."""
    verse = "春风又绿江南岸畔柳色青青草色新，\n明月何时照我还乡里人家灯火明，\n" * 3
    addresses = "青禾县人民路一百二十三号便民服务中心\n青禾县解放路二百三十四号便民服务中心\n青禾县中山路三百四十五号便民服务中心"
    assert content(verse + "全诗完。").count("\n") == 6
    assert content(addresses + "\n以上窗口办理。").count("\n") == 3


@pytest.mark.parametrize("page", ["— 1 —", "- 12 -", "第 3 页 共 9 页", "3 / 9", "· 12 ·", "－3－", "Page 3 of 9"])
def test_the_number_of_a_page_goes_and_the_paragraph_goes_on(page):
    """The line before it has no end; a line with one stays apart."""
    open_line = "　　县委、县政府高度重视，第一时间投入防汛抢险救灾"
    text = content(f"青禾县防汛情况\n{open_line}\n{page}\n资金300万元，群众生活平稳有序。\n")
    assert text == f"青禾县防汛情况\n{open_line.strip()}资金300万元，群众生活平稳有序。"
    assert content(f"资金到位。\n{page}\n下拨300万元。") == "资金到位。\n下拨300万元。"
    assert content(f"{open_line}\n{page}\n二、下拨资金300万元。").count("\n") == 1


def test_a_joined_number_maps_to_both_lines():
    """Its raw span holds the line break."""
    found = scan("投入资金2,518.\n4万元，惠及群众。")
    (mention,) = found.mentions
    assert (mention.value, mention.unit) == (25_184_000, "元")
    assert "投入资金2,518.\n4万元"[mention.start : mention.end] == "2,518.\n4万元"


def test_a_block_is_wrapped_by_its_own_width():
    """Notes that run wider than the paragraphs above them keep neither apart."""
    text = PARAGRAPHS[0] * 2
    blocks = [wrapped([text], 40), wrapped([f"(1) {text}"], 56), wrapped([text], 40)]
    joined = content("\n\n".join([TITLE, *blocks]) + "\n")
    assert joined.splitlines() == [TITLE, text, f"(1) {text}", text]


def test_a_list_between_blank_lines_is_not_wrapped():
    """Its lines are of many widths, whatever the blocks beside it show."""
    text = PARAGRAPHS[0] * 2
    names = "青禾县水利局\n青禾县民政和社会保障局\n青禾县住房局"
    joined = content("\n\n".join([TITLE, wrapped([text], 40), names, wrapped([f"注 {text}"], 56)]) + "\n")
    assert names in joined


def test_a_few_wider_lines_do_not_hide_the_width_of_the_others():
    """The first line of an item has lost its number or indentation, and blanks part numbers from words."""
    lines = [
        "(一 ) 该会在 2010年接获牵涉会员的 53项查询，其中 22项涉及行程安排，另有",
        "9项查询涉及住宿；其余的均与膳食或者交通安排有",
        "关，详情见附表。在 2011年的 26宗个案之中，有一",
        "位会员被警告，两位会员同时被记分，另有一位会员",
        "被暂停会籍。其后该会收到的查询数目维持平稳，而",
        "有关的措施亦一直沿用。",
    ]
    assert content("\n".join(["查询个案的答覆：", *lines])) == "查询个案的答覆：\n" + "".join(lines)
