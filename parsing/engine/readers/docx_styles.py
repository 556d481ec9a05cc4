"""Styles and numbering of a DOCX: what a paragraph or run looks like when it does not say so itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_NAME = re.compile(r"^heading\s*(\d)$", re.IGNORECASE)
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_TABLE_STYLE = re.compile(rb'<w:style\b[^<>]*\bw:type="table"[^<>]*(?<!/)>')
_STYLE_END = b"</w:style>"
_OFF = frozenset({"0", "false", "off", "none"})
_MAX_CHAIN = 12  # of styles based on each other


@dataclass(frozen=True, slots=True)
class Look:
    """Character properties; None is "not said here"."""

    bold: bool | None = None
    italic: bool | None = None
    font_size_pt: float | None = None
    colour: int | None = None
    hidden: bool | None = None
    caps: bool | None = None

    def over(self, base: "Look") -> "Look":
        """This look where it says something, `base` elsewhere."""
        return Look(
            self.bold if self.bold is not None else base.bold,
            self.italic if self.italic is not None else base.italic,
            self.font_size_pt if self.font_size_pt is not None else base.font_size_pt,
            self.colour if self.colour is not None else base.colour,
            self.hidden if self.hidden is not None else base.hidden,
            self.caps if self.caps is not None else base.caps,
        )


@dataclass(frozen=True, slots=True)
class Style:
    look: Look = Look()
    heading_level: int | None = None
    numbering: str | None = None  # numId
    indent_pt: float = 0.0


class Styles:
    """The styles of a document, each resolved when something is set in it: templates bring a hundred more."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self.default = Style(Look(font_size_pt=10.0))
        self._elements: dict[str, etree._Element] = {}
        self._defaults: dict[str, Style] = {}  # style -> what it is based on where it does not say
        self._resolved: dict[str, Style] = {}
        self._bullets = dict(_lists(numbering)) if numbering is not None else {}  # (numId, level) -> a list at all
        if styles is None:
            return
        said = look_of(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self.default = Style(said.over(Look(font_size_pt=10.0)))
        self._elements = {element.get(f"{W}styleId", ""): element for element in styles.iterfind(f"{W}style")}
        for style_id, element in self._elements.items():
            self._defaults[style_id] = self.default
            if element.get(f"{W}default") in ("1", "true") and element.get(f"{W}type") == "paragraph":
                self.default = self.find(style_id) or self.default

    def find(self, style_id: str | None) -> Style | None:
        """A style, resolved along its chain of "based on"; None where the document has none of that name."""
        key = style_id or ""
        if key not in self._resolved:
            element = self._elements.get(key)
            if element is None:
                return None
            self._resolved[key] = _resolve(element, self._elements, self._defaults[key])
        return self._resolved[key]

    def style(self, style_id: str | None) -> Style:
        return self.find(style_id) or self.default

    def is_list_item(self, num_id: str | None, level: str) -> bool:
        return bool(num_id) and num_id != "0" and self._bullets.get((num_id or "", level), True)


def without_table_styles(data: bytes) -> bytes:
    """The part `styles.xml` without the looks of tables: nine tenths of it in some templates, and of no use here."""
    kept: list[bytes] = []
    position = 0
    for match in _TABLE_STYLE.finditer(data):
        if match.start() < position:
            continue
        end = data.find(_STYLE_END, match.end())
        if end < 0:
            break
        kept.append(data[position : match.start()])
        position = end + len(_STYLE_END)
    return b"".join((*kept, data[position:]))


def _resolve(element: etree._Element, elements: dict[str, etree._Element], default: Style) -> Style:
    chain = [element]
    while len(chain) < _MAX_CHAIN:
        parent = elements.get(value_of(chain[-1], "basedOn") or "")
        if parent is None:
            break
        chain.append(parent)
    is_character = element.get(f"{W}type") == "character"
    style = Style() if is_character else default
    for ancestor in reversed(chain):
        properties = ancestor.find(f"{W}pPr")
        style = Style(
            look=look_of(ancestor.find(f"{W}rPr")).over(style.look),
            heading_level=_heading_level(ancestor, properties) or style.heading_level,
            numbering=_numbering_id(properties) or style.numbering,
            indent_pt=indent_of(properties) or style.indent_pt,
        )
    return style


def _heading_level(element: etree._Element, properties: etree._Element | None) -> int | None:
    name = (value_of(element, "name") or "").strip()
    if match := _HEADING_NAME.match(name):
        return int(match.group(1))
    if name.casefold() == "title":
        return 1
    return outline_level(properties)


def outline_level(properties: etree._Element | None) -> int | None:
    level = value_of(properties, "outlineLvl")
    return int(level) + 1 if level is not None and level.isdecimal() and int(level) < 9 else None


def _numbering_id(properties: etree._Element | None) -> str | None:
    if properties is None:
        return None
    return value_of(properties.find(f"{W}numPr"), "numId")


def indent_of(properties: etree._Element | None) -> float:
    element = properties.find(f"{W}ind") if properties is not None else None
    if element is None:
        return 0.0
    return _number(element.get(f"{W}left") or element.get(f"{W}start")) / 20


def look_of(properties: etree._Element | None) -> Look:
    if properties is None:
        return Look()
    size, colour = value_of(properties, "sz"), value_of(properties, "color")
    return Look(
        bold=_switch(properties, "b"),
        italic=_switch(properties, "i"),
        font_size_pt=_number(size) / 2 if size else None,
        colour=int(colour, 16) if colour and _COLOUR.fullmatch(colour) else None,
        hidden=_switch(properties, "vanish"),
        caps=_switch(properties, "caps"),
    )


def value_of(parent: etree._Element | None, name: str) -> str | None:
    """The w:val of a child, None where there is no such child."""
    if parent is None:
        return None
    child = parent.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _switch(properties: etree._Element, name: str) -> bool | None:
    child = properties.find(f"{W}{name}")
    return None if child is None else (child.get(f"{W}val") or "1") not in _OFF


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _lists(numbering: etree._Element) -> Iterator[tuple[tuple[str, str], bool]]:
    abstract = {element.get(f"{W}abstractNumId", ""): element for element in numbering.iterfind(f"{W}abstractNum")}
    for number in numbering.iterfind(f"{W}num"):
        levels = abstract.get(value_of(number, "abstractNumId") or "")
        if levels is None:
            continue
        for level in levels.iterfind(f"{W}lvl"):
            key = (number.get(f"{W}numId", ""), level.get(f"{W}ilvl", "0"))
            yield key, (value_of(level, "numFmt") or "bullet") != "none"
