"""Walks over the lines and hands each to the section it belongs to, across columns and pages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from parsing.engine.languages import Lexicon
from parsing.engine.model import Line, Section, SectionKind, Segment
from parsing.engine.sections.candidates import ALSO_INSIDE, Heading, find_headings
from parsing.engine.sections.inside import first_lines_of_entries, inside_entries
from parsing.engine.sections.margins import is_drawn
from parsing.engine.sections.relabel import relabel
from parsing.engine.sections.rows import unfold_heading_rows
from parsing.engine.sections.signs import without_heading_signs

_COLON = re.compile(r"\s*[:\uff1a]\s*")
_SAME_COLUMN_PT = 40.0  # left edges this near belong to one column
_JUMP_PT = 4.0  # a line this much above the heading of its section has left the section's column
_MAX_INLINE_WORDS = 4
_APART_PT = 6.0  # of white space above a line
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_INLINE_RULE = "heading.inline"

# Sections made of entries: "Skills: ..." in them describes an entry.
_OF_ENTRIES = frozenset(
    {
        SectionKind.EXPERIENCE,
        SectionKind.INTERNSHIPS,
        SectionKind.EDUCATION,
        SectionKind.PROJECTS,
        SectionKind.VOLUNTEERING,
    }
)
# Kinds that fit behind a colon on one line.
_INLINE = frozenset(
    {
        SectionKind.SKILLS,
        SectionKind.LANGUAGES,
        SectionKind.INTERESTS,
        SectionKind.CERTIFICATIONS,
        SectionKind.SUMMARY,
        SectionKind.AWARDS,
        SectionKind.EDUCATION,
        SectionKind.REFERENCES,
        SectionKind.VOLUNTEERING,
        SectionKind.TRAINING,
    }
)


_LARGER = 1.2  # times the size of the largest heading
_LINES_OF_NAME = 2
_LEAST_HEADINGS = 3  # that show how headings are written
_IN_A_ROW = "; "
# Kinds that no entry tells of itself on a line that white space sets apart.
_BELOW_ENTRIES = frozenset({SectionKind.CERTIFICATIONS, SectionKind.INTERESTS, SectionKind.REFERENCES})
# Kinds that one line below the studies may be of.
_BESIDE_STUDIES = frozenset({SectionKind.CERTIFICATIONS, SectionKind.TRAINING, SectionKind.PERSONAL})
_BEHIND_COLON = _INLINE | _BESIDE_STUDIES | {SectionKind.EXPERIENCE}


@dataclass(slots=True)
class _Open:
    """A section while it is being filled."""

    kind: SectionKind
    heading: Line | None = None
    lines: list[Line] = field(default_factory=list)
    rule: str = "heading.none"
    confidence: float = 1.0

    def close(self) -> Section:
        return Section(self.kind, self.heading, tuple(self.lines), self.rule, self.confidence)


def split(lines: Sequence[Line], lexicon: Lexicon, body_font_size_pt: float) -> tuple[Section, ...]:
    """The sections in reading order. The first is HEADER when lines stand before the first heading."""
    lines = unfold_heading_rows(without_heading_signs(lines, lexicon), lexicon)
    headings = find_headings(lines, lexicon, body_font_size_pt)
    labels, entries = inside_entries(headings, ALSO_INSIDE), first_lines_of_entries(headings)
    opening = {position: headings[position] for position in headings.keys() - labels - entries}
    splitter = _Splitter(lexicon, lines, opening, _late_names(lines, opening))
    for position, line in enumerate(lines):
        if position not in labels or headings[position].rest is not None:
            splitter.take(position, line)
    return relabel(splitter.sections(), lexicon)


def _late_names(lines: Sequence[Line], headings: Mapping[int, Heading]) -> frozenset[int]:
    """The lines below the first heading in larger type than any of them: the name, where a column stands before it."""
    if not headings:
        return frozenset()
    largest = _LARGER * max(heading.line.font_size_pt for heading in headings.values())
    first = min(headings)
    large = [n for n, line in enumerate(lines) if line.font_size_pt >= largest > 0 and n not in headings]
    return frozenset(large if large and large[0] > first and len(large) <= _LINES_OF_NAME else ())


def _name_and_content(line: Line) -> tuple[str, str]:
    """What stands before and behind a colon, or in the two cells of a row; nothing behind where there is neither."""
    if len(line.segments) == 2 and not line.bullet:
        return line.segments[0].text.rstrip(" :\uff1a"), line.segments[1].text.strip()
    colon = _colon_in(line.text)
    return (line.text[: colon.start()], line.text[colon.end() :].strip()) if colon is not None else (line.text, "")


def _colon_in(text: str) -> re.Match[str] | None:
    """The first colon with the blanks around it. Most lines have none, and looking for blanks takes long."""
    return _COLON.search(text) if ":" in text or "\uff1a" in text else None


def _tail(line: Line, text: str) -> Line:
    """The end of a line, its segments cut to it."""
    segments: list[Segment] = []
    left = len(text)
    for segment in reversed(line.segments):
        kept = segment.text[-left:] if left < len(segment.text) else segment.text
        segments.insert(0, replace(segment, text=kept))
        left -= len(kept)
        left -= len(text[:left]) - len(text[:left].rstrip())
        if left <= 0:
            break
    return replace(line, text=text, segments=tuple(segments))


class _Splitter:
    def __init__(
        self, lexicon: Lexicon, lines: Sequence[Line], headings: dict[int, Heading], names: frozenset[int]
    ) -> None:
        self._lexicon = lexicon
        self._names = names
        self._lines = lines
        self._headings = headings
        self._done: list[_Open] = [_Open(SectionKind.HEADER)]
        self._columns: list[tuple[int, float, _Open]] = []  # page, left edge, last section there
        self._last: Line | None = None
        self._interrupted: _Open | None = None  # the section that an inline one stands in
        self._used_until = 0
        texts = [heading.line.text for heading in headings.values()]
        self._in_capitals = len(texts) >= _LEAST_HEADINGS and all(map(str.isupper, texts))

    @property
    def _current(self) -> _Open:
        return self._done[-1]

    def take(self, position: int, line: Line) -> None:
        if position < self._used_until:
            return
        if self._last is not None and line.region != self._last.region:
            self._change_column(line, opens=position in self._headings)
        self._last = line
        heading = self._headings.get(position)
        if heading is not None:
            self._open(heading)
            self._used_until = position + heading.lines_used
        else:
            if position in self._names and self._current.kind is not SectionKind.HEADER:
                self._interrupted = None
                self._done.append(_Open(SectionKind.HEADER, rule="heading.none"))
            self._take_content(position, line)
        self._remember_column(line)

    def sections(self) -> tuple[Section, ...]:
        return tuple(section.close() for section in self._done if section.lines or section.heading is not None)

    def _open(self, heading: Heading) -> None:
        self._interrupted = None
        rest = [heading.rest] if heading.rest is not None else []
        self._done.append(_Open(heading.kind, heading.line, rest, heading.rule, heading.confidence))

    def _take_content(self, position: int, line: Line) -> None:
        if is_drawn(line.text):
            return
        if self._lexicon.is_footer(line.text):
            interrupted = self._interrupted or self._current
            self._done.append(_Open(SectionKind.OTHER, None, [line], "footer", 0.9))
            self._interrupted = interrupted
            return
        inline = self._inline(position, line)
        if inline is not None:
            interrupted = self._interrupted or self._current
            self._open(inline)
            self._interrupted = interrupted
            return
        if self._interrupted is not None and self._ends_inline(line):
            before = self._interrupted
            self._interrupted = None
            self._done.append(_Open(before.kind, None, [], "heading.resumed", before.confidence))
        self._current.lines.append(line)

    def _inline(self, position: int, line: Line) -> Heading | None:
        """ "Skills: Python, SQL": a section of one line, where it does not describe an entry."""
        before, after = _name_and_content(line)
        if not after:
            return None
        if len(before.split()) > _MAX_INLINE_WORDS:
            return None
        found = self._lexicon.heading(before)
        if found is None or found[0] not in _BEHIND_COLON or found[1] < 0.9 or self._licenses_to_drive(before):
            return None
        kind = (
            self._jobs_in_a_row(line, found[0], after)
            or self._inline_kind(found[0], after, set_apart=line.gap_before_pt >= _APART_PT and not line.bullet)
            or self._last_of_list(position, line, found[0])
            or self._beside_studies(line, found[0], after)
            or self._as_headings(line, found[0])
        )
        if kind is None:
            return None
        return Heading(kind, replace(line, text=before), _tail(line, after), _INLINE_RULE, found[1] * 0.9)

    def _licenses_to_drive(self, text: str) -> bool:
        """Whether a text before a colon names the licence to drive, which is no certificate: "Patente: B"."""
        label = self._lexicon.label(text)
        return label is not None and label[0] == "driving_license"

    def _jobs_in_a_row(self, line: Line, kind: SectionKind, content: str) -> SectionKind | None:
        """The kind of a line below the jobs that tells others in a row: "Earlier career: Clerk, Acme; Buyer, Apex"."""
        around = self._interrupted or self._current
        if kind is not SectionKind.EXPERIENCE or around.kind is not kind or line.bullet:
            return None
        return kind if _IN_A_ROW in content else None

    def _last_of_list(self, position: int, line: Line, kind: SectionKind) -> SectionKind | None:
        """The kind of a line below the last entry: one that names the languages spoken follows, which no entry has."""
        following = self._lines[position + 1] if position + 1 < len(self._lines) else None
        if kind is not SectionKind.SKILLS or line.bullet or following is None or following.bullet:
            return None
        before, after = _name_and_content(following)
        found = self._lexicon.heading(before) if after and len(before.split()) <= _MAX_INLINE_WORDS else None
        spoken = found is not None and found[0] is SectionKind.LANGUAGES and bool(self._lexicon.languages_in(after))
        return kind if spoken else None

    def _beside_studies(self, line: Line, kind: SectionKind, content: str) -> SectionKind | None:
        """The kind of a line below the studies that holds certificates, dated courses or what was done besides."""
        around = self._interrupted or self._current
        if line.bullet or around.kind is not SectionKind.EDUCATION or not around.lines:
            return None
        dated = _YEAR.search(content) is not None
        return kind if kind in _BESIDE_STUDIES and (dated or kind is SectionKind.CERTIFICATIONS) else None

    def _as_headings(self, line: Line, kind: SectionKind) -> SectionKind | None:
        """The kind of a line among entries that begins in capitals as all headings are, and as no other line does."""
        before, after = _name_and_content(line)
        if not self._in_capitals or line.bullet or not before.isupper() or kind not in _INLINE:
            return None
        if kind is SectionKind.LANGUAGES and not self._lexicon.languages_in(after):
            return None
        return kind if sum(_name_and_content(other)[0] == before for other in self._lines) == 1 else None

    def _inline_kind(self, kind: SectionKind, content: str, *, set_apart: bool) -> SectionKind | None:
        beside = self._interrupted is not None and self._current.rule == _INLINE_RULE  # such lines follow each other
        around = self._current.kind if beside else (self._interrupted or self._current).kind
        if kind is SectionKind.LANGUAGES:  # "Languages: Python, C++" names no language that is spoken
            again = around is SectionKind.LANGUAGES and not beside
            return kind if self._lexicon.languages_in(content) and not again else None
        if set_apart and kind in _BELOW_ENTRIES and around in _OF_ENTRIES:
            return kind
        if (
            around in _OF_ENTRIES
            or kind is SectionKind.PERSONAL
            or kind is around
            or (self._interrupted is not None and kind is self._interrupted.kind)
        ):
            return None
        if around is SectionKind.SKILLS and kind in (SectionKind.TRAINING, SectionKind.SUMMARY):
            return None
        return kind

    def _ends_inline(self, line: Line) -> bool:
        """A line with a label of its own, or set apart, does not continue "Languages: ..."."""
        colon = _colon_in(line.text)
        labelled = colon is not None and len(line.text[: colon.start()].split()) <= _MAX_INLINE_WORDS
        row = len(line.segments) == 2 and not self._lexicon.languages_in(line.segments[0].text)
        return labelled or row or line.bullet or line.gap_before_pt >= _APART_PT

    def _change_column(self, line: Line, *, opens: bool) -> None:
        """Text that jumps to another column leaves the section, unless it is the content beside a heading."""
        if opens or self._last is None or line.box is None or self._last.box is None:
            return
        if not self._current.lines and self._current.heading is not None:
            return
        if line.page == self._last.page:
            top = self._top_of_current()
            if top is None or line.box.top_pt >= top - _JUMP_PT:
                return
        resumed = self._section_of_column(line)
        if resumed is self._current:
            return
        self._interrupted = None
        if resumed is None or resumed.kind is SectionKind.HEADER:
            if line.page == self._last.page:
                self._done.append(_Open(SectionKind.HEADER, rule="heading.none"))
            return
        self._done.append(_Open(resumed.kind, None, [], "heading.column", resumed.confidence))

    def _top_of_current(self) -> float | None:
        """Where on the page of the last line its section begins."""
        first = self._current.heading or (self._current.lines[0] if self._current.lines else None)
        if first is None or first.box is None or self._last is None or first.page != self._last.page:
            return None
        return first.box.top_pt

    def _section_of_column(self, line: Line) -> _Open | None:
        """The last section of the column that the line stands in, here or on the page before."""
        if line.box is None:
            return None
        best: _Open | None = None
        for page, left_pt, section in self._columns:
            if line.page - 1 <= page <= line.page and abs(left_pt - line.box.x0_pt) <= _SAME_COLUMN_PT:
                best = section
        return best

    def _remember_column(self, line: Line) -> None:
        if line.box is None:
            return
        left_pt = line.box.x0_pt - line.indent_pt
        entry = (line.page, left_pt, self._current)
        for number, (page, known_left_pt, _) in enumerate(self._columns):
            if page == line.page and abs(known_left_pt - left_pt) <= 1.0:
                self._columns[number] = entry
                return
        self._columns.append(entry)
