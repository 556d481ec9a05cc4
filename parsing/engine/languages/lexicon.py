"""The words of all packs as one dictionary that prefers the languages of the document at hand."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from parsing.engine.languages import evidence
from parsing.engine.languages.folding import ASCII_TOKEN, TOKEN, fold
from parsing.engine.languages.headings import HeadingBook
from parsing.engine.languages.index import BITS, SHARED, Category, Payload, PhraseIndex, fold_set
from parsing.engine.languages.matches import ENGLISH, OTHER, OWN
from parsing.engine.languages.pack import LanguagePack, SharedWords
from parsing.engine.languages.scan import Scan
from parsing.engine.model import Employment, SectionKind

_CACHE_SIZE = 4096
_SCANS_REMEMBERED = 1024  # lines and parts of lines: no resume has more
_FOOTER_CHARACTERS = 60
# "A2" and the like in the letters of a Cyrillic or Greek keyboard.
_LEVEL_ELSEWHERE = re.compile("(?<!\\w)[\u0410\u0412\u0421\u0391\u0392\u0393](?=[12](?!\\w))")
_LATIN_LETTERS = str.maketrans("\u0410\u0412\u0421\u0391\u0392\u0393", "ABCABC")
_CEFR = re.compile(r"(?<![A-Za-z0-9])([ABC][12])(?:\.[12]|\+)?(?![A-Za-z0-9])", re.IGNORECASE)

_LONGEST_LABEL = 40  # characters of one made of several words


class Lexicon:
    """What words mean. Comparing ignores case, accents and widths; answers are remembered."""

    def __init__(
        self,
        packs: Sequence[LanguagePack],
        own_codes: Sequence[str],
        index: PhraseIndex,
        headings: HeadingBook,
        shared: SharedWords,
    ) -> None:
        ranks = {pack.code: OTHER for pack in packs} | {"en": ENGLISH} | dict.fromkeys(own_codes, OWN)
        self.ranks: Mapping[str, int] = dict.fromkeys(own_codes, OWN) | ranks | {SHARED: OWN}  # the likeliest first
        by_rank = sorted(packs, key=lambda pack: (ranks[pack.code], _place(own_codes, pack.code)))
        self.packs: tuple[LanguagePack, ...] = tuple(by_rank)
        self.primary: LanguagePack = self.packs[0]
        self.near_packs: tuple[LanguagePack, ...] = tuple(p for p in by_rank if ranks[p.code] < OTHER)
        self.shared = shared
        self._index = index
        self._headings = headings
        self._known_meanings: dict[int, tuple[tuple[Category, int, str], ...]] = {}
        self.scan = lru_cache(maxsize=_SCANS_REMEMBERED)(self._scan)
        self.heading = lru_cache(maxsize=_CACHE_SIZE)(self._heading)
        self.label = lru_cache(maxsize=_CACHE_SIZE)(self._label)
        self.month = lru_cache(maxsize=_CACHE_SIZE)(self._month)
        # The rules ask the same of a line again and again: for each part it may play.
        self.degree = lru_cache(maxsize=_SCANS_REMEMBERED)(self._degree)
        self.school = lru_cache(maxsize=_SCANS_REMEMBERED)(self._school)
        self.title = lru_cache(maxsize=_SCANS_REMEMBERED)(self._title)
        self.company = lru_cache(maxsize=_SCANS_REMEMBERED)(self._company)

    # ------------------------------------------------------------------ phrases in a text

    def _scan(self, text: str) -> Scan:
        return Scan(text, self._index, self._meanings)

    def _meanings(self, payload: Payload) -> tuple[tuple[Category, int, str], ...]:
        """(category, rank, value) of what a phrase says in the languages of this document."""
        key = id(payload)  # payloads belong to the index and live as long as it
        meanings = self._known_meanings.get(key)
        if meanings is None:
            picked = ((category, self.pick(by_code)) for category, by_code in payload.items())
            meanings = tuple((category, *best) for category, best in picked if best is not None)
            self._known_meanings[key] = meanings
        return meanings

    def pick(self, by_code: Mapping[str, str]) -> tuple[int, str] | None:
        """(rank, value) by the nearest pack; None where only far packs know the word and disagree."""
        best = min(by_code, key=lambda code: self.ranks.get(code, OTHER))
        rank = self.ranks.get(best, OTHER)
        if rank == OTHER and len(set(by_code.values())) > 1:
            return None
        return rank, by_code[best]

    def _may_begin(self, text: str, category: Category) -> bool:
        """Whether the first word of a text begins any phrase of a category: most texts need no further look then."""
        first = ASCII_TOKEN.search(text) if text.isascii() else TOKEN.search(text)
        if first is None:
            return False
        token = first[0]
        opening = self._index.openings(token.lower() if token.isascii() else fold(token))
        return opening is not None and opening[2] & BITS[category] != 0

    def _whole(self, text: str, category: Category) -> str | None:
        if not self._may_begin(text, category):
            return None
        scan = self.scan(text.strip())
        match = scan.at_start(category)
        return match.value if match is not None and match.last == len(scan.folded) else None

    # ------------------------------------------------------------------ questions of the other stages

    def _heading(self, text: str) -> tuple[SectionKind, float] | None:
        """The kind of section this wording announces and how surely, or None. `heading("2. Berufserfahrung:")`."""
        found = self._headings.find(text, self.ranks)
        if found is not None and found[0] is SectionKind.LANGUAGES and text.rstrip().endswith(")"):
            return found if not self.languages_in(text) else None  # "Portuguese (mother tongue)" is an entry
        return found

    def heading_part(self, text: str) -> SectionKind | None:
        """The kind that only some words of a text announce. `heading_part("Education and Teacher Training")`."""
        return self._headings.part(text, self.ranks)

    def _label(self, text: str) -> tuple[str, str] | None:
        """(field, rest) of "Phone: 0123", "Tel. 0123" or a label alone; None for other text."""
        if not self._may_begin(text, Category.LABEL):
            return None
        found = evidence.read_label(self.scan(text), text)
        if found is not None or "," not in text:
            return found
        head, colon, rest = text.partition(":")  # "Surname, name, patronymic: ..."
        if not colon or "," not in head or len(head) > _LONGEST_LABEL:
            return None
        plain = head.replace(",", "") + colon
        found = evidence.read_label(self.scan(plain), plain)
        return (found[0], rest.strip()) if found is not None and not found[1] else None

    def labels_in(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """(start, end, field) of each label anywhere in the text."""
        found = self.scan(text).of(Category.LABEL)
        return tuple([(match.start, match.end, match.value) for match in found]) if found else ()

    def _month(self, token: str) -> int | None:
        """The number of the month a word names, full or abbreviated."""
        number = self._whole(token, Category.MONTH)
        return int(number) if number else None

    def is_present(self, text: str) -> bool:
        """True for "present", "heute", "по настоящее время": the whole text says that something goes on."""
        return text.strip() in self.shared.present or self._whole(text, Category.PRESENT) is not None

    def is_quarter(self, text: str) -> bool:
        """True for the letter or word that numbers quarters: "Q", "T", "trimestre"."""
        return self._whole(text, Category.QUARTER) is not None

    def is_since(self, text: str) -> bool:
        return self._whole(text, Category.SINCE) is not None

    def is_until(self, text: str) -> bool:
        return self._whole(text, Category.UNTIL) is not None

    def _degree(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where words of degrees stand."""
        return evidence.degree_spans(self.scan(text), self.stopwords)

    def _school(self, text: str) -> float:
        """0..1: how much the words look like the name of a school."""
        return evidence.school_score(self.scan(text))

    def _title(self, text: str) -> float:
        """0..1: how much the words look like a job title."""
        return evidence.title_score(self.scan(text), self.stopwords)

    def _company(self, text: str) -> float:
        """0..1: how much the words look like the name of an employer."""
        return evidence.company_score(self.scan(text))

    def employment(self, text: str) -> Employment | None:
        """The kind of work the words state, if any."""
        matches = self.scan(text).of(Category.EMPLOYMENT)
        return Employment(min(matches, key=lambda match: match.rank).value) if matches else None

    def proficiency(self, text: str) -> tuple[str, str | None, str] | None:
        """(value, CEFR level where stated, the words) of how well a language is spoken."""
        if not text.isascii():
            text = _LEVEL_ELSEWHERE.sub(lambda match: match[0].translate(_LATIN_LETTERS), text)
        matches = self.scan(text).of(Category.PROFICIENCY)
        if not matches:
            return None
        cefr = _CEFR.search(text)
        worded = [match for match in matches if not _CEFR.fullmatch(text[match.start : match.end])]
        best = min(worded or matches, key=lambda match: (match.rank, match.first - match.last))
        start, end = min(match.start for match in matches), max(match.end for match in matches)
        return best.value, cefr.group(1).upper() if cefr else None, text[start:end]

    def skill_level(self, text: str) -> str | None:
        """ "beginner" | "intermediate" | "advanced" | "expert" where the words state one."""
        matches = self.scan(text).of(Category.SKILL_LEVEL)
        return min(matches, key=lambda match: (match.rank, match.first - match.last)).value if matches else None

    def says_only_how_well(self, text: str) -> bool:
        """Whether a text is a level and nothing else: "Advanced", "very good", "B2 level"."""
        scan = self.scan(text)
        levels = scan.of(Category.SKILL_LEVEL, Category.PROFICIENCY)
        covered = {index for match in levels for index in range(match.first, match.last)}
        rest = (token for index, token in enumerate(scan.folded) if index not in covered)
        return bool(levels) and all(token in self.stopwords or self.label(token) is not None for token in rest)

    def language_name(self, text: str) -> str | None:
        """ISO 639 code when the whole text names a language."""
        return self._whole(text, Category.LANGUAGE)

    def languages_in(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """(start, end, code) of each language named anywhere in the text."""
        found = self.scan(text).of(Category.LANGUAGE)
        return tuple([(match.start, match.end, match.value) for match in found]) if found else ()

    def country(self, text: str) -> str | None:
        """ISO 3166 code when the whole text names a country."""
        return self._whole(text, Category.COUNTRY)

    def nationality(self, text: str) -> str | None:
        """ISO 3166 code when the whole text is an adjective of nationality or a country."""
        return self._whole(text, Category.NATIONALITY) or self._whole(text, Category.COUNTRY)

    def is_stopword(self, token: str) -> bool:
        return fold(token) in self.stopwords

    def is_conjunction(self, word: str) -> bool:
        """Whether a word is an "and" in a language of the document."""
        return word.casefold() in self._conjunctions

    @cached_property
    def _conjunctions(self) -> frozenset[str]:
        return frozenset(word for pack in self.near_packs for word in pack.conjunctions)

    def stopword_share(self, text: str) -> float:
        """Share of the words that are function words of the document's languages or English."""
        return evidence.stopword_share(self.scan(text), self.stopwords)

    # ------------------------------------------------------------------ sets of words

    @cached_property
    def stopwords(self) -> frozenset[str]:
        return fold_set(word for pack in self.near_packs for word in pack.stopwords)

    @cached_property
    def near_codes(self) -> tuple[str, ...]:
        """The languages of the document, ISO 639-1, likeliest first, English among them."""
        return tuple(pack.code for pack in self.near_packs)

    @cached_property
    def particles(self) -> frozenset[str]:
        return fold_set(word for pack in self.packs for word in pack.name_particles)

    @cached_property
    def honorifics(self) -> frozenset[str]:
        return fold_set(word for pack in self.packs for word in pack.honorifics)

    @cached_property
    def town_marks(self) -> frozenset[str]:
        return frozenset(mark for pack in self.near_packs for mark in pack.town_marks if " " not in mark)

    def is_footer(self, text: str) -> bool:
        """Whether a line says what belongs to no section: a consent, "References on request"."""
        return bool(self._footers) and text[:_FOOTER_CHARACTERS].casefold().startswith(self._footers)

    @cached_property
    def _footers(self) -> tuple[str, ...]:
        return tuple(words for pack in self.near_packs for words in pack.footers)

    @cached_property
    def glued(self) -> re.Pattern[str] | None:
        """An "and" of one letter that is written together with the next word, before a word in Latin letters."""
        letters = "".join(
            word for pack in self.near_packs if pack.prefixes for word in pack.conjunctions if len(word) == 1
        )
        return re.compile(rf"\s+[{letters}]\s?(?=[A-Za-z])") if letters else None

    @cached_property
    def town_phrases(self) -> tuple[str, ...]:
        """Of several words: "living in "."""
        return tuple(f"{mark} " for pack in self.near_packs for mark in pack.town_marks if " " in mark)

    @cached_property
    def areas(self) -> re.Pattern[str] | None:
        """What the surroundings of a town are called; the town is the one group that matched."""
        wordings = {wording for pack in self.near_packs for wording in pack.areas}
        patterns = [re.escape(wording).replace("\\~", "~").replace("~", "(.+?)") for wording in wordings]
        longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
        return re.compile("|".join(longest_first), re.IGNORECASE) if patterns else None

    @cached_property
    def names_eras_by_letter(self) -> bool:
        """Whether years may be counted from an era that one letter names."""
        return any(pack.script == "Jpan" for pack in self.near_packs)

    @cached_property
    def connectors(self) -> frozenset[str]:
        return fold_set(word for pack in self.near_packs for word in pack.connectors)


def _place(own_codes: Sequence[str], code: str) -> int:
    return own_codes.index(code) if code in own_codes else len(own_codes)
