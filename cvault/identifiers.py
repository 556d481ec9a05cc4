"""Public identifiers: a prefix that says what it is, and 128 random bits that nobody guesses (R119)."""

import secrets
import string

_ALPHABET = string.ascii_letters + string.digits


def random_text(length: int) -> str:
    """`length` random base-62 characters."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def new_id(prefix: str) -> str:
    """For example "job_4fJx…" with 22 random characters (131 bits)."""
    return f"{prefix}_{random_text(22)}"


def account_id() -> str:
    return new_id("acct")


def key_id() -> str:
    return new_id("key")


def invitation_id() -> str:
    return new_id("inv")


def erasure_id() -> str:
    return new_id("ers")


def job_id() -> str:
    return new_id("job")


def candidate_id() -> str:
    return new_id("cand")


def role_id() -> str:
    return new_id("role")


def file_id() -> str:
    return new_id("file")


def bulk_action_id() -> str:
    return new_id("bulk")
