"""Nouns are read whole and from the right side."""

import pytest

from summarizer import scan

NOUNS = [
    ("组织300家社会组织参加", "300家", "社会组织"),
    ("设立12个集中安置点", "12个", "集中安置点"),
    ("建成5个中药材基地", "5个", "中药材基地"),
    ("走访8家居委会", "8家", "居委会"),
    ("涉及160个国家重点帮扶县", "160个", "国家重点帮扶县"),
    ("服务1200名在校学生", "1200名", "在校学生"),
    ("对首次认定的，给予企业30万元奖励", "30万元", "奖励"),
    ("按贡献的20%给予企业奖励", "20%", "奖励"),
    ("印发26类300项问题清单", "26类", "问题清单"),
    ("印发26类300项问题清单", "300项", "问题清单"),
    ("一季度游客320万人次，按年大幅增长17.8%", "17.8%", "游客"),
    ("过境旅客114万人次，其中66万人次为内地旅客", "66万人次", "内地旅客"),
    ("投资在1亿元及以上且亩均强度不低于200万元的企业", "不低于200万元", "亩均强度"),
]


@pytest.mark.parametrize(("text", "surface", "noun"), NOUNS)
def test_a_noun_is_whole_and_from_the_right_side(text, surface, noun):
    """No stop word cuts a word that holds it; what a sum is comes before whom it goes to."""
    found = {mention.surface: mention.noun for mention in scan(text + "。").mentions}
    assert found[surface] == noun
