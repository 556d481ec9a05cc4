"""Requests as the wire brings them: malformed, broken off, slow, large. Nothing is charged, kept or held in memory."""

import json
import os
import socket
import tempfile
import threading
from pathlib import Path
from time import monotonic, sleep

from parsing.soak import setup

setup.begin()

from django.conf import settings  # noqa: E402  # models need Django first

from billing.models import Charge  # noqa: E402
from parsing.models import ParseJob, StoredFile  # noqa: E402
from parsing.soak.crowd import workspace  # noqa: E402
from parsing.soak.web import Client, broker, memory_mb, peak_memory_mb, web_server  # noqa: E402

PORTAL, EXTRACT = "/api/portal/usage", "/api/v1/usage"
FILE_BYTES = 10 * 1024 * 1024
GRACE_S = 3
SAMPLE = Path(__file__).resolve().parents[1] / "demo" / "amelia-hartley.pdf"
# What gunicorn itself refuses, as it stands on the wire; {} is the path.
MALFORMED = (
    b"GET {}?long=" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET {} HTTP/9.9\r\nHost: a\r\n\r\n",
    b"GET {} HTTP/1.1\r\nHost: a\r\nX-Long: " + b"x" * 20_000 + b"\r\n\r\n",
    b"GET {} HTTP/1.1\r\nHost: a\r\nBro ken: yes\r\n\r\n",
    b"G@T {} HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST {} HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n",
    b"POST {} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: secret\r\n\r\n",
    b"GET {} HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n",
)


def main() -> None:
    chosen = setup.numbers(broken=20, slow=8, files=50, threads=8)
    uploads = Path(tempfile.mkdtemp(dir=settings.DATA_DIR))
    os.environ |= {"TMPDIR": str(uploads), "CVAULT_REQUEST_GRACE_S": str(GRACE_S), "CVAULT_RATE_LIMIT_FACTOR": "0"}
    _, key = workspace("wire")
    with broker(), web_server(workers=1, threads=chosen.threads) as port:
        figures = {**_malformed(port), **_broken(port, key, chosen.broken), **_slow(port, key, chosen.slow)}
        figures |= {
            "jobs": ParseJob.objects.count(),
            "charges": Charge.objects.count(),
            "documents": StoredFile.objects.count(),
            "files_left": sum(path.is_file() and path.stat().st_size > 0 for path in uploads.glob("*.upload*")),
        }
        figures |= _large(port, key, chosen.files)
    setup.report(**figures)


def _malformed(port: int) -> dict[str, object]:
    """How many were refused in the words of the API that was asked."""
    right = {"portal": 0, "extract": 0}
    for path, api in ((PORTAL, "portal"), (EXTRACT, "extract")):
        for request in MALFORMED:
            head, _, content = _exchange(port, request.replace(b"{}", path.encode())).partition(b"\r\n\r\n")
            body = json.loads(content) if b"application/json" in head else {}
            said = body.get("error")
            is_ours = isinstance(said, str) if api == "portal" else isinstance(said, dict) and "retryable" in said
            right[api] += head.startswith(b"HTTP/1.1 400 ") and is_ours and body["success"] is False
    return {"malformed": len(MALFORMED), "refused_by_portal": right["portal"], "refused_by_extract": right["extract"]}


def _broken(port: int, key: str, count: int) -> dict[str, object]:
    """Uploads whose client goes away in the middle; then the server answers as before."""
    for number in range(count):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
            wire.sendall(_head(key) + b"x" * (number * 100_000 + 1))
    return {"broken": count, "answers_after_broken": Client(port, key).get(PORTAL)[0]}


def _slow(port: int, key: str, count: int) -> dict[str, object]:
    """As many uploads as there are threads, a byte at a time: each is cut off, and then the server answers."""
    ended_after_s: list[float] = []

    def trickle() -> None:
        started = monotonic()
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
                wire.sendall(_head(key))
                while monotonic() < started + 60:
                    wire.sendall(b"x")
                    wire.settimeout(0.2)
                    try:
                        if wire.recv(1_000):
                            break
                    except TimeoutError:
                        continue
        except OSError:
            pass
        ended_after_s.append(monotonic() - started)

    threads = [threading.Thread(target=trickle) for _ in range(count)]
    for thread in threads:
        thread.start()
    sleep(0.5)
    status = Client(port, key).get(PORTAL)[0]  # waits for a thread, no longer than the grace
    for thread in threads:
        thread.join()
    return {"slow": count, "slow_ended_s": round(max(ended_after_s, default=0.0), 1), "answers_after_slow": status}


def _large(port: int, key: str, count: int) -> dict[str, object]:
    """Batches of files of the largest size, one refused at its end and one accepted: both are streamed to disk."""
    client = Client(port, key)
    junk = [(f"{number}.bin", b"\x00\x01" * (FILE_BYTES // 2)) for number in range(count)]
    padding = b" " * (FILE_BYTES - SAMPLE.stat().st_size - 100)
    documents = [
        (f"{number}.pdf", SAMPLE.read_bytes() + b"\n%" + padding + str(number).encode()) for number in range(count)
    ]
    client.parse(documents[:1], mode="async")  # what is loaded once is loaded
    before_mb = memory_mb()
    statuses = [client.parse(files, mode="async")[0] for files in (junk, documents)]
    return {
        "large_mb": count * FILE_BYTES // 1024**2,
        "large_statuses": statuses,
        "stored": StoredFile.objects.count(),
        "memory_growth_mb": peak_memory_mb() - before_mb,
    }


def _head(key: str) -> bytes:
    """The beginning of an upload of a file of the largest size."""
    frame = b'--b\r\nContent-Disposition: form-data; name="files[]"; filename="cv.pdf"\r\n\r\n%PDF-1.4'
    head = f"POST /api/portal/parse_cv_batch_parallel HTTP/1.1\r\nHost: a\r\nx-api-key: {key}\r\n"
    head += f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {FILE_BYTES}\r\n\r\n"
    return head.encode() + frame


def _exchange(port: int, request: bytes) -> bytes:
    """What the server says to these bytes, to its end."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        try:
            wire.sendall(request)
            while chunk := wire.recv(65_536):
                answer += chunk
        except ConnectionError:
            pass
    return answer


if __name__ == "__main__":
    main()
