"""Pages of three counties that tell of harvests over years, with a plan, a contradiction, and an indicator of one year."""

from pathlib import Path

from handmade import figure, outcome, store

YUMEN, LIANGDANG, RAOHE = ("甘肃省", "玉门市"), ("甘肃省", "两当县"), ("黑龙江省", "饶河县")
PAGES = [
    (YUMEN, 2021, "粮食总产量41.2万吨", [("粮食总产量41.2万吨", "粮食总产量", 412_000, "吨")]),
    (YUMEN, 2022, "粮食总产量44.5万吨", [("粮食总产量44.5万吨", "粮食总产量", 445_000, "吨")]),
    (YUMEN, 2022, "粮食产量45.4万吨", [("粮食产量45.4万吨", "粮食产量", 454_000, "吨")]),
    (YUMEN, 2023, "粮食产量46万吨", [("粮食产量46万吨", "粮食产量", 460_000, "吨")]),
    (LIANGDANG, 2021, "粮食产量2.8万吨", [("粮食产量2.8万吨", "粮食产量", 28_000, "吨")]),
    (LIANGDANG, 2022, "粮食产量2.9万吨", [("粮食产量2.9万吨", "粮食产量", 29_000, "吨")]),
    (RAOHE, 2022, "粮食产量30.1万吨，同比增长3.2%", [("粮食产量30.1万吨", "粮食产量", 301_000, "吨")]),
    (YUMEN, 2022, "建成文化广场12个", [("建成文化广场12个", "文化广场", 12, "个")]),
    (RAOHE, 2022, "建成文化广场7个", [("建成文化广场7个", "文化广场", 7, "个")]),
]
PLAN = "计划粮食产量达到5亿公斤"


def harvest_store(out: Path) -> Path:
    """The pages; their ids are markup, and so they must be shown as they are."""
    made = [_page(number, *page) for number, page in enumerate(PAGES)]
    planned = figure("粮食产量达到5亿公斤", "粮食产量", 500_000_000, "公斤", period="2024年", status="planned")
    return store(out, *made, _outcome(len(made), YUMEN, 2024, PLAN, [planned]))


def _page(number, place, year, text, stated):
    return _outcome(number, place, year, text, [figure(*cells, period=f"{year}年") for cells in stated])


def _outcome(number, place, year, text, figures):
    province, county = place
    article = (
        f"{county}{year}年工作情况\n{province}{county}{year + 1}年1月{number + 1}日讯\n{year}年，{county}{text}。\n"
    )
    return outcome(f"<b>{number}.txt", article, figures, measures=[], points=[])
