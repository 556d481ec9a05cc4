"""The web application with a quota that reads, checks and writes, and without row locks: the race must catch it."""

from typing import Any
from unittest import mock

from django.db.models import QuerySet

from cvault.wsgi import application
from parsing.soak.naive_quota import reserve_naively

__all__ = ["application"]


def _unlocked(rows: Any, **_: Any) -> Any:
    return rows.all()


mock.patch("billing.quota.reserve_parses", reserve_naively).start()
mock.patch.object(QuerySet, "select_for_update", _unlocked).start()
