"""Running jobs: at least once, finished exactly once, whatever dies in between."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from accounts.models import Account
from billing import quota
from billing.models import Charge, ChargeState, QuotaPeriod
from parsing import jobs, sandbox
from parsing.jobs import finishing, leases, running
from parsing.models import FileState, JobState, OutboxMessage, ParseJob
from parsing.tests.fake_engine import FakeEngine, WorkerDied

pytestmark = [pytest.mark.django_db]

Submit = Callable[..., ParseJob]


def die() -> None:
    raise WorkerDied


def assert_counter_equals_ledger(account: Account) -> None:
    counted = QuotaPeriod.objects.filter(account=account).aggregate(used=Sum("used"))["used"] or 0
    assert counted == Charge.objects.filter(account=account).exclude(state=ChargeState.RELEASED).count()


def lose_lease(job: ParseJob) -> None:
    """As if the worker that holds it had died long ago."""
    ParseJob.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.fixture
def mortal(monkeypatch: pytest.MonkeyPatch, fake_engine: FakeEngine) -> FakeEngine:
    """A document that says "poison" ends the process that reads it: no line of ours runs after that."""
    fake_engine.commands["poison"] = die
    monkeypatch.setattr(running._Run, "leave", lambda self: False)
    return fake_engine


def run_and_die(job: ParseJob) -> bool:
    """One worker's life with the job; True where it died of it."""
    lose_lease(job)
    try:
        jobs.run_job(job.pk)
    except WorkerDied:
        return True
    return False


def test_run_job_finishes_files_and_settles_charges(account: Account, submit: Submit, fake_engine: FakeEngine) -> None:
    job = submit(account, "Ada", "unreadable", "Grace", job_description="python django sql")

    assert jobs.run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.completed, job.failed) == (JobState.COMPLETED, 2, 1)
    assert job.completed_at is not None
    assert (job.lease_owner, job.lease_until) == ("", None)
    assert [file.candidate and file.candidate.name for file in job.files.all()] == ["Ada", None, "Grace"]
    assert [file.fit_score for file in job.files.all()] == [3, None, 3]
    assert [charge.state for charge in Charge.objects.order_by("created_at", "pk")] == [
        "settled",
        "released",
        "settled",
    ]
    assert quota.usage(account).used == 2
    assert not OutboxMessage.objects.exists()


def test_a_finished_job_is_not_run_again(account: Account, submit: Submit, fake_engine: FakeEngine) -> None:
    job = submit(account, "Ada")

    assert jobs.run_job(job.pk)
    assert jobs.run_job(job.pk)

    assert fake_engine.read == ["Ada"]


def test_a_job_that_another_process_holds_is_left_alone(
    account: Account, submit: Submit, fake_engine: FakeEngine
) -> None:
    job = submit(account, "Ada")
    jobs.claim(job.pk)

    assert not jobs.run_job(job.pk)
    assert fake_engine.read == []


def test_a_lease_is_lost_to_who_claims_after_it_ran_out(account: Account, submit: Submit) -> None:
    job = submit(account, "Ada")
    first = leases.claim(job.pk)
    assert first is not None
    assert leases.renew(job.pk, owner=first)
    lose_lease(job)

    second = leases.claim(job.pk)

    assert second
    assert not leases.renew(job.pk, owner=first)
    assert not leases.hand_back(job.pk, owner=first, ring=True)
    assert leases.renew(job.pk, owner=second)


def test_finishing_twice_counts_and_charges_once(account: Account, submit: Submit, fake_engine: FakeEngine) -> None:
    job = submit(account, "Ada", "Grace")
    file = job.files.select_related("account", "stored_file").first()
    reading = fake_engine.parse_in_child(b"Ada", filename="", today=timezone.now().date())

    assert finishing.finish_read(file, reading, duration_ms=1)
    assert not finishing.finish_read(file, reading, duration_ms=1)
    assert not finishing.finish_failed(file, code="unreadable", error="late news of a worker thought dead")

    job.refresh_from_db()
    assert (job.completed, job.failed) == (1, 0)
    assert quota.usage(account).used == 2
    assert_counter_equals_ledger(account)


def test_a_worker_that_dies_costs_nothing_but_time(account: Account, submit: Submit, mortal: FakeEngine) -> None:
    mortal.commands["Ada"] = die
    job = submit(account, "Ada")

    assert run_and_die(job)
    del mortal.commands["Ada"]
    assert not run_and_die(job)

    job.refresh_from_db()
    assert (job.state, job.completed, job.attempts) == (JobState.COMPLETED, 1, 2)
    assert quota.usage(account).used == 1
    assert_counter_equals_ledger(account)


def test_poison_is_given_up_after_three_attempts_and_its_neighbours_finish(
    account: Account, submit: Submit, mortal: FakeEngine
) -> None:
    neighbours = [f"Neighbour {number}" for number in range(10)]
    job = submit(account, *neighbours[:5], "poison", *neighbours[5:])

    deaths = sum(run_and_die(job) for _ in range(20))

    job.refresh_from_db()
    assert deaths == 3
    assert mortal.read.count("poison") == 3
    assert (job.state, job.completed, job.failed) == (JobState.COMPLETED, 10, 1)
    poison = job.files.get(index=5)
    assert (poison.state, poison.error_code, poison.attempts) == (FileState.FAILED, "gave_up", 3)
    assert quota.usage(account).used == 10
    assert_counter_equals_ledger(account)


def test_two_poisons_do_not_take_each_others_neighbours_along(
    account: Account, submit: Submit, mortal: FakeEngine
) -> None:
    mortal.commands["venom"] = die
    job = submit(account, "poison", "Ada", "venom", "Grace")

    deaths = sum(run_and_die(job) for _ in range(20))

    job.refresh_from_db()
    assert deaths <= 6
    assert [file.error_code for file in job.files.all()] == ["gave_up", "", "gave_up", ""]


def test_a_worker_that_is_stopped_hands_the_job_back_uncounted(
    account: Account, submit: Submit, fake_engine: FakeEngine
) -> None:
    def close() -> None:
        raise sandbox.SandboxClosed

    fake_engine.commands["Ada"] = close
    job = submit(account, "Ada", mode="async")
    OutboxMessage.objects.all().delete()

    for _ in range(5):
        assert not jobs.run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until) == (JobState.PROCESSING, 0, None)
    assert job.files.get().attempts == 0
    assert OutboxMessage.objects.filter(target=job.pk).exists()
    del fake_engine.commands["Ada"]
    assert jobs.run_job(job.pk)


def test_a_broken_sandbox_is_no_fault_of_the_file_until_the_third_attempt(
    account: Account, submit: Submit, fake_engine: FakeEngine
) -> None:
    def break_down() -> None:
        raise RuntimeError("no memory for a child")

    fake_engine.commands["Ada"] = break_down
    job = submit(account, "Ada")

    for _ in range(3):
        with pytest.raises(RuntimeError):
            jobs.run_job(job.pk)
    assert jobs.run_job(job.pk)

    assert job.files.get().error_code == "gave_up"
    assert quota.usage(account).used == 0


def test_a_document_that_is_gone_fails_by_itself(account: Account, submit: Submit, fake_engine: FakeEngine) -> None:
    job = submit(account, "Ada", "Grace")
    stored = job.files.get(index=0).stored_file
    stored.content.storage.delete(stored.content.name)

    assert jobs.run_job(job.pk)

    assert [file.error_code for file in job.files.all()] == ["gone", ""]
    assert quota.usage(account).used == 1


def test_a_job_that_is_deleted_in_mid_parse_leaves_nothing(
    account: Account, submit: Submit, fake_engine: FakeEngine
) -> None:
    job = submit(account, "Ada")
    file = job.files.select_related("account", "stored_file").get()
    ParseJob.objects.all().delete()

    reading = fake_engine.parse_in_child(b"Ada", filename="", today=timezone.now().date())
    assert not finishing.finish_read(file, reading, duration_ms=1)
    assert not account.candidates.exists()


def test_fail_job_releases_what_was_not_finished(account: Account, submit: Submit, fake_engine: FakeEngine) -> None:
    job = submit(account, "Ada", "Grace", mode="async")

    assert jobs.fail_job(job, "The account was suspended")
    assert not jobs.fail_job(job, "Once more")

    job.refresh_from_db()
    assert (job.state, job.failed, job.error) == (JobState.FAILED, 2, "The account was suspended")
    assert quota.usage(account).used == 0
    assert not OutboxMessage.objects.exists()


def test_a_job_of_a_suspended_account_fails_and_costs_nothing(
    account: Account, submit: Submit, fake_engine: FakeEngine
) -> None:
    job = submit(account, "Ada")
    Account.objects.filter(pk=account.pk).update(suspended_at=timezone.now())

    assert jobs.run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error, fake_engine.read) == (JobState.FAILED, "The account is suspended", [])
    assert quota.usage(account).used == 0


def test_statuses_never_go_back(account: Account, submit: Submit, fake_engine: FakeEngine) -> None:
    job = submit(account, "Ada")
    jobs.run_job(job.pk)

    assert jobs.claim(job.pk) is None
    assert not jobs.fail_job(job, "too late")
    job.refresh_from_db()
    assert job.state == JobState.COMPLETED


class TestOutbox:
    def test_dispatch_rings_once_for_what_is_due(
        self, account: Account, submit: Submit, fake_engine: FakeEngine
    ) -> None:
        due, later = submit(account, "Ada", mode="async"), submit(account, "Grace", mode="sync")
        rung: list[str] = []

        assert jobs.dispatch_outbox({"job": rung.append}) == 1
        assert jobs.dispatch_outbox({"job": rung.append}) == 0

        assert rung == [due.pk]
        assert OutboxMessage.objects.get().target == later.pk

    def test_hurry_rings_now(self, account: Account, submit: Submit, fake_engine: FakeEngine) -> None:
        job = submit(account, "Ada", mode="sync")
        rung: list[str] = []

        jobs.hurry(job.pk)
        jobs.dispatch_outbox({"job": rung.append})

        assert rung == [job.pk]

    def test_a_lost_broker_loses_nothing(self, account: Account, submit: Submit, fake_engine: FakeEngine) -> None:
        def refuse(job_id: str) -> None:
            raise ConnectionError("connection refused")

        job = submit(account, "Ada", mode="async")
        rung: list[str] = []

        assert jobs.dispatch_outbox({"job": refuse}) == 0
        assert jobs.dispatch_outbox({"job": rung.append}, now=timezone.now() + timedelta(minutes=1)) == 1
        assert rung == [job.pk]
