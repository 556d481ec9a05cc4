"""From a published event to rows that say how each attempt went. The network is a table of answers."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Account
from webhooks import delivery, endpoints, http
from webhooks.models import Attempt, Delivery, DeliveryState, Endpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def endpoint(account: Account, settings: Any) -> Endpoint:
    settings.WEBHOOK_ALLOW_INSECURE = True
    made, _secret = endpoints.create_endpoint(account, target_url="http://127.0.0.1:9/hook")
    return made


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[bytes]]:
    """Answer each call with the next of these statuses (or failures); returns the bodies received."""

    def answer_with(*answers: int | Exception, retry_after: str | None = None) -> list[bytes]:
        waiting, bodies = list(answers), []

        def post(url: str, body: bytes, headers: dict[str, str]) -> http.Answer:
            bodies.append(body)
            answer = waiting.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return http.Answer(answer, b"thanks", retry_after, 12)

        monkeypatch.setattr(http, "post", post)
        return bodies

    return answer_with


def publish(account: Account, event_type: str = "parse.completed") -> Delivery:
    delivery.publish(account, event_type, {"job_id": "job_1"}, livemode=True)
    return Delivery.objects.latest("created_at")


def make_due(row: Delivery) -> None:
    Delivery.objects.filter(pk=row.pk).update(due_at=timezone.now(), lease_until=None)


def test_success_is_one_attempt(account: Account, endpoint: Endpoint, receiver: Any) -> None:
    bodies = receiver(200)
    row = publish(account)

    assert delivery.attempt_delivery(row.id)

    row.refresh_from_db()
    event = json.loads(bodies[0])
    assert row.state == DeliveryState.SUCCEEDED
    assert (event["type"], event["livemode"], event["api_version"]) == ("parse.completed", True, "v1")
    assert event["id"] == row.event_id
    assert Attempt.objects.get().response_body == "thanks"


def test_failures_are_retried_after_1_5_and_30_seconds(account: Account, endpoint: Endpoint, receiver: Any) -> None:
    receiver(500, 302, http.DeliveryFailed("refused"), 200)
    row = publish(account)
    delays = []
    for _ in range(3):
        before = timezone.now()
        delivery.attempt_delivery(row.id)
        row.refresh_from_db()
        delays.append(round((row.due_at - before).total_seconds()))
        make_due(row)

    delivery.attempt_delivery(row.id)

    row.refresh_from_db()
    assert delays == [1, 5, 30]
    assert row.state == DeliveryState.SUCCEEDED
    assert list(Attempt.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]


def test_delivery_is_given_up_after_the_last_delay(account: Account, endpoint: Endpoint, receiver: Any) -> None:
    attempts = len(delivery.RETRY_DELAYS_S) + 1
    receiver(*[503] * attempts)
    row = publish(account)

    for _ in range(attempts):
        delivery.attempt_delivery(row.id)
        make_due(row)

    row.refresh_from_db()
    assert (row.state, row.attempts_made) == (DeliveryState.FAILED, attempts)
    assert not delivery.attempt_delivery(row.id)


def test_attempt_that_is_not_due_or_held_is_left_alone(account: Account, endpoint: Endpoint, receiver: Any) -> None:
    receiver()
    row = publish(account)
    Delivery.objects.update(lease_until=timezone.now() + timedelta(seconds=10))
    assert not delivery.attempt_delivery(row.id)

    Delivery.objects.update(lease_until=None, due_at=timezone.now() + timedelta(seconds=10))
    assert not delivery.attempt_delivery(row.id)


def test_lease_of_a_killed_deliverer_ends(account: Account, endpoint: Endpoint, receiver: Any) -> None:
    bodies = receiver(200)
    row = publish(account)
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1), attempts_made=1)

    assert delivery.attempt_delivery(row.id)

    assert json.loads(bodies[0])["id"] == row.event_id
    assert Attempt.objects.get().number == 2


def test_retry_after_is_honoured_and_capped() -> None:
    assert delivery.next_delay_s(1, "20") == 20
    assert delivery.next_delay_s(1, "999999") == delivery.RETRY_AFTER_LIMIT_S
    assert delivery.next_delay_s(1, "nonsense") == 1


def test_gone_disables_at_once(account: Account, endpoint: Endpoint, receiver: Any) -> None:
    receiver(410)
    first, second = publish(account), publish(account)

    delivery.attempt_delivery(first.id)

    for row in (endpoint, first, second):
        row.refresh_from_db()
    assert not endpoint.enabled
    assert (first.state, second.state) == (DeliveryState.FAILED, DeliveryState.CANCELLED)


def test_days_of_failure_disable_and_one_success_forgets(account: Account, endpoint: Endpoint, receiver: Any) -> None:
    receiver(500, 200, 500)
    long_ago = timezone.now() - delivery.DISABLE_AFTER - timedelta(hours=1)
    delivery.attempt_delivery(publish(account).id)
    delivery.attempt_delivery(publish(account).id)
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None

    Endpoint.objects.update(failing_since=long_ago)
    delivery.attempt_delivery(publish(account).id)

    endpoint.refresh_from_db()
    assert not endpoint.enabled


def test_only_endpoints_that_want_the_event_get_it(account: Account, endpoint: Endpoint) -> None:
    Endpoint.objects.update(event_types=["parse.failed"])

    assert delivery.publish(account, "parse.completed", {}, livemode=True) is None
    assert delivery.publish(account, "parse.failed", {}, livemode=True) is not None


def test_deleted_endpoint_gets_nothing_more(account: Account, endpoint: Endpoint, receiver: Any) -> None:
    receiver()
    row = publish(account)

    endpoints.delete_endpoint(endpoint)

    assert not delivery.attempt_delivery(row.id)
    assert delivery.publish(account, "parse.completed", {}, livemode=True) is None
