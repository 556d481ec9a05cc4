"""Many candidates as one file: a table, JSON, or documents without identity in an archive."""

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.utils import timezone

from cvault.errors import InvalidInput
from parsing.engine.codec import findings_from_json, resume_from_json
from parsing.engine.model import Findings
from parsing.exports import EXPORT_FORMATS, ExportSubject, export
from parsing.models import BulkAction, BulkItem, Candidate, FileState, JobFile
from parsing.services.projections import blind_document, blind_record

KIND = "export"
_PIECE = 50
# Format -> the most candidates of one file: what is held in memory, or drawn page by page, has a bound.
MOST: Mapping[str, int] = {
    "csv": 20_000,
    "xlsx": 20_000,
    "json": 2_000,
    "json_resume": 2_000,
    "hr_open": 2_000,
    "blind_json": 5_000,
    "blind_pdf": 500,
    "blind_docx": 500,
}


def check(action: BulkAction, given: Mapping[str, Any]) -> dict[str, Any]:
    """The format. Raises InvalidInput for one that does not exist, or not for so many."""
    name = str(given.get("format", ""))
    if name not in MOST:
        raise InvalidInput("Choose a format")
    if action.total > MOST[name]:
        raise InvalidInput(f"This format takes {MOST[name]} candidates at once: choose fewer, or a table")
    return {"format": name}


def write(action: BulkAction, *, renew: Callable[[int], None]) -> None:
    """Write the file and keep it with the action; `renew` is told how many are done."""
    name = action.arguments["format"]
    date = f"{timezone.localdate():%Y-%m-%d}"
    if name in EXPORT_FORMATS:
        made = export(_Subjects(action, renew), format_name=name, as_list=True)
        _keep(action, ContentFile(made.content), f"candidates-{date}.{made.extension}")
        return
    with TemporaryFile() as file:
        if name == "blind_json":
            _write_blind_json(action, file, renew)
            _keep(action, File(file), f"candidates-blind-{date}.json")
        else:
            _write_archive(action, file, name.removeprefix("blind_"), renew)
            _keep(action, File(file), f"candidates-blind-{date}.zip")


def open_result(action: BulkAction) -> "File[bytes]":
    """The file of an export. Raises FileNotFoundError where it is gone."""
    try:
        return action.result.open("rb")
    except FileNotFoundError:
        action.refresh_from_db(fields=["result"])  # sealed anew since the row was read (parsing.services.reencryption)
        if not action.result:
            raise
        return action.result.open("rb")


def _keep(action: BulkAction, file: "File[bytes]", name: str) -> None:
    action.result.save(f"{action.pk}.{name.rpartition('.')[2]}", file, save=False)
    BulkAction.objects.filter(pk=action.pk).update(result=action.result.name, result_name=name)


def _write_blind_json(action: BulkAction, file: IO[bytes], renew: Callable[[int], None]) -> None:
    for number, candidate in enumerate(_candidates(action, renew)):
        file.write(b",\n" if number else b"[\n")
        file.write(json.dumps(blind_record(candidate), ensure_ascii=False).encode("utf-8", "replace"))
    file.write(b"\n]\n")


def _write_archive(action: BulkAction, file: IO[bytes], format_name: str, renew: Callable[[int], None]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for candidate in _candidates(action, renew):
            made = blind_document(candidate, format_name=format_name)
            archive.writestr(f"{candidate.pk}.{made.extension}", made.content)


def _candidates(action: BulkAction, renew: Callable[[int], None]) -> Iterator[Candidate]:
    """Those that are still there, a few at a time."""
    ids = list(BulkItem.objects.filter(action=action).order_by("pk").values_list("candidate_id", flat=True))
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        rows = Candidate.objects.defer("document", "search_text").in_bulk(piece)
        yield from (rows[pk] for pk in piece if pk in rows)
        renew(min(start + _PIECE, len(ids)))


class _Subjects(Sequence[ExportSubject]):
    """The people of an export, read from the database while they are written."""

    def __init__(self, action: BulkAction, renew: Callable[[int], None]) -> None:
        self._action = action
        self._renew = renew

    def __len__(self) -> int:
        return self._action.total

    def __getitem__(self, index: Any) -> Any:
        raise TypeError("These are read one after the other")

    def __iter__(self) -> Iterator[ExportSubject]:
        for candidate in _candidates(self._action, self._renew):
            done = JobFile.objects.filter(candidate=candidate, state=FileState.DONE).exclude(findings=None)
            latest = done.order_by("-finished_at").only("findings").first()
            yield ExportSubject(
                candidate.pk,
                resume_from_json(candidate.resume),
                findings_from_json(latest.findings) if latest and latest.findings else Findings(),
            )
