"""Secrets that must be readable again, such as those of webhooks, are encrypted at rest. All others are hashed."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _cipher() -> MultiFernet:
    """The first key encrypts; all of them decrypt, so that a key can be changed."""
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"cvault.encryption." + key.encode()).digest()))
            for key in settings.ENCRYPTION_KEYS
        ]
    )


def encrypt(text: str) -> str:
    """Authenticated ciphertext as ASCII."""
    return _cipher().encrypt(text.encode()).decode("ascii")


def decrypt(ciphertext: str) -> str:
    """Raises ValueError where no configured key fits."""
    try:
        return _cipher().decrypt(ciphertext.encode("ascii")).decode()
    except InvalidToken as error:
        raise ValueError("No key of CVAULT_ENCRYPTION_KEYS can read this value") from error
