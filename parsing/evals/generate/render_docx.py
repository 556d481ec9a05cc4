"""Word documents: plain with tabs, a table of dates, a sidebar table, contacts in the header or in a text box."""

from datetime import UTC, datetime
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from parsing.evals.generate.compose import Item, Part, Row, Sheet
from parsing.evals.generate.render_html import SIDE_PARTS
from parsing.evals.generate.render_txt import printed_name

LAYOUTS = ("plain", "dates_table", "sidebar_table", "header_contacts", "text_box")

TEXT_BOX = """<w:p {ns} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:r><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset>
</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="5000000" cy="900000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="Box"/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>
<wps:spPr/><wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></w:r></w:p>"""


class _Writer:
    """Adds rows to the document body or to a table cell; both have `add_paragraph`."""

    def __init__(self, sheet: Sheet, rng: Random) -> None:
        self.sheet = sheet
        self.word_headings = rng.random() < 0.5
        self.list_style = rng.random() < 0.7

    def paragraph(
        self, place: object, text: str, *, bold: bool = False, italic: bool = False, size_pt: float = 0
    ) -> Paragraph:
        paragraph: Paragraph = place.add_paragraph()  # type: ignore[attr-defined]  # Document and _Cell share no base
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        if size_pt:
            run.font.size = Pt(size_pt)
        if self.sheet.right_to_left:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - python-docx has no door to it
        return paragraph

    def heading(self, place: object, text: str) -> None:
        paragraph = self.paragraph(place, text, bold=True, size_pt=13)
        if self.word_headings:
            paragraph.style = "Heading 1"

    def title(self, place: object) -> None:
        self.paragraph(place, printed_name(self.sheet), bold=True, size_pt=20)
        if self.sheet.headline:
            self.paragraph(place, self.sheet.headline, italic=True)

    def contacts(self, place: object) -> None:
        lines = [" | ".join(self.sheet.contacts)] if self.sheet.one_line_contacts else list(self.sheet.contacts)
        for line in lines:
            self.paragraph(place, line)

    def part(self, place: object, part: Part) -> None:
        self.heading(place, part.heading)
        for item in part.items:
            self.item(place, item)

    def item(self, place: object, item: Item) -> None:
        if item.aside:
            self.paragraph(place, item.aside)
        for row in item.rows:
            self.row(place, row)
        for text in item.bullets:
            if self.list_style:
                self.paragraph(place, text).style = "List Bullet"
            else:
                self.paragraph(place, f"• {text}")

    def row(self, place: object, row: Row) -> None:
        text = f"{row.left}\t{row.right}" if row.right else row.left
        paragraph = self.paragraph(place, text, bold=row.bold, italic=row.italic)
        if row.right:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(165), WD_TAB_ALIGNMENT.RIGHT)


def render_docx(sheet: Sheet, layout: str, rng: Random) -> bytes:
    document = Document()
    document.core_properties.created = document.core_properties.modified = datetime(2026, 10, 1, tzinfo=UTC)
    writer = _Writer(sheet, rng)
    _LAYOUTS[layout](document, writer, sheet)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _plain(document: WordDocument, writer: _Writer, sheet: Sheet) -> None:
    writer.title(document)
    writer.contacts(document)
    for part in sheet.parts:
        writer.part(document, part)


def _header_contacts(document: WordDocument, writer: _Writer, sheet: Sheet) -> None:
    header = document.sections[0].header
    writer.title(header)
    writer.contacts(header)
    for part in sheet.parts:
        writer.part(document, part)


def _text_box(document: WordDocument, writer: _Writer, sheet: Sheet) -> None:
    lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in sheet.contacts)
    writer.title(document)
    document.element.body.insert_element_before(
        parse_xml(TEXT_BOX.format(ns=nsdecls("w"), paragraphs=lines)), "w:sectPr"
    )
    for part in sheet.parts:
        writer.part(document, part)


def _dates_table(document: WordDocument, writer: _Writer, sheet: Sheet) -> None:
    writer.title(document)
    writer.contacts(document)
    for part in sheet.parts:
        if part.kind not in ("experience", "education"):
            writer.part(document, part)
            continue
        writer.heading(document, part.heading)
        table = document.add_table(rows=0, cols=2)
        for item in part.items:
            left, right = table.add_row().cells
            date = item.aside or next((row.right for row in item.rows if row.right), "")
            left.paragraphs[0].add_run(date)
            rows = tuple(
                Row(row.left, "" if row.right == date else row.right, row.bold, row.italic) for row in item.rows
            )
            writer.item(right, Item(rows, "", item.bullets))


def _sidebar_table(document: WordDocument, writer: _Writer, sheet: Sheet) -> None:
    table = document.add_table(rows=1, cols=2)
    side, main = table.rows[0].cells
    writer.title(main)
    if sheet.contact_heading:
        writer.heading(side, sheet.contact_heading)
    writer.contacts(side)
    for part in sheet.parts:
        writer.part(side if part.kind in SIDE_PARTS else main, part)


_LAYOUTS = {
    "plain": _plain,
    "dates_table": _dates_table,
    "sidebar_table": _sidebar_table,
    "header_contacts": _header_contacts,
    "text_box": _text_box,
}
