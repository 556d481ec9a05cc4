"""Words of a page gathered into chunks: stretches of a line with no gap wide enough to be a column's edge."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter

from parsing.engine.layout.bidi import reading_order
from parsing.engine.model import Word

# Where capitals stand in a word's box, as shares of its height: the band that words of one line share.
_CAPITALS_TOP = 0.1
_BASELINE = 0.78
_NOT_DWARFED = 8.0  # times its height, at most, is a line above which a word surely is not on
# Gaps between words of one chunk, in font sizes. Words that follow each other in the file are closer kin: justified
# text stretches spaces to nearly one em, while the gutter of a tight two-column page is barely wider than half an em.
_GAP_OF_NEIGHBOURS = 0.85
_GAP_OF_STRANGERS = 0.5
_LINES_OF_COLUMN = 4  # that start where a seam is
_SAME_EDGE_PT = 0.5
_SEAM = 0.9  # of the font size, kept white before it
_TALL_PT = 36.0
_SLANTED = 2.0  # of the font size, the lower side of the box of a word that does not run level
_GAP_AFTER_BULLET = 3.0
_GAP_OF_SPACED_OUT = 1.7
_GAP_IN_SPREAD_LABEL = 7.0
_SPREAD_LABEL = re.compile("[\u4e00-\u9fff]{1,3}[:\uff1a]")  # of a form: its first sign stands far off
_SPACED_OUT = 0.88  # of the font size, a letter: wider than any font sets capitals

BULLETS = frozenset(
    "\u2022\u2023\u2043\u204c\u204d\u2219\u25aa\u25ab\u25a0\u25a1\u25cf\u25cb\u25e6\u25b8\u25b9\u25ba\u25b6\u25c6\u25c7"
    "\u25c8\u2605\u2606\u2713\u2714\u2717\u27a2\u27a4\u2794\u279c\u27a1\u00b7\u30fb\u2756\u00bb\u203a\u2192\u2b25\u2b1d"
)
DASH_BULLETS = frozenset("-\u2013\u2014*\u2212o>")
SOFT_HYPHEN, HARD_HYPHEN = "\u00ad", "\u2010"  # how readers end the raw text of a word that a line break cuts
CUT_MARKS = (SOFT_HYPHEN, HARD_HYPHEN)


@dataclass(slots=True)
class Chunk:
    words: list[Word]
    x0: float
    x1: float
    top: float  # of the capitals
    base: float
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        return (self.top + self.base) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def style(self) -> tuple[float, bool, int]:
        """What a reader tells captions from text by."""
        return self.size, self.bold, self.words[0].colour

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def same_line(top: float, base: float, other_top: float, other_base: float) -> bool:
    """Whether two bands belong to one line: on one baseline, or of similar height and overlapping."""
    # Asked for every pair of neighbours on a page: spelt out, because calls of min and max cost more than the rest.
    height, other_height = base - top, other_base - other_top
    short, tall = (height, other_height) if height < other_height else (other_height, height)
    if -0.12 * tall <= base - other_base <= 0.12 * tall:
        return True
    overlap = (base if base < other_base else other_base) - (top if top > other_top else other_top)
    return overlap >= 0.5 * short and overlap >= 0.4 * tall


_Seam = tuple[Chunk, int]  # a word of it that does not follow in the file the one before


def overlaps(chunk: Chunk, other: Chunk) -> bool:
    """Whether two chunks stand on one line."""
    return same_line(chunk.top, chunk.base, other.top, other.base)


def build_chunks(words: Sequence[Word], shift_pt: float = 0.0, slanted: list[Word] | None = None) -> list[Chunk]:
    """Chunks of the words of one page, top to bottom and left to right, moved down by `shift_pt`.

    Words that run across the page at a slant belong to no line; they go into `slanted`.
    """
    placed: list[_Placed] = []
    for order, word in enumerate(words):
        box = word.box
        height = box.bottom_pt - box.top_pt
        if height > _TALL_PT and slanted is not None and _is_slanted(word):
            slanted.append(word)
            continue
        placed.append((box.top_pt + _BASELINE * height, box.x0_pt, order, box.top_pt + _CAPITALS_TOP * height, word))
    placed.sort()
    chunks: list[Chunk] = []
    seams: list[_Seam] = []
    for row in _rows(placed):
        row.sort(key=_left_edge)
        chunks.extend(_chunks_of_row(row, shift_pt, seams))
    return _parted(chunks, seams, shift_pt) if seams else chunks


def _parted(chunks: list[Chunk], seams: Sequence[_Seam], shift_pt: float) -> list[Chunk]:
    """`chunks`, those cut in two where a line too long for its column runs up to the text of the next one.

    The word behind such a seam does not follow in the file, and stands exactly where other lines of a column start.
    """
    starts = Counter([round(chunk.x0) for chunk in chunks])
    for chunk, number in reversed(seams):
        edge = chunk.words[number].box.x0_pt
        near = round(edge)
        if (
            edge <= chunk.x0
            or (number == 1 and is_bullet_sign(chunk.words[0]))
            or starts[near] + max(starts[near - 1], starts[near + 1]) < _LINES_OF_COLUMN
        ):
            continue
        if sum(abs(other.x0 - edge) < _SAME_EDGE_PT for other in chunks) < _LINES_OF_COLUMN:
            continue
        alike = [other for other in chunks if abs(other.x0 - chunk.x0) < _SAME_EDGE_PT and other is not chunk]
        if 4 * sum(other.x1 > edge for other in alike) > len(alike):
            continue  # the lines above and below run on over the edge, too
        words = chunk.words[number:]
        box = words[0].box
        top, base = (box.top_pt + share * box.height_pt + shift_pt for share in (_CAPITALS_TOP, _BASELINE))
        size = max([word.font_size_pt for word in words]) or chunk.size
        bold = all(word.bold for word in words)
        right = Chunk(words, edge, max([word.box.x1_pt for word in words]), top, base, size, bold)
        chunk.words = chunk.words[:number]
        end = max([word.box.x1_pt for word in chunk.words])
        chunk.x1 = max(min(end, edge - _SEAM * size), chunk.x0)  # as if the line kept clear of the next column
        chunk.bold = all(word.bold for word in chunk.words)
        chunks.insert(next(i for i, other in enumerate(chunks) if other is chunk) + 1, right)
    return chunks


def _is_slanted(word: Word) -> bool:
    """Whether a word rises over many times its own height, as the letters of a watermark do."""
    return min(word.box.height_pt, word.box.width_pt) > _SLANTED * word.font_size_pt > 0


_Placed = tuple[float, float, int, float, Word]  # base, left edge, order in the file, top, word
_left_edge = itemgetter(1)
_left = attrgetter("x0")


def _rows(placed: Iterable[_Placed]) -> list[list[_Placed]]:
    rows: list[list[_Placed]] = []
    for item in placed:
        base, top = item[0], item[3]
        # The second last row too: a small word may stand between the baselines of two columns.
        for row in rows[:-4:-1]:
            first = row[0]
            first_base = first[0]
            if first_base == base or (
                not (first_base <= top and first_base - first[3] < _NOT_DWARFED * (base - top))  # clearly below it
                and same_line(first[3], first_base, top, base)
            ):
                row.append(item)
                break
        else:
            rows.append([item])
    return rows


def _chunks_of_row(row: Sequence[_Placed], shift_pt: float, seams: list[_Seam]) -> list[Chunk]:
    chunks: list[Chunk] = []
    chunk: Chunk | None = None
    previous_order = -2
    for base, left, order, top, word in row:
        size = word.font_size_pt or (base - top) * 1.4
        right = word.box.x1_pt
        if chunk is not None:
            allowed = _GAP_OF_NEIGHBOURS if order == previous_order + 1 else _GAP_OF_STRANGERS
            taller = size if size > chunk.size else chunk.size
            gap = left - chunk.x1
            # Nearly all go on: only the end of a cut word keeps what stands close from belonging to it.
            if (gap <= allowed * taller and chunk.words[-1].raw is None) or _adjoin(chunk, word, gap, allowed, taller):
                if allowed == _GAP_OF_STRANGERS:
                    seams.append((chunk, len(chunk.words)))
                chunk.words.append(word)
                chunk.x1 = max(chunk.x1, right)
                if size > chunk.size:
                    chunk.size, chunk.top, chunk.base = size, top + shift_pt, base + shift_pt
                chunk.bold = chunk.bold and word.bold
                previous_order = order
                continue
        chunk = Chunk([word], left, right, top + shift_pt, base + shift_pt, size, word.bold)
        chunks.append(chunk)
        previous_order = order
    return chunks


def _adjoin(chunk: Chunk, word: Word, gap: float, allowed: float, size: float) -> bool:
    """Whether a word goes on the stretch of text to its left."""
    before = chunk.words[-1]
    if is_bullet(chunk):
        allowed = _GAP_AFTER_BULLET
    elif _is_spaced_out(before) and _is_spaced_out(word):
        allowed = _GAP_OF_SPACED_OUT
    elif len(before.text) == 1 and "\u4e00" <= before.text <= "\u9fff" and _SPREAD_LABEL.match(word.text):
        allowed = _GAP_IN_SPREAD_LABEL
    elif is_cut(before):
        allowed = -1.0  # what follows on the line stands in another column
    return gap <= allowed * size


def is_cut(word: Word) -> bool:
    """Whether the reader saw the word end in a hyphen at the end of a line."""
    return word.raw is not None and word.raw[-1:] in CUT_MARKS and len(word.text) > 1


def _is_spaced_out(word: Word) -> bool:
    """Whether the letters stand so far apart that words do, too."""
    letters = len(word.text)
    return letters > 2 and word.text[0] < "\u2e80" and word.box.width_pt > _SPACED_OUT * letters * word.font_size_pt


def is_bullet(chunk: Chunk) -> bool:
    """Whether the chunk is nothing but the sign of a list item."""
    return len(chunk.words) == 1 and is_bullet_sign(chunk.words[0])


def is_bullet_sign(word: Word) -> bool:
    return word.text in BULLETS or word.text in DASH_BULLETS


def starts_with_bullet(chunk: Chunk) -> bool:
    return chunk.words[0].text in BULLETS or (len(chunk.words) > 1 and chunk.words[0].text in DASH_BULLETS)


def mirrored(chunk: Chunk) -> Chunk:
    """The chunk as in a mirror, its words as they are read: a page in Arabic then is laid out like one in English."""
    return replace(chunk, words=reading_order(chunk.words, right_to_left=True), x0=-chunk.x1, x1=-chunk.x0)


def rows_of(chunks: Iterable[Chunk]) -> list[list[Chunk]]:
    """Chunks gathered into lines, top to bottom, each left to right."""
    rows: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=_middle_and_left):
        top, base = chunk.top, chunk.base
        for row in rows[:-4:-1]:
            first = row[0]
            first_base = first.base
            if first_base == base or (
                not (first_base <= top and first_base - first.top < _NOT_DWARFED * (base - top))
                and same_line(first.top, first_base, top, base)
            ):
                row.append(chunk)
                break
        else:
            rows.append([chunk])
    for row in rows:
        if len(row) > 1:
            row.sort(key=_left)
    return rows


def _middle_and_left(chunk: Chunk) -> tuple[float, float]:
    return (chunk.top + chunk.base) / 2, chunk.x0
