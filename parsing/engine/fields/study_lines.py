"""Whether a line of many small words is the header of a study and no sentence."""

from parsing.engine.fields.degrees import leads_to_school
from parsing.engine.fields.reading import Reading
from parsing.engine.model import Line

MAX_STUDY_WORDS, MAX_BEGINNING_WORDS = 34, 7
MAX_DEGREE_WORDS = 15
_SCHOOLED = 0.5  # likeness to a school
_COUNT = "0123456789 "  # "10 GCSEs including English"
_APART_PT = 4.0  # white space above the first line of an entry


def names_study(line: Line, reading: Reading) -> bool:
    """Whether a long line that holds a date begins with a degree or a school, as the header of a study does."""
    return reading.is_prose(line) and len(line.text.split()) <= MAX_STUDY_WORDS and begins_as_study(line, reading)


def begins_as_study(line: Line, reading: Reading) -> bool:
    """Whether a line begins with a degree or a school."""
    beginning = " ".join(line.text.split()[:MAX_BEGINNING_WORDS])
    return bool(reading.lexicon.degree(beginning)) or reading.lexicon.school(beginning) >= _SCHOOLED


def is_degree(text: str, rest: str, reading: Reading) -> bool:
    """Whether a level before a colon is the degree itself: "Secundaria: Colegio Sur", not "Secundaria: Bachiller"."""
    label = text[: len(text) - len(rest)].rstrip(" :\uff1a")
    if not reading.lexicon.degree(label):
        return False
    return not reading.lexicon.degree(rest) or rest.casefold().startswith(label.casefold())


def begins_study(line: Line, reading: Reading, *, below_dates: bool) -> bool:
    """Whether a line of many small words is a degree that begins an entry: "Laurea in Economia e gestione d'impresa".

    It is the first one, stands below dates or is set apart, and begins with the degree.
    """
    if not below_dates and line.gap_before_pt <= _APART_PT:
        return False
    if line.bullet or line.text.rstrip().endswith(".") or len(line.text.split()) > MAX_DEGREE_WORDS:
        return False
    return any(not line.text[:start].strip(_COUNT) for start, _ in reading.lexicon.degree(line.text))


def names_school_below(line: Line, reading: Reading) -> bool:
    """Whether a line in small letters is the school of the degree above it: "at the University of Leeds"."""
    lead, _, school = line.text.partition(" ")
    leads = leads_to_school(lead) or lead in reading.lexicon.connectors
    return leads and reading.lexicon.school(school) >= _SCHOOLED and not reading.is_prose(line)


def names_school_alone(line: Line, reading: Reading) -> bool:
    """Whether a line that holds dates names a school and no degree: that may stand below it."""
    text, school = line.text, reading.lexicon.school
    schools_too = all(school(text[start:end]) >= _SCHOOLED for start, end in reading.lexicon.degree(text))
    return schools_too and school(text) >= _SCHOOLED  # "High School" says both
