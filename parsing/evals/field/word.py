"""The documents as Word files: plain with tabs, with a sidebar table, as ruled tables, contacts in the page header."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from parsing.evals.field.sheet import Item, Line, Row, Section, Sheet, SkillLine
from parsing.evals.field.text import skill_text

# Words of a row that stand out, unless the document says otherwise.
_BOLD = ("title", "institution")


def render(sheet: Sheet) -> bytes:
    """`layout` is "plain", "sidebar" or "ruled"."""
    document = Document()
    document.sections[0].left_margin = document.sections[0].right_margin = Mm(20)
    writer = _Writer(sheet)
    top: Any = document.sections[0].header if sheet.options.get("in_header") else document
    if sheet.layout == "sidebar":
        side, main = document.add_table(rows=1, cols=2).rows[0].cells
        writer.head(main if sheet.options.get("name_in_main") else side)
        writer.contacts(side)
        for section in sheet.sections:
            writer.section(side if section.side else main, section)
    else:
        writer.head(top)
        writer.contacts(top)
        for section in sheet.sections:
            writer.section(document, section)
    if footer := sheet.options.get("footer"):
        document.sections[0].footer.paragraphs[0].add_run(footer)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class _Writer:
    """Writes into the document, a table cell or the page header; all have `add_paragraph`."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def paragraph(self, place: Any, text: str = "", *, bold: bool = False, size_pt: float = 0) -> Paragraph:
        paragraph: Paragraph = place.add_paragraph()
        if text:
            run = paragraph.add_run(text)
            run.bold = bold or None
            if size_pt:
                run.font.size = Pt(size_pt)
        if self.sheet.right_to_left:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - python-docx has no door to it
        return paragraph

    def head(self, place: Any) -> None:
        self.paragraph(place, self.sheet.name, bold=True, size_pt=self.sheet.options.get("name_size_pt", 20))
        if self.sheet.headline:
            self.paragraph(place, self.sheet.headline)

    def contacts(self, place: Any) -> None:
        shown = [contact.partition("->")[0].replace("::", "\t") for contact in self.sheet.contacts]
        if separator := self.sheet.options.get("separator"):
            self.paragraph(place, separator.join(shown))
        elif self.sheet.layout == "ruled":
            table = place.add_table(rows=0, cols=2)
            for line in shown:
                self._cells(table, line.split("\t", 1) if "\t" in line else ["", line])
        else:
            for line in shown:
                self.paragraph(place, line)

    def section(self, place: Any, section: Section) -> None:
        if section.heading:
            heading = self.paragraph(place, section.heading, bold=True, size_pt=13)
            if self.sheet.options.get("heading_styles"):
                heading.style = "Heading 1"
            else:
                heading.runs[0].font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
        if self.sheet.layout == "ruled" and section.kind in ("jobs", "education"):
            self.table(place, section)
            return
        for item in section.items:
            self.one(place, item)

    def table(self, place: Any, section: Section) -> None:
        """An entry is a row, each row of its pattern a cell; what else it has is in its last cell."""
        items = [item for item in section.items if isinstance(item, Item)]
        columns = self.sheet.options.get(f"{section.kind}_columns", ())
        width = len(columns) or max(len(item.aside) + len(item.rows) for item in items)
        table = place.add_table(rows=0, cols=width)
        table.style = "Table Grid"
        if columns:
            self._cells(table, columns)
        for item in items:
            rows = ["".join(piece.text for piece in row.left) for row in (*item.aside, *item.rows)]
            cells = self._cells(table, rows + [""] * (width - len(rows)))
            for line in item.lines:
                cells[-1].add_paragraph(line.text, style="List Bullet" if line.bullet else None)

    def _cells(self, table: Any, texts: list[str]) -> Any:
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            cell.paragraphs[0].add_run(text)
        return cells

    def one(self, place: Any, item: Item | Line | SkillLine) -> None:
        if isinstance(item, SkillLine):
            self.paragraph(place, skill_text(item, self.sheet))
        elif isinstance(item, Line):
            self.line(place, item)
        elif item.aside:
            table = place.add_table(rows=1, cols=2)
            left, right = table.rows[0].cells
            for row in item.aside:
                self.row(left, row)
            for row in item.rows:
                self.row(right, row)
            for line in item.lines:
                self.line(right, line)
        else:
            for row in item.rows:
                self.row(place, row)
            for line in item.lines:
                self.line(place, line)

    def line(self, place: Any, line: Line) -> None:
        paragraph = self.paragraph(place, line.text)
        if line.bullet:
            paragraph.style = "List Bullet"

    def row(self, place: Any, row: Row) -> None:
        paragraph = self.paragraph(place)
        bold = self.sheet.options.get("bold", _BOLD)
        for piece in row.left:
            paragraph.add_run(piece.text).bold = piece.token in bold or None
        if row.right:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(165), WD_TAB_ALIGNMENT.RIGHT)
            paragraph.add_run("\t" + "".join(piece.text for piece in row.right))
