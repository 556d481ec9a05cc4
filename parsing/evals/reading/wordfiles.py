"""DOCX layouts: paragraphs with tabs, tables used as layout, text boxes, headers and footers, columns."""

# ruff: noqa: SLF001 - python-docx has no other way to text boxes and tracked changes than its private XML

import io
from collections.abc import Callable
from copy import deepcopy

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.table import _Cell

from parsing.evals.reading.texts import Texts

_TEXT_BOX = (
    "<w:r {namespaces} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape style='width:180pt;height:200pt'>"
    "<v:textbox><w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def _bytes(document: DocxDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _entries(document: DocxDocument | _Cell, texts: Texts, count: int) -> None:
    for _ in range(count):
        document.add_paragraph(f"{texts.title()}\t{texts.dates()}")
        document.add_paragraph(texts.short())
        for _ in range(3):
            document.add_paragraph(texts.sentence(), style="List Bullet")


def _header(document: DocxDocument, texts: Texts) -> None:
    document.add_heading(texts.title(), 0)
    document.add_paragraph(texts.short())
    document.add_paragraph(texts.contact())


def tabs(texts: Texts) -> bytes:
    document = Document()
    _header(document, texts)
    for _ in range(3):
        document.add_heading(texts.heading(), 1)
        _entries(document, texts, 2)
    return _bytes(document)


def sidebar_table(texts: Texts) -> bytes:
    """The whole document in one row of two cells."""
    document = Document()
    left, right = document.add_table(1, 2).rows[0].cells
    left.text = texts.title()
    for _ in range(3):
        left.add_paragraph(texts.heading())
        for _ in range(5):
            left.add_paragraph(texts.short())
    right.text = texts.heading()
    _entries(right, texts, 3)
    return _bytes(document)


def dates_table(texts: Texts) -> bytes:
    """A row for each entry: dates, then what was done."""
    document = Document()
    _header(document, texts)
    table = document.add_table(0, 2)
    for _ in range(5):
        left, right = table.add_row().cells
        left.text = texts.dates()
        right.text = texts.title()
        right.add_paragraph(texts.short())
        for _ in range(2):
            right.add_paragraph(texts.sentence(), style="List Bullet")
    return _bytes(document)


def value_table(texts: Texts) -> bytes:
    document = Document()
    _header(document, texts)
    table = document.add_table(0, 3)
    for _ in range(6):
        for cell, text in zip(table.add_row().cells, (texts.short(), texts.title(), texts.dates()), strict=True):
            cell.text = text
    document.add_paragraph(texts.paragraph())
    return _bytes(document)


def nested_table(texts: Texts) -> bytes:
    """A table of dates inside the wide cell of a sidebar."""
    document = Document()
    left, right = document.add_table(1, 2).rows[0].cells
    left.text = texts.title()
    for _ in range(6):
        left.add_paragraph(texts.short())
    right.text = texts.heading()
    inner = right.add_table(0, 2)
    for _ in range(4):
        cells = inner.add_row().cells
        cells[0].text = texts.dates()
        cells[1].text = texts.title()
        cells[1].add_paragraph(texts.sentence())
    right.add_paragraph(texts.paragraph())
    return _bytes(document)


def text_box(texts: Texts) -> bytes:
    """A paragraph, a text box anchored in it, and the text after it."""
    document = Document()
    _header(document, texts)
    anchor = document.add_paragraph(texts.paragraph())
    inner = "".join(f"<w:p><w:r><w:t>{texts.short()}</w:t></w:r></w:p>" for _ in range(5))
    anchor._p.append(parse_xml(_TEXT_BOX.format(namespaces=nsdecls("w"), paragraphs=inner)))
    document.add_heading(texts.heading(), 1)
    _entries(document, texts, 3)
    return _bytes(document)


def margins(texts: Texts) -> bytes:
    """Name and contact in the page's header, a note in its footer, a deleted and an inserted passage."""
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = texts.title()
    section.header.add_paragraph(texts.contact())
    document.add_heading(texts.heading(), 1)
    changed = document.add_paragraph()
    for tag, text in (("w:del", "struck out long ago"), ("w:ins", texts.sentence())):
        change = OxmlElement(tag)
        change.append(deepcopy(Document().add_paragraph(text).runs[0]._r))
        changed._p.append(change)
    _entries(document, texts, 2)
    section.footer.paragraphs[0].text = texts.sentence()
    return _bytes(document)


LAYOUTS: dict[str, Callable[[Texts], bytes]] = {
    layout.__name__: layout
    for layout in (tabs, sidebar_table, dates_table, value_table, nested_table, text_box, margins)
}
