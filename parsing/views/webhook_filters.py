"""What the console shows of an endpoint's deliveries: by state, type and time; and its last day as bars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from webhooks import history
from webhooks.health import Health
from webhooks.models import TEST_EVENT, Delivery, DeliveryState, Endpoint, EventType

STATES = (
    ("", _("All")),
    (DeliveryState.SUCCEEDED, _("Delivered")),
    (DeliveryState.PENDING, _("Waiting")),
    (DeliveryState.FAILED, _("Given up")),
    (DeliveryState.CANCELLED, _("Cancelled")),
)
TYPES = (*EventType.values, TEST_EVENT)
TIMES = {
    "1h": (_("Last hour"), timedelta(hours=1)),
    "24h": (_("Last 24 hours"), timedelta(days=1)),
    "7d": (_("Last 7 days"), timedelta(days=7)),
    "30d": (_("Last 30 days"), timedelta(days=30)),
}
BAR_WIDTH, BAR_GAP = 5, 2


@dataclass(frozen=True, slots=True)
class Filters:
    state: str = ""
    event_type: str = ""
    time: str = ""  # a key of TIMES; empty: all that is kept

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """What a query string asks for; nothing where it asks for what there is not."""
        return cls(
            state=_known(query.get("state", ""), [state for state, _name in STATES]),
            event_type=_known(query.get("type", ""), TYPES),
            time=_known(query.get("time", ""), TIMES),
        )

    def __bool__(self) -> bool:
        return bool(self.state or self.event_type or self.time)

    def narrow(self, endpoint: Endpoint) -> "QuerySet[Delivery]":
        rows = history.deliveries_of(
            endpoint, state=self.state, event_type=self.event_type, since=start_of(self.time) if self.time else None
        )
        return history.with_last_attempt(rows)


def start_of(time: str) -> datetime:
    """When a span of TIMES began. Raises KeyError."""
    return timezone.now() - TIMES[time][1]


def _known(value: str, known: object) -> str:
    return value if value in known else ""  # type: ignore[operator]  # lists, tuples and the keys of a table


@dataclass(frozen=True, slots=True)
class Bar:
    hour: datetime
    delivered: int
    failed: int
    x: int
    delivered_y: float
    delivered_height: float
    failed_y: float
    failed_height: float


@dataclass(frozen=True, slots=True)
class Bars:
    """A day of attempts, a bar for each hour: failures stand on top."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    delivered: int
    failed: int


def bars_of(health: Health, *, height: int = 28) -> Bars:
    """For an SVG of that height; an hour without attempts has no bar."""
    scale = (height - 1) / health.busiest_hour if health.busiest_hour else 0.0
    bars = []
    for number, hour in enumerate(health.hours):
        delivered_height = _at_least_visible(hour.delivered * scale)
        failed_height = _at_least_visible(hour.failed * scale)
        bars.append(
            Bar(
                hour=hour.hour,
                delivered=hour.delivered,
                failed=hour.failed,
                x=number * (BAR_WIDTH + BAR_GAP),
                delivered_y=round(height - delivered_height, 1),
                delivered_height=delivered_height,
                failed_y=round(max(0.0, height - delivered_height - failed_height), 1),
                failed_height=failed_height,
            )
        )
    return Bars(
        bars=tuple(bars),
        width=len(bars) * (BAR_WIDTH + BAR_GAP) - BAR_GAP,
        height=height,
        delivered=sum(hour.delivered for hour in health.hours),
        failed=sum(hour.failed for hour in health.hours),
    )


def _at_least_visible(height: float) -> float:
    return round(max(height, 1.5), 1) if height else 0.0
