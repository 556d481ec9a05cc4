"""Reading job descriptions."""

import pytest

from parsing.engine import analysis
from parsing.engine.analysis import words
from parsing.engine.model import Seniority

DESCRIPTION = """Senior Backend Engineer

About us
We are a fintech that loves coffee and Haskell.

What you bring:
- 5+ years of experience with Python and Django
- PostgreSQL, REST APIs and Docker; Kubernetes is a plus
- Bachelor's degree in Computer Science
- Fluent English, German is welcome

Nice to have
- Redis, GraphQL
- AWS (required)

We offer
- Free Excel courses
"""


def test_required_and_nice_to_have_are_told_apart_in_the_order_of_the_text() -> None:
    asked = analysis.extract_requirements(DESCRIPTION)

    assert asked.required_skills[:6] == ("Python", "Django", "PostgreSQL", "REST APIs", "Docker", "AWS")
    assert asked.nice_to_have_skills == ("Kubernetes", "Redis", "GraphQL")
    assert not {"Haskell", "Microsoft Excel"} & {*asked.required_skills, *asked.nice_to_have_skills}


def test_everything_else_asked_for_is_read() -> None:
    asked = analysis.extract_requirements(DESCRIPTION)

    assert asked.title == "Senior Backend Engineer"
    assert asked.seniority is Seniority.SENIOR
    assert asked.years == 5
    assert asked.degrees[0] == "Bachelor's"
    assert asked.languages == ("en", "de")


def test_names_as_written_stand_beside_the_canonical_ones() -> None:
    asked = analysis.extract_requirements("We need postgres and k8s")

    assert asked.required_skills == ("PostgreSQL", "Kubernetes")
    assert asked.as_written == (("PostgreSQL", "postgres"), ("Kubernetes", "k8s"))


@pytest.mark.parametrize(
    ("sentence", "required", "nice"),
    [
        ("Python and SQL, Kafka is a plus", ("Python", "SQL"), ("Kafka",)),
        ("Kafka, Redis and Docker are a plus", (), ("Kafka", "Redis", "Docker")),
        ("Must have: Python. Nice to have: Redis", ("Python",), ("Redis",)),
        ("Strong Python and ideally some Kafka", ("Python",), ("Kafka",)),
        ("Python required, Kubernetes preferred", ("Python",), ("Kubernetes",)),
        ("Senior Python engineer with Django experience", ("Python", "Django"), ()),
        ("Sehr gute Kenntnisse in Python; Docker von Vorteil", ("Python",), ("Docker",)),
        ("Idealerweise kennst du Kafka", (), ("Kafka",)),
        ("Maîtrise de Python, Docker serait un plus", ("Python",), ("Docker",)),
        ("Se requiere Python. Se valorará Docker", ("Python",), ("Docker",)),
        ("Richiesta conoscenza di Python. Gradita conoscenza di Docker", ("Python",), ("Docker",)),
        ("Знание Python обязательно. Будет плюсом Docker", ("Python",), ("Docker",)),
        ("Wymagana znajomość Python. Mile widziana znajomość Docker", ("Python",), ("Docker",)),
        ("Kennis van Python is vereist. Docker is een pré", ("Python",), ("Docker",)),
        ("Conhecimento em Python obrigatório. Docker é um diferencial", ("Python",), ("Docker",)),
    ],
)
def test_wording_inside_a_sentence(sentence: str, required: tuple[str, ...], nice: tuple[str, ...]) -> None:
    asked = analysis.extract_requirements(sentence)

    assert asked.required_skills == required
    assert asked.nice_to_have_skills == nice


@pytest.mark.parametrize(
    ("text", "required", "nice"),
    [
        ("Ihr Profil\n- Java\n\nVon Vorteil\n- Kotlin\n\nWir bieten\n- Excel-Kurse", ("Java",), ("Kotlin",)),
        ("Profil recherché :\n- Java\n\nLes plus :\n- Kotlin\n\nAvantages :\n- Cours de SAP", ("Java",), ("Kotlin",)),
        ("Requisitos\nJava\n\nDeseable\nKotlin\n\nOfrecemos\nCursos de SAP", ("Java",), ("Kotlin",)),
        ("Требования:\n- Java\n\nБудет плюсом:\n- Kotlin\n\nМы предлагаем:\n- курсы SAP", ("Java",), ("Kotlin",)),
    ],
)
def test_headings_switch_the_list(text: str, required: tuple[str, ...], nice: tuple[str, ...]) -> None:
    asked = analysis.extract_requirements(text)

    assert asked.required_skills == required
    assert asked.nice_to_have_skills == nice


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("5+ years of experience", 5),
        ("At least 3 years of professional experience", 3),
        ("3-5 years experience with Java", 3),
        ("mindestens 4 Jahre Berufserfahrung", 4),
        ("2 ans d'expérience minimum", 2),
        ("опыт работы от 3 лет", 3),
        ("18 months of experience", 1.5),
        ("Our company is 25 years old", None),
        ("no number here", None),
    ],
)
def test_years_asked_for(text: str, years: float | None) -> None:
    assert analysis.extract_requirements(text).years == years


def test_title_and_department_add_context() -> None:
    asked = analysis.extract_requirements("We value teamwork.", title="Lead Python Developer", department="DevOps")

    assert "Python" in asked.required_skills
    assert asked.title == "Lead Python Developer"
    assert asked.seniority is Seniority.LEAD


@pytest.mark.parametrize("text", ["", "   ", "\n", "We sell bread.", "!" * 5000])
def test_nothing_to_find_gives_empty_lists(text: str) -> None:
    asked = analysis.extract_requirements(text)

    assert asked.required_skills == asked.nice_to_have_skills == ()


def test_lists_of_a_caller_keep_their_words_and_never_overlap() -> None:
    asked = analysis.requirements_from_skills(["Python", "python", "Foo"], ["PYTHON", "Redis"])

    assert asked.required_skills == ("Python", "Foo")
    assert asked.nice_to_have_skills == ("Redis",)


def test_every_language_has_the_same_groups_of_words() -> None:
    english = words.pack("en")

    for language in words.languages():
        for group, kinds in words.pack(language).items():
            assert group in english, (language, group)
            assert set(kinds) <= set(english[group]), (language, group)
            assert all(isinstance(word, str) and word for found in kinds.values() for word in found), language
