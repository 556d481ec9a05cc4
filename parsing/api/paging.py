"""The offset and limit of every list (R145-R149)."""

from dataclasses import dataclass
from typing import Any

from rest_framework.request import Request

from cvault.errors import InvalidInput

DEFAULT_LIMIT = 100
MAX_LIMIT = 100
_MAX_OFFSET = 2**31 - 1  # what every database counts to


@dataclass(frozen=True, slots=True)
class Page:
    offset: int
    limit: int

    def describe(self, total: int) -> dict[str, Any]:
        """total, offset, limit, and where the next page begins."""
        following = self.offset + self.limit
        more = following < total
        return {
            "total": total,
            "offset": self.offset,
            "limit": self.limit,
            "has_more": more,
            "next_offset": following if more else None,
        }


def page_of(request: Request) -> Page:
    """What the query asks for. A limit above the maximum is lowered to it; anything else wrong raises InvalidInput."""
    offset = _whole_number(request, "offset", default=0, smallest=0)
    limit = _whole_number(request, "limit", default=DEFAULT_LIMIT, smallest=1)
    return Page(offset=min(offset, _MAX_OFFSET), limit=min(limit, MAX_LIMIT))


def _whole_number(request: Request, name: str, *, default: int, smallest: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and int(digits[:20]) >= smallest):
        message = f"{name} must be a whole number of at least {smallest}"
        raise InvalidInput(message, details={name: message})
    return int(digits[:20])
