"""Parts of headers that only their type tells apart: a bold title before a plain employer, without a sign between."""

from parsing.engine.fields.contact import read_contact
from parsing.engine.fields.education import read_education
from parsing.engine.fields.experience import read_experience
from parsing.engine.fields.tests.documents import reading_for
from parsing.engine.fields.tests.test_education import parts
from parsing.engine.fields.tests.test_experience import row
from parsing.engine.model import Line, Section, SectionKind, Segment


def _section(kind: SectionKind, *lines: str) -> Section:
    """Lines in which "/" stands where the type changes, and two spaces between segments."""
    made: list[Line] = []
    for number, line in enumerate(lines):
        segments = []
        for part in line.split("  "):
            looks = tuple(part.split("/"))
            segments.append(Segment(" ".join(looks), bold=True, font_size_pt=10, looks=looks if len(looks) > 1 else ()))
        text = "  ".join(segment.text for segment in segments)
        made.append(Line(number, text, segments=tuple(segments), font_size_pt=10, gap_before_pt=2.0))
    return Section(kind, None, tuple(made))


def _jobs(*lines: str) -> list[tuple[str | None, str | None, str | None]]:
    section = _section(SectionKind.EXPERIENCE, *lines)
    return [row(job)[:3] for job in read_experience([section], reading_for())]


def test_a_title_and_an_employer_are_told_apart_by_their_type() -> None:
    found = _jobs(
        "Software Engineer II/Meridian Robotics  Jan 2022 - Present",
        "Software Engineer/Bluebonnet Mapping  Jul 2019 - Dec 2021",
    )

    assert found == [
        ("Software Engineer II", "Meridian Robotics", None),
        ("Software Engineer", "Bluebonnet Mapping", None),
    ]


def test_an_employer_and_its_town_are_told_apart_by_their_type() -> None:
    found = _jobs(
        "The Gilded Fennel/London  2019 - Present",
        "Executive Pastry Chef",
        "Marrow & Thyme/London  2016 - 2019",
        "Pastry Cook",
    )

    assert found == [
        ("Executive Pastry Chef", "The Gilded Fennel", "London"),
        ("Pastry Cook", "Marrow & Thyme", "London"),
    ]


def test_a_small_word_before_the_change_of_type_ends_no_part() -> None:
    found = _jobs("Teacher at/Harrow School  2019 - Present", "Clerk at/Bluebonnet Mapping  2015 - 2019")

    assert found == [("Teacher", "Harrow School", None), ("Clerk", "Bluebonnet Mapping", None)]


def test_a_word_in_small_letters_begins_no_part() -> None:
    found = _jobs("Acme Supplies, Engineer/and supervisor  2019 - Present")

    assert found == [("Engineer and supervisor", "Acme Supplies", None)]


def test_a_degree_and_a_school_are_told_apart_by_their_type() -> None:
    section = _section(
        SectionKind.EDUCATION,
        "M.S. Computer Science/Coromandel Institute  2017 - 2019",
        "B.A. History/Alamo State University  2013 - 2017",
    )

    assert [parts(study) for study in read_education([section], reading_for())] == [
        ("M.S.", "Computer Science", "Coromandel Institute"),
        ("B.A.", "History", "Alamo State University"),
    ]


def test_a_name_and_a_headline_are_told_apart_by_their_type() -> None:
    section = _section(SectionKind.HEADER, "Maaike Terpstra/Marketing manager", "maaike@example.com")

    found = read_contact([section], reading_for(), ())

    assert found.name is not None
    assert found.headline is not None
    assert (found.name.value, found.headline.value) == ("Maaike Terpstra", "Marketing manager")


def test_the_parts_of_a_name_in_two_types_stay_together() -> None:
    found = read_contact([_section(SectionKind.HEADER, "Anna Maria/Quenneville", "amq@example.com")], reading_for(), ())

    assert found.name is not None
    assert found.name.value == "Anna Maria Quenneville"
