"""Words and captions that a line break cut, put together again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.layout.chunks import SOFT_HYPHEN, Chunk, is_cut, rows_of, starts_with_bullet
from parsing.engine.model import Word

_NARROWEST_GUTTER = 0.6  # of the font size: a word that would come closer to the next column had no room
_LEADING = 1.2  # of the font size: the white between lines of one text is not higher
_OPEN_ENDS = ("-", "\u2010", "\u2013", "\u2014", "/", "&", ",", "+")
_PERIOD = re.compile(r"(?:19|20)\d\d\s?[-\u2010\u2013\u2014](?:$|\s?(?:19|20)\d\d|\s?[^\W\d])")

Row = list[Chunk]


def join_halves(first: Word, second: Word) -> Word:
    """The whole word. A typesetter's hyphen goes, unless it stands in an address, a number or a name."""
    soft = first.raw is not None and first.raw.endswith(SOFT_HYPHEN)
    own = not second.text[:1].islower() or any(character in first.text[:-1] for character in "-/@.:_0123456789")
    text = first.text if own or not soft else first.text[:-1]
    return replace(
        first,
        text=text + second.text,
        box=first.box.union(second.box),
        link=first.link or second.link,
        raw=f"{first.raw} {second.raw or second.text}",  # still marked when the second half is cut again
    )


def mend_cut_words(rows: Sequence[Row]) -> list[Row]:
    """Rows of one region, with the second half of every cut word moved up to the first."""
    mended: list[Row] = []
    for row in rows:
        if mended and _continues(mended[-1], row):
            first, second = mended[-1][-1], row[0]
            whole = join_halves(first.words[-1], second.words[0])
            if len(row) == 1 and first.style == second.style:
                first.words = [*first.words[:-1], whole, *second.words[1:]]
                first.base = second.base  # what follows stands below the second half
                continue
            first.words = [*first.words[:-1], whole]
            second.words = second.words[1:]
            if not second.words:
                del row[0]
            if not row:
                continue
        mended.append(row)
    return mended


def _continues(above: Row, below: Row) -> bool:
    first, second = above[-1], below[0]
    return (
        is_cut(first.words[-1])
        and len(above) == 1
        and 0 <= second.top - first.base < _LEADING * first.size
        and abs(first.size - second.size) < 0.1 * first.size
    )


def join_wrapped_label(rows: Sequence[Row], left_edge: float, right_edge: float) -> list[Row]:
    """The lines of a label in a narrow column, with those that are one caption made one line."""
    joined: list[Row] = []
    for row in rows:
        if (
            joined
            and len(row) == 1
            and len(joined[-1]) == 1
            and is_wrapped(joined[-1][0], row[0], left_edge, right_edge)
        ):
            joined[-1] = [replace(joined[-1][0], words=_words_of_both(joined[-1][0], row[0]))]
        else:
            joined.append(list(row))
    return joined


def join_cut_cells(chunks: list[Chunk]) -> list[Chunk]:
    """All chunks, with the first cells of rows that are cut in the middle of a word put together.

    The column may be so narrow that no white parts it from the next one: "Mas-", "ter of", "Arts" beside a school.
    """
    if not any(is_cut(chunk.words[-1]) for chunk in chunks):
        return chunks
    kept: list[Chunk] = []
    head: Chunk | None = None  # the cell being put together, its last line, and where the next column starts
    lowest: Chunk | None = None
    right_edge = 0.0
    for row in rows_of(chunks):
        if head is not None and lowest is not None and len(row) == 1 and _fits_cell(lowest, row[0], right_edge):
            head.words = _words_of_both(head, row[0])
            lowest = row[0]
            continue
        head = lowest = None
        if len(row) > 1 and is_cut(row[0].words[-1]):
            head, right_edge = row[0], row[1].x0
            lowest = replace(head)
        kept.extend(row)
    return kept


def _fits_cell(above: Chunk, below: Chunk, right_edge: float) -> bool:
    return (
        abs(above.x0 - below.x0) < 1
        and below.x1 <= right_edge
        and above.style == below.style
        and 0 <= below.top - above.base < _LEADING * above.size
    )


def _words_of_both(first: Chunk, second: Chunk) -> list[Word]:
    """The words of two lines of one caption."""
    last, following = first.words[-1], second.words[0]
    if is_cut(last):
        return [*first.words[:-1], join_halves(last, following), *second.words[1:]]
    return first.words + second.words


def ends_open(first: Chunk, second: Chunk) -> bool:
    """Whether a line breaks off where its text must go on: in a word, in brackets, after a dash or a comma."""
    last, following = first.words[-1], second.words[0]
    text = first.text
    if text.count("(") > text.count(")"):
        return True
    if following.text.startswith(_OPEN_ENDS[:4]):
        return True
    # "2018-" above "2013-2018": a job that goes on, and the one before it
    return is_cut(last) or (last.text.endswith(_OPEN_ENDS) and _PERIOD.match(second.text) is None)


def is_wrapped(first: Chunk, second: Chunk, left_edge: float, right_edge: float) -> bool:
    """Whether two lines of a narrow column are one text: it breaks off, or its next word had no room."""
    if second.top - first.base > _LEADING * first.size or first.style != second.style:
        return False
    if ends_open(first, second):
        return True
    following = second.words[0]
    if _has_digit(second.words) and not (_has_digit(first.words) and not _has_digit(first.words[-1:])):
        return False  # a date of its own, unless the one above breaks off with a word: "from 2019 to"
    space = 0.3 * first.size
    if abs(first.x1 - second.x1) < 1 and abs(first.x0 - second.x0) > 1:  # set flush right
        return first.x0 < second.x0 and first.x0 - space - following.box.width_pt < left_edge
    return first.x1 + space + following.box.width_pt > right_edge - _NARROWEST_GUTTER * first.size


def _has_digit(words: Sequence[Word]) -> bool:
    return any(character.isdigit() for word in words for character in word.text)


def raise_line_ends(rows: Sequence[Row]) -> list[Row]:
    """Rows of one region, with a second right-hand line (dates under a place) taken from beside a list item.

    An entry's place and dates may stand below each other at the right edge, while its list begins at the left: the
    lower one belongs to the entry's first line, not to the item that happens to stand beside it.
    """
    raised: list[Row] = []
    for row in rows:
        above = raised[-1] if raised else []
        if len(row) > 1 and len(above) > 1 and _stacked(above[-1], row[-1]) and _is_item_below(row[0], above[0]):
            raised[-1] = [*above, row[-1]]
            raised.append(row[:-1])
        else:
            raised.append(row)
    return raised


def _stacked(upper: Chunk, lower: Chunk) -> bool:
    return abs(upper.x1 - lower.x1) < 3 and 0 <= lower.top - upper.base < _LEADING * upper.size


def _is_item_below(item: Chunk, title: Chunk) -> bool:
    return starts_with_bullet(item) or item.x0 > title.x0 + 0.8 * title.size
