"""Endpoints and due deliveries by the thousand, for the proofs about webhooks."""

import json
from collections.abc import Sequence

from accounts.models import Account
from webhooks import sealing, signing
from webhooks.models import Delivery, Endpoint, Event, EventType


def make_endpoints(urls: Sequence[str]) -> list[Endpoint]:
    """One for each URL, in workspaces of ten."""
    made = []
    for number, url in enumerate(urls):
        if number % 10 == 0:
            account = Account.objects.create(name=f"webhooks {number // 10}")
        endpoint = Endpoint(account=account, target_url=url, event_types=list(EventType.values))
        endpoint.secret = sealing.seal(signing.new_secret(), endpoint.pk)
        made.append(endpoint)
    Endpoint.objects.bulk_create(made)
    return made


def make_deliveries(endpoints: Sequence[Endpoint], count: int) -> None:
    """That many events, each with one delivery, the endpoints in turn."""
    events, deliveries = [], []
    for number in range(count):
        endpoint = endpoints[number % len(endpoints)]
        data = {"job_id": f"job_{number:08d}", "status": "completed", "total": 1, "completed": 1, "failed": 0}
        event = Event(account_id=endpoint.account_id, type=EventType.PARSE_COMPLETED)
        event.body = json.dumps({"id": event.pk, "type": event.type, "api_version": "v1", "data": data})
        events.append(event)
        deliveries.append(Delivery(account_id=endpoint.account_id, endpoint=endpoint, event=event))
    Event.objects.bulk_create(events, batch_size=1000)
    Delivery.objects.bulk_create(deliveries, batch_size=1000)
