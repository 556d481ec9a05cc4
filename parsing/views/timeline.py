"""The jobs of a resume on a line of years: bars in lanes, with the stretches without a job drawn between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parsing.engine.model import Experience, PartialDate

WIDTH = 640
_LANE_HEIGHT = 14
_GAP_SHOWN_FROM_MONTHS = 4
_FEWEST_MONTHS = 24  # a shorter history is not stretched over the whole width
_MOST_YEAR_LABELS = 10


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    y: int
    label: str
    path: str  # of the entry's title: the bar and the document light up together


@dataclass(frozen=True, slots=True)
class Gap:
    x: float
    width: float
    months: int


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    year: int


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: tuple[Bar, ...]
    gaps: tuple[Gap, ...]
    ticks: tuple[Tick, ...]
    height: int
    base: int  # y of the line of years
    width: int = WIDTH


def timeline(experience: Sequence[Experience], *, today: date) -> Timeline | None:
    """None where fewer than two jobs say when they were: one bar tells nothing."""
    now = today.year * 12 + today.month
    spans = [(index, *span) for index, entry in enumerate(experience) if (span := _months(entry, now)) is not None]
    if len(spans) < 2:
        return None
    first = min(start for _, start, _ in spans)
    last = max(end for _, _, end in spans)
    months = max(last - first + 1, _FEWEST_MONTHS)
    scale = WIDTH / months
    lanes: list[int] = []  # the last month taken, of each lane
    bars = []
    for index, start, end in sorted(spans, key=lambda span: span[1]):
        lane = next((number for number, taken in enumerate(lanes) if taken < start), len(lanes))
        lanes[lane : lane + 1] = [end]
        entry = experience[index]
        words = [found.value for found in (entry.title, entry.company) if found is not None]
        bars.append(
            Bar(
                x=round((start - first) * scale, 1),
                width=round(max(3.0, (end - start + 1) * scale - 1), 1),
                y=lane * _LANE_HEIGHT,
                label=", ".join(words),
                path=f"experience[{index}].{'title' if entry.title else 'company'}",
            )
        )
    base = len(lanes) * _LANE_HEIGHT
    gaps = tuple(
        Gap(round((start - first) * scale, 1), round(length * scale, 1), length) for start, length in _gaps(spans)
    )
    return Timeline(tuple(bars), gaps, _ticks(first, months, scale), height=base + 16, base=base)


def _months(entry: Experience, now: int) -> tuple[int, int] | None:
    """First and last month as numbers; None where there is no start, or the end comes before it."""
    if entry.dates is None or entry.dates.value.start is None:
        return None
    span = entry.dates.value
    start = _number(span.start, 1)
    end = now if span.is_current else _number(span.end or span.start, 12)
    return (start, min(end, now)) if start <= min(end, now) else None


def _number(moment: PartialDate | None, month: int) -> int:
    return 0 if moment is None else moment.year * 12 + (moment.month or month)


def _gaps(spans: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """(first month without a job, how many), between jobs."""
    found = []
    busy_until = None
    for _, start, end in sorted(spans, key=lambda span: span[1]):
        if busy_until is not None and start - busy_until - 1 >= _GAP_SHOWN_FROM_MONTHS:
            found.append((busy_until + 1, start - busy_until - 1))
        busy_until = end if busy_until is None else max(busy_until, end)
    return found


def _ticks(first: int, months: int, scale: float) -> tuple[Tick, ...]:
    years = range((first + 11) // 12, (first + months) // 12 + 1)
    step = max(1, -(-len(years) // _MOST_YEAR_LABELS))
    return tuple(Tick(round((year * 12 + 1 - first) * scale, 1), year) for year in years[::step])
