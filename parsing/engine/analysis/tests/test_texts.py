"""The sentences: the same keys and gaps in every language, its plural forms, nothing unlawful, nothing in English."""

import re
from datetime import date
from string import Formatter

import pytest
from babel import Locale

from parsing.engine import analysis
from parsing.engine.analysis.texts import languages, sentences, voice
from parsing.engine.model import Findings, Requirements, Resume
from parsing.engine.tests import people

TODAY = date(2026, 11, 22)
GUARANTEED = "en fr de es it pt nl pl ro sv da no fi cs tr ru uk".split()
_PLURAL = re.compile(r"^(units\.\w+|verdict\.flags)\.(\w+)$")


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def plain(name: str) -> dict[str, str]:
    known = sentences(name)
    return {key: text for key, text in known.items() if not key.startswith("audit.") and not _PLURAL.match(key)}


def candidate(language: str = "en") -> Resume:
    jobs = (
        people.job("Engineer", "Acme", "2024-01..2024-09", "- Cut costs by 35 % with Kafka"),
        people.job("Engineer", "Globex", "2023-01..2023-10"),
        people.job("Engineer", "Initech", "2022-01..2022-08", "- Led a team of six"),
        people.job("Engineer", "Umbrella", "2014-01..2020-06", "- Built the billing service in Django and Python"),
    )
    return people.person(
        *jobs, skills="Python, Django, Docker", education=(people.study("BSc"),), detected_language=language
    )


def wanted() -> Requirements:
    return Requirements(
        required_skills=("Python", "Django", "PostgreSQL"),
        nice_to_have_skills=("Docker", "Redis"),
        years=5,
        title="Senior Backend Engineer",
        degrees=("Master",),
        languages=("en", "fr"),
    )


def test_the_guaranteed_languages_have_sentences() -> None:
    assert set(GUARANTEED) <= set(languages())


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", ["", "questions."])
def test_the_same_keys_and_gaps_in_every_language(language: str, kind: str) -> None:
    english, other = plain(f"{kind}en"), plain(f"{kind}{language}")

    assert other.keys() == english.keys()
    assert {key: gaps(text) for key, text in other.items()} == {key: gaps(text) for key, text in english.items()}


@pytest.mark.parametrize("language", languages())
def test_every_plural_form_is_there(language: str) -> None:
    found: dict[str, set[str]] = {}
    for key in sentences(language):
        if match := _PLURAL.match(key):
            found.setdefault(match[1], set()).add(match[2])
    forms = {Locale.parse(language).plural_form(number) for number in (*range(1, 130), 2.5)}

    assert set(found) == {"units.years", "units.months", "verdict.flags"}
    assert all(forms - {"many"} <= known | {"zero", "two"} for known in found.values())


@pytest.mark.parametrize(
    ("language", "months", "said"),
    [
        ("en", 12, "1 year"),
        ("en", 30, "2.5 years"),
        ("de", 30, "2,5 Jahre"),
        ("pl", 24, "2 lata"),
        ("pl", 60, "5 lat"),
        ("pl", 30, "2,5 roku"),
        ("ru", 252, "21 год"),
        ("ru", 132, "11 лет"),
        ("uk", 36, "3 роки"),
        ("cs", 30, "2,5 roku"),
        ("ro", 240, "20 de ani"),
        ("tr", 60, "5 yıl"),
        ("fr", 12, "1 an"),
        ("fi", 24, "2 vuotta"),
    ],
)
def test_numbers_agree_with_their_nouns(language: str, months: int, said: str) -> None:
    assert voice(language).years(months) == said


@pytest.mark.parametrize("language", GUARANTEED)
def test_no_question_of_ours_is_unlawful(language: str) -> None:
    asked = {key: text for key, text in sentences(f"questions.{language}").items() if key.endswith(".question")}

    assert {key: text for key, text in asked.items() if not analysis.is_lawful(text, language)} == {}


@pytest.mark.parametrize("language", [code for code in GUARANTEED if code != "en"])
def test_everything_is_said_in_the_language_asked_for(language: str) -> None:
    english, own = _said(candidate(), "en"), _said(candidate(), language)

    assert own.language == language
    assert own.warnings == ()
    assert own.fit.score == english.fit.score
    assert [part.points for part in own.fit.parts] == [part.points for part in english.fit.parts]
    assert [flag.kind for flag in own.red_flags] == [flag.kind for flag in english.red_flags]
    assert len(own.strengths) == len(english.strengths)
    pairs = [(own.verdict, english.verdict), (own.fit.reasoning, english.fit.reasoning)]
    pairs += zip(own.strengths, english.strengths, strict=True)
    pairs += [(one.text, other.text) for one, other in zip(own.red_flags, english.red_flags, strict=True)]
    pairs += [(one.reason, other.reason) for one, other in zip(own.fit.parts, english.fit.parts, strict=True)]
    # "Education: BSc" is the same sentence in few languages; a whole answer never is.
    assert [one for one, other in pairs if one == other] == []


@pytest.mark.parametrize("language", GUARANTEED)
def test_questions_in_the_language_asked_for(language: str) -> None:
    english = analysis.interview_questions(candidate(), requirements=wanted(), today=TODAY)
    own = analysis.interview_questions(candidate(), requirements=wanted(), today=TODAY, language=language)

    assert len(own) == len(english)
    assert [item.category for item in own] == [item.category for item in english]
    assert language == "en" or not {item.question for item in own} & {item.question for item in english}


def test_the_language_of_the_document() -> None:
    assert _said(candidate("fr"), "document").language == "fr"
    assert _said(candidate("fr"), "document").verdict == _said(candidate(), "fr").verdict


def test_a_language_without_sentences_is_answered_in_english_and_says_so() -> None:
    found = _said(candidate("el"), "document")

    assert found.language == "en"
    assert found.verdict == _said(candidate("el"), "en").verdict
    assert len(found.warnings) == 1
    assert "el" in found.warnings[0]


def _said(resume: Resume, language: str) -> Findings:
    return analysis.analyse(resume, wanted(), today=TODAY, language=language)
