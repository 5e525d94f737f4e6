"""Which number of a sentence a subject names, alone and beside the other subjects of a draft."""

import pytest

from summarizer import check
from summarizer.checking.attribution import weights
from summarizer.checking.attribution_features import Features, forms
from summarizer.checking.denials import is_turned
from summarizer.resources import table


def judged(text, *claims):
    """The judgements and findings of claims (subject, value, unit, more), each quoted by the whole text."""
    figures = [
        {"subject": subject, "value": value, "unit": unit, "quote": text, **(more[0] if more else {})}
        for subject, value, unit, *more in claims
    ]
    return check({"figures": figures}, text)


def verdicts(text, *claims):
    return [judgement.verdict for judgement in judged(text, *claims).judgements]


INHERITED = [
    ("全县城镇登记失业率2.9%，低于控制目标1.6个百分点。", "失业率", 1.6, "个百分点"),
    ("今年新增高标准农田5万亩，目前已建成累计41万亩。", "高标准农田", 410000, "亩"),
    ("常住人口城镇化率61.2%，比上年末提高0.8个百分点。", "城镇化率", 0.8, "个百分点"),
    ("全年完成造林2.4万亩，为年度任务的106%。", "造林", 106, "%"),
    ("居民参与率从71%提升至92.5%。", "参与率", 92.5, "%"),
    ("诈骗损失4.1亿元，亦比前年减少8.3%。", "诈骗损失", 8.3, "%"),
    ("同比增长1.9%，增速比同期提高0.7个百分点，比一季度提高0.2个百分点。", "增速", 0.2, "个百分点"),
    ("五名渔民中有两位游回岸边求救。", "渔民", 2, "位"),
    ("台风造成十二人死亡（包括东岭三人、西坪九人）。", "死亡", 9, "人"),
    ("接待游客8.6万人次，门票收入310万元，比上年同期增长17%和26%。", "游客", 17, "%"),
    ("山洪埋没民宅12户。", "民宅", 12, "户"),
    ("人均可支配收入3894元（全国5163元、全省4081元），同比增长12.8%。", "人均可支配收入", 12.8, "%"),
]


@pytest.mark.parametrize(("text", "subject", "value", "unit"), INHERITED)
def test_a_number_without_words_of_its_own_keeps_the_topic(text, subject, value, unit):
    """It continues the number before, over completed brackets."""
    assert verdicts(text, (subject, value, unit)) == ["verified"]


CROSSED = [
    ("排查燃气隐患412处，整改消防隐患388处。", "消防隐患", 412, "处"),
    ("医疗队19支、志愿服务队27支进驻。", "志愿服务队", 19, "支"),
    ("新能源及电网、新材料、医药产业增速分别达到14.6%、32.1%、11.9%。", "医药产业增速", 14.6, "%"),
    ("甲厂、乙厂及丙厂分别用工310人、250人和190人。", "丙厂用工", 310, "人"),
    ("总投资82亿元的13个水利项目和总投资40亿元的21个交通项目开工。", "交通项目", 13, "个"),
    ("全市划分网格36个，微网格214个。", "网格", 214, "个"),
    ("接待游客8.6万人次，门票收入310万元，比上年同期增长17%和26%。", "门票收入", 17, "%"),
    ("人均收入4894元（全国5963元），同比增长16.8%。", "人均收入", 5963, "元"),
]


@pytest.mark.parametrize(("text", "subject", "value", "unit"), CROSSED)
def test_the_subject_of_another_number_is_caught(text, subject, value, unit):
    """In lists, lists told with 分别, and where one subject holds the other."""
    assert verdicts(text, (subject, value, unit)) == ["misattributed"]


def test_each_number_of_a_respectively_list_has_its_own_head():
    """The first with the first, the last with the last."""
    text = "甲厂、乙厂及丙厂分别用工310人、250人和190人。"
    claims = [("甲厂用工", 310, "人"), ("乙厂用工", 250, "人"), ("丙厂用工", 190, "人")]
    assert verdicts(text, *claims) == ["verified"] * 3


def test_numbers_joined_by_a_particle_share_the_noun_after_them():
    """657亿元的229个水利项目 is the investment of projects."""
    text = "全力推进总投资82亿元的13个水利项目。"
    assert verdicts(text, ("水利项目", 13, "个"), ("水利项目总投资", 8200000000, "元")) == ["verified"] * 2


def test_two_figures_that_fit_better_exchanged_are_both_doubted():
    """And neither is, told as the document has them."""
    text = "东岭镇受灾农户512户，西坪镇受灾农户274户。"
    true = [("东岭镇受灾农户", 512, "户"), ("西坪镇受灾农户", 274, "户")]
    assert verdicts(text, *true) == ["verified"] * 2
    crossed = [("西坪镇受灾农户", 512, "户"), ("东岭镇受灾农户", 274, "户")]
    assert verdicts(text, *crossed) == ["misattributed"] * 2


def test_a_doubt_is_a_warning_where_another_figure_carries_the_rival():
    """The number that the subject seems to name is another subject's, which fits it better."""
    text = "全年铁路发送旅客4840万人次，日均12.1万人次。"
    alone = judged(text, ("铁路发送旅客", 121000, "人次"))
    both = judged(text, ("铁路发送旅客总数", 48400000, "人次"), ("铁路日均发送旅客", 121000, "人次"))
    assert len(alone.judgements) == 1
    assert [judgement.verdict for judgement in both.judgements] == ["verified"] * 2


@pytest.mark.parametrize(
    ("text", "subject", "value", "unit"),
    [
        ("抽检发现不合格产品12批次。", "合格产品", 12, "批次"),
        ("抽检发现合格产品88批次。", "不合格产品", 88, "批次"),
        ("尚有未完成整改问题7个。", "完成整改问题", 7, "个"),
        ("目前拒绝接种人员3人。", "接种人员", 3, "人"),
        ("其中非财政资金450万元。", "财政资金", 4500000, "元"),
        ("全村未脱贫户16户。", "脱贫户", 16, "户"),
    ],
)
def test_a_dropped_or_turned_denial_is_another_subject(text, subject, value, unit):
    """Even where the sentence has no other number."""
    assert verdicts(text, (subject, value, unit)) == ["misattributed"]


@pytest.mark.parametrize(
    ("text", "subject", "value", "unit"),
    [
        ("抽检发现不合格产品12批次。", "不合格产品", 12, "批次"),
        ("采购无人机6架。", "无人机", 6, "架"),
        ("不动产登记窗口9个。", "不动产登记窗口", 9, "个"),
        ("非遗项目14个。", "非遗项目", 14, "个"),
    ],
)
def test_a_denial_that_both_say_is_none(text, subject, value, unit):
    """Nor is 不 or 无 that denies nothing of the subject."""
    assert verdicts(text, (subject, value, unit)) == ["verified"]


@pytest.mark.parametrize("row", table("denials"), ids=lambda row: row[1])
def test_a_word_that_holds_a_denial_denies_nothing(row):
    """What follows it is told as it is."""
    words, plain, example = row
    assert not is_turned(plain, example)
    assert not [word for word in words.split() if is_turned(plain, word + plain)]


def test_a_subject_is_compared_without_its_place_and_count():
    """全县行政村数量 is 行政村."""
    assert forms("全县行政村数量", ()) == ("全县行政村数量", "行政村数量", "全县行政村", "行政村")


def test_every_weight_is_of_a_feature_and_every_feature_has_both():
    """The table and the features are one list."""
    assert tuple(row[0] for row in table("attribution") if row[2:]) == Features._fields
    assert {"SAME", "ERROR", "ERROR_OTHER_UNIT", "WARNING", "EXCHANGE"} <= set(weights().margins)


SHARED = [
    ("他家花了8万元盖了一幢四层楼房，养了3头牛。", "楼房", 80000, "元"),
    ("集团出资6亿元兴建一座五星级酒店。", "酒店", 6e8, "元"),
    ("2019年该厂研发人员210名，占职工总数31%，2020年该厂研发人员405名，占职工总数40%。", "研发人员", 31, "%"),
    ("全市接到投诉61起，同比增长一倍，其中投诉餐馆19起，占投诉总量的31.1%。", "投诉餐馆", 31.1, "%"),
    ("王某分两次向信贷公司借款70万元和25万元，月利息9%。", "借款", 2, "次"),
    ("果苗4-5年进入结果期，比老品种提前1年。", "结果期", 1, "年"),
    ("市民出行家门-站台500米步道覆盖率达90%，村民出行家门-站台1公里步道覆盖率达80%。", "家门-站台", 500, "米"),
]


@pytest.mark.parametrize(("text", "subject", "value", "unit"), SHARED)
def test_a_subject_that_is_said_of_both_numbers_is_no_other_numbers(text, subject, value, unit):
    """A share of what is told before, what is done so often, and a number that tells a kind, contradict no subject."""
    assert verdicts(text, (subject, value, unit)) == ["verified"]
