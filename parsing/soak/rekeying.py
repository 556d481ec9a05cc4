"""A workspace is sealed anew by `manage.py reencrypt` while others read, search and write it: nobody may notice."""

import os
import subprocess
import sys
import threading
from random import Random
from time import perf_counter

from parsing.soak import setup

setup.begin()

from django.conf import settings  # noqa: E402  # models need Django first
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import Account  # noqa: E402
from cvault.sealed_fields import sealed_fields  # noqa: E402
from parsing import storage  # noqa: E402
from parsing.models import Candidate, JobFile, StoredFile  # noqa: E402
from parsing.services.corrections import correct_candidate  # noqa: E402
from parsing.soak import many_candidates  # noqa: E402
from parsing.soak.crowd import workspace  # noqa: E402
from parsing.soak.harness import ROOT  # noqa: E402

OLD, NEW = "soak-old-key", "soak-new-key"
_API = "/api/portal/candidates"
CONTENT = b"A document of a candidate.\n" * 400


def main() -> None:
    chosen = setup.numbers(candidates=10_000, readers=4)
    settings.ENCRYPTION_KEYS = [OLD]
    settings.RATE_LIMIT_FACTOR = 0  # the keys are on trial, not the rate limit
    account, key = workspace("Rekeying")
    many_candidates.fill(account, candidates=chosen.candidates)
    documents = _store_documents(account, chosen.candidates // 10)
    settings.ENCRYPTION_KEYS = [NEW, OLD]  # what an operator does first, everywhere
    crowd = _Crowd(key)
    threads = [threading.Thread(target=crowd.work, args=(number,)) for number in range(chosen.readers)]
    for thread in threads:
        thread.start()
    crowd.started.wait(60)
    began = perf_counter()
    command = [sys.executable, "manage.py", "reencrypt"]
    environment = {**os.environ, "CVAULT_ENCRYPTION_KEYS": f"{NEW},{OLD}"}
    said = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    took_s = perf_counter() - began
    crowd.enough.set()
    for thread in threads:
        thread.join()
    settings.ENCRYPTION_KEYS = [NEW]  # and last
    setup.report(
        candidates=chosen.candidates,
        documents=documents,
        said=said.strip(),
        took_s=round(took_s, 1),
        requests=crowd.requests,
        writes=crowd.writes,
        failures=crowd.failures[:20],
        unreadable=_unreadable(),
    )


class _Crowd:
    """Threads that open pages, download documents, search and correct, until it is enough."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.ids = list(Candidate.objects.values_list("pk", flat=True))
        self.started, self.enough = threading.Event(), threading.Event()
        self.requests, self.writes = 0, 0
        self.failures: list[str] = []

    def work(self, number: int) -> None:
        chance = Random(number)  # noqa: S311  # a proof can be repeated
        client = Client(raise_request_exception=False, headers={"x-api-key": self.key})
        while not self.enough.is_set():
            pk = chance.choice(self.ids)
            for path in (f"{_API}/{pk}", f"{_API}/{pk}/file", f"{_API}?search=engineer&limit=5"):
                response = client.get(path)
                body = response.getvalue()
                self.requests += 1
                if response.status_code not in (200, 404) or (path.endswith("/file") and body[:10] == b"\x89CVFILE1"):
                    self.failures.append(f"{path}: {response.status_code} {response.headers.get('Location', '')}")
            try:
                correct_candidate(Candidate.objects.get(pk=pk), {"name": f"Corrected {number}"})
                self.writes += 1
            except Exception as error:  # noqa: BLE001  # whatever it is, it is a failure
                self.failures.append(f"correction: {error!r}")
            self.started.set()
        connection.close()


def _store_documents(account: Account, number: int) -> int:
    for candidate in Candidate.objects.order_by("pk")[:number]:
        stored = storage.prepare(account=account, sha256=candidate.sha256, size_bytes=len(CONTENT), format_name="txt")
        with transaction.atomic():
            stored.save()
            storage.write(stored, storage.Upload(SimpleUploadedFile("cv.txt", CONTENT), "cv.txt"))
            Candidate.objects.filter(pk=candidate.pk).update(stored_file=stored)
    return number


def _unreadable() -> int:
    """What the new key alone does not open."""
    count = 0
    for row in Candidate.objects.iterator(chunk_size=200):
        try:
            _ = [getattr(row, field.attname) for field in sealed_fields(Candidate)]
        except ValueError:
            count += 1
    for file in JobFile.objects.iterator(chunk_size=500):
        try:
            _ = (file.filename, file.findings)
        except ValueError:
            count += 1
    for stored in StoredFile.objects.iterator():
        try:
            count += storage.read(stored) != CONTENT
        except ValueError:
            count += 1
    return count


if __name__ == "__main__":
    main()
