"""Which section a wording announces: exact wordings of all packs after removing what dresses a heading up."""

import re
from collections.abc import Iterable, Mapping

from parsing.engine.languages.folding import SPACELESS_CHARACTER, fold, tokens
from parsing.engine.languages.pack import LanguagePack
from parsing.engine.model import SectionKind

MAX_HEADING_CHARACTERS = 70
_EXACT, _COMBINED, _MODIFIED = 1.0, 0.95, 0.88
_IN_BRACKETS = 0.88
_FAR_PACK = 0.85  # factor for a wording that only a language not found in the document knows

_MAX_PART_WORDS, _MAX_SURE_WORDS = 6, 3
_LEAST_GLUED = 12  # letters
_MIN_PART_LETTERS = 5  # "work" stands in too many texts
_TOLD_BY_A_PART = frozenset(  # kinds whose words say little else; "profile" and "projects" stand in many texts
    {
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
        SectionKind.SKILLS,
        SectionKind.CERTIFICATIONS,
        SectionKind.PUBLICATIONS,
        SectionKind.AWARDS,
        SectionKind.REFERENCES,
        SectionKind.INTERESTS,
        SectionKind.VOLUNTEERING,
    }
)

_DIGIT = re.compile(r"\d")
_NUMBERING = re.compile(r"\s*(?:[(\[]?(?:\d{1,2}|[IVX]{1,4}|[A-Ha-h])[.)\]](?:\d{1,2}\.?)*\s+|\d{1,2}\s+(?=\D))")
_TAIL = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")
_ONE_BRACKET = re.compile(r"[^()]*\(([^()]*)\)\s*")
_AMOUNT = re.compile(  # "Work experience - 10 years 1 month"
    r"\s*[-\u2013\u2014:,|]?\s*\d{1,2}\+?\s*[^\W\d_]+\.?(?:\s*\d{1,2}\s*[^\W\d_]+\.?)?\s*$"
)
_LETTER_SPACED = re.compile(r"^(?:\w[ \u00a0\u2009\u200a]){2,}\w\W*$|(?:^|\s\s)(?:\w ){2,}\w(?:\s\s|$)")
_JOINT = re.compile(r"\s*(?:[&/|+,;\u2022\u00b7\u3001\u30fb\uff0f\uff06\uff5c]|\s[-\u2013\u2014]\s)\s*")


_JOINTS = "\u30fb"  # that are letters to the tokens


def despace(text: str) -> str:
    """ "E X P E R I E N C E" to "EXPERIENCE"; words stay apart where their gap is wider than that of letters."""
    # Letters stand apart at the start or behind a wide gap: that most texts have neither is seen faster than searched.
    if (not text[1:2].isspace() and " ".join(text.split()) == text) or not _LETTER_SPACED.search(text):
        return text
    words = re.split(r"\s{2,}", text.strip())
    joined = ("".join(word.split()) if _is_spaced(word) else word for word in words)
    return " ".join(joined)


def _is_spaced(word: str) -> bool:
    letters = word.split()
    return len(letters) > 1 and sum(len(letter) == 1 for letter in letters) >= 0.8 * len(letters)


def _without_amount(text: str) -> str:
    # Of the texts with digits most end in one, as no amount does.
    return text if text[-1:].isdecimal() or not _DIGIT.search(text) else _AMOUNT.sub("", text)


class HeadingBook:
    """The headings of all packs, keyed by folded words."""

    def __init__(self, packs: Iterable[LanguagePack]) -> None:
        self._kinds: dict[str, dict[str, SectionKind]] = {}
        self._spaceless: dict[str, str] = {}  # key without blanks -> key, for letter-spaced headings
        self._modifiers: set[str] = set()
        self._conjunctions: set[str] = set()
        for pack in packs:
            for kind, wordings in pack.headings.items():
                for wording in wordings:
                    key = _key(wording)
                    self._kinds.setdefault(key, {}).setdefault(pack.code, kind)
                    self._spaceless.setdefault(key.replace(" ", ""), key)
            self._modifiers.update(_key(word) for word in pack.heading_modifiers)
            self._conjunctions.update(fold(word) for word in pack.conjunctions)
        # Every token that a heading can consist of: one word beside them, as in most lines, and there is none.
        self._words = {
            token
            for key in (*self._kinds, *self._modifiers, *self._conjunctions, *_JOINTS)
            for token in (*tokens(key), *key.split())
        }

    def find(self, text: str, ranks: Mapping[str, int]) -> tuple[SectionKind, float] | None:
        """The kind and how surely; None when the words announce no section."""
        bare = text.strip()
        if not bare or len(bare) > MAX_HEADING_CHARACTERS:
            return None
        spaced = despace(bare)
        numbering = _NUMBERING.match(spaced)
        found = self._of_words(spaced[numbering.end() :] if numbering else spaced, ranks)
        if found is None and len(bare) >= _LEAST_GLUED and bare.isupper() and bare.isalpha():
            key = self._spaceless.get(fold(bare))  # set so tight that no gap is seen: "PROFESSIONALAFFILIATIONS"
            found = self._lookup(key, ranks) if key else None
        if found is None and spaced != bare:
            key = self._spaceless.get("".join(tokens(bare)))
            found = self._lookup(key, ranks) if key else None
        if found is None and spaced.endswith((")", "]")) and (shorter := _TAIL.sub("", spaced)) != spaced:
            found = self._of_words(shorter, ranks) or self._bilingual_brackets(spaced, ranks)
        if found is None and (shorter := _without_amount(spaced)) != spaced:
            found = self._lookup(_key(shorter), ranks)
        return found

    def part(self, text: str, ranks: Mapping[str, int]) -> SectionKind | None:
        """The kind that the first or the last words announce: "Education and Teacher Training", "Bar experience"."""
        found_tokens = tokens(text)
        if len(found_tokens) < 2 or self._words.isdisjoint((found_tokens[0], found_tokens[-1])):
            return None
        words = _joined(found_tokens).split()
        if not 2 <= len(words) <= _MAX_PART_WORDS:
            return None
        for size in range(min(len(words) - 1, _MAX_SURE_WORDS), 0, -1):
            for piece in (words[:size], words[-size:]):
                if size == 1 and len(piece[0]) < _MIN_PART_LETTERS:
                    continue
                found = self._lookup(" ".join(piece), ranks)
                if found is not None and found[1] == _EXACT and found[0] in _TOLD_BY_A_PART:
                    return found[0]
        return None

    def _of_words(self, text: str, ranks: Mapping[str, int]) -> tuple[SectionKind, float] | None:
        words = tokens(text)
        if not self._words.issuperset(words):
            return None
        key = _joined(words)
        return (
            self._lookup(key, ranks)
            or self._combined(text, key, ranks)
            or self._two_scripts(text, ranks)
            or self._without_modifiers(key, ranks)
        )

    def _lookup(self, key: str, ranks: Mapping[str, int]) -> tuple[SectionKind, float] | None:
        by_code = self._kinds.get(key)
        if by_code is None:
            return None
        best = min(by_code, key=lambda code: ranks.get(code, 2))
        if len(by_code) > 1:  # of languages equally near, the one that the document is likelier in
            best = next((code for code, rank in ranks.items() if code in by_code and rank == ranks.get(best)), best)
        if ranks.get(best, 2) < 2:
            return by_code[best], _EXACT
        kinds = list(by_code.values())
        kind = max(set(kinds), key=lambda each: (kinds.count(each), each.value))
        agreement = kinds.count(kind) / len(kinds)
        return kind, _FAR_PACK * (1.0 if agreement == 1 else 0.8)

    def _combined(self, text: str, key: str, ranks: Mapping[str, int]) -> tuple[SectionKind, float] | None:
        """ "Skills & Languages", "Skills and Languages", "Ausbildung / Education": all parts are headings."""
        parts = [part for part in _JOINT.split(text) if part.strip()]
        if len(parts) < 2:
            parts = _split_at(key.split(), self._conjunctions)
        if not 2 <= len(parts) <= 4:
            return None
        found = [self._part(_key(part), ranks) for part in parts]
        known = [each for each in found if each is not None]
        if len(known) < len(found):
            return None
        return known[0][0], _COMBINED * min(score for _, score in known)

    def _part(self, key: str, ranks: Mapping[str, int]) -> tuple[SectionKind, float] | None:
        first, _, others = key.partition(" ")
        if others and first in self._conjunctions:
            key = others
        return self._lookup(key, ranks) or self._without_modifiers(key, ranks)

    def _two_scripts(self, text: str, ranks: Mapping[str, int]) -> tuple[SectionKind, float] | None:
        """A heading and its translation side by side, in a spaceless script and in letters."""
        if text.isascii() or not SPACELESS_CHARACTER.search(text):
            return None
        letters = re.sub(SPACELESS_CHARACTER.pattern, " ", text)
        signs = "".join(SPACELESS_CHARACTER.findall(text))
        if not letters.strip():
            return None
        first, second = self._lookup(_key(signs), ranks), self._lookup(_key(letters), ranks)
        if first and second:
            return first[0], _COMBINED
        return None

    def _bilingual_brackets(self, text: str, ranks: Mapping[str, int]) -> tuple[SectionKind, float] | None:
        """A translation in brackets; "Intern, Acme Ltd (internship)" is none, and needs the look of a heading."""
        inside = _ONE_BRACKET.fullmatch(text)
        found = self._lookup(_key(inside.group(1)), ranks) if inside and "," not in text else None
        return (found[0], found[1] * _IN_BRACKETS) if found else None

    def _without_modifiers(self, key: str, ranks: Mapping[str, int]) -> tuple[SectionKind, float] | None:
        words = key.split()
        kept = [word for word in words if word not in self._modifiers]
        if not kept or len(kept) == len(words):
            return None
        found = self._lookup(" ".join(kept), ranks)
        return (found[0], found[1] * _MODIFIED) if found else None


def _key(text: str) -> str:
    """Words in one spelling, apart by one blank; characters of spaceless scripts are not parted."""
    return _joined(tokens(text))


def _joined(words: Iterable[str]) -> str:
    key = " ".join(words)
    if not key.isascii() and SPACELESS_CHARACTER.search(key):
        key = re.sub(f"(?<={SPACELESS_CHARACTER.pattern}) (?={SPACELESS_CHARACTER.pattern})", "", key)
    return key


def _split_at(words: list[str], separators: set[str]) -> list[str]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word in separators:
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]
