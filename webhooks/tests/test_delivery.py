"""From a published event to rows that say how each attempt went, with a real server at the other end."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Account
from cvault.errors import Conflict
from webhooks import endpoints, events, notices, queue, schedule
from webhooks.deliverer import CALLS_OF_ONE_ENDPOINT, Rates, deliver_due
from webhooks.models import Attempt, Delivery, DeliveryState, Endpoint
from webhooks.tests.receivers import Receiver

pytestmark = pytest.mark.django_db
Publish = Callable[..., Delivery]


def test_success_is_one_attempt(publish: Publish, receiver: Receiver) -> None:
    row = publish()

    assert deliver_due() == 1

    row.refresh_from_db()
    event = json.loads(receiver.received[0].body)
    assert row.state == DeliveryState.SUCCEEDED
    assert (event["type"], event["livemode"], event["api_version"]) == ("parse.completed", True, "v1")
    assert event["id"] == row.event_id == receiver.received[0].headers["webhook-id"]
    attempt = Attempt.objects.get()
    assert (attempt.number, attempt.response_status, attempt.response_body) == (1, 200, "thanks")
    sent = receiver.received[0].headers
    assert {name: sent[name] for name in attempt.request_headers} == attempt.request_headers


@pytest.mark.covers("R217", "R218", "R227")
@pytest.mark.parametrize("answer", [500, 302, 404])
def test_failures_are_retried_after_1_5_and_30_seconds(
    answer: int, publish: Publish, receiver: Receiver, make_due: Callable[[], None]
) -> None:
    receiver.will_answer(answer, answer, answer, Location=receiver.url.replace("/hook", "/elsewhere"))
    row = publish()
    delays = []
    for _ in range(3):
        deliver_due()
        row.refresh_from_db()
        last = row.attempts.order_by("-number").first()
        delays.append(round((row.due_at - last.created_at).total_seconds()))
        make_due()

    deliver_due()

    row.refresh_from_db()
    assert delays == [1, 5, 30]
    assert row.state == DeliveryState.SUCCEEDED
    assert list(Attempt.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert [request.path for request in receiver.received] == ["/hook"] * 4  # no redirect was followed
    assert len({request.headers["webhook-id"] for request in receiver.received}) == 1
    assert len({request.body for request in receiver.received}) == 1


def test_delivery_is_given_up_after_the_last_delay(
    publish: Publish, receiver: Receiver, make_due: Callable[[], None]
) -> None:
    attempts = len(schedule.RETRY_DELAYS_S) + 1
    receiver.will_answer(*[503] * attempts)
    row = publish()

    for _ in range(attempts):
        deliver_due()
        make_due()

    row.refresh_from_db()
    assert (row.state, row.attempts_made) == (DeliveryState.FAILED, attempts)
    assert deliver_due() == 0


def test_what_is_not_due_or_held_by_another_is_left_alone(publish: Publish, receiver: Receiver) -> None:
    publish()
    Delivery.objects.update(lease_until=timezone.now() + timedelta(seconds=10))
    assert deliver_due() == 0

    Delivery.objects.update(lease_until=None, due_at=timezone.now() + timedelta(seconds=10))
    assert deliver_due() == 0
    assert receiver.received == []


def test_the_attempt_of_a_killed_process_has_its_row_and_costs_no_retry(publish: Publish, receiver: Receiver) -> None:
    row = publish()
    held = queue.claim(1, may_start=lambda *_: True)[0][0]
    assert deliver_due() == 0
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    assert deliver_due() == 1

    row.refresh_from_db()
    assert (row.state, row.attempts_made, row.failures) == (DeliveryState.SUCCEEDED, 2, 0)
    assert list(row.attempts.order_by("number").values_list("number", "error")) == [(1, queue.INTERRUPTED), (2, "")]
    assert held.number == 1


def test_a_late_report_mends_the_row_of_its_attempt_and_settles_the_delivery(publish: Publish) -> None:
    row = publish()
    slow = queue.claim(1, may_start=lambda *_: True)[0][0]
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    queue.claim(1, may_start=lambda *_: True)
    now = timezone.now()

    queue.record([queue.Outcome(slow, now, now, {}, 200, "ok", "", 5, None)])

    row.refresh_from_db()
    assert row.state == DeliveryState.SUCCEEDED
    assert row.attempts.get(number=1).error == ""


def test_a_late_failure_does_not_disturb_the_attempt_after_it(publish: Publish) -> None:
    row = publish()
    slow = queue.claim(1, may_start=lambda *_: True)[0][0]
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    queue.claim(1, may_start=lambda *_: True)
    now = timezone.now()

    queue.record([queue.Outcome(slow, now, now, {}, 500, "", "It answered 500", 5, None)])

    row.refresh_from_db()
    assert (row.state, row.failures) == (DeliveryState.PENDING, 0)
    assert row.lease_until is not None


def test_retry_after_is_honoured_and_capped() -> None:
    now = timezone.now()

    assert schedule.next_delay_s(1, "20", now=now) == 20
    assert schedule.next_delay_s(1, "999999", now=now) == schedule.RETRY_AFTER_LIMIT_S
    assert schedule.next_delay_s(1, "nonsense", now=now) == 1
    assert schedule.next_delay_s(1, "Wed, 21 Oct 2015 07:28:00 GMT", now=now) == 1
    assert schedule.next_delay_s(len(schedule.RETRY_DELAYS_S) + 1, now=now) is None


def test_retry_after_of_an_answer_moves_the_next_attempt(publish: Publish, receiver: Receiver) -> None:
    receiver.will_answer(503, Retry_After="120")
    row = publish()

    deliver_due()

    row.refresh_from_db()
    assert 110 < (row.due_at - timezone.now()).total_seconds() <= 120


def test_gone_disables_at_once(publish: Publish, endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.will_answer(410)
    first, second = publish(), publish()
    Delivery.objects.filter(pk=second.pk).update(due_at=timezone.now() + timedelta(minutes=1))

    deliver_due()

    for row in (endpoint, first, second):
        row.refresh_from_db()
    assert not endpoint.enabled
    assert (first.state, second.state) == (DeliveryState.FAILED, DeliveryState.CANCELLED)


@pytest.mark.covers("R229")
def test_days_of_failure_warn_then_disable_and_one_success_forgets(
    publish: Publish, endpoint: Endpoint, receiver: Receiver, make_due: Callable[[], None]
) -> None:
    receiver.will_answer(500, 500, 500, 200, 500)

    def fail_for(time: timedelta) -> None:
        Endpoint.objects.update(failing_since=timezone.now() - time)
        publish()
        make_due()
        deliver_due()
        notices.send_waiting()
        endpoint.refresh_from_db()

    publish()
    deliver_due()
    assert mail.outbox == []
    Delivery.objects.all().delete()
    fail_for(schedule.WARN_AFTER + timedelta(minutes=1))
    assert [letter.to for letter in mail.outbox] == [["alice@example.org"]]
    assert "failing for a day" in mail.outbox[0].subject

    # However long it failed: not before the owners had a day to read the letter.
    Delivery.objects.all().delete()
    fail_for(schedule.DISABLE_AFTER + timedelta(minutes=1))
    assert Endpoint.objects.get().enabled
    Delivery.objects.all().delete()
    fail_for(timedelta(0))
    assert (endpoint.failing_since, endpoint.warned_at) == (None, None)

    Delivery.objects.all().delete()
    Endpoint.objects.update(warned_at=timezone.now() - schedule.WARN_AFTER)
    fail_for(schedule.DISABLE_AFTER + timedelta(minutes=1))
    assert not endpoint.enabled
    assert "disabled" in mail.outbox[-1].subject
    assert endpoint.target_url in mail.outbox[-1].body
    assert notices.send_waiting() == 0


def test_a_failure_among_successes_is_no_reason_to_worry(
    publish: Publish, endpoint: Endpoint, receiver: Receiver
) -> None:
    receiver.will_answer(500)
    publish()
    publish()

    deliver_due()

    endpoint.refresh_from_db()
    assert endpoint.failing_since is None
    assert endpoint.last_failure == "The endpoint answered 500"


def test_only_endpoints_that_want_the_event_get_it(account: Account, endpoint: Endpoint) -> None:
    Endpoint.objects.update(event_types=["parse.failed"])

    assert events.publish(account, "parse.completed", {}, livemode=True) is None
    assert events.publish(account, "parse.failed", {}, livemode=True) is not None


@pytest.mark.covers("R380")
def test_jobs_of_the_extract_api_are_told_to_those_who_asked(account: Account, endpoint: Endpoint) -> None:
    assert events.publish(account, "parse.completed", {}, livemode=True, is_extract=True) is None

    endpoints.update_endpoint(endpoint, {"include_extract": True})

    assert events.publish(account, "parse.completed", {}, livemode=True, is_extract=True) is not None


@pytest.mark.parametrize("end", ["delete", "disable"])
def test_deleted_or_disabled_endpoint_gets_nothing_more(
    end: str, account: Account, endpoint: Endpoint, publish: Publish, receiver: Receiver
) -> None:
    row = publish()

    if end == "delete":
        endpoints.delete_endpoint(endpoint)
    else:
        endpoints.update_endpoint(endpoint, {"enabled": False})

    row.refresh_from_db()
    assert row.state == DeliveryState.CANCELLED
    Delivery.objects.update(state=DeliveryState.PENDING)  # written by a transaction that ended later
    assert deliver_due() == 0
    row.refresh_from_db()
    assert (row.state, receiver.received) == (DeliveryState.CANCELLED, [])
    assert events.publish(account, "parse.completed", {}, livemode=True) is None
    with pytest.raises(Conflict):
        events.resend(Delivery.objects.select_related("endpoint").get())


def test_recovery_sends_what_was_lost_and_nothing_twice(
    publish: Publish, endpoint: Endpoint, receiver: Receiver
) -> None:
    lost, saved, delivered, old, tried = publish(), publish(), publish(), publish(), publish()
    later = timezone.now() + timedelta(hours=5)
    Delivery.objects.filter(pk=tried.pk).update(failures=5, due_at=later)
    Delivery.objects.filter(pk__in=[lost.pk, saved.pk, old.pk]).update(state=DeliveryState.FAILED)
    Delivery.objects.filter(pk=delivered.pk).update(state=DeliveryState.SUCCEEDED)
    Delivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=2))
    events.resend(saved)
    since = timezone.now() - timedelta(days=1)

    assert events.recover(endpoint, since=since) == 2
    deliver_due()
    assert events.recover(endpoint, since=since) == 0

    assert sorted(request.headers["webhook-id"] for request in receiver.received) == sorted(
        [lost.event_id, saved.event_id, tried.event_id]
    )


@pytest.mark.covers("R228")
def test_one_endpoint_has_few_calls_at_a_time_and_hides_no_other(
    account: Account, publish: Publish, endpoint: Endpoint, receiver: Receiver
) -> None:
    for _ in range(30):
        publish()
    other, _secret = endpoints.create_endpoint(account, {"target_url": receiver.url, "event_types": ["parse.failed"]})
    events.publish(account, "parse.failed", {}, livemode=True)
    started: dict[str, int] = {}

    def may_start(endpoint_id: str, _rate: int | None) -> bool:
        started[endpoint_id] = started.get(endpoint_id, 0) + 1
        return started[endpoint_id] <= CALLS_OF_ONE_ENDPOINT

    tasks, more = queue.claim(1000, may_start=may_start, window=10)

    by_endpoint = [task.endpoint_id for task in tasks]
    assert by_endpoint.count(endpoint.pk) == CALLS_OF_ONE_ENDPOINT
    assert by_endpoint.count(other.pk) == 1
    assert more


def test_an_endpoint_gets_no_more_a_second_than_it_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("webhooks.deliverer.monotonic", lambda: now)
    rates = Rates()

    granted = sum(rates.take("wh_1", 5) for _ in range(20))
    for _ in range(100):
        now += 0.1
        granted += sum(rates.take("wh_1", 5) for _ in range(20))

    assert 45 <= granted <= 51
    assert all(rates.take("wh_2", None) for _ in range(1000))


def test_a_secret_that_cannot_be_read_is_one_delivery_s_failure(
    account: Account, publish: Publish, endpoint: Endpoint, receiver: Receiver
) -> None:
    endpoints.create_endpoint(account, {"target_url": receiver.url})
    publish()
    Endpoint.objects.filter(pk=endpoint.pk).update(secret="no ciphertext")

    deliver_due()

    assert len(receiver.received) == 1
    assert "rotate it" in Attempt.objects.exclude(error="").get().error
