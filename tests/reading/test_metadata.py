"""What a page states of itself: title and date of publication by metadata, bylines and the dumps of WeChat."""

import pytest

from summarizer import scan
from summarizer.folding import fold
from summarizer.reading.cleaning.titles import is_untitled
from summarizer.resources import table

PARAGRAPH = "今年以来，石泉县累计投入资金三百万元，新建蓄水池12座，惠及群众4500余人，工程全部按期完工。"
MORE = "下一步，石泉县将继续加大投入力度，年内再新建蓄水池8座，力争覆盖全部行政村，确保群众饮水安全。"
TITLE = "石泉县新建蓄水池12座"


def title_of(found):
    span = found.text.title
    return found.text.content[span.start : span.end] if span else None


def published(found):
    return found.published.iso if found.published else None


def figures(found):
    return [mention.surface for mention in found.mentions if mention.role == "figure"]


def page(head, body=f"<h1>{TITLE}</h1>"):
    return f"<html><head>{head}</head><body>{body}<p>{PARAGRAPH}</p><p>{MORE}</p></body></html>"


@pytest.mark.parametrize("row", table("untitled"), ids=lambda row: row[2][:12])
def test_each_line_that_is_no_title_is_told(row):
    """The table's examples are lines that no article is named by."""
    assert is_untitled(fold(row[2]))


@pytest.mark.parametrize(
    "title",
    [
        "石泉县人民政府关于印发防汛预案的通知",
        "来源地管控筑牢防线",
        "新闻中心落成启用",
        "石泉县召开新闻发布会",
        "筑牢群防群控防护网",
        "时间就是生命",
        "首页改版上线",
        "通知公告栏的变迁",
        "2024年政府工作报告",
        "发布3项便民措施",
        "基层动态监测覆盖12个乡镇",
        "浏览石泉美景 感受发展成就",
    ],
)
def test_words_of_bylines_within_a_title_leave_it_one(title):
    """A title that only begins or ends like a byline, a column or a site stays the title."""
    assert title_of(scan(f"{title}\n2024-03-21 来源：县政府办\n{PARAGRAPH}")) == title


@pytest.mark.parametrize(
    "above",
    [
        "来源： | 发布时间：",
        "字号：大 中 小",
        "浏览次数：",
        "新闻中心",
        "本县动态",
        "石泉县人民政府门户网站",
        "首页 > 新闻中心",
        "当前位置：首页 > 政务公开",
        "索引号：000014349/2024-00012",
        "发布机构：石泉县水利局",
        "2024-03-21 18:30",
        "欢迎访问石泉县人民政府网站",
        "发表于浙江",
    ],
)
def test_no_byline_column_or_site_above_the_title_is_taken_for_it(above):
    """The line below it is the title."""
    assert title_of(scan(f"{above}\n{TITLE}\n{PARAGRAPH}")) == TITLE


def test_no_line_is_a_title_where_all_are_bylines():
    """A byline alone gives no title."""
    assert title_of(scan(f"来源： | 发布时间：\n通知公告\n{PARAGRAPH}")) is None


def test_the_label_of_a_title_is_not_part_of_it():
    """标题： stays in Text, the title is what follows."""
    found = scan(f"标题：{TITLE}\n{TITLE}\n{PARAGRAPH}")
    assert title_of(found) == TITLE
    assert figures(found).count("12座") == 2


@pytest.mark.parametrize(
    "raw",
    [
        f"{TITLE}\n{TITLE}\n来源：县政府办 2024-03-21\n{PARAGRAPH}",
        f"[{TITLE}](http://a.example/b.html)\n# {TITLE}\n{PARAGRAPH}",
        f"{TITLE}_石泉县人民政府\n2024-03-21 来源：县政府办\n{TITLE}\n{PARAGRAPH}",
        f"{TITLE}\n{TITLE} - 石泉新闻网\n{PARAGRAPH}",
        f"---\ntitle: {TITLE}\n---\n# {TITLE}\n{PARAGRAPH}",
        f'<div><a href="x">{TITLE}</a><h1>{TITLE}</h1><p>{PARAGRAPH}</p></div>',
        page(f"<title>{TITLE}_石泉新闻网</title>", f"<div><a href='x'>{TITLE}</a></div><h1>{TITLE}</h1>"),
        page(f'<meta name="ArticleTitle" content="{TITLE}">'),
        page(f'<title>{TITLE}</title><meta property="og:title" content="{TITLE}">'),
        page(f'<title>石泉县人民政府</title><meta property="og:title" content="{TITLE}">', ""),
        f"{PARAGRAPH.replace('12座', '几座')}\n{TITLE}\n{TITLE}\n{PARAGRAPH}",
    ],
)
def test_the_numbers_of_a_repeated_title_count_once(raw):
    """The title and the paragraph state the number once each."""
    found = scan(raw)
    assert figures(found).count("12座") - (title_of(found) is None) == 2
    assert title_of(found) in {TITLE, None}


def test_two_titles_that_only_begin_alike_both_stay():
    """A subtitle with other words is no repetition."""
    found = scan(f"{TITLE}\n{TITLE} 惠及8个乡镇\n{PARAGRAPH}")
    assert "8个" in figures(found)
    assert figures(found).count("12座") == 3


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (f'<title>石泉县人民政府</title><meta name="ArticleTitle" content="{TITLE}">', "<div>工作动态</div>", TITLE),
        (f'<title>工作动态_石泉县人民政府</title><meta name="ArticleTitle" content="{TITLE}">', "", TITLE),
        (f'<meta name="ArticleTitle" content="{TITLE}">', f"<div>县内要闻</div><div>{TITLE}</div>", TITLE),
        ('<meta property="og:title" content="石泉县&quot;水&quot;网成形"/>', "", '石泉县"水"网成形'),
        ("<title>石泉县人民政府</title>", "<h1>石泉县水网成形</h1>", "石泉县水网成形"),
        ('<title></title><meta property="og:title" content="石泉县水网成形">', "", "石泉县水网成形"),
        (
            '<title>石泉县水网成形_石泉网</title><meta property="og:title" content="石泉县人民政府">',
            "",
            "石泉县水网成形",
        ),
        (
            '<script type="application/ld+json">{"headline": "石泉县水网成形"}</script>',
            "<div>图说</div><div>石泉县水网成形</div>",
            "石泉县水网成形",
        ),
    ],
)
def test_the_title_that_a_page_states_is_used_where_its_own_is_none(head, body, title):
    """ArticleTitle, og:title and headline win over the name of a site or column, and only over those."""
    assert title_of(scan(page(head, body))) == title


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="PubDate" content="2024-03-21 16:30">',
        '<META NAME="pubdate" CONTENT="2024-03-21">',
        '<meta property="article:published_time" content="2024-03-21T16:30:00+08:00">',
        '<meta property="article:published_time" content="2024-03-20T20:30:00Z">',
        '<meta itemprop="datePublished" content="2024-03-21">',
        '<meta name="weibo: article:create_at" content="2024-03-21 16:30">',
        '<meta property="bytedance:published_time" content="2024-03-21T16:30:00+08:00">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-21T16:30:00"}</script>',
        '<script type="application/ld+json">{"pubDate":"2024-03-21T16:30:00","upDate":"2024-03-25T08:00:00"}</script>',
        '<meta property="article:modified_time" content="2024-03-25"><meta name="PubDate" content="2024-03-21">',
    ],
)
def test_the_date_that_a_page_states_is_that_of_publication(head):
    """Meta tags and JSON-LD count, whatever their case, in Beijing time."""
    assert published(scan(page(head))) == "2024-03-21"


@pytest.mark.parametrize(
    ("body", "iso"),
    [
        ('<span itemprop="datePublished" content="2024-03-21">春分后</span>', "2024-03-21"),
        ('<time datetime="2024-03-21T10:00:00+08:00">上周</time><time datetime="2024-02-01">更早</time>', "2024-03-21"),
        ('<em id="publish_time">2024-03-21 18:30</em>', "2024-03-21"),
        ('<em id="publish_time"></em><script>var ct = "1711017000";</script>', "2024-03-21"),
        ("<script>var createTime = '2024-03-21 18:30';</script>", "2024-03-21"),
        ('<script>var ct = "17110170";</script>', None),
        ('<a href="x?ct=1711017000">下载</a>', None),
    ],
)
def test_elements_and_scripts_state_the_date(body, iso):
    """Microdata, <time> and the variables of WeChat's script; other numbers of scripts are none."""
    assert published(scan(page("", f"<h1>{TITLE}</h1>{body}"))) == iso


@pytest.mark.parametrize(
    ("byline", "iso"),
    [
        ("石泉融媒 2024-03-21 18:30 陕西", "2024-03-21"),
        ("原创 李四 石泉融媒 2024年3月21日 08:05 发表于浙江", "2024-03-21"),
        ("发表于 2024-03-21", "2024-03-21"),
        ("发布于 2024-03-21 09:00", "2024-03-21"),
        ("更新时间：2024-03-21 10:00", "2024-03-21"),
        ("发布时间：2024-03-21 更新时间：2024-03-25", "2024-03-21"),
        ("更新时间：2024-03-25 发布时间：2024-03-21", "2024-03-21"),
        ("时间：2024-03-21", "2024-03-21"),
        ("时间：2024年3月21日 地点：县政府三楼", None),
        ("时间：2024年3月21日\n地点：县政府三楼", None),
        ("会议定于2024年3月21日 9:30", None),
        ("发表于浙江", None),
    ],
)
def test_a_byline_alone_states_the_date(byline, iso):
    """Of WeChat, of an update where nothing else is stated; the time of a meeting is none."""
    assert published(scan(f"石泉县水网成形\n{byline}\n{PARAGRAPH}")) == iso


@pytest.mark.parametrize(
    ("below", "reason"),
    [
        ("往期推荐\n春耕备耕12万亩\n1. 全县开工35个项目", "related"),
        ("▼往期推荐▼\n春耕备耕12万亩", "related"),
        ("喜欢此内容的人还喜欢\n全县开工35个项目", "related"),
        ("阅读 1024 赞 17 在看 8", "counter"),
        ("阅读 10万+\n赞 1.2万\n在看 800", "counter"),
        ("3人喜欢", "counter"),
        ("收录于合集 #防汛 12个", "related"),
        ("轻触阅读原文\n预览时标签不可点\n微信扫一扫\n关注该公众号\n喜欢作者\n写留言", "navigation"),
        ("视频 小程序 赞 ，轻点两下取消赞 在看 ，轻点两下取消在看", "navigation"),
    ],
)
def test_what_wechat_puts_around_an_article_goes(below, reason):
    """Its counters and lists are counted by reason and are no figures."""
    found = scan(f"石泉县水网成形\n石泉融媒 2024-03-21 18:30 陕西\n{PARAGRAPH}\n{below}")
    assert found.text.content.endswith(PARAGRAPH)
    assert reason in found.text.removed
    assert figures(found) == ["三百万元", "12座", "4500余人"]


@pytest.mark.parametrize(
    "line",
    [
        "在看护点安置群众17人",
        "阅读推广活动1024场次",
        "赞助单位8家",
        "往期项目推荐12个乡镇参加",
        "喜欢作者签名售书的读者有300人",
    ],
)
def test_figures_in_words_of_wechat_stay(line):
    """A result that only begins like a counter is part of the article."""
    assert line in scan(f"石泉县水网成形\n{PARAGRAPH}\n{line}\n{MORE}").text.content


def test_the_ids_of_wechat_name_title_and_article():
    """`activity-name` is the title whatever its element, and the article that a script shows is read."""
    body = (
        '<h2 id="activity-name">石泉县水网成形</h2><a id="js_name">石泉融媒</a><em id="publish_time"></em>'
        f'<div id="js_content" style="visibility: hidden;"><p>{PARAGRAPH}</p></div><script>var ct="1711017000";</script>'
    )
    found = scan(f"<html><body>{body}</body></html>")
    assert (title_of(found), published(found)) == ("石泉县水网成形", "2024-03-21")
    assert PARAGRAPH in found.text.content
