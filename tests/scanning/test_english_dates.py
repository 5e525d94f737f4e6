"""English dates and times: what each form says in ISO 8601, and the year that it leaves out."""

import re

import pytest

from summarizer.resources import table
from summarizer.scanning.english.english_reader import read_english

DATES = [
    ("It opened on [March 5, 2023].", "2023-03-05"),
    ("It opened on [5 March 2023].", "2023-03-05"),
    ("It opened on [Mar. 5, 2023].", "2023-03-05"),
    ("It opened on [March 5th, 2023].", "2023-03-05"),
    ("It opened on [the 5th of March, 2023].", "2023-03-05"),
    ("It opened on [March 5].", "--03-05"),
    ("It opened on [5 March].", "--03-05"),
    ("It opened in [March 2023].", "2023-03"),
    ("It opened in [March].", "--03"),
    ("It opened in [2022].", "2022"),
    ("It opened on [2023-03-05].", "2023-03-05"),
    ("It ran on [March 5-8, 2023].", "2023-03-05/2023-03-08"),
    ("It ran from [March 5 to April 2, 2023].", "2023-03-05/2023-04-02"),
    ("It ran from [January to October 2024].", "2024-01/2024-10"),
    ("It ran from [November 2022 to March 2023].", "2022-11/2023-03"),
    ("Output in [the first quarter] rose.", "--01/--03"),
    ("Output in [the first quarter of 2023] rose.", "2023-01/2023-03"),
    ("Output in [Q1 2023] rose.", "2023-01/2023-03"),
    ("Output in [the first half of 2023] rose.", "2023-01/2023-06"),
    ("Output in [the second half of 2023] rose.", "2023-07/2023-12"),
    ("Output in [the first ten months of 2024] rose.", "2024-01/2024-10"),
    ("Output in [the first three quarters] rose.", "--01/--09"),
    ("The plan of [2021-2025] holds.", "2021/2025"),
    ("The plan of [2021–2025] holds.", "2021/2025"),
    ("Between [2021 and 2025] it grew.", "2021/2025"),
    ("From [2021 to 2025] it grew.", "2021/2025"),
    ("During [the 14th Five-Year Plan period] it grew.", "2021/2025"),
    ("In [the 1990s] it grew.", "1990/1999"),
    ("By the end of [2025] it will open.", "2025"),
    ("In [late March 2021] it opened.", "2021-03"),
    ("Output of [last year] fell.", None),
    ("It opened at [8:30 a.m.] on Sunday.", "08:30"),
    ("It opened at [8 p.m.] on Sunday.", "20:00"),
    ("It opened at [17:30].", "17:30"),
    ("It opens from [9:00-11:30].", "09:00/11:30"),
    ("It opens between [4 p.m. and 5 p.m.].", "16:00/17:00"),
    ("It opened at [12:15 a.m.] on Sunday.", "00:15"),
]


def dates(text, published=None):
    return [(date.surface, date.iso) for date in read_english(text, published).dates]


@pytest.mark.parametrize(("text", "iso"), DATES, ids=[row[0] for row in DATES])
def test_a_date_is_read(text, iso):
    """With the precision that it has; days of the week beside it stay apart."""
    surface = re.search(r"\[(.+?)\]", text)[1]
    assert (surface, iso) in dates(text.replace("[", "").replace("]", ""))


@pytest.mark.parametrize("row", table("english_dateforms"), ids=lambda row: row[2])
def test_each_form_covers_its_example(row):
    """As the brackets show, and nothing else."""
    example = row[2]
    surface = re.search(r"\[(.+?)\]", example)[1]
    found = read_english(f"It was {example}".replace("[", "").replace("]", "")).dates
    assert [date.surface for date in found] == [surface]


@pytest.mark.parametrize(
    ("text", "published", "isos"),
    [
        ("In 2023 output rose. It fell in March.", None, ["2023", "--03"]),
        ("In 2023, it rose, and fell in March.", None, ["2023", "2023-03"]),
        ("On July 19, 2021 rain fell. On July 20 it stopped.", None, ["2021-07-19", "2021-07-20"]),
        ("It opened on March 5.", "2023-04-01", ["2023-03-05"]),
        ("It opened on December 30.", "2023-01-04", ["2022-12-30"]),
        ("It rose from last year.", "2023-04-01", ["2022"]),
        ("In 2021, it rose from the previous year.", "2023-04-01", ["2021", "2020"]),
        ("It rose from the previous year.", "2023-04-01", ["2022"]),
        ("It rose from last year.", "--03-05", [None]),
        ("It rose this year.", "2023", ["2023"]),
        ("It rose in the first quarter.", "2023-04-01", ["2023-01/2023-03"]),
    ],
)
def test_a_year_that_is_left_out(text, published, isos):
    """Comes from the sentence, from the month before, or from the day of publication."""
    assert [iso for _, iso in dates(text, published)] == isos


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("They planted 2000 mu.", "2000 mu"),
        ("It cost RMB 2000.", "RMB 2000"),
        ("More than 2000 people came.", "More than 2000 people"),
        ("A 2000-mu garden opened.", "2000-mu"),
        ("It may 5 times be so.", "5 times"),
    ],
)
def test_a_count_is_no_year(text, surface):
    """Where a unit, money or a qualifier says so."""
    read = read_english(text)
    assert [mention.surface for mention in read.mentions] == [surface]
    assert read.dates == ()


def test_two_years_joined_by_and_are_two_dates():
    """Only between makes a range of them."""
    assert dates("In 2021 and 2022 it rose.") == [("2021", "2021"), ("2022", "2022")]


def test_dates_with_a_number_are_mentions_too():
    """As those of the Chinese reader are; last year has none."""
    read = read_english("It opened in March 2023, later than last year, at 8:30 a.m.")
    assert [(mention.surface, mention.role) for mention in read.mentions] == [
        ("March 2023", "date"),
        ("8:30 a.m.", "time"),
    ]
