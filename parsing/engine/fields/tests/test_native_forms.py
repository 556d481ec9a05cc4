"""What people of other countries write that no English resume has, read through the door of the stage."""

from parsing.engine.fields import extract
from parsing.engine.fields.tests.documents import TODAY, lexicon_for, section
from parsing.engine.model import ReadDocument, Resume, SectionKind


def read(code: str, **texts: str) -> Resume:
    """A resume of these sections, by their kinds."""
    sections, position = [], 0
    for kind, text in texts.items():
        part = section(SectionKind(kind), text)
        for line in part.lines:
            line.index += position
        position += len(part.lines)
        sections.append(part)
    lines = tuple(line for part in sections for line in part.lines)
    return extract(ReadDocument(lines, body_font_size_pt=10.0), sections, lexicon_for(code), today=TODAY)


def jobs(resume: Resume) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (
            job.title.value if job.title else None,
            job.company.value if job.company else None,
            job.dates.value.start.iso() if job.dates and job.dates.value.start else None,
        )
        for job in resume.experience
    ]


def skills(resume: Resume) -> list[str]:
    return [skill.name.value for skill in resume.skills if skill.listed]


def test_words_with_vowel_signs_are_counted_as_words() -> None:
    resume = read(
        "hi",
        experience="""
        जुलाई 2015 – वर्तमान
        हिंदी शिक्षिका, केंद्रीय विद्यालय, भोपाल
        - कक्षा 9 से 12 तक हिंदी अध्यापन

        जून 2011 – मई 2015
        सहायक अध्यापिका, सरस्वती शिशु मंदिर, भोपाल""",
    )

    assert jobs(resume) == [
        ("हिंदी शिक्षिका", "केंद्रीय विद्यालय", "2015-07"),
        ("सहायक अध्यापिका", "सरस्वती शिशु मंदिर", "2011-06"),
    ]


def test_an_abbreviation_behind_a_title_ends_no_sentence() -> None:
    resume = read(
        "es",
        experience="""
        Marzo 2020 – a la fecha
        Estudio Contable Basualdo – Analista de impuestos Sr.
        - Liquidación de IVA

        Agosto 2015 – febrero 2020
        Logística del Plata S.R.L. – Administrativa contable
        - Cuentas a pagar""",
    )

    assert jobs(resume)[0] == ("Analista de impuestos Sr.", "Estudio Contable Basualdo", "2020-03")


def test_year_and_month_in_cells_of_their_own_are_one_date() -> None:
    resume = read(
        "ja",
        experience="""
        2012年    4月    宮城信用金庫 入社
        2015年    3月    宮城信用金庫 退職""",
    )

    assert jobs(resume)[0][2] == "2012-04"


def test_a_maker_and_its_product_are_one_skill() -> None:
    resume = read("de", skills="- Beckhoff TwinCAT (sehr gut)\n- C# (gut)\nDocker Projektmanagement, Python")

    assert skills(resume) == ["Beckhoff TwinCAT", "C#", "Docker", "Projektmanagement", "Python"]
