"""The secrets of endpoints at rest: encrypted, and bound to the endpoint. Moved to another row, none opens."""

from functools import lru_cache

from cvault import encryption
from cvault.encryption import Unreadable


def seal(secret: str, endpoint_id: str) -> str:
    """Ciphertext for the row with this id, for either of its two columns: a rotation moves it from one to the other."""
    return encryption.encrypt(secret, _context(endpoint_id))


@lru_cache(maxsize=2048)
def opened(ciphertext: str, endpoint_id: str) -> str:
    """The secret again. Raises Unreadable.

    What older versions stored is bound to nothing and is opened too, until `manage.py reencrypt` has sealed it anew.
    """
    return _open(ciphertext, endpoint_id)


def resealed(ciphertext: str, endpoint_id: str) -> str:
    """The same secret, sealed with the newest key and bound to its row; the same text where it is already.

    Raises Unreadable.
    """
    if encryption.is_current_text(ciphertext) and _is_bound(ciphertext, endpoint_id):
        return ciphertext
    return seal(_open(ciphertext, endpoint_id), endpoint_id)


def _open(ciphertext: str, endpoint_id: str) -> str:
    try:
        return encryption.decrypt(ciphertext, _context(endpoint_id))
    except Unreadable:
        return encryption.decrypt(ciphertext)


def _is_bound(ciphertext: str, endpoint_id: str) -> bool:
    try:
        encryption.decrypt(ciphertext, _context(endpoint_id))
    except Unreadable:
        return False
    return True


def _context(endpoint_id: str) -> str:
    return f"webhooks_endpoint|secret|{endpoint_id}"
