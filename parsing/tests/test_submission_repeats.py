"""Requests that are sent twice, long descriptions, and results in their order."""

from collections.abc import Callable

import pytest

from accounts.models import Account
from billing import quota
from cvault.errors import (
    Conflict,
    InvalidInput,
)
from parsing import jobs, services
from parsing.models import FileState, JobFile, ParseJob
from parsing.services import Upload
from parsing.tests.stored import stored_names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fake_engine")]

Submit = Callable[..., ParseJob]
MakeUpload = Callable[..., Upload]
TEN_MEGABYTES = 10 * 1024 * 1024


class TestIdempotency:
    def test_the_same_request_gives_the_same_job(self, account: Account, submit: Submit) -> None:
        first = submit(account, "Ada", idempotency_key="order-1")

        assert submit(account, "Ada", idempotency_key="order-1").pk == first.pk
        assert ParseJob.objects.count() == 1
        assert quota.usage(account).used == 1
        assert len(stored_names()) == 1

    def test_another_request_with_the_same_key_is_a_conflict(self, account: Account, submit: Submit) -> None:
        submit(account, "Ada", idempotency_key="order-1")

        with pytest.raises(Conflict):
            submit(account, "Grace", idempotency_key="order-1")

    def test_keys_belong_to_an_account_and_a_mode(
        self, account: Account, other_account: Account, submit: Submit
    ) -> None:
        submit(account, "Ada", idempotency_key="order-1")
        submit(account, "Grace", idempotency_key="order-1", livemode=False)
        submit(other_account, "Mary", idempotency_key="order-1")

        assert ParseJob.objects.count() == 3


def test_job_description_counts_code_points_after_line_ends_are_one(account: Account, submit: Submit) -> None:
    job = submit(account, "Ada", job_description="\u00e4\r\n" * 25_000)

    assert len(job.job_description) == 50_000
    with pytest.raises(InvalidInput):
        submit(account, "Ada", job_description="x" * 50_001)


def test_result_items_come_by_index_and_only_when_finished(account: Account, submit: Submit) -> None:
    job = submit(account, "Ada", b"", "Grace")

    assert [file.index for file in services.result_items(job)] == [1]
    jobs.run_job(job.pk)
    assert [file.index for file in services.result_items(job, offset=1, limit=5)] == [1, 2]
    assert JobFile.objects.filter(job=job, state=FileState.DONE).count() == 2
