"""What a resume states about the person outside its head: a licence among the skills, a permit under "Other"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsing.engine.fields.evidence import found
from parsing.engine.fields.licences import classes_in, is_class, licence_in, names_class
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import Piece, clean_edges, length_in_words, split_pieces, trimmed
from parsing.engine.model import Found, Line, Section, SectionKind

STATED = frozenset({"nationality", "driving_license", "availability", "notice_period", "work_permit"})
_ENTRIES = frozenset(
    {
        SectionKind.EXPERIENCE,
        SectionKind.INTERNSHIPS,
        SectionKind.EDUCATION,
        SectionKind.PROJECTS,
        SectionKind.VOLUNTEERING,
    }
)
_ABOUT = frozenset(
    {
        SectionKind.HEADER,
        SectionKind.CONTACT,
        SectionKind.PERSONAL,
        SectionKind.SUMMARY,
        SectionKind.OTHER,
    }
)
_MAX_VALUE_CHARS = 80  # longer ones are sentences behind a word that is a label elsewhere
_MAX_UNLABELLED_WORDS = 6

_Fact = tuple[str, int, int]  # field, start and end of the value in the line


def read_stated(sections: Sequence[Section], reading: Reading) -> dict[str, Found[str]]:
    """Field -> what is stated, the first of each; only behind a label, or where a licence names itself."""
    result: dict[str, Found[str]] = {}
    for section in sections:
        if section.kind is SectionKind.REFERENCES:
            continue
        headed = _under_heading(section, reading)
        if headed is not None:
            result.setdefault(*headed)
        for line in section.lines:
            # What is known of the line is asked first: only the others are looked through for labels.
            if section.kind in _ENTRIES and (line.bullet or reading.is_prose(line) or reading.spans(line)):
                continue
            if not any(field in STATED for _, _, field in reading.lexicon.labels_in(line.text)):
                continue
            facts = _in_sentences(line, reading) if reading.is_prose(line) else _facts(line, section.kind, reading)
            for field, start, end in facts:
                known = result.get(field)
                vague = known is not None and field == "driving_license" and not names_class(known.value)
                better = known is None or (vague and names_class(line.text[start:end]))
                if better and 0 < end - start <= _MAX_VALUE_CHARS:
                    reading.use(line)
                    result[field] = found(line.text[start:end], line, f"personal.{field}", 0.85, start, end)
    return result


def _under_heading(section: Section, reading: Reading) -> tuple[str, Found[str]] | None:
    """What stands alone below a heading that is the label of it: "Driving licence" above "B, BE", "Availability" above
    "Immediately"; of a licence its classes."""
    label = reading.label(section.heading.text) if section.heading is not None else None
    if label is None or label[0] not in STATED or label[1] or not section.lines:
        return None
    field, line = label[0], section.lines[0]
    value = line.text.strip()
    alone = len(section.lines) == 1 and not line.bullet and reading.label(value) is None
    if field == "driving_license" and (classes := classes_in(value)) and value.startswith(classes):
        value = classes
    elif not alone or length_in_words(value) > _MAX_UNLABELLED_WORDS:
        return None
    reading.use(line)
    return field, found(value, line, f"personal.{field}", 0.85, 0, len(value))


def _in_sentences(line: Line, reading: Reading) -> Iterator[_Fact]:
    """A licence of which a short sentence among others names the class: "Driving licence B. References on request."."""
    licence = licence_in(line.text, reading.lexicon)
    if licence is not None and names_class(licence):
        start = line.text.index(licence)
        yield "driving_license", start, start + len(licence)


def _facts(line: Line, kind: SectionKind, reading: Reading) -> Iterator[_Fact]:
    """The facts of a line: behind a label, in the cell or piece after it, or a licence by itself."""
    pieces = _pieces(line)
    announced: str | None = None
    for number, piece in enumerate(pieces):
        field, announced = announced, None
        label = reading.label(piece.text)
        if label is not None and label[0] in STATED:
            if label[1] and (label[0] != "driving_license" or _goes_with_licence(label[1], reading)):
                yield _narrowed(label[0], line.text, *trimmed(line.text, piece.end - len(label[1]), piece.end))
            elif label[1]:
                yield from _unlabelled(pieces, number, kind, reading)
            elif number + 1 < len(pieces) and pieces[number + 1].separator in ("colon", ""):
                announced = label[0]
            elif label[0] == "driving_license" and not (kind in _ENTRIES and reading.lexicon.degree(piece.text)):
                yield label[0], piece.start, piece.end  # no French "Licence" of a university
        elif field is not None:
            end = _with_classes(pieces, number) if field == "driving_license" else piece.end
            yield _narrowed(field, line.text, piece.start, end)
        else:
            yield from _unlabelled(pieces, number, kind, reading)


def _narrowed(field: str, text: str, start: int, end: int) -> _Fact:
    """A fact without what else stands behind its label: of a licence its classes."""
    classes = classes_in(text[start:end]) if field == "driving_license" else ""
    if not classes:
        return field, start, end
    start = text.index(classes, start)
    return field, start, start + len(classes)


def _goes_with_licence(value: str, reading: Reading) -> bool:
    """Whether what stands behind the label is about the licence, not the next sentence."""
    return names_class(value) or not reading.reads_as_prose(value)


def _pieces(line: Line) -> list[Piece]:
    """The pieces of all segments, placed in the line; the first of a segment has no separator."""
    result: list[Piece] = []
    position = 0
    for segment in line.segments:
        start = line.text.find(segment.text, position)
        if start < 0:
            return []
        position = start + len(segment.text)
        pieces = split_pieces(segment.text)
        result.extend(replace(piece, start=piece.start + start, end=piece.end + start) for piece in pieces)
    return result


def _unlabelled(pieces: Sequence[Piece], number: int, kind: SectionKind, reading: Reading) -> Iterator[_Fact]:
    piece = pieces[number]
    licence = licence_in(piece.text, reading.lexicon)
    value = clean_edges(licence) if licence else ""
    if value:
        start = piece.start + piece.text.index(value)
        whole = start + len(value) < piece.end
        yield "driving_license", start, start + len(value) if whole else _with_classes(pieces, number)
    elif kind in _ABOUT and length_in_words(piece.text) <= _MAX_UNLABELLED_WORDS:
        for start, _, field in reading.lexicon.labels_in(piece.text)[:1]:
            if start == 0 and field in ("availability", "work_permit", "notice_period"):
                yield field, piece.start, piece.end


def _with_classes(pieces: Sequence[Piece], number: int) -> int:
    """Where the classes of a licence end that commas part: "B, BE, T"."""
    last = number
    while last + 1 < len(pieces) and is_class(pieces[last + 1].text):
        last += 1
    return pieces[last].end
