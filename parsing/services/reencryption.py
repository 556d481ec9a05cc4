"""Sealing everything anew with the newest key, while the product serves: what an operator does after adding a key.

Only what another key sealed is touched, so a run that was ended goes on where it was, and a second one finds nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import models, transaction

from accounts import sessions
from cvault.encryption import Unreadable, decrypt, encrypt, is_current, is_current_text, keyring
from cvault.sealed_fields import Sealed, SealedField, sealed_fields
from cvault.sealed_files import is_current_file
from parsing import storage
from parsing.models import BulkAction, StoredFile
from webhooks import sealing
from webhooks.models import Endpoint

ROWS_AT_A_TIME = 20  # in one transaction: nobody waits long for a row
_OURS = ("c1.", "gAAAA")  # how a ciphertext among other texts begins

Note = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Resealed:
    """What was sealed anew."""

    rows: int
    secrets: int
    files: int


def reencrypt(*, note: Note = lambda _what, _number: None) -> Resealed:
    """Seal with the newest key whatever is not. `note` is told how many rows of what are done. Raises Unreadable."""
    rows = 0
    for model in apps.get_models():
        if fields := sealed_fields(model):
            rows += _each(model, partial(_reseal_row, fields=fields), note)
    secrets = _each(Endpoint, _reseal_endpoint, note) + _each(Authenticator, _reseal_factor, note)
    secrets += _each(Session, _reseal_session, note)
    exports = sum(map(_reseal_export, BulkAction.objects.exclude(result="")))
    return Resealed(rows, secrets, _reseal_files(note) + exports)


def _each(model: type[models.Model], reseal: Callable[[Any], bool], note: Note) -> int:
    """Every row of the model once, a few in a transaction that holds them; how many were changed."""
    pks = list(_rows_of(model).order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(pks), ROWS_AT_A_TIME):
        with transaction.atomic():
            held = _rows_of(model).select_for_update().filter(pk__in=pks[start : start + ROWS_AT_A_TIME])
            changed += sum(reseal(row) for row in held)
        note(model.__name__, min(start + ROWS_AT_A_TIME, len(pks)))
    return changed


def _rows_of(model: type[models.Model]) -> "models.Manager[Any]":
    return model._base_manager  # noqa: SLF001  # all rows, whatever managers the model has


def _reseal_row(row: models.Model, fields: list[SealedField]) -> bool:
    changes = {}
    for field in fields:
        sealed = row.__dict__[field.attname]  # as it stands in the column: nobody has looked at it yet
        if isinstance(sealed, Sealed) and sealed and not is_current(sealed):
            changes[field.attname] = field.resealed(sealed, *field.bound_values(row))
    return _changed(row, changes)


def _reseal_endpoint(endpoint: Endpoint) -> bool:
    texts = {name: text for name in ("secret", "previous_secret") if (text := getattr(endpoint, name))}
    anew = {name: sealing.resealed(text, endpoint.pk) for name, text in texts.items()}
    return _changed(endpoint, {name: text for name, text in anew.items() if text != texts[name]})


def _reseal_factor(factor: Authenticator) -> bool:
    data = {name: _walked(value) for name, value in factor.data.items()}
    return _changed(factor, {"data": data} if data != factor.data else {})


def _reseal_session(session: Session) -> bool:
    try:
        data = sessions.resealed(session.session_data, session.session_key)
    except Unreadable:  # under a key that is no more: its owner has to sign in again, and it ends by itself
        return False
    return _changed(session, {"session_data": data} if data != session.session_data else {})


def _walked(value: Any) -> Any:
    if isinstance(value, list):
        return [_walked(item) for item in value]
    is_old = isinstance(value, str) and value.startswith(_OURS) and not is_current_text(value)
    return encrypt(decrypt(value)) if is_old else value


def _changed(row: models.Model, changes: dict[str, Any]) -> bool:
    if changes:
        _rows_of(type(row)).filter(pk=row.pk).update(**changes)
    return bool(changes)


def _reseal_files(note: Note) -> int:
    """A file is written anew beside the old one, the row turned to it, then the old one deleted."""
    changed = 0
    for number, stored in enumerate(StoredFile.objects.order_by("pk").iterator(chunk_size=100), 1):
        changed += _reseal_file(stored)
        note("files", number)
    return changed


def _reseal_file(stored: StoredFile) -> bool:
    files, old = stored.content.storage, stored.content.name or ""
    try:
        with files.open(old, "rb") as file:
            if stored.is_sealed and is_current_file(file):
                return False
    except FileNotFoundError:  # deleted since
        return False
    folder = old.rpartition("/")[0]
    new = f"{folder}/{stored.pk}-{keyring().newest.id.hex()}.{stored.format}".lstrip("/")
    if files.exists(new):
        files.delete(new)  # of a run that was ended between two steps
    kept = storage.store_sealed(stored, new, storage.pieces(stored))
    turned = StoredFile.objects.filter(pk=stored.pk, content=old).update(content=kept, is_sealed=True)
    files.delete(old if turned else kept)  # erased meanwhile: nothing comes back
    return bool(turned)


def _reseal_export(action: BulkAction) -> bool:
    """The same for the file of a list, which is bound to its name."""
    old = action.result.name or ""
    try:
        with default_storage.open(old) as file:
            if is_current_file(file):
                return False
        with action.result.storage.open(old) as plain:
            folder, _slash, name = old.rpartition("/")
            new = action.result.storage.get_available_name(f"{folder}/{keyring().newest.id.hex()}-{name}")
            kept = action.result.storage.save(new, plain)
    except FileNotFoundError:  # its day has ended
        return False
    turned = BulkAction.objects.filter(pk=action.pk, result=old).update(result=kept)
    default_storage.delete(old if turned else kept)
    return bool(turned)
