"""Entries under no heading."""

from parsing.engine.fields import extract
from parsing.engine.fields.tests.documents import TODAY, lexicon_for, section
from parsing.engine.model import ReadDocument, SectionKind

TEXT = """
    #Milo Standish
    Tucson, AZ
    milo@standish.example.com

    Crew Lead, Copper State Roofing Ltd, May 2021 to present
    - Run a crew of seven on commercial roofs

    Installer, Desert Sun Solar Inc., June 2018 to April 2021
    - Fitted panels on 200 homes

    Bachelor of Arts, Pima Community College, 2014 to 2017"""


def test_extract_sorts_jobs_and_studies_out_of_a_resume_without_headings() -> None:
    head = section(SectionKind.HEADER, TEXT)

    resume = extract(ReadDocument(head.lines, body_font_size_pt=10.0), [head], lexicon_for(), today=TODAY)

    assert [job.company.value for job in resume.experience if job.company] == [
        "Copper State Roofing Ltd",
        "Desert Sun Solar Inc.",
    ]
    assert [study.institution.value for study in resume.education if study.institution] == ["Pima Community College"]


def test_extract_reports_what_no_field_took() -> None:
    other = section(SectionKind.OTHER, "The quick brown fox jumps over the lazy dog and runs away from it.")

    resume = extract(ReadDocument(other.lines, body_font_size_pt=10.0), [other], lexicon_for(), today=TODAY)

    assert resume.unassigned_text == (other.lines[0].text,)


def test_extract_reads_no_job_twice_where_no_section_holds_the_studies() -> None:
    work = section(
        SectionKind.EXPERIENCE,
        """
        *Crew Lead    May 2021 - Present
        Copper State Roofing Ltd
        *Installer    Jun 2018 - Apr 2021
        Desert Sun Solar Inc.""",
    )

    resume = extract(ReadDocument(work.lines, body_font_size_pt=10.0), [work], lexicon_for(), today=TODAY)

    assert [job.title.value for job in resume.experience if job.title] == ["Crew Lead", "Installer"]


def test_extract_finds_the_studies_among_the_training() -> None:
    training = section(
        SectionKind.TRAINING,
        """
        Pima Community College
        Bachelor of Arts
        2014 - 2017

        Forklift licence, 2019""",
    )

    resume = extract(ReadDocument(training.lines, body_font_size_pt=10.0), [training], lexicon_for(), today=TODAY)

    assert [study.institution.value for study in resume.education if study.institution] == ["Pima Community College"]


def test_a_title_that_holds_the_word_of_a_degree_stays_among_the_jobs() -> None:
    work = section(
        SectionKind.EXPERIENCE,
        """
        *Postdoctoral Research Fellow    2010 - 2012
        Centre for Maritime Studies
        - Wrote on harbours
        *Archive Assistant    2005 - 2006
        National Library""",
    )

    resume = extract(ReadDocument(work.lines, body_font_size_pt=10.0), [work], lexicon_for(), today=TODAY)

    assert resume.education == ()
    assert [job.title.value for job in resume.experience if job.title] == [
        "Postdoctoral Research Fellow",
        "Archive Assistant",
    ]
