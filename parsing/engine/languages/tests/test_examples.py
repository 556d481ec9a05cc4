"""Every example of every language: `<code>/examples.toml` stands beside the words it speaks for."""

import tomllib
from functools import cache
from typing import Any

import pytest

from parsing.engine.languages import Lexicon, codes, lexicon_of
from parsing.engine.languages.dates import find_spans
from parsing.engine.languages.loader import DATA_FOLDER
from parsing.engine.model import DateSpan

SURE = 0.8  # of a heading
LIKELY = 0.6  # of a title or a school
COMPANY = 0.5  # a word such as "bank" says less than a legal form
TRUSTED_DATE = 0.4  # below, a reader of fields takes no date from prose


@cache
def examples_of(code: str) -> dict[str, Any]:
    return tomllib.loads((DATA_FOLDER / code / "examples.toml").read_text(encoding="utf-8"))


def cases(*path: str) -> list[Any]:
    """(code, example, expected) of one table of all languages; a list has no expected value."""
    found = []
    for code in codes():
        table: Any = examples_of(code)
        for key in path:
            table = table[key]
        if isinstance(table, list):
            table = dict.fromkeys(table)
        for example, expected in table.items():
            found.append(pytest.param(code, example, expected, id=f"{code}-{example}"))
    return found


def headings() -> list[Any]:
    found = []
    for code, kind, wordings in (case.values for case in cases("headings")):
        found += [pytest.param(code, wording, kind, id=f"{code}-{wording}") for wording in wordings]
    return found


def written(span: DateSpan) -> str:
    """ "2019-03/present", "2014/2019", "/2019" or "2019"."""
    start = span.start.iso() if span.start else ""
    if span.is_current:
        return f"{start}/present"
    return f"{start}/{span.end.iso()}" if span.end else start


def test_examples_stand_beside_every_pack() -> None:
    missing = [code for code in codes() if not (DATA_FOLDER / code / "examples.toml").is_file()]

    assert missing == []


@pytest.mark.parametrize(("code", "wording", "kind"), headings())
def test_heading_is_known(code: str, wording: str, kind: str) -> None:
    found = lexicon_of(code).heading(wording)

    assert found is not None
    assert found[0] == kind
    assert found[1] >= SURE


@pytest.mark.parametrize(("code", "text", "expected"), cases("dates"))
def test_date_is_read(code: str, text: str, expected: str) -> None:
    spans = find_spans(text, lexicon_of(code))

    assert [written(match.span) for match in spans] == [expected]


@pytest.mark.parametrize(("code", "text", "field"), cases("labels"))
def test_label_is_known(code: str, text: str, field: str) -> None:
    found = lexicon_of(code).label(text)

    assert found is not None
    assert found[0] == field


@pytest.mark.parametrize(("code", "words", "value"), cases("proficiency"))
def test_proficiency_is_known(code: str, words: str, value: str) -> None:
    found = lexicon_of(code).proficiency(words)

    assert found is not None
    assert found[0] == value


@pytest.mark.parametrize(("code", "words", "language"), cases("languages"))
def test_language_name_is_known(code: str, words: str, language: str) -> None:
    assert lexicon_of(code).language_name(words) == language


@pytest.mark.parametrize(("code", "text", "expected"), cases("is", "title"))
def test_title_is_likely(code: str, text: str, expected: None) -> None:
    assert lexicon_of(code).title(text) >= LIKELY


@pytest.mark.parametrize(("code", "text", "expected"), cases("is", "company"))
def test_company_is_likely(code: str, text: str, expected: None) -> None:
    assert lexicon_of(code).company(text) >= COMPANY


@pytest.mark.parametrize(("code", "text", "expected"), cases("is", "school"))
def test_school_is_likely(code: str, text: str, expected: None) -> None:
    assert lexicon_of(code).school(text) >= LIKELY


@pytest.mark.parametrize(("code", "text", "expected"), cases("is", "degree"))
def test_degree_is_found(code: str, text: str, expected: None) -> None:
    assert lexicon_of(code).degree(text)


@pytest.mark.parametrize(("code", "text", "expected"), cases("is_not", "heading"))
def test_other_text_is_no_heading(code: str, text: str, expected: None) -> None:
    assert lexicon_of(code).heading(text) is None


@pytest.mark.parametrize(("code", "text", "expected"), cases("is_not", "date"))
def test_number_is_no_date(code: str, text: str, expected: None) -> None:
    assert [match for match in find_spans(text, lexicon_of(code)) if match.confidence >= TRUSTED_DATE] == []


@pytest.mark.parametrize(("code", "text", "expected"), cases("is_not", "title"))
def test_other_text_is_no_title(code: str, text: str, expected: None) -> None:
    assert lexicon_of(code).title(text) < LIKELY


def test_lexicon_is_shared_between_documents_of_one_language() -> None:
    first: Lexicon = lexicon_of("de")

    assert lexicon_of("de") is first
