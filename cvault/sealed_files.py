"""Files at rest: chunks of 64 KiB, each sealed under a key of the file's own, in order and complete or not at all.

    file = magic (8 bytes) | key id (4) | salt (16) | chunk, chunk, …
    key of the file = HMAC-SHA256(secret of the key, salt | context)
    chunk = AES-256-GCM(64 KiB of plaintext, nonce = its number, additional data = "last" or "more") with its tag

A chunk that is missing, doubled, moved or taken from another file does not open; nor does a file of another row.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cvault.encryption import KEY_ID_BYTES, Unreadable, keyring

MAGIC = b"\x89CVFILE1"
CHUNK_BYTES = 64 * 1024
_SALT_BYTES = 16
_TAG_BYTES = 16
_HEAD_BYTES = len(MAGIC) + KEY_ID_BYTES + _SALT_BYTES
_MORE, _LAST = b"more", b"last"


class Readable(Protocol):
    """A file of bytes, open to be read."""

    def read(self, size_bytes: int, /) -> bytes: ...


def seal_file(chunks: Iterable[bytes], context: str) -> Iterator[bytes]:
    """The pieces of the sealed file of a plaintext that comes in pieces of any size."""
    key = keyring().newest
    salt = secrets.token_bytes(_SALT_BYTES)
    yield MAGIC + key.id + salt
    cipher = _cipher(key.file_secret, salt, context)
    number, waiting = 0, bytearray()
    for piece in chunks:
        waiting += piece
        while len(waiting) > CHUNK_BYTES:  # what is left may be the last one
            yield cipher.encrypt(_nonce(number), bytes(waiting[:CHUNK_BYTES]), _MORE)
            del waiting[:CHUNK_BYTES]
            number += 1
    yield cipher.encrypt(_nonce(number), bytes(waiting), _LAST)


def open_file(file: Readable, context: str) -> Iterator[bytes]:
    """The plaintext in pieces. Raises Unreadable, at the latest at the end where the end is missing."""
    head = file.read(_HEAD_BYTES)
    key = keyring().by_id.get(_key_id(head))
    if key is None or len(head) < _HEAD_BYTES:
        raise Unreadable
    cipher = _cipher(key.file_secret, head[-_SALT_BYTES:], context)
    number, chunk = 0, file.read(CHUNK_BYTES + _TAG_BYTES)
    while True:
        following = file.read(CHUNK_BYTES + _TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number), chunk, _MORE if following else _LAST)
        except (InvalidTag, ValueError) as error:
            raise Unreadable from error
        if not following:
            return
        number, chunk = number + 1, following


def is_current_file(file: Readable) -> bool:
    """Whether the newest key sealed it. Reads its head."""
    return _key_id(file.read(_HEAD_BYTES)) == keyring().newest.id


def _key_id(head: bytes) -> bytes:
    return head[len(MAGIC) : len(MAGIC) + KEY_ID_BYTES] if head.startswith(MAGIC) else b""


def _cipher(secret: bytes, salt: bytes, context: str) -> AESGCM:
    return AESGCM(hmac.digest(secret, salt + context.encode(), "sha256"))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
