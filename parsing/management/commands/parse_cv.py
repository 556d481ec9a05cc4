"""`manage.py parse_cv FILE...`: one JSON line a file, without a database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand

from parsing.engine import analysis, pipeline, profiles
from parsing.engine.errors import EngineError
from parsing.engine.options import ParseOptions, effective_options
from parsing.engine.readers import OcrOptions

FORMATS = "pdf docx doc txt rtf odt html htm jpg jpeg png webp tif tiff"
SUFFIXES = frozenset(f".{name}" for name in FORMATS.split())


class Command(BaseCommand):
    help = "Read resumes and print one JSON line a file; folders are walked. Needs no database."
    requires_system_checks = ()  # no database, no settings of a deployment

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="a file, or a folder of them")
        parser.add_argument("--why", action="store_true", help="print where each value was read and by which rule")
        parser.add_argument("--json-resume", action="store_true", help="print the person in JSON Resume form")
        parser.add_argument("--job", type=Path, metavar="FILE", help="a job description (text) to score against")
        parser.add_argument("--no-ocr", action="store_true", help="do not read pictures of text")
        parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="end of current jobs")

    def handle(self, *args: Any, **options: Any) -> None:
        reading = _Reading(
            today=options["today"] or datetime.now(UTC).date(),
            ocr=OcrOptions(enabled=not options["no_ocr"]),
            job=options["job"].read_text(encoding="utf-8") if options["job"] else None,
            as_json_resume=options["json_resume"],
        )
        pipeline.warm()
        for path in _files(options["paths"]):
            answer, parsed = reading.answer(path)
            if options["why"]:
                self.stdout.write("\n".join(_why(answer, parsed)))
            else:
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
            self.stdout.flush()


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.suffix.lower() in SUFFIXES)
        else:
            yield path


class _Reading:
    """How every file of one call is read."""

    def __init__(self, *, today: date, ocr: OcrOptions, job: str | None, as_json_resume: bool) -> None:
        self._today = today
        self._ocr = ocr
        self._requirements = analysis.extract_requirements(job) if job else None
        self._options = _full_profile(has_job=job is not None)
        self._as_json_resume = as_json_resume

    def answer(self, path: Path) -> tuple[dict[str, Any], pipeline.ParsedResume | None]:
        """The line to print, and what was parsed where it could be."""
        started = perf_counter()
        try:
            parsed = pipeline.parse(path.read_bytes(), filename=path.name, today=self._today, ocr=self._ocr)
            content = self._content(parsed)
        except Exception as error:  # noqa: BLE001 - one file, whatever is wrong with it, must not end the run
            return {"file": str(path), "ms": _elapsed_ms(started), "success": False, **_failure(error)}, None
        head = {"file": str(path), "ms": _elapsed_ms(started), "success": True}
        return {**head, "parse_tier": parsed.document.tier.value, **content}, parsed

    def _content(self, parsed: pipeline.ParsedResume) -> dict[str, Any]:
        if self._as_json_resume:
            return {"resume": profiles.json_resume(parsed.resume)}
        findings = analysis.analyse(parsed.resume, self._requirements, today=self._today)
        return {"candidate": profiles.portal(parsed.resume, findings, self._options)}


def _full_profile(*, has_job: bool) -> ParseOptions:
    options, _ = effective_options({"output_profile": "full_profile"}, has_job_description=has_job)
    return options


def _elapsed_ms(started: float) -> float:
    return round((perf_counter() - started) * 1000, 1)


def _failure(error: Exception) -> dict[str, str]:
    if isinstance(error, EngineError):
        return {"error": str(error), "error_code": error.code}
    if isinstance(error, OSError):
        return {"error": f"Could not open the file: {error.strerror or error}", "error_code": "unreadable"}
    return {"error": f"{type(error).__name__}: {error}", "error_code": "internal_error"}


def _why(answer: dict[str, Any], parsed: pipeline.ParsedResume | None) -> Iterator[str]:
    yield f"== {answer['file']}  {answer['ms']} ms"
    if parsed is None:
        yield f"   {answer['error_code']}: {answer['error']}"
        return
    stages = "  ".join(f"{stage} {elapsed_ms:g}" for stage, elapsed_ms in parsed.timings_ms.items())
    document = parsed.document
    yield f"   {document.format}, {document.page_count} page(s), {document.tier.value}; ms: {stages}"
    for path, found in profiles.found_values(parsed.resume):
        seen = found.evidence
        yield f"   {path} = {_shown(found.value)}"
        yield f"      {seen.rule} {seen.confidence:.2f}  page {seen.page + 1} line {seen.line}: {seen.quote!r}"
    for text in parsed.resume.unassigned_text:
        yield f"   unassigned: {text!r}"
    for line in parsed.document.lines:
        yield f"   {line.index:4d} {line.section.value:14s} {line.text}"


def _shown(value: object) -> str:
    text = str(value).replace("\n", " / ")
    return text if len(text) <= 200 else text[:197] + "..."
