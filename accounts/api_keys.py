"""API keys: made, rotated, revoked, recognised.

The text is `<kind>_` + 30 random base-62 characters + 6 base-62 characters of the CRC-32 of all before them: 178 bits,
a typing error is refused without a query, and secret scanners can recognise it. Stored is the HMAC-SHA256 keyed with
`settings.API_KEY_PEPPER`, under a unique index; the text itself exists only in the answer that made it.
"""

import hashlib
import hmac
import re
import string
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit, key_notices
from accounts.models import Account, ApiKey, KeyKind, User
from cvault.errors import Conflict, InvalidInput, InvalidKey, NotPermitted
from cvault.identifiers import random_text

MAX_ACTIVE_KEYS = 100  # of one account: more is a leak or a loop, not a use
USE_NOTED_EVERY = timedelta(minutes=1)
KEEP_OLD_CHOICES_H = (0, 1, 24, 168)  # after a rotation; 0 means the old key stops now


@dataclass(frozen=True, slots=True)
class KeyRules:
    """What a key may be used for, from where and until when, as `accounts.key_rules` checked it."""

    scopes: tuple[str, ...] = ()  # empty: for everything
    networks: tuple[str, ...] = ()  # empty: from everywhere
    expires_at: datetime | None = None


EVERYTHING = KeyRules()

_BASE_62 = string.digits + string.ascii_letters
_RANDOM_CHARS = 30
_CHECKSUM_CHARS = 6
_SHAPE = re.compile(rf"({'|'.join(KeyKind.values)})_[0-9A-Za-z]{{{_RANDOM_CHARS + _CHECKSUM_CHARS}}}", re.ASCII)


@transaction.atomic
def create_key(
    account: Account,
    *,
    name: str,
    kind: str = KeyKind.CV_LIVE,
    rules: KeyRules = EVERYTHING,
    by: User | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its text, which cannot be read again. Raises InvalidInput, NotPermitted."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 80:
        raise InvalidInput("Give the key a name of 1 to 80 characters", details={"name": "1 to 80 characters"})
    if kind not in KeyKind.values:
        raise InvalidInput("Unknown kind of key", details={"kind": f"one of {', '.join(KeyKind.values)}"})
    if ApiKey.objects.for_account(account).active().count() >= MAX_ACTIVE_KEYS:
        raise NotPermitted(f"An account has at most {MAX_ACTIVE_KEYS} keys: revoke one that is not used")
    key, text = _store_new(account, name=name, kind=kind, rules=rules, by=by)
    audit.record(account, action="api_key.created", actor=by, api_key=key, target=key.id, data={"kind": kind})
    key_notices.tell(key, key_notices.CREATED, by=by)
    return key, text


@transaction.atomic
def rotate_key(key: ApiKey, *, by: User | None, keep_old_h: int = 0) -> tuple[ApiKey, str]:
    """A key of the same name, kind and rules, and its text; the old one is dead at once, or after some hours.

    Raises Conflict where the old key is dead or rotated already, InvalidInput for other hours than the choices.
    """
    if keep_old_h not in KEEP_OLD_CHOICES_H:
        raise InvalidInput("The old key can be kept for 0, 1, 24 or 168 hours")
    now = timezone.now()
    until = now + timedelta(hours=keep_old_h)
    if key.expires_at is not None and key.expires_at < until:
        until = key.expires_at  # nothing lives longer for being rotated
    change = {"expires_at": until, "rotated_at": now} if keep_old_h else {"revoked_at": now}
    if not ApiKey.objects.filter(pk=key.pk, rotated_at=None).active().update(**change):
        raise Conflict("This key has been revoked or rotated: create a new one")
    rules = KeyRules(tuple(key.scopes), tuple(key.networks), key.expires_at)
    fresh, text = _store_new(key.account, name=key.name, kind=key.kind, rules=rules, by=by)
    audit.record(
        key.account,
        action="api_key.rotated",
        actor=by,
        api_key=key,
        target=fresh.id,
        data={"old": key.id, "keep_old_h": keep_old_h},
    )
    key_notices.tell(fresh, key_notices.ROTATED, by=by)
    return fresh, text


@transaction.atomic
def revoke_key(key: ApiKey, *, by: User | None) -> None:
    """The key is dead on the next request of every process. Does nothing to a dead key."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record(key.account, action="api_key.revoked", actor=by, api_key=key, target=key.id)
        key_notices.tell(key, key_notices.REVOKED, by=by)


def authenticate(secret_text: str) -> ApiKey:
    """The live key with this text, its account loaded. Raises InvalidKey. No cache: a revocation counts now."""
    if not _SHAPE.fullmatch(secret_text) or not _checksum_matches(secret_text):
        raise InvalidKey
    digest = digest_of(secret_text)
    # Every call of both APIs passes here: no ORDER BY, and whether the key still counts is told by the row as read.
    key = next(iter(ApiKey.objects.select_related("account").filter(digest=digest)), None)
    if key is None or not hmac.compare_digest(key.digest, digest) or not key.is_active:
        raise InvalidKey
    return key


def note_use(key: ApiKey, *, address: str = "", purpose: str = "") -> None:
    """Remembers that the key is in use, from where and for what: at most one write a minute."""
    now = timezone.now()
    stale = now - USE_NOTED_EVERY
    if key.last_used_at is None or key.last_used_at <= stale:
        rows = ApiKey.objects.filter(Q(last_used_at=None) | Q(last_used_at__lte=stale), pk=key.pk)
        rows.update(last_used_at=now, last_used_from=address[:45], last_used_for=purpose[:100])


def digest_of(secret_text: str) -> str:
    """What is stored of a key."""
    return hmac.new(settings.API_KEY_PEPPER.encode(), secret_text.encode(), hashlib.sha256).hexdigest()


def _store_new(account: Account, *, name: str, kind: str, rules: KeyRules, by: User | None) -> tuple[ApiKey, str]:
    body = f"{kind}_{random_text(_RANDOM_CHARS)}"
    text = body + checksum(body)
    key = ApiKey.objects.create(
        account=account,
        created_by=by,
        name=name,
        kind=kind,
        digest=digest_of(text),
        display_start=text[: len(kind) + 5],
        last_four=text[-4:],
        scopes=list(rules.scopes),
        networks=list(rules.networks),
        expires_at=rules.expires_at,
    )
    return key, text


def _checksum_matches(text: str) -> bool:
    return hmac.compare_digest(checksum(text[:-_CHECKSUM_CHARS]), text[-_CHECKSUM_CHARS:])


def checksum(body: str) -> str:
    """The last characters of the key that begins so."""
    number = zlib.crc32(body.encode("ascii"))
    digits = []
    for _ in range(_CHECKSUM_CHARS):
        number, digit = divmod(number, 62)
        digits.append(_BASE_62[digit])
    return "".join(reversed(digits))
