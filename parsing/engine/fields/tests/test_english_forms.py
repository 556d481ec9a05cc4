"""Forms that resumes in English take in America, Britain, Ireland and India, each in a plain text."""

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
        (value(study.degree), value(study.field), value(study.institution), value(study.grade))
        for study in parse(f"Education\n{text}").education
    ]


def jobs(text: str) -> list[tuple[object, object]]:
    return [(value(job.title), value(job.company)) for job in parse(f"Experience\n{text}").experience]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "B.B.A., Marketing, Georgia Southern University, 2011\nMagna Cum Laude, GPA 3.8/4.0",
            ("B.B.A.", "Marketing", "Georgia Southern University", "3.8/4.0"),
        ),
        (
            '2007-2011  PhD in History, University of York. Thesis: "Lordship in the Marches"',
            ("PhD", "History", "University of York", None),
        ),
        (
            "2006-2007  MA (Distinction) in Medieval Studies, University of Leeds",
            ("MA", "Medieval Studies", "University of Leeds", "Distinction"),
        ),
        (
            "2011-2015  Bolton College\nNVQ Level 3 Electrical Installation\nCity & Guilds 2391 Testing and Inspection",
            ("NVQ Level 3", "Electrical Installation", "Bolton College", None),
        ),
        (
            "Leeds Institute of Technology, Cathal Brugha Street - BA in Culinary Arts (2.1)  2006 - 2010",
            ("BA", "Culinary Arts", "Leeds Institute of Technology", None),
        ),
        ("Class XII  CBSE  2010  81%", ("Class XII", None, "CBSE", "81%")),
    ],
)
def test_studies(text: str, expected: tuple[object, ...]) -> None:
    assert studies(text) == [expected]


def test_a_street_is_the_place_of_a_school_and_a_number_in_a_name_is_no_postal_code() -> None:
    by_street = parse("Education\nLeeds Institute of Technology, Brugha Street - BA in Arts  2006 - 2010").education[0]
    numbered = parse(
        "Education\n2011-2015  Bolton College\nNVQ Level 3 Plumbing\nCity & Guilds 2391 Testing and Design"
    ).education[0]

    assert by_street.location is not None
    assert by_street.location.value.text == "Brugha Street"
    assert numbered.location is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Director, Growth Marketing\nHalcyon Beauty\n2019 - 2021\nSenior Manager, CRM\nLumen & Oak\n2016 - 2018",
            [("Director, Growth Marketing", "Halcyon Beauty"), ("Senior Manager, CRM", "Lumen & Oak")],
        ),
        (
            "Halcyon Beauty\n4 years 6 months\nDirector, Growth Marketing\nJanuary 2019 - February 2021\nBoston, US\n"
            "Senior Manager, CRM\nSeptember 2016 - December 2018\nAcme Corp\nAnalyst\nJuly 2012 - August 2016",
            [
                ("Director, Growth Marketing", "Halcyon Beauty"),
                ("Senior Manager, CRM", "Halcyon Beauty"),
                ("Analyst", "Acme Corp"),
            ],
        ),
        ("Engineer, Software Tools at Globex, 2005 - 2008", [("Engineer, Software Tools", "Globex")]),
    ],
)
def test_a_department_behind_a_title_is_part_of_it(text: str, expected: list[tuple[object, object]]) -> None:
    assert jobs(text) == expected


@pytest.mark.parametrize(
    ("line", "place", "city"),
    [
        ("8 Seaview Terrace, Howth, Co. Dublin", "8 Seaview Terrace, Howth, Co. Dublin", "Howth"),
        (
            "School of History, University of Northcliffe, Northcliffe NE4 2AB, United Kingdom",
            "Northcliffe NE4 2AB, United Kingdom",
            "Northcliffe",
        ),
    ],
)
def test_addresses_with_a_county_and_behind_an_institution(line: str, place: str, city: str) -> None:
    location = parse("Experience\nClerk, Acme, 2019 - 2021", head=f"Ann Lee\n{line}\nann@example.com\n\n").location

    assert location is not None
    assert (location.value.text, location.value.city) == (place, city)


def test_the_licence_of_a_profession_is_none_to_drive_and_ends_when_it_expires() -> None:
    resume = parse("Licenses\nRegistered Nurse, State of New Jersey, License #26NR00000000, exp. 05/2027")

    assert resume.driving_license is None
    (licence,) = resume.certifications
    assert (licence.name.value, licence.issuer) == ("Registered Nurse", "State of New Jersey")
    assert licence.date is None
    assert licence.expires is not None
    assert licence.expires.iso() == "2027-05"


def test_a_licence_for_something_else_is_none_to_drive() -> None:
    assert parse("Other\nForklift licence").driving_license is None
    assert value(parse("Other\nFull clean driving licence. Forklift licence.").driving_license) is not None


def test_a_university_before_its_school_is_no_field() -> None:
    found = studies(
        "MBA, Northwestern University, Kellogg School of Management, Evanston, IL\n"
        "BA, Communications, Marquette University, Milwaukee, WI"
    )

    assert found == [
        ("MBA", None, "Northwestern University, Kellogg School of Management", None),
        ("BA", "Communications", "Marquette University", None),
    ]


def test_a_certificate_without_a_date_below_dated_ones_is_one_more() -> None:
    resume = parse(
        "Certifications\nSupply Chain Professional, APICS, 2018\nGreen Belt, ASQ, 2016\nOSHA 30-Hour Industry"
    )

    assert [certificate.name.value for certificate in resume.certifications] == [
        "Supply Chain Professional",
        "Green Belt",
        "OSHA 30-Hour Industry",
    ]


def test_projects_in_a_line_each_with_bullets_and_with_a_date() -> None:
    resume = parse(
        "Projects\n"
        "pgtail (github.com/annlee/pgtail) - Streams replication to the terminal. Go, 1.2k stars.\n"
        "Budgetly - Personal finance app | React Native | 2020\n"
        "Weather App | React, Node\n"
        "\u2022 Built a weather dashboard\n"
        "Chess Engine: A UCI engine in Rust\n"
        "Thesis: On Foxes"
    )

    assert [(project.name.value, project.description) for project in resume.projects] == [
        ("pgtail", "Streams replication to the terminal. Go, 1.2k stars."),
        ("Budgetly", "Personal finance app | React Native"),
        ("Weather App", "React, Node\n- Built a weather dashboard"),
        ("Chess Engine", "A UCI engine in Rust"),
        ("On Foxes", None),
    ]
    assert resume.projects[0].url == "https://github.com/annlee/pgtail"
    assert resume.projects[1].dates is not None


def test_degrees_below_one_school_are_all_of_it_and_a_school_leaving_exam_is_not() -> None:
    text = (
        "Leeds University\nM.A. in History, 2015 - 2017\nB.A. in English, minor in Spanish, 2012 - 2015\nAbitur, 2012"
    )

    assert studies(text) == [
        ("M.A.", "History", "Leeds University", None),
        ("B.A.", "English", "Leeds University", None),
        ("Abitur", None, None, None),
    ]


def test_two_degrees_of_one_school_in_the_order_of_time_stay_two() -> None:
    text = "Leeds University\nB.A. in English, 2015\nM.A. in History, 2017"

    assert {study[0] for study in studies(text)} == {"B.A.", "M.A."}


def test_jobs_in_one_line_below_jobs_under_their_employers_have_employers_of_their_own() -> None:
    text = (
        "Oak Hill School - Round Rock, TX\nTeacher, January 2019 - May 2022\n"
        "Elm School - Austin, TX\nStudent Teacher, January 2018 - May 2018\n"
        "Barista, Starbucks, Austin, TX (2016 - 2018)\nCamp Counselor, YMCA Camp Moody (Summers 2014 - 2016)"
    )

    assert set(jobs(text)) == {
        ("Teacher", "Oak Hill School"),
        ("Student Teacher", "Elm School"),
        ("Barista", "Starbucks"),
        ("Camp Counselor", "YMCA Camp Moody"),
    }


def test_a_postal_code_that_could_be_a_year_is_part_of_the_place() -> None:
    location = parse("", head="Ann Lee\n0412 345 678 | ann@example.com | Newtown NSW 2042\n\nExperience\n").location

    assert location is not None
    assert location.value.text == "Newtown NSW 2042"


def test_a_season_of_several_years_is_the_period_of_its_job() -> None:
    told = "Barista, Saints Coffee House, Ames, IA\tSept. 2022 - May 2023\nLifeguard, City of Ames\tSummers 2020, 2021"
    assert jobs(told) == [("Barista", "Saints Coffee House"), ("Lifeguard", "City of Ames")]


def test_other_names_stand_before_the_surname() -> None:
    found = parse("Sex: Male", head="PERSONAL DATA\nSurname: Adewumi\nOther Names: Oluwaseun Kayode\nann@example.com\n")
    assert value(found.name) == "Oluwaseun Kayode Adewumi"


def test_a_certificate_of_a_first_school_is_a_degree() -> None:
    assert studies("First School Leaving Certificate  2002") == [("First School Leaving Certificate", None, None, None)]


@pytest.mark.parametrize(
    ("text", "school", "town"),
    [
        ("Newtown High School, Elmhurst NY\n2008 - 2012", "Newtown High School", "Elmhurst NY"),
        ("Northside High School, Fort Worth TX, 2007", "Northside High School", "Fort Worth TX"),
    ],
)
def test_a_town_and_its_state_need_no_comma(text: str, school: str, town: str) -> None:
    (study,) = parse(f"Education\n{text}").education

    assert (value(study.institution), study.location and study.location.value.text, value(study.degree)) == (
        school,
        town,
        None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Teacher - Chemistry | Northgate High School\n2012 - 2019", ("Teacher - Chemistry", "Northgate High School")),
        ("Lecturer \u2013 Physics | Northgate College\n2010 - 2012", ("Lecturer \u2013 Physics", "Northgate College")),
    ],
)
def test_what_somebody_teaches_is_no_part_of_the_employer_behind_a_bar(text: str, expected: tuple[str, str]) -> None:
    assert jobs(text) == [expected]
