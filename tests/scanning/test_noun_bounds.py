"""Nouns are read whole and from the right side."""

import pytest

from summarizer import scan
from summarizer.scanning.numbers.noun_edges import find, words

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
    ("粮食产量稳定在320万吨以上", "320万吨以上", "粮食产量"),
    ("参保率保持在96%", "96%", "参保率"),
    ("损失4.1亿元，亦比前年减少8.3%", "8.3%", "损失"),
    ("起诉7名被告人", "7名", "被告人"),
    ("游客8.6万人次，收入310万元，同比增长17%和26%", "17%", "游客"),
    ("五名渔民中有两位游回岸边", "两位", "渔民"),
    ("经过12个月跟踪研究发现规律", "12个月", None),
    ("见习期12个月", "12个月", "见习期"),
    ("全国240个城市平均优良天数比例为87%", "240个", "城市"),
    ("投资在1亿元及以上且亩均强度不低于200万元的企业", "不低于200万元", "亩均强度"),
]


@pytest.mark.parametrize(("text", "surface", "noun"), NOUNS)
def test_a_noun_is_whole_and_from_the_right_side(text, surface, noun):
    """No stop word cuts a word that holds it; what a sum is comes before whom it goes to."""
    found = {mention.surface: mention.noun for mention in scan(text + "。").mentions}
    assert found[surface] == noun


def test_of_words_that_begin_alike_the_longest_is_found():
    """A word of the table is found whole, though others of its kind are in it."""
    listed = words("verb") | words("whole")
    assert [find(word, "verb", "whole") for word in listed] == [[(word, 0, len(word))] for word in listed]
