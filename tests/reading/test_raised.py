"""Notes, powers, withdrawn text and neighbours in markup: which digits are one number."""

import pytest

from summarizer import check, scan

ARTICLE = "2023年8月5日，青禾县遭遇强降雨，全县受灾325户，紧急转移群众1260人。"


def line(inside):
    """The line of Text that a paragraph becomes."""
    return scan(f"<html><body><p>{ARTICLE}</p><p>{inside}</p><p>完。</p></body></html>").text


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ("总投资3000<sup>1</sup>万元。", "总投资3000万元。"),
        ("总投资3000<sup>[1]</sup>万元。", "总投资3000万元。"),
        ("总投资3000<sup>12</sup>万元。", "总投资3000万元。"),
        ("总投资3000<sup><a href='#n1'>①</a></sup>万元。", "总投资3000万元。"),
        ("总投资3000<sup>注1</sup>万元<sup>*</sup>。", "总投资3000万元。"),
        ("总投资3000<sup>[1-3]</sup>万元<sup>2,3</sup>。", "总投资3000万元。"),
        ("总投资3000<sup>2</sup>万元。", "总投资3000万元。"),
        ("总投资3000<sup>1)</sup>万元。", "总投资3000万元。"),
        ("总投资3000<sup>a</sup>万元。", "总投资3000万元。"),
        ("总投资3000<span style='vertical-align:super'>1</span>万元。", "总投资3000万元。"),
        ("总投资3000<sub>1</sub>万元。", "总投资3000万元。"),
        ("全省GDP<sup>1</sup>增长5%。", "全省GDP增长5%。"),
        ("实现生产总值<sup>[2]</sup>12亿元。", "实现生产总值12亿元。"),
        ("完成投资10<sup>1</sup>亿元。", "完成投资10亿元。"),
        ("产量10<sup>4</sup>吨。", "产量10⁴吨。"),
        ("产量3.2×10<sup>12</sup>吨。", "产量3.2×10¹²吨。"),
        ("误差10<sup>-3</sup>米。", "误差10⁻³米。"),
        ("误差10<sup>&#45;3</sup>米。", "误差10⁻³米。"),
        ("面积120m<sup>2</sup>。", "面积120m²。"),
        ("面积120 km<SUP>2</SUP>。", "面积120 km²。"),
        ("库容36米<sup>3</sup>。", "库容36米³。"),
        ("浓度35μg/m<sup>3</sup>。", "浓度35μg/m³。"),
        ("流量12m<sup>3</sup>/s，风速5m·s<sup>-1</sup>。", "流量12m³/s，风速5m·s⁻¹。"),
        ("CO<sub>2</sub>减排3万吨，PM<sub>2.5</sub>浓度35微克。", "CO2减排3万吨，PM2.5浓度35微克。"),
        ("检出<sup>137</sup>Cs，Ca<sup>2+</sup>超标。", "检出¹³⁷Cs，Ca²⁺超标。"),
        ("最高36<sup>0</sup>C，最低18<sup>o</sup>C。", "最高36°C，最低18°C。"),
        ("每人1<sup>1</sup>/<sub>2</sub>份，R<sup>2</sup>为0.9。", "每人1 1/2份，R²为0.9。"),
        ("21<sup>st</sup>世纪论坛", "21st世纪论坛"),
        ("修桥<ruby>30<rp>(</rp><rt>45</rt><rp>)</rp></ruby>座。", "修桥30座。"),
        ("修桥<ruby>三<rt>3<rt>9</ruby>座。", "修桥三座。"),
    ],
)
def test_notes_go_and_powers_are_raised(inside, left):
    """One character for one, so the map leads back to the raw digits."""
    text = line(inside)
    assert text.content.splitlines()[1] == left
    assert "note" not in text.removed or text.removed["note"] >= 0


def test_a_raised_digit_maps_to_its_own():
    """⁴ is the 4 in <sup>."""
    text = line("产量3.2×10<sup>12</sup>吨。")
    at = text.content.index("¹²")
    raw = f"<html><body><p>{ARTICLE}</p><p>产量3.2×10<sup>12</sup>吨。</p>"
    assert raw[text.starts[at] : text.ends[at + 1]] == "12"


@pytest.mark.parametrize(
    "markup",
    [
        "<s>50座</s>",
        "<del>50座</del>",
        "<strike>50座</strike>",
        "<span style='text-decoration:line-through'>50座</span>",
        "<span style='text-decoration-line:underline line-through'>50座</span>",
        "<span class=w>50座</span>",
        "<del datetime=2020><b>50</b>座</del>",
    ],
)
def test_withdrawn_text_goes_and_is_told(markup):
    """It is counted by a reason of its own, and its figure is a finding that does not flag."""
    raw = (
        f"<html><style>.w{{text-decoration:line-through red}}</style><body><p>{ARTICLE}</p><p>修建桥梁{markup}30座。</p>"
        "<p>完。</p></body></html>"
    )
    text = scan(raw).text
    assert "修建桥梁30座。" in text.content
    assert text.removed["withdrawn"] >= 1
    checked = check({"figures": []}, raw)
    assert [(f.code, f.severity) for f in checked.findings if f.code != "missed"] == [("withdrawn_number", "warning")]


def test_words_that_are_withdrawn_make_no_finding():
    """Nor does what a style shows as it is."""
    raw = f"<html><body><p>{ARTICLE}</p><p>修建<del>大型</del>桥梁<s style='text-decoration:none'>30座</s>。</p></body></html>"
    assert "修建桥梁30座。" in scan(raw).text.content
    assert "withdrawn_number" not in [finding.code for finding in check({"figures": []}, raw).findings]


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ("单价<span class=old>80</span><span class=new>70</span>元。", "单价80 70元。"),
        ("单价<b>80</b><i>70</i>元。", "单价80 70元。"),
        ("单价<b>80</b><i>700</i>元。", "单价80  700元。"),
        ("单价<font color=red>80</font><font color=blue>70</font>元。", "单价80 70元。"),
        ("单价<span style='font-size:20px'>80</span><span>70</span>元。", "单价80 70元。"),
        ("单价<span style='margin-right:9px'>80</span><span style='margin-right:9px'>70</span>元。", "单价80 70元。"),
        ("单价<b><span class=a>80</span></b><b><span class=c>70</span></b>元。", "单价80 70元。"),
        ("共<a href=1>1</a><a href=2>2</a>页。", "共1 2页。"),
        ("单价80<img src=a>70元。", "单价80 70元。"),
        ("单价80<s>75</s>70元。", "单价80 70元。"),
        ("时间<span>2024-07-09</span><span>08:30</span>", "时间2024-07-09 08:30"),
        ("对比<span>2023</span><span>2024</span>年", "对比2023 2024年"),
        ("时间<i>2023</i><i>12月</i>5日", "时间2023 12月5日"),
        ("比重<em>12.5</em><em>13.4</em>%", "比重12.5 13.4%"),
        ("受灾<b>3</b>000户。", "受灾3000户。"),
        ("受灾3<strong>000</strong>户。", "受灾3000户。"),
        ("受灾<span>1</span><span>2</span>户。", "受灾12户。"),
        ("受灾<span class=n>1</span><span class=n>2</span><span class=n>7</span>户。", "受灾127户。"),
        ("受灾<i class='d n'>1</i><i class='n d'>2</i>户。", "受灾12户。"),
        (
            "受灾<span style='font-family:宋体;mso-ascii-font-family:Calibri'>12</span><span lang=EN-US style='font-family:Times'>345</span>户。",
            "受灾12345户。",
        ),
        ("受灾<b><span>12</span></b><b><span lang=EN-US>345</span></b>户。", "受灾12345户。"),
        ("受灾<strong>12</strong><b>345</b>户。", "受灾12345户。"),
        ("受灾12<!-- x -->345户，<span>1</span><wbr><span>2</span>人。", "受灾12345户，12人。"),
        ("受灾<span style='color:#000'>12</span><span style='COLOR: #000; mso-x:1'>345</span>户。", "受灾12345户。"),
        ("受灾1<span style='display:none'>9</span>2户。", "受灾12户。"),
    ],
)
def test_digits_of_neighbours(inside, left):
    """One number where a browser shows one, else two."""
    assert line(inside).content.splitlines()[1] == left


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        ("总投资3000[^1]万元。", "总投资3000万元。"),
        ("总投资3000[1]万元，增长5%[2]。", "总投资3000万元，增长5%。"),
        ("总投资3000①万元。", "总投资3000万元。"),
        ("修建桥梁~~50座~~30座。", "修建桥梁30座。"),
        ("川府[98]5号，共3项①新建②改建。", "川府[98]5号，共3项①新建②改建。"),
        ("大家加油~~再加油~~今天12人。", "大家加油~~再加油~~今天12人。"),
        ("5~10人，12~~15人。", "5~10人，12~~15人。"),
        ("温度[10]度，第3页[1] [2] [3]", "温度[10]度，第3页[1] [2] [3]"),
    ],
)
def test_notes_of_plain_text(raw, left):
    """After a number, in Markdown, or ringed before a unit; lists and numbers of documents stay."""
    assert scan(f"{ARTICLE}\n{raw}").text.content.splitlines()[1] == left


def test_what_goes_from_plain_text_is_counted():
    """A note and what Markdown crosses out, each by its reason."""
    assert scan("总投资3000[1]万元，修建桥梁~~50座~~30座。").text.removed == {"note": 1, "withdrawn": 1}
