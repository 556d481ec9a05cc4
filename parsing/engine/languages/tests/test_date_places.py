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
