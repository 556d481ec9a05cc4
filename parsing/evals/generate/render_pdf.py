"""PDF drawn word by word with the standard fonts: one column, or a sidebar drawn before or after the main text.

Only for languages whose letters the standard fonts have; Chromium prints the others.
"""

from dataclasses import dataclass
from io import BytesIO
from random import Random

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsing.evals.generate.compose import Item, Part, Row, Sheet
from parsing.evals.generate.render_html import SIDE_PARTS
from parsing.evals.generate.render_txt import printed_name

LAYOUTS = ("single", "sidebar_left", "sidebar_right")
STANDARD_LANGUAGES = frozenset({"en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "fi"})
ASIAN_FONTS = {"zh": "STSong-Light", "ja": "HeiseiKakuGo-W5", "ko": "HYGothic-Medium"}
LANGUAGES = STANDARD_LANGUAGES | set(ASIAN_FONTS)

_MARGIN_PT = 42.0


@dataclass
class _Column:
    """Where the next line goes."""

    x0_pt: float
    width_pt: float
    y_pt: float  # from the bottom, as the canvas counts


class _Pen:
    def __init__(self, canvas: Canvas, sheet: Sheet, rng: Random, page_size: tuple[float, float]) -> None:
        self.canvas, self.page_size = canvas, page_size
        self.top_pt = page_size[1] - _MARGIN_PT
        family = ASIAN_FONTS.get(sheet.language)
        if family:
            if family not in getRegisteredFontNames():
                registerFont(UnicodeCIDFont(family))
            self.fonts = dict.fromkeys(("plain", "bold", "italic"), family)
        else:
            bold, italic = rng.choice((("Helvetica-Bold", "Helvetica-Oblique"), ("Times-Bold", "Times-Italic")))
            self.fonts = {"plain": bold.split("-")[0].replace("Times", "Times-Roman"), "bold": bold, "italic": italic}
        self.per_character = bool(family)
        self.size_pt = rng.choice((9.0, 10.0, 10.5))

    def text(self, column: _Column, text: str, *, style: str = "plain", size_pt: float = 0, right: str = "") -> None:
        size = size_pt or self.size_pt
        font = self.fonts[style]
        room = column.width_pt - (stringWidth(right, font, size) + 12 if right else 0)
        for index, line in enumerate(self.wrap(text, font, size, room)):
            self.line(column, size)
            self.canvas.setFont(font, size)
            self.canvas.drawString(column.x0_pt, column.y_pt, line)
            if right and index == 0:
                self.canvas.drawRightString(column.x0_pt + column.width_pt, column.y_pt, right)

    def line(self, column: _Column, size_pt: float) -> None:
        column.y_pt -= size_pt * 1.32
        if column.y_pt < _MARGIN_PT:
            self.canvas.showPage()
            column.y_pt = self.top_pt - size_pt

    def wrap(self, text: str, font: str, size_pt: float, width_pt: float) -> list[str]:
        pieces = list(text) if self.per_character else text.split(" ")
        joiner = "" if self.per_character else " "
        lines = [""]
        for piece in pieces:
            longer = f"{lines[-1]}{joiner}{piece}" if lines[-1] else piece
            if stringWidth(longer, font, size_pt) <= width_pt or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(piece)
        return lines

    def part(self, column: _Column, part: Part, rng: Random) -> None:
        column.y_pt -= self.size_pt * 0.8
        self.text(column, part.heading, style="bold", size_pt=self.size_pt + 3)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(column.x0_pt, column.y_pt - 3, column.x0_pt + column.width_pt, column.y_pt - 3)
        column.y_pt -= 4
        for item in part.items:
            self.item(column, item)
            column.y_pt -= rng.choice((3.0, 5.0))

    def item(self, column: _Column, item: Item) -> None:
        inner = column
        if item.aside:
            self.text(column, item.aside)
            column.y_pt += self.size_pt * 1.32
            inner = _Column(column.x0_pt + 118, column.width_pt - 118, column.y_pt)
        for row in item.rows:
            self.row(inner, row)
        bullets = _Column(inner.x0_pt + 10, inner.width_pt - 10, inner.y_pt)
        for text in item.bullets:
            self.text(bullets, f"\u2022 {text}" if not self.per_character else f"\u30fb{text}")
        column.y_pt = bullets.y_pt

    def row(self, column: _Column, row: Row) -> None:
        style = "bold" if row.bold else "italic" if row.italic else "plain"
        self.text(column, row.left.replace("\u25cf", "*").replace("\u25cb", "o"), style=style, right=row.right)


def render_pdf(sheet: Sheet, layout: str, rng: Random) -> bytes:
    page_size = rng.choice((A4, LETTER))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=page_size, invariant=True)
    pen = _Pen(canvas, sheet, rng, page_size)
    full = _Column(_MARGIN_PT, page_size[0] - 2 * _MARGIN_PT, pen.top_pt)
    if layout == "single":
        _title(pen, full, sheet)
        _contacts(pen, full, sheet)
        for part in sheet.parts:
            pen.part(full, part, rng)
    else:
        _with_sidebar(pen, full, sheet, layout, rng)
    canvas.save()
    return buffer.getvalue()


def _with_sidebar(pen: _Pen, full: _Column, sheet: Sheet, layout: str, rng: Random) -> None:
    """The main text comes last in the file, since it may run to a second page."""
    side_width = 165.0
    main_x0 = full.x0_pt + (side_width + 20 if layout == "sidebar_left" else 0)
    side_x0 = full.x0_pt if layout == "sidebar_left" else full.x0_pt + full.width_pt - side_width
    side = _Column(side_x0, side_width, pen.top_pt)
    main = _Column(main_x0, full.width_pt - side_width - 20, pen.top_pt)
    if sheet.contact_heading:
        pen.text(side, sheet.contact_heading, style="bold", size_pt=pen.size_pt + 3)
    _contacts(pen, side, sheet)
    for part in sheet.parts:
        if part.kind in SIDE_PARTS:
            pen.part(side, part, rng)
    _title(pen, main, sheet)
    for part in sheet.parts:
        if part.kind not in SIDE_PARTS:
            pen.part(main, part, rng)


def _title(pen: _Pen, column: _Column, sheet: Sheet) -> None:
    pen.text(column, printed_name(sheet), style="bold", size_pt=19)
    if sheet.headline:
        pen.text(column, sheet.headline, style="italic", size_pt=12)
    column.y_pt -= 4


def _contacts(pen: _Pen, column: _Column, sheet: Sheet) -> None:
    for line in [" | ".join(sheet.contacts)] if sheet.one_line_contacts else sheet.contacts:
        pen.text(column, line)
