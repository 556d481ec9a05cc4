"""Jobs, internships, volunteering: sections cut into entries, headers told apart, roles at one employer kept."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.fields.addresses import read_location
from parsing.engine.fields.blocks import Block, views
from parsing.engine.fields.descriptions import describe
from parsing.engine.fields.employers import (
    Parts,
    below_heads,
    carry_down,
    under_employers,
    with_department,
    with_rest_of_title,
)
from parsing.engine.fields.evidence import found
from parsing.engine.fields.headers import Group, Role, assign, give_back
from parsing.engine.fields.job_grammar import JobGrammar
from parsing.engine.fields.job_words import JobWords
from parsing.engine.fields.mergers import merge_jobs
from parsing.engine.fields.milestones import find_stays, jobs_of
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.segmentation import cut
from parsing.engine.fields.told_entries import in_a_row, parted, roles_apart, unlisted, unnumbered
from parsing.engine.fields.told_jobs import told_jobs
from parsing.engine.fields.wording import clean_edges, fold, length_in_words
from parsing.engine.languages.index import Category
from parsing.engine.model import DateSpan, Employment, Experience, Found, Line, PartialDate, Section, SectionKind

_FULL_STOP = re.compile(
    r"(?:(?<=[^\W\d_]{6})|(?<=\.))\.$"
)  # behind a word or a second one; an abbreviation keeps its own
_EMPLOYED, _SURELY_EMPLOYED = 0.5, 0.7  # likeness to an employer


def read_experience(
    sections: Sequence[Section], reading: Reading, *, headline: str | None = None
) -> tuple[Experience, ...]:
    """The entries of the sections in order of the text; all sections are read in one order of title and company."""
    known = frozenset({fold(headline)}) if headline else frozenset()
    words = JobWords(reading.lexicon)
    blocks: list[Block] = []
    kinds: list[SectionKind] = []
    told: list[Experience] = []
    for section in sections:
        stays = find_stays(section, reading)
        if stays:
            told.extend(jobs_of(stays, reading, section.kind.value))
            continue
        sentences = told_jobs(section.lines, reading, section.kind.value)
        if sentences:
            told.extend(sentences)
            continue
        rows: list[Sequence[Line]] = [(line,) for line in in_a_row(section, reading)]
        for lines in rows or [section.lines]:
            each = parted(unlisted(unnumbered(lines, reading), reading), reading)
            each = roles_apart(list(each), reading)
            section_blocks = cut(views(list(each), reading), words.likeness, single_dates=False, closing=words.is_place)
            blocks.extend(section_blocks)
            kinds.extend([section.kind] * len(section_blocks))
    if not blocks:
        return tuple(told)
    blocks, kinds, heads = under_employers(blocks, kinds, words)
    parses = assign(blocks, JobGrammar(reading, blocks, known), apart=below_heads(heads, blocks))
    entries = [_parts(groups) for groups in parses]
    if heads:
        above = assign([head.block for head in heads], JobGrammar(reading))
        for head, groups in zip(heads, above, strict=True):
            carry_down(_parts(groups), head, blocks, entries, words)
            reading.use(*head.block.lines)
    carried = _carry_employers(blocks, entries, words)
    result = []
    for block, groups, kept, kind in zip(blocks, parses, carried, kinds, strict=True):
        give_back(block, groups)
        if kept is None:
            reading.use(*block.lines)
            continue
        if Role.COMPANY in kept and all(group.role is not Role.COMPANY for group in groups):
            whole = with_rest_of_title(kept, groups, words)
        else:
            whole = kept
        entry = _entry(block, groups, whole, kind, reading)
        if entry is not None:
            result.append(entry)
    return tuple(merge_jobs(told + result))


def _parts(groups: Sequence[Group]) -> Parts:
    return {group.role: group for group in groups if group.role is not Role.NONE}


def _carry_employers(blocks: Sequence[Block], entries: Sequence[Parts], words: JobWords) -> list[Parts | None]:
    """Several roles at one employer: roles below an employer get its name and place; a lone employer is no entry.

    Only where the company stands first: a title without a company in the other order may be a freelancer's.
    """
    result: list[Parts | None] = []
    employer: Parts = {}
    apart = ""  # what stands before the dates of a role below the line of its employer
    for number, read in enumerate(entries):
        parts = _with_department(read, blocks[number], words, apart=apart) if employer else read
        has_title, has_company = Role.TITLE in parts, Role.COMPANY in parts
        if has_company and not has_title and not blocks[number].body and number + 1 < len(entries):
            following = entries[number + 1]
            if Role.TITLE in following and Role.COMPANY not in following:
                employer, apart = _employer(parts), _before_dates(entries[number + 1], blocks[number + 1])
                result.append(None)
                continue
        if has_company:
            employer = _employer(parts) if _company_first(parts) else {}
            apart = _before_dates(parts, blocks[number])
        elif has_title and employer and not words.is_leave(parts[Role.TITLE].text):
            parts = {**employer, **parts}
        result.append(parts)
    return result


def _with_department(parts: Parts, block: Block, words: JobWords, *, apart: str) -> Parts:
    """A role below an employer, whose "company" behind a comma is the department: "Director, Growth Marketing".

    Only where its dates stand on a line of their own, or as those of the role before do, below its employer: "Barista,
    Acme, 2014" is a job elsewhere.
    """
    title, company = parts.get(Role.TITLE), parts.get(Role.COMPANY)
    if title is None or company is None:
        return parts
    beside = block.dates_line is not None and block.dates_line.index == title.chunk.line.index
    alike = bool(apart) and Role.LOCATION not in parts and _before_dates({Role.TITLE: title}, block) == apart
    if block.dates_line is None or (beside and not alike):
        return parts
    if words.names_in(company.text)[1] >= (_SURELY_EMPLOYED if alike else _EMPLOYED):
        return parts
    rest: Parts = {role: group for role, group in parts.items() if role is not Role.COMPANY}
    whole = with_department(title, company)
    return parts if whole is None else {**rest, Role.TITLE: whole}


def _before_dates(parts: Parts, block: Block) -> str:
    """The sign between a title and its dates, where they stand on a line without the employer; else nothing."""
    title, company, line = parts.get(Role.TITLE), parts.get(Role.COMPANY), block.dates_line
    if title is None or block.anchor is None or line is None or title.chunk.line.index != line.index:
        return ""
    if company is not None and company.chunk.line.index == line.index:
        return ""
    return line.text[: block.anchor.match.start].rstrip()[-1:]


def _company_first(parts: Parts) -> bool:
    title, company = parts.get(Role.TITLE), parts[Role.COMPANY]
    return title is None or (company.chunk.line.index, company.units[0].start) < (
        title.chunk.line.index,
        title.units[0].start,
    )


def _employer(parts: Parts) -> Parts:
    return {role: parts[role] for role in (Role.COMPANY, Role.LOCATION) if role in parts}


def _entry(
    block: Block, groups: Sequence[Group], parts: Parts, kind: SectionKind, reading: Reading
) -> Experience | None:
    title, company, place = (parts.get(role) for role in (Role.TITLE, Role.COMPANY, Role.LOCATION))
    if title is None and company is None:
        return None
    reading.use(*(view.line for view in block.header))
    name = kind.value
    description, bullets = describe(block.body, reading, f"{name}.body")
    location = None
    if place is not None:
        read = read_location(place.text, reading.lexicon)
        location = found(read, place.chunk.line, f"{name}.place", _confidence(place), *_bounds(place))
    dates = None
    if block.anchor is not None and block.dates_line is not None:
        match = block.anchor.match
        reading.use(block.dates_line)
        dates = found(
            _running_on(_of_season(block.anchor.span, reading), reading),
            block.dates_line,
            f"{name}.dates",
            block.anchor.confidence,
            match.start,
            match.end,
        )
    indices = [line.index for line in block.lines] or [0]
    return Experience(
        title=_text(title, f"{name}.title"),
        company=_text(company, f"{name}.company"),
        location=location,
        dates=dates,
        description=description,
        bullets=bullets,
        employment=_employment(groups, kind, reading),
        lines=(min(indices), max(indices)),
    )


def _of_season(span: DateSpan, reading: Reading) -> DateSpan:
    """A job dated by one season ended in its year: "Summer 2014"."""
    if span.start is None or span.end is not None or span.is_current:
        return span
    if not reading.lexicon.scan(span.raw).of(Category.SEASON):
        return span
    return replace(span, end=PartialDate(span.start.year))


def _running_on(span: DateSpan, reading: Reading) -> DateSpan:
    """A job that ends this month or later is a current one."""
    end, today = span.end, reading.today
    if end is None or span.is_current:
        return span
    later = end.year > today.year or (end.year == today.year and (end.month or 0) >= today.month)
    return replace(span, is_current=True) if later else span


def _employment(groups: Sequence[Group], kind: SectionKind, reading: Reading) -> Employment:
    """What the header says of the kind of work; else what the section is."""
    for group in groups:
        if group.role in (Role.NONE, Role.TITLE) and length_in_words(group.text) <= 8:
            stated = reading.lexicon.employment(group.text)
            if stated is not None:
                return stated
    if kind is SectionKind.INTERNSHIPS:
        return Employment.INTERNSHIP
    return Employment.VOLUNTEER if kind is SectionKind.VOLUNTEERING else Employment.JOB


def _text(group: Group | None, rule: str) -> Found[str] | None:
    if group is None:
        return None
    text = _FULL_STOP.sub("", clean_edges(group.text))
    if "(" in text[1:] and ")" not in text:
        text = clean_edges(text[: text.index("(", 1)])  # "Manager (promoted from Assistant", the date taken out
    return found(text, group.chunk.line, rule, _confidence(group), *_bounds(group))


def _bounds(group: Group) -> tuple[int, int]:
    return group.units[0].start, group.units[-1].end


def _confidence(group: Group) -> float:
    """From the score of the part: unknown words in a known place are fair, known words are good."""
    return max(0.4, min(0.98, 0.6 + 0.2 * group.score))
