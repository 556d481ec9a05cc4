"""What looks like a heading and stands inside a section: "Highlights" under a job, the employers themselves."""

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from parsing.engine.model import Line, SectionKind

BY_LOOK = "heading.look"  # the rule of headings that only their look tells
_SMALLER = 0.8  # a heading of this share of the size of the section's heading stands below it
_MIN_REPEATS = 2
_NO_GAP_PT = 6.0

_OF_ENTRIES = frozenset(
    {
        SectionKind.EXPERIENCE,
        SectionKind.INTERNSHIPS,
        SectionKind.EDUCATION,
        SectionKind.PROJECTS,
        SectionKind.VOLUNTEERING,
    }
)


# Kinds that seldom stand inside an entry: only words that come back make them a part of one.
_SELDOM_INSIDE = frozenset({SectionKind.PUBLICATIONS, SectionKind.AWARDS})


class _Heading(Protocol):
    @property
    def kind(self) -> SectionKind: ...

    @property
    def lines_used(self) -> int: ...

    @property
    def rest(self) -> Line | None: ...

    @property
    def line(self) -> Line: ...

    @property
    def rule(self) -> str: ...


def inside_entries(headings: Mapping[int, _Heading], kinds: frozenset[SectionKind]) -> frozenset[int]:
    """Positions of the headings, of these kinds, that divide an entry and open no section.

    They stand below the heading of a section of entries, in its column: in smaller type or at a deeper level, or with
    words that come back in the same look while the section's own do not.
    """
    repeats = Counter(map(_signature, _among_entries(headings, kinds)))
    inside: set[int] = set()
    section: _Heading | None = None
    for position in sorted(headings):
        heading = headings[position]
        if section is not None and heading.kind in kinds and _stands_in(heading, section, repeats):
            inside.add(position)
        else:
            section = heading if heading.kind in _OF_ENTRIES else None
    return frozenset(inside)


def _among_entries(headings: Mapping[int, _Heading], kinds: frozenset[SectionKind]) -> list[_Heading]:
    """The headings of sections of entries, and those that follow before one of a kind that divides no entry."""
    found: list[_Heading] = []
    among = False
    for _, heading in sorted(headings.items()):
        among = heading.kind in _OF_ENTRIES or (among and heading.kind in kinds)
        if among:
            found.append(heading)
    return found


def first_lines_of_entries(headings: Mapping[int, _Heading]) -> frozenset[int]:
    """Positions of words that no pack knows as a heading, in the look of headings, that begin the entries of a section.

    They stand right below the heading of a section, which would be empty without them; what follows in their look
    begins entries as well.
    """
    entries: set[int] = set()
    section: _Heading | None = None
    expected, look = -1, None
    for position in sorted(headings):
        heading = headings[position]
        own = (heading.line.bold, round(heading.line.font_size_pt * 2), heading.line.colour)
        if heading.rule == BY_LOOK and (position == expected or own == look):
            look = own
            entries.add(position)
        elif section is not None and heading.kind is section.kind and _is_employer(heading, section):
            entries.add(position)
        else:
            look, section = None, heading if heading.kind in _OF_ENTRIES else None
            expected = position + heading.lines_used if section is not None and heading.rest is None else -1
    return frozenset(entries)


def _is_employer(heading: _Heading, section: _Heading) -> bool:
    """Whether a word that may head a section stands where other entries name an employer: "Freelance"."""
    looks = [
        (each.line.bold, each.line.font_size_pt, each.line.colour, each.line.bullet) for each in (heading, section)
    ]
    return len(heading.line.text.split()) == 1 and looks[0] != looks[1]


def _is_smaller(heading: _Heading, section: _Heading) -> bool:
    return 0 < heading.line.font_size_pt <= _SMALLER * section.line.font_size_pt


def _stands_in(heading: _Heading, section: _Heading, repeats: Mapping[object, int]) -> bool:
    if heading.line.region != section.line.region and heading.line.page == section.line.page:
        return False
    if heading.line.heading_level is not None and section.line.heading_level is not None:
        return heading.line.heading_level > section.line.heading_level
    if heading.kind not in _SELDOM_INSIDE and _is_smaller(heading, section):
        return True
    if _is_label(heading) and not _is_label(section):
        return True
    return repeats[_signature(heading)] >= _MIN_REPEATS > repeats[_signature(section)]


def _is_label(heading: _Heading) -> bool:
    """Whether a colon ends a heading that neither size nor white space sets apart: "Achievements:" below duties."""
    line = heading.line
    plain = line.heading_level is None and not line.bold and line.gap_before_pt <= _NO_GAP_PT
    return plain and heading.kind in _SELDOM_INSIDE and line.text.rstrip().endswith((":", "\uff1a"))


def _signature(heading: _Heading) -> object:
    line = heading.line
    return heading.kind, line.text.casefold().strip(" :"), line.bold, round(line.font_size_pt * 2), line.colour
