"""Unreadable text is reported: damaged text, mojibake, pages that are not Chinese. It never verifies a false figure."""

import json
import quopri
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import check, scan
from summarizer.errors import InputError
from summarizer.folding import simplify
from summarizer.reading.inputs.documents import load
from summarizer.resources import table
from summarizer.scanning import damage, languages

ROOT = Path(__file__).parents[2]
ARTICLE = """青禾县安置受灾群众
2023年8月5日，青禾县遭遇强降雨，全县受灾325户，紧急转移群众1260人，设置安置点7个。
目前已拨付救灾资金48万元，抢修道路36公里，群众生活平稳有序，各乡镇正在组织开展生产自救和灾后重建工作。"""


def found(raw):
    return [(one.code, one.severity) for one in check({"figures": []}, raw).findings if one.code in CODES]


CODES = {"damaged_text", "not_chinese"}


def surfaces(raw):
    return [mention.surface for mention in scan(raw).mentions if mention.role == "figure"]


@pytest.mark.parametrize(
    ("content", "numeral"),
    [
        ("共12\n\ufffd某县", None),
        ("共12\ufffd某县", "12\ufffd"),
        ("转移1\ufffd2万人", "1\ufffd2万"),
        ("1" * 50 + "\ufffd", "1" * 40 + "\ufffd"),
    ],
)
def test_damage_takes_the_numeral_it_touches_on_its_own_line(content, numeral):
    """A number on the line above is whole; up to 40 characters before the damage are part of its numeral."""
    (part,) = damage.find(content)
    assert (part.numeral and content[slice(*part.numeral)]) == numeral


@pytest.mark.parametrize("row", table("damage"), ids=lambda row: row[3])
def test_each_row_of_the_table_finds_its_example(row):
    """One part, of the kind that the row names."""
    assert [part.kind for part in damage.find(row[3])] == [row[0]]


@pytest.mark.parametrize(
    ("damaged", "false"),
    [
        ("转移群众1��2万人", 20000),
        ("转移群众��2万人", 20000),
        ("转移群众2��万人", 2),
        ("转移群众12.��万人", 12),
        ("转移群众1锟斤拷2万人", 20000),
        ("转移群众1??2万人", 20000),
        ("转移群众1\ue5e52万人", 20000),
        ("转移群众3?5人", 5),
        ("转移群众1\\u00b72万人", 20000),
        ("转移群众1=E2=80=932万人", 20000),
        ("转移群众1%E2%80%932万人", 20000),
        ("转移群众1&amp;#8211;2万人", 20000),
        ("转移群众1â€“2万人", 20000),
        ("转移群众3涓囦汉", 3),
        ("转移群众二��三人", 3),
        ("群众鍏辨湁1390浜猴", 1390),
        ("转移群众１��２万人", 20000),
    ],
)
def test_no_part_of_a_number_that_is_damaged_verifies_a_figure(damaged, false):
    """An error tells of it, with the span of the whole numeral; the sound numbers beside it are read."""
    raw = f"{ARTICLE}\n另外，县里{damaged}，安置点9个。"
    quote_of = damaged.removeprefix("转移").removeprefix("群众")
    checked = check({"figures": [{"value": false, "unit": "人", "subject": "群众", "quote": quote_of}]}, raw)
    assert [judgement.verdict for judgement in checked.judgements] in (["unsupported"], ["quote_not_found"])
    (finding, *_) = [one for one in checked.findings if one.code == "damaged_text"]
    assert finding.severity == "error"
    assert finding.span is not None
    start, end = finding.span
    assert set(raw[start:end]) & set("0123456789１２二三")
    assert surfaces(raw) == ["325户", "1260人", "7个", "48万元", "36公里", "9个"]


@pytest.mark.parametrize(
    "damaged",
    [
        "全县��群众",
        "各乡镇锟斤拷正在",
        "烫烫烫烫",
        "=E7=BE=A4=E4=BC=97",
        "å›½å®¶",
        "ÖÐ¹ú",
        "缇や紬鐢熸椿",
        "%E7%BE%A4",
        "共�一起",
    ],
)
def test_damaged_words_are_a_warning(damaged):
    """Other numbers are kept, and the record is not flagged for it."""
    raw = f"{ARTICLE}\n据介绍，{damaged}，安置点9个。"
    assert found(raw) == [("damaged_text", "warning")]
    assert surfaces(raw) == [*surfaces(ARTICLE), "9个"]


def test_a_damaged_date_dates_nothing():
    """Of 2023年1�月5日 no part is a date or a figure, nor the day of publication."""
    done = scan("防汛工作\n时间：2023年1�月5日\n全县转移群众1260人，安置点7个，群众生活平稳有序，道路全部抢通。")
    assert done.published is None
    assert [mention.surface for mention in done.mentions] == ["1260人", "7个"]
    assert done.dates == ()


@pytest.mark.parametrize(
    ("misread", "remedy"),
    [
        (lambda text: text.encode().decode("latin-1"), "decode it as utf-8"),
        (lambda text: text.encode().decode("cp1252", "replace"), "fetch"),
        (lambda text: text.encode("gbk").decode("latin-1"), "decode it as gb18030"),
        (lambda text: text.encode().decode("gb18030", "replace"), "fetch"),
        (lambda text: text.encode().decode("gbk", "replace").replace("\ufffd", "?"), "fetch"),
        (lambda text: text.encode("gbk").decode("utf-8", "replace"), "fetch"),
        (lambda text: text.encode("gbk").decode("utf-8", "replace").encode().decode("gbk", "replace"), "fetch"),
        (lambda text: text.encode("gbk").decode("big5", "replace"), "fetch"),
        (lambda text: text.encode("gbk").decode("cp949", "replace"), "fetch"),
        (lambda text: text.encode("ascii", "replace").decode(), "fetch"),
        (quote, "escapes"),
        (lambda text: "".join(f"&amp;#{ord(char)};" for char in text), "escapes"),
        (lambda text: quopri.encodestring(text.encode()).decode(), "quoted-printable"),
        (lambda text: text[:4] + "锟斤拷" * 40 + "2023" + "锟斤拷" * 40, "fetch"),
    ],
)
def test_a_page_of_mojibake_fails_before_anything_is_asked(misread, remedy):
    """Its error is one line that says what to do."""
    with pytest.raises(InputError) as caught:
        scan(misread(ARTICLE * 2))
    assert caught.value.code == "mojibake"
    assert remedy in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("escape", [lambda text: text.encode("unicode_escape").decode(), json.dumps])
def test_a_page_of_escapes_is_read(escape):
    """Each escape is the one character that it stands for, at its place."""
    assert surfaces(escape(ARTICLE)) == surfaces(ARTICLE)


def test_a_page_that_can_be_had_back_is_not_repaired_but_told():
    """The message names the two charsets of a page whose UTF-8 was read as GBK."""
    whole = "县里安置群众，抢修道路，拨付资金。" * 8
    with pytest.raises(InputError) as caught:
        scan(whole.encode().decode("gb18030", "replace"))
    assert caught.value.code == "mojibake"
    kept = "县里安置群众抢修道路" * 8
    with pytest.raises(InputError, match="encode it as gb18030 and decode it as utf-8"):
        scan(kept.encode().decode("gb18030"))


@pytest.mark.parametrize(
    "line",
    [
        "真的吗？？每户补贴100?200?300?都有可能",
        "“Café”——5家门店开业，“résumé”一词出现3次",
        "××县××镇12个村、○○路3号",
        "气温20°C，±3℃，面积12㎡·户",
        "濮阳市、潢川县、亳州市、鄄城县、盱眙县12个乡镇",
        "教授旼、喆、堃、璟、犇、淼、焱、鑫共8人获奖",
        "屯屯通公路12条，村村通28条",
        "锅里的水烫，小心烫手，烫烫的3碗面",
        "命令为 C:\\users\\test，公式 x=90",
        "完成率达100%，其中85%为新增，%E为记号",
        "他说：「ありがとう」、感谢12位志愿者",
        "鍋爐改造12臺，鐘錶維修3家，鄉鎮衞生院5所",
        "锛子、凿子、刨子等木工工具12件",
        "The “Belt and Road” (B&R) 共建国家152个",
        "一共有1?",
    ],
)
def test_sound_text_is_no_damage(line):
    """Rare names, foreign words, placeholders, Traditional script and questions are text."""
    assert found(f"{ARTICLE}\n{line}") == []


@pytest.mark.slow
@pytest.mark.parametrize("script", [str, simplify], ids=["as it is", "simplified"])
def test_names_of_all_places_and_the_repository_s_pages_are_sound(script):
    """No finding on 44,719 names, the seeds and the pages."""
    names = "\n".join(row[1] for row in table("divisions"))
    assert damage.find(script(names)) == []
    for document in load([str(ROOT / "seeds"), str(ROOT / "fixtures" / "pages")]):
        done = scan(document)
        assert (done.damaged, done.foreign) == ((), None)


ENGLISH = (
    "In 2,023 the city attracted 1,200 visitors and completed 35 projects. The county government said that it would "
    "build 12 schools and 8 clinics within three years, according to a report by the local newspaper."
)


@pytest.mark.parametrize(
    ("raw", "script"),
    [
        (f"City attracts visitors\n{ENGLISH}", "Latin"),
        (f"石泉县人民政府\nCity attracts visitors\n{ENGLISH}", "Latin"),
        (
            "Город\nВ 2023 году город посетили 1200 туристов, было построено 12 школ и 8 больниц, сообщает газета.",
            "Cyrillic",
        ),
        (
            "市の取り組み\n2023年、市では1200人の観光客を迎え、12校の学校を建設しました。今後も支援を続けていきます。みなさまのご協力をお願いします。",
            "kana",
        ),
        (
            "도시\n2023년에 도시는 관광객 1200명을 맞이하였고 학교 12곳과 병원 8곳을 새로 건설하였다고 지역 신문이 보도하였다.",
            "Hangul",
        ),
        ("གྲོང་ཁྱེར\n2023ལོར་གྲོང་ཁྱེར་འདིར་ཡུལ་སྐོར་བ་1200འབྱོར་ཞིང་སློབ་གྲྭ་12གསར་བཞེངས་བྱས་པ་རེད།", "Tibetan"),
        ("شەھەر\n2023-يىلى شەھەرگە 1200 ساياھەتچى كەلدى، 12 مەكتەپ ۋە 8 دوختۇرخانا سېلىندى دەپ خەۋەر قىلدى.", "Arabic"),
        (
            "Thành phố\nNăm 2023 thành phố đón 1200 lượt khách và xây dựng 12 trường học, 8 bệnh viện trong tỉnh này.",
            "Latin",
        ),
    ],
)
def test_a_foreign_page_is_flagged_and_its_numbers_are_no_figures(raw, script):
    """Its numbers verify nothing."""
    done = scan(raw)
    assert done.foreign == script
    assert done.mentions == ()
    assert found(raw) == [("not_chinese", "error")]
    draft = {"figures": [{"value": 1200, "subject": "visitors", "quote": raw.splitlines()[-1]}]}
    checked = check(draft, raw)
    assert checked.judgements[0].verdict != "verified"
    assert checked.flagged


@pytest.mark.parametrize(
    "raw",
    [
        f"{ARTICLE}\nAbstract\n{ENGLISH}",
        f"{ARTICLE}\n他说：「ありがとうございます。みなさんのおかげです。本当に助かりました。これからもよろしくお願いいたします。」",
        "指标\nGDP\t1234.5\t亿元\nCPI\t101.2\nPPI\t98.7\nPM2.5\t35\nAQI\t76\nCOD\t12\nPMI\t50.1\nR&D\t2.4\nFDI\t33",
        "表\n1\t23\t45\n2\t67\t89\n3\t11\t12",
        "招聘\niPhone工程师3名，Java工程师5名，Python工程师8名，Photoshop设计师2名，月薪2万元",
        "植物\n银杏 Ginkgo biloba 12株\n水杉 Metasequoia glyptostroboides 30株\n红豆杉 Taxus wallichiana 8株",
        "OK",
    ],
)
def test_a_page_with_foreign_words_is_chinese(raw):
    """English abstracts, quotations, abbreviations in a table, names of products and of plants."""
    assert languages.foreign(raw) is None


def test_a_page_full_of_damage_is_told_in_few_findings():
    """Of thousands of damaged parts, the twenty worst are reported."""
    done = check(
        {"figures": []},
        "\n".join(f"全县安置群众，第{'�' if n % 2 else ''}{n}批共有安置点若干个。" for n in range(4000)),
    )
    assert [one.severity for one in done.findings if one.code == "damaged_text"] == ["error"] * 20


@given(st.text(alphabet="�?1２万人。 \\u4e00=E5å›½鍥藉锟斤拷%&#;", max_size=60))
def test_any_damage_is_in_order_and_apart(content):
    """Parts rise and never overlap; each lies within its numeral."""
    parts = damage.find(content)
    assert all(one.span.end <= other.span.start for one, other in pairwise(parts))
    assert all(p.numeral is None or (p.numeral.start <= p.span.start and p.span.end <= p.numeral.end) for p in parts)
