"""How one document writes: drawn once per document, kept all through it, as people do."""

from dataclasses import dataclass
from random import Random

from parsing.evals.generate.words import Words

ENTRY_FORMS = (
    *("two_lines", "two_lines", "two_lines_city_right", "one_line"),
    *("dates_above", "dates_below", "aside", "grouped"),
)
SEPARATORS = (", ", " – ", " | ", " · ", " - ", " @ ")
SKILL_FORMS = ("commas", "bullets", "pipes", "groups", "semicolons", "rated", "levels")
CONTACT_FORMS = ("line", "labelled", "bare")
NAME_FORMS = ("plain", "plain", "upper", "spaced")
HEADING_FORMS = ("plain", "plain", "upper", "colon", "bilingual")
# Scripts without capitals; and Turkish, whose two letters i a capital cannot tell apart afterwards.
UNCASED_LANGUAGES = frozenset({"ar", "he", "zh", "ja", "ko", "hi", "tr"})


@dataclass(frozen=True, slots=True)
class Style:
    entry_form: str
    title_first: bool
    separator: str
    job_dates: str  # pattern
    education_dates: str  # pattern
    range_pattern: str
    present: str
    since: str | None  # pattern for current jobs; None: a range up to `present`
    skill_form: str
    contact_form: str
    name_form: str
    heading_form: str
    degree_form: str
    capital_months: bool
    with_summary: bool
    with_address: bool
    with_personal: bool
    education_first: bool


def draw_style(words: Words, rng: Random, *, flowing: bool) -> Style:
    """`flowing` formats without geometry have no date column."""
    forms = [form for form in ENTRY_FORMS if not (flowing and form == "aside")]
    job_dates = rng.choice(words.dates)
    uncased = words.code in UNCASED_LANGUAGES
    return Style(
        entry_form=rng.choice(forms),
        title_first=rng.random() < 0.55,
        separator=rng.choice(SEPARATORS),
        job_dates=job_dates,
        education_dates=job_dates if rng.random() < 0.6 else _year_pattern(words),
        range_pattern=rng.choice(words.ranges),
        present=rng.choice(words.present),
        since=rng.choice(words.since) if rng.random() < 0.15 else None,
        skill_form=rng.choice(SKILL_FORMS),
        contact_form=rng.choice(CONTACT_FORMS),
        name_form="plain" if uncased else rng.choice(NAME_FORMS),
        heading_form=rng.choice([form for form in HEADING_FORMS if not (uncased and form == "upper")]),
        degree_form=rng.choice(("line", "two", "comma", "paren")),
        capital_months=rng.random() < 0.5,
        with_summary=rng.random() < 0.75,
        with_address=rng.random() < 0.4,
        with_personal=rng.random() < 0.3,
        education_first=rng.random() < 0.2,
    )


def _year_pattern(words: Words) -> str:
    return next((pattern for pattern in words.dates if "M" not in pattern and "L" not in pattern), words.dates[0])
