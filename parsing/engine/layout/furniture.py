"""Page furniture: headers and footers that repeat on the pages of a document, and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.layout.chunks import build_chunks, rows_of
from parsing.engine.model import Page, Word

_MARGIN_SHARE = 0.1  # of the page's height, above and below
_MAX_ROWS = 3  # at each end of a page
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^\W*(?:[^\W\d]{1,12}\W*)?\d{1,3}(?:\W*(?:[^\W\d]{1,4}\W*)?\d{1,3})?\W*$")

_SAME_PLACE_PT = 6.0
_Key = tuple[str, bool, int | None]
_OF_PAGES = re.compile(r"(?<![\d/.-])(\d{1,2})\s*(?:/|\||\W?\s*[^\W\d]{1,8}\s*)\s*(\d{1,2})\W*$")


def split_furniture(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """The pages without furniture, and the furniture's text, each once."""
    margins = [
        [(row, text := " ".join([word.text for word in row]), _keys(text, row[0], page)) for row in _margin_rows(page)]
        for page in pages
    ]
    counts = Counter(key for rows in margins for key in {key for *_, keys in rows for key in keys})
    first_seen: set[_Key] = set()
    removed: set[int] = set()
    texts: dict[str, None] = {}
    for page, rows in zip(pages, margins, strict=True):
        for row, text, keys in rows:
            key = max(keys, key=counts.__getitem__)
            number = _numbers_page(text, page.number + 1, len(pages))
            number = number or (counts[key] > 1 and len(text) < 25 and bool(_PAGE_NUMBER.match(text)))
            if not number and (counts[key] < 2 or counts[key] * 2 < len(pages)):
                continue
            # The first page's own header holds the name and the contact: what repeats later is the furniture.
            is_first = page.number == pages[0].number and row[0].box.top_pt < page.height_pt / 2
            if not number and key not in first_seen and is_first:
                first_seen.add(key)
                continue
            removed.update(id(word) for word in row)
            texts[text] = None
    if not removed:
        return list(pages), ()
    kept = [replace(page, words=tuple(word for word in page.words if id(word) not in removed)) for page in pages]
    return kept, tuple(texts)


def _numbers_page(text: str, number: int, count: int) -> bool:
    """Whether a line of the margin ends in this page's number and the number of pages: "Jane Doe, page 1 of 2"."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] == "_"):
        end -= 1
    # Longer numbers are those of phones and years.
    is_short = text[end - 1 : end].isdecimal() and not (end > 2 and text[end - 3 : end].isdecimal())
    match = _OF_PAGES.search(text) if is_short else None
    return match is not None and int(match.group(1)) == number and int(match.group(2)) == count


def _margin_rows(page: Page) -> list[list[Word]]:
    edge = page.height_pt * _MARGIN_SHARE
    limit = page.height_pt - edge
    words = [
        word for word in page.words if (word.box.bottom_pt < edge or word.box.top_pt > limit) and word.hidden is None
    ]
    rows = [[word for chunk in row for word in chunk.words] for row in rows_of(build_chunks(words))]
    top = [row for row in rows if row[0].box.bottom_pt < edge]
    bottom = [row for row in rows if row[0].box.bottom_pt >= edge]
    return top[:_MAX_ROWS] + bottom[-_MAX_ROWS:]


def _keys(text: str, first: Word, page: Page) -> tuple[_Key, _Key]:
    """What rows that repeat have in common: the text at one end of the page, or its words at the very same place.

    Then numbers may differ, as in "Page 2 of 3"; the periods of entries that stand anywhere differ in no more.
    """
    end, place = first.box.top_pt < page.height_pt / 2, round(first.box.top_pt / _SAME_PLACE_PT)
    return (text.casefold(), end, None), (_DIGITS.sub("0", text).casefold(), end, place)
