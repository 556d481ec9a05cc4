"""Frames on a stream socket: a JSON object and, beside it, bytes that need no encoding."""

import json
import socket
import struct
from time import monotonic
from typing import Any

Json = dict[str, Any]

_LENGTHS = struct.Struct("!QQ")
MAX_JSON_BYTES = 64 * 1024 * 1024  # of what a child may answer; the record of a large CV is 1 MB
MAX_BLOB_BYTES = 64 * 1024 * 1024


def send_frame(connection: socket.socket, message: Json, blob: bytes = b"") -> None:
    """Send one frame. Raises OSError where the other end is gone."""
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    connection.sendall(_LENGTHS.pack(len(text), len(blob)))
    connection.sendall(text)
    if blob:
        connection.sendall(blob)


def receive_frame(connection: socket.socket, *, timeout_s: float | None = None) -> tuple[Json, bytes]:
    """The next frame. Raises TimeoutError when it is not complete in time, EOFError where the other end is gone.

    A frame that is too large, or no JSON object, is treated as the end: whoever sent it cannot be trusted.
    """
    deadline = None if timeout_s is None else monotonic() + timeout_s
    text_length, blob_length = _LENGTHS.unpack(_receive(connection, _LENGTHS.size, deadline))
    if text_length > MAX_JSON_BYTES or blob_length > MAX_BLOB_BYTES:
        raise EOFError("frame too large")
    text = _receive(connection, text_length, deadline)
    blob = _receive(connection, blob_length, deadline) if blob_length else b""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EOFError("frame without JSON") from error
    if not isinstance(message, dict):
        raise EOFError("frame without an object")  # noqa: TRY004  # whoever sent it is no type error of ours
    return message, bytes(blob)


def _receive(connection: socket.socket, length: int, deadline: float | None) -> bytearray:
    buffer = bytearray(length)
    view, received = memoryview(buffer), 0
    while received < length:
        if deadline is not None:
            connection.settimeout(max(0.001, deadline - monotonic()))
        try:
            count = connection.recv_into(view[received:])
        except ConnectionError as error:
            raise EOFError("connection reset") from error
        if not count:
            raise EOFError("connection closed")
        received += count
    connection.settimeout(None)
    return buffer
