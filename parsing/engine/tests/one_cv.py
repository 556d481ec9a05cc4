"""One and the same resume as a file of every format, each as a program of that format would write it."""

import io
from collections.abc import Iterator

from docx import Document as WordDocument
from docx.shared import Pt, RGBColor
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from parsing.engine.readers import render_page
from parsing.engine.readers.tests.doc_files import BOLD, HEADING, LIST_ITEM, WHITE, Piece, doc, size
from parsing.engine.readers.tests.makers import package, pdf, saying_other_letters

NAME, HEADING_LINE, STRONG, ITEM, PLAIN = "name", "heading", "strong", "item", "plain"
SECOND_PAGE_AT = 10  # the line that opens it, where a format has pages
LINES = (
    (NAME, "Harriet Bennett"),
    (PLAIN, "harriet.bennett@example.org"),
    (PLAIN, "+44 20 7946 0958"),
    (HEADING_LINE, "Work Experience"),
    (STRONG, "Structural Engineer, March 2019 - Present"),
    (PLAIN, "Northern Bridges Ltd"),
    (ITEM, "Planned a bridge in Z\u00fcrich and a tunnel near S\u00e3o Paulo"),
    (STRONG, "Site Manager, June 2014 - February 2019"),
    (PLAIN, "Harbour Works Ltd"),
    (ITEM, "Led a team of twelve people at the fa\u00e7ade of a museum"),
    (HEADING_LINE, "Education"),
    (STRONG, "Bachelor of Science in Civil Engineering, 2010 - 2013"),
    (PLAIN, "University of Leeds"),
)
ACCENTED = ("Z\u00fcrich", "S\u00e3o Paulo", "fa\u00e7ade")
_SCAN_WIDTH_PX = 1654  # A4 at 200 dpi
_BULLET = "\u2022"


def as_text() -> str:
    return "\n".join(f"{'- ' if kind == ITEM else ''}{text}" for kind, text in _with_gaps()) + "\n"


def _with_gaps() -> Iterator[tuple[str, str]]:
    for kind, text in LINES:
        if kind in (HEADING_LINE, STRONG):
            yield PLAIN, ""
        yield kind, text


def as_pdf() -> bytes:
    return pdf(lambda canvas: _draw(canvas, "Helvetica", "Helvetica-Bold"))


def as_pdf_with_a_wrong_text_layer() -> bytes:
    """Its pages show the resume; what they say to programs is made of other letters."""

    def draw(canvas: Canvas) -> None:
        for name in ("Vera", "VeraBd"):
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
        _draw(canvas, "Vera", "VeraBd")

    return saying_other_letters(pdf(draw, pageCompression=0))


def _draw(canvas: Canvas, plain: str, bold: str) -> None:
    at = 780.0
    for number, (kind, text) in enumerate(LINES):
        if number == SECOND_PAGE_AT:
            canvas.showPage()
            at = 780.0
        at -= 12 if kind in (HEADING_LINE, STRONG) else 0
        points = {NAME: 22, HEADING_LINE: 15}.get(kind, 11)
        canvas.setFont(plain if kind in (PLAIN, ITEM) else bold, points)
        canvas.drawString(72, at, f"{_BULLET} {text}" if kind == ITEM else text)
        at -= 1.5 * points


def as_pictures() -> list[Image.Image]:
    """Both pages."""
    pages = (render_page(as_pdf(), number, width_px=_SCAN_WIDTH_PX) for number in range(2))
    return [Image.open(io.BytesIO(page)).convert("L") for page in pages]


def as_picture(kind: str) -> bytes:
    """One picture, the second page below the first; of a TIFF both pages."""
    first, second = as_pictures()
    buffer = io.BytesIO()
    if kind == "TIFF":
        first.save(buffer, kind, save_all=True, append_images=[second], dpi=(200, 200))
        return buffer.getvalue()
    half = first.height // 2
    whole = Image.new("L", first.size, 255)
    whole.paste(first.crop((0, 0, first.width, half)), (0, 0))
    whole.paste(second.crop((0, 0, first.width, half)), (0, half))
    whole.save(buffer, kind, quality=90) if kind != "PNG" else whole.save(buffer, kind)
    return buffer.getvalue()


def as_scanned_pdf() -> bytes:
    def draw(canvas: Canvas) -> None:
        for picture in as_pictures():
            canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
            canvas.showPage()

    return pdf(draw)


def as_docx() -> bytes:
    document = WordDocument()
    for kind, text in LINES:
        if kind == NAME:
            document.add_heading(text, 0)
        elif kind == HEADING_LINE:
            document.add_heading(text, 1)
        elif kind == ITEM:
            document.add_paragraph(text, style="List Bullet")
        else:
            document.add_paragraph().add_run(text).bold = kind == STRONG
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_doc() -> bytes:
    return doc(_pieces())


def _pieces() -> list[Piece]:
    styles = {NAME: HEADING, HEADING_LINE: HEADING, ITEM: LIST_ITEM}
    return [Piece(f"{text}\r", BOLD if kind == STRONG else b"", styles.get(kind, 0)) for kind, text in LINES]


def as_rtf() -> bytes:
    written = {NAME: r"\pard\b\fs44 %s\b0\fs22\par", HEADING_LINE: r"\pard\s1\b\fs30 %s\b0\fs22\par"}
    written |= {STRONG: r"\pard\b %s\b0\par", ITEM: r"\pard{\pntext\'95\tab}%s\par", PLAIN: r"\pard %s\par"}
    body = "\n".join(written[kind] % _escaped(text) for kind, text in LINES)
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\stylesheet{\s1 heading 1;}}\fs22 "
    return f"{head}{body}}}".encode("ascii")


def _escaped(text: str) -> str:
    return "".join(character if character.isascii() else f"\\u{ord(character)}?" for character in text)


def as_odt(more_styles: str = "", before: str = "") -> bytes:
    prefix = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{name}="{prefix}{name}:1.0"' for name in ("office", "style", "text"))
    spaces += f' xmlns:fo="{prefix}xsl-fo-compatible:1.0"'
    bold = '<style:style style:name="b" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>'
    written = {NAME: '<text:h text:outline-level="1">%s</text:h>', PLAIN: "<text:p>%s</text:p>"}
    written |= {HEADING_LINE: written[NAME], STRONG: '<text:p text:style-name="b">%s</text:p>'}
    written |= {ITEM: "<text:list><text:list-item><text:p>%s</text:p></text:list-item></text:list>"}
    body = "".join(written[kind] % text for kind, text in LINES)
    content = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>
    <office:automatic-styles>{bold}</style:style>{more_styles}</office:automatic-styles>
    <office:body><office:text>{before}{body}</office:text></office:body></office:document-content>"""
    return package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


UNSEEN = "Kubernetes, other.person@example.org, Chief Executive at Example Ltd, 2001 - 2012"


def with_unseen(kind: str, look: str) -> bytes:
    """The resume with a first line that nobody sees: "white" or "tiny"."""
    return _UNSEEN_IN[kind](look)


def _docx_with_unseen(look: str) -> bytes:
    document = WordDocument(io.BytesIO(as_docx()))
    run = document.paragraphs[0].insert_paragraph_before().add_run(UNSEEN)
    if look == "white":
        run.font.color.rgb = RGBColor(255, 255, 255)
    else:
        run.font.size = Pt(1)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf_with_unseen(look: str) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 11 if look == "white" else 1)
        canvas.setFillGray(1 if look == "white" else 0)
        canvas.drawString(72, 820, UNSEEN)
        canvas.restoreState()
        _draw(canvas, "Helvetica", "Helvetica-Bold")

    return pdf(draw)


def _doc_with_unseen(look: str) -> bytes:
    return doc([Piece(f"{UNSEEN}\r", WHITE if look == "white" else size(1)), *_pieces()])


def _rtf_with_unseen(look: str) -> bytes:
    changes = rb"\cf1 " if look == "white" else rb"\fs2 "
    head, body = as_rtf().split(rb"\fs22 ", 1)
    table = rb"{\colortbl;\red255\green255\blue255;}"
    return head + table + rb"{\pard" + changes + UNSEEN.encode() + rb"\par}\fs22 " + body


def _odt_with_unseen(look: str) -> bytes:
    properties = 'fo:color="#ffffff"' if look == "white" else 'fo:font-size="1pt"'
    style = f'<style:style style:name="u" style:family="paragraph"><style:text-properties {properties}/></style:style>'
    return as_odt(style, f'<text:p text:style-name="u">{UNSEEN}</text:p>')


def _html_with_unseen(look: str) -> bytes:
    style = "color: white" if look == "white" else "font-size: 1px"
    return as_html().replace(b"<body>", f'<body><p style="{style}">{UNSEEN}</p>'.encode())


_UNSEEN_IN = {
    "docx": _docx_with_unseen,
    "pdf": _pdf_with_unseen,
    "doc": _doc_with_unseen,
    "rtf": _rtf_with_unseen,
    "odt": _odt_with_unseen,
    "html": _html_with_unseen,
}


def as_html() -> bytes:
    written = {NAME: "<h1>%s</h1>", HEADING_LINE: "<h2>%s</h2>", STRONG: "<p><strong>%s</strong></p>"}
    written |= {ITEM: "<ul><li>%s</li></ul>", PLAIN: "<p>%s</p>"}
    body = "\n".join(written[kind] % text for kind, text in LINES)
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()
