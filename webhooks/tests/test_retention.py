"""What is old goes, with its bodies; what waits, and what is recent, stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from webhooks import endpoints
from webhooks.deliverer import deliver_due
from webhooks.models import Attempt, Delivery, Endpoint, Event
from webhooks.retention import purge_history

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R225")
def test_old_history_is_purged(publish: Callable[..., Delivery], endpoint: Endpoint, settings: Any) -> None:
    settings.WEBHOOK_RETENTION_DAYS = 30
    old, recent = publish(secret_of_the_day="canary"), publish()
    deliver_due()
    waiting = publish()
    long_ago = timezone.now() - timedelta(days=31)
    Delivery.objects.filter(pk__in=[old.pk, waiting.pk]).update(created_at=long_ago)
    Event.objects.filter(pk__in=[old.event_id, waiting.event_id]).update(created_at=long_ago)

    assert purge_history() == 1

    assert set(Delivery.objects.values_list("pk", flat=True)) == {recent.pk, waiting.pk}
    assert set(Event.objects.values_list("pk", flat=True)) == {recent.event_id, waiting.event_id}
    assert Attempt.objects.count() == 1
    assert purge_history() == 0


def test_a_deleted_endpoint_goes_with_its_history(publish: Callable[..., Delivery], endpoint: Endpoint) -> None:
    publish()
    endpoints.delete_endpoint(endpoint)
    purge_history()
    assert Endpoint.objects.exists()

    long_ago = timezone.now() - timedelta(days=400)
    Delivery.objects.update(created_at=long_ago)
    Event.objects.update(created_at=long_ago)
    Endpoint.objects.update(deleted_at=long_ago)
    purge_history()

    assert not Endpoint.objects.exists()
