"""Single dates out of pieces: "3 March 2019", "mars 2019", "2019, Q3", "'19" beside another date."""

from collections.abc import Callable

from parsing.engine.languages.dates.digits import full_year
from parsing.engine.languages.dates.reading import FIRST_YEAR, LAST_YEAR, Kind, Piece
from parsing.engine.model import PartialDate
from parsing.engine.model.value import value

_YEARS = frozenset({Kind.YEAR, Kind.WEAK, Kind.ACADEMIC, Kind.NUMBER, Kind.OTHER})
_PARTICLES = 2  # at most, between a month and its year: "de", "of the"


@value(frozen=True, slots=True)
class Single:
    """One date. `year_open` says that only the other date of a period can tell the year."""

    start: int
    end: int
    date: PartialDate
    weak: bool = False  # nothing by itself
    year_open: bool = False
    until: PartialDate | None = None  # end of a period in one piece: 2018/19
    worded: bool = False  # has a month or a season in words


def singles(found: list[Piece]) -> list[Single]:
    """The dates of a text, in order, not overlapping."""
    result: list[Single] = []
    position = 0
    while position < len(found):
        step = _read(found, position)
        if step is None:
            position += 1
            continue
        single, position = step
        result.append(single)
    return result


def _read(found: list[Piece], at: int) -> tuple[Single, int] | None:
    """The date that begins at a piece, and the index after it."""
    piece = found[at]
    reader = _READERS.get(piece.kind)
    if reader is not None:
        return reader(found, at)
    if piece.date is None:
        return None
    return Single(piece.start, piece.end, piece.date, weak=piece.kind is Kind.WEAK), at + 1


def _number_first(found: list[Piece], at: int) -> tuple[Single, int] | None:
    return _day_first(found, at) or _half_year(found, at)


def _day_first(found: list[Piece], at: int) -> tuple[Single, int] | None:
    """ "3 March 2019", "3. März 2019", "3 de marzo de 2019"; without the year when the period ends in it."""
    day = found[at]
    month_at = _skip(found, at + 1, particles=1)
    if not 1 <= day.number <= 31 or month_at is None or found[month_at].kind is not Kind.MONTH:
        return None
    following = _month_first(found, month_at)
    if following is None or following[0].date.day is not None:
        return None
    single, after = following
    date = PartialDate(single.date.year, single.date.month, day.number)
    return Single(day.start, single.end, date, single.weak, single.year_open, worded=True), after


def _half_year(found: list[Piece], at: int) -> tuple[Single, int] | None:
    """The first number of "03 - 06/2019": a month whose year stands after the dash."""
    number = found[at]
    following = found[at + 1 : at + 4]
    if following and following[0].kind is Kind.POINT:
        following = following[1:]
    if len(following) < 2 or following[0].kind is not Kind.DASH or not 1 <= number.number <= 12:
        return None
    end = following[1]
    if end.kind is not Kind.DATE or end.date is None or end.date.month is None or end.date.day is not None:
        return None
    return Single(number.start, number.end, PartialDate(0, number.number), weak=True, year_open=True), at + 1


def _month_first(found: list[Piece], at: int) -> tuple[Single, int] | None:
    """ "March 2019", "Mar '19", "March 3, 2019", "Mar-19"; "March" alone where the period's end has the year."""
    month = found[at]
    year_at = _skip(found, at + 1, particles=_PARTICLES)
    if year_at is not None:
        piece = found[year_at]
        if piece.kind is Kind.YEAR and piece.date is not None:
            return _worded(month, piece, PartialDate(piece.date.year, month.number)), year_at + 1
        if piece.kind is Kind.WEAK and piece.date is not None and piece.date.month is None:
            return _worded(month, piece, PartialDate(piece.date.year, month.number)), year_at + 1
        if piece.kind is Kind.ACADEMIC and piece.date is not None and _touching(found, at, year_at):
            return None
        if piece.kind is Kind.NUMBER:
            dated = _month_and_number(found, at, year_at)
            if dated is not None:
                return dated
    if year_at is None or found[at + 1].kind is Kind.DASH or found[at + 1].kind is Kind.POINT:
        dashed = _dashed_year(found, at)
        if dashed is not None:
            return dashed
    return Single(month.start, month.end, PartialDate(0, month.number), weak=True, year_open=True, worded=True), at + 1


def _month_and_number(found: list[Piece], at: int, number_at: int) -> tuple[Single, int] | None:
    """After a month a number is a day when a year follows it, else a short year."""
    month, number = found[at], found[number_at]
    year_at = _skip(found, number_at + 1, particles=1)
    year = found[year_at] if year_at is not None else None
    if year_at is not None and year is not None and year.kind is Kind.YEAR and year.date and 1 <= number.number <= 31:
        return _worded(month, year, PartialDate(year.date.year, month.number, number.number)), year_at + 1
    if number.end - number.start == 2:
        date = PartialDate(full_year(number.number), month.number)
        return Single(month.start, number.end, date, weak=True, worded=True), number_at + 1
    return None


def _dashed_year(found: list[Piece], at: int) -> tuple[Single, int] | None:
    """ "Mar-2019", "Mar.-19": a dash without blanks binds the year to the month."""
    month = found[at]
    if at + 1 < len(found) and found[at + 1].kind is Kind.POINT and _touching(found, at, at + 1):
        at += 1
    if at + 2 >= len(found) or found[at + 1].kind is not Kind.DASH:
        return None
    if not (_touching(found, at, at + 1) and _touching(found, at + 1, at + 2)):
        return None
    year = found[at + 2]
    if year.kind is Kind.YEAR and year.date is not None:
        return _worded(month, year, PartialDate(year.date.year, month.number)), at + 3
    if year.kind is Kind.NUMBER and year.end - year.start == 2:
        return _worded(month, year, PartialDate(full_year(year.number), month.number)), at + 3
    return None


def _season_first(found: list[Piece], at: int) -> tuple[Single, int] | None:
    """ "Summer 2019", "Q3 2019", "3. Quartal 2019" (its number read before), "WS 2018/19"."""
    season = found[at]
    number, start = season.number, season.start
    if season.kind is Kind.QUARTER:
        before = found[at - 1] if at else None
        if before is not None and before.kind is Kind.POINT and at > 1:
            before = found[at - 2]
        following = found[at + 1] if at + 1 < len(found) else None
        if before is not None and before.kind is Kind.NUMBER and 1 <= before.number <= 4:
            number, start = before.number * 3 - 2, before.start
        elif following is not None and following.kind is Kind.NUMBER and 1 <= following.number <= 4:
            number, at = following.number * 3 - 2, at + 1
        else:
            return None
    year_at = _skip(found, at + 1, particles=_PARTICLES)
    if year_at is None and at + 2 < len(found) and found[at + 1].kind is Kind.DASH:
        year_at = at + 2 if _touching(found, at, at + 1) and _touching(found, at + 1, at + 2) else None
    if year_at is None:
        return None
    year = found[year_at]
    written = year.date.year if year.date is not None and year.date.month is None else None
    short = year.kind is Kind.NUMBER or (year.kind is Kind.OTHER and _touching(found, year_at - 1, year_at))
    if short and year.number and year.end - year.start == 2 and season.kind is Kind.SEASON:
        written = full_year(year.number)  # "Q3 19", "3Q19"
    if written is None or year.kind not in _YEARS:
        return None
    return Single(start, year.end, PartialDate(written, number), worded=True), year_at + 1


def _year_first(found: list[Piece], at: int) -> tuple[Single, int]:
    """ "2019 March", "2019. március 3.", "2019-Mar", "2019 Q3", else the year alone."""
    year = found[at]
    date = year.date or PartialDate(0)
    month_at = _skip(found, at + 1, particles=0)
    if month_at is None and at + 2 < len(found) and found[at + 1].kind is Kind.DASH:
        month_at = at + 2 if year.end == found[at + 1].start and found[at + 1].end == found[at + 2].start else None
    if month_at is not None and found[month_at].kind in (Kind.MONTH, Kind.SEASON):
        month = found[month_at]
        ahead = _skip(found, month_at + 1, particles=_PARTICLES)
        follower = found[ahead].kind if ahead is not None else None
        if follower not in (Kind.YEAR, Kind.ACADEMIC) or (ahead is not None and _are_pointed(found, at, ahead)):
            if follower is Kind.NUMBER and ahead is not None and 1 <= found[ahead].number <= 31:
                day = found[ahead]
                return Single(
                    year.start, day.end, PartialDate(date.year, month.number, day.number), worded=True
                ), ahead + 1
            return Single(year.start, month.end, PartialDate(date.year, month.number), worded=True), month_at + 1
    months = found[at + 1 : at + 4]
    kinds = [piece.kind for piece in months]
    if kinds[:2] == [Kind.NUMBER, Kind.DASH] and kinds[2:] in ([Kind.MONTH_SIGN], [Kind.MONTH]) and not date.month:
        first = months[0]  # "2019 3-6": the sign of the month stands behind the second one only
        if year.end == first.start and 1 <= first.number <= 12:
            return Single(year.start, first.end, PartialDate(date.year, first.number)), at + 2
    return Single(year.start, year.end, date), at + 1


def _are_pointed(found: list[Piece], first: int, second: int) -> bool:
    """Whether two years stand alike before a point and a month: "2019. januar 2020. majus" has no "januar 2020"."""
    months = found[first + 2 : first + 3] + found[second + 2 : second + 3]
    if [piece.kind for piece in months] != [Kind.MONTH, Kind.MONTH]:
        return False
    return all(found[at + 1].kind is Kind.POINT and _touching(found, at, at + 1) for at in (first, second))


def _academic(found: list[Piece], at: int) -> tuple[Single, int]:
    """2018/19 is a period when the second number is a year soon after; 2018-09 was read as a month before."""
    piece = found[at]
    date = piece.date or PartialDate(0)
    second = date.year // 100 * 100 + piece.number
    if second < date.year:
        second += 100
    if not FIRST_YEAR <= second <= LAST_YEAR or second - date.year > 12:
        return Single(piece.start, piece.start + 4, date), at + 1
    return Single(piece.start, piece.end, date, until=PartialDate(second)), at + 1


def _month_sign(found: list[Piece], at: int) -> tuple[Single, int]:
    piece = found[at]
    return Single(piece.start, piece.end, PartialDate(0, piece.number), weak=True, year_open=True), at + 1


def _worded(first: Piece, last: Piece, date: PartialDate) -> Single:
    return Single(first.start, last.end, date, worded=True)


def _skip(found: list[Piece], at: int, *, particles: int) -> int | None:
    """The index of the next piece after points and at most so many particles; None at the end or at a dash."""
    points = 0
    while at < len(found):
        kind = found[at].kind
        if kind is Kind.POINT and points < 2:
            points += 1
        elif kind is Kind.PARTICLE and particles:
            particles -= 1
        elif kind is Kind.DASH:
            return None
        else:
            return at
        at += 1
    return None


def _touching(found: list[Piece], first: int, second: int) -> bool:
    return found[first].end == found[second].start


_READERS: dict[Kind, Callable[[list[Piece], int], tuple[Single, int] | None]] = {
    Kind.NUMBER: _number_first,
    Kind.MONTH: _month_first,
    Kind.SEASON: _season_first,
    Kind.QUARTER: _season_first,
    Kind.MONTH_SIGN: _month_sign,
    Kind.YEAR: _year_first,
    Kind.ACADEMIC: _academic,
}
