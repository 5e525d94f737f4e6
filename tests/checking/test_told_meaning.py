"""What a delivered figure means: its sentence's words, then the model's, then what is carried over."""

from summarizer import check

TITLE = "松溪县2023年工作总结\n"


def delivered(text, **figure):
    draft = {"figures": [{"quote": text, "subject": "泵站", "value": 3, "unit": "座", **figure}]}
    return check(draft, TITLE + text).report.figures[0]


def test_words_of_the_sentence_go_before_the_models_period():
    """建成 in 2022, whatever the model says."""
    figure = delivered("2022年建成泵站3座。", period="2021年")
    assert figure.period.iso == "2022"


def test_the_models_period_goes_before_one_that_is_carried_over():
    """The sentence before is about another year."""
    text = "2019年成立水务公司。目前共有泵站3座。"
    draft = {"figures": [{"quote": "目前共有泵站3座", "subject": "泵站", "value": 3, "unit": "座", "period": "2023年"}]}
    assert check(draft, TITLE + text).report.figures[0].period.iso == "2023"


def test_the_models_status_counts_where_the_words_are_silent():
    """A budget's amounts are planned, though no word of their sentence says so."""
    assert delivered("泵站3座。", status="planned").status == "planned"
    assert delivered("计划新建泵站3座。", status="actual").status == "planned"


def test_a_figure_without_a_place_of_its_own_is_where_its_measure_is():
    """Only where the place has a code."""
    text = "福建省多地建设泵站。松溪县启动清淤行动。会后，大家又看望了工人，共清淤3公里。"
    draft = {
        "measures": [{"name": "清淤行动", "place": "松溪县"}],
        "figures": [{"quote": "共清淤3公里", "subject": "清淤", "value": 3, "unit": "公里", "measure": "清淤行动"}],
    }
    assert check(draft, "福建水利\n" + text).report.figures[0].place.name == "松溪县"
