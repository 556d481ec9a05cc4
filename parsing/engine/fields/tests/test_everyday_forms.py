"""Resumes as people write them in a word processor: numbered employers, school boards, mailboxes, short forms."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume

HEAD = "Ann Lee\nann@example.com\n\n"


def parse(text: str, head: str = HEAD) -> Resume:
    return pipeline.parse(f"{head}{text}\n".encode(), filename="resume.txt", today=date(2026, 11, 1)).resume


def value(found: object) -> object:
    return getattr(found, "value", None)


def studies(text: str) -> list[tuple[object, object, object]]:
    return [(value(study.degree), value(study.field), value(study.institution)) for study in parse(text).education]


def jobs(text: str) -> list[tuple[object, object, object]]:
    return [
        (value(job.title), value(job.company), job.location.value.text if job.location else None)
        for job in parse(text).experience
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Education\nB.E. Mechanical from Acme University in 2014 with 62%\n"
            "H.S.C from Maharashtra Board in 2010 with 71%",
            [("B.E.", "Mechanical", "Acme University"), ("H.S.C", None, "Maharashtra Board")],
        ),
        (
            "Educational Background\n2010 - 2013: Acme Girls High School\nKenya Certificate of Secondary Education",
            [("Kenya Certificate of Secondary Education", None, "Acme Girls High School")],
        ),
        (
            "Образование\n2005-2007 Уральский университет, экономический факультет, специальность: менеджмент",
            [(None, "менеджмент", "Уральский университет")],
        ),
        (
            "Wykształcenie\n2007 - 2012 Uniwersytet Rzeszowski\nkierunek Finanse i rachunkowość, studia magisterskie",
            [("studia magisterskie", "Finanse i rachunkowość", "Uniwersytet Rzeszowski")],
        ),
        (
            "Opleidingen\n1980 - 1984  MAVO, De Marke, Deventer (diploma)\n"
            "1984 - 1988  MTS Werktuigbouwkunde, Deventer",
            [("MTS", "Werktuigbouwkunde", None), ("MAVO", None, "De Marke")],
        ),
        (
            "Eğitim Bilgileri\n2012 – 2016 Erciyes Üniversitesi İktisadi ve İdari Bilimler Fakültesi İşletme Bölümü\n"
            "2008 – 2012 Kayseri Lisesi\n"
            "İş Deneyimi\n2019 – Halen: Örnek Mobilya A.Ş. – İnsan Kaynakları Uzman Yardımcısı",
            [(None, "İşletme", "Erciyes Üniversitesi"), (None, None, "Kayseri Lisesi")],
        ),
        (
            "Istruzione\nDiploma di Perito Elettrotecnico conseguito presso l'Istituto Galilei di Arezzo "
            "nell'a.s. 2004/2005",
            [("Diploma di Perito", "Elettrotecnico", "Istituto Galilei di Arezzo")],
        ),
        (
            "Vzdělání\n2001–2007 ČVUT v Praze, Fakulta strojní, obor Technika životního prostředí – Ing.",
            [("Ing.", "Technika životního prostředí", "ČVUT v Praze")],
        ),
    ],
)
def test_studies_behind_words_for_them(text: str, expected: list[tuple[object, object, object]]) -> None:
    assert studies(text) == expected


def test_a_roman_number_of_a_school_is_no_month() -> None:
    (study,) = parse("Wykształcenie\n2003 – 2007 II Liceum Ogólnokształcące w Rzeszowie").education

    assert study.dates is not None
    assert (study.dates.value.end, study.dates.value.raw) == (type(study.dates.value.end)(2007), "2003 – 2007")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Work Experience\n1. Organization: Acme Solutions\n   Designation: Analyst\n"
            "   Period: Sept 2012 - Dec 2015\n"
            "2. Organization: Apex Limited\n   Designation: Technology Lead\n   Period: Jan 2016 - Till Date",
            [("Technology Lead", "Apex Limited", None), ("Analyst", "Acme Solutions", None)],
        ),
        (
            "Werkervaring\n1997 - 2009  Werkvoorbereider bij Acme BV te Deventer",
            [("Werkvoorbereider", "Acme BV", "Deventer")],
        ),
        (
            "Expérience professionnelle\nOct. 2016 à août 2019 : Technicien – Acme SA, Albi\n• Entretien\n"
            "Fév. à sept. 2016 : Agent de maintenance – Apex SA, Castres",
            [("Technicien", "Acme SA", "Albi"), ("Agent de maintenance", "Apex SA", "Castres")],
        ),
        (
            "Employment\n2021 – 2023: Barista, Acme Coffee, Stockport\n"
            "Summer 2020: waitress (seasonal), The Bulls Head, Stockport\n2018: cleaner, Apex Leisure Centre",
            [
                ("Barista", "Acme Coffee", "Stockport"),
                ("waitress", "The Bulls Head", "Stockport"),
                ("cleaner", "Apex Leisure Centre", None),
            ],
        ),
        (
            "Praxe\n10/2007–3/2015 – Acme Strojírenská a.s.\npozice: konstruktér\n2005 – brigáda, Budvar",
            [("konstruktér", "Acme Strojírenská a.s.", None), ("brigáda", "Budvar", None)],
        ),
        (
            "Employment\n- 2021 – 2023: Barista, Acme Coffee\n- Summer 2020: Waitress, Apex Inn",
            [("Barista", "Acme Coffee", None), ("Waitress", "Apex Inn", None)],
        ),
    ],
)
def test_jobs_behind_numbers_and_small_words(text: str, expected: list[tuple[object, object, object]]) -> None:
    assert jobs(text) == expected


def test_a_nickname_in_quotes_stands_in_the_name() -> None:
    resume = parse(
        "Experience\nManager, Acme Ltd, 2015 - 2019", 'Jonathan "Jon" Reyes, PMP\nSan Antonio, TX | jon@example.com\n\n'
    )

    assert value(resume.name) == 'Jonathan "Jon" Reyes'


def test_a_mailbox_is_no_telephone_number() -> None:
    resume = parse("", "Grace Mwangi\nPostal Address: P.O. Box 455-00100, Nairobi\nCell phone: 0722 555 018\n\n")

    assert [phone.value.text for phone in resume.phones] == ["0722 555 018"]


def test_languages_of_africa_are_languages() -> None:
    resume = parse("Languages\nEnglish, Kiswahili, Kikuyu, Luganda")

    assert [language.code for language in resume.languages] == ["en", "sw", "ki", "lg"]


def test_software_of_a_house_whose_short_name_is_a_degree_is_no_study() -> None:
    resume = parse(
        "Education\n2014 - 2018: Acme University\nBachelor of Commerce\nPackages - Ms Word, Ms Excel, Ms Access"
    )

    assert [value(study.degree) for study in resume.education] == ["Bachelor of Commerce"]


def test_certificates_among_studies_are_certificates() -> None:
    resume = parse(
        "Education & Certifications\nB.S., Construction Science, Acme University (2006)\n"
        "Project Management Professional (PMP), PMI, 2012\nOSHA 30-Hour\nRN License, State of North Carolina, exp. 2021"
    )

    assert len(resume.education) == 1
    assert [value(certificate.name) for certificate in resume.certifications] == [
        "Project Management Professional (PMP)",
        "OSHA 30-Hour",
        "RN License",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Technical Skills\nDatabases: Oracle 10g, MySQL", ["Oracle 10g", "MySQL"]),
        (
            "Technical Skills\nOperating System\t: Windows XP, Linux\nOffice Tools\t: MS Word",
            ["Windows XP", "Linux", "MS Word"],
        ),
    ],
)
def test_labels_of_groups_are_no_skills(text: str, expected: list[str]) -> None:
    assert [skill.name.value for skill in parse(text).skills if skill.listed] == expected


def test_the_code_of_a_province_is_no_skill() -> None:
    resume = parse("Esperienze lavorative\n2006 - 2010  Operaio addetto alle macchine, Acme S.p.A., Rigutino (AR)")

    assert "AR" not in [skill.name.value for skill in resume.skills]


def test_a_licence_to_drive_is_no_certificate() -> None:
    resume = parse(
        "Istruzione\n2004 - 2005  Diploma di Perito, Istituto Galilei", "Ann Lee\nPatente: A e B, automunita\n\n"
    )

    assert (value(resume.driving_license), resume.certifications) == ("A e B", ())


def test_an_address_with_a_full_stop_is_no_summary() -> None:
    resume = parse(
        "Munkatapasztalat\n2014 - 2017: Acme Zrt., titkár",
        "Szabó Eszter\nLakcím: 4026 Debrecen, Bethlen u. 14. II/5.\n\n",
    )

    assert resume.summary is None


def test_a_form_of_japan_tells_schools_and_employers_in_one_list() -> None:
    resume = parse(
        "学歴・職歴\n平成16年4月　明治大学 経営学部　入学\n平成20年3月　明治大学 経営学部　卒業\n"
        "平成20年4月　株式会社横浜フーズ　入社\n　　　　　　　営業部配属\n平成27年9月　一身上の都合により退職\n"
        "平成27年10月　東日本物流株式会社　入社\n　　　　　　　現在に至る",
        "履歴書\n氏名　佐藤 健一（さとう けんいち）\n電話　045-555-0123\n\n",
    )

    assert value(resume.name) == "佐藤 健一"
    assert [value(study.institution) for study in resume.education] == ["明治大学"]
    assert [value(job.company) for job in resume.experience] == ["東日本物流株式会社", "株式会社横浜フーズ"]


def test_two_dated_rows_of_certificates_are_no_period() -> None:
    resume = parse(
        "자격증\n2015.11  일반기계기사 (한국산업인력공단)\n2018.06  TOEIC 885점", "김지훈\n연락처: 010-5555-0123\n\n"
    )

    assert [value(certificate.name) for certificate in resume.certifications] == [
        "일반기계기사 (한국산업인력공단)",
        "TOEIC 885점",
    ]


def test_summers_of_two_years_begin_a_job() -> None:
    text = "Arbeidserfaring:\n2013-2017 Prosjektingeniør, Acme AS\nSommer 2010 og 2011 Sommervikar, Statens vegvesen"

    assert jobs(text) == [("Prosjektingeniør", "Acme AS", None), ("Sommervikar", "Statens vegvesen", None)]


def test_a_grade_keeps_the_bracket_that_it_opened() -> None:
    (study,) = parse(
        "ΣΠΟΥΔΕΣ\n2005-2010: Πτυχίο Οικονομικών, Πανεπιστήμιο Μακεδονίας, βαθμός 7,4 (Λίαν Καλώς)"
    ).education

    assert value(study.grade) == "7,4 (Λίαν Καλώς)"


def test_a_line_in_capitals_below_jobs_opens_a_section_where_all_headings_are_in_capitals() -> None:
    resume = parse(
        "EDUCATION\nBSc Physics, Acme University, 2016\n\nEXPERIENCE\nClerk, Acme Ltd, London, 2019 - 2021\n"
        "Filed things\n\n"
        "SKILLS: AutoCAD, SolidWorks, report writing\nHOBBIES: Football, reading\n\nREFEREES\nOn request"
    )

    assert [skill.name.value for skill in resume.skills if skill.listed] == ["AutoCAD", "SolidWorks", "report writing"]
    assert [value(interest) for interest in resume.interests] == ["Football", "reading"]
    assert value(resume.experience[0].description) == "Filed things"


def test_a_nationality_tells_where_a_number_is_from() -> None:
    resume = parse(
        "",
        "Thandi Nkosi\nNationality: South African\n"
        "Address: 45 Long Street, Smallville, 1475\nContact number: 073 555 0123\n\n",
    )

    assert [phone.value.e164 for phone in resume.phones] == ["+27735550123"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Education\n2001 – 2007: Leaving Certificate, 485 points\nColáiste Chríost Rí, Cork",
            [("Leaving Certificate", None, "Coláiste Chríost Rí")],
        ),
        (
            "Education\nUniversity of Sheffield — MComp Computer Science, First\n2009 to 2013",
            [("MComp", "Computer Science", "University of Sheffield")],
        ),
        (
            "Education\n2012 – 2016  Foreign Trade University – City Campus\nMajor: Business Economics",
            [(None, "Business Economics", "Foreign Trade University")],
        ),
    ],
)
def test_studies_without_what_stands_beside(text: str, expected: list[tuple[object, object, object]]) -> None:
    assert studies(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Work Experience\n1- Acme Construction  from Sept. 2015 till now\nSite Engineer\n"
            "2- Apex Contractors  from Aug. 2012 to Aug. 2015\nSite Engineer",
            [("Site Engineer", "Acme Construction", None), ("Site Engineer", "Apex Contractors", None)],
        ),
        (
            "Experience\nAcme Alliance, Chicago, IL  06/2014 – Present\n"
            "Office Manager (promoted from Administrative Assistant, 03/2017)\n- Managed four",
            [("Office Manager", "Acme Alliance", "Chicago, IL")],
        ),
    ],
)
def test_jobs_without_what_stands_beside(text: str, expected: list[tuple[object, object, object]]) -> None:
    assert jobs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Schule / Zivildienst\n2003 – 2008  Hochschule Rosenheim, Studiengang Maschinenbau\n"
            "Abschluss: Dipl.-Ing. (FH)\n"
            "2002  Allgemeine Fachhochschulreife, FOS Rosenheim",
            [
                ("Dipl.-Ing. (FH)", "Maschinenbau", "Hochschule Rosenheim"),
                ("Allgemeine Fachhochschulreife", None, "FOS Rosenheim"),
            ],
        ),
        (
            "Estudios\nUniversitario: Contador Público – UBA, Facultad de Ciencias Económicas (en curso)\n"
            "Secundario: Bachiller en Economía – Escuela Normal N° 4 (2014)",
            [("Contador Público", None, "UBA"), ("Bachiller", "Economía", "Escuela Normal N° 4")],
        ),
        (
            "Formación académica\nPosgrado: Especialización en Logística Integral – Universidad Acme – 2018",
            [("Especialización", "Logística Integral", "Universidad Acme")],
        ),
        (
            "Istruzione e formazione\n• Date (da – a)\t2004 – 2008\n"
            "• Nome e tipo di istituto di istruzione\tUniversità degli Studi di Napoli\n"
            "• Qualifica conseguita\tLaurea in Fisioterapia",
            [("Laurea", "Fisioterapia", "Università degli Studi di Napoli")],
        ),
        (
            "Formação académica\n2007-2010 – 12.º ano, curso de Economia, Escola Secundária Garcia de Orta",
            [("12.º ano", "curso de Economia", "Escola Secundária Garcia de Orta")],
        ),
    ],
)
def test_studies_behind_levels_and_in_forms(text: str, expected: list[tuple[object, object, object]]) -> None:
    assert studies(text) == expected


def test_an_employer_behind_a_contraction_is_one() -> None:
    text = "Experiência profissional\nDe 09/2014 a 04/2017 – Assistente administrativo na Sonae MC, Maia"

    assert jobs(text) == [("Assistente administrativo", "Sonae MC", "Maia")]


def test_a_heading_is_read_in_the_language_of_the_document() -> None:
    resume = parse(
        "Parcours professionnel\nStagiaire communication, Radio Acme, Paris — janv.-juin 2018\n"
        "Assistante communication, Mairie de Montreuil — septembre 2018 / février 2021\n\n"
        "Formation\n2018 Master Communication publique, Université de Paris\n\n"
        "Engagements\nBénévole à la Croix-Rouge depuis 2016"
    )

    assert (len(resume.experience), len(resume.volunteering)) == (2, 1)
