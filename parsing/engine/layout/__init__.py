"""Second stage: a document's words or paragraphs become lines in reading order."""

from collections.abc import Iterator, Sequence

from parsing.engine.layout.bidi import has_right_to_left, is_right_to_left
from parsing.engine.layout.chunks import Chunk, build_chunks, mirrored
from parsing.engine.layout.flow import arrange_paragraphs
from parsing.engine.layout.furniture import split_furniture
from parsing.engine.layout.lines import LineBuilder, body_font_size, hidden_text, without_decoration
from parsing.engine.layout.regions import Region, find_regions
from parsing.engine.layout.tables import Table, find_tables, read_rows
from parsing.engine.layout.wrapping import join_cut_cells
from parsing.engine.model import Document, ReadDocument, Word

_PAGE_BREAK_GAP = 0.5  # of the font size: pages are laid below each other as if the paper went on

__all__ = ["arrange"]


def arrange(document: Document) -> ReadDocument:
    """The lines of `document` in reading order, without page furniture and without what nobody sees."""
    if document.paragraphs:
        return arrange_paragraphs(document.paragraphs)
    pages, furniture = split_furniture(document.pages)
    page_of: dict[int, int] = {}
    strip: list[Chunk] = []
    tables: list[tuple[float, Table]] = []  # how far down each was moved
    slanted: list[Word] = []
    shift_pt = 0.0
    for page in pages:
        words = [word for word in page.words if word.hidden is None]
        if not words:
            continue
        page_of.update(dict.fromkeys(map(id, words), page.number))
        shift_pt -= min([word.box.top_pt for word in words])
        drawn = find_tables(page, words)
        tables += [(shift_pt, table) for table in drawn]
        chunks = build_chunks(words, shift_pt, slanted)
        if not chunks:
            continue
        strip += _outside(chunks, drawn, shift_pt) if drawn else chunks
        last = max(chunks, key=lambda chunk: chunk.base)
        shift_pt = last.base + _PAGE_BREAK_GAP * last.size
    strip = join_cut_cells(strip)
    texts = [word.text for page in pages for word in page.words if word.hidden is None]
    any_right_to_left = has_right_to_left(" ".join(texts))
    right_to_left = any_right_to_left and is_right_to_left(texts)
    if right_to_left:
        strip = [mirrored(chunk) for chunk in strip]
    builder = LineBuilder(page_of, right_to_left=right_to_left, has_right_to_left=any_right_to_left)
    for region in _regions(strip, tables, right_to_left=right_to_left):
        builder.add_region(region)
    body_size = body_font_size(builder.lines)
    return ReadDocument(
        lines=tuple(without_decoration(builder.lines, builder.decorated, body_size)),
        hidden_text=hidden_text(document.pages),
        body_font_size_pt=body_size,
        furniture=(*furniture, *dict.fromkeys([word.text for word in slanted])),
    )


def _outside(chunks: list[Chunk], tables: Sequence[Table], shift_pt: float) -> list[Chunk]:
    """The chunks that stand in none of the tables of their page."""
    return [
        chunk
        for chunk in chunks
        if not any(table.top_pt <= chunk.middle - shift_pt < table.bottom_pt for table in tables)
    ]


def _regions(strip: list[Chunk], tables: Sequence[tuple[float, Table]], *, right_to_left: bool) -> Iterator[Region]:
    """The regions of the pages, those above, between and below tables found apart from theirs."""
    for shift_pt, table in tables:
        above = [chunk for chunk in strip if chunk.middle < table.top_pt + shift_pt]
        strip = [chunk for chunk in strip if chunk.middle >= table.top_pt + shift_pt]
        yield from find_regions(above)
        rows = [row for part in read_rows(table, shift_pt, right_to_left=right_to_left) for row in part]
        if rows:
            yield Region(rows)
    yield from find_regions(strip)
