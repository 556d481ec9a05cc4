"""Addresses of mail and web that a narrow column breaks anywhere, put together again where something proves it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote

from parsing.engine.layout.chunks import Chunk
from parsing.engine.model import Word

Row = list[Chunk]

_LEADING = 1.2  # of the font size: the white between lines of one text is not higher
_NARROW = 32.0  # of the font size: wider columns have room for an address
_SAME_EDGE_PT = 2.0
_SHORT_TAIL = 8  # characters that a column may push down without another line to tell where its edge is
_NEAR_EDGE = 1.0  # of the font size: a line that ends so near tells where the column's edge is
_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+")
_TAIL = re.compile(r"[a-z0-9._/?#&=%-][A-Za-z0-9._~/?#&=%-]*")
_OWN_ADDRESS = re.compile(r"(?:https?:|www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/|$))", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|www\.)\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*", re.IGNORECASE)
_MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+")
_OPEN_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]*|[A-Za-z0-9.-]+\.)")  # no address ends there
_TOP_LEVEL = re.compile(r"[a-z]{2,6}")
_HOST_END = re.compile(r"[A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_SCHEME = re.compile(r"^(?:mailto:|https?://)?(?:www\.)?", re.IGNORECASE)


def join_addresses(rows: Sequence[Row]) -> list[Row]:
    """Rows of one region, with the rest of every broken address moved up to where it starts."""
    joined: list[Row] = []
    tail: Chunk | None = None  # the line in which the address above ends so far
    for row in rows:
        if joined and len(row) == 1 and len(row[0].words) == 1:
            above = joined[-1][-1]
            last = tail or above
            if _may_be_broken(above, last, row[0]) and _is_proved(above.words[-1], last, row[0], rows):
                tail = row[0]
                # Copies: what is measured stays as it is printed.
                joined[-1] = [*joined[-1][:-1], replace(above, words=_with_rest(above, row[0]), base=row[0].base)]
                continue
        tail = None
        joined.append(row)
    return joined


def _with_rest(first: Chunk, second: Chunk) -> list[Word]:
    head, rest = first.words[-1], second.words[0]
    raw = f"{head.raw or head.text} {rest.raw or rest.text}"
    whole = replace(
        head, text=head.text + rest.text, box=head.box.union(rest.box), link=head.link or rest.link, raw=raw
    )
    return [*first.words[:-1], whole]


def _may_be_broken(above: Chunk, last: Chunk, below: Chunk) -> bool:
    """Whether one line stands closely under the other, in the same letters, and both hold what addresses consist of."""
    head, rest = above.words[-1], below.words[0]
    if "@" not in head.text and "/" not in head.text and "." not in head.text and rest.text[:1] != "@":
        return False
    return (
        0 <= below.top - last.base < _LEADING * last.size
        and abs(below.size - last.size) < 0.1 * last.size
        and head.bold == rest.bold
        and head.colour == rest.colour
        and _CHARACTERS.fullmatch(head.text) is not None
        and _CHARACTERS.fullmatch(rest.text) is not None
    )


def _is_proved(head: Word, last: Chunk, below: Chunk, rows: Sequence[Row]) -> bool:
    rest = below.words[0]
    if head.link or rest.link:
        return head.link in (None, rest.link) and _is_target(head.text + rest.text, rest.link or "")
    if _OPEN_MAIL.fullmatch(head.text):
        return (_TOP_LEVEL if head.text[-1] == "." else _HOST_END).fullmatch(rest.text) is not None
    if rest.text[0] == "@":
        return _HOST_END.fullmatch(rest.text[1:]) is not None and _MAILBOX.fullmatch(head.text) is not None
    if not _WEB.fullmatch(head.text) or not _TAIL.fullmatch(rest.text) or _OWN_ADDRESS.match(rest.text):
        return False
    return rest.text.casefold() not in head.text.casefold() and _fills_column(last, below, rows)


def _is_target(text: str, link: str) -> bool:
    """Whether a text is what its link leads to, or the start of that."""
    target, written = (_SCHEME.sub("", unquote(part)).casefold() for part in (link, text))
    return target.startswith(written.rstrip("/"))


def _fills_column(last: Chunk, below: Chunk, rows: Sequence[Row]) -> bool:
    """Whether the upper line reaches the edge of a narrow column, so that not one letter more had room."""
    rest = below.words[0]
    ends = [chunk.x1 for row in rows for chunk in row if chunk is not last]
    left = min(chunk.x0 for row in rows for chunk in row)
    edge = max(ends)
    letter = rest.box.width_pt / len(rest.text)
    is_below = any(abs(below.words[0].box.x0_pt - word.box.x0_pt) <= _SAME_EDGE_PT for word in last.words)
    if last.x1 + letter < edge or last.x1 - left > _NARROW * last.size or not is_below:
        return False
    return len(rest.text) <= _SHORT_TAIL or edge > last.x1 - _NEAR_EDGE * last.size
