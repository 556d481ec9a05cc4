"""Spoken languages and how well: behind, before, beside and below the name, in grids, by exams."""

import pytest

from parsing.engine.fields.spoken_languages import read_languages
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import SectionKind

Level = tuple[str | None, str | None]


def languages(text: str, code: str = "en") -> dict[str | None, Level]:
    found = read_languages([section(SectionKind.LANGUAGES, text)], reading_for(code))
    return {item.code: (item.proficiency, item.cefr) for item in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("English: native, German: C1", {"en": ("native", None), "de": ("fluent", "C1")}),
        ("English - \u04122", {"en": ("professional", "B2")}),  # with the letter of a Cyrillic keyboard
        ("English   Fluent\nDutch   Basic", {"en": ("fluent", None), "nl": ("basic", None)}),
        (
            "Fluent in English and French; conversational Arabic",
            {"en": ("fluent", None), "fr": ("fluent", None), "ar": ("conversational", None)},
        ),
        ("Native: English | Basic: Mandarin", {"en": ("native", None), "zh": ("basic", None)}),
        ("English 100%\nSpanish \u25cf\u25cf\u25cf\u25cb\u25cb", {"en": (None, None), "es": (None, None)}),
        (
            "Mother tongue: Italian\nENGLISH\nUNDERSTANDING  SPEAKING\nListening  Reading\nC1  C1  B2  B2",
            {"it": ("native", None), "en": ("fluent", "C1")},
        ),
        (
            "Language  Listening  Reading  Writing\nEnglish  C1  C2  B2\nFrench  A2  A2  A1",
            {"en": ("fluent", "C1"), "fr": ("basic", "A2")},
        ),
    ],
)
def test_languages_have_the_level_that_belongs_to_them(text: str, expected: dict[str, Level]) -> None:
    assert languages(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("English (IELTS 7.5)", {"en": ("fluent", "C1")}),
        ("English \u2013 TOEFL 85", {"en": ("professional", "B2")}),
        ("English: TOEIC 560", {"en": ("conversational", "B1")}),
        ("Chinese (HSK 5)", {"zh": ("fluent", "C1")}),
        ("Japanese (JLPT N3)", {"ja": ("conversational", "B1")}),
        ("Japanese: N2", {"ja": ("professional", "B2")}),
        ("French (DELF B2)", {"fr": ("professional", "B2")}),
        ("English (TOEFL 2019)", {"en": (None, None)}),
    ],
)
def test_results_of_exams_prove_a_level(text: str, expected: dict[str, Level]) -> None:
    assert languages(text) == expected


def test_language_with_its_level_among_the_skills_is_read_where_no_section_names_any() -> None:
    found = read_languages([section(SectionKind.SKILLS, "- Excel, SAP\n- English intermediate")], reading_for())

    assert [(language.code, language.proficiency) for language in found] == [("en", "conversational")]
