"""The tasks of a child: reading a document, and concluding from what was read. Plain JSON in, plain JSON out."""

import traceback
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from parsing.containment.wire import Json
from parsing.engine import analysis, languages, pipeline, readers
from parsing.engine.codec import (
    PIPELINE_VERSION,
    encode,
    findings_to_json,
    requirements_from_json,
    requirements_to_json,
    resume_from_json,
    resume_to_json,
)
from parsing.engine.model import Findings, Requirements, Resume
from parsing.engine.searching import search_text

_SAMPLES = Path(__file__).resolve().parents[1] / "demo"  # several formats and languages


def warm_up() -> None:
    """Load what the first document would have to wait for: packs, tables, patterns, the languages of the OCR engine.

    A sample that cannot be read is said on stderr, no more: other documents can be.
    """
    readers.ocr_status()
    for sample in sorted(_SAMPLES.iterdir()):
        if sample.suffix in (".pdf", ".docx", ".txt"):
            try:
                parse({"filename": sample.name, "today": "2025-01-01", "requirements": None}, sample.read_bytes())
            except Exception:  # noqa: BLE001  # whatever is wrong with one reader, the others start
                traceback.print_exc()


def perform(task: str, arguments: Json, blob: bytes) -> tuple[Json, bytes]:
    """The result of one task. Raises EngineError."""
    if task == "render_page":
        return {}, readers.render_page(blob, arguments["number"], width_px=arguments["width_px"])
    return _TASKS[task](arguments, blob), b""


def parse(arguments: Json, blob: bytes) -> Json:
    today = date.fromisoformat(arguments["today"])
    parsed = pipeline.parse(blob, filename=arguments["filename"], today=today)
    findings = _analysed(parsed.resume, arguments)
    return {
        "resume": resume_to_json(parsed.resume),
        "document": encode(parsed.document),
        "findings": findings_to_json(findings),
        "columns": {
            **_columns(parsed.resume, findings),
            "search_text": search_text(line.text for line in parsed.document.lines),
        },
        "parse_tier": parsed.resume.tier.value,
        "model_used": parsed.model_used,
        "pipeline_version": PIPELINE_VERSION,
        "timings_ms": dict(parsed.timings_ms),
    }


def analyse(arguments: Json, _: bytes) -> Json:
    return findings_to_json(_analysed(resume_from_json(arguments["resume"]), arguments))


def revise(arguments: Json, _: bytes) -> Json:
    """What follows from a resume that was changed after the reading: findings, and the columns of lists."""
    resume = resume_from_json(arguments["resume"])
    findings = _analysed(resume, arguments)
    return {"findings": findings_to_json(findings), "columns": _columns(resume, findings)}


def _analysed(resume: Resume, arguments: Json) -> Findings:
    today, language = date.fromisoformat(arguments["today"]), arguments.get("language", "en")
    return analysis.analyse(resume, _requirements(arguments), today=today, language=language)


def requirements(arguments: Json, _: bytes) -> Json:
    """What a job description asks for; lists of skills that the caller sent take the place of those found in it."""
    found = analysis.extract_requirements(arguments["text"]) if arguments["text"] else Requirements()
    required, nice = tuple(arguments["required_skills"]), tuple(arguments["nice_to_have_skills"])
    if required or nice:
        found = replace(found, required_skills=required, nice_to_have_skills=nice)
    return requirements_to_json(found)


def skills(arguments: Json, _: bytes) -> Json:
    """The skills of a job description, in the words of the text and under their canonical names.

    An English text gets canonical names in both: "postgres" is asked for as "PostgreSQL" (R162, R164).
    """
    found = analysis.extract_requirements(arguments["text"], arguments["title"], arguments["department"])
    detected = languages.detect(arguments["text"])
    is_english = not detected or detected[0][0] == "en"
    written = {} if is_english else dict(found.as_written)
    return {
        "required": [written.get(name, name) for name in found.required_skills],
        "nice_to_have": [written.get(name, name) for name in found.nice_to_have_skills],
        "normalized": {"required": list(found.required_skills), "nice_to_have": list(found.nice_to_have_skills)},
    }


def _requirements(arguments: Json) -> Requirements | None:
    given = arguments["requirements"]
    return None if given is None else requirements_from_json(given)


def _columns(resume: Resume, findings: Findings) -> Json:
    """What lists show and filter by, cut to the size of the columns."""
    recent = resume.experience[0] if resume.experience else None
    title = resume.headline or (recent.title if recent else None)
    return {
        "name": _text(resume.name, 200),
        "email": _text(resume.emails[0] if resume.emails else None, 254),
        "title": _text(title, 200),
        "location": resume.location.value.text[:200] if resume.location else "",
        "seniority": findings.seniority.value if findings.seniority else "",
        "total_experience_months": findings.total_experience_months,
        "language": (resume.detected_language or "")[:8],
    }


def _text(found: Any, max_chars: int) -> str:
    return "" if found is None else str(found.value)[:max_chars]


_TASKS = {"parse": parse, "analyse": analyse, "revise": revise, "requirements": requirements, "skills": skills}
