"""The documents drawn by reportlab with the standard fonts: one column, or two whose lines are drawn in turn."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsing.evals.field.sheet import Item, Line, Piece, Row, Section, Sheet, SkillLine
from parsing.evals.field.text import skill_text

_MARGIN_PT = 45.0
_CID_FONTS = {"zh": "STSong-Light", "ja": "HeiseiMin-W3", "ko": "HYSMyeongJo-Medium"}


@dataclass
class _Column:
    x_pt: float
    width_pt: float
    y_pt: float
    page: int = 0


@dataclass(frozen=True)
class _Mark:
    """A line of text with its place; drawn at the end, page by page."""

    page: int
    x_pt: float
    y_pt: float
    font: str
    size_pt: float
    text: str


class _Pen:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.page_size = LETTER if sheet.options.get("letter") else A4
        self.size_pt = float(sheet.options.get("size_pt", 10))
        self.marks: list[_Mark] = []
        family = _CID_FONTS.get(sheet.language)
        if family:
            registerFont(UnicodeCIDFont(family))
            self.plain = self.bold = family
        else:
            serif = sheet.options.get("serif")
            self.plain, self.bold = ("Times-Roman", "Times-Bold") if serif else ("Helvetica", "Helvetica-Bold")

    def write(
        self, column: _Column, text: str, *, bold: bool = False, size_pt: float = 0, indent_pt: float = 0
    ) -> None:
        size, font = size_pt or self.size_pt, self.bold if bold else self.plain
        for line in simpleSplit(text, font, size, column.width_pt - indent_pt) or [""]:
            self.advance(column, size)
            self.marks.append(_Mark(column.page, column.x_pt + indent_pt, column.y_pt, font, size, line))

    def advance(self, column: _Column, size_pt: float) -> None:
        column.y_pt -= size_pt * 1.35
        if column.y_pt < _MARGIN_PT:
            column.page += 1
            column.y_pt = self.page_size[1] - _MARGIN_PT - size_pt

    def pieces(self, column: _Column, pieces: tuple[Piece, ...], right: tuple[Piece, ...]) -> None:
        if sum(len(piece.text) for piece in (*pieces, *right)) * self.size_pt * 0.5 > column.width_pt and not right:
            self.write(
                column, "".join(piece.text for piece in pieces), bold=pieces[0].token in ("title", "institution")
            )
            return
        self.advance(column, self.size_pt)
        x_pt = column.x_pt
        for piece in pieces:
            font = self.bold if piece.token in ("title", "institution") else self.plain
            self.marks.append(_Mark(column.page, x_pt, column.y_pt, font, self.size_pt, piece.text))
            x_pt += stringWidth(piece.text, font, self.size_pt)
        text = "".join(piece.text for piece in right)
        end_pt = column.x_pt + column.width_pt - stringWidth(text, self.plain, self.size_pt)
        self.marks.append(_Mark(column.page, end_pt, column.y_pt, self.plain, self.size_pt, text))

    def section(self, column: _Column, section: Section) -> None:
        column.y_pt -= 8
        if section.heading:
            self.write(column, section.heading, bold=True, size_pt=self.size_pt + 2)
        for item in section.items:
            self.one(column, item)

    def one(self, column: _Column, item: Item | Line | SkillLine) -> None:
        if isinstance(item, Line):
            self.line(column, item)
        elif isinstance(item, SkillLine):
            self.write(column, skill_text(item, self.sheet))
        else:
            self.item(column, item)

    def item(self, column: _Column, item: Item) -> None:
        inner = column
        if item.aside:
            self.advance(column, self.size_pt)
            column.y_pt += self.size_pt * 1.35
            aside = _Column(column.x_pt, 105, column.y_pt, column.page)
            for row in item.aside:
                self.row(aside, row)
            inner = _Column(column.x_pt + 120, column.width_pt - 120, column.y_pt, column.page)
        for row in item.rows:
            self.row(inner, row)
        for line in item.lines:
            self.line(inner, line)
        column.y_pt, column.page = inner.y_pt - 4, inner.page

    def row(self, column: _Column, row: Row) -> None:
        self.pieces(column, row.left, row.right)

    def line(self, column: _Column, line: Line) -> None:
        bullet = self.sheet.options.get("bullet", "\u2022")
        self.write(column, f"{bullet} {line.text}" if line.bullet else line.text, indent_pt=10 if line.bullet else 0)

    def head(self, column: _Column) -> None:
        self.write(column, self.sheet.name, bold=True, size_pt=18)
        if self.sheet.headline:
            self.write(column, self.sheet.headline, size_pt=12)

    def contacts(self, column: _Column) -> None:
        shown = [contact.partition("->")[0].replace("::", " ") for contact in self.sheet.contacts]
        separator = self.sheet.options.get("separator")
        for text in [separator.join(shown)] if separator else shown:
            self.write(column, text)


def render(sheet: Sheet) -> bytes:
    """`layout` is "column" or "turns": a sidebar whose lines alternate in the file with those of the main text."""
    pen = _Pen(sheet)
    top_pt = pen.page_size[1] - _MARGIN_PT
    full = _Column(_MARGIN_PT, pen.page_size[0] - 2 * _MARGIN_PT, top_pt)
    pen.head(full)
    if sheet.layout == "turns":
        side = _Column(full.x_pt + full.width_pt - 150, 150, full.y_pt)
        main = _Column(full.x_pt, full.width_pt - 172, full.y_pt)
        pen.contacts(side)
        for section in sheet.sections:
            pen.section(side if section.side else main, section)
        pen.marks.sort(key=lambda mark: (mark.page, -mark.y_pt))
    else:
        pen.contacts(full)
        for section in sheet.sections:
            pen.section(full, section)
        pen.marks.sort(key=lambda mark: mark.page)
    return _draw(pen)


def _draw(pen: _Pen) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=pen.page_size, invariant=True)
    page = 0
    for mark in pen.marks:
        while page < mark.page:
            canvas.showPage()
            page += 1
        canvas.setFont(mark.font, mark.size_pt)
        canvas.drawString(mark.x_pt, mark.y_pt, mark.text)
    canvas.save()
    return buffer.getvalue()
