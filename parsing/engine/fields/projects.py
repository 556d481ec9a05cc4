"""Projects: name, what it was, when, where to see it."""

from collections.abc import Sequence
from itertools import takewhile

from parsing.engine.fields.blocks import Block, View, views
from parsing.engine.fields.descriptions import paragraphs
from parsing.engine.fields.evidence import found
from parsing.engine.fields.links import find_urls
from parsing.engine.fields.lists import span_of, unlikely, url_of, without_dates
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.segmentation import cut
from parsing.engine.fields.skill_list import used_in
from parsing.engine.fields.wording import clean_edges, has_letters, length_in_words, split_pieces
from parsing.engine.model import Project, Section, SectionKind, Skill

_WITHIN_NAMES = ("", "comma", "slash", "space")  # separators; behind others stands what is said of the project
_TOLD_OF = ("responsibilities", "achievements", "technologies", "title")  # labels of what is said of a project
_MAX_NAME_WORDS = 5  # of a name before a sentence about it


def read_projects(sections: Sequence[Section], reading: Reading, skills: Sequence[Skill]) -> tuple[Project, ...]:
    """The projects in order of the text, with the skills that each names."""
    result: list[Project] = []
    for section in sections:
        if section.kind is SectionKind.PROJECTS and section.lines:
            read = (_project(block, reading, skills) for block in _blocks(section, reading))
            result.extend(project for project in read if project is not None)
    return tuple(result)


def _project(block: Block, reading: Reading, skills: Sequence[Skill]) -> Project | None:
    said: list[tuple[str, View]] = [
        (text, view)
        for view in block.header
        for chunk in view.chunks
        for text in _named(without_dates(chunk, reading), reading)
    ]
    if not said:
        return None
    reading.use(*block.lines)
    (name, view), others = said[0], said[1:]
    below = [f"- {text}" if bullet else text for bullet, text in paragraphs(block.body)]
    description = "\n".join([*(text for text, _ in others), *below])
    start = max(view.line.text.find(name), 0)
    return Project(
        name=found(name, view.line, "projects.name", 0.8, start, start + len(name)),
        description=description or None,
        url=url_of(block),
        technologies=used_in(description, skills),
        dates=span_of(block),
    )


def _named(text: str, reading: Reading) -> list[str]:
    """A name and what follows it in one line: "Foxmap (example.org/foxmap): a map of foxes", "Thesis: On foxes"."""
    pieces = split_pieces(text)
    if len(pieces) > 1 and pieces[1].separator == "colon" and reading.lexicon.heading(pieces[0].text) is not None:
        pieces = pieces[1:]
    if not pieces:
        return []
    named = list(takewhile(lambda piece: piece.separator in _WITHIN_NAMES, pieces[1:]))
    end = (named or pieces)[-1 if named else 0].end
    rest = _without_urls(text[end:])
    return [part for part in (clean_edges(text[pieces[0].start : end]), rest) if has_letters(part)]


def _without_urls(text: str) -> str:
    for start, end in reversed(find_urls(text)):
        text = f"{clean_edges(text[:start])} {text[end:].lstrip(')] ')}"
    return clean_edges(text)


def _blocks(section: Section, reading: Reading) -> list[Block]:
    """The projects apart: each begins with a line that is no bullet, no sentence and no second line of the one before.

    Where dates stand in lines of their own they tell the projects apart.
    """
    lines = views(section.lines, reading)
    if any(view.only_dates for view in lines):
        return cut(lines, unlikely, single_dates=True)
    bulleted = all(view.line.bullet or view.wrapped for view in lines)
    blocks: list[Block] = []
    for view in lines:
        told = view.label in _TOLD_OF and bool(view.label_rest) and not view.line.bullet
        if blocks and (
            view.wrapped or told or (view.body and not bulleted and not _begins_anew(view, blocks[-1], reading))
        ):
            blocks[-1].body.append(view)
        elif blocks and _goes_on(blocks[-1], view):
            blocks[-1].header.append(view)
        else:
            blocks.append(Block(header=[view]))
    return blocks


def _goes_on(block: Block, view: View) -> bool:
    """Whether a line is the second of a header: one of the two has the dates, neither says both name and more."""
    first = block.header[-1]
    alone = len(block.header) == 1 and not block.body and not first.line.bullet
    return alone and bool(first.spans) != bool(view.spans) and not any(map(_is_parted, (first, view)))


def _begins_anew(view: View, before: Block, reading: Reading) -> bool:
    """Whether a sentence is a project of its own: a name and what it is, below the bullets of another."""
    if view.line.bullet or view.label is not None or not any(other.line.bullet for other in before.body):
        return False
    pieces = split_pieces(view.line.text)
    lead = pieces[0].text
    if len(pieces) < 2 or pieces[1].separator in _WITHIN_NAMES or length_in_words(lead) > _MAX_NAME_WORDS:
        return False
    return reading.lexicon.heading(lead) is None and not reading.lexicon.labels_in(lead)


def _is_parted(view: View) -> bool:
    """Whether a line holds more than one name: "Foxmap - a map of foxes"."""
    return any(piece.separator not in _WITHIN_NAMES for chunk in view.chunks for piece in split_pieces(chunk.text))
