"""Second look at sections whose heading says little: "Career summary" over a list of jobs is their experience."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.languages import Lexicon
from parsing.engine.languages.dates import find_spans
from parsing.engine.model import Line, Section, SectionKind
from parsing.engine.sections.contents import kind_of, lists_skills
from parsing.engine.sections.inside import BY_LOOK

_VAGUE = frozenset({SectionKind.SUMMARY, SectionKind.OTHER, SectionKind.AWARDS})
_ENTRIES = frozenset({SectionKind.EXPERIENCE, SectionKind.EDUCATION})
_MIN_PERIODS = 2  # a text that mentions one period is not yet a list of entries
_MIN_SKILL_LINES = 4  # under a heading of which only some words are known
_SURE_PERIOD = 0.85
_LIKELY = 0.6
_PARTS = re.compile(r"\s{2,}|\s[|\u2013\u2014-]\s")
_CONFIDENCE = 0.7
_BY_LOOK_AND_CONTENTS = f"{BY_LOOK}+contents"
_EMPLOYER = 0.5
_HEAD_LINES = 2  # name and addresses
_GAP_PT = 6.0
_WORDS = re.compile(r"[^\W\d_][\w'\u2019]*(?: [\w'\u2019]+){0,3}")  # of a heading


def relabel(sections: Sequence[Section], lexicon: Lexicon) -> tuple[Section, ...]:
    """The sections, those under unknown words named by what they hold; so are vague ones where jobs or studies miss."""
    named = _with_employers(_without_false_starts([_named(section, lexicon) for section in sections]), lexicon)
    named = [_of_computers(section, lexicon) for section in named]
    if named and all(section.kind is not SectionKind.SKILLS for section in named):
        named[:1] = _parted_head(named[0])
    missing = _ENTRIES - {section.kind for section in named}
    if not missing:
        return tuple(named)
    return tuple(_relabelled(section, missing, lexicon) for section in named)


def _named(section: Section, lexicon: Lexicon) -> Section:
    """A section under a heading that only its look tells, with the kind that its lines tell."""
    if section.rule != BY_LOOK:
        return section
    kind = kind_of(section.lines, lexicon)
    if kind is None and section.kind is SectionKind.SKILLS and len(section.lines) < _MIN_SKILL_LINES:
        return replace(section, kind=SectionKind.OTHER)  # the names of groups whose skills are pictures
    if kind is None:
        unsure = section.kind in (SectionKind.OTHER, SectionKind.EXPERIENCE)  # jobs show by their contents
        return replace(section, kind=SectionKind.OTHER) if unsure else replace(section, rule="heading.part")
    return replace(section, kind=kind, rule=_BY_LOOK_AND_CONTENTS, confidence=_CONFIDENCE)


def _of_computers(section: Section, lexicon: Lexicon) -> Section:
    """The section; below "Languages" stand skills where those are languages of computers, and none that is spoken."""
    if section.kind is not SectionKind.LANGUAGES or any(lexicon.languages_in(line.text) for line in section.lines):
        return section
    return replace(section, kind=SectionKind.SKILLS) if lists_skills(section.lines) else section


def _without_false_starts(sections: Sequence[Section]) -> list[Section]:
    """What looks like a heading at the top, over lines that say nothing, belongs to the head of the resume."""
    result: list[Section] = []
    for section in sections:
        before = result[-1] if result else None
        head = before is not None and before.kind is SectionKind.HEADER and len(result) == 1
        if before is not None and head and section.rule == BY_LOOK and section.heading is not None:
            result[-1] = replace(before, lines=(*before.lines, section.heading, *section.lines))
        else:
            result.append(section)
    return result


def _with_employers(sections: Sequence[Section], lexicon: Lexicon) -> list[Section]:
    """The sections; an employer in the look of the headings, below jobs and above its own, heads an entry of them."""
    result: list[Section] = []
    for section in sections:
        before = result[-1] if result else None
        heading = section.heading if section.rule == _BY_LOOK_AND_CONTENTS else None
        jobs = before is not None and before.kind is section.kind is SectionKind.EXPERIENCE
        if before is not None and jobs and heading is not None and _begins_entry(heading, before, lexicon):
            result[-1] = replace(before, lines=(*before.lines, heading, *section.lines))
        else:
            result.append(section)
    return result


def _begins_entry(heading: Line, before: Section, lexicon: Lexicon) -> bool:
    """Whether a heading names an employer or a title, or is set as the first line of the jobs above is."""
    if lexicon.company(heading.text) >= _EMPLOYER or lexicon.title(heading.text) >= _LIKELY:
        return True
    first = before.lines[0] if before.lines else None
    return first is not None and (first.bold, first.font_size_pt, first.text.isupper()) == (
        heading.bold,
        heading.font_size_pt,
        True,
    )


def _parted_head(head: Section) -> list[Section]:
    """The head of a resume, cut where white space and a few unknown words head a list of skills: "Stuff I use"."""
    if head.kind is not SectionKind.HEADER:
        return [head]
    for position, line in enumerate(head.lines[:-1]):
        if position < _HEAD_LINES or line.gap_before_pt < _GAP_PT or not _WORDS.fullmatch(line.text):
            continue
        end = position + 1
        while end < len(head.lines) and head.lines[end].gap_before_pt < _GAP_PT:
            end += 1
        listed = head.lines[position + 1 : end]
        if lists_skills(listed):
            rest = replace(head, lines=(*head.lines[:position], *head.lines[end:]))
            return [rest, Section(SectionKind.SKILLS, line, listed, "heading.contents", _CONFIDENCE)]
    return [head]


def _relabelled(section: Section, missing: frozenset[SectionKind], lexicon: Lexicon) -> Section:
    kind = _listed(section, missing, lexicon) if section.kind in _VAGUE | {SectionKind.PROJECTS} else None
    if section.kind is SectionKind.PROJECTS and kind is not SectionKind.EXPERIENCE:
        return section  # the engagements of a freelancer are jobs; what was studied for is a project
    if kind is None or kind not in missing:
        return section
    return replace(section, kind=kind, rule=f"{section.rule}+entries", confidence=_CONFIDENCE)


def _listed(section: Section, missing: frozenset[SectionKind], lexicon: Lexicon) -> SectionKind | None:
    """What kind of entries the lines hold, if they hold any; who works at schools has titles where studies are told."""
    periods = sum(
        any(match.confidence >= _SURE_PERIOD for match in find_spans(line.text, lexicon)) for line in section.lines
    )
    if periods < _MIN_PERIODS:
        return None
    texts = [part for line in section.lines if not line.bullet for part in _PARTS.split(line.text)]
    schools = sum(lexicon.school(text) >= _LIKELY or bool(lexicon.degree(text)) for text in texts)
    titles = sum(lexicon.title(text) >= _LIKELY for text in texts)
    if not schools and not titles:
        return None
    if SectionKind.EDUCATION not in missing and 2 * titles >= periods:
        return SectionKind.EXPERIENCE
    return SectionKind.EXPERIENCE if titles >= schools else SectionKind.EDUCATION
