"""One form for comparing: lower case, no accents, hyphens as spaces. Every character stays at its offset."""

import sys
import unicodedata
from functools import cache

_SPACES = "\u00a0\u202f\u2009\u2007\t-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d_"
_QUOTES = "\u2019\u2018\u02bc\u0060\u00b4"
_LAST_FOLDED = 0x2000  # scripts with case and accents end before; full-width forms are added
_FULL_WIDTH = range(0xFF01, 0xFF5F)


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(sys.maxunicode + 1):
        if code >= _LAST_FOLDED and code not in _FULL_WIDTH:
            if code > _FULL_WIDTH.stop:
                break
            continue
        character = chr(code)
        folded = _folded_character(character)
        if folded != character:
            table[code] = folded
    table.update({ord(character): " " for character in _SPACES})
    table.update({ord(character): "'" for character in _QUOTES})
    return table


def _folded_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0] if _has_accent(character) else character
    lower = base.lower()
    return lower if len(lower) == 1 else character


def _has_accent(character: str) -> bool:
    """Whether taking the marks off leaves the same letter to a reader: not so in Indic and Korean scripts."""
    parts = unicodedata.normalize("NFKD", character)
    return (len(parts) > 1 and parts[0].isalnum()) or ord(character) in _FULL_WIDTH


def fold(text: str) -> str:
    """`text` in the form the taxonomy is searched in; as long as `text`.

    >>> fold("G\u00c9STION d'\u00c9quipe")
    "gestion d'equipe"
    """
    if text.isascii():
        return text.encode("ascii").translate(_ascii_table()).decode("ascii")
    if "\n" in text:  # plain lines of a longer text take the fast way
        return "\n".join(map(fold, text.split("\n")))
    return text.translate(_table())


@cache
def _ascii_table() -> bytes:
    table = _table()
    return bytes(ord(table.get(code, chr(code))) if code < 128 else code for code in range(256))
