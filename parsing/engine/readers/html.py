"""HTML: what a browser would show, paragraph by paragraph; scripts never run and nothing is fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree
from lxml import html as lxml_html

from parsing.engine.errors import DocumentTooComplex, UnreadableDocument
from parsing.engine.model import Cell, Document, Hidden, Paragraph, Run
from parsing.engine.readers import html_styles
from parsing.engine.readers.limits import MAX_ATTRIBUTES, MAX_PARAGRAPHS, MAX_XML_DEPTH
from parsing.engine.readers.normalise import normalise
from parsing.engine.readers.txt import decode

_SKIPPED = frozenset({"script", "style", "head", "template", "noscript", "svg", "iframe", "object", "select", "meta"})
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr td th "
    "ul caption".split()
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_HEADING_PT = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 9.0}
_BODY_PT = 12.0
_TINY_PT = 2.0
_WHITE = 0xFFFFFF


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    size_pt: float = _BODY_PT
    link: str | None = None
    hidden: Hidden | None = None
    verbatim: bool = False  # white space counts
    colour: int = 0
    behind: int = _WHITE  # the colour; negative for a picture


def read_html(data: bytes) -> Document:
    """The paragraphs of an HTML page. Raises UnreadableDocument, DocumentTooComplex."""
    # The parser compares every attribute of a tag with all others.
    if any(part.rpartition(b"<")[2].count(b"=") > MAX_ATTRIBUTES for part in data.split(b">")):
        raise DocumentTooComplex
    try:
        root = lxml_html.document_fromstring(_text(data), parser=lxml_html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument from error
    walk = _Walk(html_styles.sheet_of(root))
    walk.element(root, _Look(), None, 0)
    walk.end_paragraph()
    return Document(format="html", paragraphs=tuple(walk.paragraphs))


def _text(data: bytes) -> str:
    """Decoded as the page says, where it says and that works."""
    declared = _CHARSET.search(data[:2048])
    text = ""
    if declared:
        try:
            text = data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            text = ""
    text = text or decode(data)
    # lxml refuses text that declares an encoding it no longer has.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


class _Walk:
    def __init__(self, sheet: html_styles.Sheet) -> None:
        self._sheet = sheet
        self.paragraphs: list[Paragraph] = []
        self._runs: list[Run] = []
        self._heading: int | None = None
        self._bullet = False
        self._cell: Cell | None = None
        self._tables = 0

    def element(self, element: etree._Element, look: _Look, cell: Cell | None, depth: int) -> None:
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _SKIPPED:
            return
        if depth > MAX_XML_DEPTH or len(self.paragraphs) > MAX_PARAGRAPHS:
            raise DocumentTooComplex
        look = _look(element, name, look, self._sheet)
        block = name in _BLOCKS
        if block:
            self._start(name, cell)
        if name == "br":
            self.end_paragraph()
        elif name == "table":
            self._table(element, look, depth)
        else:
            self._content(element, look, cell, depth)
        if block:
            self.end_paragraph()

    def _start(self, name: str, cell: Cell | None) -> None:
        self.end_paragraph()
        self._cell = cell
        if name in _HEADING_PT:
            self._heading = int(name[1])
        elif name == "li":
            self._bullet = True

    def _content(self, element: etree._Element, look: _Look, cell: Cell | None, depth: int) -> None:
        self._add(element.text, look)
        for child in element:
            self.element(child, look, cell, depth + 1)
            if child.tag in _BLOCKS:
                self._cell = cell
            self._add(child.tail, look)

    def _table(self, table: etree._Element, look: _Look, depth: int) -> None:
        number = self._tables
        self._tables += 1
        for row, element in enumerate(_rows(table)):
            cells = [child for child in element if child.tag in ("td", "th")]
            for column, cell in enumerate(cells):
                self.element(cell, look, Cell(number, row, column, 0, len(cells)), depth + 1)

    def _add(self, text: str | None, look: _Look) -> None:
        if not text:
            return
        if look.verbatim:
            first, *others = text.split("\n")
            self._append(first, look)
            for line in others:
                self.end_paragraph()
                self._append(line, look)
            return
        collapsed = re.sub(r"[ \t\r\n\f]+", " ", text)
        if not self._runs or self._runs[-1].text.endswith(" "):
            collapsed = collapsed.lstrip(" ")
        self._append(collapsed, look)

    def _append(self, text: str, look: _Look) -> None:
        clean = normalise(text)
        if clean:
            self._runs.append(Run(clean, look.bold, look.italic, look.size_pt, look.colour, look.link, look.hidden))

    def end_paragraph(self) -> None:
        """What was read since the last block becomes a paragraph, unless it is empty."""
        if any(run.text.strip() for run in self._runs):
            self.paragraphs.append(Paragraph(tuple(self._runs), self._heading, self._bullet, cell=self._cell))
            self._heading, self._bullet = None, False
        self._runs = []


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _look(element: etree._Element, name: str, look: _Look, sheet: html_styles.Sheet) -> _Look:
    if name in _HEADING_PT:
        look = replace(look, bold=True, size_pt=_HEADING_PT[name])
    elif name in ("b", "strong", "th"):
        look = replace(look, bold=True)
    elif name in ("i", "em"):
        look = replace(look, italic=True)
    elif name == "pre":
        look = replace(look, verbatim=True)
    elif name == "a" and element.get("href", "").partition(":")[0] in ("http", "https", "mailto", "tel"):
        look = replace(look, link=element.get("href"))
    style = sheet.of(element, name)
    if style:
        look = _styled(look, style, tells_colours=sheet.is_whole)
    if element.get("bgcolor"):
        look = replace(look, behind=html_styles.background({"background": element.get("bgcolor", "")}) or 0)
    if html_styles.hides(style) or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        look = replace(look, hidden=Hidden.MARKED)
    return look


def _styled(look: _Look, style: html_styles.Declarations, *, tells_colours: bool) -> _Look:
    size = html_styles.size_pt(style)
    colour, behind = html_styles.colour(style), html_styles.background(style)
    look = replace(
        look,
        bold=look.bold or html_styles.is_bold(style),
        size_pt=look.size_pt if size is None else size,
        colour=look.colour if colour is None else colour,
        behind=look.behind if behind is None else behind,
    )
    if look.hidden is Hidden.MARKED:
        return look
    if look.size_pt < _TINY_PT:
        return replace(look, hidden=Hidden.TINY)
    is_unseen = tells_colours and html_styles.is_unseen(look.colour, look.behind)
    return replace(look, hidden=Hidden.COLOUR if is_unseen else None)
