"""What the rules know of one document while they read it: its words, its dates, the lines already spoken for."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from parsing.engine.fields.locations import is_place_in_full
from parsing.engine.fields.wording import has_cjk, has_digits, has_letters, length_in_words, starts_lower, words_of
from parsing.engine.languages.dates import SpanMatch, find_durations, find_spans, may_date
from parsing.engine.languages.folding import fold
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.model import DateSpan, Line

PROSE_WORDS = 7  # shorter lines are names, titles, dates; longer ones are sentences when they hold function words
PROSE_STOPWORD_SHARE = 0.17  # "Led a team of six people": 2 of 6; "Faculty of Economics and Law": one column of names
MAX_SIGN = 2  # letters of a label such as "T:", "M."
MIN_SENTENCE_WORDS = 3  # before a full stop, none of them an abbreviation
VALUE = re.compile(r"[+(\d]|\S+@|https?:|www\.")
ADDRESS = re.compile(r"[\w-]+\.(?:[\w-]+\.)*[a-z]{2,}/|\S+@", re.IGNORECASE)  # "linkedin.com/in/" is no label
_NAMED = 0.5  # likeness of a first word to an employer or a school
MAX_NAMED_WORDS = 9  # of a line that may be a long name in spite of its small words
LONG_LINE_WORDS = 16  # no title, company or school is as long
ROOM_FACTOR = 1.0  # of the type: the blank before a word, and what justified lines vary by
_LONGEST_SHORT_FORM = 3  # letters of "Inc."
MIN_PARTED = 3  # pieces between dashes that are names of an entry; one dash may stand in a sentence
NOTE = "note"  # the label of what is told about a job and is no part of its header
MIN_NOTE_WORDS = 3  # of a label that needs no colon: "type of business or sector"
_COLONS = (":", "\uff1a")
_DASHES = ("-", "\u2013", "\u2014", "\uff0d")
_CLAUSES = re.compile(r"(?<=[\u3040-\u9fff]{5})[,\uff0c](?=[\u3040-\u9fff]{2})")  # a comma between clauses, not names
_SPACED = re.compile(r"\s{2,}|\s\|(?=\s)")
Extents = Mapping[tuple[int, int], tuple[float, float]]  # (page, region) -> left and right edge of its lines
_REMARK = re.compile(r"(?<=\w)\s+\([^()]*\)$")
_DASHED = re.compile(r"\s{2,}|\s[-|\u2013\u2014\u00b7](?=\s)")


@dataclass(slots=True)
class Reading:
    """One document in the making. Lines that gave a value are marked, the rest ends in `unassigned_text`."""

    lexicon: Lexicon
    today: date
    body_font_size_pt: float
    extents_pt: Extents = field(default_factory=dict)  # of the whole document
    used: set[int] = field(default_factory=set)
    _spans: dict[tuple[int, str], tuple[SpanMatch, ...]] = field(default_factory=dict)  # by index and text
    _prose: dict[tuple[int, str], bool] = field(default_factory=dict)

    def use(self, *lines: Line) -> None:
        self.used.update([line.index for line in lines])

    def spans(self, line: Line) -> tuple[SpanMatch, ...]:
        """The dates and periods in a line."""
        known = self._spans.get((line.index, line.text))
        if known is None:
            known = self._find_spans(line) if has_digits(line.text) else ()
            self._spans[line.index, line.text] = known
        return known

    def _find_spans(self, line: Line) -> tuple[SpanMatch, ...]:
        """Segment by segment, as a column of dates is read; across segments only where that gives a period."""
        if len(line.segments) < 2:
            return find_spans(line.text, self.lexicon)
        parts: list[SpanMatch] = []
        beside: list[str] = []
        dated: list[bool] = []  # whether a segment is one date and nothing else
        position = 0
        for segment in line.segments:
            start = line.text.find(segment.text, position)
            if start < 0:
                return find_spans(line.text, self.lexicon)
            position = start + len(segment.text)
            found: Sequence[SpanMatch] = find_spans(segment.text, self.lexicon) if has_digits(segment.text) else ()
            if len(found) == 2 and " ".join(segment.text[m.start : m.end] for m in found) == segment.text:
                found = _from_and_to(list(found), segment.text)  # set one above the other
            dated.append(len(found) == 1 and found[0].start == 0 and found[0].end == len(segment.text))
            if not has_digits(segment.text):
                beside.append(segment.text)
                continue
            parts += [
                SpanMatch(match.start + start, match.end + start, match.span, match.confidence) for match in found
            ]
        if len(line.segments) - len(beside) == 1 and not any(may_date(text, self.lexicon) for text in beside):
            return tuple(parts)
        if len(dated) > 2 and len(parts) == 2 and any(map(all, pairwise(dated))):
            parts = _from_and_to(parts, line.text)
        whole = find_spans(line.text, self.lexicon)
        better = _periods(whole) > _periods(parts) or _months(whole) > _months(parts)
        return whole if better else tuple(parts)

    def label(self, text: str) -> tuple[str, str] | None:
        """(field, rest) of a text that begins with a label; one letter is one only before a value: not "P.O. Box"."""
        found = self.lexicon.label(text)
        if found is None or not found[1]:
            return found if found is None or found[0] != NOTE or text.rstrip().endswith(_COLONS) else None
        sign = text[: len(text) - len(found[1])]
        if found[0] == NOTE and not _is_noted(sign):
            return None
        if found[0] == "company" and sign.rstrip().endswith(_DASHES) and is_place_in_full(found[1], self.lexicon):
            return None  # "Company Name - City, State", where a collection took the names out
        letters = sum(character.isalpha() for character in sign)
        if sign.isascii() and letters <= MAX_SIGN and not VALUE.match(found[1]):
            return None
        return None if ADDRESS.match(text) else found

    def durations(self, line: Line) -> tuple[tuple[int, int], ...]:
        """Where lengths of time stand in a line that is no sentence: "3 years 8 months" beside the dates of a job."""
        if line.bullet or not has_digits(line.text) or self.is_prose(line):
            return ()
        return tuple((match.start, match.end) for match in find_durations(line.text, self.lexicon))

    def is_prose(self, line: Line) -> bool:
        """Whether a line is (part of) a sentence rather than a name, a title or a list."""
        known = self._prose.get((line.index, line.text))
        if known is None:
            text = line.text
            for match in reversed(self.spans(line)):
                text = text[: match.start] + "  " + text[match.end :]
            gaps = _DASHED if self._tells_period(line) or _is_parted(line) else _SPACED
            longest = max(gaps.split(text), key=len)
            if longest.endswith(")") and not line.bullet:
                longest = _REMARK.sub("", longest)  # "Clerk (this is a post of the state)"
            if longest.endswith(".") and self._ends_with_period(line):
                longest = longest[:-1]  # "Clerk, Acme Ltd, Leeds. May 2019 - date"
            known = self._prose[line.index, line.text] = self.reads_as_prose(longest)
        return known

    def call_header(self, line: Line) -> None:
        """A line is known to name something, however many small words it has."""
        self._prose[line.index, line.text] = False

    def set_aside(self, line: Line, start: int, end: int) -> None:
        """A stretch of a line is told apart from it: what is left may be no sentence."""
        if len(line.segments) < 2:  # the numbers of a grade are none of a date
            blank = line.text[:start] + " " * (end - start) + line.text[end:]
            self._spans[line.index, line.text] = find_spans(blank, self.lexicon)
        if self.is_prose(line):
            text = line.text[:start] + "  " + line.text[end:]
            for match in reversed(self.spans(line)):
                if match.end <= start:
                    text = text[: match.start] + "  " + text[match.end :]
            self._prose[line.index, line.text] = self.reads_as_prose(max(_SPACED.split(text), key=len).rstrip(" ,;."))

    def _tells_period(self, line: Line) -> bool:
        """Whether a line is a period and what it was: "May 2019 to date - Acme, Vevey", "Acme - Clerk (2019-21)"."""
        spans = self.spans(line)
        if not spans or not _periods(spans):
            return False
        closed = not line.bullet and line.text[spans[-1].end :].strip() == ")"
        return spans[0].start == 0 or (closed and line.text[: spans[-1].start].rstrip().endswith("("))

    def _ends_with_period(self, line: Line) -> bool:
        spans = self.spans(line)
        return bool(spans) and bool(_periods(spans[-1:])) and not line.text[spans[-1].end :].strip(" .)")

    def reads_as_prose(self, text: str) -> bool:
        words = length_in_words(text)
        if words >= LONG_LINE_WORDS:
            return True
        sentence_end = text.rstrip()[-1:] in ".!?\u3002\u06d4\u0964" and not _ends_short_form(text)
        if words < PROSE_WORDS and text.rstrip()[-2:-1].isdigit():
            sentence_end = False  # the number of a house: "Main Street 99."
        if sentence_end and words >= MIN_SENTENCE_WORDS and self._ends_small(text):
            return not (self._names_something(text) or self.lexicon.degree(text))
        if words < PROSE_WORDS - 2:
            return False
        if has_cjk(text) and _CLAUSES.search(text):
            return not self._names_something(_CLAUSES.split(text, 1)[0])
        if self._is_title_case(text) or (words <= MAX_NAMED_WORDS and self._names_something(text)):
            return False
        share = self.lexicon.stopword_share(text)
        return (
            (words >= PROSE_WORDS and share >= PROSE_STOPWORD_SHARE)
            or (sentence_end and (share > 0 or words >= PROSE_WORDS))
            or (words >= PROSE_WORDS - 1 and share >= 1.75 * PROSE_STOPWORD_SHARE)
        )

    @staticmethod
    def _ends_small(text: str) -> bool:
        """Whether the full stop ends a sentence, however short: its last word is a small one, and no abbreviation."""
        last = text.rsplit(maxsplit=1)[-1].rstrip(".!?")
        return last.isalpha() and last.islower() and len(last) > MAX_SIGN

    def _names_something(self, text: str) -> bool:
        """Whether the words say employer, school or title: names are full of small words in Romance languages."""
        lexicon = self.lexicon
        before, comma, _ = text.partition(", ")
        if comma and before[:1].isupper() and lexicon.company(before) >= 0.9:
            return True  # a legal form ends the name, and its seat follows
        if lexicon.company(text) >= 0.9 or lexicon.school(text) >= 0.8 or lexicon.title(text) >= 0.65:
            return True
        first = text.partition(" ")[0]  # "Société d'aménagement des pays d'Auvergne"
        return max(lexicon.company(first), lexicon.school(first)) >= _NAMED and text[-1:] not in ".!?"

    def _is_title_case(self, text: str) -> bool:
        """Whether all words but function words begin with a capital, as in "Master of Science, University of Leeds"."""
        small = self.lexicon.stopwords
        words = [word for word in words_of(text) if word[0].isalpha() and fold(word) not in small]
        capitals = len([word for word in words if word[0].isupper()])
        return len(words) > 2 and capitals >= 0.85 * len(words)


def _is_parted(line: Line) -> bool:
    """Whether dashes part a line into several names: "Engineer - Stage de fin d'\u00e9tudes - Acme, Leeds"."""
    if line.bullet or " " not in line.text or line.text.rstrip().endswith("."):
        return False
    pieces = _DASHED.split(line.text)
    return len(pieces) >= MIN_PARTED and all(piece.lstrip()[:1].isupper() for piece in pieces)


def _ends_short_form(text: str) -> bool:
    """Whether the full stop is one of an abbreviation behind a name or a title: "Analyst Sr.", "Fabrikam Inc."."""
    last = text.rstrip(" .").rpartition(" ")[2]
    return text.rstrip()[-3:-2] in (" ", ".") or (last[:1].isupper() and len(last) <= _LONGEST_SHORT_FORM)


def _is_noted(sign: str) -> bool:
    """Whether the words before a value are a label and no title: "Supervisor: J. Archer", not "Supervisor - Acme"."""
    return any(colon in sign for colon in _COLONS) or len(sign.split()) >= MIN_NOTE_WORDS


def _from_and_to(dates: list[SpanMatch], text: str) -> list[SpanMatch]:
    """Two dates in cells side by side as the one period they are; as they stand where they cannot be one."""
    (first, last), (began, ended) = dates, (match.span.start for match in dates)
    if began is None or ended is None or any(match.span.end or match.span.is_current for match in dates):
        return dates
    if (began.year, began.month or 1) > (ended.year, ended.month or 12):
        return dates
    span = DateSpan(began, ended, False, text[first.start : last.end])
    return [SpanMatch(first.start, last.end, span, min(first.confidence, last.confidence))]


def _periods(matches: Sequence[SpanMatch]) -> int:
    return sum(1 for match in matches if match.span.start and (match.span.end or match.span.is_current))


def _months(matches: Sequence[SpanMatch]) -> int:
    """How many dates name their month: in forms year and month stand in cells of their own."""
    return sum(1 for match in matches for date in (match.span.start, match.span.end) if date and date.month)


def extents_pt(lines: Iterable[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """(page, region) -> where its outermost lines begin and end."""
    extents: dict[tuple[int, int], tuple[float, float]] = {}
    for line in lines:
        if line.box is not None:
            left_pt, right_pt = extents.get((line.page, line.region), (line.box.x0_pt, line.box.x1_pt))
            extents[line.page, line.region] = (min(left_pt, line.box.x0_pt), max(right_pt, line.box.x1_pt))
    return extents


def wraps_from(previous: Line, line: Line, extents: Extents) -> bool:
    """Whether `line` goes on with the sentence of the line before it.

    A small first letter says so; so does a line before that had no room for the next word, in the same type, without
    white space.
    """
    if line.bullet or line.region != previous.region or not has_letters(line.text):
        return False
    same_type = line.bold == previous.bold and abs(line.font_size_pt - previous.font_size_pt) < 0.6
    if not same_type or line.gap_before_pt > 0.9 * max(line.font_size_pt, 8.0):
        return False
    if starts_lower(line.text):
        return True
    if len(line.segments) > 1 or line.italic != previous.italic or length_in_words(previous.text) < PROSE_WORDS - 1:
        return False
    return _is_full(previous, line, extents)


def _is_full(previous: Line, line: Line, extents: Extents) -> bool:
    """Whether the first word of a line had no room in the line before."""
    extent = extents.get((previous.page, previous.region))
    if previous.box is None or line.box is None or extent is None:
        return False
    size_pt = max(line.font_size_pt, 8.0)
    first = line.text.split(maxsplit=1)[0]
    letters = 1 if has_cjk(first[0]) else len(first)
    word_pt = line.box.width_pt * letters / max(1, len(line.text))
    to_left = unicodedata.bidirectional(next(filter(str.isalpha, previous.text), "a")) in ("R", "AL")
    room_pt = previous.box.x0_pt - extent[0] if to_left else extent[1] - previous.box.x1_pt
    return room_pt < min(4.5 * size_pt, word_pt + ROOM_FACTOR * size_pt)
