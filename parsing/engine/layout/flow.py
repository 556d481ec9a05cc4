"""Paragraphs of formats without geometry as lines: tables are read by what they are used for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from parsing.engine.layout.chunks import BULLETS, DASH_BULLETS
from parsing.engine.layout.lines import body_font_size
from parsing.engine.model import Line, Paragraph, Part, ReadDocument, Run, Segment

_EMPTY_LINE_PT = 12.0
_SHORT = 60  # characters of a cell that holds a date, a title or a name
_LINE = 170  # characters of a whole row read as one line
_LINES_UNDER_TITLE = 2.5  # on average, beside the title of a section; beside captions of values there are fewer
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WIDE_GAP = re.compile(r"\t+| {3,}")
# The gaps inside a label of a form whose signs are spread over its column: "\u59d3    \u540d: ...".
_SIGN = "[\u4e00-\u9fff]"
_SPREAD_LABEL = re.compile(rf"(?<!\S)({_SIGN})[ \t]+(?=(?:{_SIGN}[ \t]+)*{_SIGN}{{1,3}} ?[:\uff1a])")
_PAGE_NUMBER = re.compile(r"^\W*(?:[^\W\d]{1,12}\W*)?\d{1,3}(?:\W*(?:[^\W\d]{1,4}\W*)?\d{1,3})?\W*$")

Group = list[Paragraph]  # paragraphs that make one line, each a segment


def arrange_paragraphs(paragraphs: Sequence[Paragraph]) -> ReadDocument:
    """The lines of a flowing document; hidden runs and page numbers are kept apart."""
    builder = _Builder()
    for region, groups in enumerate(_regions(paragraphs)):
        for group in groups:
            builder.add(group, region)
    lines = tuple(builder.lines)
    return ReadDocument(
        lines=lines,
        hidden_text=tuple(builder.hidden),
        body_font_size_pt=body_font_size(lines),
        furniture=tuple(builder.furniture),
    )


def _regions(paragraphs: Sequence[Paragraph]) -> Iterator[list[Group]]:
    """Groups of one line each, region by region: what stands between tables, rows, or cells of wide rows."""
    broken = _rows_with_nested_tables(paragraphs)
    titled = _tables_titled_at_left(paragraphs)
    for table, members in groupby(paragraphs, key=lambda item: (item.part, item.cell.table if item.cell else None)):
        if table[1] is None:
            yield [[paragraph] for paragraph in members]
            continue
        pending: list[Group] = []
        for number, row in groupby(members, key=lambda item: item.cell.row if item.cell else 0):
            cells = [list(cell) for _, cell in groupby(row, key=lambda item: item.cell.column if item.cell else 0)]
            cells = [filled for cell in cells if (filled := _without_empty_ends(cell))]
            groups = None if (table[1], number) in broken else _one_line_rows(cells, titles=table[1] in titled)
            if groups is not None:
                pending += groups
                continue
            if pending:
                yield pending
                pending = []
            for cell in cells:
                yield [[paragraph] for paragraph in cell]
        if pending:
            yield pending


def _rows_with_nested_tables(paragraphs: Sequence[Paragraph]) -> set[tuple[int, int]]:
    """Rows with a table inside a cell: what stands before and after it belongs to columns, whatever its length."""
    seen: set[tuple[int, int]] = set()
    broken: set[tuple[int, int]] = set()
    for row, _ in groupby(paragraphs, key=lambda item: (item.cell.table, item.cell.row) if item.cell else None):
        if row is not None:
            (broken if row in seen else seen).add(row)
    return broken


def _tables_titled_at_left(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Tables whose first column holds titles of whole sections: one short line each, beside much text."""
    beside: dict[int, list[int]] = {}  # how many paragraphs stand in a row behind its label
    for row, members in groupby(paragraphs, key=lambda item: (item.cell.table, item.cell.row) if item.cell else None):
        filled = [paragraph for paragraph in members if paragraph.text.strip()]
        if row is None or not filled:
            continue
        first = [paragraph for paragraph in filled if paragraph.cell and paragraph.cell.column == 0]
        rest = len(filled) - len(first)
        is_title = len(first) == 1 and len(first[0].text) <= _SHORT and not any(map(str.isdigit, first[0].text))
        if first and rest:
            beside.setdefault(row[0], []).append(rest if is_title else 0)
    return {
        table
        for table, lines in beside.items()
        if len(lines) > 1 and min(lines) > 0 and sum(lines) > _LINES_UNDER_TITLE * len(lines)
    }


def _one_line_rows(cells: Sequence[Sequence[Paragraph]], *, titles: bool) -> list[Group] | None:
    """The row as lines across its cells; None where the cells are columns to read one after the other.

    `titles` says that the first cell is the title of what stands in the others.
    """
    if len(cells) < 2 or (titles and len(cells) == 2):
        return [[paragraph] for cell in cells for paragraph in cell]
    heights = [sum(1 for paragraph in cell if paragraph.text.strip()) for cell in cells]
    if max(heights) == 1 and sum(len(cell[0].text) for cell in cells) <= _LINE:
        return [[cell[0] for cell in cells]]
    firsts = [[paragraph for paragraph in cell if paragraph.text.strip()] for cell in cells]
    if max(heights) == min(heights) <= 3 and all(len(item.text) <= _SHORT for cell in firsts for item in cell):
        if all(any(_YEAR.search(item.text) for item in cell) for cell in firsts):
            return None  # entries side by side, each with its own dates
        return [list(across) for across in zip(*firsts, strict=True)]
    return _beside_labels(cells)


def _beside_labels(cells: Sequence[Sequence[Paragraph]]) -> list[Group] | None:
    """As `_one_line_rows`, of a row whose first or last cell is taller than the others."""
    if all(_is_label(cell) for cell in cells[:-1]):
        return _labelled(cells)
    if all(_is_label(cell) for cell in cells[1:]):
        return _labelled([*cells[1:], cells[0]], label_first=False)
    return None


def _is_label(cell: Sequence[Paragraph]) -> bool:
    """Whether a cell is a date or a caption beside what it is about: one short line, or two with a number."""
    texts = [paragraph.text for paragraph in cell if paragraph.text.strip()]
    if any(paragraph.bullet for paragraph in cell) or any(len(text) > _SHORT for text in texts):
        return False
    return len(texts) == 1 or (len(texts) == 2 and any(character.isdigit() for text in texts for character in text))


def _labelled(cells: Sequence[Sequence[Paragraph]], *, label_first: bool = True) -> list[Group]:
    """Dates or labels beside a tall cell: they share its first line, their further lines follow."""
    *labels, body = cells
    first = [label[0] for label in labels]
    rest = [paragraph for label in labels for paragraph in label[1:]]
    if body[0].heading_level is not None and labels:
        return [first, *([item] for item in rest), *([item] for item in body)]
    joined = [*first, body[0]] if label_first else [body[0], *first]
    return [joined, *([item] for item in rest), *([item] for item in body[1:])]


def _without_empty_ends(cell: list[Paragraph]) -> list[Paragraph]:
    filled = [number for number, paragraph in enumerate(cell) if paragraph.text.strip()]
    return cell[filled[0] : filled[-1] + 1] if filled else []


class _Builder:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.hidden: list[str] = []
        self.furniture: list[str] = []
        self._gap_pt = 0.0

    def add(self, group: Group, region: int) -> None:
        segments = [segment for paragraph in group for segment in self._segments(paragraph)]
        bullet, sign = any(paragraph.bullet for paragraph in group), ""
        if segments:
            stripped = _without_bullet(segments[0].text)
            if stripped is not None:
                bullet, sign = True, segments[0].text[:1]
                segments = segments[1:] if not stripped else [_with_text(segments[0], stripped), *segments[1:]]
        if not segments:
            self._gap_pt += _EMPTY_LINE_PT
            return
        text = "  ".join(segment.text for segment in segments)
        head = group[0]
        if head.part in (Part.HEADER, Part.FOOTER) and _PAGE_NUMBER.match(text) and len(text) < 25:
            self.furniture.append(text)
            return
        runs = [run for paragraph in group for run in paragraph.runs if run.hidden is None and run.text.strip()]
        look = _look(runs)
        self.lines.append(
            Line(
                index=len(self.lines),
                text=text,
                page=head.page,
                segments=tuple(segments),
                font_size_pt=look.font_size_pt,
                bold=look.bold,
                italic=look.italic,
                colour=look.colour,
                heading_level=next((item.heading_level for item in group if item.heading_level), None),
                bullet=bullet,
                sign=sign,
                region=region,
                gap_before_pt=self._gap_pt,
                indent_pt=head.indent_pt,
                links=tuple(dict.fromkeys(run.link for run in runs if run.link)),
                part=head.part,
            )
        )
        self._gap_pt = 0.0

    def _segments(self, paragraph: Paragraph) -> list[Segment]:
        visible: list[Run] = []
        for run in paragraph.runs:
            if run.hidden is None:
                visible.append(run)
            elif run.text.strip():
                self.hidden.append(run.text.strip())
        return [_segment(runs) for runs in _split_at_gaps(visible) if any(run.text.strip() for run in runs)]


def _split_at_gaps(runs: Iterable[Run]) -> list[list[Run]]:
    parts: list[list[Run]] = [[]]
    for run in runs:
        pieces = _WIDE_GAP.split(run.text if run.text.isascii() else _SPREAD_LABEL.sub(r"\1", run.text))
        for number, piece in enumerate(pieces):
            if number:
                parts.append([])
            if piece:
                parts[-1].append(Run(piece, run.bold, run.italic, run.font_size_pt, run.colour, run.link))
    return parts


def _segment(runs: Sequence[Run]) -> Segment:
    look = _look(runs)
    text = " ".join("".join(run.text for run in runs).split())
    looks = _stretches(runs) if len(runs) > 1 else ()
    return Segment(text, 0.0, 0.0, look.bold, look.italic, look.font_size_pt, look.colour, looks)


def _stretches(runs: Sequence[Run]) -> tuple[str, ...]:
    """The text of the runs cut where the look changes between two words; () where it does not."""
    stretches: list[str] = []
    before: tuple[bool, bool, int] | None = None
    for run in runs:
        look = (run.bold, run.italic, run.colour)
        if not run.text.strip():
            look = before or look
        if not stretches or (look != before and (run.text[0].isspace() or stretches[-1][-1].isspace())):
            stretches.append(run.text)
        else:
            stretches[-1] += run.text
        before = look
    return tuple(" ".join(stretch.split()) for stretch in stretches) if len(stretches) > 1 else ()


def _look(runs: Sequence[Run]) -> Run:
    """A run in the style of most characters."""
    counts: dict[tuple[bool, bool, float, int], int] = {}
    for run in runs:
        key = (run.bold, run.italic, run.font_size_pt, run.colour)
        counts[key] = counts.get(key, 0) + len(run.text.strip())
    if not counts:
        return Run("")
    bold, italic, size, colour = max(counts, key=lambda key: counts[key])
    bold = sum(count for key, count in counts.items() if key[0]) * 2 > sum(counts.values())
    return Run("", bold, italic, size, colour)


def _without_bullet(text: str) -> str | None:
    """The text behind a typed bullet, None where there is no bullet."""
    if text[:1] in BULLETS:
        return text[1:].lstrip()
    if text[:1] in DASH_BULLETS and text[:2] in ("- ", "* ", "> ", "\u2013 ", "\u2014 "):
        return text[2:].lstrip()
    if text[:2] == "o " and not text[2:3].islower():
        return text[2:].lstrip()  # the hollow bullet of Word, in plain text
    return None


def _with_text(segment: Segment, text: str) -> Segment:
    return Segment(
        text,
        segment.x0_pt,
        segment.x1_pt,
        segment.bold,
        segment.italic,
        segment.font_size_pt,
        segment.colour,
    )
