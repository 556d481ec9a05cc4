"""ODT: paragraphs, tables, lists, frames, headers and footers of an OpenDocument text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from parsing.engine.errors import DocumentTooComplex, EncryptedDocument, UnreadableDocument
from parsing.engine.model import Cell, Document, Hidden, Paragraph, Part, Run
from parsing.engine.readers.limits import MAX_PARAGRAPHS
from parsing.engine.readers.normalise import normalise
from parsing.engine.readers.package import Package

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TEXT = f"{{{_NAMESPACE}office:1.0}}", f"{{{_NAMESPACE}style:1.0}}", f"{{{_NAMESPACE}text:1.0}}"
_TABLE, _FO = f"{{{_NAMESPACE}table:1.0}}", f"{{{_NAMESPACE}xsl-fo-compatible:1.0}}"
_DRAW = f"{{{_NAMESPACE}drawing:1.0}}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = ("rect", "custom-shape", "polygon", "path", "ellipse", "circle")  # drawn on the page, maybe behind text
_FILLS = (f"{_FO}background-color", f"{_DRAW}fill")
_NO_FILLS = frozenset({"", "none", "transparent", "#ffffff", "#FFFFFF"})
_SKIPPED = frozenset({"tracked-changes", "annotation", "annotation-end", "note-citation", "ruby-text", "desc", "title"})
_CONTAINERS = frozenset(
    {"section", "list", "list-item", "list-header", "index-body", "table-of-content", "header", "footer", "text-box"}
)
_MAX_CHAIN = 12
_MOST_REPEATED = 50
_WHITE = 0xFFFFFF
_TINY_PT = 2.0
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)pt")
_COLOUR = re.compile("#([0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    size_pt: float = 0.0
    colour: int = 0
    hidden: bool = False
    outline: int | None = None


def read_odt(data: bytes) -> Document:
    """The paragraphs of an ODT. Raises UnreadableDocument, EncryptedDocument, DocumentTooComplex."""
    package = Package(data)
    manifest = package.read("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        raise EncryptedDocument
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise UnreadableDocument
    roots = [root for root in (styles, content) if root is not None]
    walk = _Walk(_looks(roots), is_on_white=not any(map(_has_background, roots)))
    found: dict[str, list[Paragraph]] = {}
    for kind, part in (("header", Part.HEADER), ("footer", Part.FOOTER)):
        walk.paragraphs = []
        for element in styles.iter(f"{_STYLE}{kind}") if styles is not None else ():
            walk.blocks(element, part)
        found[kind] = walk.paragraphs
    walk.paragraphs = []
    walk.blocks(body, Part.BODY)
    return Document(
        format="odt",
        paragraphs=(*found["header"], *walk.paragraphs, *found["footer"], *walk.notes),
        page_count=1,
    )


def _looks(roots: list[etree._Element]) -> dict[str, _Look]:
    """Styles by name, resolved along their parents."""
    elements = {element.get(f"{_STYLE}name", ""): element for root in roots for element in root.iter(f"{_STYLE}style")}
    base = _Look()
    for element in (default for root in roots for default in root.iter(f"{_STYLE}default-style")):
        if element.get(f"{_STYLE}family") == "paragraph":
            base = _applied(element, base)
    looks: dict[str, _Look] = {"": base}
    for name, own in elements.items():
        chain: list[etree._Element] = []
        current: str | None = name
        while current and current in elements and len(chain) < _MAX_CHAIN:
            chain.append(elements[current])
            current = elements[current].get(f"{_STYLE}parent-style-name")
        look = base if own.get(f"{_STYLE}family") == "paragraph" else _Look()
        for element in reversed(chain):
            look = _applied(element, look)
        looks[name] = look
    return looks


def _applied(style: etree._Element, look: _Look) -> _Look:
    level = style.get(f"{_STYLE}default-outline-level", "")
    if level.isdecimal():
        look = replace(look, outline=int(level))
    properties = style.find(f"{_STYLE}text-properties")
    if properties is None:
        return look
    weight, slant = properties.get(f"{_FO}font-weight"), properties.get(f"{_FO}font-style")
    size, colour = properties.get(f"{_FO}font-size", ""), properties.get(f"{_FO}color", "")
    if weight:
        look = replace(look, bold=weight == "bold" or (weight.isdecimal() and int(weight) >= 600))
    if slant:
        look = replace(look, italic=slant in ("italic", "oblique"))
    if points := _SIZE.fullmatch(size):
        look = replace(look, size_pt=float(points[1]))
    if code := _COLOUR.fullmatch(colour):
        look = replace(look, colour=int(code[1], 16))
    if properties.get(f"{_TEXT}display") == "none":
        look = replace(look, hidden=True)
    return look


def _has_background(root: etree._Element) -> bool:
    """Whether something may lie behind the text; where is not asked: then no white text counts as hidden."""
    if next(root.iter(*(f"{_DRAW}{shape}" for shape in _SHAPES)), None) is not None:
        return True
    if any(image.get(_LINK) for image in root.iter(f"{_STYLE}background-image")):
        return True
    fills = (element.get(name, "") for element in root.iter(etree.Element) for name in _FILLS if element.get(name))
    return any(fill not in _NO_FILLS for fill in fills)


class _Walk:
    def __init__(self, looks: Mapping[str, _Look], *, is_on_white: bool) -> None:
        self._looks = looks
        self._is_on_white = is_on_white
        self._tables = 0
        self.paragraphs: list[Paragraph] = []
        self.notes: list[Paragraph] = []

    def blocks(self, parent: etree._Element, part: Part, cell: Cell | None = None, *, bullet: bool = False) -> None:
        for element in parent:
            name = _local(element)
            if name in ("p", "h"):
                self._paragraph(element, part, cell, bullet=bullet and element is parent[0])
            elif name == "table":
                self._table(element, part)
            elif name == "list-item":
                self.blocks(element, part, cell, bullet=True)
            elif name == "frame":
                self._boxes(element)
            elif name in _CONTAINERS:
                self.blocks(element, part, cell, bullet=bullet)
            if len(self.paragraphs) > MAX_PARAGRAPHS:
                raise DocumentTooComplex

    def _table(self, table: etree._Element, part: Part) -> None:
        number = self._tables
        self._tables += 1
        for row, element in enumerate(table.iter(f"{_TABLE}table-row")):
            if next(element.iterancestors(f"{_TABLE}table"), None) is not table:
                continue  # of a table inside this one
            for column, cell in enumerate(child for child in element if _local(child) == "table-cell"):
                self.blocks(cell, part, Cell(number, row, column, 0, 0))

    def _boxes(self, frame: etree._Element) -> None:
        for box in frame.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box"):
            self.blocks(box, Part.TEXT_BOX)

    def _paragraph(self, element: etree._Element, part: Part, cell: Cell | None, *, bullet: bool) -> None:
        look = self._looks.get(element.get(f"{_TEXT}style-name", ""), self._looks[""])
        level = element.get(f"{_TEXT}outline-level", "")
        heading = int(level) if level.isdecimal() else look.outline
        lines: list[list[Run]] = [[]]
        frames: list[etree._Element] = []
        for text, style, link, frame in self._inline(element, look, None):
            if frame is not None:
                frames.append(frame)
            elif text == "\n":
                lines.append([])
            elif clean := normalise(text):
                lines[-1].append(_run(clean, style, link, is_on_white=self._is_on_white))
        for number, runs in enumerate(lines):
            self.paragraphs.append(Paragraph(tuple(runs), heading, bullet and number == 0, part, cell))
        for frame in frames:
            self._boxes(frame)

    def _inline(
        self, element: etree._Element, look: _Look, link: str | None
    ) -> Iterator[tuple[str, _Look, str | None, etree._Element | None]]:
        """Text with its look, line breaks as newlines, frames as they are."""
        if element.text:
            yield " ".join(element.text.split("\n")), look, link, None
        for child in element:
            name = _local(child)
            if name == "tab":
                yield "\t", look, link, None
            elif name == "line-break":
                yield "\n", look, link, None
            elif name == "s":
                count = child.get(f"{_TEXT}c", "1")
                yield " " * min(int(count) if count.isdecimal() else 1, _MOST_REPEATED), look, link, None
            elif name in ("frame", "custom-shape"):
                yield "", look, link, child
            elif name == "note":
                self._note(child)
            elif name not in _SKIPPED:
                own = self._looks.get(child.get(f"{_TEXT}style-name", "")) if name == "span" else None
                yield from self._inline(child, _over(own, look), child.get(_LINK) or link if name == "a" else link)
            if child.tail:
                yield " ".join(child.tail.split("\n")), look, link, None

    def _note(self, note: etree._Element) -> None:
        body = self.paragraphs
        self.paragraphs = []
        for element in note.iter(f"{_TEXT}note-body"):
            self.blocks(element, Part.FOOTNOTE)
        self.notes += self.paragraphs
        self.paragraphs = body


def _over(own: _Look | None, base: _Look) -> _Look:
    """A span's look over its paragraph's."""
    if own is None:
        return base
    return _Look(
        own.bold or base.bold,
        own.italic or base.italic,
        own.size_pt or base.size_pt,
        own.colour or base.colour,
        own.hidden or base.hidden,
    )


def _run(text: str, look: _Look, link: str | None, *, is_on_white: bool) -> Run:
    hidden = Hidden.MARKED if look.hidden else None
    if hidden is None and look.colour == _WHITE and is_on_white:
        hidden = Hidden.COLOUR
    if hidden is None and 0 < look.size_pt < _TINY_PT:
        hidden = Hidden.TINY
    return Run(text, look.bold, look.italic, look.size_pt, look.colour, link, hidden)


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
