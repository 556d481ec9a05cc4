"""Names that a narrow column cuts, in pages drawn with columns of one's own."""

import io
from collections.abc import Sequence
from datetime import date

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from parsing.engine import pipeline
from parsing.engine.model import Resume

TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=10, leading=13)
BOLD = ParagraphStyle("bold", parent=TEXT, fontName="Helvetica-Bold")
ITALIC = ParagraphStyle("italic", parent=TEXT, fontName="Helvetica-Oblique")
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=8)
HEADING = ParagraphStyle("heading", parent=TEXT, fontName="Helvetica-Bold", fontSize=14, leading=20)
CONTACT = Paragraph("jane.whitlock@example.com<br/>+44 7700 900111", TEXT)


def read(flowables: Sequence[Flowable], *, width_mm: float = 70) -> Resume:
    """The resume in a page whose text is `width_mm` wide."""
    buffer = io.BytesIO()
    margin = 10 * mm
    document = SimpleDocTemplate(
        buffer, pagesize=(width_mm * mm + 2 * margin + 12, 842), leftMargin=margin, rightMargin=margin
    )
    head = [Paragraph("Jane Whitlock", HEADING), CONTACT]
    document.build([*head, *flowables])
    return pipeline.parse(buffer.getvalue(), filename="resume.pdf", today=date(2026, 11, 1)).resume


def entry(*parts: tuple[str, ParagraphStyle]) -> list[Flowable]:
    return [Spacer(1, 8), *(Paragraph(text, style) for text, style in parts)]


def jobs(resume: Resume) -> list[tuple[str | None, str | None]]:
    return [
        (job.title.value if job.title else None, job.company.value if job.company else None)
        for job in resume.experience
    ]


def studies(resume: Resume) -> list[tuple[str | None, str | None]]:
    return [
        (study.degree.value if study.degree else None, study.institution.value if study.institution else None)
        for study in resume.education
    ]


DUTIES = "Kept the accounts of eleven community hospitals and told four hundred members of staff about them."


def test_titles_and_employers_that_a_narrow_column_cuts() -> None:
    resume = read(
        [
            Paragraph("Experience", HEADING),
            *entry(
                ("Regional Director of Hospital Operations and Patient Services", BOLD),
                ("Northern Counties Healthcare Partnership Trust", ITALIC),
                ("September 2019 – Present", SMALL),
                (DUTIES, TEXT),
            ),
            *entry(
                ("Graduate Management Trainee in Public Administration", BOLD),
                ("Leicestershire County Council", ITALIC),
                ("October 2011 – January 2014", SMALL),
                (DUTIES, TEXT),
            ),
        ]
    )

    assert jobs(resume) == [
        (
            "Regional Director of Hospital Operations and Patient Services",
            "Northern Counties Healthcare Partnership Trust",
        ),
        ("Graduate Management Trainee in Public Administration", "Leicestershire County Council"),
    ]


def test_schools_and_fields_that_a_sidebar_cuts() -> None:
    resume = read(
        [
            Paragraph("Education", HEADING),
            *entry(
                ("Manchester Metropolitan University", BOLD),
                ("Master of Business Administration", TEXT),
                ("September 2016 – June 2018", SMALL),
            ),
            *entry(
                ("Royal Holloway, University of London", BOLD),
                ("Bachelor of Arts – Politics and International Relations", TEXT),
                ("September 2008 – June 2011", SMALL),
            ),
        ],
        width_mm=38,
    )

    assert studies(resume) == [
        ("Master of Business Administration", "Manchester Metropolitan University"),
        ("Bachelor of Arts", "Royal Holloway, University of London"),
    ]


def test_two_names_in_one_look_stay_two() -> None:
    resume = read(
        [
            Paragraph("Experience", HEADING),
            *entry(
                ("Northern Counties Foods Ltd", BOLD),
                ("Production Manager", BOLD),
                ("September 2019 – Present", SMALL),
                (DUTIES, TEXT),
            ),
            *entry(
                ("Brightwater Dairies", BOLD),
                ("Packing Supervisor", BOLD),
                ("October 2011 – January 2014", SMALL),
                (DUTIES, TEXT),
            ),
        ],
        width_mm=54,
    )

    assert jobs(resume) == [
        ("Production Manager", "Northern Counties Foods Ltd"),
        ("Packing Supervisor", "Brightwater Dairies"),
    ]


def test_a_town_below_an_employer_in_its_look_stays_a_place() -> None:
    resume = read(
        [
            Paragraph("Experience", HEADING),
            *entry(
                ("Production Manager", BOLD),
                ("Northern Counties Foods Ltd", TEXT),
                ("Leicester", TEXT),
                ("September 2019 – Present", SMALL),
                (DUTIES, TEXT),
            ),
        ],
        width_mm=54,
    )
    (job,) = resume.experience

    assert job.company is not None
    assert job.company.value == "Northern Counties Foods Ltd"
    assert job.location is not None
    assert job.location.value.text == "Leicester"


def test_names_in_the_columns_of_a_table() -> None:
    rows = [
        [
            Paragraph("September 2019 – Present", SMALL),
            [Paragraph("Northern Counties Healthcare Partnership Trust", BOLD), Paragraph("Site Manager", TEXT)],
        ],
        [
            Paragraph("May 2011 – June 2014", SMALL),
            [Paragraph("Leicestershire County Council", BOLD), Paragraph("Deputy Head of Emergency Planning", TEXT)],
        ],
    ]
    resume = read(
        [
            Paragraph("Experience", HEADING),
            Table(rows, colWidths=[40 * mm, 45 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]),
        ],
        width_mm=90,
    )

    assert jobs(resume) == [
        ("Site Manager", "Northern Counties Healthcare Partnership Trust"),
        ("Deputy Head of Emergency Planning", "Leicestershire County Council"),
    ]


def test_a_school_cut_behind_its_hyphen_is_whole() -> None:
    resume = read(
        [
            Paragraph("Education", HEADING),
            *entry(
                ("Albert-Ludwigs-<br/>Universität Freiburg<br/>im Breisgau", BOLD),
                ("Master of Science", TEXT),
                ("September 2016 – June 2018", SMALL),
            ),
            *entry(
                ("Royal Holloway, University of London", BOLD),
                ("Bachelor of Arts", TEXT),
                ("September 2008 – June 2011", SMALL),
            ),
        ],
        width_mm=40,
    )

    assert studies(resume)[0] == ("Master of Science", "Albert-Ludwigs-Universität Freiburg im Breisgau")


def test_a_list_beside_names_that_are_cut_is_the_description() -> None:
    rows = [
        [
            Paragraph(dates, SMALL),
            [Paragraph(company, BOLD), Paragraph(title, TEXT)],
            Paragraph(f"\u2022 {duty}", TEXT),
        ]
        for dates, company, title, duty in (
            ("September 2019 – Present", "Northern Counties Trust", "Site Manager of Hospitals", "Ran eleven sites."),
            ("May 2011 – June 2014", "Leicestershire County Council", "Deputy Head of Planning", "Wrote the plan."),
        )
    ]
    table = Table(rows, colWidths=[30 * mm, 32 * mm, 70 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    resume = read([Paragraph("Experience", HEADING), table], width_mm=140)

    assert jobs(resume) == [
        ("Site Manager of Hospitals", "Northern Counties Trust"),
        ("Deputy Head of Planning", "Leicestershire County Council"),
    ]
    assert [job.bullets for job in resume.experience] == [("Ran eleven sites.",), ("Wrote the plan.",)]


def test_the_end_of_a_period_below_its_start_at_the_right_edge() -> None:
    right = ParagraphStyle("right", parent=TEXT, alignment=2)
    flowables: list[Flowable] = [Paragraph("Experience", HEADING)]
    for title, dates, company in (
        ("Head of Logistics and Storage", "March 2017 \u2013 Present", "Pomorska Foods Ltd, Leicester"),
        ("Customer Service Assistant", "September 2010<br/>\u2013 May 2012", "Brda Wholesale Ltd, Nottingham"),
    ):
        row = [Paragraph(title, BOLD), Paragraph(dates, right)]
        flowables += [
            Spacer(1, 8),
            Table([row], colWidths=[60 * mm, 40 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]),
            Paragraph(company, TEXT),
            Paragraph("\u2022 Kept the accounts.", TEXT),
        ]
    job = read(flowables, width_mm=104).experience[1]

    assert job.dates is not None
    assert job.dates.value.end is not None
    assert (job.dates.value.end.year, job.dates.value.end.month) == (2012, 5)


@pytest.mark.parametrize("name", ["Rajesh Venkataraman<br/>Subramanian", "Rajesh<br/>Venkataraman<br/>Subramanian"])
def test_a_name_in_lines_of_large_type(name: str) -> None:
    large = ParagraphStyle("large", parent=BOLD, fontSize=24, leading=28)
    buffer = io.BytesIO()
    lines = (name, large), ("Software Architect", TEXT), ("rajesh.vs@example.com", TEXT)
    SimpleDocTemplate(buffer).build([Paragraph(text, style) for text, style in lines])
    resume = pipeline.parse(buffer.getvalue(), filename="resume.pdf", today=date(2026, 11, 1)).resume

    assert resume.name is not None
    assert resume.name.value == "Rajesh Venkataraman Subramanian"


def test_a_compound_cut_behind_its_hyphen_in_a_table() -> None:
    rows = [
        [Paragraph(dates, SMALL), [Paragraph(school, TEXT)], Paragraph(degree, TEXT)]
        for dates, school, degree in (
            ("October 2005 – July 2011", "Albert-Ludwigs-<br/>Universität Freiburg", "Master of Science"),
            ("May 1996 – June 2005", "Friedrich-Schiller-<br/>Gymnasium", "Abitur"),
        )
    ]
    table = Table(rows, colWidths=[38 * mm, 36 * mm, 60 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    resume = read([Paragraph("Education", HEADING), table], width_mm=140)

    assert [school for _, school in studies(resume)] == [
        "Albert-Ludwigs-Universität Freiburg",
        "Friedrich-Schiller-Gymnasium",
    ]


def test_the_shortest_dates_do_not_tell_how_wide_a_title_may_be() -> None:
    right = ParagraphStyle("right", parent=TEXT, alignment=2)
    flowables: list[Flowable] = [Paragraph("Experience", HEADING)]
    for title, dates, company in (
        ("Head of Hospital<br/>Communications and Press", "2019", "Pomorska Foods Ltd, Leicester"),
        ("Customer Service Assistant", "September 2010 \u2013 May 2012", "Brda Wholesale Ltd, Nottingham"),
    ):
        flowables += [
            Spacer(1, 8),
            Table(
                [[Paragraph(title, BOLD), Paragraph(dates, right)]],
                colWidths=[50 * mm, 51 * mm],
                style=[("VALIGN", (0, 0), (-1, -1), "TOP")],
            ),
            Paragraph(company, TEXT),
            Paragraph("\u2022 Kept the accounts.", TEXT),
        ]
    resume = read(flowables, width_mm=104)

    assert jobs(resume)[0] == ("Head of Hospital Communications and Press", "Pomorska Foods Ltd")
