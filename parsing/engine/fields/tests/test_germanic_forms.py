"""Habits of resumes in German, Dutch and the Nordic languages, each in a plain text."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume


def parse(text: str) -> Resume:
    return pipeline.parse(f"{text}\n".encode(), filename="resume.txt", today=date(2026, 11, 1)).resume


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("CV Bart Claes", "Bart Claes"),
        ("Lebenslauf Jens Petersen", "Jens Petersen"),
        ("Curriculum Vitae Anna de Boer", "Anna de Boer"),
        ("LEBENSLAUF INGE KURZ", "INGE KURZ"),
    ],
)
def test_the_name_behind_what_the_document_calls_itself(title: str, name: str) -> None:
    resume = parse(
        f"{title}\nDorpsplein 2, 3500 Hasselt\nperson@example.be\n\nErvaring\n2016 tot heden: Bakker, Ovens nv"
    )
    assert resume.name is not None
    assert resume.name.value == name


@pytest.mark.parametrize(
    "closing",
    [
        "Ulm, 01.11.2026\nAnna Kurz",
        "Ulm, den 1. November 2026",
        "Ulm, den 01.11.2026   Unterschrift",
        "Neustadt, 01.11.2026\n\nAnna Kurz",
    ],
)
@pytest.mark.parametrize("heading", ["Interessen\nRudern", "Ausbildung\n2001 - 2010 Gymnasium Ulm, Abitur"])
def test_town_date_and_name_at_the_end_are_of_no_section(heading: str, closing: str) -> None:
    head = "Anna Kurz\nGasse 1, 89073 Ulm\nanna@example.de\n\n"
    signed, bare = parse(f"{head}{heading}\n\n{closing}"), parse(f"{head}{heading}")
    assert [item.value for item in signed.interests] == [item.value for item in bare.interests]
    assert len(signed.education) == len(bare.education)


def test_a_dated_last_entry_is_no_signature() -> None:
    head = "Anna Kurz\nGasse 1, 89073 Ulm\nanna@example.de\n\nAusbildung\n"
    assert len(parse(f"{head}2001 - 2010 Realschule Ulm\nAbitur, Gymnasium Kiel, 12.06.2013").education) == 2


@pytest.mark.parametrize(
    ("studies", "heading"),
    [
        ("Ausbildung\n2001 - 2010  Realschule Ulm, Mittlere Reife", "Sonstiges:"),
        ("Opleiding\n2001 - 2010  Lyceum Breda, VWO", "Overig"),
        ("Utbildning\n2001 - 2010  Fyrisskolan, Uppsala", "Övrigt"),
        ("Uddannelse\n2001 - 2010  HHX, Aarhus Købmandsskole", "Andet"),
        ("Utdanning\n2001 - 2010  Allmennfag, Elvebakken vgs", "Annet"),
    ],
)
def test_what_is_left_has_a_heading(studies: str, heading: str) -> None:
    resume = parse(f"Anna Kurz\nanna@example.com\n\n{studies}\n\n{heading}\nGabelstapler (2023)")
    assert len(resume.education) == 1
