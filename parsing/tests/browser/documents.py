"""Small CVs made for the tests."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_CV = """{name}
{email} | Leeds, United Kingdom

Experience

{title}, Northwind Logistics
April 2021 - Present
- Built services in {skill}

Developer, Halden Software
September 2016 - March 2020
- Wrote reports in SQL

Education

BSc Computer Science, University of Leeds
2013 - 2016

Skills
{skill}, PostgreSQL, Docker
"""


def text_cv(name: str, *, title: str = "Senior Engineer", skill: str = "Python") -> bytes:
    """A CV as plain text."""
    email = name.lower().replace(" ", ".") + "@example.org"
    return _CV.format(name=name, email=email, title=title, skill=skill).encode()


def pdf_cv(name: str, **details: str) -> bytes:
    """The same on one page of a PDF."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    text = canvas.beginText(56, 780)
    for number, line in enumerate(text_cv(name, **details).decode().splitlines()):
        text.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 16 if number == 0 else 11)
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return out.getvalue()
