"""Finding skills in a text and asking the taxonomy."""

import pytest

from parsing.engine import skills
from parsing.engine.skills import occupations
from parsing.engine.skills.taxonomy import CATEGORIES, taxonomy


def names(text: str, *, listed: bool = False) -> list[str]:
    return [match.canonical for match in skills.find(text, listed=listed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Python, Django and PostgreSQL", ["Python", "Django", "PostgreSQL"]),
        ("JavaScript, Java", ["JavaScript", "Java"]),
        ("C++, C# and .NET", ["C++", "C#", ".NET"]),
        ("ASP.NET Core", ["ASP.NET Core"]),
        ("React Native app", ["React Native"]),
        ("k8s and postgres", ["Kubernetes", "PostgreSQL"]),
        ("node.js / NodeJS", ["Node.js", "Node.js"]),
        ("machine-learning", ["Machine learning"]),
        ("GESTION DE PROJET", ["Project management"]),
        ("gestion de projet", ["Project management"]),
        ("управление проектами", ["Project management"]),
        ("プロジェクト管理とデータ分析", ["Project management", "Data analysis"]),
        ("프로젝트 관리를", ["Project management"]),
        ("Kundenservice im Einzelhandel", ["Customer service", "Retail sales"]),
    ],
)
def test_names_and_translations(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I like to go out and excel at sports",
        "a swift reaction in spring",
        "Vitamin C, D and B",
        "C-level manager",
        "access to the building, word by word",
        "jane@java.example and github.com/python/cpython",
        "https://react.dev/learn",
        "Javanese dancing, pythons, dockers",
    ],
)
def test_everyday_words_and_addresses_are_no_skills(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Python, Go, Rust", ["Python", "Go", "Rust"]),
        ("Word, Excel, PowerPoint", ["Microsoft Word", "Microsoft Excel", "Microsoft PowerPoint"]),
        ("Java, Spring, Hibernate", ["Java", "Spring", "Hibernate"]),
        ("R, Python, SAS", ["R", "Python", "SAS"]),
    ],
)
def test_ambiguous_names_are_skills_among_skills(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_ambiguous_names_are_skills_in_a_list_of_skills() -> None:
    assert names("Go\nR\nC\nExcel", listed=True) == ["Go", "R", "C", "Microsoft Excel"]
    assert names("Go\nR\nC\nExcel") == []


def test_offsets_are_those_of_the_text() -> None:
    text = "\u00c9quipe: D\u00e9veloppement web, gestion de projet \u2013 Python"

    for match in skills.find(text):
        assert text[match.start : match.end] == match.text


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("Python 3.11", "Python"),
        ("MS Excel", "Microsoft Excel"),
        ("excel (advanced)", "Microsoft Excel"),
        ("React.js", "React"),
        ("  postgres ", "PostgreSQL"),
        ("Buchhaltung", "Accounting"),
    ],
)
def test_canonical_names(name: str, canonical: str) -> None:
    term = skills.canonical(name)

    assert term is not None
    assert term.canonical == canonical
    assert term.category in CATEGORIES


def test_unknown_names_have_no_term() -> None:
    assert skills.canonical("Basket weaving under water") is None
    assert skills.canonical("") is None


def test_relations() -> None:
    assert skills.related("PostgreSQL", "SQL") == 1
    assert "JavaScript" in skills.implied("Next.js")
    assert 0 < skills.related("MySQL", "PostgreSQL") < 1
    assert 0 < skills.related("SQL", "PostgreSQL") < 1
    assert skills.related("React Native", "React") < 0.7
    assert skills.related("Welding", "Kubernetes") == 0
    assert skills.related("No such thing", "Python") == 0


def test_taxonomy_is_large_and_whole() -> None:
    known = taxonomy()

    assert len(known.terms) >= 1900
    assert len(known.by_name) >= 9000
    assert {term.category for term in known.terms.values()} == set(CATEGORIES)
    for term in known.terms.values():
        assert set(term.implies) <= set(known.terms), term.canonical


@pytest.mark.parametrize("text", ["", " ", "\x00\x01", "\u202e" * 50, "C" * 10_000, "\U0001f600 Python"])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert isinstance(skills.find(text), tuple)


@pytest.mark.parametrize(
    ("title", "other", "least", "most"),
    [
        ("Softwareentwicklerin", "Software Engineer", 1.0, 1.0),
        ("Développeur", "Software Engineer", 1.0, 1.0),
        ("Krankenpfleger", "Nurse", 1.0, 1.0),
        ("Bookkeeper", "Accountant", 0.5, 1.0),
        ("Nurse", "Software Engineer", 0.0, 0.2),
    ],
)
def test_occupations_are_related_across_languages(title: str, other: str, least: float, most: float) -> None:
    (one,), (two,) = occupations.find(title), occupations.find(other)

    assert least <= occupations.related(one, two) <= most
