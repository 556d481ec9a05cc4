"""Studies: degree, field, school, place, dates, grade."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.fields.addresses import read_location
from parsing.engine.fields.blocks import Block, View, views
from parsing.engine.fields.descriptions import describe
from parsing.engine.fields.education_cuts import BEHIND_DEGREE
from parsing.engine.fields.education_grammar import EducationGrammar
from parsing.engine.fields.evidence import found, found_text
from parsing.engine.fields.grades import is_honours
from parsing.engine.fields.headers import Group, Role, assign, give_back
from parsing.engine.fields.mergers import merge_studies
from parsing.engine.fields.milestones import find_stays, studies_of
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.segmentation import cut
from parsing.engine.fields.told_entries import as_entries, parted, unnumbered
from parsing.engine.fields.undated import in_order, part_undated
from parsing.engine.fields.wording import clean_edges, has_letters, length_in_words
from parsing.engine.model import DateSpan, Education, Found, PartialDate, Section

_SEATED = (Role.SCHOOL, Role.LOCATION)  # what stands once above several degrees
_MAX_DEGREE_WORDS = 9
_DEGREE_AND_FIELD = 2  # parts of a text
_SCHOOL_YEAR = re.compile(r"\d{4}/\d{2}$")


def read_education(sections: Sequence[Section], reading: Reading) -> tuple[Education, ...]:
    """The entries of the sections in order of the text."""
    grammar = EducationGrammar(reading)
    blocks: list[Block] = []
    told: list[Education] = []
    for section in sections:
        stays = find_stays(section, reading)
        if stays:
            told.extend(studies_of(stays, reading))
            continue
        lines = list(parted(as_entries(unnumbered(section.lines, reading), reading), reading))
        seen, undated = part_undated(views(lines, reading, graded=True), grammar.likeness, reading)
        cuts = cut(seen, grammar.likeness, single_dates=True)
        blocks.extend(in_order(cuts, undated) if undated else cuts)
    if not blocks:
        return tuple(told)
    for block in blocks:
        _take_degree_below(block, reading)
    parses = _carry_schools(assign(blocks, grammar))
    entries = (_entry(block, groups, grammar, reading) for block, groups in zip(blocks, parses, strict=True))
    return tuple(merge_studies(told + [entry for entry in entries if entry is not None]))


def _take_degree_below(block: Block, reading: Reading) -> None:
    """Add to the header the degree that it lacks and the first bullet below names, as designs with little text do."""
    first = block.body[0] if block.body and block.header else None
    if first is None or not first.line.bullet or first.prose or first.anchor is not None or first.grade is not None:
        return
    degree = reading.lexicon.degree
    spans = degree(first.line.text) if length_in_words(first.line.text) <= _MAX_DEGREE_WORDS else ()
    if spans and spans[0][0] == 0 and not any(degree(view.line.text) for view in block.header):
        block.header.append(block.body.pop(0))
        while block.body and block.body[0].wrapped and not block.body[0].line.bullet:
            block.header.append(block.body.pop(0))  # of a degree too long for its column


def _carry_schools(parses: Sequence[Sequence[Group]]) -> list[Sequence[Group]]:
    """Several degrees of one school: those below a school on a line of its own get its name and place."""
    result: list[Sequence[Group]] = []
    above: tuple[Group, ...] = ()
    for groups in parses:
        parts = {group.role: group for group in groups}
        school, degree = parts.get(Role.SCHOOL), parts.get(Role.DEGREE)
        if school is not None:
            below = degree is not None and school.chunk.line.index < degree.chunk.line.index
            above = tuple(group for group in groups if group.role in _SEATED) if below else ()
            result.append(groups)
        else:
            seated = Role.LOCATION in parts or not {Role.DEGREE, Role.FIELD} <= parts.keys()  # "Abitur, 2012"
            result.append(groups if seated else (*above, *groups))
    return result


def _entry(block: Block, groups: Sequence[Group], grammar: EducationGrammar, reading: Reading) -> Education | None:
    parts: dict[Role, Group] = {group.role: group for group in groups if group.role is not Role.NONE}
    _part_labelled_degree(parts, grammar)
    if Role.DEGREE not in parts and Role.SCHOOL not in parts:
        return None
    give_back(block, groups)
    reading.use(*(view.line for view in block.header))
    grade, rest = _grade_below(block.body, reading)
    grade = next((_graded(view) for view in block.header if view.grade is not None), grade)
    description, _ = describe(rest, reading, "education.body")
    place = parts.get(Role.LOCATION)
    dates = None
    if block.anchor is not None and block.dates_line is not None:
        match = block.anchor.match
        reading.use(block.dates_line)
        span = _as_studies(block.anchor.span)
        dates = found(span, block.dates_line, "education.dates", block.anchor.confidence, match.start, match.end)
    indices = [line.index for line in block.lines] or [0]
    return Education(
        degree=_text(parts.get(Role.DEGREE), "education.degree"),
        field=_text(parts.get(Role.FIELD), "education.field"),
        institution=_text(parts.get(Role.SCHOOL), "education.school"),
        location=None
        if place is None
        else found(read_location(place.text, reading.lexicon), place.chunk.line, "education.place", 0.7),
        dates=dates,
        grade=grade or _text(parts.get(Role.GRADE), "education.grade"),
        description=description,
        lines=(min(indices), max(indices)),
    )


def _part_labelled_degree(parts: dict[Role, Group], grammar: EducationGrammar) -> None:
    """Tells the field from the degree where both stand behind one label: "Title: BSc in Physics"."""
    degree = parts.get(Role.DEGREE)
    if degree is None or Role.FIELD in parts or degree.chunk.label != "degree":
        return
    units = grammar.refine(list(degree.units), replace(degree.chunk, label=None))
    if len(units) == _DEGREE_AND_FIELD and units[1].separator in BEHIND_DEGREE:
        for role, unit in zip((Role.DEGREE, Role.FIELD), units, strict=True):
            parts[role] = replace(degree, text=unit.text, units=(unit,), role=role)


def _as_studies(span: DateSpan) -> DateSpan:
    """A single date of a study is its end: the year of the degree."""
    if span.start is None or span.end is not None or span.is_current:
        return span
    year, month = span.start.year, span.start.month
    if month == (year + 1) % 100 and _SCHOOL_YEAR.search(span.raw):
        return DateSpan(PartialDate(year), PartialDate(year + 1), False, span.raw)  # "2003/04" is no April here
    return DateSpan(None, span.start, False, span.raw)


def _grade_below(body: Sequence[View], reading: Reading) -> tuple[Found[str] | None, list[View]]:
    """A line such as "GPA: 3.8" under the header, and the lines without it."""
    for number, view in enumerate(body):
        labelled = view.label == "grade" and bool(view.label_rest)
        if not labelled and not (view.grade is not None and not _says_more(view, reading)):
            continue
        reading.use(view.line)
        grade = (
            _graded(view)
            if view.grade is not None
            else found_text(clean_edges(view.label_rest), view.line, "education.grade_label", 0.9)
        )
        return grade, [*body[:number], *body[number + 1 :]]
    return None, list(body)


def _says_more(view: View, reading: Reading) -> bool:
    """Whether a line holds more than its grade and honours."""
    return any(has_letters(chunk.text) and not is_honours(chunk.text, reading.lexicon) for chunk in view.chunks)


def _graded(view: View) -> Found[str] | None:
    if view.grade is None:
        return None
    left, right = view.grade.left, view.grade.right
    text = clean_edges(view.line.text[left:right])
    if "(" in text and ")" not in text and view.line.text[right : right + 1] == ")":
        text, right = f"{text})", right + 1  # "7,4 (Very good)"
    return found(text, view.line, "education.grade", 0.85, left, right)


def _text(group: Group | None, rule: str) -> Found[str] | None:
    if group is None:
        return None
    confidence = max(0.4, min(0.98, 0.6 + 0.2 * group.score))
    text = clean_edges(group.text)
    return found(text, group.chunk.line, rule, confidence, group.units[0].start, group.units[-1].end)
