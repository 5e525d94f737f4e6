"""Bylines: where a page states when it was published, and which days of its text are those of something else."""

import pytest

from summarizer import scan

BODY = "全县共设置采样点97个，核酸检测工作有序开展，各乡镇积极组织。\n"

STATED = [
    ("某县会议\n發佈日期：2024年7月9日\n" + BODY, "2024-07-09"),
    ("某县会议\n发布日期 | 2024-07-09\n" + BODY, "2024-07-09"),
    ("某县会议\n发布时间\n2024-07-09\n" + BODY, "2024-07-09"),
    ("某县会议\n【发布时间】2024-07-09 【来源】县府办\n" + BODY, "2024-07-09"),
    ("某县会议\n发布日期: 20240709\n" + BODY, "2024-07-09"),
    ("某县会议\n张三 发表于 2024-07-09 09:12\n" + BODY, "2024-07-09"),
    ("某县会议\n日期：2024-07-09\n" + BODY, "2024-07-09"),
    ("某县会议\n来源：县府办\n2024-07-09\n" + BODY, "2024-07-09"),
    ("某县会议\n县府办 | 2024-07-09 | 【大 中 小】\n" + BODY, "2024-07-09"),
    ("某县会议\n青山日报 2024年07月09日 第01版\n" + BODY, "2024-07-09"),
    ("某县会议\n2022 11 23\n" + BODY, "2022-11-23"),
    ("2014-04-19 08:33:21 星期六\n" + BODY, "2014-04-19"),
    ("# date 2026-02-07\n" + BODY, "2026-02-07"),
    ('{"title": "某县会议", "publish_time": "2024-07-09 08:30", "content": "' + BODY.strip() + '"}', "2024-07-09"),
    ("臺北市會議\n發布日期：113-07-09\n" + BODY, "2024-07-09"),
    ("某县会议\n" + BODY * 12 + "（完）2020-02-11", "2020-02-11"),
    ("某县会议\n" + BODY * 12 + "最高罰款額。 完 2013年10月16日(星期三)", "2013-10-16"),
    ("关于防汛的通知\n" + BODY * 3 + "青山县人民政府\n2024年7月9日\n附件：名单\n" + BODY * 30, "2024-07-09"),
    ("关于防汛的通知\n" + BODY * 3 + "青山县人民政府办公室 2024年7月9日\n（此件公开发布）", "2024-07-09"),
    ("某县会议\n（新华社北京5月6日电）" + BODY, "--05-06"),
    ("某县会议\n" + BODY * 3 + "更新时间：2024-05-06\n", "2024-05-06"),
    ("## 某县会议\n`2024-05-06 01:14 ZHANG` [转载自某网](https://example.org/1)\n" + BODY, "2024-05-06"),
    ("某县会议\n2024-05-06 09:14 张三\n" + BODY, "2024-05-06"),
    ("某县会议\n转自青山网 2024-05-06\n" + BODY, "2024-05-06"),
    (f'addNews("某县会议召开", "2024-05-06", 5, "{BODY.strip()}");', "2024-05-06"),
    (f"VALUES (12, '某县会议召开', '2024-05-06 09:14:00', '{BODY.strip()}');", "2024-05-06"),
    (f'["某县会议召开", "2024-05-06", "{BODY.strip()}"]', "2024-05-06"),
]


@pytest.mark.parametrize(("raw", "iso"), STATED)
def test_the_published_date_is_found_wherever_a_page_states_it(raw, iso):
    assert scan(raw).published.iso == iso


OTHER_DAYS = [
    "## 2024-05-03 暴雨灾情记录\n\n2024.05.04 县应急中心简报",
    "- [2024/05/03 12:44 青山新闻](https://example.org/1)",
    "他在“2024-05-03”这个日子",
    "有效期至：2024-12-31",
    "截止日期：2024-12-31",
    "报名时间：2024年5月6日",
    "开标时间：2024年5月6日 09:30",
    "会议时间：2024年5月6日 地点：县府",
    "实施日期：2024-05-06",
    "创建时间：2024-05-06 09:12",
    "出生日期：1990-05-06",
    "2024年5月6日，县里召开会议。",
]


@pytest.mark.parametrize("line", OTHER_DAYS)
@pytest.mark.parametrize("place", ["某县公告\n{}\n" + BODY, "某县公告\n" + BODY * 12 + "{}"])
def test_the_day_of_something_else_is_not_the_published_one(line, place):
    assert scan(place.format(line)).published is None


def test_the_update_counts_only_where_nothing_else_is_stated():
    page = "某县会议\n更新日期：2024-07-12\n{}" + BODY
    assert scan(page.format("")).published.iso == "2024-07-12"
    assert scan(page.format("发布日期：2024-07-09\n")).published.iso == "2024-07-09"


def test_a_field_with_the_update_counts_after_the_text():
    fields = "---\ntitle: 某县会议\nupdated: 2024-07-12\n---\n{}" + BODY
    assert scan(fields.format("")).published.iso == "2024-07-12"
    assert scan(fields.format("发布日期：2024-07-09\n")).published.iso == "2024-07-09"
