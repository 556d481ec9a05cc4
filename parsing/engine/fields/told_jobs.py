"""Jobs told in sentences, one a sentence: "Worked as a clerk at Acme Ltd, Leeds from May 2015 to June 2019"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from parsing.engine.fields.addresses import read_location
from parsing.engine.fields.blocks import views
from parsing.engine.fields.descriptions import describe
from parsing.engine.fields.employer_phrases import told_words
from parsing.engine.fields.evidence import found
from parsing.engine.fields.locations import is_capitalised, place_score
from parsing.engine.fields.reading import Extents, Reading, extents_pt, wraps_from
from parsing.engine.fields.wording import EDGE, length_in_words
from parsing.engine.languages.dates import find_spans
from parsing.engine.languages.dates.spans import SpanMatch
from parsing.engine.model import Experience, Line

_DIGITS = "0123456789+"
_CONFIDENCE = 0.8
_MOST_LINES = 4  # of one sentence
_MOST_WORDS = 45
_MOST_TITLE_WORDS, _MOST_NAME_WORDS = 9, 10
_LIKELY_PLACE = 0.45
_WORKED, _AS, _BEING, _AT, _FROM, _DATES = "worked", "as", "being", "at", "from", "dates"
_NAMING = (_AS, _BEING)
_SAID = (_WORKED, _BEING, _FROM)
_LIKELY_TITLE = 0.3
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4})\.\s+(?=[^\W\d_])")
_EDGES = EDGE + ".()"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A small word of the sentence, or its dates, and how sure what follows is an employer (0 is surest)."""

    kind: str
    start: int
    end: int
    rank: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    """Where the parts of a job stand in the text of its lines, joined by spaces."""

    lines: tuple[Line, ...]
    title: tuple[int, int]
    company: tuple[int, int]
    place: tuple[int, int] | None
    dates: SpanMatch
    sure: bool  # a word of working says so


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The small words of the languages of a document."""

    marks: re.Pattern[str]
    meanings: dict[str, tuple[str, int]]
    articles: re.Pattern[str]
    before_towns: frozenset[str]

    def names(self, text: str) -> bool:
        """Whether a text has a word that a title follows."""
        return any(self.meanings[match.group().casefold()][0] in _NAMING for match in self.marks.finditer(text))

    def may_begin(self, text: str) -> bool:
        """Whether a line can be the first of a sentence: a word for working or a date comes first, or names a title."""
        begin = text.lstrip(_EDGES + _DIGITS)
        return len(begin) < len(text) or self.marks.match(begin) is not None or self.names(text)


def _before_towns(codes: Sequence[str]) -> Iterator[str]:
    for table in (told_words()[code] for code in codes):
        yield from table.get("towns", table["at"][-1:])


@lru_cache(maxsize=64)
def _grammar(codes: tuple[str, ...]) -> _Grammar:
    meanings: dict[str, tuple[str, int]] = {}
    articles: list[str] = []
    for table in (told_words()[code] for code in reversed(codes)):  # the words of the first language count most
        for kind in (_FROM, _WORKED, _AT, _BEING, _AS):
            meanings.update({word: (kind, rank) for rank, word in enumerate(table[kind])})
        articles += table["articles"]
    longest_first = sorted(meanings, key=len, reverse=True)
    marks = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?:(?<=')|(?!\w))", re.IGNORECASE)
    leading = re.compile(rf"(?:{'|'.join(map(re.escape, articles))})\s+", re.IGNORECASE)
    return _Grammar(marks, meanings, leading, frozenset(_before_towns(codes)))


def told_jobs(lines: Sequence[Line], reading: Reading, rule: str) -> list[Experience]:
    """The jobs of a section that tells each in a sentence; none where another period stands beside them."""
    codes = tuple(code for code in reading.lexicon.near_codes if code in told_words())
    told = _sentences(lines, reading, _grammar(codes)) if codes else []
    if not (any(each.sure for each in told) or len(told) > 1):
        return []
    starts = [lines.index(each.lines[0]) for each in told]
    ends = [*starts[1:], len(lines)]
    return [
        _experience(each, lines[start + len(each.lines) : end], reading, rule)
        for each, start, end in zip(told, starts, ends, strict=True)
    ]


def _sentences(lines: Sequence[Line], reading: Reading, grammar: _Grammar) -> list[_Told]:
    """The jobs told; none where something else comes first, or a period stands in another line."""
    extents = reading.extents_pt or extents_pt(lines)
    told: list[_Told] = []
    position = 0
    while position < len(lines):
        found_here = None
        for count in range(1, _MOST_LINES + 1 if grammar.may_begin(lines[position].text) else 1):
            chosen = tuple(lines[position : position + count])
            if len(chosen) < count or any(line.bullet for line in chosen[1:]):
                break
            found_here = _read(chosen, reading, grammar)
            following = lines[position + count] if position + count < len(lines) else None
            if found_here is not None and not _goes_on(found_here, following, extents):
                break
        if found_here is not None:
            told.append(found_here)
            position += len(found_here.lines)
        elif (position and not told) or any(_is_period(match) for match in reading.spans(lines[position])):
            return []
        else:
            position += 1
    return told


def _goes_on(told: _Told, following: Line | None, extents: Extents) -> bool:
    """Whether the last part is cut off by the end of its line."""
    text = _joined(told.lines)
    at_end = max(told.title[1], told.company[1]) >= len(text.rstrip())
    return at_end and following is not None and wraps_from(told.lines[-1], following, extents)


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _is_period(match: SpanMatch) -> bool:
    return match.span.start is not None and (match.span.end is not None or match.span.is_current)


def _read(lines: tuple[Line, ...], reading: Reading, grammar: _Grammar) -> _Told | None:
    text = _joined(lines)
    if length_in_words(text) > _MOST_WORDS or not grammar.names(text):
        return None
    periods = [match for match in find_spans(text, reading.lexicon) if _is_period(match)]
    if len(periods) != 1:
        return None
    marks = _marks(text, periods[0], grammar)
    naming = min((mark for mark in marks if mark.kind in _NAMING), key=_by_kind, default=None)
    if naming is None:
        return None
    told = marks[0].kind not in {_AT, _AS} and not text[: marks[0].start].strip(_EDGES + _DIGITS)
    employing = _employing(marks, naming)
    title = _clause(text, naming.end, [mark for mark in marks if mark.kind != _AT or mark is employing])
    title = _without_article(text, title, grammar)
    begin = 0
    if employing is not None:
        begin = employing.end
    elif told:
        named_after = (mark.end for mark in marks if mark.kind == _WORKED and text[mark.end :].lstrip()[:1].isupper())
        begin = next(named_after, len(text))
    towns = [mark for mark in marks if mark.kind != _AT or _leads_to_place(text, mark, marks, grammar, reading)]
    company = _without_article(text, _clause(text, begin, towns), grammar)
    company, place = _parted(text, company, towns, reading)
    named = text[slice(*company)]
    titled = naming.kind != _BEING or (employing and reading.lexicon.title(text[slice(*title)]) >= _LIKELY_TITLE)
    if not titled or not text[slice(*title)] or not named or not is_capitalised(named):
        return None  # "I was happy at Acme"
    if length_in_words(text[slice(*title)]) > _MOST_TITLE_WORDS or length_in_words(named) > _MOST_NAME_WORDS:
        return None
    sure = told and any(mark.kind in _SAID for mark in marks)  # "2009 - 2011  Teacher of German as a second language"
    return _Told(lines, title, company, place, periods[0], sure=sure)


def _by_kind(mark: _Mark) -> int:
    """An "as" says more surely than an "I was" that a title follows."""
    return _NAMING.index(mark.kind)


def _leads_to_place(text: str, mark: _Mark, marks: Sequence[_Mark], grammar: _Grammar, reading: Reading) -> bool:
    if text[mark.start : mark.end].casefold() not in grammar.before_towns:
        return False
    return place_score(text[slice(*_clause(text, mark.end, marks))], reading.lexicon) > _LIKELY_PLACE


def _marks(text: str, dates: SpanMatch, grammar: _Grammar) -> list[_Mark]:
    """The marks in their order; a word beside dates is one only there, another only in small letters."""
    result = [_Mark(_DATES, dates.start, dates.end)]
    for match in grammar.marks.finditer(text):
        kind, rank = grammar.meanings[match.group().casefold()]
        named = match.start() > 0 and match.group()[0].isupper() and match.group()[1:2].isalpha()  # no "I"
        if dates.start <= match.start() < dates.end or named:
            continue
        if kind != _FROM or (match.end() <= dates.start and not text[match.end() : dates.start].strip(_EDGES)):
            result.append(_Mark(kind, match.start(), match.end(), rank))
    return sorted(result, key=lambda mark: mark.start)


def _employing(marks: Sequence[_Mark], naming: _Mark) -> _Mark | None:
    """The mark before the employer: the surest of those that follow the title, else of those before it."""
    behind: list[_Mark] = []
    for mark in marks[marks.index(naming) + 1 :]:
        if mark.kind != _AT:
            break
        behind.append(mark)
    before = [mark for mark in marks if mark.kind == _AT and mark.start < naming.start]
    return min(
        behind or before or [mark for mark in marks if mark.kind == _AT], key=lambda mark: mark.rank, default=None
    )


def _clause(text: str, start: int, marks: Sequence[_Mark]) -> tuple[int, int]:
    """What stands from `start` to the next mark or the end of the sentence, without signs at its edges."""
    end = min([mark.start for mark in marks if mark.start >= start], default=len(text))
    stop = _SENTENCE_END.search(text, start, end)
    return _trimmed(text, start, stop.start() if stop else end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip(_EDGES))
    kept = inner.rstrip(EDGE + ".(" + (")" if "(" not in inner.strip(_EDGES) else ""))
    return start + left, max(start + left, start + len(kept))


def _without_article(text: str, bounds: tuple[int, int], grammar: _Grammar) -> tuple[int, int]:
    article = grammar.articles.match(text, *bounds)
    return (article.end(), bounds[1]) if article else bounds


def _parted(
    text: str, bounds: tuple[int, int], marks: Sequence[_Mark], reading: Reading
) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """The employer and the place behind its comma, or behind a small word: "Acme Ltd, Leeds", "Acme Ltd in Leeds"."""
    start, end = bounds
    comma = text.find(", ", start, end)
    while comma > 0:
        following = text[comma + 1 : end].split(None, 1)[:1]
        if following and following[0].islower() and reading.lexicon.is_stopword(following[0]):
            return (start, comma), None  # "Acme Ltd, where I kept the books"
        if place_score(text[comma + 1 : end].strip(), reading.lexicon) > _LIKELY_PLACE:
            return (start, comma), _trimmed(text, comma + 1, end)
        comma = text.find(", ", comma + 1, end)
    town = next((mark for mark in marks if mark.kind == _AT and end <= mark.start <= end + 2), None)
    return bounds, _clause(text, town.end, marks) if town else None


def _experience(told: _Told, body: Sequence[Line], reading: Reading, rule: str) -> Experience:
    reading.use(*told.lines)
    description, bullets = describe(views(body, reading), reading, f"{rule}.body")
    title, company, place = (_part(told, bounds) for bounds in (told.title, told.company, told.place))
    dates = _part(told, (told.dates.start, told.dates.end))
    if title is None or company is None or dates is None:
        raise AssertionError(told)  # each has bounds
    indices = [line.index for line in (*told.lines, *body)]
    return Experience(
        title=found(title[0], title[1], f"{rule}.title", _CONFIDENCE, *title[2]),
        company=found(company[0], company[1], f"{rule}.company", _CONFIDENCE, *company[2]),
        location=place
        and found(read_location(place[0], reading.lexicon), place[1], f"{rule}.place", _CONFIDENCE, *place[2]),
        dates=found(told.dates.span, dates[1], f"{rule}.dates", told.dates.confidence, *dates[2]),
        description=description,
        bullets=bullets,
        lines=(min(indices), max(indices)),
    )


def _part(told: _Told, bounds: tuple[int, int] | None) -> tuple[str, Line, tuple[int, int]] | None:
    """The text between bounds, the line it begins in, and its bounds there."""
    if bounds is None:
        return None
    offset = 0
    for line in told.lines:
        if bounds[0] < offset + len(line.text):
            break
        offset += len(line.text) + 1
    text = _joined(told.lines)[slice(*bounds)]
    return text, line, (bounds[0] - offset, min(bounds[1] - offset, len(line.text)))
