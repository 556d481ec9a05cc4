"""Forms in which job boards and profile sites export resumes, each in a plain text."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume

HEAD = "Ann Lee\nann@example.com\n\n"


def parse(text: str, *, head: str = HEAD) -> Resume:
    return pipeline.parse(f"{head}{text}\n".encode(), filename="resume.txt", today=date(2026, 11, 1)).resume


def value(found: object) -> object:
    return getattr(found, "value", None)


def studies(text: str) -> list[tuple[object, ...]]:
    return [
        (value(study.degree), value(study.field), value(study.institution), str(study.dates.value.raw))
        for study in parse(f"Education\n{text}").education
        if study.dates is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Leeds College\nMaster of Arts - MA, Economics \u00b7 (2014 - 2018)",
            [("Master of Arts - MA", "Economics", "Leeds College", "2014 - 2018")],
        ),
        (
            "Delft Institute\nBachelor of Technology - BTech, Mechanics \u00b7 (2006 - 2010)",
            [("Bachelor of Technology - BTech", "Mechanics", "Delft Institute", "2006 - 2010")],
        ),
        (
            'M.A. Sociology, University of Leeds, 2022. Thesis: "Work and its discontents"\n'
            "B.A. Spanish, Macalester College, 2019",
            [
                ("M.A.", "Sociology", "University of Leeds", "2022"),
                ("B.A.", "Spanish", "Macalester College", "2019"),
            ],
        ),
        (
            "Ph.D. Candidate in Sociology, University of Leeds, 2021",
            [("Ph.D. Candidate", "Sociology", "University of Leeds", "2021")],
        ),
        (
            "Doctor of Pharmacy (Pharm.D.), University of Iowa, 2015",
            [("Doctor of Pharmacy (Pharm.D.)", None, "University of Iowa", "2015")],
        ),
        (
            "NUI Galway \u2013 B.Comm (2019 \u2013 2023), 2.1\n"
            "Presentation College \u2013 Leaving Certificate 2019 (490 points)",
            [("B.Comm", None, "NUI Galway", "2019 \u2013 2023"),
             ("Leaving Certificate", None, "Presentation College", "2019")],
        ),
        (
            "MBA : Finance 2010 University of Leeds - Leeds , UK\n"
            "Bachelor of Science : Accounting 2002 Husson University - Bangor , ME",
            [("MBA", "Finance", "University of Leeds", "2010"),
             ("Bachelor of Science", "Accounting", "Husson University", "2002")],
        ),
    ],
)  # fmt: skip
def test_studies_as_profile_sites_write_them(text, expected):
    assert studies(text) == expected


def test_a_certificate_below_a_degree_is_no_field():
    (_, second) = parse(
        "Education\nMaster of Arts (MA), Marketing \u2013 DePaul University, Chicago, IL\n"
        "Bachelor of Arts (BA), Communications \u2013 University of Illinois, Urbana, IL\nHubSpot Inbound Certified"
    ).education

    assert (value(second.field), value(second.institution)) == ("Communications", "University of Illinois")


def test_a_short_sentence_below_the_name_is_the_summary():
    resume = parse(
        "Skills\nPython, SQL", head="Ann Lee\nann@example.com\nMarketing leader growing brands for a decade.\n"
    )

    assert value(resume.summary) == "Marketing leader growing brands for a decade."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Proficient in Microsoft Word, Excel, and PowerPoint", ["Microsoft Word", "Excel", "PowerPoint"]),
        (
            "Payroll\nExcellent written and verbal communication skills",
            ["Payroll", "Excellent written and verbal communication skills"],
        ),
        ("Payroll\nFluent in Spanish", ["Payroll"]),
        (
            "Payroll\n\nADDITIONAL INFORMATION\n\nTechnical Skills\n\nhttps://example.com/r/ann-lee\n\n- Python\n- SQL",
            ["Payroll", "Python", "SQL"],
        ),
    ],
)
def test_skills_as_they_are_said(text, expected):
    assert [value(skill.name) for skill in parse(f"Skills\n{text}").skills if skill.listed] == expected


def test_a_language_behind_its_level_among_skills_is_spoken():
    (spoken,) = parse("Skills\nPayroll\nFluent in Spanish").languages

    assert (value(spoken.language), spoken.proficiency) == ("Spanish", "fluent")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Data Analytics Certificate\nCoursera\nIssued Jun 2022 \u00b7 No Expiration Date\nCredential ID ABC12\n\n"
            "Cloud Practitioner\nAcme Web Services\nIssued May 2021 \u00b7 Expires May 2024\nCredential ID 99123",
            [("Data Analytics Certificate", "Coursera"), ("Cloud Practitioner", "Acme Web Services")],
        ),
        (
            "PMP, Project Management Institute, 2019\nCertified Developer (2021)\nSix Sigma Green Belt\nCPR, 2024",
            [("PMP", "Project Management Institute"), ("Certified Developer", None), ("Six Sigma Green Belt", None),
             ("CPR", None)],
        ),
        (
            "ServSafe Manager (exp. 2028)\nACF Certified Executive Chef",
            [("ServSafe Manager", None), ("ACF Certified Executive Chef", None)],
        ),
    ],
)  # fmt: skip
def test_certificates_line_by_line(text, expected):
    found = [(value(one.name), one.issuer) for one in parse(f"Certifications\n{text}").certifications]

    assert found == expected


def test_the_date_below_an_award_is_part_of_it():
    found = [value(award) for award in parse("Awards\nStar Performer\nMarch 2018\nEmployee of the quarter").awards]

    assert found == ["Star Performer March 2018", "Employee of the quarter"]


def test_a_remark_behind_a_year_leaves_its_job_alone():
    jobs = parse("Experience\nEngineer, Acme Corp, 2019 (contract)\nDeveloper, Initech, 2017-2018 (remote)").experience

    assert [(value(job.title), value(job.company)) for job in jobs] == [
        ("Engineer", "Acme Corp"),
        ("Developer", "Initech"),
    ]


@pytest.mark.parametrize("number", ["(555) 555-0134", "555-555-0134"])
def test_a_number_set_as_in_america_is_of_no_other_country(number):
    (phone,) = parse("Skills\nPython, SQL", head=f"Ann Lee\n{number} | San Antonio, TX\n\n").phones

    assert phone.value.e164 == "+15555550134"


def test_roles_with_departments_below_one_employer_say_nothing_of_the_next():
    found = parse(
        "Experience\n\nGLOBALTEL COMMUNICATIONS, Plano, TX    2010 - Present\n"
        "Senior Program Manager, Network Transformation (2016 - Present)\n* Delivered 14 markets\n"
        "Program Manager, Billing Systems (2010 - 2016)\n* Consolidated 7 platforms\n\n"
        "FIRST HARBOR BANK, Dallas, TX    2004 - 2010\nProject Manager, Online Banking\n* Launched deposits"
    ).experience

    assert [(value(job.title), value(job.company)) for job in found] == [
        ("Senior Program Manager, Network Transformation", "GLOBALTEL COMMUNICATIONS"),
        ("Program Manager, Billing Systems", "GLOBALTEL COMMUNICATIONS"),
        ("Project Manager, Online Banking", "FIRST HARBOR BANK"),
    ]


@pytest.mark.parametrize("school", ["UC Irvine", "Penn State", "Haverford"])
def test_the_subject_behind_a_degree_is_no_school(school):
    (study,) = parse(f"Education\n{school} | B.A. Economics | 2014\u20132018").education

    assert (value(study.degree), value(study.field), value(study.institution)) == ("B.A.", "Economics", school)


def test_a_town_before_the_code_of_its_state_is_in_america():
    (phone,) = parse("Skills\nPython, SQL", head="Ann Lee\nann@example.com / 917 555 0142 / Brooklyn NY\n\n").phones

    assert phone.value.e164 == "+19175550142"


def test_what_jobs_under_no_heading_tell_is_no_summary():
    resume = parse(
        "2022\u2014Now\nArt Director, Field Notes Agency, New York\nLead creative for three of the big accounts.\n\n"
        "2019\u201422\nSenior Designer, Studio Ampersand, New York",
        head="Ann Lee / Art Director\nann@example.com\n\n",
    )

    assert resume.summary is None


def test_skills_between_signs_below_the_name_are_listed():
    resume = parse("Experience\nDeveloper, Acme Corp, 2010 - 2012", head="Ann Lee\nReact | Node.js | AWS\n\n")

    assert [value(skill.name) for skill in resume.skills if skill.listed] == ["React", "Node.js", "AWS"]
    assert resume.location is None
