"""The draft's region and date of publication: errors only against what the rules know."""

import pytest

from summarizer import check

CITY = "长春市人民政府\n长春市新增采样点99个，全市各区安排志愿者30名。长春市南关区完成采样。"
UNKNOWN = "我市农村经济稳步发展，粮食产量3万吨。长三角城市群加快建设。"
SEVERAL = "四平市接待游客3万人次，松原市接待游客2万人次。"


def found(text, **draft):
    findings = check({"figures": [], **draft}, text).findings
    return [(f.code, f.severity) for f in findings if f.item in {"region", "published"}]


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        (CITY, "长春市", []),
        (CITY, "吉林省长春市某某街道", []),
        (CITY, "吉林省（长春市、四平市）", []),
        (CITY, "吉林省中部", [("region_level_differs", "info")]),
        (CITY, "南关区", [("region_level_differs", "info")]),
        (CITY, "全国", [("region_level_differs", "info")]),
        (CITY, "广州市", [("region_mismatch", "error")]),
        (CITY, "庆阳、酒泉", [("region_mismatch", "error")]),
        (CITY, "青禾学院", [("region_mismatch", "warning")]),
        (UNKNOWN, "全国", []),
        (UNKNOWN, "中部某省", []),
        (UNKNOWN, "長三角", []),
        (UNKNOWN, "黑龙江省", [("region_mismatch", "warning")]),
        (UNKNOWN, "山西省青禾林局", [("region_mismatch", "warning")]),
        (SEVERAL, "吉林省部分地区", [("region_level_differs", "info")]),
    ],
)
def test_a_region_is_an_error_only_where_another_is_known(text, region, expected):
    """Places within a name count; a document without a region contradicts none."""
    assert found(text, region=region) == expected


DAILY = "市卫健委今早（3日）通报：2022年5月2日，新增病例27例。"
SIGNED = "全市召开会议，30名代表参加。\n某市人民政府\n2022年5月2日\n"


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (DAILY, "2022-05-02", []),
        (DAILY, "2022-05-03", []),
        (DAILY, "2022-06-20", [("published_mismatch", "warning")]),
        (DAILY, "2022-08-03", [("published_mismatch", "warning")]),
        ("5月3日，会议召开。", "2022-05-03", []),
        ("会议召开。", "2022-05-03", [("published_mismatch", "warning")]),
        (SIGNED, "2022-05-02", []),
        (SIGNED, "2022-05", []),
        (SIGNED, "2021-05-02", [("published_mismatch", "error")]),
    ],
)
def test_a_date_of_publication_is_an_error_only_where_another_is_known(text, published, expected):
    """A day told without its month (今早3日) is told; a year that the text leaves out is no contradiction."""
    assert found(text, published=published) == expected
