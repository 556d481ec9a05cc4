"""Skills: the items of skills sections as written, then those that the rest of the text names."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine import skills as taxonomy
from parsing.engine.fields.blocks import MIN_COLUMNS
from parsing.engine.fields.evidence import found, found_lines
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.skill_items import MAX_SKILL_WORDS, Item, items
from parsing.engine.fields.spoken_languages import is_led_language
from parsing.engine.fields.wording import has_digits, has_letters, length_in_words
from parsing.engine.model import Found, Line, Section, SectionKind, Skill
from parsing.engine.skills import occupations

TEXT_KINDS = (
    SectionKind.EXPERIENCE,
    SectionKind.INTERNSHIPS,
    SectionKind.PROJECTS,
    SectionKind.SUMMARY,
    SectionKind.VOLUNTEERING,
)
_MISREAD_BULLET = re.compile(r"\s[:+*.\u00b0\u00a2\u00ab\u00bb]\s")  # what OCR makes of a bullet between two skills
_HEADS = re.compile(
    r"\s+(?:[&/+-]|[^\W\d_]{1,3})\s+|,\s*"
)  # between the parts of "Languages & IT", "Langues et outils"
MIN_TEXT_LENGTH = 60  # characters; headers of entries are shorter, or hold dates
_BESIDE_SKILLS = ("level", "dates")  # columns of a table of skills
_KINDS = (("skills", ""), ("languages", ""))
_ACTION_OF = 2  # words before what is done with it
_BESIDE_NAME = frozenset({SectionKind.HEADER, SectionKind.SUMMARY})
_LISTING = re.compile(r"\s[|~\u2022\u00b7\u25aa]\s")
_LEAST_COMPETENCES, _KNOWN_COMPETENCES = 3, 0.5
_TITLED = 0.65
_LEAST_OF_DEED = 4  # words
_DONE = re.compile(r"(?!Advanced|Experienced|Skilled|Certified|Licensed|Qualified|Trained)[A-Z][a-z]{2,}ed [a-z]")
KNOWN_SHARE = 0.4  # of the items of a section without a known heading, for it to be one of skills


def is_known(text: str) -> bool:
    return taxonomy.canonical(text) is not None


def are_known(text: str) -> bool:
    """Whether a text is skills side by side and nothing else."""
    return bool(taxonomy.side_by_side(text))


def read_skills(sections: Sequence[Section], reading: Reading) -> tuple[Skill, ...]:
    """Listed skills in the order of the text, then skills that are only mentioned."""
    result: list[Skill] = []
    inside: list[Skill] = []
    seen: set[str] = set()
    for section in sections:
        listed = list(_listed(section, reading))
        if section.kind is SectionKind.OTHER and not _is_list_of_skills(listed):
            continue
        for item in listed:
            for skill in _skills_of(item, reading):
                key = _key(skill.name.value)
                if key not in seen:
                    seen.add(key)
                    result.append(skill)
                    inside.extend(_inside(item, skill))
        reading.use(*section.lines)
    result = _in_context(result)
    canonicals = {skill.canonical for skill in result if skill.canonical}
    for skill in (*inside, *_mentioned(sections, reading)):
        if skill.canonical and skill.canonical not in canonicals and _key(skill.name.value) not in seen:
            canonicals.add(skill.canonical)
            result.append(skill)
    return tuple(result)


def _in_context(listed: Sequence[Skill]) -> list[Skill]:
    """Acronyms of several skills as the rest of the list says: "GCP" among nurses is no cloud; "MM" behind SAP."""
    beside = [skill.canonical for skill in listed if skill.canonical]
    terms = (taxonomy.canonical(skill.name.value, beside=beside) for skill in listed)
    return [
        replace(skill, canonical=term.canonical, category=term.category)
        if term and (term.canonical, term.category) != (skill.canonical, skill.category)
        else skill
        for skill, term in zip(listed, terms, strict=True)
    ]


def _key(name: str) -> str:
    """Two ways to write one skill have one key; "C", "C++" and "C#" have three."""
    folded = name.casefold()
    if folded.isalnum():
        return folded
    return "".join([character for character in folded if character.isalnum() or character in "+#"])


def _listed(section: Section, reading: Reading) -> Sequence[Item]:
    if section.kind in _BESIDE_NAME:
        return [item for line in section.lines for item in _competences(line, reading)]
    lines: Sequence[Line] = section.lines
    if section.kind is SectionKind.LANGUAGES and _heads_skills(section, reading):
        lines = tuple(line for line in lines if not reading.lexicon.languages_in(line.text))
    elif section.kind not in (SectionKind.SKILLS, SectionKind.OTHER):
        return ()
    lines = _without_columns_beside(lines, reading)
    return tuple(part for item in items(lines, reading, is_known, are_known) for part in _apart(item))


def _without_columns_beside(lines: Sequence[Line], reading: Reading) -> Sequence[Line]:
    """The lines; of a table whose head names a column of levels or of years, the skills without these columns.

    Columns are counted from the right: cells that join several rows stand on the left.
    """
    head = next((number for number, line in enumerate(lines) if len(line.segments) >= MIN_COLUMNS), None)
    if head is None or has_digits(lines[head].text):
        return lines
    labels = [reading.lexicon.label(segment.text) for segment in reversed(lines[head].segments)]
    named = [label[0] if label is not None and not label[1] else None for label in labels]
    beside = {number for number, label in enumerate(named) if label in _BESIDE_SKILLS}
    if not beside or named.count(None) > 1:
        return lines
    rows = (_without_columns(line, beside, len(named), reading) for line in lines[head + 1 :])
    return [*lines[:head], *(row for row in rows if row.segments)]


def _without_columns(line: Line, columns: set[int], width: int, reading: Reading) -> Line:
    """A row without some columns, and without the cell that says of what kind the skills are."""
    last = len(line.segments) - 1
    kept = tuple(
        segment
        for number, segment in enumerate(line.segments)
        if (last < width - 1 or last - number not in columns) and reading.lexicon.label(segment.text) not in _KINDS
    )
    return replace(line, text="  ".join(segment.text for segment in kept), segments=kept)


def _competences(line: Line, reading: Reading) -> list[Item]:
    """The skills of a line below the name that lists them between signs: "Budgeting | Forecasting | CRM"."""
    if len(_LISTING.findall(line.text)) < _LEAST_COMPETENCES - 1 or "@" in line.text or has_digits(line.text):
        return []
    found = [item for item in items([line], reading, is_known, are_known) if reading.lexicon.title(item.text) < _TITLED]
    known = sum(is_known(item.text) for item in found)
    return found if len(found) >= _LEAST_COMPETENCES and known >= _KNOWN_COMPETENCES * len(found) else []


def _heads_skills(section: Section, reading: Reading) -> bool:
    """Whether the heading of the languages names skills as well: "Languages and IT"."""
    heading = section.heading.text if section.heading is not None else ""
    kinds = map(reading.lexicon.heading, _HEADS.split(heading.strip(" :"))) if " " in heading else ()
    return any(found is not None and found[0] is SectionKind.SKILLS for found in kinds)


def _apart(item: Item) -> list[Item]:
    """ "Excel JavaScript" is two skills, set side by side with nothing between them but a space."""
    marked = [part for part in _MISREAD_BULLET.split(item.text) if has_letters(part)]
    if len(marked) > 1 and any(is_known(part) for part in marked):
        starts = [item.start + item.text.index(part) for part in marked]
        return [Item(part, item.line, start, start + len(part)) for part, start in zip(marked, starts, strict=True)]
    matches = taxonomy.side_by_side(item.text)
    if not matches:
        return [item]
    return [
        Item(match.text, item.line, item.start + match.start, item.start + match.end, item.note if last else "")
        for match, last in zip(matches, [False] * (len(matches) - 1) + [True], strict=True)
    ]


def _is_list_of_skills(listed: Sequence[Item]) -> bool:
    """Whether the items of a section under an unknown heading ("Toolbox") are skills for the greater part."""
    if len(listed) < 2 or any(length_in_words(item.text) > 2 * MAX_SKILL_WORDS for item in listed):
        return False
    return sum(1 for item in listed if is_known(item.text)) >= max(2, KNOWN_SHARE * len(listed))


def _skills_of(item: Item, reading: Reading) -> list[Skill]:
    sentence = length_in_words(item.text) > MAX_SKILL_WORDS or reading.reads_as_prose(item.text)
    if sentence or _tells_deed(item.text, reading):
        return [_found_inside(item, match, "skills.sentence") for match in taxonomy.find(item.text)]
    term = taxonomy.canonical(item.text)
    if term is None:
        if _is_spoken(item, reading) or _is_heading(item.text, reading) or _is_level(item.text, reading):
            return []
        led = _led(item, reading)
        if led:
            return led
    elif item.note and reading.lexicon.language_name(item.text) is not None:
        return []  # spoken languages stand among the skills of many resumes
    return [
        Skill(
            name=_named(item, 0.95 if term else 0.8),
            canonical=term.canonical if term else None,
            category=term.category if term else None,
            level=item.level,
        )
    ]


def _tells_deed(text: str, reading: Reading) -> bool:
    """Whether a text says what was done, as resumes sorted by abilities do: "Scheduled meetings for executives"."""
    words = text.split()
    if len(words) < _LEAST_OF_DEED or not _DONE.match(text):
        return False
    return any(word[0].isdigit() or (word != "and" and reading.lexicon.is_stopword(word)) for word in words[2:])


def _is_level(text: str, reading: Reading) -> bool:
    """Whether an item is what a level is told of, as in the tables of spoken languages: "Reading"."""
    label = reading.label(text)
    return label is not None and label[0] == "level"


def _is_heading(text: str, reading: Reading) -> bool:
    """Whether a text announces skills and names none: "Technical Skills" under "Additional information"."""
    announced = reading.lexicon.heading(text)
    return announced is not None and announced[0] is SectionKind.SKILLS


def _named(item: Item, confidence: float) -> Found[str]:
    if item.below is not None:
        return found_lines(item.text, (item.line, item.below), "skills.listed", confidence)
    return found(item.text, item.line, "skills.listed", confidence, item.start, item.end)


def _is_spoken(item: Item, reading: Reading) -> bool:
    """Whether an item is a spoken language: "English", "English B2", "Fluent in English"."""
    languages = reading.lexicon.languages_in(item.text)
    if not languages or languages[0][0] != 0:
        return bool(languages) and is_led_language(item.text, reading)
    rest = item.text[languages[0][1] :]
    return not has_letters(rest) or reading.lexicon.proficiency(rest) is not None


def _led(item: Item, reading: Reading) -> list[Skill]:
    """The skills at the end of "Good knowledge of SAP FI", "Experience with Epic and Cerner"."""
    matches = taxonomy.find(item.text, listed=True)
    if not matches or matches[0].start == 0 or matches[-1].end < len(item.text.rstrip()):
        return []
    lead = item.text[: matches[0].start]
    level = reading.lexicon.skill_level(lead)
    words = lead.split()
    if words and reading.lexicon.is_conjunction(words[-1]):
        return []  # "Excellent written and verbal communication"
    if level is None and (len(words) < 2 or not reading.lexicon.is_stopword(words[-1])):
        return []
    if level is None and len(words) == _ACTION_OF and words[-1].casefold() in reading.lexicon.particles:
        return []  # "Lecture de plans" is a skill, not a lead and a skill
    return [replace(_found_inside(item, match, "skills.led"), level=item.level or level) for match in matches]


def _found_inside(item: Item, match: taxonomy.SkillMatch, rule: str, *, listed: bool = True) -> Skill:
    start = item.start + match.start
    if item.line.text[start : start + len(match.text)] != match.text:
        start = max(item.line.text.find(match.text), 0)
    name = found(match.text, item.line, rule, 0.7, start, start + len(match.text))
    return Skill(name, match.canonical, match.category, listed=listed)


def _inside(item: Item, skill: Skill) -> list[Skill]:
    """Skills named inside the name of another: "MS Office (Word, Excel)", "HTML5/CSS3"; found, though not listed."""
    if skill.name.value != item.text or (skill.canonical is not None and "(" not in item.text):
        return []
    matches = taxonomy.find(item.text, listed=True)
    return [_found_inside(item, match, "skills.inside", listed=False) for match in matches]


def _unlabelled(line: Line, reading: Reading) -> str:
    """The text of a line with blanks for a label: "Responsibility" is none of the skills behind it."""
    label = reading.label(line.text)
    if label is None or label[0] != "responsibilities":
        return line.text
    return label[1].rjust(len(line.text)) if line.text.endswith(label[1]) else line.text


def _mentioned(sections: Sequence[Section], reading: Reading) -> list[Skill]:
    """Skills that running text names, each once, at its first place; names of employers and studies are not text."""
    lines: list[Line] = [
        line
        for section in sections
        if section.kind in TEXT_KINDS
        for line in section.lines
        if line.bullet or (len(line.text) > MIN_TEXT_LENGTH and not reading.spans(line)) or reading.is_prose(line)
    ]
    starts: list[int] = []
    position = 0
    for line in lines:
        starts.append(position)
        position += len(line.text) + 1
    result: list[Skill] = []
    seen: set[str] = set()
    text = "\n".join(_unlabelled(line, reading) for line in lines)
    for match in occupations.outside_roles(text, taxonomy.find(text)):
        if match.canonical in seen or "\n" in match.text:
            continue
        seen.add(match.canonical)
        number = bisect_right(starts, match.start) - 1
        local = match.start - starts[number]
        name = found(match.text, lines[number], "skills.mentioned", 0.6 * match.score, local, local + len(match.text))
        result.append(Skill(name, match.canonical, match.category, listed=False))
    return result


def used_in(text: str, skills: Sequence[Skill]) -> tuple[str, ...]:
    """The names of those of the skills that a text names."""
    by_canonical = {skill.canonical: skill.name.value for skill in skills if skill.canonical}
    matches = occupations.outside_roles(text, taxonomy.find(text))
    named = (by_canonical.get(match.canonical) for match in matches)
    return tuple(dict.fromkeys(name for name in named if name))
