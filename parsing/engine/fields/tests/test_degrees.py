"""Where a degree ends and its field begins, in the ways that graduates write them."""

import pytest

from parsing.engine.fields.education import read_education
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import SectionKind

ENGLISH = {
    "B.Sc. (Hons) Computer Science, University of Leeds": ("B.Sc. (Hons)", "Computer Science", "University of Leeds"),
    "B.A. (Honours), Philosophy, University of Toronto": ("B.A. (Honours)", "Philosophy", "University of Toronto"),
    "Associate of Applied Science (A.A.S.), Welding, Delta Community College": (
        "Associate of Applied Science (A.A.S.)",
        "Welding",
        "Delta Community College",
    ),
    "M.S.W., University of Leeds": ("M.S.W.", None, "University of Leeds"),
    "M.B.B.S., Delta Medical College": ("M.B.B.S.", None, "Delta Medical College"),
    "B.S.E. in Electrical Engineering, Princeton University": (
        "B.S.E.",
        "Electrical Engineering",
        "Princeton University",
    ),
    "MSc. Data Science - University of Leeds": ("MSc.", "Data Science", "University of Leeds"),
    "Higher Certificate in Culinary Arts, Cape Town College": (
        "Higher Certificate",
        "Culinary Arts",
        "Cape Town College",
    ),
    "B.E. in Mechanical Engineering from Delta College, Chennai": (
        "B.E.",
        "Mechanical Engineering",
        "Delta College",
    ),
    "Completed B.Tech from Delta University": ("B.Tech", None, "Delta University"),
    "BACHELOR OF ARTS IN HISTORY, UNIVERSITY OF LEEDS": ("BACHELOR OF ARTS", "HISTORY", "UNIVERSITY OF LEEDS"),
    "Bachelor of Science Degree in Marketing, Delta University": (
        "Bachelor of Science Degree",
        "Marketing",
        "Delta University",
    ),
}
OTHERS = {
    ("fr", "Doctorat de physique, Universit\u00e9 de Nantes"): ("Doctorat", "physique", "Universit\u00e9 de Nantes"),
    ("fr", "Dipl\u00f4me d'ing\u00e9nieur, Universit\u00e9 de Nantes"): (
        "Dipl\u00f4me d'ing\u00e9nieur",
        None,
        "Universit\u00e9 de Nantes",
    ),
    ("de", "Diplom-Wirtschaftsinformatiker (FH), Hochschule Mannheim"): (
        "Diplom-Wirtschaftsinformatiker (FH)",
        None,
        "Hochschule Mannheim",
    ),
    ("pt", "Tecn\u00f3logo em An\u00e1lise e Desenvolvimento de Sistemas, Universidade de Lisboa"): (
        "Tecn\u00f3logo",
        "An\u00e1lise e Desenvolvimento de Sistemas",
        "Universidade de Lisboa",
    ),
}
CASES = {("en", line): parts for line, parts in ENGLISH.items()} | OTHERS


@pytest.mark.parametrize(("language", "line"), CASES)
def test_a_degree_is_parted_from_its_field_and_school(language: str, line: str) -> None:
    (study,) = read_education([section(SectionKind.EDUCATION, f"{line}    2015 - 2017")], reading_for(language))

    found = tuple(part.value if part else None for part in (study.degree, study.field, study.institution))
    assert found == CASES[language, line]


@pytest.mark.parametrize(
    "line",
    [
        "B.Sc (Mathematics), Delta University 2007 with 72%, Guntur",
        "B.Sc (Mathematics) from Delta University with 72% in 2007",
        "B.Sc (Mathematics) from Delta University in 2007.",
    ],
)
def test_a_year_behind_the_school_dates_the_study(line: str) -> None:
    (study,) = read_education([section(SectionKind.EDUCATION, line)], reading_for("en"))

    assert study.dates is not None
    assert study.dates.value.end is not None
    assert study.dates.value.end.year == 2007
    assert study.institution is not None
    assert study.institution.value == "Delta University"
    assert study.field is not None
    assert study.field.value == "Mathematics"


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "Brevet d'avocat, Genève", ("Brevet d'avocat", None, None)),
        ("fr", "Diplôme d'État d'infirmier - IFSI de Brest", ("Diplôme d'État d'infirmier", None, "IFSI de Brest")),
        ("fr", "Licence d'histoire, Université de Lyon", ("Licence", "histoire", "Université de Lyon")),
        ("es", "Grado en Derecho, Universidad del Norte (UDN)", ("Grado", "Derecho", "Universidad del Norte (UDN)")),
        ("de", "Geprüfte Technikerin, Fachschule Ulm", ("Geprüfte Technikerin", None, "Fachschule Ulm")),
        ("de", "Lehre als Tischler bei Holzbau Mayr", ("Lehre", "Tischler", "Holzbau Mayr")),
        ("da", "Datatekniker med speciale i netværk, Niels Brock", ("Datatekniker", "netværk", "Niels Brock")),
        ("fi", "Alan perustutkinto, Espoon ammattiopisto", ("Alan perustutkinto", None, "Espoon ammattiopisto")),
        ("fi", "Sairaanhoitaja (AMK), Metropolia", ("Sairaanhoitaja (AMK)", None, "Metropolia")),
        ("no", "Vg2 Klima-, rør- og energifag, Molde skole", ("Vg2 Klima-, rør- og energifag", None, "Molde skole")),
    ],
)  # fmt: skip
def test_degrees_of_other_languages_end_where_their_names_do(
    code: str, text: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    found = read_education([section(SectionKind.EDUCATION, f"{text}    2010 - 2014")], reading_for(code))

    assert [tuple(p and p.value for p in (s.degree, s.field, s.institution)) for s in found] == [expected]
