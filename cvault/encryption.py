"""What is encrypted at rest: AES-256-GCM, the key's id in front, bound to the row that it belongs to.

    ciphertext = 0xC1 | key id (4 bytes) | nonce (12) | AES-GCM(plaintext, additional data = context) with its tag (16)

`context` names the place: "parsing_candidate|resume|cand_…". A ciphertext that is moved to another row or column does
not open. The first of `settings.ENCRYPTION_KEYS` seals, all of them open, so that keys are changed while the product
serves (docs/operations.md, `manage.py reencrypt`). The reasons are in docs/adr/0006-encryption-at-rest.md.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
KEY_ID_BYTES = 4
OVERHEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + 16

_VERSION = b"\xc1"
_HEAD_BYTES = 1 + KEY_ID_BYTES
_TEXT_PREFIX = "c1."  # of a ciphertext as text; what was written before it is a Fernet token


class Unreadable(ValueError):
    """No configured key opens the ciphertext: the keys are others, or it was changed, or belongs elsewhere."""

    def __init__(self) -> None:
        super().__init__("No key of CVAULT_ENCRYPTION_KEYS can read this value")


@dataclass(frozen=True, slots=True)
class Key:
    """One of the operator's keys. The id recognises it and tells nothing of it."""

    id: bytes
    cipher: AESGCM  # of values
    file_secret: bytes  # what the keys of files are derived from


@dataclass(frozen=True, slots=True)
class Keyring:
    newest: Key
    by_id: dict[bytes, Key]
    fernet: MultiFernet  # for what older versions wrote


def keyring() -> Keyring:
    """The keys of the settings, newest first."""
    return _keyring(tuple(settings.ENCRYPTION_KEYS))


def seal(data: bytes, context: str) -> bytes:
    """`data` encrypted with the newest key, to be opened with the same `context` only."""
    key = keyring().newest
    nonce = secrets.token_bytes(NONCE_BYTES)
    return b"".join((_VERSION, key.id, nonce, key.cipher.encrypt(nonce, data, context.encode())))


def open_sealed(sealed: bytes, context: str, *, ring: Keyring | None = None) -> bytes:
    """What was sealed under this `context`. Raises Unreadable. Who opens thousands passes the `keyring()`."""
    key = (ring or keyring()).by_id.get(sealed[1:_HEAD_BYTES])
    if key is None or sealed[:1] != _VERSION:
        raise Unreadable
    try:
        return key.cipher.decrypt(
            sealed[_HEAD_BYTES : _HEAD_BYTES + NONCE_BYTES], sealed[_HEAD_BYTES + NONCE_BYTES :], context.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error


def is_current(sealed: bytes) -> bool:
    """Whether the newest key sealed it."""
    return sealed[:_HEAD_BYTES] == _VERSION + keyring().newest.id


def encrypt(text: str, context: str = "") -> str:
    """Authenticated ciphertext as ASCII."""
    return _TEXT_PREFIX + base64.urlsafe_b64encode(seal(text.encode(), context)).decode("ascii")


def decrypt(ciphertext: str, context: str = "") -> str:
    """Raises Unreadable, a ValueError, where no configured key fits."""
    if ciphertext.startswith(_TEXT_PREFIX):
        return open_sealed(_bytes_of(ciphertext), context).decode()
    try:
        return keyring().fernet.decrypt(ciphertext.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError) as error:
        raise Unreadable from error


def is_current_text(ciphertext: str) -> bool:
    """Whether the newest key encrypted this text."""
    return ciphertext.startswith(_TEXT_PREFIX) and is_current(_bytes_of(ciphertext))


def _bytes_of(ciphertext: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(ciphertext[len(_TEXT_PREFIX) :])
    except ValueError as error:
        raise Unreadable from error


@lru_cache(maxsize=8)  # of different settings, which only tests and a change of keys have
def _keyring(texts: tuple[str, ...]) -> Keyring:
    keys = [_key(text) for text in texts]
    fernet = [Fernet(base64.urlsafe_b64encode(_derived(b"cvault.encryption.", text))) for text in texts]
    return Keyring(keys[0], {key.id: key for key in reversed(keys)}, MultiFernet(fernet))


def _key(text: str) -> Key:
    return Key(
        id=_derived(b"cvault.encryption.id.", text)[:KEY_ID_BYTES],
        cipher=AESGCM(_derived(b"cvault.encryption.values.", text)),
        file_secret=_derived(b"cvault.encryption.files.", text),
    )


def _derived(purpose: bytes, text: str) -> bytes:
    """The configured texts are long and random (docs/operations.md): a hash for each purpose is enough."""
    return hashlib.sha256(purpose + text.encode()).digest()
