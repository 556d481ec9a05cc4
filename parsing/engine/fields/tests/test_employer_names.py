"""Where the name of an employer begins and ends among the commas of a header."""

import pytest

from parsing.engine.fields.experience import read_experience
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.fields.tests.test_experience import jobs, row
from parsing.engine.model import SectionKind


def names(text: str) -> list[tuple[str | None, str | None]]:
    """(title, company) of each job"""
    jobs = read_experience([section(SectionKind.EXPERIENCE, text)], reading_for())
    return [(job.title.value if job.title else None, job.company.value if job.company else None) for job in jobs]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Legal Assistant, Hunt, Gonzalez and Ray", ("Legal Assistant", "Hunt, Gonzalez and Ray")),
        ("Accountant, King PLC", ("Accountant", "King PLC")),
        ("Accountant, Fabrikam, Inc.", ("Accountant", "Fabrikam, Inc.")),
        ("Accountant | Tessellate Packaging (portfolio company of Arden Fen)", ("Accountant", "Tessellate Packaging")),
    ],
)
def test_the_name_of_an_employer_is_told_from_what_stands_beside_it(header: str, expected: tuple[str, str]) -> None:
    text = f"""
        {header}    2018 - 2021
        - Kept the books of three subsidiaries
        Registered Nurse, Mercy Hospital    2014 - 2018
        - Cared for patients on two wards"""

    assert names(text)[0] == expected


def test_a_comma_inside_a_title_does_not_end_it_where_the_employer_stands_elsewhere() -> None:
    text = """
        *Director, Transaction Services    2018 - 2021
        Pruitt Mossman LLP
        *Registered Nurse    2014 - 2018
        Mercy Hospital"""

    assert names(text)[0] == ("Director, Transaction Services", "Pruitt Mossman LLP")


def test_the_small_words_inside_names_do_not_part_titles_from_employers() -> None:
    found = jobs(
        """
        Lecturer, University of Hull    2012 - 2018
        - Taught two courses
        Research Fellow, Institute of Umber    2010 - 2012
        - Wrote on ports
        Archive Assistant, National Library of Ireland    2005 - 2006
        - Listed papers"""
    )

    assert [row(job)[1] for job in found] == ["University of Hull", "Institute of Umber", "National Library of Ireland"]


@pytest.mark.parametrize(
    ("employer", "name", "town"),
    [
        ("Umber Technik GmbH Bremen", "Umber Technik GmbH", "Bremen"),
        ("Polar Freight. London", "Polar Freight", "London"),
        ("Medical Univ. Leipzig", "Medical Univ. Leipzig", None),
        ("Bank of London", "Bank of London", None),
    ],
)
def test_a_town_right_behind_a_name_is_no_part_of_it_where_a_form_or_a_stop_ends_that(
    employer: str, name: str, town: str | None
) -> None:
    job = jobs(f"*Clerk    2012 - 2018\n{employer}\n- Kept the books")[0]

    assert job.company is not None
    assert (job.company.value, job.location.value.text if job.location else None) == (name, town)


def test_a_long_line_that_ends_with_its_period_in_brackets_is_a_header() -> None:
    found = jobs(
        """
        Hospital of the Holy Cross in Umber – Nurse of the intensive care unit (03/2020-08/2022)
        - Led the night shift
        Vuelo Vida – Nurse (08/2017-02/2020)
        - Flew with patients"""
    )

    assert [job.dates.value.raw for job in found if job.dates] == ["03/2020-08/2022", "08/2017-02/2020"]


def test_the_code_of_a_state_behind_a_town_is_no_legal_form() -> None:
    text = """
        DevOps Engineer    2021 - Present
        Flatiron Telemetry    Boulder, CO
        - Ran 300 nodes

        Build Engineer    2018 - 2021
        Peak Avionics    Denver, CO 80202, USA
        - Cut build time"""

    assert names(text) == [("DevOps Engineer", "Flatiron Telemetry"), ("Build Engineer", "Peak Avionics")]


@pytest.mark.parametrize(
    ("code", "header", "expected"),
    [
        ("de", "Filialleiterin im Modehaus Brinkhoff", ("Filialleiterin", "Modehaus Brinkhoff")),
        ("pt", "Engenheiro de obra na Edifer Norte, Lda.", ("Engenheiro de obra", "Edifer Norte, Lda.")),
        ("pt", "Professor de Matemática no Colégio Santo Inácio", ("Professor de Matemática", "Colégio Santo Inácio")),
        ("fr", "Serveur au restaurant Le Petit Zinc", ("Serveur", "restaurant Le Petit Zinc")),
        ("fr", "Avocate, Étude Perrenoud, Zbinden & Associés", ("Avocate", "Étude Perrenoud, Zbinden & Associés")),
        ("da", "Projektleder ved Rambøll", ("Projektleder", "Rambøll")),
        ("sv", "Butiksbiträde på ICA Maxi", ("Butiksbiträde", "ICA Maxi")),
        ("es", "Dependienta. El Corte Vasco", ("Dependienta", "El Corte Vasco")),
        ("fr", "Infirmière en EHPAD, Résidence Ker Digemer", ("Infirmière en EHPAD", "Résidence Ker Digemer")),
    ],
)
def test_a_small_word_of_place_parts_the_title_from_a_named_employer(
    code: str, header: str, expected: tuple[str, str]
) -> None:
    found = read_experience([section(SectionKind.EXPERIENCE, f"{header}    2018 - 2021")], reading_for(code))

    assert [(job.title and job.title.value, job.company and job.company.value) for job in found] == [expected]


def test_the_small_word_before_an_employer_below_its_title_is_no_part_of_the_name() -> None:
    text = """
        *Software Engineer    2019 - 2021
        at Willow Search
        - Ranking features

        *Research Intern    2017 - 2018
        at Sierra Labs
        - Point clouds"""

    assert names(text) == [("Software Engineer", "Willow Search"), ("Research Intern", "Sierra Labs")]
