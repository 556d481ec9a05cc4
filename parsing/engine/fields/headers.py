"""Tell the parts of entry headers apart: title, company, place; or degree, field, school.

One resume is written in one order. So the order is decided once for all entries of a section, by their pooled evidence,
and every entry is then read in it; a second reading adds what the first one learned about the looks of each part.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import Any, Protocol

from parsing.engine.fields.blocks import Block, Chunk
from parsing.engine.fields.wording import Piece, closed, has_letters, split_pieces
from parsing.engine.model.value import value

LOOK = "look"  # the separator of parts that only their type tells apart
MAX_UNITS = 9  # of a header; what follows is description
MAX_JOINED = 4  # pieces of one name: "Dovara, Emanuelli e Malacarne s.r.l." is two
BELOW_DATES = 0.4  # price of a part below the dates, for each line of the header above them
UNNEEDED = 0.4  # gain of leaving such a line to the description
BEAM = 8  # states kept at each unit; the best reading has not been seen beyond the fourth
OTHER_ORDER = 1.2  # what an entry must gain to be read in another order than the others
_LOOSE_END = re.compile(r"[^()]*\)\s?[,;|]")  # of a remark about the part before: "physics), Leeds"
LABELLED = 3.0  # "Employer: Acme" is said, not guessed
_SCORE = itemgetter(0)


class Role(StrEnum):
    TITLE = "title"
    COMPANY = "company"
    LOCATION = "location"
    DEGREE = "degree"
    FIELD = "field"
    SCHOOL = "school"
    GRADE = "grade"
    NONE = "none"


_PARTS = tuple(role for role in Role if role is not Role.NONE)
_SEATED = frozenset({Role.COMPANY, Role.SCHOOL})  # "Employer: Acme, Leeds": their place stands behind the same label


@value(frozen=True, slots=True)
class Unit:
    """A piece of a chunk; neighbours of one chunk may be joined into one part."""

    text: str
    start: int  # offset in the line
    end: int
    separator: str  # kind of separator before it; "" at the start of a chunk
    chunk: int  # number of the chunk in the block
    place: int  # number of the piece in its chunk


@value(frozen=True, slots=True)
class Group:
    """Units joined into one part."""

    text: str
    units: tuple[Unit, ...]
    chunk: Chunk
    role: Role
    score: float


Parse = tuple[float, tuple[Group, ...]]
State = int  # the parts used so far, as bits, and the number of the last one below them
Slot = tuple[object, ...]
Bonus = Mapping[tuple[Slot, Role], float]


_NUMBERS: Mapping[Role, int] = {role: number for number, role in enumerate(Role, 1)}  # 0 is none at all
_LAST, _LAST_BITS = 15, 4
_BITS: Mapping[Role, int] = {role: 1 << _LAST_BITS + number for number, role in enumerate(Role)} | {Role.NONE: 0}


@dataclass(slots=True)
class _Part:
    """A part of a header that can begin at a unit."""

    group: Group
    bit: int  # of its role
    number: int  # of its role
    # Number of the last role before it -> what the grammar says to the two. All readings of a header ask the same
    # again: whatever the part before holds, it ended in the same unit.
    boundaries: dict[int, float] = field(default_factory=dict)


@value(frozen=True, slots=True)
class _Choice:
    """A unit of a header and every part that can begin there, whatever the order of the parts."""

    unit: Unit
    label: Role | None
    below_dates: float
    slot: Slot
    parts: tuple[_Part, ...]


_Header = tuple[_Choice, ...]
_Chain = tuple[Any, Group] | None  # the parts of a reading, the last one first


class Grammar(Protocol):
    """What a kind of entry is made of."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """The parts an entry can have."""

    @property
    def orders(self) -> tuple[tuple[Role, Role], ...]:
        """Which of two parts comes first; the likelier order first."""

    def refine(self, pieces: list[Unit], chunk: Chunk) -> list[Unit]:
        """Cut pieces further where the words say so."""

    def leads(self, word: str) -> bool:
        """Whether a word stands in front of the next part rather than ending one: the "at" of "Teacher at Acme"."""

    def emission(self, role: Role, text: str) -> float:
        """How well a text plays a role; 0 is indifferent."""

    def forced(self, chunk: Chunk) -> Role | None:
        """The role that a label in the text gives to a chunk."""

    def boundary(self, before: Group | None, role: Role, unit: Unit, chunk: Chunk) -> float:
        """What the separator and the part before say for this role here."""

    def join(self, units: Sequence[Unit], role: Role) -> float:
        """The price of joining units into one part."""

    def missing(self, roles: frozenset[Role]) -> float:
        """The price of an entry that has only these parts."""


def assign(
    blocks: Sequence[Block], grammar: Grammar, *, apart: frozenset[int] = frozenset()
) -> list[tuple[Group, ...]]:
    """The parts of every entry. Those that stand `apart`, by number, are not asked what the entries agree on."""
    headers = [_header(block, grammar) for block in blocks]
    missing: dict[int, float] = {}
    readings = [[_parse(header, grammar, order, {}, missing) for header in headers] for order in grammar.orders]
    asked = [number for number in range(len(blocks)) if number not in apart]
    totals = [sum(parses[number][0] for number in asked) - 0.3 * rank for rank, parses in enumerate(readings)]
    chosen = totals.index(max(totals))
    # An entry with several roles below one employer is set in another order than the rest of the resume.
    orders = [
        max(
            range(len(readings)), key=lambda order: readings[order][number][0] + (OTHER_ORDER if order == chosen else 0)
        )
        for number in range(len(headers))
    ]
    parses = [readings[order][number] for number, order in enumerate(orders)]
    if len(blocks) > 1:
        bonus = _learn([parses[number] for number in asked])
        parses = [
            _parse(header, grammar, grammar.orders[order], bonus, missing)
            for header, order in zip(headers, orders, strict=True)
        ]
    return [groups for _, groups in parses]


def give_back(block: Block, groups: Sequence[Group]) -> None:
    """Lines below the dates that play no part in the header belong to the description."""
    if block.anchor is None:
        return
    playing = {group.chunk.line.index for group in groups if group.role is not Role.NONE}
    while block.header:
        last = block.header[-1]
        if last.line.index in playing or last.position <= block.anchor.last:
            return
        block.body.insert(0, block.header.pop())


def _units(block: Block, grammar: Grammar) -> list[Unit]:
    units: list[Unit] = []
    for number, chunk in enumerate(block.chunks):
        pieces = [
            Unit(piece.text, chunk.start + piece.start, chunk.start + piece.end, piece.separator, number, place)
            for place, piece in enumerate(_cut_at_turns(split_pieces(chunk.text), chunk, grammar))
        ]
        units.extend(grammar.refine(pieces, chunk))
    return units[:MAX_UNITS]


def _cut_at_turns(pieces: Sequence[Piece], chunk: Chunk, grammar: Grammar) -> Sequence[Piece]:
    """The pieces, cut where another look begins: a bold title before a plain employer, without a sign between them."""
    if not chunk.turns:
        return pieces
    result: list[Piece] = []
    for piece in pieces:
        start, separator = piece.start, piece.separator
        for turn in chunk.turns:
            offset = turn - chunk.start
            before = chunk.text[start : offset - 1]
            inside = start < offset < piece.end and has_letters(before) and _begins_name(chunk.text[offset:])
            if inside and not grammar.leads(before.rsplit(" ", 1)[-1]):
                result.append(Piece(before, start, offset - 1, separator))
                start, separator = offset, LOOK
        result.append(
            piece if start == piece.start else Piece(chunk.text[start : piece.end], start, piece.end, separator)
        )
    return result


def _begins_name(text: str) -> bool:
    """Whether a text can be a part of its own: it begins with a letter, none of a small word such as "at"."""
    return text[0].isalpha() and not text[0].islower()


def _header(block: Block, grammar: Grammar) -> _Header:
    """What every reading of a header has in common."""
    units = _units(block, grammar)
    chunks = block.chunks
    forced = [grammar.forced(chunk) for chunk in chunks]
    below = [_below_dates(block, chunk) for chunk in chunks]
    choices = [
        _Choice(
            unit,
            forced[unit.chunk],
            below[unit.chunk],
            _slot(chunks[unit.chunk], unit),
            tuple(_parts_at(units, position, chunks[unit.chunk], grammar, forced[unit.chunk])),
        )
        for position, unit in enumerate(units)
    ]
    return tuple(choices)


def _parse(
    header: _Header, grammar: Grammar, order: tuple[Role, Role], bonus: Bonus, missing: dict[int, float]
) -> Parse:
    """The best reading of one header: for each set of parts used so far, the best way there.

    `missing` keeps the prices of what sets of parts lack, for the readings of one section.
    """
    beams: list[dict[State, tuple[float, _Chain]]] = [{} for _ in range(len(header) + 1)]
    beams[0] = {0: (0.0, None)}
    first, behind = order[0], _BITS[order[1]]
    for position, choice in enumerate(header):
        unit, label = choice.unit, choice.label
        ways = [(score, state & ~_LAST, state & _LAST, chain) for state, (score, chain) in beams[position].items()]
        best = sorted(ways, key=_SCORE, reverse=True)[:BEAM]
        slot, below_dates = choice.slot, choice.below_dates
        for part in choice.parts:
            group, bit, boundaries = part.group, part.bit, part.boundaries
            role = group.role
            price = group.score + (bonus.get((slot, role), 0.0) if bonus else 0.0)
            if below_dates:
                price += UNNEEDED if role is Role.NONE else -BELOW_DATES * below_dates
            # It may not stand behind another of its kind, nor behind what the order puts after it.
            blocked = bit | behind if role is first and role is not label else bit
            beam, mark = beams[position + len(group.units)], bit | part.number
            for score, used, last, chain in best:
                if used & blocked:
                    continue
                boundary = boundaries.get(last)
                if boundary is None:
                    before = chain[1] if chain else None
                    boundary = boundaries[last] = grammar.boundary(before, role, unit, group.chunk)
                total = score + price + boundary
                state = used | mark
                known = beam.get(state)
                if known is None or total > known[0]:
                    beam[state] = (total, (chain, group))
    finished = []
    for state, (score, chain) in beams[-1].items():
        used = state & ~_LAST
        price_of_missing = missing.get(used)
        if price_of_missing is None:
            price_of_missing = missing[used] = grammar.missing(_roles_of(used))
        finished.append((score + price_of_missing, chain))
    score, chain = max(finished, key=_SCORE, default=(0.0, None))
    return score, _in_order(chain)


def _in_order(chain: _Chain) -> tuple[Group, ...]:
    groups: list[Group] = []
    while chain is not None:
        chain, group = chain
        groups.append(group)
    return tuple(reversed(groups))


def _below_dates(block: Block, chunk: Chunk) -> float:
    """How far a chunk below the dates is from where a header ends: lines above the dates count, and lines between."""
    if block.anchor is None or block.dates_line is None or chunk.line.index <= block.dates_line.index:
        return 0.0
    above = sum(1 for view in block.header if view.position < block.anchor.first)
    first, last = block.dates_line.index, chunk.line.index
    between = sum(1 for view in block.header if first < view.line.index < last and view.chunks)
    return min(2.0, above + 0.75 * between)


def _parts_at(units: list[Unit], position: int, chunk: Chunk, grammar: Grammar, label: Role | None) -> Iterator[_Part]:
    """Every part that can begin at a unit, with the price of its words."""
    line = chunk.line.text
    for length in range(1, MAX_JOINED + 1):
        end = position + length
        if end > len(units) or units[end - 1].chunk != units[position].chunk:
            return
        taken = tuple(units[position:end])
        text = line[taken[0].start : closed(line, taken[0].start, taken[-1].end)]
        if length > 1 and _LOOSE_END.match(text):
            continue
        for role in _roles_for(grammar, label, length):
            price = grammar.emission(role, text) + (LABELLED if role is label else 0.0)
            if length > 1:
                price += grammar.join(taken, role)
            yield _Part(Group(text, taken, chunk, role, price), _BITS[role], _NUMBERS[role])


@cache
def _roles_of(bits: int) -> frozenset[Role]:
    return frozenset(role for role, bit in _BITS.items() if bit & bits)


def _roles_for(grammar: Grammar, forced: Role | None, length: int) -> tuple[Role, ...]:
    if forced is not None:
        roles = (forced, Role.LOCATION) if forced in _SEATED else (forced,)
        return (*roles, Role.NONE) if length == 1 else roles
    return (*grammar.roles, Role.NONE) if length == 1 else grammar.roles


def _slot(chunk: Chunk, unit: Unit) -> Slot:
    """The place and look of a part, to compare it with those of other entries."""
    return (chunk.style, chunk.segment > 0, chunk.beside_dates, unit.place > 0)


def _learn(parses: Sequence[Parse]) -> dict[tuple[Slot, Role], float]:
    """What the entries agree on: the looks that go with each part."""
    seen: defaultdict[Slot, Counter[Role]] = defaultdict(Counter)
    for _, groups in parses:
        for group in groups:
            if group.role is not Role.NONE:
                seen[_slot(group.chunk, group.units[0])][group.role] += 1
    bonus: dict[tuple[Slot, Role], float] = {}
    for slot, roles in seen.items():
        total = sum(roles.values())
        for role in _PARTS:
            share = roles.get(role, 0) / total
            bonus[(slot, role)] = min(1.0, total / 2) * (0.9 * share if share else -0.3)
    return bonus
