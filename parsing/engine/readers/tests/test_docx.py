"""DOCX: everything that a reader of the page sees, and nothing that they do not."""

import io
import zipfile
from typing import Any

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, RGBColor

from parsing.engine import readers
from parsing.engine.model import Hidden, Part
from parsing.engine.readers.tests.makers import docx, package, read_lines, texts


def test_headings_bullets_and_tabs() -> None:
    def write(document: Any) -> None:
        document.add_heading("Experience", 1)
        document.add_paragraph("Engineer\t2019 - 2021")
        document.add_paragraph("Led a team", style="List Bullet")

    heading, entry, item = read_lines(docx(write)).lines

    assert (heading.text, heading.heading_level, heading.bold) == ("Experience", 1, True)
    assert [segment.text for segment in entry.segments] == ["Engineer", "2019 - 2021"]
    assert (item.text, item.bullet) == ("Led a team", True)


@pytest.mark.covers("R005")
def test_headers_come_first_and_footers_last() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("Body of the document")
        document.sections[0].header.paragraphs[0].text = "Jane Doe"
        document.sections[0].footer.paragraphs[0].text = "References on request"

    lines = read_lines(docx(write)).lines

    assert [(line.text, line.part) for line in lines] == [
        ("Jane Doe", Part.HEADER),
        ("Body of the document", Part.BODY),
        ("References on request", Part.FOOTER),
    ]


def test_page_numbers_of_the_footer_are_furniture() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("Body of the document")
        document.sections[0].footer.paragraphs[0].text = "Page 1 of 2"

    read = read_lines(docx(write))

    assert [line.text for line in read.lines] == ["Body of the document"]
    assert read.furniture == ("Page 1 of 2",)


def test_hyperlinks_carry_their_target() -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("See ")
        target = document.part.relate_to(
            "https://example.com/me",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), target)
        link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>my page</w:t></w:r>"))
        paragraph._p.append(link)

    (line,) = read_lines(docx(write)).lines

    assert (line.text, line.links) == ("See my page", ("https://example.com/me",))


def test_accepted_insertions_are_read_and_deletions_are_not() -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("Senior ")
        for tag, inner in (
            ("del", "<w:r><w:delText>clerk</w:delText></w:r>"),
            ("ins", "<w:r><w:t>manager</w:t></w:r>"),
        ):
            paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')}>{inner}</w:{tag}>"))

    assert texts(docx(write)) == ["Senior manager"]


@pytest.mark.covers("R005")
def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f"<w:r {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
        " xmlns:v='urn:schemas-microsoft-com:vml'><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    def write(document: Any) -> None:
        document.add_paragraph("Anchor")._p.append(parse_xml(both))

    lines = read_lines(docx(write)).lines

    assert [(line.text, line.part) for line in lines] == [("Anchor", Part.BODY), ("In the box", Part.TEXT_BOX)]


def test_hidden_and_white_text_is_kept_apart() -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("Seen ")
        paragraph.add_run("vanished").font.hidden = True
        paragraph.add_run("white").font.color.rgb = RGBColor(255, 255, 255)

    data = docx(write)

    runs = {run.text: run.hidden for run in readers.read(data).paragraphs[0].runs}
    assert runs == {"Seen ": None, "vanished": Hidden.MARKED, "white": Hidden.COLOUR}
    assert read_lines(data).hidden_text == ("vanished", "white")


def test_white_text_in_a_shaded_cell_is_seen() -> None:
    def write(document: Any) -> None:
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:shd {nsdecls('w')} w:val='clear' w:fill='1F3864'/>"))
        cell.paragraphs[0].add_run("CONTACT").font.color.rgb = RGBColor(255, 255, 255)

    assert texts(docx(write)) == ["CONTACT"]


@pytest.mark.covers("R005")
def test_a_row_of_short_cells_is_a_line_and_wide_cells_are_columns() -> None:
    def write(document: Any) -> None:
        row = document.add_table(1, 2).rows[0].cells
        row[0].text, row[1].text = "2019 - 2021", "Engineer"
        document.add_paragraph("Between")
        left, right = document.add_table(1, 2).rows[0].cells
        for cell, name in ((left, "left"), (right, "right")):
            cell.text = f"{name} one"
            for number in ("two", "three", "four"):
                cell.add_paragraph(f"{name} {number}")

    assert texts(docx(write)) == [
        "2019 - 2021  Engineer",
        "Between",
        *(f"left {number}" for number in ("one", "two", "three", "four")),
        *(f"right {number}" for number in ("one", "two", "three", "four")),
    ]


def test_numbered_items_are_items_also_where_a_style_numbers_them() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("Planned the budget", style="List Number")
        item = document.add_paragraph("Led a team")
        numbers = "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>"
        item._p.get_or_add_pPr().append(parse_xml(numbers.replace("<w:numPr", f"<w:numPr {nsdecls('w')}", 1)))
        document.add_paragraph("Plain")

    assert [(line.text, line.bullet) for line in read_lines(docx(write)).lines] == [
        ("Planned the budget", True),
        ("Led a team", True),
        ("Plain", False),
    ]


@pytest.mark.covers("R005")
def test_footnotes_are_read_last_and_their_separators_are_not() -> None:
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>---</w:t></w:r></w:p>"
        "</w:footnote><w:footnote w:id='1'><w:p><w:r><w:t>Graduated with honours</w:t></w:r></w:p></w:footnote>"
        "</w:footnotes>"
    )

    def write(document: Any) -> None:
        document.add_paragraph("BSc Physics")
        document.add_paragraph("Last of the body")

    sources = zipfile.ZipFile(io.BytesIO(docx(write)))
    parts = {name: sources.read(name) for name in sources.namelist()}
    lines = read_lines(package(parts | {"word/footnotes.xml": notes.encode()})).lines

    assert [(line.text, line.part) for line in lines] == [
        ("BSc Physics", Part.BODY),
        ("Last of the body", Part.BODY),
        ("Graduated with honours", Part.FOOTNOTE),
    ]


def test_tables_and_text_boxes_of_a_header_are_read_with_it() -> None:
    box = (
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:textbox><w:txbxContent><w:p><w:r>"
        "<w:t>jane@example.org</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"
    )

    def write(document: Any) -> None:
        document.add_paragraph("Body of the document")
        header = document.sections[0].header
        header.paragraphs[0].text = "Jane Doe"
        header.paragraphs[0]._p.append(parse_xml(box))
        cells = header.add_table(1, 2, Inches(6)).rows[0].cells
        cells[0].text, cells[1].text = "Leeds", "0113 496 0000"

    lines = read_lines(docx(write)).lines

    assert [line.text for line in lines] == [
        "Jane Doe",
        "jane@example.org",
        "Leeds  0113 496 0000",
        "Body of the document",
    ]
    assert [line.part for line in lines] == [Part.HEADER] * 3 + [Part.BODY]
