"""What is on its way out: every answer of such a route says since when, until when, and where to read on (R014).

A row is added when key holders are told (`manage.py notify_key_holders`), at least 90 days before the sunset.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.http import http_date

NOTICE = timedelta(days=90)  # the least between telling and the end (R011)


@dataclass(frozen=True, slots=True)
class Deprecation:
    since: datetime
    sunset: datetime
    link: str  # the page that says what to use instead

    def __post_init__(self) -> None:
        if self.sunset - self.since < NOTICE:
            raise ValueError(f"A sunset needs {NOTICE.days} days of notice")

    def headers(self) -> dict[str, str]:
        """Deprecation (RFC 9745), Sunset (RFC 8594) and where to read on."""
        return {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Sunset": http_date(self.sunset.timestamp()),
            "Link": f'<{self.link}>; rel="deprecation"',
        }


# Route name -> its end. "portal:job_status": Deprecation(...)
DEPRECATED: Mapping[str, Deprecation] = {}


def headers_for(route_name: str) -> dict[str, str]:
    """The headers of a route; none for what stays."""
    deprecation = DEPRECATED.get(route_name)
    return deprecation.headers() if deprecation else {}
