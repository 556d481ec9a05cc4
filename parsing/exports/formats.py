"""The table of export formats. JSON Resume and HR Open hold one person a document; a list of them is a JSON array."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parsing.engine.model import Findings, Resume
from parsing.engine.options import ParseOptions, Profile
from parsing.engine.profiles import CSV_COLUMNS, csv_row, json_resume, portal
from parsing.exports.hr_open import hr_open
from parsing.exports.xlsx import workbook

_FULL = ParseOptions(
    output_profile=Profile.FULL_PROFILE,
    verdict=True,
    seniority=True,
    score=True,
    red_flags=True,
    strengths=True,
    self_check=True,
)


@dataclass(frozen=True, slots=True)
class ExportSubject:
    candidate_id: str
    resume: Resume
    findings: Findings


@dataclass(frozen=True, slots=True)
class Export:
    content: bytes
    content_type: str
    extension: str


def export(subjects: Sequence[ExportSubject], *, format_name: str, as_list: bool) -> Export:
    """The people in one of EXPORT_FORMATS; `as_list` tells a list with one person from that person alone."""
    return EXPORT_FORMATS[format_name](subjects, as_list)


def _json_of(make: Callable[[ExportSubject], Mapping[str, Any]]) -> Callable[[Sequence[ExportSubject], bool], Export]:
    def write(subjects: Sequence[ExportSubject], as_list: bool) -> Export:
        documents = [make(subject) for subject in subjects]
        text = json.dumps(documents if as_list else documents[0], ensure_ascii=False, allow_nan=False, indent=2)
        return Export(text.encode("utf-8", "replace"), "application/json", "json")

    return write


def _rows(subjects: Sequence[ExportSubject]) -> list[dict[str, str]]:
    return [{"candidate_id": item.candidate_id, **csv_row(item.resume, item.findings)} for item in subjects]


def _csv(subjects: Sequence[ExportSubject], as_list: bool) -> Export:  # noqa: ARG001 - a table is a list either way
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ("candidate_id", *CSV_COLUMNS))
    writer.writeheader()
    writer.writerows(_rows(subjects))
    # With the mark, spreadsheets read UTF-8; every other reader skips it.
    return Export(text.getvalue().encode("utf-8-sig", "replace"), "text/csv; charset=utf-8", "csv")


def _xlsx(subjects: Sequence[ExportSubject], as_list: bool) -> Export:  # noqa: ARG001 - as above
    columns = ("candidate_id", *CSV_COLUMNS)
    rows = [[row[column] for column in columns] for row in _rows(subjects)]
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Export(workbook([list(columns), *rows], title="Candidates"), content_type, "xlsx")


EXPORT_FORMATS: Mapping[str, Callable[[Sequence[ExportSubject], bool], Export]] = {
    "json": _json_of(lambda item: portal(item.resume, item.findings, _FULL, candidate_id=item.candidate_id)),
    "json_resume": _json_of(lambda item: json_resume(item.resume)),
    "hr_open": _json_of(lambda item: hr_open(item.resume, document_id=item.candidate_id)),
    "csv": _csv,
    "xlsx": _xlsx,
}
