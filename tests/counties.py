"""A store of pages from several counties: who set up how many teams with how many people, and when."""

from pathlib import Path
from typing import NamedTuple

from handmade import figure, outcome, store

from summarizer.running.copies import write_reports
from summarizer.running.store.store import Store


class Page(NamedTuple):
    """What a page states."""

    province: str
    county: str
    published: str
    teams: int
    people: int
    funds: str  # as the page writes it
    copy: bool = False  # whether its article is that of the page before


PAGES = [
    Page("甘肃省", "玉门市", "2023-03-01", 85, 1200, "1.2638亿元"),
    Page("甘肃省", "玉门市", "2023-03-02", 85, 1200, "1.2638亿元", copy=True),
    Page("甘肃省", "两当县", "2023-04-11", 28, 245, "960万元"),
    Page("黑龙江省", "饶河县", "2023-05-20", 91, 1500, "3200万元"),
    Page("黑龙江省", "饶河县", "2022-06-01", 60, 900, "2100万元"),
    Page("河南省", "潢川县", "2023-07-07", 12, 87, "8.5万元"),
]


def article(page: Page) -> str:
    year, month, day = page.published.split("-")
    return (
        f"{page.county}组建党员先锋队\n{page.province}{page.county}{int(year)}年{int(month)}月{int(day)}日讯\n"
        f"{page.county}组建党员先锋队{page.teams}支，共有队员{page.people}名，投入资金{page.funds}。\n"
    )


def county_outcome(number: int, page: Page):
    """A page checked, with the columns of a scraper."""
    figures = [
        figure(f"组建党员先锋队{page.teams}支", "党员先锋队", page.teams, "支", measure="党员先锋队"),
        figure(f"共有队员{page.people}名", "队员", page.people, "名", measure="党员先锋队"),
    ]
    columns = {
        "标题": f"{page.county}组建党员先锋队",
        "链接": f"https://www.example.org/news/{number}.html?栏目=要闻",
        "来源": f"{page.county}融媒体中心",
        "阅读量": 1000 + number,
        "发布时间": page.published,
    }
    measures = [{"name": "党员先锋队", "kind": "body", "actor": page.county}]
    points = [{"text": f"{page.county}组建党员先锋队{page.teams}支。", "measures": ["党员先锋队"]}]
    return outcome(f"{number}.txt", article(page), figures, columns, measures=measures, points=points)


def finished_county_store(out: Path) -> Path:
    """A finished run of the pages, one of which is a copy."""
    county_store(out)
    with Store.open(out) as opened:
        write_reports(opened)
    return out


def county_store(out: Path) -> Path:
    return store(out, *(county_outcome(number, page) for number, page in enumerate(PAGES)))
