"""Names of employers that are made of several pieces: legal forms behind a comma, partners in a row."""

from parsing.engine.fields.locations import is_capitalised
from parsing.engine.languages.index import Category
from parsing.engine.languages.lexicon import Lexicon

MAX_FORM = 14  # characters
MAX_PARTNER_WORDS = 2


def is_bare_form(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a legal form and nothing else: "GmbH", "& Co. KG"."""
    if len(text) > MAX_FORM:
        return False
    scan = lexicon.scan(text)
    forms = [match for match in scan.of(Category.COMPANY_FORM) if match.rank < 2 or len(text) > 3]
    return bool(forms) and sum(match.last - match.first for match in forms) == len(scan.folded)


def is_form_behind(name: str, text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a legal form where it follows a name: "SA" is one in "Rossi, SA" only."""
    if len(text) > MAX_FORM or (text.islower() and "." not in text):
        return False
    scan = lexicon.scan(f"{name}, {text}")
    begins = len(name) + 2
    wanted = len(lexicon.scan(text).folded)
    forms = [match for match in scan.of(Category.COMPANY_FORM) if match.start >= begins and match.rank < 2]
    return bool(forms) and sum(match.last - match.first for match in forms) == wanted


def ends_with_form(text: str, lexicon: Lexicon) -> bool:
    """Whether a legal form is the end of a name: "Acme GmbH"."""
    forms = [match for match in lexicon.scan(text).of(Category.COMPANY_FORM) if match.rank < 2 and match.start]
    return any(match.end >= len(text.rstrip(" .")) for match in forms)


def ends_list_of_partners(text: str, lexicon: Lexicon) -> bool:
    """Whether a piece is the end of "Hunt, Gonzalez and Ray": two short names joined by an "and"."""
    words = text.split()
    joints = [number for number, word in enumerate(words) if _is_and(word, lexicon)]
    if len(joints) != 1:
        return False
    before, after = words[: joints[0]], words[joints[0] + 1 :]
    return all(1 <= len(part) <= MAX_PARTNER_WORDS and all(map(is_capitalised, part)) for part in (before, after))


def _is_and(word: str, lexicon: Lexicon) -> bool:
    return word == "&" or lexicon.is_conjunction(word)
