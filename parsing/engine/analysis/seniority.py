"""The level of a person: from the words of the latest titles and the years of work, never from an age."""

from collections.abc import Iterable

from parsing.engine.analysis import words
from parsing.engine.model import Employment, Experience, Seniority

# Without a word in the title the years decide: months of work -> level, the highest that is reached.
_BY_MONTHS = ((84, Seniority.SENIOR), (24, Seniority.MID), (0, Seniority.JUNIOR))
_GROWN_OUT_OF_JUNIOR_MONTHS = 60
_NOT_YET_SENIOR_MONTHS = 24
_LATEST = 2  # the titles that tell where someone stands today
_WORKING = frozenset({Employment.JOB, Employment.FREELANCE, Employment.FIXED_TERM})


def seniority(experience: Iterable[Experience], months: int) -> Seniority | None:
    """The level, or None where the document shows no work at all."""
    jobs = [item for item in experience if item.employment in _WORKING]
    if not jobs:
        return None
    levels = [level_of_title(item.title.value) for item in jobs[:_LATEST] if item.title is not None]
    stated = levels[0] if levels else None
    if stated in (Seniority.EXECUTIVE, Seniority.LEAD):
        return stated
    if stated is Seniority.SENIOR:
        return Seniority.MID if 0 < months < _NOT_YET_SENIOR_MONTHS else Seniority.SENIOR
    if stated is Seniority.JUNIOR:
        return Seniority.MID if months >= _GROWN_OUT_OF_JUNIOR_MONTHS else Seniority.JUNIOR
    by_years = next(level for least, level in _BY_MONTHS if months >= least)
    before = levels[1] if len(levels) > 1 else None
    return Seniority.SENIOR if before in (Seniority.SENIOR, Seniority.LEAD) else by_years


def level_of_title(title: str) -> Seniority | None:
    """The level that a job title names; None where it names none ("Accountant")."""
    found = words.kinds(title, "titles")
    if "executive" in found:
        return Seniority.EXECUTIVE if "not_executive" not in found else _below_executive(found)
    for level in (Seniority.JUNIOR, Seniority.SENIOR, Seniority.LEAD):
        if level.value in found:
            return level
    return None


def _below_executive(found: frozenset[str]) -> Seniority | None:
    """ "Art director", "assistant to the managing director": the word is there, the level is not."""
    if "junior" in found:
        return Seniority.JUNIOR
    return Seniority.LEAD if "lead" in found else Seniority.MID
