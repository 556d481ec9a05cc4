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
        (
            "es",
            "Marzo 2016 - Junio 2018\nEnfermera. Clínica Arcos (Sevilla)\n\n"
            "Marzo 2014 - Junio 2014\nPrácticas. Ayuntamiento de Alcalá",
            [("Enfermera", "Clínica Arcos", 2016, 0), ("Prácticas", "Ayuntamiento de Alcalá", 2014, 0)],
        ),
        (
            "es",
            "- 2015 - 2019: Abogado, Bufete Lara\n- 2011 - 2014: Pasante, Bufete Soto\n- 2010: Becario, Juzgado Uno",
            [
                ("Abogado", "Bufete Lara", 2015, 0),
                ("Pasante", "Bufete Soto", 2011, 0),
                ("Becario", "Juzgado Uno", 2010, 0),
            ],
        ),
    ],
)
def test_jobs(language: str, text: str, expected: list[tuple[object, ...]]) -> None:
    assert jobs(language, text) == expected


def studies(heading: str, text: str) -> list[tuple[object, ...]]:
    read = parse(f"Paule Martin\npaule@example.org\n\n{heading}\n\n{text}").education
    return [
        (
            value(study.degree),
            value(study.institution),
            study.dates and study.dates.value.end and study.dates.value.end.year,
            value(study.grade),
        )
        for study in read
    ]


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (  # years in brackets before the grade date a study as those at the end do
            "FORMAZIONE",
            "Laurea in Informatica – Università degli Studi di Pavia (2012 – 2015), 104/110\n"
            "Maturità scientifica – Liceo Volta, Pavia (2012), 95/100",
            [
                ("Laurea", "Università degli Studi di Pavia", 2015, "104/110"),
                ("Maturità scientifica", "Liceo Volta", 2012, "95/100"),
            ],
        ),
        (
            "ÉDUCATION",
            "Licence Informatique – Université de Settat (2015 - 2018)\n"
            "Baccalauréat – Lycée Al Khawarizmi, Casablanca (2015) – Mention Très bien",
            [
                ("Licence", "Université de Settat", 2018, None),
                ("Baccalauréat", "Lycée Al Khawarizmi", 2015, "Mention Très bien"),
            ],
        ),
        (
            "FORMACIÓN",
            "- Ciclo Formativo de Grado Medio en Cocina, IES Calvià (2011-2013)\n"
            "- Graduado en E.S.O., IES Son Ferrer (2011)",
            [
                ("Ciclo Formativo de Grado Medio", "IES Calvià", 2013, None),
                ("Graduado en E.S.O.", "IES Son Ferrer", 2011, None),
            ],
        ),
        (  # a study under way has no dates; it is one more all the same
            "FORMACIÓN",
            "2018 - 2022 Licenciatura en Psicología, Universidad de Sevilla\n"
            "Actualmente cursando Máster en Neuropsicología, Universidad de Málaga\n"
            "2016 - 2018 Bachillerato, IES Los Remedios",
            [
                ("Licenciatura", "Universidad de Sevilla", 2022, None),
                ("Máster", "Universidad de Málaga", None, None),
                ("Bachillerato", "IES Los Remedios", 2018, None),
            ],
        ),
        (
            "FORMAÇÃO",
            "Técnico em Enfermagem - Senac Campinas - 2018/2019\nGraduação em Enfermagem - UNIP - em andamento",
            [("Técnico em Enfermagem", "Senac Campinas", 2019, None), ("Graduação", "UNIP", None, None)],
        ),
        (
            "FORMACIÓN",
            "Técnica en Enfermería  2016 – 2019\nInstituto Superior Daniel Carrión\n"
            "Bachiller en Enfermería (V ciclo, en curso)\nUniversidad Norbert Wiener",
            [
                ("Técnica en Enfermería", "Instituto Superior Daniel Carrión", 2019, None),
                ("Bachiller", "Universidad Norbert Wiener", None, None),
            ],
        ),
        (
            "FORMAÇÃO ACADÉMICA",
            "2003 – 2008\nMestrado Integrado em Engenharia Civil (média final de 14 valores)\nUniversidade de Coimbra",
            [("Mestrado Integrado", "Universidade de Coimbra", 2008, "14")],
        ),
        (
            "FORMACIÓN",
            "Secundaria: Bachiller Académico\nInstitución Educativa La Presentación\n2007",
            [("Bachiller", "Institución Educativa La Presentación", 2007, None)],
        ),
        (
            "FORMACIÓN",
            "Secundaria: Colegio San Martín, 2008 - 2011\nPrimaria: Escuela Benito Juárez, 2002 - 2008",
            [("Secundaria", "Colegio San Martín", 2011, None), ("Primaria", "Escuela Benito Juárez", 2008, None)],
        ),
        (  # many small words make no sentence of a degree below its dates
            "FORMAZIONE",
            "2019 – 2020\nMaster di I livello in Area critica\nUniversità degli Studi di Padova\n"
            "2011 – 2014\nLaurea in Economia e gestione delle imprese\nUniversità degli Studi di Verona",
            [
                ("Master di I livello", "Università degli Studi di Padova", 2020, None),
                ("Laurea", "Università degli Studi di Verona", 2014, None),
            ],
        ),
        ("FORMAZIONE", "2010 – Laurea magistrale in Diritto, Università di Pavia, 110 e lode",
         [("Laurea magistrale", "Università di Pavia", 2010, "110 e lode")]),
    ],
)  # fmt: skip
def test_studies(heading: str, text: str, expected: list[tuple[object, ...]]) -> None:
    assert studies(heading, text) == expected


def test_courses_and_languages() -> None:
    read = parse(
        "Marta Gil\nmarta@example.org\n\nFORMACIÓN COMPLEMENTARIA\n\n2019  Curso de Monitor (150 h). Junta de Soria\n"
        "2014  Curso de infografía (Photoshop, Illustrator), Academia Sol\n2013  Vacunación, 20h\n\n"
        "IDIOMAS E INFORMÁTICA\n\nInglés: B1\nExcel, SPSS\n\nOTROS DATOS DE INTERÉS\n\nDisponibilidad inmediata."
    )
    assert [(value(course.name), course.issuer) for course in read.certifications] == [
        ("Curso de Monitor (150 h)", "Junta de Soria"),
        ("Curso de infografía (Photoshop, Illustrator)", "Academia Sol"),
        ("Vacunación", None),
    ]
    assert [value(skill.name) for skill in read.skills][:2] == ["Excel", "SPSS"]
    assert not read.interests


def test_catalan() -> None:
    read = parse(
        "Jordi Ferrer i Vila\njordi@example.cat\n\nEXPERIÈNCIA PROFESSIONAL\n\n"
        "Des de setembre de 2018 fins a l'actualitat\nTècnic de manteniment. Indústries Besòs, S.A. (Badalona)\n\n"
        "De gener de 2014 a agost de 2018\nElectricista. Instal·lacions Maresme, S.L.\n\nFORMACIÓ ACADÈMICA\n\n"
        "2009-2011  Batxillerat, IES Poblenou\n\nIDIOMES\n\nCatalà: llengua materna\nAnglès: nivell mitjà"
    )
    assert [(value(job.title), value(job.company)) for job in read.experience] == [
        ("Tècnic de manteniment", "Indústries Besòs, S.A."),
        ("Electricista", "Instal·lacions Maresme, S.L."),
    ]
    assert [value(study.degree) for study in read.education] == ["Batxillerat"]
    assert [language.code for language in read.languages] == ["ca", "en"]


def test_languages_of_one_label_after_another() -> None:
    read = parse(
        "Rui Vaz\nrui@example.org\n\nCOMPETÊNCIAS PESSOAIS\n\nLíngua materna: Português\n"
        "Outras línguas: Inglês (C1), Francês (B1)\nCompetências digitais: AutoCAD, MS Project"
    )
    assert [value(language.language) for language in read.languages] == ["Português", "Inglês", "Francês"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Téléphone : (+226) 70 12 34 56 / 76 98 76 54", ["(+226) 70 12 34 56", "76 98 76 54"]),
        ("Tél. 06 12 34 56 78/ 01 45 67 89 10", ["06 12 34 56 78", "01 45 67 89 10"]),
        ("GSM 0475/12.34.56", ["0475/12.34.56"]),
        ("DNI 38.456.123 | CUIL 27-38456123-4\nCABA | 11 5566-7788", ["11 5566-7788"]),
        ("RUT  : 17.654.321-0\nTeléfono  : +56 9 7654 3210", ["+56 9 7654 3210"]),
        ("CPF: 123.456.789-00   RG: 12.345.678-9\n(11) 98765-4321", ["(11) 98765-4321"]),
        ("C.C. 1.020.345.678 de Medellín\nCel: 300 456 7890", ["300 456 7890"]),
    ],
)
def test_phones(lines: str, expected: list[str]) -> None:
    read = parse(f"Luisa Rojas\n{lines}\nluisa@example.org\n\nEXPERIENCIA LABORAL\n2019 - 2021  Cajera, Acme S.A.")
    assert [phone.value.text for phone in read.phones] == expected


@pytest.mark.parametrize(
    ("text", "degree", "field", "school"),
    [
        (
            "Formación\nGrado, Ingeniería Civil y Territorial\n"
            "Escuela Universitaria Politécnica de Teruel\n2006 - 2010",
            "Grado",
            "Ingeniería Civil y Territorial",
            "Escuela Universitaria Politécnica de Teruel",
        ),
        (
            "Formación\nGrado – Ingeniería Informática\nUniversidad de León\n2002 - 2006",
            "Grado",
            "Ingeniería Informática",
            "Universidad de León",
        ),
        (
            "Formación\nUniversidad de Vigo, Grado Ingeniería Mecánica\n2000 - 2002",
            "Grado",
            "Ingeniería Mecánica",
            "Universidad de Vigo",
        ),
        (
            "Formation\nLicence, Droit, économie et administration des entreprises\n"
            "Institut d’administration des entreprises de Lyon\n2005 - 2008",
            "Licence",
            "Droit, économie et administration des entreprises",
            "Institut d’administration des entreprises de Lyon",
        ),
    ],
)
def test_a_degree_whose_name_is_whole_before_its_field(text: str, degree: str, field: str, school: str) -> None:
    read = parse(f"Ana Ruiz\nana@example.org\n\n{text}")
    (study,) = read.education

    assert (value(study.degree), value(study.field), value(study.institution)) == (degree, field, school)
    assert read.driving_license is None


def test_an_employer_of_small_words_is_no_sentence() -> None:
    read = jobs(
        "fr", "Chargée de recrutement\nSociété d’aménagement des pays d’Auvergne\nmars 2012 - août 2017\n- Salons"
    )

    assert read == [("Chargée de recrutement", "Société d’aménagement des pays d’Auvergne", 2012, 1)]
