"""Accepting a batch: what is refused costs nothing, what is accepted is charged once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import audit
from accounts.models import Account
from billing import quota
from billing.models import Charge
from cvault.errors import (
    CVaultError,
    FileTooLarge,
    InvalidInput,
    NotPermitted,
    QuotaExceeded,
    UnsupportedFile,
)
from parsing import jobs, services, storage
from parsing.engine.options import ParseOptions
from parsing.models import Candidate, FileState, JobState, OutboxMessage, ParseJob, StoredFile
from parsing.services import Upload
from parsing.storage import display_name
from parsing.tests.fake_engine import FakeEngine
from parsing.tests.stored import stored_names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fake_engine")]

Submit = Callable[..., ParseJob]
MakeUpload = Callable[..., Upload]
TEN_MEGABYTES = 10 * 1024 * 1024


def assert_nothing_happened(account: Account) -> None:
    assert quota.usage(account).used == 0
    assert not ParseJob.objects.exists()
    assert not Charge.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert stored_names() == []


def test_submit_makes_job_files_charges_and_bell(account: Account, submit: Submit) -> None:
    job = submit(account, "Ada", "Grace", mode="async")

    assert (job.state, job.total, job.completed, job.failed) == (JobState.QUEUED, 2, 0, 0)
    assert [file.index for file in job.files.all()] == [0, 1]
    assert all(file.charged and file.stored_file for file in job.files.all())
    assert quota.usage(account).used == 2
    assert OutboxMessage.objects.filter(target=job.pk).count() == 1
    assert len(stored_names()) == 2


@pytest.mark.parametrize(
    ("plan", "texts", "expected"),
    [
        ("ultra", [], (InvalidInput, {})),
        ("mega", ["x"] * 51, (InvalidInput, {"received": 51})),
        ("basic", ["x", "y"], (NotPermitted, {"max_batch_size": 1, "received": 2})),
        ("ultra", ["x"] * 26, (NotPermitted, {"max_batch_size": 25, "received": 26})),
        ("ultra", ["x", b"a" * (TEN_MEGABYTES + 1)], (FileTooLarge, {"file_index": 1, "filename": "1.txt"})),
        ("ultra", ["x", b"MZ\x90\x00\x03"], (UnsupportedFile, {"file_index": 1, "filename": "1.txt"})),
        ("ultra", [b"MZ\x90\x00", b"a" * (TEN_MEGABYTES + 1)], (FileTooLarge, {"file_index": 1})),
    ],
)
def test_what_is_refused_stores_and_charges_nothing(
    make_account: Callable[..., Account],
    submit: Submit,
    plan: str,
    texts: list[str | bytes],
    expected: tuple[type[CVaultError], dict[str, object]],
) -> None:
    account = make_account("dora@example.org", plan=plan)
    error, details = expected

    with pytest.raises(error) as raised:
        submit(account, *texts)

    assert details.items() <= raised.value.details.items()
    assert_nothing_happened(account)


def test_ten_binary_megabytes_are_accepted(account: Account, submit: Submit) -> None:
    job = submit(account, b"a" * TEN_MEGABYTES)

    assert job.files.get().stored_file.size_bytes == TEN_MEGABYTES


def test_a_batch_beyond_the_quota_is_refused_whole(
    make_account: Callable[..., Account], submit: Submit, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    account = make_account("dora@example.org", plan="ultra")
    quota.reserve_parses(account, [f"earlier{number}" for number in range(998)], source="portal")

    with pytest.raises(QuotaExceeded) as raised, django_capture_on_commit_callbacks(execute=True):
        submit(account, "Ada", "Grace", "Ada", "Mary")

    assert raised.value.extra["files_requested"] == 4
    assert raised.value.extra["files_chargeable"] == 3
    assert quota.usage(account).used == 998
    assert not ParseJob.objects.exists()
    assert stored_names() == []


def test_allow_partial_reads_as_many_as_fit(make_account: Callable[..., Account], submit: Submit) -> None:
    account = make_account("dora@example.org", plan="ultra")
    quota.reserve_parses(account, [f"earlier{number}" for number in range(999)], source="portal")

    job = submit(account, "Ada", "Grace", "Grace", allow_partial=True)
    jobs.run_job(job.pk)

    files = list(job.files.all())
    assert [file.state for file in files] == [FileState.DONE, FileState.FAILED, FileState.FAILED]
    assert [file.error_code for file in files] == ["", "quota_exceeded", "quota_exceeded"]
    job.refresh_from_db()
    assert (job.state, job.completed, job.failed) == (JobState.COMPLETED, 1, 2)
    assert quota.usage(account).used == 1000


def test_an_empty_file_fails_by_itself_and_is_free(account: Account, submit: Submit) -> None:
    job = submit(account, "Ada", b"")

    empty = job.files.get(index=1)
    assert (empty.state, empty.error_code) == (FileState.FAILED, "empty_document")
    assert (job.state, job.failed) == (JobState.QUEUED, 1)
    assert quota.usage(account).used == 1


def test_a_batch_of_empty_files_is_finished_at_once(account: Account, submit: Submit) -> None:
    job = submit(account, b"", b"")

    assert (job.state, job.failed, job.completed_at is not None) == (JobState.COMPLETED, 2, True)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("cv.pdf", "cv.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\cv.pdf", "cv.pdf"),
        ("Ada\u202egnp.pdf", "Adagnp.pdf"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ("", "file"),
        ("r\u00e9sum\u00e9 \u5c65\u6b74\u66f8.docx", "r\u00e9sum\u00e9 \u5c65\u6b74\u66f8.docx"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_names_are_shown_without_what_could_mislead(sent: str, shown: str) -> None:
    assert display_name(sent) == shown


@pytest.mark.parametrize(
    ("content", "stored_as"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"II*\x00\x08\x00\x00\x00", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        (b"{\\rtf1 Jane}", "rtf"),
        (b"<!doctype html><html><body>Jane", "html"),
        (b"BMW mechanic since 2001\nJane Doe\n", "txt"),
        (b"GIF89a\x01\x00\x01\x00", None),
        (b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00", None),
        (b"PK\x03\x04 an archive", None),
        (b"\x7fELF\x02\x01", None),
    ],
)
def test_the_format_is_told_by_the_content_and_others_are_refused(
    account: Account, upload: MakeUpload, content: bytes, stored_as: str | None
) -> None:
    file = upload(content, "cv.pdf")

    if stored_as is None:
        with pytest.raises(UnsupportedFile):
            services.submit_batch(account, [file], options=ParseOptions(), source="portal")
    else:
        services.submit_batch(account, [file], options=ParseOptions(), source="portal")
        assert StoredFile.objects.get().format == stored_as


def test_a_stored_name_holds_nothing_of_the_customers(account: Account, upload: MakeUpload) -> None:
    services.submit_batch(account, [upload("Ada", "Ada Lovelace.txt")], options=ParseOptions(), source="portal")

    stored = StoredFile.objects.get()
    assert stored_names() == [f"{stored.pk}.txt"]


def test_a_deleted_account_leaves_no_document(
    account: Account, submit: Submit, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    jobs.run_job(submit(account, "Ada").pk)
    submit(account, "Grace")
    assert len(stored_names()) == 2

    with django_capture_on_commit_callbacks(execute=True), audit.forgetting():
        account.delete()

    assert stored_names() == []


def test_documents_of_requests_that_died_are_discarded(
    account: Account, upload: MakeUpload, submit: Submit, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    job = submit(account, "Ada")
    orphan = storage.prepare(account=account, sha256="0" * 64, size_bytes=5, format_name="txt")
    orphan.save()
    storage.write(orphan, upload("Grace"))

    with django_capture_on_commit_callbacks(execute=True):
        assert storage.discard_orphans(now=timezone.now() + timedelta(minutes=30)) == 0
        assert storage.discard_orphans(now=timezone.now() + timedelta(minutes=90)) == 1

    assert stored_names() == [f"{job.files.get().stored_file_id}.txt"]


class TestDuplicates:
    def test_a_copy_in_the_batch_is_read_and_charged_once(
        self, account: Account, submit: Submit, fake_engine: FakeEngine
    ) -> None:
        job = submit(account, "Ada", "Grace", "Ada")
        jobs.run_job(job.pk)

        first, _, copy = job.files.all()
        assert sorted(fake_engine.read) == ["Ada", "Grace"]
        assert copy.candidate_id == first.candidate_id
        assert (first.cached, copy.cached) == (False, True)
        assert quota.usage(account).used == 2
        assert [item["file_index"] for item in services.duplicates_of(job)] == [2]

    def test_a_document_read_before_is_done_at_once_and_free(
        self, account: Account, submit: Submit, fake_engine: FakeEngine
    ) -> None:
        earlier = submit(account, "Ada")
        jobs.run_job(earlier.pk)

        job = submit(account, "Ada", job_description="python sql")

        file = job.files.get()
        assert (job.state, file.cached, file.fit_score) == (JobState.COMPLETED, True, 2)
        assert file.candidate_id == earlier.files.get().candidate_id
        assert fake_engine.read == ["Ada"]
        assert quota.usage(account).used == 1
        assert len(stored_names()) == 1
        (duplicate,) = services.duplicates_of(job)
        assert duplicate["duplicate_of"]["job_id"] == earlier.pk
        assert duplicate["duplicate_of"]["candidate_id"] == file.candidate_id

    def test_a_document_that_another_job_is_reading_is_waited_for(
        self, account: Account, submit: Submit, fake_engine: FakeEngine
    ) -> None:
        first, second = submit(account, "Ada"), submit(account, "Ada", job_description="python")

        assert not jobs.run_job(second.pk)
        assert fake_engine.read == []
        assert jobs.run_job(first.pk)
        assert OutboxMessage.objects.filter(target=second.pk).exists()
        assert jobs.run_job(second.pk)

        assert fake_engine.read == ["Ada"]
        assert quota.usage(account).used == 1
        assert second.files.get().fit_score == 1

    def test_copies_share_the_fate_of_an_unreadable_document(self, account: Account, submit: Submit) -> None:
        job = submit(account, "unreadable", "unreadable")
        jobs.run_job(job.pk)

        assert [file.error_code for file in job.files.all()] == ["unreadable", "unreadable"]
        assert quota.usage(account).used == 0

    def test_a_copy_of_a_file_that_had_no_quota_is_tried_by_itself(
        self, account: Account, submit: Submit, fake_engine: FakeEngine
    ) -> None:
        first, second = submit(account, "Ada"), submit(account, "Ada")
        jobs.fail_job(first, "The account was suspended")

        assert jobs.run_job(second.pk)

        assert second.files.get().state == FileState.DONE
        assert quota.usage(account).used == 1

    def test_nothing_is_shared_between_accounts(
        self, account: Account, other_account: Account, submit: Submit, fake_engine: FakeEngine
    ) -> None:
        for mine in (account, other_account):
            jobs.run_job(submit(mine, "Ada").pk)

        assert fake_engine.read == ["Ada", "Ada"]
        assert quota.usage(other_account).used == 1
        assert Candidate.objects.filter(account=other_account).count() == 1

    def test_a_deleted_candidate_is_read_and_charged_anew(
        self, account: Account, submit: Submit, django_capture_on_commit_callbacks: Callable[..., object]
    ) -> None:
        jobs.run_job(submit(account, "Ada").pk)
        with django_capture_on_commit_callbacks(execute=True):
            services.delete_candidate(Candidate.objects.get())
        assert stored_names() == []

        jobs.run_job(submit(account, "Ada").pk)

        assert quota.usage(account).used == 2
        assert Candidate.objects.count() == 1

    def test_every_copy_is_accounted_for_when_a_batch_mixes_all_kinds(self, account: Account, submit: Submit) -> None:
        jobs.run_job(submit(account, "Ada").pk)

        job = submit(account, "Ada", "Grace", b"", "unreadable", "Grace", "Ada", "unreadable")
        jobs.run_job(job.pk)

        job.refresh_from_db()
        assert (job.state, job.completed, job.failed) == (JobState.COMPLETED, 4, 3)
        assert quota.usage(account).used == 2


class TestModes:
    def test_a_test_key_charges_nothing_and_has_data_of_its_own(
        self, account: Account, submit: Submit, fake_engine: FakeEngine
    ) -> None:
        jobs.run_job(submit(account, "Ada").pk)
        sandboxed = submit(account, "Ada", livemode=False)
        jobs.run_job(sandboxed.pk)

        assert fake_engine.read == ["Ada", "Ada"]
        assert quota.usage(account).used == 1
        assert sandboxed.files.get().candidate.livemode is False
        with pytest.raises(CVaultError):
            services.job_for(account, sandboxed.pk, livemode=True)

    def test_a_test_key_works_when_the_quota_is_exhausted(
        self, make_account: Callable[..., Account], submit: Submit
    ) -> None:
        account = make_account("dora@example.org", plan="basic")
        quota.reserve_parses(account, list("abcde"), source="portal")

        assert jobs.run_job(submit(account, "Ada", livemode=False).pk)

    @pytest.mark.parametrize(
        ("mode", "count", "waits"),
        [("auto", 1, True), ("auto", 5, True), ("auto", 6, False), ("sync", 50, True), ("async", 1, False)],
    )
    def test_who_waits(self, mode: str, count: int, waits: bool) -> None:
        assert services.is_synchronous(mode, count) is waits
