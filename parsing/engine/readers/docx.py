"""DOCX by a walk of our own over its XML: body, tables, text boxes, headers, footers, notes, tracked changes."""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from parsing.engine.errors import DocumentTooComplex, UnreadableDocument
from parsing.engine.model import Cell, Document, Hidden, Paragraph, Part, Run
from parsing.engine.readers.docx_styles import (
    Look,
    Style,
    Styles,
    W,
    indent_of,
    look_of,
    outline_level,
    value_of,
    without_table_styles,
)
from parsing.engine.readers.limits import MAX_PARAGRAPHS
from parsing.engine.readers.normalise import normalise
from parsing.engine.readers.package import Package

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "word/document.xml"
_HYPERLINK_FIELD = re.compile(r'HYPERLINK\s+(?:\\\S+\s+)*"([^"]+)"')
_NOTE_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_WHITE = 0xFFFFFF
_TINY_PT = 2.0
# Wrappers whose children stand where the wrapper stands. Accepted insertions are read, deletions are not.
_TRANSPARENT = frozenset(
    {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "dir", "bdo", "fldSimple", "ruby", "rubyBase"}
)


def read_docx(data: bytes) -> Document:
    """The paragraphs of a DOCX. Raises UnreadableDocument, EncryptedDocument, DocumentTooComplex."""
    package = Package(data)
    main = _main_part(package)
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise UnreadableDocument
    folder = main.rpartition("/")[0]
    styles = Styles(package.xml(f"{folder}/styles.xml", without_table_styles), package.xml(f"{folder}/numbering.xml"))
    relations = _relations(package, main)
    headers, footers = _margins(package, folder, root, relations, styles)
    walk = _Walk(styles, relations)
    walk.blocks(body, Part.BODY)
    notes: list[Paragraph] = []
    for name in ("footnotes", "endnotes"):
        notes += _notes(package.xml(f"{folder}/{name}.xml"), styles)
    return Document(
        format="docx",
        paragraphs=tuple(headers + walk.paragraphs + footers + notes),
        page_count=walk.page + 1,
    )


def _main_part(package: Package) -> str:
    if _MAIN in package:
        return _MAIN
    for target in _relations(package, "").values():
        if target.endswith(".xml") and "document" in target:
            return target.lstrip("/")
    raise UnreadableDocument


def _relations(package: Package, part: str) -> dict[str, str]:
    folder, _, name = part.rpartition("/")
    root = package.xml(f"{folder}/_rels/{name}.rels" if folder else "_rels/.rels")
    if root is None:
        return {}
    return {element.get("Id", ""): element.get("Target", "") for element in root.iterfind(_RELATION)}


def _margins(
    package: Package, folder: str, root: etree._Element, relations: Mapping[str, str], styles: Styles
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Paragraphs of the headers and of the footers that a section refers to, each part once."""
    found: dict[str, list[Paragraph]] = {"header": [], "footer": []}
    seen: set[str] = set()
    for kind, part in (("header", Part.HEADER), ("footer", Part.FOOTER)):
        for reference in root.iter(f"{W}{kind}Reference"):
            target = relations.get(reference.get(f"{_R}id", ""), "")
            name = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            element = package.xml(name) if target and name not in seen else None
            seen.add(name)
            if element is None:
                continue
            walk = _Walk(styles, _relations(package, name))
            walk.blocks(element, part)
            known = {paragraph.text for paragraph in found[kind]}
            found[kind] += [paragraph for paragraph in walk.paragraphs if paragraph.text not in known]
    return found["header"], found["footer"]


def _notes(root: etree._Element | None, styles: Styles) -> list[Paragraph]:
    if root is None:
        return []
    walk = _Walk(styles, {})
    for note in root:
        if note.get(f"{W}type") not in _NOTE_SEPARATORS:
            walk.blocks(note, Part.FOOTNOTE)
    return [paragraph for paragraph in walk.paragraphs if paragraph.text.strip()]


class _Walk:
    """Collects the paragraphs below an element in the order of the file."""

    def __init__(self, styles: Styles, relations: Mapping[str, str]) -> None:
        self._styles = styles
        self._relations = relations
        self._tables = 0
        self.page = 0
        self.paragraphs: list[Paragraph] = []

    def blocks(self, parent: etree._Element, part: Part, cell: Cell | None = None) -> None:
        for element in parent:
            name = _local(element)
            if name == "p":
                self._paragraph(element, part, cell)
            elif name == "tbl":
                self._table(element, part)
            elif name in _TRANSPARENT:
                self.blocks(element, part, cell)
            if len(self.paragraphs) > MAX_PARAGRAPHS:
                raise DocumentTooComplex

    def _table(self, table: etree._Element, part: Part) -> None:
        number = self._tables
        self._tables += 1
        rows = [list(_children(row, "tc")) for row in _children(table, "tr")]
        columns = max((len(cells) for cells in rows), default=0)
        for row, cells in enumerate(rows):
            column = 0
            for element in cells:
                self.blocks(element, part, Cell(number, row, column, len(rows), columns))
                span = value_of(element.find(f"{W}tcPr"), "gridSpan")
                column += int(span) if span and span.isdecimal() else 1

    def _paragraph(self, element: etree._Element, part: Part, cell: Cell | None) -> None:
        properties = element.find(f"{W}pPr")
        style = self._styles.style(value_of(properties, "pStyle"))
        inline = _Inline(self, style, element)
        inline.read(element, None)
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        num_id = value_of(numbering, "numId") or style.numbering
        heading = outline_level(properties) or style.heading_level
        bullet = heading is None and self._styles.is_list_item(num_id, value_of(numbering, "ilvl") or "0")
        indent_pt = indent_of(properties) or style.indent_pt
        for number, runs in enumerate(inline.lines):
            shown = bullet and number == 0
            self.paragraphs.append(Paragraph(tuple(runs), heading, shown, part, cell, indent_pt, self.page))
        for box in inline.boxes:
            self.blocks(box, Part.TEXT_BOX if part is Part.BODY else part)

    def link_target(self, relation_id: str | None) -> str | None:
        target = self._relations.get(relation_id or "")
        return target if target and ":" in target else None

    def look(self, run: etree._Element, paragraph_style: Style) -> Look:
        properties = run.find(f"{W}rPr")
        style_id = value_of(properties, "rStyle")
        base = paragraph_style.look
        style = self._styles.find(style_id) if style_id else None
        if style is not None:
            base = style.look.over(base)
        return look_of(properties).over(base)


class _Inline:
    """The runs of one paragraph, cut at forced line breaks, and the text boxes anchored in it."""

    def __init__(self, walk: _Walk, style: Style, paragraph: etree._Element) -> None:
        self._walk = walk
        self._paragraph = paragraph
        self._style = style
        self._field = ""
        self._field_links: list[str | None] = []
        self.lines: list[list[Run]] = [[]]
        self.boxes: list[etree._Element] = []

    def read(self, parent: etree._Element, link: str | None) -> None:
        for element in parent:
            name = _local(element)
            if name == "r":
                self._run(element, link)
            elif name == "hyperlink":
                self.read(element, self._walk.link_target(element.get(f"{_R}id")) or link)
            elif name == "fldSimple":
                match = _HYPERLINK_FIELD.search(element.get(f"{W}instr", ""))
                self.read(element, match.group(1) if match else link)
            elif name in _TRANSPARENT:
                self.read(element, link)
            elif name in ("oMath", "oMathPara"):
                self._add("".join(str(piece) for piece in element.itertext()), Look(), link)

    def _run(self, run: etree._Element, link: str | None) -> None:
        look = self._walk.look(run, self._style)
        for element in run:
            name = _local(element)
            if name == "t":
                self._add(element.text or "", look, link)
            elif name in ("tab", "ptab"):
                self._add("\t", look, link)
            elif name in ("br", "cr"):
                self._break(element)
            elif name == "lastRenderedPageBreak":
                self._walk.page += 1
            elif name == "noBreakHyphen":
                self._add("-", look, link)
            elif name == "sym":
                self._add(_symbol(element), look, link)
            elif name == "instrText":
                self._field += element.text or ""
            elif name == "fldChar":
                self._field_character(element.get(f"{W}fldCharType", ""))
            elif name == "ruby":
                self.read(element, link)
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self.boxes.extend(_text_boxes(element))

    def _field_character(self, kind: str) -> None:
        if kind == "begin":
            self._field = ""
        elif kind == "separate":
            match = _HYPERLINK_FIELD.search(self._field)
            self._field_links.append(match.group(1) if match else None)
        elif kind == "end" and self._field_links:
            self._field_links.pop()

    def _break(self, element: etree._Element) -> None:
        if element.get(f"{W}type") == "page":
            self._walk.page += 1
        self.lines.append([])

    def _add(self, text: str, look: Look, link: str | None) -> None:
        if look.caps:
            text = text.upper()
        text = normalise(text)
        if not text:
            return
        hidden = Hidden.MARKED if look.hidden else None
        if hidden is None and look.colour == _WHITE and not _is_shaded(self._paragraph):
            hidden = Hidden.COLOUR
        if hidden is None and 0 < (look.font_size_pt or 0) < _TINY_PT:
            hidden = Hidden.TINY
        field_link = next((target for target in reversed(self._field_links) if target), None)
        run = Run(
            text,
            bool(look.bold),
            bool(look.italic),
            look.font_size_pt or 0.0,
            look.colour or 0,
            link or field_link,
            hidden,
        )
        line = self.lines[-1]
        if line and _same_style(line[-1], run):
            line[-1] = Run(line[-1].text + text, *_style_of(run))
        else:
            line.append(run)


def _style_of(run: Run) -> tuple[bool, bool, float, int, str | None, Hidden | None]:
    return run.bold, run.italic, run.font_size_pt, run.colour, run.link, run.hidden


def _same_style(one: Run, other: Run) -> bool:
    return _style_of(one) == _style_of(other)


def _is_shaded(paragraph: etree._Element) -> bool:
    """Whether white text may stand on colour: shading around it, a table's style, a text box."""
    for element in (paragraph, *paragraph.iterancestors()):
        name = _local(element)
        if name in ("txbxContent", "background"):
            return True
        properties = element.find(f"{W}{name}Pr") if name in ("p", "tc", "tbl") else None
        if properties is None:
            continue
        shading = properties.find(f"{W}shd")
        if shading is not None and shading.get(f"{W}fill", "auto").lower() not in ("auto", "ffffff"):
            return True
        if properties.find(f"{W}tblStyle") is not None:
            return True
    return any(
        shading.get(f"{W}fill", "auto").lower() not in ("auto", "ffffff") for shading in paragraph.iter(f"{W}shd")
    )


def _symbol(element: etree._Element) -> str:
    code = element.get(f"{W}char", "")
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""


def _text_boxes(element: etree._Element) -> Iterable[etree._Element]:
    """The outermost text boxes; of the two forms that Word writes for old and new readers, the first."""
    if _local(element) == "AlternateContent":
        element = element[0] if len(element) else element
    pending = [element]
    while pending:
        here = pending.pop(0)
        if _local(here) == "txbxContent":
            yield here
        elif _local(here) == "AlternateContent":
            pending[:0] = [here[0]] if len(here) else []
        else:
            pending[:0] = list(here)


def _children(parent: etree._Element, name: str) -> Iterable[etree._Element]:
    for element in parent:
        local = _local(element)
        if local == name:
            yield element
        elif local in _TRANSPARENT:
            yield from _children(element, name)


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
