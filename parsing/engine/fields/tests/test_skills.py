"""Skills sections in the shapes they come in."""

import pytest

from parsing.engine.fields.skill_list import read_skills
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import SectionKind, Skill


def skills(text: str, kind: SectionKind = SectionKind.SKILLS) -> list[Skill]:
    return list(read_skills([section(kind, text)], reading_for()))


def names(text: str, kind: SectionKind = SectionKind.SKILLS) -> list[str]:
    return [skill.name.value for skill in skills(text, kind) if skill.listed]


EXPECTED = ["Python", "Docker", "Power BI", "C++"]

SHAPES = {
    "commas": "Python, Docker, Power BI, C++",
    "commas and a full stop": "Python, Docker, Power BI, C++.",
    "bars": "Python | Docker | Power BI | C++",
    "dots": "Python \u00b7 Docker \u00b7 Power BI \u00b7 C++",
    "slashes": "Python / Docker / Power BI / C++",
    "bullets": "- Python\n- Docker\n- Power BI\n- C++",
    "lines": "Python\nDocker\nPower BI\nC++",
    "columns": "Python    Docker\nPower BI    C++",
    "groups on a line": "Technical: Python, Docker\nOther: Power BI, C++",
    "groups above": "*Technical\nPython, Docker\n*Other\nPower BI, C++",
    "groups beside": "*TECHNICAL    Python, Docker\n*OTHER    Power BI, C++",
    "groups above columns": "*Technical    Other\nPython    Docker\nPower BI    C++",
    "a dash after the group": "Programming - Python, Docker\nTools - Power BI, C++",
    "levels in brackets": "Python (advanced), Docker (basic), Power BI (expert), C++ (beginner)",
    "meters": "Python \u25cf\u25cf\u25cf\u25cf\u25cb\nDocker 80%\nPower BI 4/5\nC++",
    "wrapped after a comma": "Python, Docker,\nPower BI, C++",
    "letters as meters": "Python ****o\nDocker **ooo\nPower BI *****\nC++ *oooo",
    "a table of levels": "Skill  Level\nPython  Expert\nDocker  Basic\nPower BI  Very good\nC++  Advanced",
    "levels behind dashes": "Python \u2013 advanced, Docker \u2013 basic, Power BI \u2013 expert, C++ \u2013 beginner",
    "groups by level": "Advanced: Python, Docker\nBasic: Power BI, C++",
    "groups by level above": "Expert\nPython, Docker\nBeginner\nPower BI, C++",
    "a table of levels and years": "Skill  Level  Years  Last used\nPython  Expert  9  2024\nDocker  Basic  1  2020\n"
    "Power BI  Advanced  4  2023\nC++  Basic  2  2015",
    "lengths of time in words": "Python (4 years), Docker (less than 1 year), Power BI (over 2 years), C++",
    "a row about the person": "Python, Docker\nPower BI, C++\nDriving licence  B\nLeeds, 3 October 2024",
    "groups on one line": "Data: Python, Docker. Other: Power BI, C++",
    "groups of one": "Languages: Python\nTools: Docker\nReports: Power BI\nOther: C++",
    "a list in slashes": "Python/Docker/Power BI, C++",
    "years": "Python (5 years), Docker (since 2019), Power BI (3+ years), C++ (2018)",
    "years behind dashes": "Python \u2014 8 years\nDocker \u2014 6 years\nPower BI \u2014 2 years\nC++ \u2014 1 year",
    "headings inside": "HARD SKILLS\nPython, Docker\nMORE SKILLS\nPower BI, C++",
    "full-width separators": "Python\u3001Docker\uff0fPower BI\uff0cC++",
    "lead-ins": "- Good knowledge of Python\n- Experience with Docker and Power BI\n- Basic knowledge of C++",
    "beside facts of the person": "Python, Docker\nLanguages: English (fluent)\nDriving licence: B\nPower BI, C++",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_skills_read_each_shape(shape: str) -> None:
    assert names(SHAPES[shape]) == EXPECTED


def test_skills_keep_the_level_that_is_stated() -> None:
    assert [(skill.name.value, skill.level) for skill in skills("Python (advanced), Docker")] == [
        ("Python", "advanced"),
        ("Docker", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Python (advanced)\nDocker (basic)",
        "Python  Advanced\nDocker  Basic",
        "Advanced: Python\nBasic: Docker",
        "Python: advanced; Docker: basic",
        "Advanced\nPython\nBasic\nDocker",
        "Advanced knowledge of Python\nBasic knowledge of Docker",
    ],
)
def test_skills_have_the_level_that_stands_beside_before_or_above_them(text: str) -> None:
    assert [(skill.name.value, skill.level) for skill in skills(text)] == [
        ("Python", "advanced"),
        ("Docker", "beginner"),
    ]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "Outils : Git, Docker\nPermis B", ["Git", "Docker"]),
        ("it", "Java, C\nPatente B", ["Java", "C"]),
        ("pl", "SAP, prawo jazdy kat. B", ["SAP"]),
        ("ru", "SAP, \u043f\u0440\u0430\u0432\u0430 \u043a\u0430\u0442\u0435\u0433\u043e\u0440\u0438\u0438 B", ["SAP"]),
        ("pt", "SAP, Ingl\u00eas intermedi\u00e1rio", ["SAP"]),
        ("de", "Sehr gute Kenntnisse in SAP\nF\u00fchrerschein: Klasse B", ["SAP"]),
        ("zh", "\u7f16\u7a0b\u8bed\u8a00\uff1aPython\u3001Java", ["Python", "Java"]),
    ],
)  # fmt: skip
def test_skills_are_no_licences_spoken_languages_or_labels(code: str, text: str, expected: list[str]) -> None:
    found = read_skills([section(SectionKind.SKILLS, text)], reading_for(code))

    assert [skill.name.value for skill in found if skill.listed] == expected


def test_skills_inside_brackets_are_found_though_not_listed() -> None:
    found = skills("MS Office (Word, PowerPoint), HTML5/CSS3")

    assert [(skill.name.value, skill.listed) for skill in found] == [
        ("MS Office (Word, PowerPoint)", True),
        ("HTML5/CSS3", True),
        ("Word", False),
        ("PowerPoint", False),
        ("HTML5", False),
        ("CSS3", False),
    ]


def test_skills_say_what_an_acronym_means_by_the_rest_of_the_list() -> None:
    def canonical(text: str) -> list[str | None]:
        return [skill.canonical for skill in skills(text)]

    assert canonical("Clinical trials, Nursing, GCP")[-1] == "GCP"
    assert canonical("Docker, Terraform, GCP")[-1] == "Google Cloud"
    assert canonical("SAP S/4HANA, MM, SD")[1:] == ["SAP MM", "SAP SD"]


def test_skills_leave_brackets_of_other_kinds_alone() -> None:
    assert names("AWS (EC2, S3), Docker") == ["AWS (EC2, S3)", "Docker"]


def test_skills_of_a_text_are_not_the_words_of_a_role() -> None:
    text = "- Promoted to Senior Backend Engineer in a team that ships Kotlin"

    assert [skill.canonical for skill in skills(text, SectionKind.EXPERIENCE)] == ["Kotlin"]


def test_skills_unknown_to_the_taxonomy_are_kept_as_written() -> None:
    assert names("Python, Flumology") == ["Python", "Flumology"]


def test_skills_of_a_sentence_are_the_known_ones() -> None:
    assert names("I have worked with Python and Docker for the last seven years") == ["Python", "Docker"]


def test_skills_of_a_sentence_are_no_everyday_words() -> None:
    assert names("I consent to the storage of my data, go the extra mile and excel in teams") == []


def test_skills_under_an_unknown_heading_are_read_when_most_are_known() -> None:
    assert names("Python\nDocker\nPower BI", SectionKind.OTHER) == ["Python", "Docker", "Power BI"]
    assert names("Chess\nSailing\nPainting of churches", SectionKind.OTHER) == []


def test_skills_met_in_running_text_come_after_the_listed_ones() -> None:
    reading = reading_for()
    found = read_skills(
        [section(SectionKind.EXPERIENCE, "- Moved the service to Kubernetes"), section(SectionKind.SKILLS, "Python")],
        reading,
    )

    assert [(skill.name.value, skill.listed) for skill in found] == [("Python", True), ("Kubernetes", False)]


def test_commas_of_a_sentence_part_no_skills() -> None:
    found = names(
        "- Reconciled daily takings, prepared monthly reports for the board\n- Ran the till with Excel and a bell"
    )
    assert "Excel" in found
    assert not {"Reconciled daily takings", "prepared monthly reports for the board"}.intersection(found)


@pytest.mark.parametrize("signature", ["Anytown, 3 November 2026", "Done at Anytown, 3 November 2026\nJane Doe"])
def test_place_day_and_name_that_sign_a_resume_are_no_skills(signature: str) -> None:
    assert names(f"Python, Docker\nPower BI, C++\n{signature}") == EXPECTED


def test_a_dated_skill_among_others_signs_nothing() -> None:
    text = "Python, Docker\nForklift, renewed, 3 November 2020\nPower BI, C++"

    assert names(text)[-2:] == ["Power BI", "C++"]
