"""Plain text in any encoding, each line a paragraph."""

import re

from parsing.engine.errors import DocumentTooComplex, UnreadableDocument
from parsing.engine.model import Document, Paragraph, Run
from parsing.engine.readers.code_pages import best_text
from parsing.engine.readers.dumped import relined
from parsing.engine.readers.limits import MAX_CHARACTERS, MAX_PARAGRAPHS
from parsing.engine.readers.normalise import normalise

_TAB_WIDTH = 4
_COLUMN_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_CHARACTER_WIDTH_PT = 5.0
_ALPHABETS = 6  # high bytes that one text uses: letters, accents, punctuation
_SWITCHED = b"\x1b$"  # Japanese of seven bits, as mail programs write it
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_txt(data: bytes) -> Document:
    """One paragraph a line. Raises UnreadableDocument for bytes that are no text, DocumentTooComplex above limits."""
    return Document(format="txt", paragraphs=paragraphs_of(decode(data)))


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    if len(text) > MAX_CHARACTERS:
        raise DocumentTooComplex
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    if len(lines) > MAX_PARAGRAPHS:
        raise DocumentTooComplex
    return tuple(_paragraph(line) for line in relined(lines))


def _paragraph(line: str) -> Paragraph:
    line = normalise(line).rstrip()
    body = line.lstrip(" \t")
    indent = len(line[: len(line) - len(body)].expandtabs(_TAB_WIDTH))
    body = _COLUMN_GAP.sub("\t", body)
    return Paragraph((Run(body),) if body else (), indent_pt=indent * _CHARACTER_WIDTH_PT)


def decode(data: bytes) -> str:
    """The text of `data`. UTF-8 where valid, then what its bytes look like."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    if _SWITCHED in data:
        return data.decode("iso2022_jp_2", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = best_text(data)
    if text is None:
        raise UnreadableDocument
    return text


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: of every two bytes one says little more than which alphabet it is."""
    sample = data[: min(4000, len(data) // 2 * 2)]
    if len(sample) < 16 or 0 not in sample:
        return None
    even, odd = set(sample[0::2]), set(sample[1::2])
    if len(odd) <= _ALPHABETS and 0 in odd and len(odd) * 2 < len(even):
        return "utf-16-le"
    if len(even) <= _ALPHABETS and 0 in even and len(even) * 2 < len(odd):
        return "utf-16-be"
    return None
