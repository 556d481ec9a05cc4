"""Jobs whose bell was lost, jobs that the web process runs, and descriptions that cannot be analysed."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Account
from billing import quota
from parsing import jobs, sandbox, services
from parsing.jobs import running
from parsing.models import FileState, JobFile, JobState, OutboxMessage, ParseJob
from parsing.services import waiting
from parsing.tests.fake_engine import FakeEngine

pytestmark = [pytest.mark.django_db]

Submit = Callable[..., ParseJob]


class TestSweep:
    @pytest.fixture
    def job(self, account: Account, submit: Submit, fake_engine: FakeEngine) -> ParseJob:
        """A job whose bell was rung, and the message lost."""
        job = submit(account, "Ada", mode="async")
        jobs.dispatch_outbox({"job": lambda job_id: None})
        return job

    def test_sweep_rings_again_for_a_job_that_nobody_took(self, job: ParseJob) -> None:
        assert jobs.sweep() == 0
        assert jobs.sweep(now=timezone.now() + timedelta(seconds=21)) == 1
        assert OutboxMessage.objects.get().target == job.pk

    def test_sweep_does_not_ring_twice_for_one_job(self, job: ParseJob) -> None:
        later = timezone.now() + timedelta(seconds=21)

        assert [jobs.sweep(now=later), jobs.sweep(now=later)] == [1, 0]

    def test_sweep_leaves_a_held_job_alone_and_takes_a_dead_workers(self, job: ParseJob) -> None:
        jobs.claim(job.pk)

        assert jobs.sweep(now=timezone.now() + timedelta(seconds=14)) == 0
        assert jobs.sweep(now=timezone.now() + timedelta(seconds=21)) == 1

    def test_a_job_that_was_begun_does_not_wait_behind_those_that_were_not(self, job: ParseJob) -> None:
        jobs.claim(job.pk)
        begun: list[str] = []
        later = timezone.now() + timedelta(seconds=21)

        jobs.sweep(now=later)
        jobs.dispatch_outbox({jobs.RECOVERED_TOPIC: begun.append}, now=later)

        assert begun == [job.pk]

    def test_sweep_leaves_finished_jobs_alone(self, job: ParseJob) -> None:
        jobs.run_job(job.pk)

        assert jobs.sweep(now=timezone.now() + timedelta(days=1)) == 0

    def test_an_idempotency_key_is_forgotten_after_a_day(self, account: Account, submit: Submit, job: ParseJob) -> None:
        first = submit(account, "Ada", idempotency_key="order-1")
        assert jobs.forget_idempotency_keys(now=timezone.now() + timedelta(hours=23)) == 0
        assert jobs.forget_idempotency_keys(now=timezone.now() + timedelta(hours=25)) == 1

        assert submit(account, "Ada", idempotency_key="order-1").pk != first.pk


class TestWaiting:
    def test_the_web_process_runs_the_job_itself(
        self, account: Account, submit: Submit, fake_engine: FakeEngine
    ) -> None:
        job = services.wait_for_job(submit(account, "Ada"), budget_s=5)

        assert job.state == JobState.COMPLETED
        assert not OutboxMessage.objects.exists()

    def test_a_job_without_a_free_child_is_rung_for(
        self, account: Account, submit: Submit, fake_engine: FakeEngine
    ) -> None:
        fake_engine.slots = 0
        rung: list[str] = []

        job = services.wait_for_job(submit(account, "Ada"), budget_s=0)
        jobs.dispatch_outbox({"job": rung.append})

        assert (job.state, fake_engine.read, rung) == (JobState.QUEUED, [], [job.pk])

    def test_a_copy_is_answered_when_another_request_has_read_its_first(
        self, account: Account, submit: Submit, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, copy = submit(account, "Ada"), submit(account, "Ada")
        # The other request finishes while this one sleeps; no worker and no dispatcher is there to be rung for.
        monkeypatch.setattr(waiting, "sleep", lambda _: jobs.run_job(first.pk))

        job = services.wait_for_job(copy, budget_s=5)

        assert (job.state, job.completed) == (JobState.COMPLETED, 1)
        assert fake_engine.read == ["Ada"]

    def test_a_job_beyond_the_budget_goes_on_elsewhere(
        self, account: Account, submit: Submit, fake_engine: FakeEngine, settings: Any
    ) -> None:
        settings.PARSE_CHILDREN = 1
        release = threading.Event()
        fake_engine.commands["slow"] = lambda: release.wait(30) and None
        submitted = submit(account, "Ada", "slow", "Grace")

        job = services.wait_for_job(submitted, budget_s=0.2)

        assert (job.state, job.completed) == (JobState.PROCESSING, 1)
        assert OutboxMessage.objects.filter(target=job.pk, due_at__lte=timezone.now()).exists()
        release.set()
        assert jobs.run_job(job.pk)
        assert JobFile.objects.filter(job=job, state=FileState.DONE).count() == 3
        assert quota.usage(account).used == 3


class TestBegunWithItsAcceptance:
    """A job of one document that the process which accepts it reads at once: taken and counted in one transaction."""

    @pytest.fixture
    def begun(self, account: Account, submit: Submit, fake_engine: FakeEngine) -> ParseJob:
        return submit(account, "Ada", begins=True)

    def test_it_is_held_and_counted_before_the_work(self, begun: ParseJob) -> None:
        row = ParseJob.objects.get(pk=begun.pk)

        assert (row.state, row.attempts, row.files.get().state) == (JobState.PROCESSING, 1, FileState.READING)
        assert jobs.claim(begun.pk) is None

    def test_its_process_goes_on_with_it(self, begun: ParseJob, fake_engine: FakeEngine) -> None:
        fake_engine.slots = 0  # the last free one is for this job

        job = services.wait_for_job(begun, budget_s=5)

        row = ParseJob.objects.get(pk=job.pk)
        assert (job.state, job.completed, job.completed_at) == (row.state, row.completed, row.completed_at)
        assert (row.state, row.attempts, row.files.get().attempts) == (JobState.COMPLETED, 1, 1)

    def test_a_worker_reads_it_where_its_process_died(self, account: Account, begun: ParseJob) -> None:
        ParseJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

        assert jobs.run_job(begun.pk)

        assert begun.files.get().attempts == 2
        assert quota.usage(account).used == 1

    def test_its_attempt_is_forgiven_where_it_has_to_stop_before_the_work(
        self, account: Account, submit: Submit, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun = submit(account, "Ada", begins=True, job_description="python")

        def closed(*_: object, **__: object) -> None:
            raise sandbox.SandboxClosed

        with monkeypatch.context() as patched:
            patched.setattr(sandbox, "requirements_in_child", closed)
            services.wait_for_job(begun, budget_s=0)
        row = ParseJob.objects.get(pk=begun.pk)
        assert (row.attempts, row.files.get().attempts, row.lease_until) == (0, 0, None)

        assert jobs.run_job(begun.pk)

    @pytest.mark.parametrize("slots", [0, 1])
    def test_a_copy_and_a_job_without_a_free_child_are_not_begun(
        self, account: Account, submit: Submit, fake_engine: FakeEngine, slots: int
    ) -> None:
        submit(account, "Ada")
        fake_engine.slots = slots
        job = submit(account, "Ada" if slots else "Grace", begins=True)

        assert (job.state, job.files.get().state) == (JobState.QUEUED, FileState.QUEUED)


def test_a_job_description_that_cannot_be_analysed_leaves_the_skills_that_were_sent(
    account: Account, submit: Submit, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "requirements_in_child", lambda text, **lists: fake_engine.commands["unreadable"]())
    job = submit(account, "Ada", job_description="a bomb", required_skills=["Python", "SQL"])

    assert jobs.run_job(job.pk)

    job.refresh_from_db()
    assert job.files.get().fit_score == 2
    assert job.warnings == [running.UNREADABLE_DESCRIPTION]
