"""Text as a person would type it: ligatures, presentation forms, icons and invisible characters resolved."""

import re
import unicodedata

# The last character of the raw text of a word that a line break cuts in two.
SOFT_HYPHEN = "\u00ad"  # put there by the typesetter
HARD_HYPHEN = "\u2010"  # the word's own

# Bullets of the symbol fonts that word processors write with private-use codes.
_PRIVATE_BULLETS = {0xF0B7, 0xF0A7, 0xF0A8, 0xF076, 0xF0D8, 0xF0FC, 0xF0E0, 0xF06C, 0xF06E, 0xF071}

# Characters whose compatibility form is what was meant: Latin and Armenian ligatures, Hebrew and Arabic presentation
# forms, Kangxi radicals standing in for ideographs (a common fault of PDF fonts), full-width letters and digits.
_COMPATIBILITY = "\ufb00-\ufdfd\ufe70-\ufefc\u2e80-\u2fdf\uf900-\ufaff\uff01-\uff5e"
# Zero-width characters, direction marks, byte order marks, replacement characters, controls other than tab and newline.
_INVISIBLE = (
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc-\uffff"
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_COMBINING = "\u0300-\u036f"
_PAIRED = "\ud800-\udfff"  # the halves of a character beyond the first plane, as pdfium counts them

_compatibility = re.compile(f"[{_COMPATIBILITY}]+")
_invisible = re.compile(f"[{_INVISIBLE}{SOFT_HYPHEN}]+")
_private = re.compile(f"[{_PRIVATE}]")
_spaces = re.compile(f"[{_SPACES}]")
_unmapped = re.compile(f"[{_PRIVATE}\ufffd\u0000-\u0008\u000e-\u001f]")
_paired = re.compile(f"[{_PAIRED}]{{2,}}")
_joiners = re.compile("[\u200c\u200d]+(?![\u0600-\u06ff\u0900-\u0dff])")  # kept inside Persian and Indic words
_needs_work = re.compile(
    f"[{_COMPATIBILITY}{_INVISIBLE}{SOFT_HYPHEN}{_PRIVATE}{_SPACES}{_COMBINING}{_PAIRED}\u200c\u200d]"
)


def normalise(text: str) -> str:
    """`text` without what no reader sees or types; "" where nothing remains.

    >>> normalise("o\\ufb03ce\\u200b")
    'office'
    """
    if (text.isascii() and text.isprintable()) or not _needs_work.search(text):
        return text
    text = _paired.sub(lambda match: match.group().encode("utf-16", "surrogatepass").decode("utf-16", "replace"), text)
    text = _private.sub(_bullet_or_nothing, text)
    text = _invisible.sub("", text)
    text = _joiners.sub("", text)
    text = _spaces.sub(" ", text)
    text = _compatibility.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return unicodedata.normalize("NFC", text)


def needs_normalising(text: str) -> bool:
    """Whether `normalise` would change anything: one search over a whole page saves one per word."""
    return _needs_work.search(text) is not None


def unmapped(text: str) -> int:
    """How many characters fonts gave without saying which: private codes, controls, signs of replacement."""
    return len(_unmapped.findall(text))


def _bullet_or_nothing(match: re.Match[str]) -> str:
    return "\u2022" if ord(match.group()) in _PRIVATE_BULLETS else ""
