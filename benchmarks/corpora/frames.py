"""Frames: what surrounds an article on a site, in a daily, in a WeChat account, on a portal."""

import datetime as dt
import html
import random
from dataclasses import dataclass

from corpora.facts import County
from corpora.text import Block, Page, block_text, plain

NAVIGATION = {
    "site": ("首页", "走进{short}", "政务公开", "政务服务", "互动交流", "数据发布", "专题专栏"),
    "daily": ("首页", "要闻", "时政", "县区", "社会", "评论", "视频", "数字报"),
    "portal": ("首页", "省内", "市州", "县域", "经济", "文旅", "三农", "教育", "访谈"),
    "wechat": (),
}
CRUMBS = (
    "首页 > 新闻中心 > 今日{short}",
    "当前位置：首页 > 政务公开 > 工作动态",
    "您现在的位置：首页 >> 政务要闻 >> 正文",
    "当前位置：网站首页 > 信息公开 > 部门动态",
)
SITE_SOURCES = ("{x}融媒体中心", "{county}人民政府办公室", "{office}", "{short}发布", "{county}人民政府网")
EDITORS = ("李敏", "王倩", "周洋", "刘畅", "何晴", "陈思", "吴迪", "郑爽", "孙悦", "马骁")
RELATED = ("相关阅读", "推荐阅读", "相关新闻", "更多资讯", "上一篇 / 下一篇")
PORTALS = {"安徽省": "江淮在线", "江西省": "赣鄱网", "甘肃省": "陇原在线", "河南省": "中原网讯", "浙江省": "之江新闻网", "重庆市": "巴渝新闻网", "湖南省": "三湘在线",
           "广西壮族自治区": "八桂新闻网", "河北省": "燕赵在线", "云南省": "彩云资讯网"}  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """What a frame needs to know of its page."""

    page: Page
    county: County
    related: tuple[str, ...]
    roll: random.Random

    @property
    def title(self) -> str:
        return plain(self.page.title)

    @property
    def clock(self) -> str:
        return f"{self.page.published} {self.roll.randint(8, 18):02}:{self.roll.randint(0, 59):02}"

    def named(self, words: str) -> str:
        return (
            words.replace("{short}", self.county.short)
            .replace("{county}", self.county.name)
            .replace("{x}", self.county.kind)
        )


def publisher(voice: str, county: County) -> str:
    return {
        "site": f"{county.name}人民政府",
        "daily": county.daily,
        "wechat": f"{county.short}发布",
        "portal": PORTALS[county.province],
    }[voice]


def url(page: Page, county: County, number: int) -> str:
    day = page.published.replace("-", "")
    stem = {
        "site": f"http://www.{county.site}.gov.example/xwzx/{day[:6]}/t{day}_{number:06}",
        "daily": f"https://rb.{county.city_adcode}.example/content/{page.published[:7]}/{day[6:]}/content_{number}",
        "wechat": f"https://mp.weixin.example/s/{number:x}{day}",
        "portal": f"https://www.p{county.adcode[:2]}.example/xianyu/{day}/{number}",
    }[page.voice]
    return stem if page.voice == "wechat" else f"{stem}.html"


def _tag(block: Block, style: int) -> str:
    if block.kind == "table":
        rows = "".join(
            f"<tr>{''.join(f'<td>{html.escape(plain(cell))}</td>' for cell in row)}</tr>" for row in block.rows
        )
        return f'<table border="1" cellspacing="0">{rows}</table>'
    text = html.escape(block_text(block), quote=False)
    if block.kind == "h":
        return f"<h3>{text}</h3>" if style else f"<p><strong>{text}</strong></p>"
    if block.kind == "sign":
        return f'<p style="text-align:right;">{text}</p>'
    return f'<p style="text-indent:2em;">{text}</p>' if style else f"<p>　　{text}</p>"


def as_html(frame: Frame) -> str:
    if frame.page.voice == "wechat":
        return _wechat(frame)
    roll = frame.roll
    style = roll.randint(0, 1)
    body = "\n".join(_tag(block, style) for block in frame.page.blocks)
    site = publisher(frame.page.voice, frame.county)
    links = "".join(
        f'<li><a href="/{place}/">{frame.named(each)}</a></li>'
        for place, each in enumerate(NAVIGATION[frame.page.voice])
    )
    more = "".join(f'<li><a href="#">{html.escape(each)}</a></li>' for each in frame.related)
    box, main = roll.choice(
        (("nav", "TRS_Editor"), ("menu", "article-content"), ("header-nav", "zoom"), ("top", "con_text"))
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{html.escape(frame.title)}_{site}</title>
<meta name="PubDate" content="{frame.page.published}">
<meta name="ContentSource" content="{html.escape(frame.page.source)}">
<style>.{main} p{{line-height:2em}}</style>
</head>
<body>
<div class="{box}"><ul>{links}</ul><form action="/search"><input name="q" placeholder="请输入关键字"><button>搜索</button></form></div>
<div class="crumb">{frame.named(roll.choice(CRUMBS))}</div>
<div class="main">
<h1>{html.escape(frame.title)}</h1>
<div class="info">{_meta(frame)}</div>
<div class="{main}">
{body}
</div>
{_credit(frame)}
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a> <a href="javascript:window.print()">打印</a> <a href="#">关闭窗口</a></div>
<div class="related"><h4>{roll.choice(RELATED)}</h4><ul>{more}</ul></div>
</div>
<div class="footer">{"<br>".join(_footer(frame))}</div>
</body>
</html>
"""


def _meta(frame: Frame) -> str:
    page, roll = frame.page, frame.roll
    forms = (
        f"发布时间：{frame.clock}　来源：{page.source}　作者：{page.author}　浏览次数：{roll.randint(60, 4200)}次　【字体：大 中 小】",
        f"<span>{frame.clock}</span> <span>信息来源：{page.source}</span> <span>责任编辑：{page.author}</span>",
        f"日期：{page.published}　来源： {page.source}　点击：{roll.randint(60, 4200)}",
        f"{_long(page.published)} {frame.clock[-5:]}　来源：{page.source}　记者 {page.author}",
    )
    return roll.choice(forms)


def _long(iso: str) -> str:
    day = dt.date.fromisoformat(iso)
    return f"{day.year}年{day.month:02}月{day.day:02}日"


def _credit(frame: Frame) -> str:
    editor, other = frame.roll.sample(EDITORS, 2)
    forms = (
        "",
        f'<p class="editor">【责任编辑：{editor}】</p>',
        f'<p class="editor">编辑：{editor}　审核：{other}</p>',
        f'<p class="editor">（责编：{editor}、{other}）</p>',
    )
    return frame.roll.choice(forms)


def _footer(frame: Frame) -> list[str]:
    county, roll = frame.county, frame.roll
    code = f"{county.adcode}{roll.randint(1000, 9999)}"
    if frame.page.voice == "site":
        return [f"主办：{county.name}人民政府　承办：{county.name}人民政府办公室", f"网站标识码：{code}　ICP备{roll.randint(10000000, 19999999)}号-1　公网安备 {code}02{roll.randint(1000, 9999)}号",
                f"地址：{county.name}政务中心　电话：0{roll.randint(310, 899)}-{roll.randint(2000000, 8999999)}", "建议使用1366*768分辨率浏览本站"]  # fmt: skip
    if frame.page.voice == "daily":
        return [
            f"{county.daily}社版权所有　未经授权禁止转载",
            f"互联网新闻信息服务许可证：{county.adcode[:2]}1201800{roll.randint(10, 99)}",
            f"新闻热线：0{roll.randint(310, 899)}-{roll.randint(2000000, 8999999)}",
        ]
    return [
        "关于我们 | 广告服务 | 法律声明 | 联系我们",
        f"{publisher('portal', county)}版权所有　增值电信业务经营许可证B2-{roll.randint(20040000, 20199999)}",
        "违法和不良信息举报邮箱：jubao@portal.example",
    ]


def _wechat(frame: Frame) -> str:
    page, roll = frame.page, frame.roll
    editor, other = roll.sample(EDITORS, 2)
    lines = "\n".join(
        f'<section style="margin-bottom:16px;"><span style="font-size:15px;">{_tag(block, 1)}</span></section>'
        for block in page.blocks
    )
    more = "".join(f"<p>▶ {html.escape(each)}</p>" for each in frame.related[:2])
    return f"""<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>{html.escape(frame.title)}</title></head>
<body id="activity-detail">
<h1 class="rich_media_title">{html.escape(frame.title)}</h1>
<div id="meta_content"><span>{roll.choice(("原创", ""))}</span> <span>{page.author}</span> <a href="javascript:void(0);">{publisher("wechat", frame.county)}</a> <em id="publish_time">{frame.clock}</em></div>
<div class="rich_media_content" id="js_content">
<section><p>点击上方蓝字关注“{publisher("wechat", frame.county)}”</p></section>
{lines}
<section><p>来源丨{page.source}</p><p>编辑丨{editor}</p><p>审核丨{other}</p></section>
<section>{more}</section>
<section><p>点分享、点收藏、点在看、点点赞</p></section>
</div>
<div class="rich_media_tool">阅读原文</div>
</body>
</html>
"""


def as_text(frame: Frame) -> str:
    """The same page as a scraper keeps it: text, with more or less of the frame left in."""
    page, roll = frame.page, frame.roll
    body = "\n".join(f"　　{block_text(block)}" if block.kind == "p" else block_text(block) for block in page.blocks)
    head = (
        f"{frame.title}\n发布时间：{frame.clock} 来源：{page.source} 作者：{page.author}",
        f"{frame.named(roll.choice(CRUMBS))}\n{frame.title}\n{page.published}\n来源：{page.source}",
        f"标题：{frame.title}\n日期：{_long(page.published)}\n来源：{page.source}",
        f"{' '.join(frame.named(each) for each in NAVIGATION[page.voice])}\n{frame.title}\n{_long(page.published)} {frame.clock[-5:]} 信息来源：{page.source} 浏览量：{roll.randint(50, 3000)}",
    )
    tail = (
        "",
        f"【责任编辑：{roll.choice(EDITORS)}】",
        "打印本页 关闭窗口\n" + "\n".join(_footer(frame)),
        f"{roll.choice(RELATED)}\n" + "\n".join(frame.related),
    )
    return f"{roll.choice(head)}\n\n{body}\n\n{roll.choice(tail)}".rstrip() + "\n"
