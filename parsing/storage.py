"""The bytes of uploaded documents: fingerprinted while streaming, stored sealed under generated names, then deleted."""

import hashlib
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from accounts.models import Account
from cvault.sealed_files import CHUNK_BYTES, open_file, seal_file
from parsing.models import Candidate, JobFile, StoredFile

MAX_FILENAME_CHARS = 255
ORPHAN_HOURS = 1  # no request takes so long
_IN_MEMORY_BYTES = 1024 * 1024  # of a sealed file that is being made; a larger one waits on disk


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a door received it."""

    file: File  # of bytes, seekable
    filename: str  # as sent


def display_name(filename: str) -> str:
    """What is shown of the customer's name for a file: no path, no control or direction characters, bounded (R098)."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")).strip()
    if len(clean) > MAX_FILENAME_CHARS:
        stem, dot, ending = clean.rpartition(".")
        tail = f"{dot}{ending}" if dot and len(ending) <= 8 else ""
        clean = f"{(stem if tail else clean)[: MAX_FILENAME_CHARS - len(tail)]}{tail}"
    return clean or "file"


def fingerprint(file: File) -> str:
    """The SHA-256 of a file in hexadecimal, without holding it in memory."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def prepare(*, account: Account, sha256: str, size_bytes: int, format_name: str) -> StoredFile:
    """An unsaved row with the name that its bytes will have."""
    stored = StoredFile(account=account, sha256=sha256, size_bytes=size_bytes, format=format_name)
    stored.content.name = stored.content.field.generate_filename(stored, f"{stored.pk}.{format_name}")
    return stored


def write(stored: StoredFile, upload: Upload) -> None:
    """Store the bytes of a row that is saved: should the process die between, the row tells that they are orphans."""
    upload.file.seek(0)
    name = store_sealed(stored, stored.content.name or "", upload.file.chunks(CHUNK_BYTES))
    if name != stored.content.name:  # the name is random: this storage renames whatever it is given
        stored.content.name = name
        stored.save(update_fields=["content"])


def store_sealed(stored: StoredFile, name: str, chunks: Iterable[bytes]) -> str:
    """Seal the plaintext for this row and store it; the name that the storage gave it."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as sealed:
        for piece in seal_file(chunks, context_of(stored)):
            sealed.write(piece)
        sealed.seek(0)
        kept: str = stored.content.storage.save(name, File(sealed))
    return kept


def context_of(stored: StoredFile) -> str:
    """What the bytes of a row are bound to."""
    return f"parsing_storedfile|content|{stored.pk}"


def discard_bytes(stored: StoredFile) -> None:
    """When a row is deleted, by whatever cascade, its bytes go with it: after the transaction, if that succeeds."""
    discard_file(stored.content)


def discard_file(file: FieldFile) -> None:
    """Delete the bytes of a field's file once the transaction has succeeded; nothing where there are none."""
    if file.name:
        transaction.on_commit(partial(file.storage.delete, file.name))


def discard_orphans(*, now: datetime | None = None) -> int:
    """Delete documents that no job and no candidate refers to; how many there were.

    They are left by processes that died while they accepted a request.
    """
    born_before = (now or timezone.now()) - timedelta(hours=ORPHAN_HOURS)
    orphans = StoredFile.objects.filter(
        ~Exists(JobFile.objects.filter(stored_file=OuterRef("pk"))),
        ~Exists(Candidate.objects.filter(stored_file=OuterRef("pk"))),
        created_at__lt=born_before,
    )
    number = len(orphans)
    orphans.delete()
    return number


def read(stored: StoredFile) -> bytes | None:
    """All bytes; None where they are gone. Raises Unreadable."""
    try:
        return b"".join(pieces(stored))
    except FileNotFoundError:
        return None


def pieces(stored: StoredFile) -> Iterator[bytes]:
    """The bytes, a piece at a time. Raises FileNotFoundError where they are gone, Unreadable.

    A file that was sealed anew since the row was read is found under its new name.
    """
    try:
        file = _opened(stored)
    except FileNotFoundError:
        known = stored.content.name
        if not StoredFile.objects.filter(pk=stored.pk).exclude(content=known).exists():
            raise
        stored.refresh_from_db(fields=["content", "is_sealed"])
        file = _opened(stored)
    with file:
        if stored.is_sealed:
            yield from open_file(file, context_of(stored))
        else:
            yield from file.chunks()


def _opened(stored: StoredFile) -> File:
    if not stored.content.name:
        raise FileNotFoundError(stored.pk)
    file: File = stored.content.storage.open(stored.content.name, "rb")
    return file
