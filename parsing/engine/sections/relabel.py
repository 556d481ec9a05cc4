"""Second look at sections whose heading says little: "Career summary" over a list of jobs is their experience."""

from collections.abc import Sequence
from dataclasses import replace

from parsing.engine.languages import Lexicon
from parsing.engine.languages.dates import find_spans
from parsing.engine.model import Section, SectionKind

_VAGUE = frozenset({SectionKind.SUMMARY, SectionKind.OTHER, SectionKind.AWARDS})
_MIN_PERIODS = 2  # a text that mentions one period is not yet a list of entries
_SURE_PERIOD = 0.85
_LIKELY = 0.6
_CONFIDENCE = 0.7


def relabel(sections: Sequence[Section], lexicon: Lexicon) -> tuple[Section, ...]:
    """The sections, with a vague one made EXPERIENCE or EDUCATION where the document has none and it lists entries."""
    kinds = {section.kind for section in sections}
    missing = {SectionKind.EXPERIENCE, SectionKind.EDUCATION} - kinds
    if not missing:
        return tuple(sections)
    return tuple(_relabelled(section, missing, lexicon) for section in sections)


def _relabelled(section: Section, missing: set[SectionKind], lexicon: Lexicon) -> Section:
    kind = _listed(section, lexicon) if section.kind in _VAGUE else None
    if kind is None or kind not in missing:
        return section
    return replace(section, kind=kind, rule=f"{section.rule}+entries", confidence=_CONFIDENCE)


def _listed(section: Section, lexicon: Lexicon) -> SectionKind | None:
    """What kind of entries the lines hold, if they hold any."""
    periods = sum(
        any(match.confidence >= _SURE_PERIOD for match in find_spans(line.text, lexicon)) for line in section.lines
    )
    if periods < _MIN_PERIODS:
        return None
    texts = [segment.text for line in section.lines for segment in line.segments if not line.bullet]
    schools = sum(lexicon.school(text) >= _LIKELY or bool(lexicon.degree(text)) for text in texts)
    titles = sum(lexicon.title(text) >= _LIKELY for text in texts)
    if not schools and not titles:
        return None
    return SectionKind.EXPERIENCE if titles >= schools else SectionKind.EDUCATION
