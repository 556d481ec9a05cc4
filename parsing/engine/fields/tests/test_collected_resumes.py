"""English resumes as collections and job boards hold them: trades, nurses, Indian boards, careers told in a row."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume

HEAD = "Ann Lee\nann@example.com\n\n"


def parse(text: str) -> Resume:
    return pipeline.parse(f"{HEAD}{text}\n".encode(), filename="resume.txt", today=date(2026, 11, 1)).resume


def value(found: object) -> object:
    return getattr(found, "value", None)


def jobs(text: str) -> list[tuple[object, object]]:
    return [(value(job.title), value(job.company)) for job in parse(text).experience]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Objective\nTo drive for a company that offers home time.\nDriving Experience\n"
            "Acme Haulers, Amarillo, TX\nLivestock Driver\n03/2018 to Present\nHaul cattle in four states\n"
            "Apex Express, Lubbock, TX\nDelivery Driver\n06/2011 to 02/2018\nRan all states with reefer trailers",
            [("Livestock Driver", "Acme Haulers"), ("Delivery Driver", "Apex Express")],
        ),
        (
            "Work Experience\nSince Apr'17 with Acme Components Ltd., Hosur as Manager - Finance & Accounts\nRole:\n"
            "- Finalising accounts\nJun'13 - Mar'17 with Apex Foods Pvt. Ltd., Coimbatore as Senior Accountant\nRole:\n"
            "- Managed receivables",
            [("Manager - Finance & Accounts", "Acme Components Ltd."), ("Senior Accountant", "Apex Foods Pvt. Ltd.")],
        ),
        (
            "Work Experience\nJune 2019 to present\nWorking with Acme Diagnostics, Pune as Lab Technician\n- Samples\n"
            "May 2016 to May 2019\nWorked with Apex Clinic, Pune as a Lab Assistant\n- Registration",
            [("Lab Technician", "Acme Diagnostics"), ("Lab Assistant", "Apex Clinic")],
        ),
        (
            "Experience\nSales Manager, Acme Ltd, Boulder, CO, 2008 - 2015\n- Managed nine reps\n"
            "Earlier career: Account Executive at Apex Partners; Sales Representative at Office\nHub",
            [
                ("Sales Manager", "Acme Ltd"),
                ("Account Executive", "Apex Partners"),
                ("Sales Representative", "Office Hub"),
            ],
        ),
        (
            "Experience\nSales Manager, Acme Ltd, Boulder, CO, 2008 - 2015\n- Managed nine reps\n"
            "EARLIER CAREER: Buyer, Apex Partners (2004-2008); Clerk, Office Hub (2001-2004)",
            [("Sales Manager", "Acme Ltd"), ("Buyer", "Apex Partners"), ("Clerk", "Office Hub")],
        ),
        (
            "Experience\nAcme Bank Plc \u2014 Lagos\nManager, Corporate Banking \u2014 Jan 2019 to Date\n- Sales\n"
            "Team Member, Credit Risk \u2014 Mar 2015 to Dec 2018\n- Reviewed credits",
            [
                ("Manager, Corporate Banking", "Acme Bank Plc"),
                ("Team Member, Credit Risk", "Acme Bank Plc"),
            ],
        ),
        (
            "Experience\nACME ENERGY COMPANY, Houston, Texas, 2008 - Present\n"
            "Vice President \u2013 Drilling & Completions (2016 - Present)\n- Cut cost\n"
            "Drilling Manager \u2013 Eagle Ford (2008 - 2016)\n- Ran six rigs",
            [
                ("Vice President \u2013 Drilling & Completions", "ACME ENERGY COMPANY"),
                ("Drilling Manager \u2013 Eagle Ford", "ACME ENERGY COMPANY"),
            ],
        ),
        (
            "Experience\nTrainer | Acme Gym | 2019 - present\nInstructor | Apex Leisure Centre | 2017 - 2019\n"
            "Lifeguard (seasonal) | Chester Lakes | Summer 2016",
            [("Trainer", "Acme Gym"), ("Instructor", "Apex Leisure Centre"), ("Lifeguard", "Chester Lakes")],
        ),
        (
            "Experience\nHR Administrator , 05/2015 to Current\nCompany Name - City , State\n- Ran payroll\n"
            "HR Assistant , 08/2011 to 04/2015\nCompany Name - City , State\n- Scheduled interviews",
            [("HR Administrator", "Company Name"), ("HR Assistant", "Company Name")],
        ),
        (
            "Experience\n05/2015 to Current\nHR Administrator\nCompany Name\nCity , State\nRan the payroll.\n"
            "08/2011 to 04/2015\nHR Assistant\nCompany Name\nCity , State\nScheduled all interviews.",
            [("HR Administrator", "Company Name"), ("HR Assistant", "Company Name")],
        ),
    ],
)  # fmt: skip
def test_jobs(text, expected):
    assert jobs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "RN License - State of Ohio, exp. 06/2027\nBLS, ACLS, PALS\nCCRN - AACN, 2021\nTNCC",
            ["RN License", "BLS", "ACLS", "PALS", "CCRN", "TNCC"],
        ),
        (
            "OSHA 10, OSHA 30\nCPR/AED, First Aid\nPMP, Project Management Institute",
            ["OSHA 10", "OSHA 30", "CPR/AED", "First Aid", "PMP"],
        ),
        ("CompTIA A+, CompTIA Security+, MCSA", ["CompTIA A+", "CompTIA Security+", "MCSA"]),
    ],
)
def test_lines_that_list_certificates(text, expected):
    assert [value(each.name) for each in parse(f"Certifications\n{text}").certifications] == expected


def test_what_a_line_below_the_jobs_announces_is_none_of_the_last_job():
    resume = parse("Experience\nClerk, Acme Ltd, London, 2019 - 2021\nFiled things\n\nCertifications: BLS, ACLS, NRP")
    assert [value(each.name) for each in resume.certifications] == ["BLS", "ACLS", "NRP"]
    assert value(resume.experience[0].description) == "Filed things"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Licences\nA Grade Electrical Licence (Victoria)\nRN License", None),
        ("Certifications\nPharmacist License, State of Ohio", None),
        ("Driving Licence\nFull UK licence", "Full UK licence"),
        ("Driving Licence\nB, BE\nown car", "B, BE"),
    ],
)
def test_licences_to_drive(text, expected):
    assert value(parse(f"Experience\nClerk, Acme Ltd, London, 2019 - 2021\n\n{text}").driving_license) == expected


def test_availability_below_its_heading():
    resume = parse("Experience\nClerk, Acme Ltd, London, 2019 - 2021\n\nAvailability\nImmediately")
    assert value(resume.availability) == "Immediately"


def test_groups_of_skills_before_a_dash():
    text = "Databases - MySQL\nOperating System - Linux, Windows\nIDE - Eclipse\nVersion Control: Git"
    names = [value(skill.name) for skill in parse(f"Technical Skills\n{text}").skills if skill.listed]
    assert names == ["MySQL", "Linux", "Windows", "Eclipse", "Git"]


def test_places_that_a_collection_took_out():
    resume = parse("Education\nHigh School Diploma, 2007\nCentral High School - City , State , USA")
    study = resume.education[0]
    assert (value(study.degree), value(study.institution)) == ("High School Diploma", "Central High School")


def test_a_title_above_everything_is_no_name():
    text = b"HR ADMINISTRATOR\nSummary\nTen years in payroll.\nExperience\nClerk, Acme Ltd, London, 2019 - 2021\n"
    resume = pipeline.parse(text, filename="resume.txt", today=date(2026, 11, 1)).resume
    assert resume.name is None


def test_letters_with_stops_behind_a_name():
    text = b"ANN B. LEE, P.E.\nann@example.com\n\nExperience\nClerk, Acme Ltd, London, 2019 - 2021\n"
    resume = pipeline.parse(text, filename="resume.txt", today=date(2026, 11, 1)).resume
    assert value(resume.name) == "ANN B. LEE"


def test_a_heading_that_comes_back_below_another_section_opens_its_own() -> None:
    resume = parse(
        "Education\nH.S.C\nMaharashtra Board\n1999\n"
        "Skills\nInventory (10+ years), Retail (10+ years), Visual merchandising\n"
        "Additional Information\nSkills\nNegotiation, MS Office, Tally"
    )
    (study,) = resume.education

    assert study.institution is not None
    assert study.institution.value == "Maharashtra Board"
    assert {skill.name.value for skill in resume.skills} >= {"Inventory", "Retail", "Visual merchandising", "Tally"}
