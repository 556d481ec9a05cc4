"""Entries that are items of lists, and skills set side by side, as templates for browsers print them."""

from dataclasses import replace

from parsing.engine.fields.experience import read_experience
from parsing.engine.fields.skill_list import read_skills
from parsing.engine.fields.tests.documents import lines_of, reading_for
from parsing.engine.model import Box, Line, Section, SectionKind

_INDENT_PT = 30.0


def _placed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines below each other; what is told stands further right."""
    return tuple(
        replace(
            line,
            box=Box(
                40.0 + _INDENT_PT * line.text.startswith("Built"),
                20.0 * number,
                340.0 - 60.0 * (number % 3),
                20.0 * number + 10,
            ),
        )
        for number, line in enumerate(lines)
    )


def test_bullets_with_dates_right_below_each_begin_entries() -> None:
    lines = lines_of(
        """
        - Data Scientist, Saffron Retail Ltd
        Jul 2022 - Present  4 years 4 months
        - Built demand forecasts for many stores
        - Associate Data Scientist, Infovista Consulting
        Aug 2020 - Jun 2022  1 year 9 months
        - Built a churn classifier"""
    )

    jobs = read_experience([Section(SectionKind.EXPERIENCE, None, _placed(lines))], reading_for())

    assert [(job.title and job.title.value, job.company and job.company.value) for job in jobs] == [
        ("Data Scientist", "Saffron Retail Ltd"),
        ("Associate Data Scientist", "Infovista Consulting"),
    ]


def test_captions_above_skills_set_side_by_side_are_no_skills() -> None:
    lines = lines_of(
        """
        *Libraries
        PyTorch TensorFlow Pandas
        *Cloud
        AWS Docker
        *Programming
        Python C++ SQL R"""
    )
    light = tuple(
        replace(line, bold=False, segments=tuple(replace(s, bold=False) for s in line.segments)) for line in lines
    )
    smaller = tuple(
        replace(line, segments=tuple(replace(s, colour=0x333333) for s in line.segments)) if number % 2 else line
        for number, line in enumerate(light)
    )

    skills = read_skills([Section(SectionKind.SKILLS, None, smaller)], reading_for())

    assert [skill.name.value for skill in skills] == [
        *("PyTorch", "TensorFlow", "Pandas", "AWS", "Docker", "Python", "C++", "SQL", "R"),
    ]
