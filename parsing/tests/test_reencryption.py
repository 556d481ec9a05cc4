"""After a new key was put in front and `manage.py reencrypt` has run, the old key is needed for nothing."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client, override_settings

from accounts.models import Account, User
from accounts.sessions import HashedSessionMiddleware
from cvault import encryption
from cvault.encryption import Unreadable
from parsing import jobs, storage
from parsing.models import BulkAction, Candidate, JobFile, Note, ParseJob, StoredFile
from parsing.services import reencryption
from parsing.services.bulk_exports import open_result
from parsing.services.reencryption import Resealed, reencrypt
from webhooks import sealing
from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = ["an old key"], ["a new key", "an old key"]


@pytest.fixture
def stored(settings: Any, account: Account, owner: User, submit: Any, fake_engine: Any) -> Candidate:
    """A document, its record, a note, a webhook and a second factor, all under the old key."""
    settings.ENCRYPTION_KEYS = OLD
    job: ParseJob = submit(account, "Ada Lovelace", mode="async")
    jobs.run_job(job.pk)
    candidate = Candidate.objects.get()
    Note.objects.create(account=account, candidate=candidate, text="call her")
    Endpoint.objects.create(account=account, target_url="https://x", event_types=[], secret=encryption.encrypt("whsec"))
    Authenticator.objects.create(
        user=owner, type=Authenticator.Type.TOTP, data={"secret": encryption.encrypt("totp"), "n": 1}
    )
    settings.ENCRYPTION_KEYS = NEW
    return candidate


def _webhook_secret() -> str:
    endpoint = Endpoint.objects.get()
    sealing.opened.cache_clear()  # as in a process that has just begun
    return sealing.opened(endpoint.secret, endpoint.pk)


def _everything() -> list[Any]:
    candidate, file, factor = Candidate.objects.get(), JobFile.objects.get(), Authenticator.objects.get()
    return [
        candidate.filename, candidate.resume, candidate.document, candidate.search_text, file.filename, file.findings,
        Note.objects.get().text, storage.read(StoredFile.objects.get()),
        _webhook_secret(), encryption.decrypt(factor.data["secret"]), factor.data["n"],
    ]  # fmt: skip


def test_the_old_key_is_needed_for_nothing_afterwards(stored: Candidate, settings: Any, capsys: Any) -> None:
    before = _everything()
    call_command("reencrypt")
    assert capsys.readouterr().out == "Sealed anew: 3 rows, 2 secrets, 1 files\n"
    settings.ENCRYPTION_KEYS = NEW[:1]
    assert _everything() == before
    assert reencrypt() == Resealed(0, 0, 0)


def test_who_is_signed_in_stays_so(settings: Any, account: Account, monkeypatch: Any) -> None:
    monkeypatch.setattr(HashedSessionMiddleware, "accepts_names", False)
    settings.ENCRYPTION_KEYS = OLD
    browser = Client()
    browser.post("/accounts/login/", {"login": "alice@example.org", "password": "correct-horse-battery"})
    settings.ENCRYPTION_KEYS = NEW

    assert reencrypt().secrets == 1

    settings.ENCRYPTION_KEYS = NEW[:1]
    assert browser.get("/overview").status_code == 200
    assert reencrypt().secrets == 0


def test_without_it_the_old_key_is_needed(stored: Candidate, settings: Any) -> None:
    settings.ENCRYPTION_KEYS = NEW[:1]
    with pytest.raises(Unreadable):
        _everything()


def test_a_run_that_was_ended_goes_on(stored: Candidate, settings: Any, monkeypatch: Any) -> None:
    before = _everything()
    with monkeypatch.context() as ended:
        ended.setattr(reencryption.StoredFile.objects, "filter", None)  # between the new file and its row
        with pytest.raises(TypeError):
            reencrypt()
    assert _everything() == before
    assert reencrypt() == Resealed(0, 0, 1)
    settings.ENCRYPTION_KEYS = NEW[:1]
    assert _everything() == before
    folder = StoredFile.objects.get().content.name.rpartition("/")[0]
    assert len(default_storage.listdir(folder)[1]) == 1


def test_who_read_the_row_before_still_finds_the_file(stored: Candidate) -> None:
    read_before = StoredFile.objects.get()
    reencrypt()
    assert storage.read(read_before) == b"Ada Lovelace"


def test_a_document_that_is_erased_meanwhile_stays_erased(stored: Candidate, monkeypatch: Any) -> None:
    def erase_after_sealing(*arguments: Any) -> str:
        name = kept(*arguments)
        StoredFile.objects.all().delete()
        return name

    kept = storage.store_sealed
    monkeypatch.setattr(storage, "store_sealed", erase_after_sealing)
    folder = StoredFile.objects.get().content.name.rpartition("/")[0]
    assert reencrypt().files == 0
    assert default_storage.listdir(folder)[1] == []


def test_a_readable_file_of_an_older_version_is_sealed(stored: Candidate, settings: Any) -> None:
    old = StoredFile.objects.get()
    default_storage.delete(old.content.name)
    with default_storage.open(old.content.name, "wb") as file:
        file.write(b"Ada Lovelace")
    StoredFile.objects.update(is_sealed=False)
    assert reencrypt().files == 1
    sealed = StoredFile.objects.get()
    assert sealed.is_sealed
    with default_storage.open(sealed.content.name) as file:
        assert b"Ada" not in file.read()
    assert storage.read(sealed) == b"Ada Lovelace"


def test_the_file_of_a_list_is_sealed_anew_and_found_by_who_read_its_row_before(stored: Candidate, owner: User) -> None:
    action = BulkAction.objects.create(account=stored.account, created_by=owner, kind="export")
    with override_settings(ENCRYPTION_KEYS=OLD):
        action.result.save("list.csv", ContentFile(b"Ada Lovelace"))
    read_before = BulkAction.objects.get()
    old_name = action.result.name

    assert reencrypt().files == 2
    assert reencrypt() == Resealed(0, 0, 0)

    assert not default_storage.exists(old_name)
    with override_settings(ENCRYPTION_KEYS=NEW[:1]), open_result(read_before) as file:
        assert file.read() == b"Ada Lovelace"


def test_the_file_of_a_list_that_is_gone_stops_nothing(stored: Candidate, owner: User) -> None:
    action = BulkAction.objects.create(account=stored.account, created_by=owner, kind="export")
    with override_settings(ENCRYPTION_KEYS=OLD):
        action.result.save("list.csv", ContentFile(b"Ada Lovelace"))
    default_storage.delete(action.result.name)

    assert reencrypt().files == 1
    with pytest.raises(FileNotFoundError):
        open_result(action)
