"""Languages as data: packs of words, the merged lexicon, the detection of a text's languages, and dates."""

from collections.abc import Sequence
from functools import lru_cache

from parsing.engine.languages.detection import detect
from parsing.engine.languages.headings import HeadingBook
from parsing.engine.languages.index import PhraseIndex
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.languages.loader import PackError, codes, load, shared_words
from parsing.engine.languages.pack import LanguagePack

__all__ = [
    "LanguagePack",
    "Lexicon",
    "PackError",
    "codes",
    "detect",
    "lexicon",
    "lexicon_from",
    "lexicon_of",
    "load",
    "warm",
]

_OWN_SHARE = 0.1  # from this share on, a language is one of the document's
_LEXICONS_REMEMBERED = 48  # mixtures of languages that a worker meets; to build one takes as long as to read a page


def lexicon(text: str) -> Lexicon:
    """The words of all packs, those of the text's languages first, then English, then the rest."""
    own = [code for code, share in detect(text) if share >= _OWN_SHARE]
    return lexicon_of(*own)


def lexicon_of(*own_codes: str) -> Lexicon:
    """The lexicon for known languages, the main one first; codes without a pack are passed over."""
    known = codes()
    own = tuple(code for code in own_codes if code in known)
    return _lexicon(own or ("en",))


def warm() -> None:
    """Loads every pack and builds the index, so that the first document is as fast as the next."""
    detect("")
    lexicon_of("en")


def lexicon_from(packs: Sequence[LanguagePack], *own_codes: str) -> Lexicon:
    """A lexicon over the given packs alone, for a language that is not installed yet."""
    return Lexicon(packs, own_codes, PhraseIndex(packs, shared_words()), HeadingBook(packs), shared_words())


@lru_cache(maxsize=_LEXICONS_REMEMBERED)
def _lexicon(own_codes: tuple[str, ...]) -> Lexicon:
    packs, index, headings = _books()
    return Lexicon(packs, own_codes, index, headings, shared_words())


@lru_cache(maxsize=1)
def _books() -> tuple[tuple[LanguagePack, ...], PhraseIndex, HeadingBook]:
    packs = tuple(load(code) for code in codes())
    return packs, PhraseIndex(packs, shared_words()), HeadingBook(packs)
