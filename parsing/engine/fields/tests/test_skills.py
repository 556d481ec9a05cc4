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
}


@pytest.mark.parametrize("shape", SHAPES)
def test_skills_read_each_shape(shape: str) -> None:
    assert names(SHAPES[shape]) == EXPECTED


def test_skills_keep_the_level_that_is_stated() -> None:
    assert [(skill.name.value, skill.level) for skill in skills("Python (advanced), Docker")] == [
        ("Python", "advanced"),
        ("Docker", None),
    ]


def test_skills_leave_brackets_of_other_kinds_alone() -> None:
    assert names("AWS (EC2, S3), Docker") == ["AWS (EC2, S3)", "Docker"]


def test_skills_unknown_to_the_taxonomy_are_kept_as_written() -> None:
    assert names("Python, Flumology") == ["Python", "Flumology"]


def test_skills_of_a_sentence_are_the_known_ones() -> None:
    assert names("I have worked with Python and Docker for the last seven years") == ["Python", "Docker"]


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
