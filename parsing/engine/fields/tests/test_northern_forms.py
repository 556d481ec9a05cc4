"""Forms of resumes in Germany, the Low Countries and the north of Europe, each in a plain text."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume

HEAD = "Max Feldkamp\nHauptstraße 7 · 12345 Musterstadt\nmax.feldkamp@example.org\n\n"
WORK = "Berufserfahrung\n03/2015 – heute Servicetechniker, Wärme & Wasser AG, Oldenburg\n\n"
SIGNED = (
    "Ausbildung\n2009 – 2012 Ausbildung zum Anlagenmechaniker, Handwerkskammer Bremen",
    "Weiterbildung\n2017 Schweißerprüfung nach DIN EN 287",
    "Hobbys\nFußball, Lesen",
)


def parse(text: str, *, head: str = HEAD) -> Resume:
    return pipeline.parse(f"{head}{text}\n".encode(), filename="resume.txt", today=date(2026, 11, 1)).resume


def value(found: object) -> object:
    return getattr(found, "value", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Berufserfahrung\n\n03/2015 – 02/2019\nAnlagenmechaniker\nbei Rohrbau Nord GmbH, Bremen\n• Montage\n\n"
            "09/2019 – heute\nServicetechniker\nbei der Firma Wärme & Wasser AG, Oldenburg\n• Kundendienst",
            [("Servicetechniker", "Wärme & Wasser AG"), ("Anlagenmechaniker", "Rohrbau Nord GmbH")],
        ),
        (
            "Erhvervserfaring\n\n2015 – 2019\nProjektleder\nhos Vestas Byg A/S, Aarhus\n• Ansvarlig for byggeri",
            [("Projektleder", "Vestas Byg A/S")],
        ),
        (
            "Berufserfahrung\n\n03/2015 – heute\nAnlagenmechaniker, Rohrbau Nord GmbH\nMontage von Heizungsanlagen\n"
            "bei Kunden im Großraum Bremen",
            [("Anlagenmechaniker", "Rohrbau Nord GmbH")],
        ),
        (
            "Berufserfahrung\n\nAnlagenmechaniker\nbei der Rohrbau Nord GmbH, Bremen\n03/2015 – heute\n• Montage",
            [("Anlagenmechaniker", "Rohrbau Nord GmbH")],
        ),
        ("Berufserfahrung\nseit 09/2020 Glasmeister bei Carglass GmbH, Köln", [("Glasmeister", "Carglass GmbH")]),
        ("Praktika\n06/2007 – 08/2007 Praktikum bei Autohaus Schmitz, Bremen", [("Praktikum", "Autohaus Schmitz")]),
        ("Berufserfahrung\n2007   Präsenzdienst, Kaserne Straß", [("Präsenzdienst", "Kaserne Straß")]),
    ],
)
def test_employers_stand_below_titles_behind_a_small_word(text: str, expected: list[object]) -> None:
    assert [(value(job.title), value(job.company)) for job in parse(text).experience] == expected


@pytest.mark.parametrize("section", SIGNED)
@pytest.mark.parametrize(
    "signature",
    [
        "Musterstadt, 12.10.2026",
        "Bremen, den 12. Oktober 2026\nMax Feldkamp",
        "Bremen, 12.10.2026   Max Feldkamp",
        "Bremen, im Oktober 2026",
    ],
)
def test_place_and_day_that_sign_a_resume_belong_to_no_section(section: str, signature: str) -> None:
    plain, signed = parse(f"{WORK}{section}"), parse(f"{WORK}{section}\n\n{signature}")

    assert [value(study.institution) for study in signed.education] == [
        value(study.institution) for study in plain.education
    ]
    assert [value(each.name) for each in signed.certifications] == [value(each.name) for each in plain.certifications]
    assert [value(each) for each in signed.interests] == [value(each) for each in plain.interests]


def test_a_town_and_a_day_earlier_than_what_is_above_sign_nothing() -> None:
    signed = parse(f"{WORK}Weiterbildung\n2017 Schweißerprüfung\nBremen, 12.10.2016")

    assert any("12.10.2016" in text for text in signed.unassigned_text) or len(signed.certifications) > 1


def test_further_trainings_head_a_section() -> None:
    read = parse(
        "Berufserfahrung\n2016 – 2018 Pfleger, Spital Uster\n\nAus- und Weiterbildungen\n2002 – 2005 Matura, Lyzeum"
    )

    assert len(read.experience) == len(read.education) == 1
