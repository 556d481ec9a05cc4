"""What keeps a running parse from bringing back a person who was erased meanwhile."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cvault.sealed_fields import sealed_value
from parsing.models import Erasure, FileState, JobFile, StoredFile

CODE = "erased"  # of a file that was discarded
FORGOTTEN_NAME = "deleted"  # what its line says from then on
REMEMBERED_FOR = timedelta(minutes=30)  # longer than any parse may run


def digest_of(value: str) -> str:
    """A keyed hash of an address or a document: it recognises a person and tells nothing of them."""
    return hmac.new(settings.SECRET_KEY.encode(), b"erasure." + value.lower().encode(), hashlib.sha256).hexdigest()


def is_erased(file: JobFile, *, email: str) -> bool:
    """Whether the person of this document was erased after its job was accepted."""
    lately = Erasure.objects.filter(account=file.account_id, created_at__gte=timezone.now() - REMEMBERED_FOR)
    erasures = lately.values_list("digests", "created_at")
    theirs = {digest_of(value) for value in (file.sha256, email) if value}
    return any(not theirs.isdisjoint(digests) and file.job.created_at < at for digests, at in erasures)


def is_discarded_with(copy: JobFile, original: JobFile) -> bool:
    """Whether a copy that waited for a discarded document is to be discarded too.

    One that was sent after the erasure is not: that person applies again, and is read.
    """
    since = Erasure.objects.filter(account=copy.account_id, created_at__gt=copy.job.created_at)
    return original.error_code == CODE and since.exists()


def forget_document(file: JobFile) -> None:
    """Delete the name and the bytes of a discarded file. A copy that still waits to be read keeps the bytes."""
    if file.stored_file_id is None:
        return
    with transaction.atomic():
        # In the order in which an erasure takes them (services.deletion.hold).
        sharing = JobFile.objects.filter(Q(pk=file.pk) | Q(stored_file=file.stored_file_id)).order_by("pk")
        states = dict(sharing.select_for_update().values_list("pk", "state"))
        waiting = any(state in (FileState.QUEUED, FileState.READING) for pk, state in states.items() if pk != file.pk)
        name = sealed_value(JobFile, "filename", FORGOTTEN_NAME, file.pk)
        JobFile.objects.filter(pk=file.pk).update(filename=name, stored_file=None)
        if not waiting:
            StoredFile.objects.filter(pk=file.stored_file_id).delete()


def forget_discarded(erasure: Erasure) -> int:
    """The same for what was discarded since an erasure by a process that died in the next moment; how many files."""
    discarded = JobFile.objects.filter(
        account=erasure.account_id, error_code=CODE, finished_at__gte=erasure.created_at
    ).exclude(stored_file=None)
    count = 0
    for file in discarded:
        forget_document(file)
        count += 1
    return count
