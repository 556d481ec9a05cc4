"""Rows of chunks as the lines that everything after the layout works on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsing.engine.layout.addresses import join_addresses
from parsing.engine.layout.bidi import is_right_to_left, reading_order
from parsing.engine.layout.chunks import BULLETS, DASH_BULLETS, Chunk
from parsing.engine.layout.regions import Region
from parsing.engine.layout.wrapping import mend_cut_words, raise_line_ends
from parsing.engine.model import Box, Line, Page, Segment, Word

_DECORATIONS = BULLETS - frozenset("\u2022\u00b7\u25cf\u25cb\u25e6\u25aa")
_HEADING = 1.15  # times the size of the text
_SEPARATORS = BULLETS | frozenset("|/\u2758\u00a6")


class LineBuilder:
    """Numbers lines in reading order; `page_of` tells where a word came from."""

    def __init__(self, page_of: dict[int, int], *, right_to_left: bool, has_right_to_left: bool) -> None:
        self._page_of = page_of
        self._has_right_to_left = has_right_to_left
        self._right_to_left = right_to_left  # the chunks are mirrored: their rows already run as they are read
        self.lines: list[Line] = []
        self.decorated: set[int] = (
            set()
        )  # lines behind a sign that no list of a browser or a word processor begins with

    def add_region(self, region: Region) -> None:
        left = region.left
        number = self.lines[-1].region + 1 if self.lines else 0
        previous_base: float | None = None
        for row in join_addresses(mend_cut_words(raise_line_ends(region.rows))):
            top = min([chunk.top for chunk in row])
            gap_pt = 0.0 if previous_base is None else max(0.0, top - previous_base)
            previous_base = max([chunk.base for chunk in row])
            line = self._line(row, number, gap_pt, left)
            if line is not None:
                self.lines.append(line)

    def _start(self, box: Box) -> float:
        """Where the text behind a bullet starts, in the coordinates of the chunks."""
        return -box.x1_pt if self._right_to_left else box.x0_pt

    def _line(self, row: Sequence[Chunk], region: int, gap_pt: float, left: float) -> Line | None:
        chunks = [list(chunk.words) for chunk in row]
        if (
            self._has_right_to_left
            and not self._right_to_left
            and is_right_to_left([word.text for chunk in chunks for word in chunk])
        ):
            chunks = [reading_order(chunk, right_to_left=True) for chunk in reversed(chunks)]
        sign = _take_bullet(chunks)
        if sign in _DECORATIONS:
            self.decorated.add(len(self.lines))
        if len(chunks) > 1:
            chunks = [_without_separators(chunk) for chunk in chunks]
        segments = tuple([_segment(chunk) for chunk in chunks if chunk])
        if not segments:
            return None
        words = chunks[0] if len(chunks) == 1 else [word for chunk in chunks for word in chunk]
        look = segments[0] if len(segments) == 1 else _look(words)
        box = _box(segments, words)
        indent_pt = self._start(box) - left
        links = [word.link for word in words if word.link]
        return Line(
            index=len(self.lines),
            text="  ".join([segment.text for segment in segments]),
            page=self._page_of.get(id(words[0]), self.lines[-1].page if self.lines else 0),
            box=box,
            segments=segments,
            words=tuple(words),
            font_size_pt=look.font_size_pt,
            bold=look.bold,
            italic=look.italic,
            colour=look.colour,
            bullet=bool(sign),
            sign=sign,
            region=region,
            gap_before_pt=round(gap_pt, 1) if gap_pt else 0.0,
            indent_pt=round(indent_pt, 1) if indent_pt > 0 else 0.0,
            links=tuple(dict.fromkeys(links)) if links else (),
        )


def _take_bullet(chunks: list[list[Word]]) -> str:
    """Remove the sign of a list item from the start of a line; "" where there was none."""
    first = chunks[0]
    text = first[0].text
    followed = len(first) > 1 or len(chunks) > 1
    if text in BULLETS or (followed and text in DASH_BULLETS and text != "o"):
        del first[0]
        return text
    return ""


def _without_separators(chunk: list[Word]) -> list[Word]:
    """The words of a segment without bars and dots at its ends, which only part it from its neighbours."""
    first, last = 0, len(chunk)
    while first < last and chunk[first].text in _SEPARATORS:
        first += 1
    while last > first and chunk[last - 1].text in _SEPARATORS:
        last -= 1
    return chunk[first:last]


def _segment(words: Sequence[Word]) -> Segment:
    look = _look(words)
    if len(words) == 1:
        text, x0, x1 = look.text, look.box.x0_pt, look.box.x1_pt
    else:
        text = " ".join([word.text for word in words])
        x0, x1 = min([word.box.x0_pt for word in words]), max([word.box.x1_pt for word in words])
    looks = () if look is words[0] else _stretches(words)
    return Segment(text, x0, x1, look.bold, look.italic, look.font_size_pt, look.colour, looks)


def _stretches(words: Sequence[Word]) -> tuple[str, ...]:
    """The words, those that follow each other in one type together; () where all do."""
    stretches: list[str] = []
    before: tuple[bool, bool, int] | None = None
    for word in words:
        look = (word.bold, word.italic, word.colour)
        if look == before:
            stretches[-1] += f" {word.text}"
        else:
            stretches.append(word.text)
        before = look
    return tuple(stretches) if len(stretches) > 1 else ()


def _look(words: Sequence[Word]) -> Word:
    """A word in the style of most characters."""
    first = words[0]
    size, bold, italic, colour = first.font_size_pt, first.bold, first.italic, first.colour
    for word in words:
        if word.font_size_pt != size or word.colour != colour or word.bold != bold or word.italic != italic:
            break
    else:
        return first
    counts: dict[tuple[float, bool, bool, int], int] = {}  # what a Counter does takes five times as long for so few
    for word in words:
        look = (word.font_size_pt, word.bold, word.italic, word.colour)
        counts[look] = counts.get(look, 0) + len(word.text)
    size, bold, italic, colour = max(counts, key=counts.__getitem__)
    total = sum(counts.values())
    bold = sum(count for key, count in counts.items() if key[1]) * 2 > total
    return Word("", words[0].box, size, bold, italic, colour)


def _box(segments: Sequence[Segment], words: Sequence[Word]) -> Box:
    if len(words) == 1:
        return words[0].box
    if len(segments) == 1:
        x0, x1 = segments[0].x0_pt, segments[0].x1_pt
    else:
        x0 = min([segment.x0_pt for segment in segments])
        x1 = max([segment.x1_pt for segment in segments])
    return Box(x0, min([word.box.top_pt for word in words]), x1, max([word.box.bottom_pt for word in words]))


def body_font_size(lines: Iterable[Line]) -> float:
    """The size of most characters; 0 without any."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[line.font_size_pt] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def without_decoration(lines: list[Line], decorated: Iterable[int], body_size: float) -> list[Line]:
    """`lines`; a sign before a heading, which is bold and larger than the text, makes it no list item."""
    for number in decorated:
        line = lines[number]
        if line.bold and line.font_size_pt > _HEADING * body_size:
            lines[number] = replace(line, bullet=False)
    return lines


def hidden_text(pages: Iterable[Page]) -> tuple[str, ...]:
    """Runs of words nobody sees, in the order of the file."""
    texts: list[str] = []
    for page in pages:
        run: list[str] = []
        for word in page.words:
            if word.hidden is not None:
                run.append(word.text)
            elif run:
                texts.append(" ".join(run))
                run = []
        if run:
            texts.append(" ".join(run))
    return tuple(texts)
