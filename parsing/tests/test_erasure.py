"""A person is found, handed out and erased without a trace, also while a parse of theirs runs."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.models import Account
from billing import quota
from parsing import jobs, sandbox, storage
from parsing.jobs import finishing
from parsing.models import Candidate, Erasure, JobFile, Note, ParseJob, StoredFile
from parsing.services import erasure
from parsing.services.deletion import page_image_name
from parsing.tests.stored import stored_names

pytestmark = pytest.mark.django_db(transaction=True)

CANARIES = [f"Zqvan{chr(97 + number // 26)}{chr(97 + number % 26)}elk" for number in range(50)]
C = iter(CANARIES)
RESUME = f"""Mirabel {next(C)}
{next(C)}@example.org
+49 30 5557 0142
{next(C)}, Germany

Summary
A {next(C)} of {next(C)} who likes {next(C)}.

Experience
{next(C)} Engineer, {next(C)} GmbH
03/2019 - present
- Built the {next(C)} with {next(C)}
- Led {next(C)} and {next(C)}

Education
{next(C)} University, BSc {next(C)}
2012 - 2016

Skills
Python, {next(C)}, {next(C)}, {next(C)}

Projects
{" ".join(C)}
"""


@pytest.fixture(autouse=True)
def _children() -> Iterator[None]:
    yield
    sandbox.close()


def everything_stored() -> str:
    """Every row of every table, what is sealed opened, every file and the names of the files."""
    models = [model for model in apps.get_models() if model._meta.managed]
    rows = [
        [getattr(row, field.attname) for field in model._meta.concrete_fields]
        for model in models
        for row in model._base_manager.all()
    ]
    text = json.dumps(rows, default=str)
    for stored in StoredFile.objects.all():
        text += f"{stored.content.name} {(storage.read(stored) or b'').decode('utf-8', 'replace')}"
    return text


def hits(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


@pytest.fixture
def mirabel(account: Account, submit: Callable[..., ParseJob]) -> Candidate:
    """Read by the real engine, scored, noted, tagged, with a picture of her page in the cache."""
    job = submit(account, RESUME, mode="async", job_description=f"Python and {CANARIES[14]} wanted")
    for file in JobFile.objects.filter(job=job):
        file.filename = f"{CANARIES[0]}.txt"
        file.save(update_fields=["filename"])
    jobs.run_job(job.pk)
    candidate = Candidate.objects.get()
    Note.objects.create(account=account, candidate=candidate, text=f"Knows {CANARIES[20]}")
    for candidate in Candidate.objects.all():
        candidate.tags, candidate.filename = [CANARIES[21]], f"{CANARIES[0]}.txt"
        candidate.save(update_fields=["tags", "filename"])
    cache.set(page_image_name(account.pk, candidate.sha256, 0), b"picture")
    ParseJob.objects.update(job_description="", requirements=None)  # the role's words are not the person's
    return candidate


def test_all_about_a_person_is_all_of_it(mirabel: Candidate) -> None:
    handed_out = json.dumps(erasure.all_about([Candidate.objects.get()]), default=str)

    assert hits(handed_out) == CANARIES


@pytest.mark.parametrize("text", [f"mirabel {CANARIES[0].lower()}", f"{CANARIES[1]}@example.org", "0305557 0142"])
def test_a_person_is_found_by_name_address_and_number(
    mirabel: Candidate, account: Account, other_account: Account, text: str
) -> None:
    assert list(erasure.find_person(account, text)) == [mirabel]
    assert not erasure.find_person(other_account, text).exists()


def test_nothing_is_left_of_an_erased_person(mirabel: Candidate, account: Account) -> None:
    assert hits(everything_stored()) == CANARIES

    certificate = erasure.erase(account, [mirabel], by=None)

    assert hits(everything_stored()) == []
    assert stored_names() == []
    assert cache.get(page_image_name(account.pk, mirabel.sha256, 0)) is None
    assert (certificate.candidates, certificate.documents, certificate.notes) == (1, 1, 1)


@pytest.fixture
def erased_while_read(
    mirabel: Candidate, account: Account, monkeypatch: pytest.MonkeyPatch
) -> list[Callable[[], object]]:
    """She is erased as soon as the next document is read, before it is stored; then what the list holds is done."""
    read, afterwards = sandbox.parse_in_child, list[Callable[[], object]]()

    def erase_meanwhile(*args: Any, **options: Any) -> Any:
        reading = read(*args, **options)
        if not Erasure.objects.exists():
            erasure.erase(account, [mirabel], by=None)
            for action in afterwards:
                action()
        connection.close()  # this is a thread of the worker
        return reading

    monkeypatch.setattr(sandbox, "parse_in_child", erase_meanwhile)
    return afterwards


def named(job: ParseJob, name: str) -> ParseJob:
    for file in job.files.all():
        file.filename = name
        file.save(update_fields=["filename"])
    return job


def test_a_parse_that_was_running_brings_nobody_back(
    account: Account, submit: Callable[..., ParseJob], erased_while_read: list[Callable[[], object]]
) -> None:
    running = named(submit(account, RESUME + "\nAnother version.", mode="async"), f"{CANARIES[0]} again.txt")

    jobs.run_job(running.pk)

    assert not Candidate.objects.exists()
    assert running.files.get().error == finishing.ERASED
    assert quota.usage(account).used == 1  # the first one; this one was given back
    assert hits(everything_stored()) == []
    assert stored_names() == []


def test_a_copy_that_waited_for_the_discarded_document_goes_with_it(
    account: Account, submit: Callable[..., ParseJob], erased_while_read: list[Callable[[], object]]
) -> None:
    running = submit(account, RESUME + "\nAnother version.", mode="async")
    copy = named(submit(account, RESUME + "\nAnother version.", mode="async"), f"{CANARIES[0]} twice.txt")

    jobs.run_job(running.pk)
    assert len(stored_names()) == 1  # the copy could still have needed it
    jobs.run_job(copy.pk)

    assert copy.files.get().error == finishing.ERASED
    assert not Candidate.objects.exists()
    assert hits(everything_stored()) == []
    assert stored_names() == []


def test_who_applies_again_while_the_old_document_is_discarded_is_read(
    account: Account, submit: Callable[..., ParseJob], erased_while_read: list[Callable[[], object]]
) -> None:
    running = submit(account, RESUME + "\nAnother version.", mode="async")
    again: list[ParseJob] = []
    erased_while_read.append(lambda: again.append(submit(account, RESUME + "\nAnother version.", mode="async")))

    jobs.run_job(running.pk)
    jobs.run_job(again[0].pk)
    erasure.sweep_erased()

    assert running.files.get().error == finishing.ERASED
    assert Candidate.objects.get().job_files.get().job == again[0]
    assert len(stored_names()) == 1


def test_a_worker_that_dies_over_a_discarded_document_leaves_it_to_the_sweep(
    account: Account,
    submit: Callable[..., ParseJob],
    erased_while_read: list[Callable[[], object]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = named(submit(account, RESUME + "\nAnother version.", mode="async"), f"{CANARIES[0]} again.txt")
    with monkeypatch.context() as dying:
        dying.setattr("parsing.jobs.erased.forget_document", lambda _file: None)
        jobs.run_job(running.pk)
    assert hits(everything_stored()) == CANARIES

    erasure.sweep_erased()

    assert hits(everything_stored()) == []
    assert stored_names() == []


def test_what_was_stored_in_the_same_moment_is_swept_up(
    mirabel: Candidate, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "delete_candidate", lambda *_args, **_options: None)
    erasure.erase(account, [mirabel], by=None)
    monkeypatch.undo()
    assert Candidate.objects.exists()

    assert erasure.sweep_erased() == 1
    assert not Candidate.objects.exists()


def test_somebody_who_applies_again_later_is_read_again(
    mirabel: Candidate, account: Account, submit: Callable[..., ParseJob]
) -> None:
    erasure.erase(account, [mirabel], by=None)

    job = submit(account, RESUME, mode="async")
    jobs.run_job(job.pk)
    erasure.sweep_erased()

    assert Candidate.objects.count() == 1


def test_a_workspace_past_its_grace_leaves_nothing(mirabel: Candidate, account: Account) -> None:
    Account.objects.update(deletion_due_at=timezone.now() + timedelta(days=1))
    assert erasure.purge_workspaces() == 0

    assert erasure.purge_workspaces(now=timezone.now() + timedelta(days=2)) == 1

    assert hits(everything_stored()) == []
    assert stored_names() == []
