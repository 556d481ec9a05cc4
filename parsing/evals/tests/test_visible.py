import pytest

from parsing.evals.visible import FileText, months_of


@pytest.mark.parametrize(
    "text",
    [
        "03/2019 - 05/2020",
        "3.2019",
        "2019-03",
        "2019. 3. - 2020",
        "2019年3月",
        "2019년 3월",
        "令和元年, 平成31年3月",
        "Mar '19",
        "Mar 2019",
        "März 2019",
        "marzo de 2019",
        "marca 2019",
        "березень 2019",
        "مارس 2019",
        "سرام 2019",
        "٠٣/٢٠١٩",
        "14.03.2019",
        "2019 March",
        "2019-03-14",
        "03/14/2019",
        "जनवरी 2018, मार्च 2019",
    ],
)
def test_a_visible_month(text):
    assert FileText(text).date("2019-03") == "2019-03"


@pytest.mark.parametrize("text", ["2019", "2018 - 2019", "2019 - 03/2020", "03 2018 - 2019", "April 2019", "FY19 '19"])
def test_a_visible_year_without_the_month(text):
    assert FileText(text).date("2019-03") == "2019"


@pytest.mark.parametrize("text", ["", "120190", "2 019"])
def test_an_invisible_year(text):
    assert FileText(text).date("2019-03") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("J O H N  D O E", "John Doe"),
        ("Teamfüh-\nrung", "Teamführung"),
        ("Bachelor of 2012\nScience 2016", "Bachelor of Science"),
        ("ةكرش البناء ثيدحلا", "شركة البناء الحديث"),
    ],
)
def test_values_are_seen_in_spite_of_the_layout(text, value):
    assert FileText(text).shows(value)


def test_a_value_that_is_not_there_is_not_seen():
    assert not FileText("Bachelor of Arts").shows("Master of Science")


def test_everything_is_visible_in_pictures():
    picture = FileText("", everything=True)

    assert picture.shows("John Doe")
    assert picture.date("2019-03") == "2019-03"
    assert picture.shows_phone("555 0199")


def test_abbreviated_months_of_several_languages():
    assert 9 in months_of("Sept")
    assert months_of("März") == {3}
    assert months_of("at") == frozenset()
