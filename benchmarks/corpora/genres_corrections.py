"""Pages that take back a number of an earlier page."""

import datetime as dt
from dataclasses import replace

from corpora.facts import WHOLE_YEAR
from corpora.genres_news import finish
from corpora.teller import Teller, paragraph
from corpora.text import Block, Page, Piece, Slot, plain

TITLES = ("更正", "更正启事", "关于{short}一则稿件数据的更正说明", "更正：{county}一项数据有误", "数据更正说明")
STATEMENTS = (
    "{day}[本站|本网]发布的《{title}》一文中，因[校对疏漏|编辑疏忽|录入错误]，{since}{county}的{subject}误为{old}，{since}{county}的{subject}应为{new}，特此更正。",
    "经核对，{day}《{title}》[稿件有一处数据错误|一稿数据有误]：{since}{county}{subject}应为{new}，不是{old}。特此更正，[并向读者致歉|敬请谅解]。",
    "《{title}》（{day}）[刊发|上线]后，有[读者来电|网友留言]指出其中一项数据[前后不一|与主管部门口径不符]。经复核，{since}{county}{subject}应为{new}，原文误作{old}。[原网页已同步修改|网页版已作改正]。",
    "更正：[本报|本站]{day}《{title}》中，{since}{county}{subject}一处，“{old}”应为“{new}”。",
)
REMARKS = (
    "[经查，差错出在数据转录环节|差错原因是通讯员来稿数字有误，编辑未能核出|这处差错系排版时数字错位所致]，[责任人已受到批评教育|值班编辑已作出书面检讨]。由此给[读者|有关单位]带来的不便，[我们诚恳致歉|谨致歉意]。",
    "[我们将严格落实三审三校|今后将加强审校把关]，[对数字、人名、地名、职务逐项核对|数据类稿件须经主管部门书面确认后再发]，[杜绝类似问题再次发生|把差错堵在发布之前]。",
    "[转载上述稿件的媒体和新媒体平台|已经转发该稿的公众号和网站]，请[以更正后的数据为准|及时作相应修改]，[避免误传|不再使用原稿]。",
    "[阶段性数据与年度数据、计划数与完成数口径不同|不同部门发布的数据统计范围可能不同]，[引用时请注意区分|请在引用时注明口径和时间]。[年度数据以统计公报为准|有关数据可向主管部门查询]。",
    "[感谢热心读者的指正|谢谢提出意见的网友]。[如发现其他差错|如有疑问]，可通过[“我要纠错”栏目|本站留言信箱|新闻热线]反映，[编辑部将尽快核实回复|我们一定及时答复]。",
    "[该稿其余内容无误|除上述一处外，文中其他表述不变]，[报道所反映的工作情况属实|相关部门对稿件其他数据已重新核过一遍]。",
    "编辑部[当天|随后]召开[业务例会|碰头会]，[以此为例剖析采编流程中的薄弱环节|对近期数据类稿件开展自查]，[要求记者采访时向被采访单位索取书面材料|完善了数据稿件的台账和留痕]。",
    "[新闻的生命在于真实|数字虽小，关系公信力]。[一个数字错了，群众对政策效果的判断就会出现偏差|政务信息容不得半点马虎]，[对此我们深感愧疚|我们引以为戒]。",
)
LEAST = 330


def correction(teller: Teller, right: Slot, wrong: Slot, earlier: Page, subject: str) -> Page:
    """Write a page that takes back a number and gives the right one."""
    county = teller.county
    day = dt.date.fromisoformat(earlier.published)
    teller.fill.update(
        {
            "title": plain(earlier.title),
            "day": f"{day.year}年{day.month}月{day.day}日",
            "since": _since(right),
            "subject": subject,
        }
    )
    first = _stated(
        teller, replace(right, subject=subject, note="corrected"), replace(wrong, subject=subject, note="withdrawn")
    )
    blocks = [paragraph(first)]
    for remark in teller.wording.sample(REMARKS, len(REMARKS)):
        if sum(len(plain(block.pieces)) for block in blocks) > LEAST:
            break
        blocks.append(paragraph(teller.say(remark)))
    signed = f"{county.name}人民政府网站编辑部" if teller.voice == "site" else f"{county.daily}编辑部"
    blocks.append(Block("sign", (signed,)))
    title = teller.wording.choice(TITLES).replace("{short}", county.short).replace("{county}", county.name)
    return finish(teller, Page(county.adcode, "correction", earlier.topic, (title,), blocks))


def _stated(teller: Teller, right: Slot, wrong: Slot) -> list[Piece]:
    """Fill the sentence that names both numbers."""
    teller.fill.update({"old": "\x01", "new": "\x02"})
    marks: dict[Piece, Piece] = {"\x01": wrong, "\x02": right}
    return [marks.get(piece, piece) for piece in teller.say(teller.wording.choice(STATEMENTS))]


def _since(slot: Slot) -> str:
    span = slot.fact.span
    if slot.fact.period.startswith("/"):
        return f"截至{span.year}年{span.months}月底"
    return f"{span.year}年" if span.months == WHOLE_YEAR else f"{span.year}年1-{span.months}月"
