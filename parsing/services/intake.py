"""What comes in is checked before anything is stored or charged: number, size, format, job description."""

from collections.abc import Sequence
from dataclasses import dataclass

from billing.plans import MAX_BATCH_FILES, Plan
from cvault.errors import FileTooLarge, InvalidInput, NotPermitted, UnsupportedFile
from parsing import storage
from parsing.engine.readers.formats import Format, detect
from parsing.storage import Upload

MAX_JOB_DESCRIPTION_CHARS = 50_000
_SNIFFED_BYTES = 10 * 1024 * 1024
# A real document has some hundred entries; listing a bomb's is left to the child.
_MAX_LISTED_ENTRIES = 5_000
_ENTRY_MARK = b"PK\x01\x02"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An upload that may become a file of a job."""

    upload: Upload
    filename: str  # to be shown
    size_bytes: int
    format: str  # "pdf"; empty for an empty file
    sha256: str


def accept_files(uploads: Sequence[Upload], *, plan: Plan) -> list[Accepted]:
    """The files, checked and fingerprinted.

    Raises InvalidInput (none, or more than any plan takes), NotPermitted (more than this plan takes), FileTooLarge and
    UnsupportedFile, in this order, naming the file. An empty file is accepted: it fails by itself, later.
    """
    _check_number(len(uploads), plan)
    names = [storage.display_name(upload.filename) for upload in uploads]
    for index, upload in enumerate(uploads):
        if (upload.file.size or 0) > plan.max_file_bytes:
            raise FileTooLarge(
                details={"file_index": index, "filename": names[index], "max_bytes": plan.max_file_bytes}
            )
    formats = [_format(upload) for upload in uploads]
    for index, format_name in enumerate(formats):
        if format_name is None:
            raise UnsupportedFile(details={"file_index": index, "filename": names[index]})
    return [
        Accepted(upload, name, upload.file.size or 0, format_name or "", storage.fingerprint(upload.file))
        for upload, name, format_name in zip(uploads, names, formats, strict=True)
    ]


def accept_job_description(text: str) -> str:
    """With "\\n" as line ends; "" where it is blank. Raises InvalidInput."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(clean) > MAX_JOB_DESCRIPTION_CHARS:
        raise InvalidInput(
            f"job_description is too long: at most {MAX_JOB_DESCRIPTION_CHARS} characters",
            details={"job_description": f"{len(clean)} characters, at most {MAX_JOB_DESCRIPTION_CHARS}"},
        )
    # PostgreSQL stores no NUL, and nobody means one.
    return clean.replace("\x00", "") if clean.strip() else ""


def _check_number(received: int, plan: Plan) -> None:
    if not received:
        raise InvalidInput(
            "No file: send at least one in files[]", details={"files[]": "At least one file is required"}
        )
    if received > MAX_BATCH_FILES:
        raise InvalidInput(
            f"Too many files: at most {MAX_BATCH_FILES} in a request",
            details={"files[]": f"{received} files, at most {MAX_BATCH_FILES}", "received": received},
        )
    if received > plan.max_batch_files:
        files = "1 file" if plan.max_batch_files == 1 else f"{plan.max_batch_files} files"
        raise NotPermitted(
            f"The {plan.name} plan takes {files} a request",
            details={"max_batch_size": plan.max_batch_files, "received": received},
        )


def _format(upload: Upload) -> str | None:
    """The format by content; "" for an empty file, None for what no reader reads."""
    if not upload.file.size:
        return ""
    upload.file.seek(0)
    data = upload.file.read(_SNIFFED_BYTES)
    upload.file.seek(0)
    if data[:2] == b"PK" and data.count(_ENTRY_MARK) > _MAX_LISTED_ENTRIES:
        return "zip"
    found = detect(data, upload.filename)
    return None if found is Format.UNKNOWN else found.name.lower()
