"""Children that do what a document says: "<name> <milliseconds>"; "unreadable ..." fails."""

import time

from parsing.containment.wire import Json
from parsing.engine.codec import PIPELINE_VERSION
from parsing.engine.errors import UnreadableDocument


def warm_up() -> None:
    """Nothing to load."""


def perform(task: str, _: Json, blob: bytes) -> tuple[Json, bytes]:
    """Read a document by sleeping over it."""
    if task != "parse":
        return {}, b""
    name, milliseconds = blob.decode().split()
    time.sleep(int(milliseconds) / 1000)
    if name.startswith("unreadable"):
        raise UnreadableDocument
    result = {
        "resume": {},
        "document": {},
        "findings": {},
        "columns": {"name": name},
        "parse_tier": "tier1",
        "model_used": "scripted-1",
        "pipeline_version": PIPELINE_VERSION,
        "timings_ms": {},
    }
    return result, b""
