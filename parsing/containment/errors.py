"""Ends of a task that only its surroundings can see. The first three are failures of the file, the others are not."""

from parsing.engine.errors import DocumentTooComplex, EngineError, UnreadableDocument


class ParseTimedOut(DocumentTooComplex):
    code = "timeout"
    message = "Reading the file took too long: save it in a simpler form and send it again"


class OutOfMemory(DocumentTooComplex):
    """The child was killed for memory, rather than raising MemoryError itself."""


class ParserCrashed(UnreadableDocument):
    """The child died over the file."""


class SandboxClosed(Exception):
    """The process is shutting down: the task was broken off and says nothing about the file."""


class SandboxUnavailable(Exception):
    """The sandbox cannot be started, or not with the isolation that the settings demand."""


def error_from(code: str, message: str) -> EngineError:
    """The engine's error with this public code; UnreadableDocument where none has it."""
    kinds = {kind.code: kind for kind in _all_kinds(EngineError)}
    kinds |= {kind.code: kind for kind in (UnreadableDocument, DocumentTooComplex)}  # not their nameless children
    kind: type[EngineError] = kinds.get(code, UnreadableDocument)
    return kind(message)


def _all_kinds(kind: type[EngineError]) -> list[type[EngineError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in _all_kinds(child))]
