"""Entries set in ways that few resumes use, read through the door of the stage."""

from parsing.engine.fields import extract
from parsing.engine.fields.tests.documents import TODAY, lexicon_for, section
from parsing.engine.model import ReadDocument, Resume, SectionKind

STUDY = """
    Master of Science in Botany
    University of Leeds
    2010 - 2014"""


def read(kind: SectionKind, text: str, code: str = "en") -> Resume:
    """The section, and one of the other kind, so that nobody looks for jobs or studies elsewhere."""
    part = section(kind, text)
    other = section(SectionKind.EDUCATION, STUDY) if kind is SectionKind.EXPERIENCE else section(kind, "")
    return extract(ReadDocument(part.lines, body_font_size_pt=10.0), [part, other], lexicon_for(code), today=TODAY)


def jobs(resume: Resume) -> list[tuple[str | None, str | None]]:
    return [
        (job.title.value if job.title else None, job.company.value if job.company else None)
        for job in resume.experience
    ]


def test_an_employer_with_its_town_begins_an_entry_and_does_not_end_the_one_before() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        Richterin | Amtsgericht Kempten, Ulm
        3.2018 – 6.2022

        Referendarin | Landgericht Memmingen, Augsburg
        9.2015 – 2.2018""",
        "de",
    )

    assert jobs(resume) == [
        ("Richterin", "Amtsgericht Kempten"),
        ("Referendarin", "Landgericht Memmingen"),
    ]


def test_a_bold_title_of_many_small_words_is_no_sentence() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        Université de Bretagne Sud, Lorient
        *Attachée temporaire d'enseignement et de recherche
        de mars 2019 à juin 2022
        Suivi de 14 projets européens, rédaction des rapports.

        Mairie de Vannes, Vannes
        *Animatrice jeunesse
        de mars 2016 à février 2019
        Organisation des fêtes de quartier.""",
        "fr",
    )

    assert [company for _, company in jobs(resume)] == ["Université de Bretagne Sud", "Mairie de Vannes"]
    assert [title for title, _ in jobs(resume)] == [
        "Attachée temporaire d'enseignement et de recherche",
        "Animatrice jeunesse",
    ]


def test_a_school_with_its_town_is_not_where_the_person_lives() -> None:
    head = section(
        SectionKind.HEADER,
        """
        #Ottilie Marsh
        o.marsh@example.org
        07700 900 118
        Nobody has asked for references so far
        Aberdeen University, Aberdeen""",
    )

    resume = extract(ReadDocument(head.lines, body_font_size_pt=10.0), [head], lexicon_for(), today=TODAY)

    assert resume.location is None


def test_a_single_date_dates_an_entry_where_it_stands_as_the_periods_do() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        Line Cook, The Gannet (2016 - 2019)

        Kitchen Porter, Hotel Lomond (Summer 2015)""",
    )

    assert jobs(resume) == [("Line Cook", "The Gannet"), ("Kitchen Porter", "Hotel Lomond")]
    season = resume.experience[1].dates
    assert season is not None
    assert season.value.end is not None
    assert season.value.end.year == 2015


def test_a_date_said_in_a_bullet_is_not_the_date_of_the_entry() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        2014 - 2022
        Employer: Harbour Nursery
        Position: Nursery Teacher
        - Lead for the youngest group since 2020""",
    )

    assert jobs(resume) == [("Nursery Teacher", "Harbour Nursery")]
    dates = resume.experience[0].dates
    assert dates is not None
    assert dates.value.start is not None
    assert dates.value.start.year == 2014


def test_titles_before_a_name_are_left_out_unless_most_languages_know_them() -> None:
    names = []
    for code, written in (
        ("cs", "Ing. et Mgr. Radka Malá, Ph.D."),
        ("de", "Dr. phil. Ute Sommer, MBA"),
        ("en", "Dr. Amy Lane"),
    ):
        head = section(SectionKind.HEADER, f"#{written}\nsomebody@example.org")
        resume = extract(ReadDocument(head.lines, body_font_size_pt=10.0), [head], lexicon_for(code), today=TODAY)
        names.append(resume.name.value if resume.name else None)

    assert names == ["Radka Malá", "Ute Sommer", "Dr. Amy Lane"]


def test_the_grade_of_a_certificate_goes_on_behind_the_dash_that_wrapped() -> None:
    resume = read(
        SectionKind.CERTIFICATIONS,
        """
        AWS Certified Solutions Architect
        - Associate (2023)
        PRINCE2 Practitioner (2020)""",
    )

    certificates = [(item.name.value, item.date and item.date.year) for item in resume.certifications]
    assert certificates == [("AWS Certified Solutions Architect - Associate", 2023), ("PRINCE2 Practitioner", 2020)]
