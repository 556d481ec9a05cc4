"""Second stage: a document's words or paragraphs become lines in reading order."""

from parsing.engine.layout.bidi import has_right_to_left, is_right_to_left
from parsing.engine.layout.chunks import Chunk, build_chunks, mirrored
from parsing.engine.layout.flow import arrange_paragraphs
from parsing.engine.layout.furniture import split_furniture
from parsing.engine.layout.lines import LineBuilder, body_font_size, hidden_text
from parsing.engine.layout.regions import find_regions
from parsing.engine.layout.wrapping import join_cut_cells
from parsing.engine.model import Document, ReadDocument

_PAGE_BREAK_GAP = 0.5  # of the font size: pages are laid below each other as if the paper went on

__all__ = ["arrange"]


def arrange(document: Document) -> ReadDocument:
    """The lines of `document` in reading order, without page furniture and without what nobody sees."""
    if document.paragraphs:
        return arrange_paragraphs(document.paragraphs)
    pages, furniture = split_furniture(document.pages)
    page_of: dict[int, int] = {}
    strip: list[Chunk] = []
    shift_pt = 0.0
    for page in pages:
        words = [word for word in page.words if word.hidden is None]
        if not words:
            continue
        page_of.update(dict.fromkeys(map(id, words), page.number))
        top = min([word.box.top_pt for word in words])
        chunks = build_chunks(words, shift_pt - top)
        strip.extend(chunks)
        last = max(chunks, key=lambda chunk: chunk.base)
        shift_pt = last.base + _PAGE_BREAK_GAP * last.size
    strip = join_cut_cells(strip)
    texts = [word.text for chunk in strip for word in chunk.words]
    any_right_to_left = has_right_to_left(" ".join(texts))
    right_to_left = any_right_to_left and is_right_to_left(texts)
    if right_to_left:
        strip = [mirrored(chunk) for chunk in strip]
    builder = LineBuilder(page_of, right_to_left=right_to_left, has_right_to_left=any_right_to_left)
    for region in find_regions(strip):
        builder.add_region(region)
    lines = tuple(builder.lines)
    return ReadDocument(
        lines=lines,
        hidden_text=hidden_text(document.pages),
        body_font_size_pt=body_font_size(lines),
        furniture=furniture,
    )
