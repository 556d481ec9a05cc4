"""What keeps a running parse from bringing back a person who was erased meanwhile."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from parsing.models import Erasure, JobFile

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
