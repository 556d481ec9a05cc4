"""What the shape of a text says, whatever its language: prose or not, pieces and separators, scripts."""

import re
import unicodedata
from functools import lru_cache

from parsing.engine.model.value import value

EDGE = (
    " \t\u00a0,;:|/\\*-\u00b7\u2010\u2011\u2013\u2014\u2015\u2022\u2043\u25aa\u25cf"
    "\u22c4\u25c6\u25c7\u2666\u2756\u060c\u3001\u30fb\uff0c\uff1a\uff5c\u200e\u200f\u202a\u202b\u202c"
)
_CLOSERS = {")": "(", "]": "[", "\uff09": "\uff08", "\u3011": "\u3010"}
_OPENERS = frozenset(_CLOSERS.values())
_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
# Signs that scripts write above, below and between letters (vowels of India and Thailand, points of Hebrew and Arabic),
# which Unicode does not count among the characters of words.
SIGNS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e\u200c\u200d"
_WORD = re.compile(rf"\w[\w{SIGNS}]*(?:['\u2019.-]\w[\w{SIGNS}]*)*")
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CJK = re.compile(rf"[{_IDEOGRAPH}\uac00-\ud7af]")
SENTENCE_STOP = re.compile(r"(?<=[^\W\d_]{5})\.\s+(?=[^\W\d_])")  # behind a word that is no short form
_LETTER_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")

# kind of separator -> what it looks like. "comma" is the weakest: it stands inside names of companies as well.
_SEPARATORS = re.compile(
    rf"(?P<pipe>\s*[|\uff5c\u2502\u00a6]\s*)"
    rf"|(?P<dot>\s+[\u00b7\u2022\u2219\u25cf\u25aa\u25e6\u2023\u00bb\u203a\u22c4\u25c6\u25c7\u2666\u2756>~\u30fb*]\s+|(?<=[{_IDEOGRAPH}])\s*\u30fb\s*(?=[{_IDEOGRAPH}]))"
    rf"|(?P<dash>\s+[-\u2010\u2011\u2013\u2014\u2015]+\s+|\s*[\u2014\u2015]\s*)"
    rf"|(?P<slash>\s+/\s+|\s*\uff0f\s*)"
    rf"|(?P<at>\s+@\s*)"
    rf"|(?P<semicolon>\s*[;\uff1b]\s*)"
    rf"|(?P<colon>:\s+|\s*\uff1a\s*)"
    rf"|(?P<paren>\s*(?:[(\uff08](?![{_IDEOGRAPH}\uac00-\ud7af][)\uff09])|[\[\u3010]))"  # no form of a company
    rf"|(?P<close>[)\uff09\]\u3011]\.?\s+(?=\w))"
    rf"|(?P<comma>(?<![^\W\d_]-),\s+|\s*[\uff0c\u3001\u060c]\s*|,(?=[^\W\d]))"
    rf"|(?P<space>(?<=[{_IDEOGRAPH}])[ \u3000]+(?=[{_IDEOGRAPH}])|\u3000+)"
)
# Every separator has one of these signs, or stands between ideographs: the pattern of all takes ten times as long.
_SIGN_OF_SEPARATOR = re.compile(
    rf"[|\uff5c\u2502\u00a6\u00b7\u2022\u2219\u25cf\u25aa\u25e6\u2023\u00bb\u203a\u22c4\u25c6\u25c7\u2666\u2756>~\u30fb*"
    rf"\u2010\u2011\u2013\u2014\u2015/\uff0f@;\uff1b:\uff1a(\uff08\[\u3010)\uff09\]\u3011,\uff0c\u3001\u060c\u3000{_IDEOGRAPH}-]"
)
_TIED_ARTICLE = re.compile(r"^[a-z]{1,5}['\u2019](?=[^\W\d_])(?![a-z\u00e0-\u00ff])")
_QUOTED = re.compile(
    "\u00ab[^\u00bb]*\u00bb|\u201e[^\u201c\u201d]*[\u201c\u201d]|\u201c[^\u201d]*\u201d"
    '|\u300c[^\u300d]*\u300d|\u300e[^\u300f]*\u300f|"[^"]*"'
)


@value(frozen=True, slots=True)
class Piece:
    """A part of a text between two separators."""

    text: str
    start: int  # offset in the text that was split
    end: int
    separator: str  # kind of separator before it, "" for the first


def clean_edges(text: str) -> str:
    """The text without separators, bullets and unpaired brackets at its ends."""
    text = text.strip(EDGE)
    while text:
        if text[-1] == "." and text[-2:-1] in _CLOSERS and _CLOSERS[text[-2]] not in text:
            text = text[:-2].rstrip(EDGE)
        elif text[-1] in _CLOSERS and _CLOSERS[text[-1]] not in text:
            text = text[:-1].rstrip(EDGE)
        elif text[0] in _OPENERS and not any(closer in text for closer in _CLOSERS):
            text = text[1:].lstrip(EDGE)
        elif text[0] in _OPENERS and text[-1] in _CLOSERS and text.find(text[-1]) == len(text) - 1:
            text = text[1:-1].strip(EDGE)
        elif text[0] in _CLOSERS:
            text = text[1:].lstrip(EDGE)
        else:
            break
    return text


def without_article(text: str) -> str:
    """A name without the article that an apostrophe ties to it: "l'Ospedale"; names keep theirs: "L'Oreal"."""
    return _TIED_ARTICLE.sub("", text)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the stretch without what `clean_edges` takes off."""
    inner = clean_edges(text[start:end])
    if not inner:
        return start, start
    offset = text.index(inner, start)
    return offset, offset + len(inner)


@lru_cache(maxsize=256)  # the same lines are cut by several rules
def split_pieces(text: str) -> tuple[Piece, ...]:
    """The text cut at its separators, in order; never empty pieces."""
    pieces: list[Piece] = []
    if not _SIGN_OF_SEPARATOR.search(text):
        _append_piece(pieces, text, 0, len(text), "")
        return tuple(pieces)
    position, kind = 0, ""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _SEPARATORS.finditer(text):
        if any(start < match.start() and match.end() < end for start, end in quoted):
            continue
        _append_piece(pieces, text, position, match.start(), kind)
        position = match.end()
        kind = match.lastgroup or ""
    _append_piece(pieces, text, position, len(text), kind)
    return tuple(pieces)


def _append_piece(pieces: list[Piece], text: str, start: int, end: int, kind: str) -> None:
    start, end = trimmed(text, start, end)
    if end > start:
        pieces.append(Piece(text[start:end], start, end, kind if pieces else ""))


def closed(text: str, start: int, end: int) -> int:
    """The end of a stretch, behind the bracket that closes one opened in it: "Turin (TO" goes on with ")"."""
    closer = text[end : end + 1]
    if closer not in _CLOSERS or _CLOSERS[closer] not in text[start:end]:
        return end
    return end + 1 if text.count(_CLOSERS[closer], start, end) > text.count(closer, start, end) else end


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=4096)
def length_in_words(text: str) -> float:
    """The number of words; two ideographs or kana count as one, three Hangul syllables do not (they are spaced)."""
    if text.isascii():
        return len(_WORD.findall(text))
    ideographs = sum(1 for character in text if "\u3040" <= character <= "\u9fff")
    rest = sum(1 for word in _WORD.findall(text) if not ("\u3040" <= word[0] <= "\u9fff"))
    return rest + ideographs / 2


def has_cjk(text: str) -> bool:
    return _CJK.search(text) is not None


@lru_cache(maxsize=4096)  # the rules ask the same of a line again and again
def has_letters(text: str) -> bool:
    return _LETTER.search(text) is not None


@lru_cache(maxsize=4096)
def has_digits(text: str) -> bool:
    return _DIGIT.search(text) is not None


def starts_lower(text: str) -> bool:
    """Whether the first letter is a small one (False in scripts without case)."""
    for character in text:
        if character.isalpha():
            return character.islower()
        if character.isdigit():
            return False
    return False


def holds_name(text: str) -> bool:
    """Whether a word behind the first begins with a capital, where there are any: "restaurant Le Petit Zinc"."""
    return any(word[0].isalpha() and not word[0].islower() for word in text.split()[1:])


def is_small(word: str) -> bool:
    """Whether a word is written without capitals; true of all words of scripts that have none."""
    return word.islower() or (not word.isascii() and word.lower() == word.upper())


def unspaced(text: str) -> str:
    """Letter-spaced words closed up: "J A N E  D O E" is "JANE DOE". Other texts come back as they are."""
    if _LETTER_SPACED.search(text) is None:
        return text
    words = re.split(r"\s{2,}", text.strip())
    return " ".join(
        re.sub(r"(?<=\S) (?=\S(?:\s|$))", "", word) if _LETTER_SPACED.search(word) else word for word in words
    )


def fold(text: str) -> str:
    """For comparing values: NFKC, no case, no accents, letters and digits only."""
    decomposed = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text.casefold())
    return decomposed if decomposed.isalnum() else "".join(filter(str.isalnum, decomposed))


def join_lines(first: str, second: str) -> str:
    """Two lines of one paragraph as one text."""
    if not first:
        return second
    if first[-1:] in "-\u2010" and second[:1].islower() and first[-2:-1].isalpha():
        return first + second
    return (
        first + second
        if has_cjk(first[-1:]) and has_cjk(second[:1]) and not _is_hangul(second[0])
        else f"{first} {second}"
    )


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7af"
