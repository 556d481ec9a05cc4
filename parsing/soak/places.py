"""All places where something of a person or a secret could stand, as bytes to be searched."""

import json
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import redis
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection

from parsing import storage
from parsing.models import BulkAction, StoredFile
from parsing.services import bulk_exports


def dump() -> bytes:
    """What somebody has who copies the database, as its own tool writes it; of SQLite all rows, and the file itself."""
    if connection.vendor == "sqlite":
        return _rows_of_sqlite() + _file_of_sqlite()
    database = settings.DATABASES["default"]
    address = f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return subprocess.run(["pg_dump", address], check=True, capture_output=True).stdout


def _rows_of_sqlite() -> bytes:
    """Every value of every table that keeps any, whatever version made it."""
    found: list[bytes] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%%'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            found += (
                value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
                for row in cursor.fetchall()
                for value in row
            )
    return b"\n".join(found)


def _file_of_sqlite() -> bytes:
    """With its free pages, and what has not been merged into it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    name = Path(str(settings.DATABASES["default"]["NAME"]))
    return b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*"))


def readable_sessions() -> bytes:
    """What sessions hold, as far as it needs no key: Django's own form is compressed, and shows in no search."""
    found = []
    for session in Session.objects.all():
        payload = session.session_data.partition(":")[0]
        try:
            data = signing.b64_decode(payload.lstrip(".").encode())
            found.append(zlib.decompress(data) if payload.startswith(".") else data)
        except (ValueError, zlib.error):
            found.append(session.session_data.encode())
    return b"\n".join(found)


def opened_rows() -> bytes:
    """Every row of every table, with what is sealed opened: what we could still read, whoever cannot."""
    rows = [
        [getattr(row, field.attname) for field in model._meta.concrete_fields]  # noqa: SLF001  # Django's own way
        for model in apps.get_models()
        for row in model._base_manager.all()  # noqa: SLF001  # as above
    ]
    return json.dumps(rows, default=str).encode()


def stored_files() -> bytes:
    """Names and contents of all that is stored, as it lies there and opened."""
    root = Path(settings.MEDIA_ROOT)
    data = b"".join(str(path).encode() + path.read_bytes() for path in root.rglob("*") if path.is_file())
    data += b"".join(storage.read(stored) or b"" for stored in StoredFile.objects.all())
    for action in BulkAction.objects.exclude(result=""):
        with bulk_exports.open_result(action) as file:
            data += file.read()
    return data


def broker() -> bytes:
    """All keys and values of the broker, which is the cache too."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    readers: dict[Any, Callable[[bytes], Any]] = {
        b"string": client.get,
        b"hash": client.hgetall,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
    }
    found = []
    for key in client.scan_iter():
        reader = readers.get(client.type(key))  # none: the key has ended since it was listed
        found.append(key + repr(reader(key) if reader else None).encode())
    return b"".join(found)


def own_log() -> bytes:
    """What this proof and its workers have written to standard error, where that is a file."""
    path = Path("/proc/self/fd/2").readlink()
    return path.read_bytes() if path.is_file() else b""


PLACES: dict[str, Callable[[], bytes]] = {
    "dump": dump,
    "sessions": readable_sessions,
    "opened_rows": opened_rows,
    "files": stored_files,
    "cache_and_queue": broker,
    "logs": own_log,
}
