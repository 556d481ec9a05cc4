"""How single values are read out of a `Resume`."""

from typing import TypeVar

from parsing.engine.model import DateSpan, Found, Location, Resume

T = TypeVar("T")


def value_of(found: Found[T] | None) -> T | None:
    """The value without its evidence."""
    return None if found is None else found.value


def link_of_kind(resume: Resume, kind: str) -> str | None:
    """The first link of that kind."""
    return next((found.value.url for found in resume.links if found.value.kind == kind), None)


def location_text(found: Found[Location] | None) -> str | None:
    """A place as it was written."""
    return None if found is None else found.value.text


def start_date(found: Found[DateSpan] | None) -> str | None:
    """ "2021-03" or "2021"; days are cut off."""
    if found is None or found.value.start is None:
        return None
    return found.value.start.iso()[:7]


def end_date(found: Found[DateSpan] | None) -> str | None:
    """The same for the end; None for a period that runs on without a stated end, or where no end is known."""
    if found is None or found.value.end is None:
        return None
    return found.value.end.iso()[:7]


def is_current(found: Found[DateSpan] | None) -> bool:
    return found is not None and found.value.is_current
