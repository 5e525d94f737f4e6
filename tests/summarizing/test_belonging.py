"""Which measure a number belongs to: what is set up, what the model names, what the sentence names before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import scan
from summarizer.checking.draft import DraftMeasure
from summarizer.models import Span
from summarizer.scanning.grounding import TextIndex
from summarizer.summarizing.linking import MeasureLinker, shortest_stretch, stripped_name


def belonging(sentence, surface, subject, said=None, *, before=None, named=()):
    found = scan(sentence)
    figures = [mention for mention in found.mentions if mention.role == "figure"]
    mention = next(figure for figure in figures if figure.surface == surface)
    measures = [DraftMeasure(quote=name, name=name) for name in named]
    whole = Span(0, len(found.text.content))
    return MeasureLinker(TextIndex(found.text), whole, figures, measures).measure(mention, subject, said, before)


@pytest.mark.parametrize(
    ("sentence", "surface", "subject", "said", "measure"),
    [
        ("全县新建口袋公园12个。", "12个", "口袋公园", "新建", "口袋公园"),
        ("共选聘护林员56名。", "56名", "护林员", "巡山", "护林员"),
        ("300名干部参加防火巡查。", "300名", "干部", "防火巡查", "防火巡查"),
        ("85个村推行“林长制”。", "85个", "村", "林长制", "林长制"),
        ("各村均签订了一份承诺书，覆盖85个村。", "85个", "村", "签订承诺书", "签订了一份承诺书"),
        ("有30个单位成立12支护林队。", "30个", "单位", "成立12支护林队", "护林队"),
        ("“护苗队”“巡河队”55个。", "55个", "“护苗队”“巡河队”", "成立", "“护苗队”“巡河队”"),
    ],
)
def test_a_number_belongs_to_what_is_set_up_or_named(sentence, surface, subject, said, measure):
    """What is set up is itself the measure; people, places and shares belong to the one that the model names."""
    assert belonging(sentence, surface, subject, said) == measure


def test_the_measure_before_serves_where_the_model_names_none():
    """覆盖 is no measure, so the villages belong to the points that cover them."""
    sentence = "增设采样点24个，覆盖15个村。"
    assert belonging(sentence, "15个", "村", "覆盖", before="采样点") == "采样点"


def test_else_the_nearest_named_in_the_sentence():
    """The last measure named before the number."""
    sentence = "依托智慧平台和护林微信群，25名村干部全部加入。"
    assert belonging(sentence, "25名", "村干部", "加入", named=("智慧平台", "护林微信群")) == "护林微信群"


def test_a_measure_keeps_the_script_of_the_document():
    """The model answers in Simplified, the document is in Traditional."""
    assert belonging("127個村張貼了護林通告。", "127個", "村", "张贴护林通告") == "張貼了護林通告"


def test_what_the_sentence_does_not_say_is_no_measure():
    """A name of the model's own is dropped."""
    assert belonging("300名干部下乡。", "300名", "干部", "乡村振兴") is None


@given(st.text("护林队，12巡", max_size=12), st.text("护林队巡", min_size=2, max_size=4))
def test_a_stretch_holds_the_wanted_characters_in_order(told, wanted):
    """Whatever is found begins and ends with them, and is at most about twice as long."""
    found = shortest_stretch(told, wanted)
    if found is not None:
        stretch = iter(told[found.start : found.end])
        assert all(char in stretch for char in wanted)
        assert found.end - found.start <= 2 * len(wanted) + 2
    assert found is not None or wanted not in told


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("“林长制”", "“林长制”"),
        ("防火巡查、", "防火巡查"),
        ("健康监测”措施", "健康监测"),
        ("包户”三级包保机制", "三级包保机制"),
    ],
)
def test_a_name_has_its_quotation_marks_in_pairs(said, name):
    """Of a torn name the longest part is kept."""
    assert stripped_name(said) == name
