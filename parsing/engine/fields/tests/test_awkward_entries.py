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
