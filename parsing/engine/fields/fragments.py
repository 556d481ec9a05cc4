"""The head of a resume in fragments: what is left of its lines when addresses, numbers and labels are taken out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from parsing.engine.fields.links import find_urls
from parsing.engine.fields.locations import known_city
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import (
    clean_edges,
    closed,
    has_cjk,
    has_digits,
    has_letters,
    length_in_words,
    split_pieces,
    trimmed,
)
from parsing.engine.model import Line, Segment

Cut = tuple[int, int]


_LOOSE_END = re.compile(r"(?:[^\W\d_]\.|,|[\s,]\d{2,3}[ -]?\d{2,3})$")  # "12 Long Lane, fl.", "Long Lane 12, 779 00"
_STATE = re.compile(r"[A-Z]{2}|\d{3} ?\d{3}|\d{5}")  # or a postal code: "Springfield - IL", "Hyderabad - 500072"
_MAX_REST_WORDS = 8  # of an address
_OF_CONTACT = ("phone", "email")
_NAMES = ("name", "given_name")
_OF_ENTRIES = frozenset({"institution", "field", "degree", "company", "grade", "issuer", "level"})


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a line between separators."""

    text: str
    line: Line
    start: int
    end: int
    segment: Segment | None
    label: str | None = None  # the field that a label before it announces
    whole_segment: bool = True  # no separator cut it out of a longer segment
    beside_contact: bool = False  # an address, number or link stands in the same line
    below: Line | None = None  # holds the rest of a place that a narrow column cut

    @property
    def size_pt(self) -> float:
        return self.segment.font_size_pt if self.segment and self.segment.font_size_pt else self.line.font_size_pt

    @property
    def bold(self) -> bool:
        return self.segment.bold if self.segment else self.line.bold


def fragments(lines: Sequence[Line], reading: Reading, cuts: dict[int, list[Cut]]) -> list[Fragment]:
    """The fragments of the lines in order; `cuts` are the stretches already read, by line index."""
    result: list[Fragment] = []
    waiting: str | None = None  # a label alone announces the next fragment
    for line in lines:
        taken = [*cuts.get(line.index, ()), *find_urls(line.text)]
        position = 0
        spaced = ""  # a label written as signs far apart
        for segment in line.segments or (None,):
            text = segment.text if segment is not None else line.text
            start = max(line.text.find(text, position), 0)
            position = start + len(text)
            spaced = spaced + text if len(text) == 1 and has_cjk(text) else ""
            label = _label_of_segment(spaced if len(spaced) > 1 else text, waiting, reading)
            if label is not None:
                waiting = label[0]
                if not label[1]:
                    continue
                start = position - len(label[1]) if line.text[:position].endswith(label[1]) else start
            pieces = _pieces(line, start, position, taken)
            cut = any(cut_start < position and cut_end > start for cut_start, cut_end in taken)
            if not pieces and (cut or (label is not None and label[1])):
                waiting = None  # the label announced what was taken out, or a number
            done = start
            for piece_start, right, alone in pieces:
                if any(done <= cut_start < piece_start for cut_start, _ in taken):
                    waiting = None  # it announced the number before this piece
                left, done = piece_start, right
                text = line.text[left:right]
                inner = _label(text, reading)
                if inner is not None and not inner[1]:
                    waiting = inner[0]
                    continue
                if inner is not None and text.endswith(inner[1]):
                    waiting, left = inner[0], right - len(inner[1])
                    text = inner[1]
                text = _without_label_behind(text, line.text, right, taken, reading)
                result.append(Fragment(text, line, left, left + len(text), segment, waiting, alone, bool(taken)))
                waiting = waiting if _address_goes_on(waiting) else None
            if any(done <= cut_start < position for cut_start, _ in taken):
                waiting = None  # the last label announced the number behind it
        if waiting is not None and result and result[-1].line is line:
            waiting = None
    return result


def _label(text: str, reading: Reading) -> tuple[str, str] | None:
    """The label that a fragment begins with; not one of entries: "Centro" is a school, and a part of a town."""
    label = reading.label(text)
    return label if label is None or label[0] not in _OF_ENTRIES else None


def _label_of_segment(text: str, waiting: str | None, reading: Reading) -> tuple[str, str] | None:
    """The label that a segment begins with; not the small word that a name begins with, which "from" is elsewhere."""
    label = reading.label(text)
    return None if label is not None and label[0] == "dates" and waiting in _NAMES else label


def _without_label_behind(text: str, line: str, end: int, taken: Sequence[Cut], reading: Reading) -> str:
    """A text without the label of the number or address that follows it: "12 Long Lane  Tel:"."""
    if not any(start >= end and not has_letters(line[end:start]) for start, _ in taken):
        return text
    for left, right, field in reading.lexicon.labels_in(text):
        if field in _OF_CONTACT and left > 0 and not has_letters(text[right:]):
            return clean_edges(text[:left]) or text
    return text


def _address_goes_on(label: str | None) -> bool:
    """An address is written with commas; what a label announces otherwise ends at the first separator."""
    return label in ("address", "location")


def _pieces(line: Line, start: int, end: int, taken: Sequence[Cut]) -> list[tuple[int, int, bool]]:
    stretches: list[Cut] = []
    for cut_start, cut_end in sorted(taken):
        if cut_end <= start or cut_start >= end:
            continue
        if cut_start > start:
            stretches.append((start, cut_start))
        start = max(start, cut_end)
    if start < end:
        stretches.append((start, end))
    result: list[tuple[int, int, bool]] = []
    for left, right in stretches:
        for piece in merge_weak(line.text[left:right]):
            piece_start, piece_end = trimmed(line.text, left + piece[0], left + piece[1])
            if has_letters(clean_edges(line.text[piece_start:piece_end])):
                result.append((piece_start, piece_end, piece == (0, right - left) and len(stretches) == 1))
    return result


def merge_weak(text: str) -> list[Cut]:
    """Cut at the strong separators only: "Springfield, IL | 555" is two stretches, its comma is inside a place."""
    stretches: list[Cut] = []
    for piece in split_pieces(text):
        weak = piece.separator in ("comma", "space", "paren", "close")
        if stretches and (weak or (piece.separator == "dash" and _STATE.fullmatch(piece.text))):
            stretches[-1] = (stretches[-1][0], piece.end)
        else:
            stretches.append((piece.start, piece.end))
    if len(stretches) == 1:
        return [(0, len(text))]
    return [(start, closed(text, start, end)) for start, end in stretches]


def with_whole_towns(pieces: Sequence[Fragment]) -> list[Fragment]:
    """The fragments, with towns put together that a narrow column broke: "30130-010 Belo" above "Horizonte"."""
    result: list[Fragment] = []
    for piece in pieces:
        before = result[-1] if result else None
        head = _rest_of_town(before, piece) if before is not None else ""
        if before is not None and _is_cut_address(before, piece):
            sign = "," if before.line.text.rstrip().endswith(",") else ""
            whole = f"{before.text}{sign} {piece.text}"
            result[-1] = replace(before, text=whole, whole_segment=False, below=piece.line)
        elif before is not None and head:
            result[-1] = replace(before, text=f"{before.text} {head}", whole_segment=False, below=piece.line)
        else:
            result.append(piece)
    return result


def _is_cut_address(piece: Fragment, following: Fragment) -> bool:
    """Whether an address goes on in the next line: it ends in a postal code or a short form, or its number is there."""
    if piece.label not in ("address", "location") or following.label is not None or following.beside_contact:
        return False
    if not _is_next_line(piece, following) or length_in_words(following.text) > _MAX_REST_WORDS:
        return False
    return _LOOSE_END.search(piece.line.text[piece.start :].rstrip()) is not None


def _is_next_line(piece: Fragment, following: Fragment) -> bool:
    """Whether a fragment begins the line below the one that another ends."""
    near = following.line.index == piece.line.index + 1 and following.line.region == piece.line.region
    return near and not piece.line.text[piece.end :].strip(" ,") and not following.line.text[: following.start].strip()


def _rest_of_town(piece: Fragment, following: Fragment) -> str:
    """The words at the start of a line that end the name of the town at the end of the line before."""
    if not _is_next_line(piece, following):
        return ""
    tail, head = piece.text.split(), following.text.split()
    for before, after in product(range(1, min(3, len(tail)) + 1), range(1, min(3, len(head)) + 1)):
        rest = " ".join(head[:after])
        town = " ".join([*tail[-before:], rest]).strip(",;")
        if known_city(town) and not has_digits(town):
            return rest
    return ""
