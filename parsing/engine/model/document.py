"""What readers and layout hand on: a document of positioned words or of paragraphs, then lines in reading order.

Lengths are PDF points (1/72 inch); the origin is the top left corner of the page, y grows downwards.
"""

from dataclasses import field
from enum import StrEnum

from parsing.engine.model.value import value


@value(frozen=True, slots=True)
class Box:
    x0_pt: float
    top_pt: float
    x1_pt: float
    bottom_pt: float

    @property
    def width_pt(self) -> float:
        return self.x1_pt - self.x0_pt

    @property
    def height_pt(self) -> float:
        return self.bottom_pt - self.top_pt

    def union(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.x0_pt, other.x0_pt),
            min(self.top_pt, other.top_pt),
            max(self.x1_pt, other.x1_pt),
            max(self.bottom_pt, other.bottom_pt),
        )


class Hidden(StrEnum):
    """Why a reader of the page would not see a word."""

    COLOUR = "colour"  # the colour of what is behind it, or transparent
    TINY = "tiny"  # too small to read
    OFF_PAGE = "off_page"
    COVERED = "covered"  # behind an image or clipped away
    MARKED = "marked"  # marked hidden by the format: render mode 3, w:vanish, display:none


@value(frozen=True, slots=True)
class Word:
    """A run of characters without white space."""

    text: str  # normalised: ligatures, soft hyphens, presentation forms, private-use icons resolved
    box: Box
    font_size_pt: float = 0.0  # 0 where unknown
    bold: bool = False
    italic: bool = False
    colour: int = 0  # 0xRRGGBB
    link: str | None = None  # target of the link annotation over the word
    hidden: Hidden | None = None
    confidence: float = 1.0  # of OCR, 0..1; 1 for a text layer
    raw: str | None = None  # as in the file, where normalising changed it


@value(frozen=True, slots=True)
class Ruling:
    """A straight line or the edge of a filled box drawn on the page."""

    box: Box
    vertical: bool


@value(frozen=True, slots=True)
class Page:
    number: int  # from 0
    width_pt: float
    height_pt: float
    words: tuple[Word, ...]  # in the order of the file, which is not the order of reading
    rulings: tuple[Ruling, ...] = ()
    unmapped: int = 0  # characters of the text layer that are none a person could read, left out of the words


class Part(StrEnum):
    """Where in a flowing document a paragraph stands."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    TEXT_BOX = "text_box"
    FOOTNOTE = "footnote"


@value(frozen=True, slots=True)
class Cell:
    """The table cell around a paragraph; the innermost one of nested tables."""

    table: int  # number of the table in the document, from 0
    row: int
    column: int
    rows: int  # of the table
    columns: int


@value(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one style. Tabs are kept as "\\t"."""

    text: str
    bold: bool = False
    italic: bool = False
    font_size_pt: float = 0.0
    colour: int = 0
    link: str | None = None
    hidden: Hidden | None = None


@value(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or forced line) of a format that has no geometry: DOCX, DOC, ODT, RTF, HTML, TXT."""

    runs: tuple[Run, ...]
    heading_level: int | None = None  # 1 is the title or the highest heading
    bullet: bool = False
    part: Part = Part.BODY
    cell: Cell | None = None
    indent_pt: float = 0.0
    page: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Tier(StrEnum):
    """How heavy the reading was: text layer and rules, or OCR or a language model on top."""

    TIER1 = "tier1"
    TIER2 = "tier2"


@value(frozen=True, slots=True)
class Document:
    """What a reader returns. Exactly one of `pages` and `paragraphs` is filled."""

    format: str  # "pdf", "docx", "doc", "txt", "rtf", "odt", "html", "image"
    pages: tuple[Page, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    tier: Tier = Tier.TIER1
    warnings: tuple[str, ...] = ()
    page_count: int = 1


@value(frozen=True, slots=True)
class Segment:
    """A part of a line set apart by a wide gap or a tab: what a title on the left and its dates on the right are."""

    text: str
    x0_pt: float = 0.0
    x1_pt: float = 0.0
    bold: bool = False
    italic: bool = False
    font_size_pt: float = 0.0
    colour: int = 0
    # Its text cut where the type turns bold, regular, italic or another colour between two words; () where it does not.
    looks: tuple[str, ...] = ()


@value(frozen=True, slots=True)
class Line:
    """One line in reading order; the unit everything after the layout works on."""

    index: int  # position in reading order, from 0
    text: str  # segments joined by "  " (two spaces); without the bullet sign
    page: int = 0
    box: Box | None = None  # None in formats without geometry
    segments: tuple[Segment, ...] = ()  # at least one when text is not empty
    words: tuple[Word, ...] = ()  # of a positioned document, for highlights
    font_size_pt: float = 0.0
    bold: bool = False  # most of its characters are
    italic: bool = False
    colour: int = 0
    heading_level: int | None = None  # of the format, not guessed
    bullet: bool = False
    sign: str = ""  # taken from the beginning of the text: of a list item, or of a heading
    region: int = 0  # column, sidebar or cell the line belongs to; lines of one region follow each other
    gap_before_pt: float = 0.0  # white space above, 0 for the first line of a region; 12 per empty line of a text
    indent_pt: float = 0.0  # from the left edge of the region
    links: tuple[str, ...] = ()
    part: Part = Part.BODY


@value(frozen=True, slots=True)
class ReadDocument:
    """What the layout returns: the lines to read, and the ones nobody sees."""

    lines: tuple[Line, ...]
    hidden_text: tuple[str, ...] = ()  # lines kept out of the fields, for the flags
    body_font_size_pt: float = 0.0  # the most common size
    furniture: tuple[str, ...] = ()  # repeated headers, footers, page numbers


class SectionKind(StrEnum):
    """The kinds of sections of a resume; each has a list of headings in every language pack."""

    HEADER = "header"  # before the first heading: name, contact, headline
    CONTACT = "contact"
    PERSONAL = "personal"  # born, nationality, marital status, driving licence
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    INTERNSHIPS = "internships"
    EDUCATION = "education"
    TRAINING = "training"  # courses, further education
    SKILLS = "skills"
    LANGUAGES = "languages"
    CERTIFICATIONS = "certifications"
    PROJECTS = "projects"
    PUBLICATIONS = "publications"
    AWARDS = "awards"
    VOLUNTEERING = "volunteering"
    INTERESTS = "interests"
    REFERENCES = "references"
    OTHER = "other"  # a heading that says so, or by its look, its words in no pack


@value(frozen=True, slots=True)
class Section:
    kind: SectionKind
    heading: Line | None  # None for HEADER
    lines: tuple[Line, ...] = field(default=())  # without the heading
    rule: str = ""  # what made the heading one, for --why
    confidence: float = 1.0
