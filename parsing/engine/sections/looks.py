"""Which looks are those of headings: shared by headings with known words, or by lines that part the text as they do."""

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from parsing.engine.languages import Lexicon
from parsing.engine.languages.dates import find_spans
from parsing.engine.model import Line, SectionKind
from parsing.engine.model.value import value
from parsing.engine.sections.look import LOOKS_SET_APART, Look, LookBook

_LABELLED = re.compile(r"[:\uff1a]\s*\S")  # a label with its value
_MIN_KINDS = 2  # so many known headings make their look the look of headings
_MIN_PRECISION = 0.5  # of the lines with that look, so many must be known headings
_MAX_WORDS, _MAX_CHARACTERS = 6, 45
_MIN_CHARACTERS, _MIN_BROAD_CHARACTERS, _FIRST_BROAD = 3, 2, "\u3040"  # a word of Han, Kana or Hangul may have two
_MAX_HEADINGS = 16
_HEAD_LINES = 4  # the title and the name may be set alike
_MIN_POINTS = 2.0  # of a look that few or no known words speak for
_MIN_POINTS_BESIDES_WEIGHT = 1.0  # where no known words speak for it: bold lines begin entries as well
_MIN_SHAPED = 0.8  # of the lines with that look, so many must read as headings do
_MAX_ADJACENT = 0.25  # of them, so many may stand right above another one
_ONE_PERIOD_EACH = 0.7  # lines with one period below each begin entries, not sections


@value(frozen=True, slots=True)
class Known:
    """A line with the words of a heading."""

    kind: SectionKind
    sure: bool
    points: float


def looks_of_headings(
    lines: Sequence[Line], known: Mapping[int, Known], book: LookBook, lexicon: Lexicon
) -> dict[Look, float]:
    """Looks of headings -> how much they stand out."""
    groups: dict[Look, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        if not line.bullet:
            groups[book.look(line)].append(position)
    looks = _by_words(groups, known)
    if not looks:
        likely = _likely(lines, groups, known, book, lexicon)
        looks = {} if likely is None else {likely[1]: likely[0]}
    return looks


def looks_in_columns(lines: Sequence[Line], known: Mapping[int, Known], book: LookBook) -> set[tuple[Look, int]]:
    """Looks, with the number of a region, that (nearly) only known headings have there.

    The headings of a narrow column are often set as the titles of the entries beside it are.
    """
    groups: dict[tuple[Look, int], list[int]] = defaultdict(list)
    for position in known:
        groups[(book.look(lines[position]), lines[position].region)] = []
    for position, line in enumerate(lines):
        positions = groups.get((book.look(line), line.region))
        if positions is not None:
            positions.append(position)
    shared: set[tuple[Look, int]] = set()
    for key, positions in groups.items():
        hits = [known[position] for position in positions if position in known and known[position].sure]
        points = max((hit.points for hit in hits), default=0.0)
        kinds = {hit.kind for hit in hits}
        if len(kinds) >= _MIN_KINDS and points >= LOOKS_SET_APART and len(hits) >= _MIN_SHAPED * len(positions):
            shared.add(key)
    return shared


def reads_as_heading(line: Line, lexicon: Lexicon) -> bool:
    """Whether the words may be those of a heading that no pack knows: few, and no title, employer, school or date."""
    text = line.text.strip()
    if line.bullet or not is_shaped_as_heading(line) or lexicon.degree(text):
        return False
    return lexicon.title(text) < 0.6 and lexicon.company(text) < 0.7 and lexicon.school(text) < 0.6


def is_shaped_as_heading(line: Line) -> bool:
    """Whether a line is as short and plain as a heading: no digits, no commas, no end of a sentence."""
    text = line.text.strip()
    least = _MIN_CHARACTERS if text.isascii() or text[0] < _FIRST_BROAD else _MIN_BROAD_CHARACTERS
    if not least <= len(text) <= _MAX_CHARACTERS or len(text.split()) > _MAX_WORDS:
        return False
    if len(line.segments) > 1 or "@" in text or "," in text or text.endswith((".", ";")):
        return False
    return not (any(map(str.isdigit, text)) or _LABELLED.search(text))


def _by_words(groups: Mapping[Look, Sequence[int]], known: Mapping[int, Known]) -> dict[Look, float]:
    """Looks that several known headings share."""
    looks: dict[Look, float] = {}
    for look, positions in groups.items():
        hits = [known[position] for position in positions if position in known and known[position].sure]
        points = max((hit.points for hit in hits), default=0.0)
        kinds = {hit.kind for hit in hits}
        if len(kinds) >= _MIN_KINDS and points >= LOOKS_SET_APART and len(hits) >= _MIN_PRECISION * len(positions):
            looks[look] = points
    return looks


def _likely(
    lines: Sequence[Line],
    groups: Mapping[Look, Sequence[int]],
    known: Mapping[int, Known],
    book: LookBook,
    lexicon: Lexicon,
) -> tuple[float, Look] | None:
    """(points, look) of the lines that stand out most and part the text as headings do."""
    best: tuple[int, float, int, Look] | None = None
    for look, positions in groups.items():
        if not _MIN_KINDS <= len(positions) <= _MAX_HEADINGS:
            continue
        hits = len({known[position].kind for position in positions if position in known and known[position].sure})
        points = statistics.median(book.points(lines[position]) for position in positions)
        beside = points - book.weight_and_gap(lines[positions[0]])
        if points < _MIN_POINTS or (not hits and (beside < _MIN_POINTS_BESIDES_WEIGHT or positions[-1] < _HEAD_LINES)):
            continue
        rank = (hits, points, -len(positions))
        if (best is None or rank > best[:3]) and _parts_the_text(lines, positions, known, lexicon):
            best = (*rank, look)
    return (best[1], best[3]) if best is not None else None


def _parts_the_text(
    lines: Sequence[Line], positions: Sequence[int], known: Mapping[int, Known], lexicon: Lexicon
) -> bool:
    shaped = sum(position in known or reads_as_heading(lines[position], lexicon) for position in positions)
    adjacent = sum(second == first + 1 for first, second in pairwise(positions))
    if shaped < _MIN_SHAPED * len(positions) or adjacent > _MAX_ADJACENT * len(positions):
        return False
    ends = [*positions[1:], len(lines)]
    periods = Counter(_periods(lines[start + 1 : end], lexicon) for start, end in zip(positions, ends, strict=True))
    return periods[1] < _ONE_PERIOD_EACH * len(positions) or periods[0] + periods[1] < len(positions)


def _periods(lines: Sequence[Line], lexicon: Lexicon) -> int:
    """How many lines hold a period; two say that there are several."""
    count = 0
    for line in lines:
        spans = find_spans(line.text, lexicon) if not line.bullet else ()
        count += any(match.span.start and (match.span.end or match.span.is_current) for match in spans)
        if count > 1:
            break
    return count
