"""Periods out of single dates: joined by a dash or by words, open ended, or alone."""

import re
from functools import lru_cache

from parsing.engine.languages.dates.reading import FIRST_YEAR, LAST_YEAR, normalise, pieces
from parsing.engine.languages.dates.single import Single, singles
from parsing.engine.languages.folding import TOKEN, fold
from parsing.engine.languages.index import Category, fold_set
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.languages.loader import shared_words
from parsing.engine.languages.matches import Match
from parsing.engine.model import DateSpan, PartialDate
from parsing.engine.model.value import value

_CACHE_SIZE = 8192

# How sure a form is; a reader of fields compares them and asks for more than .4 before it trusts a year in prose.
_RANGE_OF_MONTHS, _RANGE_OF_YEARS, _OPEN_END = 0.97, 0.9, 0.97
_MONTH, _SEASON, _YEAR, _WEAK = 0.88, 0.8, 0.5, 0.35
_SINCE, _UNTIL, _IN_PROSE = 0.88, 0.7, 0.45

_DASHES = re.compile(r"\.?[\s)\]]*(?:[-/>|\u2013]|--|->)?[\s(\[]*")
_NEAR = 80  # characters around a date: more than any telephone number or amount has
_PURE_DASH = re.compile(r"\s*(?:-{1,2}|->|\.\.\.?)\s*")
_OPEN_DASH = re.compile(r"\s?-{1,2}(?:\s?(?:\u2026|\.{2,3}))?(?=\s{2,}|\s*$|\s*[)\]|;,])")
_LISTED = re.compile(r"\s?[,&]\s?")
_HANGING_DASH = re.compile(r"-(?=\s[^\W\d_])")  # "2/2017- Shift Manager"
_MUST_HAVE = re.compile(r"\d\d|\d\s?[./-]\s?\d|\u5143|\d\s?[\u5e74\ub144]")  # or the sign of a year behind a digit
_FIGURE = re.compile(r"[\d\u5143]")  # a digit, or the sign of the first year of an era
_WORDS_OF_DATES = (
    Category.MONTH,
    Category.SEASON,
    Category.QUARTER,
    Category.PRESENT,
    Category.SINCE,
    Category.SINCE_AFTER,
    Category.UNTIL,
    Category.HEDGE,
)
_DIGIT_RUN_BEFORE = re.compile(r"[\d\s()+./-]*$")
_DIGIT_RUN_AFTER = re.compile(r"[\d\s()./-]*")
_REMARK_BEHIND = re.compile(r"\s\(\d{1,4}[\s-]?[^\W\d_]")
_BEHIND_BRACKET = re.compile(
    r"(?<=\()\d{1,4}\)\s+(?:(?:19|20)\d\d\s-\s(?:19|20)\d\d|(?:19|20)\d\d\.\d\d\s?-\s?(?:19|20)\d\d\.\d\d)(?![\d./-])"
)
_CLOSED_ALONE = re.compile(r"\)[^\d]*")
_APOSTROPHES = ("'", "\u2019")
_ELIDED = re.compile(r"(?<![^\W\d_])[^\W\d_]['\u2019]$")  # a small word without its vowel, before a month
_SMALL_WORD_BEFORE = re.compile(r"(?<![^\W\d_])[a-z]{3,}\s$")  # "listed since 1987"
_CASE_ENDING = re.compile(r"(?:'[^\W\d_]{1,4})?\s?")  # "2019'dan beri"
_MAX_FOREIGN_DIGITS = 2  # more digits beside a date make it part of a telephone or account number
_MAX_YEARS = 60  # nobody held a job longer


@value(frozen=True, slots=True)
class SpanMatch:
    """A period or a single date in a text. A single date has only a start; "until 2019" has only an end."""

    start: int
    end: int
    span: DateSpan
    confidence: float


def find_spans(text: str, lexicon: Lexicon) -> tuple[SpanMatch, ...]:
    """The dates of a text, in order: `find_spans("Mar 2019 - Present", ...)` gives one, current, from 2019-03."""
    return _find_spans(text, lexicon)


def may_date(text: str, lexicon: Lexicon) -> bool:
    """Whether a text may be (part of) a date, or make a period of one beside it: "since", "- present"."""
    plain = normalise(text)
    if _FIGURE.search(plain) or "-" in (plain.lstrip()[:1], plain.rstrip()[-1:]):
        return True
    return bool(lexicon.scan(plain).of(*_WORDS_OF_DATES))


@lru_cache(maxsize=_CACHE_SIZE)
def _find_spans(text: str, lexicon: Lexicon) -> tuple[SpanMatch, ...]:
    plain = normalise(text)
    if not _MUST_HAVE.search(plain):
        return ()
    found = _plausible(singles(pieces(plain, lexicon)), plain)
    return tuple(_Joiner(text, plain, found, lexicon).spans()) if found else ()


def _plausible(found: list[Single], plain: str) -> list[Single]:
    """Without the years that are amounts, versions, or groups of a telephone number."""
    dated = {place for single in found for place in range(single.start, single.end)}
    return [single for single in found if single.worded or not _is_number(single, plain, dated)]


def _is_number(single: Single, plain: str, dated: set[int]) -> bool:
    # Only what stands near: a line may hold a thousand dates.
    before = _DIGIT_RUN_BEFORE.search(plain, max(0, single.start - _NEAR), single.start)
    after = _DIGIT_RUN_AFTER.match(plain, single.end, single.end + _NEAR)
    left = before.start() if before else single.start
    right = after.end() if after else single.end
    if plain[single.start - 1 : single.start] == "(" and after and _CLOSED_ALONE.fullmatch(after.group()):
        return False  # "ISO 17025 (2020)"
    if not plain[left : single.start].strip() and _REMARK_BEHIND.match(plain, single.end):
        return False  # "Leaving Certificate 2019 (490 points)"
    opened = plain.find("(", left, single.start) + 1
    if opened and _BEHIND_BRACKET.match(plain, opened):
        return False  # "Acme College (985) 2014 - 2018"
    foreign = sum(plain[place].isdigit() and place not in dated for place in range(left, right))
    if foreign > _MAX_FOREIGN_DIGITS:
        return True
    return single.date.month is None and _beside_amount(single, plain)


def _beside_amount(single: Single, plain: str) -> bool:
    amounts = _amount_words()
    words_before = plain[max(0, single.start - _NEAR) : single.start].split()
    after = plain[single.end : single.end + _NEAR].split()
    previous = words_before[-1] if words_before else ""
    following = after[0] if after else ""
    if previous[-1:] in amounts or following[:1] in amounts:
        return True
    if len(previous) <= 3 and previous.islower():
        previous = ""  # "en 2019" is French, "EN 2019" a standard
    return any(fold(word.strip(".,;:()")) in amounts for word in (previous, following))


@lru_cache(maxsize=1)
def _amount_words() -> frozenset[str]:
    return fold_set(shared_words().not_a_year)


@lru_cache(maxsize=1)
def _year_suffix() -> re.Pattern[str]:
    """The word for "year" that Slavic and other languages put after it: "2019 г."."""
    signs = sorted((sign for sign in shared_words().date_order["year"] if ord(sign[0]) < 0x2E7F), key=len, reverse=True)
    return re.compile(r"\s?(?:" + "|".join(map(re.escape, signs)) + r")(?![^\W\d_])\.?", re.IGNORECASE)


class _Joiner:
    """Walks over the single dates and joins them by what stands between."""

    def __init__(self, text: str, plain: str, found: list[Single], lexicon: Lexicon) -> None:
        self.text, self.plain = text, plain
        self.found = found
        self.is_conjunction = lexicon.is_conjunction
        scan = lexicon.scan(plain)
        self.present = scan.of(Category.PRESENT)
        self.seasons = scan.of(Category.SEASON)
        self.since = scan.of(Category.SINCE)
        self.since_after = scan.of(Category.SINCE_AFTER)
        self.until = scan.of(Category.UNTIL)
        self.hedges = scan.of(Category.HEDGE)

    def spans(self) -> list[SpanMatch]:
        result: list[SpanMatch] = []
        at = 0
        while at < len(self.found):
            single = self.found[at]
            following = self.found[at + 1] if at + 1 < len(self.found) else None
            joined = self._range(single, following) if following else None
            if joined is not None:
                result.append(joined)
                at += 2
                continue
            alone = self._open_end(single) or self._alone(single)
            if alone is not None:
                result.append(alone)
            at += 1
        return result

    def _range(self, first: Single, second: Single) -> SpanMatch | None:
        if first.until or not (
            self._joins(self._end_of(first), second.start)
            or self._are_stacked(first, second)
            or self._are_seasons(first, second)
            or self._are_months_apart(first, second)
        ):
            return None
        start, end = first.date, second.date
        if first.year_open and not second.year_open:
            start = PartialDate(end.year, start.month, start.day)
        elif second.year_open and not first.year_open:
            end = PartialDate(start.year, end.month, end.day)
        if not (_in_reach(start) and _in_reach(end)) or _is_after(start, end) or end.year - start.year > _MAX_YEARS:
            return None
        confidence = _RANGE_OF_MONTHS if start.month or end.month else _RANGE_OF_YEARS
        if first.weak and second.weak and not (first.worded and second.worded):
            confidence = _SEASON
        begin = self._with_prefix(first.start)
        return self._match(begin, self._with_suffix(self._end_of(second)), DateSpan(start, end), confidence)

    def _open_end(self, single: Single) -> SpanMatch | None:
        """ "2019 - present", "2019 to date", "2019 -" with nothing after it."""
        if single.year_open or not _in_reach(single.date):
            return None
        after = self._end_of(single)
        span = DateSpan(single.date, None, is_current=True)
        for word in self.present:
            if word.start >= after and (
                self._joins(after, word.start) or self.plain[after : word.start].strip() in ("", ",")
            ):
                return self._match(self._with_prefix(single.start), self._with_suffix(word.end), span, _OPEN_END)
        trailing = _OPEN_DASH.match(self.plain, after)
        if trailing is None and not self.plain[: single.start].strip():
            trailing = _HANGING_DASH.match(self.plain, after)
        if trailing is not None and not single.weak:
            return self._match(self._with_prefix(single.start), trailing.end(), span, _SINCE)
        for word in self.present:  # "present - 2019", latest first
            if word.end <= single.start and _PURE_DASH.fullmatch(self.plain, word.end, single.start):
                return self._match(word.start, after, span, _SINCE)
        return None

    def _alone(self, single: Single) -> SpanMatch | None:
        if single.year_open or not _in_reach(single.date):
            return None
        end = self._end_of(single)
        if single.until:
            begin = self._with_prefix(single.start)
            return self._match(begin, end, DateSpan(single.date, single.until), _RANGE_OF_YEARS)
        half_open = self._half_open(single, end)
        if half_open is not None:
            return half_open
        confidence = _WEAK if single.weak else _YEAR if single.date.month is None else _MONTH
        if single.weak and not self._looks_like_month(single):
            return None
        return self._match(self._before_hedge(single.start), end, DateSpan(single.date, None), confidence)

    def _half_open(self, single: Single, end: int) -> SpanMatch | None:
        """ "since 2019", "until 2019", and languages that put the word behind the date."""
        since = self._before(self.since, single.start, min_letters=2)
        until = self._before(self.until, single.start, min_letters=3)
        postposed = next(
            (word for word in self.since_after if _CASE_ENDING.fullmatch(self.plain, end, word.start)), None
        )
        if postposed is not None:
            return self._match(single.start, postposed.end, DateSpan(single.date, None, is_current=True), _SINCE)
        dangling = any(
            not self.plain[end : word.start].strip() and not self.plain[word.end :].strip() for word in self.until
        )
        if since is not None and dangling:
            return self._match(since.start, end, DateSpan(single.date, None), _MONTH if single.date.month else _YEAR)
        if since is not None and (until is None or since.end - since.start >= until.end - until.start):
            sure = _IN_PROSE if _SMALL_WORD_BEFORE.search(self.plain, 0, since.start) else _SINCE
            return self._match(since.start, end, DateSpan(single.date, None, is_current=True), sure)
        if until is not None:
            return self._match(until.start, end, DateSpan(None, single.date), _UNTIL)
        return None

    def _looks_like_month(self, single: Single) -> bool:
        """ "06/21" may be a month by itself; "6/21", "3.10" and "'19" are not."""
        written = self.plain[single.start : single.end]
        return single.worded or (len(written) == 5 and written[2] == "/")

    def _joins(self, start: int, end: int) -> bool:
        """True when what stands between two dates makes them a period."""
        end = self._before_hedge(end)
        between = self.plain[start:end]
        if not between.strip():
            return False
        if _DASHES.fullmatch(between):
            return True
        bare = [(word.start, word.end) for word in self.until]
        inner_start = start + len(between) - len(between.lstrip(" -()."))
        inner_end = end - (len(between) - len(between.rstrip(" -().")))
        return (inner_start, inner_end) in bare

    def _are_stacked(self, first: Single, second: Single) -> bool:
        """True for two months that begin a line with nothing between them: start and end below each other."""
        if self.plain[: first.start].strip() or self.plain[self._end_of(first) : second.start] != " ":
            return False
        if not (first.date.month and second.date.month) or first.year_open or second.year_open:
            return False
        ended = self.plain[second.end : second.end + 2]
        return (not ended or ended == "  ") and not _is_after(first.date, second.date)

    def _are_seasons(self, first: Single, second: Single) -> bool:
        """True for seasons of several years that end or begin a line: "Summers 2020, 2021"."""
        between = self.plain[first.end : second.start]
        if not (_LISTED.fullmatch(between) or self.is_conjunction(between.strip())):
            return False
        if self.plain[second.end :].strip(" )") and self.plain[: first.start].strip():
            return False
        starts = {word.start for word in self.seasons}
        return first.start in starts and (second.date.month is None or second.start in starts)

    def _are_months_apart(self, first: Single, second: Single) -> bool:
        """True for two months with a comma between them and nothing else near them: "August 2023, August 2024"."""
        if self.plain[self._end_of(first) : second.start] != ", " or not (first.worded and second.worded):
            return False
        if not (first.date.month and second.date.month) or first.year_open or second.year_open:
            return False
        before, behind = self.plain[: first.start], self.plain[second.end :].strip(" )")
        return not behind and (not before.strip(" (") or before.endswith(("  ", "\t")))

    def _with_prefix(self, start: int) -> int:
        """Takes in "from" before a period."""
        start = self._before_hedge(start)
        since = self._before(self.since, start, min_letters=1)
        if (
            since is None
            and self.plain[max(start - 1, 0) : start] in _APOSTROPHES
            and _ELIDED.search(self.plain, 0, start)
        ):
            return start - 2  # "d'octobre 2014 à juin 2016"
        return since.start if since else start

    def _before_hedge(self, start: int) -> int:
        """Where a date begins together with a word that only weakens it: "expected May 2026", "mid-2019"."""
        for word in self.hedges:
            if word.end <= start and not self.plain[word.end : start].strip(" .-("):
                return word.start
        return start

    def _with_suffix(self, end: int) -> int:
        """Takes in the "until" that some languages put behind a period, or tie to it: "2006-2010-ig"."""
        after = (
            word
            for word in self.until
            if word.start >= end and (self.plain[end : word.start] == "-" or not self.plain[end : word.start].strip())
        )
        word = next(after, None)
        if word is None or any(single.start >= word.end and self._touches(word, single) for single in self.found):
            return end
        return word.end

    def _touches(self, word: Match, single: Single) -> bool:
        return not self.plain[word.end : single.start].strip()

    def _before(self, words: list[Match], start: int, *, min_letters: int) -> Match | None:
        for word in words:
            if word.end <= start and not self.plain[word.end : start].strip(" :."):
                spaceless = not TOKEN.fullmatch(self.plain, word.start, word.end)
                if word.start == 0 or word.end - word.start >= min_letters or spaceless:
                    return word
        return None

    def _end_of(self, single: Single) -> int:
        suffix = _year_suffix().match(self.plain, single.end)
        return suffix.end() if suffix else single.end

    def _match(self, start: int, end: int, span: DateSpan, confidence: float) -> SpanMatch:
        raw = self.text[start:end]
        return SpanMatch(start, end, DateSpan(span.start, span.end, span.is_current, raw), confidence)


def _in_reach(date: PartialDate) -> bool:
    return FIRST_YEAR <= date.year <= LAST_YEAR


def _is_after(first: PartialDate, second: PartialDate) -> bool:
    if first.year != second.year or first.month is None or second.month is None:
        return first.year > second.year
    return first.month > second.month
