"""What a section is, told from its lines where its heading says nothing: jobs, studies, skills, languages."""

import re
from collections.abc import Sequence

from parsing.engine import skills as taxonomy
from parsing.engine.languages import Lexicon
from parsing.engine.languages.dates import find_spans
from parsing.engine.model import Line, SectionKind

_LIKELY = 0.6
_EMPLOYER, _SURE_TITLE = 0.5, 0.8
_SURE_DATE = 0.45  # a year alone counts where it stands apart
_MIN_ITEMS = 3
_MAX_ITEM_WORDS, _MEAN_ITEM_WORDS = 5, 3.2
_ITEM = re.compile(r"\s*[,;|\u2022\u00b7\u2219\u25cf/\u3001\uff0c\uff1b]\s*|\s{2,}|\s[-\u2013]\s")
_SAID = re.compile(r"[.!?\u2026]\s*$|[\u201c\u201d\u00ab\u00bb\"]\s*$")  # a sentence or a saying ends so
_SOMEBODY = re.compile(r"(?:[^\W\d_a-z][\w.'\u2019-]*\s?){2,3},\s*")
_APART = re.compile(r"\s[|\u2013\u2014-]\s")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def kind_of(lines: Sequence[Line], lexicon: Lexicon) -> SectionKind | None:
    """EXPERIENCE, EDUCATION, SKILLS or LANGUAGES; None where the lines do not say."""
    return _of_entries(lines, lexicon) or _of_list(lines, lexicon)


def _of_entries(lines: Sequence[Line], lexicon: Lexicon) -> SectionKind | None:
    """Jobs or studies: dated lines among words of titles and employers, or of degrees and schools."""
    periods = dates = ongoing = 0
    for line in lines:
        found = (
            [] if line.bullet else [match for match in find_spans(line.text, lexicon) if match.confidence >= _SURE_DATE]
        )
        periods += any(match.span.start and (match.span.end or match.span.is_current) for match in found)
        dates += bool(found)
        ongoing += any(match.span.is_current for match in found)
    if not dates:
        return None
    texts = [text for line in lines for segment in line.segments if not line.bullet for text in _pieces(segment.text)]
    titled = [_is_titled(text, lexicon) for text in texts]
    degrees = [_has_degree(text, lexicon) for text in texts]
    learning = [degree or lexicon.school(text) >= _LIKELY for text, degree in zip(texts, degrees, strict=True)]
    learned = sum(learning)
    # "Meister Elektrotechnik" may be either; schools employ as well, but nobody lists only those.
    titles = sum((0.5 if degree else 1.0) * title for title, degree in zip(titled, degrees, strict=True))
    employers = sum(
        lexicon.company(text) >= _EMPLOYER for text, learns in zip(texts, learning, strict=True) if not learns
    )
    if ongoing and titles and sum(degrees) < 0.5 * titles:
        return SectionKind.EXPERIENCE  # whoever works at schools is no pupil
    if learned >= titles + 0.5 * employers and (any(degrees) or (learned and periods)):
        return SectionKind.EDUCATION
    if periods and titles + 0.5 * employers >= max(1.0, 0.34 * periods):
        return SectionKind.EXPERIENCE
    return None


def _pieces(text: str) -> list[str]:
    """The parts of a header that strong separators set apart: "Acme | Clerk | 2019"."""
    return [part for part in _APART.split(text) if _LETTERS.search(part)]


def _is_titled(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a title, or begins with one: "Teacher, Northwind School"."""
    return lexicon.title(text) >= _LIKELY or ("," in text and lexicon.title(text.partition(",")[0]) >= _SURE_TITLE)


def _has_degree(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names a degree, and not that of somebody: "Jane Doe, PhD, now at Acme"."""
    spans = lexicon.degree(text)
    if not spans:
        return False
    first = text.find(",")
    if 0 < first < min(spans)[0] and lexicon.title(text[:first]) >= _SURE_TITLE:
        return False  # "Teacher, Gymnasium of the Arts": a school that is called as what one leaves it with
    return _SOMEBODY.fullmatch(text[: min(spans)[0]]) is None or lexicon.school(text) >= _LIKELY


def lists_skills(lines: Sequence[Line]) -> bool:
    """Whether lines hold little but the names of skills that the taxonomy knows, traits of character aside."""
    items = [item for line in lines for item in _ITEM.split(line.text) if _LETTERS.search(item)]
    known = [term for item in items if (term := taxonomy.canonical(item)) is not None and term.category != "soft"]
    rows = [matches for item in items if (matches := taxonomy.side_by_side(item))]
    several = len(known) + sum(map(len, rows))
    return several >= _MIN_ITEMS and len(known) + len(rows) >= _LIKELY * len(items)


def _of_list(lines: Sequence[Line], lexicon: Lexicon) -> SectionKind | None:
    """A list of short phrases without dates."""
    if not lines or any(find_spans(line.text, lexicon) for line in lines):
        return None
    items = [item for line in lines for item in _ITEM.split(line.text) if _LETTERS.search(item)]
    words = [len(item.split()) for item in items]
    if _SAID.search(lines[-1].text) and not any(taxonomy.canonical(item.rstrip(".")) for item in items):
        return None
    if len(items) >= _MIN_ITEMS and max(words) <= _MAX_ITEM_WORDS and sum(words) <= _MEAN_ITEM_WORDS * len(items):
        spoken = sum(bool(lexicon.languages_in(item)) for item in items)
        return SectionKind.LANGUAGES if 2 * spoken >= len(items) else SectionKind.SKILLS
    return None
