"""Where in a text a date stands: what is left of the line is read as title, employer or school."""

import pytest

from parsing.engine import languages
from parsing.engine.languages.dates import find_spans

WHOLE = {
    "ja": ["2021.11から現在まで", "2020.05から2021.10まで"],
    "ko": ["2020.05부터 2021.10까지"],
    "en": ["from 2012 to 2015", "May 2018 to the present day"],
    "he": ["ינו׳ 2018 – פבר׳ 2019"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WHOLE.items() for text in texts])
def test_find_spans_takes_in_the_words_of_a_period(code: str, text: str) -> None:
    (match,) = find_spans(f"{text}: X", languages.lexicon_of(code))

    assert text == f"{text}: X"[match.start : match.end]


def test_find_spans_leaves_the_word_before_a_month_in_digits() -> None:
    (match,) = find_spans("od 3/2018 do 4/2020", languages.lexicon_of("pl"))

    assert match.span.start is not None
    assert match.span.start.iso() == "2018-03"


@pytest.mark.parametrize("text", ["May 2018 July 2020", "05/2018 07/2020  Clerk"])
def test_find_spans_joins_a_start_and_an_end_that_stood_below_each_other(text: str) -> None:
    (match,) = find_spans(text, languages.lexicon_of("en"))

    assert (match.span.start, match.span.end) != (None, None)
    assert [date.iso() for date in (match.span.start, match.span.end) if date] == ["2018-05", "2020-07"]


@pytest.mark.parametrize("text", ["July 2020 May 2018", "in May 2018 July 2020", "May 2018 July 2020 and more"])
def test_find_spans_leaves_other_months_apart(text: str) -> None:
    assert len(find_spans(text, languages.lexicon_of("en"))) == 2


@pytest.mark.parametrize("text", ["Acme,2014-2017,Clerk", "Time:2014-2017", "Acme College (985) 2014 - 2017"])
def test_find_spans_reads_years_right_behind_the_sign_after_a_word_and_behind_a_bracket(text: str) -> None:
    (match,) = find_spans(text, languages.lexicon_of("en"))

    assert [date.year for date in (match.span.start, match.span.end) if date] == [2014, 2017]


@pytest.mark.parametrize("text", ["Tel. (985) 2014-2017", "1,2014", "12:2014"])
def test_find_spans_takes_no_numbers_for_years(text: str) -> None:
    assert find_spans(text, languages.lexicon_of("en")) == ()
