"""How long the history of deliveries is kept, bodies and answers included (R225)."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from webhooks.models import Delivery, DeliveryState, Endpoint, Event

BATCH = 1000  # rows of one statement: short transactions, however much there is


def purge_history() -> int:
    """Delete what ended before the retention began: deliveries with their attempts, then events and endpoints that
    nothing refers to. How many deliveries. May run at any time, and again.
    """
    before = timezone.now() - timedelta(days=settings.WEBHOOK_RETENTION_DAYS)
    old = Delivery.objects.filter(created_at__lt=before).exclude(state=DeliveryState.PENDING)
    count = 0
    while ids := list(old.values_list("pk", flat=True)[:BATCH]):
        Delivery.objects.filter(pk__in=ids).delete()
        count += len(ids)
    orphans = Event.objects.filter(created_at__lt=before, deliveries=None)
    while events := list(orphans.values_list("pk", flat=True)[:BATCH]):
        Event.objects.filter(pk__in=events, deliveries=None).delete()
    Endpoint.objects.filter(deleted_at__lt=before, deliveries=None).delete()
    return count
