"""The little of CSS that tells what a browser does not show: simple rules of a page's own style sheets, and colours."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from PIL import ImageColor

_BRACE = re.compile("[{}]")
_SIMPLE_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|\b[a-z]{3,20}\b", re.IGNORECASE)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(px|pt)", re.IGNORECASE)
_CLEAR = 0.05  # opacity; less is not seen
_MOST_RULES = 2_000
_MOST_CHARACTERS = 200_000  # of style sheets; more are a framework, and its first rules are the common ones
_MOST_OF_A_VALUE = 200
_ALIKE = 24  # of 255: a difference of colours that nobody sees

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Declarations by simple selector: "p", ".note", "#top", "p.note"."""

    rules: Mapping[str, Declarations]
    is_whole: bool  # no background is set by a selector that is not understood

    def of(self, element: etree._Element, name: str) -> Declarations:
        """What holds for an element: of its tag, then of its classes, then of its id, then its own."""
        found: Declarations = {}
        for selector in _selectors(element, name) if self.rules else ():
            found |= self.rules.get(selector, {})
        style = element.get("style")
        return found | declarations(style) if style else found


def sheet_of(root: etree._Element) -> Sheet:
    """The rules of the page's own style sheets that have simple selectors."""
    text = "\n".join(element.text or "" for element in root.iter("style"))[:_MOST_CHARACTERS]
    rules: dict[str, Declarations] = {}
    is_whole = not any(element.get("rel") == "stylesheet" for element in root.iter("link"))
    for selectors, block in _blocks(_without_comments(text)):
        found = declarations(block)
        for selector in map(str.strip, selectors.split(",")):
            if selector and _SIMPLE_SELECTOR.fullmatch(selector) and len(rules) < _MOST_RULES:
                rules[selector] = rules.get(selector, {}) | found
            elif any(name.startswith("background") for name in found):
                is_whole = False
    return Sheet(rules, is_whole)


def _without_comments(text: str) -> str:
    before, *rest = text.split("/*")
    return before + "".join(part.partition("*/")[2] for part in rest)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; what holds only for some screens or for paper is left out."""
    depth, at, selectors = 0, 0, ""
    for brace in _BRACE.finditer(text):
        piece, at = text[at : brace.start()], brace.end()
        if brace[0] == "{":
            depth += 1
            selectors = piece.rpartition(";")[2].strip() if depth == 1 else selectors
        else:
            if depth == 1 and not selectors.startswith("@"):
                yield selectors, piece
            depth = max(0, depth - 1)


def declarations(style: str) -> Declarations:
    """Names in small letters and values of a style attribute."""
    parts = (part.partition(":") for part in style.split(";"))
    return {
        name.strip().lower(): value[:_MOST_OF_A_VALUE].replace("!important", "").strip()
        for name, _, value in parts
        if value
    }


def _selectors(element: etree._Element, name: str) -> Iterator[str]:
    yield name
    classes = (element.get("class") or "").split()
    yield from (f".{one}" for one in classes)
    yield from (f"{name}.{one}" for one in classes)
    if identity := element.get("id"):
        yield f"#{identity}"


def hides(style: Declarations) -> bool:
    """Whether an element with that style is not drawn."""
    return (
        style.get("display", "").lower() == "none"
        or style.get("visibility", "").lower() in ("hidden", "collapse")
        or _number(style.get("opacity", "1")) < _CLEAR
    )


def size_pt(style: Declarations) -> float | None:
    """The size of letters, where it is said in points or pixels."""
    match = _SIZE.match(style.get("font-size", ""))
    return float(match[1]) * (0.75 if match[2].lower() == "px" else 1.0) if match else None


def is_bold(style: Declarations) -> bool:
    return style.get("font-weight", "").lower() in ("bold", "bolder", "600", "700", "800", "900")


def colour(style: Declarations) -> int | None:
    """0xRRGGBB of the letters; None where nothing is said."""
    return _colour(style.get("color", ""))


def background(style: Declarations) -> int | None:
    """0xRRGGBB behind an element; -1 for a picture or a gradient, None where nothing is said."""
    said = (
        style.get("background", "") + " " + style.get("background-color", "") + " " + style.get("background-image", "")
    )
    if "url(" in said or "gradient(" in said:
        return -1
    found = [value for match in _COLOUR.finditer(said) if (value := _colour(match[0])) is not None]
    return found[-1] if found else None


def is_unseen(letters: int, behind: int) -> bool:
    """Whether letters of that colour cannot be told from what is behind them."""
    if behind < 0:
        return False
    return all(abs((letters >> shift & 255) - (behind >> shift & 255)) <= _ALIKE for shift in (0, 8, 16))


def _colour(value: str) -> int | None:
    try:
        red, green, blue, *alpha = ImageColor.getrgb(value.strip())
    except ValueError:
        return None
    return None if alpha and not alpha[0] else red << 16 | green << 8 | blue


def _number(value: str) -> float:
    try:
        return float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0
