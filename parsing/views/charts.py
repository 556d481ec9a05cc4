"""Charts, drawn on the server: numbers become rectangles, the template writes the SVG and the table behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Account
from parsing.models import FileState, JobFile

WIDTH, HEIGHT = 640, 140
_BASE = HEIGHT - 18  # room for the dates below the bars
_TOP = 10


@dataclass(frozen=True, slots=True)
class Bar:
    day: date
    done: int
    failed: int
    x: float
    width: float
    done_y: float
    done_height: float
    failed_y: float
    failed_height: float
    label: str  # under the bar; empty for most


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart is of, for those who do not see it."""

    summary: str  # of all of it
    caption: str  # of the table
    done: str
    failed: str


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    highest: int
    total: int
    words: Words
    base: int = _BASE
    top: int = _TOP
    width: int = WIDTH
    height: int = HEIGHT

    def __iter__(self) -> Iterator[Bar]:
        return iter(self.bars)


def parses_by_day(account: Account, *, days: int, files: QuerySet[JobFile] | None = None) -> Chart:
    """Files read and files that could not be read, a bar a day for the last `days`; of `files` alone if given."""
    first = timezone.localdate() - timedelta(days=days - 1)
    midnight = timezone.make_aware(datetime.combine(first, time()))
    files = JobFile.objects.filter(job__account=account) if files is None else files
    ended = files.filter(job__created_at__gte=midnight, state__in=(FileState.DONE, FileState.FAILED))
    counts: dict[date, tuple[int, int]] = {}
    for moment, state, number in ended.order_by().values_list("job__created_at", "state").annotate(number=Count("id")):
        day = timezone.localdate(moment)  # here, since SQLite would ask Python for the day of every single file
        done, failed = counts.get(day, (0, 0))
        counts[day] = (done, failed + number) if state == FileState.FAILED else (done + number, failed)
    total = sum(map(sum, counts.values()))
    words = Words(
        summary=_("%(n)s files in the last %(days)s days") % {"n": total, "days": days},
        caption=_("Files by day"),
        done=_("Read"),
        failed=_("Failed"),
    )
    return by_day(counts, days=days, words=words)


def by_day(counts: Mapping[date, tuple[int, int]], *, days: int, words: Words) -> Chart:
    """A bar for each of the last `days`, today's last: what succeeded, and on top of it what failed."""
    first = timezone.localdate() - timedelta(days=days - 1)
    highest = max((sum(pair) for pair in counts.values()), default=0)
    step = WIDTH / days
    bars = []
    for number in range(days):
        moment = first + timedelta(days=number)
        done, failed = counts.get(moment, (0, 0))
        done_height = round(done / highest * (_BASE - _TOP), 1) if highest else 0
        failed_height = round(failed / highest * (_BASE - _TOP), 1) if highest else 0
        bars.append(
            Bar(
                day=moment,
                done=done,
                failed=failed,
                x=round(number * step + step * 0.14, 1),
                width=round(step * 0.72, 1),
                done_y=_BASE - done_height,
                done_height=done_height,
                failed_y=_BASE - done_height - failed_height,
                failed_height=failed_height,
                label=date_format(moment, "j M") if number % 7 == (days - 1) % 7 else "",
            )
        )
    return Chart(tuple(bars), highest, sum(map(sum, counts.values())), words)
