"""The dates of a section that date its entries: not those inside a text, nor those of a list within an entry."""

from collections.abc import Sequence

from parsing.engine.fields.blocks import Anchor, View
from parsing.engine.fields.dating import BRACKETED, LED, is_period
from parsing.engine.fields.wording import starts_lower
from parsing.engine.languages.dates import SpanMatch
from parsing.engine.model import DateSpan

_SIGNS_BEFORE_END = frozenset(",|\u2013\u2014")
_COLONS = (":", "\uff1a")


def find_anchors(lines: Sequence[View], *, single_dates: bool) -> list[Anchor]:
    """The dates of the entries. Two years on two lines are a period ("2010" above "2014")."""
    anchors: list[Anchor] = []
    dated = [view for view in lines if view.anchor is not None]
    periods = sum(1 for view in dated if view.anchor is not None and is_period(view.anchor))
    bulleted = _begin_bullets(dated)
    position = 0
    while position < len(dated):
        view = dated[position]
        position += 1
        match = view.anchor
        if match is None:
            continue
        span, last = match.span, view.position
        if not is_period(match):
            following = dated[position] if position < len(dated) else None
            stacked = _stacked(view, following)
            if stacked is not None and following is not None:
                span, last = stacked, following.position
                position += 1
            elif _is_no_entry(view, dated, periods, single_dates=single_dates, bulleted=bulleted) or _names_year(
                view, following
            ):
                continue
        if anchors and (view.position - anchors[-1].last <= 0 or _is_listed(lines, anchors[-1], view)):
            continue
        if anchors and not is_period(match) and _is_aside_of(anchors[-1], view, match):
            continue
        anchors.append(Anchor(view.position, last, span, match, match.confidence))
    return anchors


def _is_listed(lines: Sequence[View], entry: Anchor, view: View) -> bool:
    """Whether a dated line is one of a list inside an entry: the clients of a consultant below "Clients include:".

    Nothing but such lines stands between it and the colon, and its period lies within that of the entry.
    """
    position = view.position - 1
    while position > entry.last and lines[position].spans:
        position -= 1
    announced = position > entry.last and lines[position].line.text.rstrip().endswith(_COLONS)
    return announced and view.anchor is not None and lies_within(view.anchor.span, entry.span)


def _is_aside_of(entry: Anchor, view: View, match: SpanMatch) -> bool:
    """Whether a date in brackets, right below the period of an entry and within it, tells of its degree.

    "University of Leeds, 2022 - present" above "BSc Physics (expected 2026)".
    """
    below = view.position == entry.last + 1 and not view.date_alone
    if not below or not is_period(entry.match) or not view.line.text[: match.start].rstrip().endswith("("):
        return False
    if ", " in view.line.text[: match.start]:
        return False  # a degree and its school
    date = match.span.start or match.span.end
    return date is not None and lies_within(DateSpan(date, date, False, match.span.raw), entry.span)


def lies_within(part: DateSpan, whole: DateSpan) -> bool:
    """Whether one period is part of another, as precisely as they are written; a single date is its start."""
    if whole.start is None or part.start is None:
        return False
    began = (whole.start.year, whole.start.month or 1) <= (part.start.year, part.start.month or 12)
    if whole.is_current or whole.end is None:
        return began
    end = part.end or (None if part.is_current else part.start)
    return began and end is not None and (whole.end.year, whole.end.month or 12) >= (end.year, end.month or 1)


def _is_no_entry(view: View, dated: Sequence[View], periods: int, *, single_dates: bool, bulleted: bool) -> bool:
    """Whether a single date says something about an entry rather than dating one."""
    if view.body and not view.date_alone and not bulleted:
        return True
    return not single_dates and periods > 0 and not _like_a_period(view, dated, bulleted=bulleted)


def _names_year(view: View, following: View | None) -> bool:
    """Whether a year is part of a name, since the period of the entry stands in the next line: "2015 Fellow"."""
    if following is None or following.anchor is None or following.position != view.position + 1 or view.date_alone:
        return False
    return view.anchor is not None and view.anchor.start == 0 and following.only_dates and is_period(following.anchor)


def _stacked(view: View, following: View | None) -> DateSpan | None:
    if following is None or following.anchor is None or not (view.only_dates and following.only_dates):
        return None
    if following.position != view.position + 1 or is_period(following.anchor):
        return None
    first, second = view.anchor.span if view.anchor else None, following.anchor.span
    dates = [date for date in (first and (first.start or first.end), second.start or second.end) if date]
    if len(dates) != 2:
        return None
    dates.sort(key=lambda date: (date.year, date.month or 0))
    return DateSpan(dates[0], dates[1], False, f"{view.line.text} {following.line.text}")


def _like_a_period(view: View, dated: Sequence[View], *, bulleted: bool) -> bool:
    """A single date set as the periods of the other entries are."""
    periods = [
        other
        for other in dated
        if other.anchor is not None and is_period(other.anchor) and (bulleted or not other.body)
    ]
    if view.date_alone:
        return any(other.date_alone or other.only_dates for other in periods)  # "2020 - 2021 (6 months)"
    place = _place_of_date(view)
    return place is not None and bool(periods) and all(_place_of_date(other) == place for other in periods)


def _begin_bullets(dated: Sequence[View]) -> bool:
    """Whether all dates of a section begin a bullet: "- 2006 - 2010: Fitter, Acme", "- Summer 2005: Lifeguard"."""
    return all(view.line.bullet and view.anchor is not None and view.anchor.start == 0 for view in dated)


def _place_of_date(view: View) -> str | None:
    """Where a line has its date: at the start, or in brackets at the end; None elsewhere."""
    if view.anchor is None:
        return None
    text, match = view.line.text, view.anchor
    if match.start == 0 and match.end < len(text):
        parted = LED.match(text, match.end) is not None  # "2014: lifeguard", "2014 by two investors"
        return None if starts_lower(text[match.end :]) and not parted else "start"
    before = text[: match.start].rstrip()
    remark = BRACKETED.fullmatch(text, match.end)  # "Engineer, Acme, 2019 (contract)"
    if before[-1:] in _SIGNS_BEFORE_END and (remark or all(chunk.start < match.start for chunk in view.chunks)):
        return f"end{before[-1:]}"
    after = text[match.end : view.grade.start if view.grade is not None and view.grade.start >= match.end else None]
    return "brackets" if before.endswith("(") and after.rstrip(" ,;\u2013-").strip() == ")" else None
