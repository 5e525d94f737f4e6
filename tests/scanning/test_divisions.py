"""Every division is found by its name, in both scripts, and a name means what it meant in the document's year."""

from itertools import islice

import pytest
from opencc import OpenCC
from test_regions import codes, text_of

from summarizer.folding import fold
from summarizer.models import DateMention, Published
from summarizer.resources import table
from summarizer.scanning.places import former
from summarizer.scanning.places.divisions import WITHOUT_CODES, code_of, gazetteer, region
from summarizer.scanning.places.names import find
from summarizer.scanning.places.regions import own, read
from summarizer.scanning.places.resolving import contains, resolve

LISTED = [(code, name) for code, name in table("divisions") if len(code) == 6]


def missing(convert: OpenCC | None) -> list[str]:
    """The divisions down to counties that a plain sentence names and that aren't found in it."""
    lost = []
    for code, name in LISTED:
        found = region(code)
        outer = found.city if code[:2] in WITHOUT_CODES and found.county else ""
        sentence = f"{outer or ''}{name}今年发布公报。"
        folded = fold(convert.convert(sentence) if convert else sentence)
        if not any(code in listed.codes for listed in find(folded)):
            lost.append(name)
    return lost


@pytest.mark.parametrize("script", [None, "s2t", "s2hk", "s2tw"])
def test_every_division_is_found_in_a_sentence_about_it(script: str | None) -> None:
    assert missing(script and OpenCC(script)) == []


def test_every_town_is_found_where_its_county_is_named() -> None:
    known = gazetteer()
    folded_too = [(town, of) for town, of in known.towns.items() if fold(town) != town and "）" not in town]
    assert len(folded_too) > 20  # 於潜镇, 乾元镇, 藉口镇 …
    for town, of in folded_too:
        county = region(of[0]).county or region(of[0]).city
        assert of[0] in find(fold(f"{county}{town}今年"))[-1].codes


def dated(content: str, year: int | None) -> list[tuple[str, list[str]]]:
    """Each place in a document of a year, with the codes that it can mean."""
    return [(p.surface, [code_of(c) for c in p.candidates]) for p in read(text_of(content), year)]


@pytest.mark.parametrize(
    ("content", "year", "expected"),
    [
        ("桥东区今年", 2010, ["130103", "130502", "130702"]),
        ("桥东区今年", 2018, ["130502", "130702"]),
        ("桥东区今年", 2024, ["130702"]),
        ("石家庄市。桥东区今年", 2024, ["130103"]),
        ("龙华区今年", 2010, ["460106"]),
        ("龙华区今年", 2020, ["440309", "460106"]),
        ("东乡县今年", 2010, ["361003", "622926"]),
        ("东乡县今年", 2020, ["622926"]),
        ("崇文区今年", 2005, ["110103"]),
        ("崇文区今年", 2024, ["110101"]),
        ("崇文区今年", None, ["110101"]),
        ("大兴县今年", 1998, ["110115"]),
        ("大兴县今年", None, ["110115"]),
        ("宣化县今年", 2024, ["130705"]),
        ("巢湖市今年", 2005, ["341400"]),
        ("巢湖市今年", 2024, ["340181"]),
    ],
)
def test_the_year_of_the_document_chooses_what_a_name_means(
    content: str, year: int | None, expected: list[str]
) -> None:
    assert sorted(dated(content, year)[-1][1]) == expected


@pytest.mark.parametrize(
    ("code", "year", "name", "city"),
    [
        ("420600", 2005, "襄樊市", "襄樊市"),
        ("420600", 2015, "襄阳市", "襄阳市"),
        ("420607", 2005, "襄阳区", "襄樊市"),
        ("420607", 1998, "襄阳县", "襄樊市"),
        ("110115", 1998, "大兴县", "北京市"),
        ("110115", None, "大兴区", "北京市"),
        ("140800", 1998, "运城地区", "运城地区"),
        ("110103", 2005, "崇文区", "北京市"),
    ],
)
def test_a_region_has_the_names_of_the_year_and_the_code_that_goes_on(
    code: str, year: int | None, name: str, city: str
) -> None:
    found = region(code, year)
    assert (found.name, found.city, found.adcode) == (name, city, code)
    assert code_of(found) == code


def test_the_region_of_an_old_document_has_its_old_name() -> None:
    text = text_of("襄樊市举办招商活动\n襄樊市签约项目12个。", titled=True)
    found = own(text, read(text, 2005), 2005)
    assert found is not None
    assert (found.name, found.adcode) == ("襄樊市", "420600")


@pytest.mark.parametrize(
    ("published", "stated", "expected"),
    [
        ("2005-03-01", ["2010"], 2005),
        (None, ["2009-01", "2010-02", "2010-03-04"], 2010),
        (None, ["--03-04"], None),
        (None, [], None),
    ],
)
def test_the_year_of_a_document_is_that_of_its_publication_else_the_one_stated_most(
    published: str | None, stated: list[str], expected: int | None
) -> None:
    dates = [DateMention(0, 1, "", iso) for iso in stated]
    assert former.year_of(Published(published) if published else None, dates) == expected


def test_every_former_name_leads_to_a_division() -> None:
    known = gazetteer()
    for name, since, until, code, now in table("former_divisions"):
        assert int(since) < int(until or 9999)
        assert code in known.keys[name]
        assert code in known.names
        assert all(other in known.names for other in now.split() if other != "-")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("桃園市龍潭區", "710308"),
        ("台灣桃園市", "710300"),
        ("臺中市大安區", "710427"),
        ("苗栗縣公館鄉", "711108"),
        ("金門縣金城鎮", "712101"),
        ("台湾省高雄市", "710600"),
        ("澳門路環", "820008"),
        ("花地瑪堂區", "820001"),
        ("香港旺角", "810005"),
        ("尖沙咀", "810005"),
    ],
)
def test_names_of_taiwan_hong_kong_and_macao_are_read(content: str, expected: str) -> None:
    assert codes(content) == [(content, [expected])]


def test_what_lies_in_taiwan_hong_kong_and_macao_is_told_apart_without_a_code_of_its_own() -> None:
    (taoyuan,), (kaohsiung,), (taiwan,), (wanchai,) = map(resolve, ("桃園市龍潭區", "高雄市", "台灣", "香港灣仔區"))
    assert (taoyuan.name, taoyuan.province, taoyuan.city, taoyuan.adcode) == ("龙潭区", "台湾省", "桃园市", "710000")
    assert wanchai.adcode == "810000"
    assert contains(taiwan, taoyuan)
    assert not contains(kaohsiung, taoyuan)
    numbered = [code for code in gazetteer().names if code[:2] in WITHOUT_CODES]
    assert all(code_of(region(code)) == code for code in islice(numbered, 500))


def test_districts_of_taiwan_are_names_on_a_page_from_there_alone() -> None:
    assert codes("龙潭区今年投入") == [("龙潭区", ["220203"])]
    assert codes("行政院長視察龍潭區") == [("龍潭區", ["710308"])]
    assert codes("全國10大社區,市議員視察大安區") == [("大安區", ["710101", "710427"])]


def test_a_name_is_resolved_as_it_was_meant_in_a_year() -> None:
    (then,), (now,) = resolve("北京市崇文区", year=2005), resolve("北京市崇文区")
    assert (then.name, then.adcode, now.name, now.adcode) == ("崇文区", "110103", "东城区", "110101")
    text = text_of("崇文区动工\n崇文区改造胡同12条。", titled=True)
    assert own(text, read(text, 2005), 2005) == then
