"""What is flagged and what is not, from the text of whole resumes in several languages."""

from datetime import date

import pytest

from parsing.engine import analysis, pipeline
from parsing.engine.model import Findings

TODAY = date(2026, 11, 22)


def read(text: str) -> Findings:
    resume = pipeline.parse(text.strip().encode(), filename="cv.txt", today=TODAY).resume
    return analysis.analyse(resume, today=TODAY)


def kinds(text: str) -> set[str]:
    return {flag.kind for flag in read(text).red_flags}


def english(*entries: str) -> str:
    return "Jane Smith\njane@example.com\n\nWork Experience\n\n" + "\n\n".join(entries) + "\n\nSkills\nPython, SQL\n"


GAP = english("Engineer, Acme Ltd\nMarch 2022 - present", "Engineer, Globex Ltd\nJanuary 2015 - June 2020")


def test_a_gap_is_flagged_with_its_months_and_quotes() -> None:
    (flag,) = [flag for flag in read(GAP).red_flags if flag.kind == "gap"]

    assert (flag.months, flag.period) == (20, ("2020-07", "2022-02"))
    assert "20 months" in flag.text
    assert flag.quotes


@pytest.mark.parametrize(
    "filler",
    [
        "Parental leave\nJuly 2020 - February 2022",
        "Software Engineering Intern, Initech Ltd\nJuly 2020 - February 2022",
    ],
)
def test_stated_leave_and_internships_fill_it(filler: str) -> None:
    text = english("Engineer, Acme Ltd\nMarch 2022 - present", filler, "Engineer, Globex Ltd\nJanuary 2015 - June 2020")

    assert "gap" not in kinds(text)


def test_study_fills_it() -> None:
    study = "\nEducation\nMSc Statistics, University of Leeds, September 2020 - February 2022\n"

    assert "gap" not in kinds(GAP + study)


@pytest.mark.parametrize(
    "text",
    [
        """Anna Beispiel
anna@example.de

Berufserfahrung

Entwicklerin, Muster GmbH
03/2022 - heute

Elternzeit
07/2020 - 02/2022

Entwicklerin, Beispiel AG
01/2015 - 06/2020

Kenntnisse
Python, SQL
""",
        """Anne Dupont
anne@example.fr

Expérience professionnelle

Développeuse, Exemple SA
03/2022 - aujourd'hui

Congé parental
07/2020 - 02/2022

Développeuse, Modèle SARL
01/2015 - 06/2020

Compétences
Python, SQL
""",
        """Anna Przykład
anna@example.pl

Doświadczenie zawodowe

Programistka, Firma Sp. z o.o.
03/2022 - obecnie

Urlop wychowawczy
07/2020 - 02/2022

Programistka, Przykład S.A.
01/2015 - 06/2020

Umiejętności
Python, SQL
""",
    ],
    ids=["de", "fr", "pl"],
)
def test_stated_leave_is_known_in_other_languages(text: str) -> None:
    assert "gap" not in kinds(text)


def test_short_jobs_are_flagged_and_fixed_term_ones_are_not() -> None:
    jobs = [
        ("Acme Ltd", "March 2026 - present"),
        ("Globex Ltd", "July 2025 - February 2026"),
        ("Initech Ltd", "December 2024 - June 2025"),
        ("Umbrella Ltd", "April 2024 - November 2024"),
    ]
    plain = english(*(f"Engineer, {company}\n{dates}" for company, dates in jobs))
    fixed = english(*(f"Engineer, {company} (fixed-term contract)\n{dates}" for company, dates in jobs))

    assert "job_hopping" in kinds(plain)
    assert "job_hopping" not in kinds(fixed)


def test_tenure_and_management_from_the_text() -> None:
    found = read(
        english(
            "Team Lead, Acme Ltd\nJanuary 2020 - December 2023\n- Led a team of six engineers",
            "Engineer, Globex Ltd\nJanuary 2016 - December 2019",
        )
    )

    assert found.average_tenure_months == 48
    assert found.management
    assert found.total_experience_months == 96
