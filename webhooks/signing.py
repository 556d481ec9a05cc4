"""Signatures of a delivery, over the exact bytes that are sent. Two schemes, one secret.

`CVault-Signature` is the contract's: keyed with the whole text of the secret, over the body alone. The headers of
Standard Webhooks add an id and a time, so that a captured delivery cannot be replayed; there the key is what follows
`whsec_`, decoded.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

SECRET_PREFIX = "whsec_"  # noqa: S105  # the prefix, not a secret
SECRET_BYTES = 36  # a multiple of three: base64 without unused bits, so that no two texts are one secret


def new_secret() -> str:
    """ "whsec_" and base64 of random bytes."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def contract_signature(secret: str, body: bytes) -> str:
    """ "sha256=<hex>" as the reference's snippets verify it (R212)."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def standard_signature(secret: str, body: bytes, *, message_id: str, timestamp_s: int) -> str:
    """ "v1,<base64>" of Standard Webhooks (R213)."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    signed = f"{message_id}.{timestamp_s}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")


def headers(
    secrets_in_use: Sequence[str], body: bytes, *, message_id: str, timestamp_s: int, attempt: int = 1
) -> dict[str, str]:
    """The signature headers of one attempt. While a secret rotates there are two, the new one first.

    The contract's header holds one signature only, so then attempts take turns: a receiver that knows either secret
    accepts the first attempt or the second, a second later.
    """
    secret = secrets_in_use[(attempt - 1) % len(secrets_in_use)]
    return {
        "CVault-Signature": contract_signature(secret, body),
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp_s),
        "webhook-signature": " ".join(
            standard_signature(each, body, message_id=message_id, timestamp_s=timestamp_s) for each in secrets_in_use
        ),
    }
