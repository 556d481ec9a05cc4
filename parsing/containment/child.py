"""A child at work: one task after the other, each within the limits, each answered by a result or a typed error."""

import socket
from typing import Protocol

from parsing.containment.limits import Limits, apply_to_process, apply_to_task
from parsing.containment.wire import Json, receive_frame, send_frame
from parsing.engine.errors import DocumentTooComplex, EngineError, UnreadableDocument


class Worker(Protocol):
    """What the module named to the zygote provides."""

    def perform(self, task: str, arguments: Json, blob: bytes) -> tuple[Json, bytes]: ...


def serve(connection: socket.socket, worker: Worker, limits: Limits) -> None:
    """Until the other end closes, or memory ran out: then a fresh child is worth more than this one."""
    apply_to_process(limits)
    while True:
        try:
            message, blob = receive_frame(connection)
        except EOFError:
            return
        apply_to_task(limits)
        answer, answer_blob, is_last = _answer(worker, message, blob)
        del message, blob
        send_frame(connection, answer, answer_blob)
        if is_last:
            return


def _answer(worker: Worker, message: Json, blob: bytes) -> tuple[Json, bytes, bool]:
    try:
        result, result_blob = worker.perform(message["task"], message["arguments"], blob)
    except EngineError as error:
        return _failure(error, ""), b"", False
    except MemoryError:
        return _failure(DocumentTooComplex(), "MemoryError") | {"last": True}, b"", True
    except Exception as error:  # noqa: BLE001  # libraries raise anything over damaged files: here all is caught
        return _failure(UnreadableDocument(), type(error).__name__), b"", False
    return {"result": result}, result_blob, False


def _failure(error: EngineError, cause: str) -> Json:
    """`cause` is the name of an exception that no rule foresaw, for the log of the operator."""
    return {"error": {"code": error.code, "message": str(error), "cause": cause}}
