"""People are erased while a document of theirs is read: nothing of them stays in rows, files, cache, queue or logs."""

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from parsing.soak import setup

setup.begin()

import redis  # noqa: E402  # after Django, like all that follows
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.db import connection  # noqa: E402

from accounts.models import Account  # noqa: E402
from billing.models import Subscription  # noqa: E402
from parsing import services  # noqa: E402
from parsing.engine.options import ParseOptions  # noqa: E402
from parsing.models import Candidate, FileState, JobFile, JobState, Note, ParseJob  # noqa: E402
from parsing.services import Upload, erasure  # noqa: E402
from parsing.services.deletion import page_image_name  # noqa: E402
from parsing.soak.kills import Installation  # noqa: E402

CANARIES = 50
MAX_WAIT_S = 240.0
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    chosen = setup.numbers(erasures=200, seed=1)
    chance = random.Random(chosen.seed)  # noqa: S311  # a repeatable order, no secret
    account = Account.objects.create(name="erasures")
    Subscription.objects.create(account=account, plan="mega")
    installation = Installation()
    installation.ensure()
    planted: list[str] = []
    exported = reading = 0
    try:
        for number in range(chosen.erasures):
            words = _words(chance, number)
            planted += words
            candidate = _read_person(account, words)
            text = json.dumps(erasure.all_about([candidate]), default=str)
            exported += sum(word in text for word in words)
            reading += _erase_while_reading(account, candidate, words, chance)
        _wait_for_all()
        erasure.sweep_erased()
        cached = broker()
    finally:
        installation.stop()
    setup.report(
        erasures=chosen.erasures,
        canaries=len(planted),
        exported=exported,
        in_mid_parse=reading,
        unfinished=ParseJob.objects.exclude(state__in=(JobState.COMPLETED, JobState.FAILED)).count(),
        candidates_left=Candidate.objects.count(),
        **_hits(planted, cached),
    )


def _words(chance: random.Random, number: int) -> list[str]:
    """Words that nobody else has."""
    return [f"Zq{''.join(chance.choices(_LETTERS, k=10))}x{number}v{index}" for index in range(CANARIES)]


def _document(words: list[str], version: str) -> bytes:
    """A resume that says one of the words in each of its fields, and the rest in a project."""
    w = iter(words)
    text = f"""Mirabel {next(w)}
{next(w)}@example.org
{next(w)}, Germany

Summary
A {next(w)} of {next(w)} who likes {next(w)}.

Experience
{next(w)} Engineer, {next(w)} GmbH
03/2019 - present
- Built the {next(w)} with {next(w)}

Education
{next(w)} University, BSc {next(w)}
2012 - 2016

Skills
Python, {next(w)}, {next(w)}

Projects
{" ".join(w)}
{version}
"""
    return text.encode()


def _submit(account: Account, words: list[str], version: str) -> ParseJob:
    name = f"{words[0]}-{version}.txt"
    upload = Upload(ContentFile(_document(words, version), name=name), name)
    return services.submit_batch(
        account, [upload], options=ParseOptions(), source="portal", mode="async", required_skills=["Python"]
    )


def _read_person(account: Account, words: list[str]) -> Candidate:
    """Read and scored by a worker; then noted, tagged, with a picture of the page in the cache."""
    job = _submit(account, words, "first")
    give_up_at = monotonic() + MAX_WAIT_S
    while not Candidate.objects.filter(job_files__job=job).exists():
        if monotonic() > give_up_at:
            raise RuntimeError("The first document was not read")
        sleep(0.05)
    candidate: Candidate = Candidate.objects.get(job_files__job=job)
    Note.objects.create(account=account, candidate=candidate, text=f"Knows {words[20]}")
    candidate.tags = [words[21]]
    candidate.save(update_fields=["tags"])
    cache.set(page_image_name(account.pk, candidate.sha256, 0), " ".join(words).encode())
    candidate.refresh_from_db()
    return candidate


def _erase_while_reading(account: Account, candidate: Candidate, words: list[str], chance: random.Random) -> bool:
    """Erase as soon as a second document of theirs is being read, or a little later; whether it still was."""
    job = _submit(account, words, "second")
    give_up_at = monotonic() + MAX_WAIT_S
    while JobFile.objects.filter(job=job, state=FileState.QUEUED).exists() and monotonic() < give_up_at:
        sleep(0.002)
    sleep(chance.random() * 0.05)  # the moments of a reading: its begin, its middle, the storing of what was found
    still_reading = JobFile.objects.filter(job=job, state=FileState.READING).exists()
    people = list(Candidate.objects.filter(account=account, job_files__job=job))
    erasure.erase(account, [candidate, *people], by=None)
    return still_reading


def _wait_for_all() -> None:
    give_up_at = monotonic() + MAX_WAIT_S
    while ParseJob.objects.exclude(state__in=(JobState.COMPLETED, JobState.FAILED)).exists():
        if monotonic() > give_up_at:
            return
        sleep(0.1)


def _hits(planted: list[str], cached: bytes) -> dict[str, Any]:
    """How many of the words are found, place by place; and how much was searched."""
    places = {"dump": dump(), "files": stored_files(), "cache_and_queue": cached, "logs": own_log()}
    found = {f"hits_in_{name}": sum(word.encode() in data for word in planted) for name, data in places.items()}
    return {**found, "searched_bytes": {name: len(data) for name, data in places.items()}}


def dump() -> bytes:
    """Every row as text, as the database's own tool writes it; of SQLite the file itself, free pages and all."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        name = Path(str(settings.DATABASES["default"]["NAME"]))
        rows = [list(model._base_manager.values()) for model in apps.get_models()]  # noqa: SLF001 - all, guarded or not
        return json.dumps(rows, default=str).encode() + b"".join(
            path.read_bytes() for path in name.parent.glob(f"{name.name}*")
        )
    database = settings.DATABASES["default"]
    address = f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return subprocess.run(["pg_dump", address], check=True, capture_output=True).stdout


def stored_files() -> bytes:
    """Names and contents of all that is stored."""
    root = Path(settings.MEDIA_ROOT)
    return b"".join(str(path).encode() + path.read_bytes() for path in root.rglob("*") if path.is_file())


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
    return b"".join(key + repr(readers[client.type(key)](key)).encode() for key in client.scan_iter())


def own_log() -> bytes:
    """What this proof and its workers have written to standard error, where that is a file."""
    path = Path("/proc/self/fd/2").readlink()
    return path.read_bytes() if path.is_file() else b""


if __name__ == "__main__":
    main()
