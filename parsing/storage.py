"""The bytes of uploaded documents: fingerprinted while streaming, stored under generated names, gone when deleted."""

import hashlib
import unicodedata
from dataclasses import dataclass

from django.core.files.base import File

from accounts.models import Account
from parsing.models import StoredFile

MAX_FILENAME_CHARS = 255


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a door received it."""

    file: File  # type: ignore[type-arg]  # of bytes, seekable
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


def fingerprint(file: File) -> str:  # type: ignore[type-arg]
    """The SHA-256 of a file in hexadecimal, without holding it in memory."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def store(upload: Upload, *, account: Account, sha256: str, format_name: str) -> StoredFile:
    """The bytes are written, the row is not yet saved: that belongs into the transaction of the job."""
    upload.file.seek(0)
    stored = StoredFile(account=account, sha256=sha256, size_bytes=upload.file.size or 0, format=format_name)
    stored.content.save(f"{stored.pk}.{format_name}", upload.file, save=False)
    return stored


def discard(stored: StoredFile) -> None:
    """Remove the bytes of a row that was never saved, or is gone."""
    stored.content.delete(save=False)


def read(stored: StoredFile) -> bytes | None:
    """All bytes; None where they are gone."""
    try:
        with stored.content.open("rb") as file:
            content: bytes = file.read()
    except (FileNotFoundError, ValueError):
        return None
    return content
