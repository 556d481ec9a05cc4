"""Layouts that everybody has: the PDF that LinkedIn exports, and a Europass CV. Written here as they look (R005)."""

import io

import pytest
import requests
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

pytestmark = pytest.mark.django_db(transaction=True)

WIDTH, HEIGHT = A4
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"


def pdf(*columns):
    """A page of columns; each is (x, [(gap before, font, size, text), ...]) from the top."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4, invariant=1)
    for x, lines in columns:
        y = HEIGHT - 50
        for gap, font, size, text in lines:
            y -= gap + size
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
    canvas.save()
    return content.getvalue()


def linkedin():
    """A narrow column with contact and skills; beside it name, headline, and jobs under their companies."""
    side = [
        (10, BOLD, 13, "Contact"),
        (6, REGULAR, 10, "+44 7700 900321 (Mobile)"),
        (4, REGULAR, 10, "nora.keller@example.org"),
        (4, REGULAR, 10, "www.linkedin.com/in/nora-keller"),
        (4, REGULAR, 10, "(LinkedIn)"),
        (22, BOLD, 13, "Top Skills"),
        (6, REGULAR, 10, "Python"),
        (4, REGULAR, 10, "Kubernetes"),
        (4, REGULAR, 10, "PostgreSQL"),
        (22, BOLD, 13, "Languages"),
        (6, REGULAR, 10, "German (Native or Bilingual)"),
        (4, REGULAR, 10, "English (Full Professional)"),
    ]
    main = [
        (10, BOLD, 26, "Nora Keller"),
        (8, REGULAR, 12, "Platform Engineer at Harbour Systems"),
        (4, REGULAR, 12, "Hamburg, Germany"),
        (24, BOLD, 16, "Summary"),
        (8, REGULAR, 11, "I build platforms that teams like to use."),
        (24, BOLD, 16, "Experience"),
        (10, BOLD, 12, "Harbour Systems"),
        (4, REGULAR, 11, "Platform Engineer"),
        (4, REGULAR, 10, "January 2020 - Present (4 years 3 months)"),
        (4, REGULAR, 10, "Hamburg, Germany"),
        (6, REGULAR, 10, "Runs the clusters of forty teams with Kubernetes."),
        (14, BOLD, 12, "Meridian Retail"),
        (4, REGULAR, 11, "Software Developer"),
        (4, REGULAR, 10, "June 2016 - December 2019 (3 years 7 months)"),
        (4, REGULAR, 10, "Bremen, Germany"),
        (24, BOLD, 16, "Education"),
        (10, BOLD, 12, "University of Hamburg"),
        (4, REGULAR, 10, "Master of Science, Computer Science  \u00b7 (2014 - 2016)"),
    ]
    return pdf((40, side), (220, main))


def europass():
    """Headings in capitals over a line, dates in front of each entry, titles and employers in one line."""
    lines = [
        (0, BOLD, 22, "Matteo Ferrari"),
        (10, REGULAR, 10, "Date of birth: 04/05/1988 | Nationality: Italian | Phone number: (+39) 3312345678"),
        (5, REGULAR, 10, "Email address: matteo.ferrari@example.org"),
        (5, REGULAR, 10, "Address: Via Roma 12, 10121 Torino, Italy (Home)"),
        (22, BOLD, 13, "WORK EXPERIENCE"),
        (10, REGULAR, 10, "01/09/2018 \u2013 CURRENT Torino, Italy"),
        (5, BOLD, 11, "MECHANICAL ENGINEER AURORA MOTORI"),
        (6, REGULAR, 10, "Designs gearboxes for electric vans with SolidWorks."),
        (14, REGULAR, 10, "15/02/2014 \u2013 31/07/2018 Milano, Italy"),
        (5, BOLD, 11, "DESIGN ENGINEER OFFICINE LOMBARDE"),
        (22, BOLD, 13, "EDUCATION AND TRAINING"),
        (10, REGULAR, 10, "01/10/2007 \u2013 20/12/2013 Torino, Italy"),
        (5, BOLD, 11, "MASTER'S DEGREE IN MECHANICAL ENGINEERING Politecnico di Torino"),
        (22, BOLD, 13, "LANGUAGE SKILLS"),
        (10, REGULAR, 10, "Mother tongue(s): ITALIAN"),
        (5, REGULAR, 10, "Other language(s): ENGLISH C1 C1 B2 B2 C1"),
        (22, BOLD, 13, "DRIVING LICENCE"),
        (10, REGULAR, 10, "Driving Licence: B"),
    ]
    return pdf((50, lines))


@pytest.fixture
def read(live_server, key):
    def post(document):
        answer = requests.post(
            f"{live_server.url}/api/portal/parse_cv_batch_parallel",
            headers={"x-api-key": key},
            files={"files[]": ("export.pdf", document, "application/pdf")},
            timeout=60,
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["results"][0]["candidate"]

    return post


def periods(entries):
    return [(entry["start_date"], entry["end_date"]) for entry in entries]


@pytest.mark.covers("R005")
def test_a_linkedin_export(read):
    person = read(linkedin())

    assert person["name"] == "Nora Keller"
    assert (person["email"], person["phone"]) == ("nora.keller@example.org", "+44 7700 900321")
    assert person["linkedin"] == "https://www.linkedin.com/in/nora-keller"
    assert person["location"] == "Hamburg, Germany"
    assert [entry["company"] for entry in person["experience"]] == ["Harbour Systems", "Meridian Retail"]
    assert [entry["title"] for entry in person["experience"]] == ["Platform Engineer", "Software Developer"]
    assert periods(person["experience"]) == [("2020-01", None), ("2016-06", "2019-12")]
    assert person["experience"][0]["is_current"] is True
    assert [entry["institution"] for entry in person["education"]] == ["University of Hamburg"]
    assert {"Python", "Kubernetes", "PostgreSQL"} <= set(person["skills"])
    assert {item["language"] for item in person["languages"]} == {"German", "English"}


@pytest.mark.covers("R005")
def test_a_europass_cv(read):
    person = read(europass())

    assert person["name"] == "Matteo Ferrari"
    assert (person["email"], person["nationality"], person["driving_license"]) == (
        "matteo.ferrari@example.org",
        "Italian",
        "B",
    )
    assert person["phone"].replace("(", "").replace(")", "") == "+39 3312345678"
    assert periods(person["experience"]) == [("2018-09", None), ("2014-02", "2018-07")]
    assert "engineer" in person["experience"][0]["title"].lower()
    assert periods(person["education"]) == [("2007-10", "2013-12")]
    assert {item["language"].title() for item in person["languages"]} == {"Italian", "English"}  # in capitals there
