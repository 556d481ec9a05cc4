"""Forms that resumes in French, Spanish, Italian, Portuguese and Romanian take, each in a plain text."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume

HEADS = {"fr": "EXPÉRIENCES PROFESSIONNELLES", "es": "EXPERIENCIA LABORAL", "en": "WORK EXPERIENCE"}


def parse(text: str) -> Resume:
    return pipeline.parse(f"{text}\n".encode(), filename="cv.txt", today=date(2026, 11, 1)).resume


def value(found: object) -> object:
    return getattr(found, "value", None)


def jobs(language: str, text: str) -> list[tuple[object, ...]]:
    read = parse(f"Paule Martin\npaule@example.org\n\n{HEADS[language]}\n\n{text}").experience
    return [
        (
            value(job.title),
            value(job.company),
            job.dates and job.dates.value.start and job.dates.value.start.year,
            len(job.bullets),
        )
        for job in read
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (  # "Missions" heads sections of consultants; here it stands before what was done in a job
            "fr",
            "Du 01/03/2016 à ce jour : Cheffe de produit chez SARL Numa, Alger\nMissions :\n* Budget\n* Salons\n"
            "Du 15/09/2012 au 28/02/2016 : Commerciale chez SARL Djur\nMissions :\n* Prospection",
            [("Cheffe de produit", "SARL Numa", 2016, 2), ("Commerciale", "SARL Djur", 2012, 1)],
        ),
        (
            "fr",
            "Depuis janvier 2018 : Comptable, Verger SA\n- Paie\n"
            "D'octobre 2014 à décembre 2017 : Chargée du suivi de la paie au sein de la société Pommier\n- Heures",
            [("Comptable", "Verger SA", 2018, 1), ("Chargée du suivi de la paie", "Pommier", 2014, 1)],
        ),
        (
            "fr",
            "Conductrice de travaux – Bouvier TP, Nantes\nJanvier 2021 – aujourd'hui (3 ans et 10 mois)\n- Suivi\n\n"
            "Ingénieure travaux – Stage de fin d'études – Groupe Leroy, Rennes\nFévrier – août 2020 (6 mois)\n- P\n\n"
            "Stage ouvrier – Maçonnerie Guédon\nJuillet 2018",
            [
                ("Conductrice de travaux", "Bouvier TP", 2021, 1),
                ("Ingénieure travaux – Stage de fin d'études", "Groupe Leroy", 2020, 1),
                ("Stage ouvrier", "Maçonnerie Guédon", 2018, 0),
            ],
        ),
        (
            "es",
            "IBERTEL SOLUCIONES, S.A.\nEmpresa dedicada a la integración de redes con más de 3.000 empleados.\n"
            "Jefe de proyecto (enero 2020 - actualidad)\n· Obra\nIngeniero de redes (2016 - 2019)\n· Diseño",
            [
                ("Jefe de proyecto", "IBERTEL SOLUCIONES, S.A.", 2020, 1),
                ("Ingeniero de redes", "IBERTEL SOLUCIONES, S.A.", 2016, 1),
            ],
        ),
        (
            "en",
            "Northwind Labs\nA company that builds tools for small hospitals in the Midwest.\n"
            "Senior Engineer (January 2020 - Present)\n- Built the billing service\n\n"
            "Harbor Tech\nA firm with 200 people across three offices in the north.\n"
            "Software Engineer (2016 - 2019)\n- Built reports",
            [("Senior Engineer", "Northwind Labs", 2020, 1), ("Software Engineer", "Harbor Tech", 2016, 1)],
        ),
    ],
)
def test_jobs(language: str, text: str, expected: list[tuple[object, ...]]) -> None:
    assert jobs(language, text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Téléphone : (+226) 70 12 34 56 / 76 98 76 54", ["(+226) 70 12 34 56", "76 98 76 54"]),
        ("Tél. 06 12 34 56 78/ 01 45 67 89 10", ["06 12 34 56 78", "01 45 67 89 10"]),
        ("GSM 0475/12.34.56", ["0475/12.34.56"]),
        ("DNI 38.456.123 | CUIL 27-38456123-4\nCABA | 11 5566-7788", ["11 5566-7788"]),
        ("RUT  : 17.654.321-0\nTeléfono  : +56 9 7654 3210", ["+56 9 7654 3210"]),
        ("C.C. 1.020.345.678 de Medellín\nCel: 300 456 7890", ["300 456 7890"]),
    ],
)
def test_phones(lines: str, expected: list[str]) -> None:
    read = parse(f"Luisa Rojas\n{lines}\nluisa@example.org\n\nEXPERIENCIA LABORAL\n2019 - 2021  Cajera, Acme S.A.")
    assert [phone.value.text for phone in read.phones] == expected
