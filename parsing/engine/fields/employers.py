"""An employer on a line of its own, with the years of all the roles that stand below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile

from parsing.engine.fields.anchors import lies_within
from parsing.engine.fields.blocks import Block
from parsing.engine.fields.dating import is_period
from parsing.engine.fields.headers import Group, Role
from parsing.engine.fields.job_words import JobWords
from parsing.engine.model import SectionKind

Parts = dict[Role, Group]

_INSIDE_TITLES = ("dash", "comma")  # separators
_TITLED = 0.5
_EMPLOYED = 0.5
_MOST_BODY_LINES = 3  # what is said of an employer itself


@dataclass(frozen=True, slots=True)
class Head:
    """An employer above its roles, and which of the entries left is the first of them."""

    block: Block
    first: int


def under_employers(
    blocks: list[Block], kinds: list[SectionKind], words: JobWords
) -> tuple[list[Block], list[SectionKind], list[Head]]:
    """The entries without the employers that head others; where a role is no known title, its employer joins it."""
    kept: list[int] = []
    heads: list[Head] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if following is None or not _spans(block, following) or not _names_employer(block, words):
            kept.append(number)
        elif _has_title(block, blocks[number + 1 :], words):
            following.body = [*block.body, *following.body]
            block.body = []
            heads.append(Head(block, len(kept)))
        elif block.body:
            kept.append(number)
        else:
            following.header = [*block.header, *following.header]
    return [blocks[number] for number in kept], [kinds[number] for number in kept], heads


def below_heads(heads: Sequence[Head], blocks: Sequence[Block]) -> frozenset[int]:
    """The roles below employers on lines of their own, by number: what stands behind their titles is no employer."""
    numbers: set[int] = set()
    for head in heads:
        roles = takewhile(partial(_spans, head.block), blocks[head.first :])
        numbers.update(head.first + place for place, _ in enumerate(roles))
    return frozenset(numbers)


def carry_down(
    employer: dict[Role, Group],
    head: Head,
    blocks: Sequence[Block],
    entries: list[dict[Role, Group]],
    words: JobWords,
) -> None:
    """Give the roles below an employer its name and place, where their own words name no other."""
    if Role.COMPANY not in employer:
        return
    carried: Parts = {role: employer[role] for role in (Role.COMPANY, Role.LOCATION) if role in employer}
    known = words.names_in(employer[Role.COMPANY].text)[1]
    for number in range(head.first, len(blocks)):
        parts = entries[number]
        own = parts.get(Role.COMPANY)
        titled, employed = words.names_in(own.text) if own is not None else (0.0, 0.0)
        named = employed >= _EMPLOYED and employed > max(known, titled)
        if named or Role.TITLE not in parts or not _spans(head.block, blocks[number]):
            return
        kept: Parts = {role: group for role, group in parts.items() if role is not Role.COMPANY}
        if own is not None and titled >= _TITLED and titled > words.names_in(kept[Role.TITLE].text)[0]:
            kept[Role.TITLE] = replace(own, role=Role.TITLE)  # "Partner, Litigation"
        elif own is not None:
            kept[Role.TITLE] = with_department(kept[Role.TITLE], own, _INSIDE_TITLES) or kept[Role.TITLE]
        entries[number] = {**carried, **kept}


def _names_employer(block: Block, words: JobWords) -> bool:
    """Whether nothing but an employer stands in the header, and at most some lines of text below it."""
    chunks = block.chunks
    if len(chunks) != 1 or len(block.body) > _MOST_BODY_LINES or any(view.line.bullet for view in block.body):
        return False
    return words.names_employer(chunks[0].text)


def _has_title(block: Block, following: Sequence[Block], words: JobWords) -> bool:
    """Whether a known title heads one of the roles whose periods lie within that of the employer above them."""
    roles = takewhile(lambda role: _spans(block, role), following)
    return any(words.names_in(_text(role))[0] >= _TITLED for role in roles)


def _text(block: Block) -> str:
    chunks = block.chunks
    return chunks[0].text if chunks else ""


def _spans(block: Block, other: Block) -> bool:
    """Whether the period of one entry holds that of the other, which has a header of its own."""
    if block.anchor is None or other.anchor is None or not other.chunks:
        return False
    told = other.anchor.span.end is not None or other.anchor.span.is_current
    return told and is_period(block.anchor.match) and lies_within(other.anchor.span, block.anchor.span)


def with_department(title: Group, company: Group, separators: Sequence[str] = ("comma",)) -> Group | None:
    """A title with what was taken for a company behind its comma: "Director, Growth Marketing"; None where no comma, or
    none of other separators, parts them."""
    start, end = title.units[0].start, company.units[-1].end
    if title.units[-1].chunk != company.units[0].chunk or company.units[0].separator not in separators or start > end:
        return None
    return replace(title, text=title.chunk.line.text[start:end], units=(*title.units, *company.units))


def with_rest_of_title(parts: Parts, groups: Sequence[Group], words: JobWords) -> Parts:
    """A role below an employer with all of its title: "Vice President - Drilling & Completions"."""
    title = parts.get(Role.TITLE)
    if title is None:
        return parts
    whole = title
    for group in groups:
        begins = group.units[0]
        behind = group.chunk is title.chunk and begins.start >= whole.units[-1].end
        if not behind:
            continue
        if group.role is not Role.NONE or begins.separator not in _INSIDE_TITLES or words.is_noise(group.text):
            break
        text = title.chunk.line.text[title.units[0].start : group.units[-1].end]
        whole = replace(whole, text=text, units=(*whole.units, *group.units))
    return parts if whole is title else {**parts, Role.TITLE: whole}
