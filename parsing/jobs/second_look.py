"""A second look at a reading by the language model: planned and settled with the database, made without it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from parsing import llm, model_tier, sandbox
from parsing.engine.codec import findings_from_json, findings_to_json, resume_from_json, resume_to_json
from parsing.engine.llm import (
    Draft,
    Prompt,
    extraction_prompt,
    facts_of,
    merge,
    read_draft,
    read_verdict,
    unsure_parts,
    verdict_prompt,
)
from parsing.engine.llm.merging import SourceLine
from parsing.engine.model import Box, Findings, Resume, Tier
from parsing.engine.pipeline import MODEL_USED
from parsing.model_calls import ModelCall
from parsing.model_tier import Attempt
from parsing.models import JobFile, ParseJob

_CAPPED = "the cap of spending on it is reached"


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What is to be asked about one reading; the calls are reserved and recorded."""

    reading: sandbox.Reading
    revise: Callable[[sandbox.Json], sandbox.Json]  # resume -> {"findings", "columns"}, in a child
    extraction: ModelCall | None
    verdict: ModelCall | None
    capped: bool
    timeout_s: float


@dataclass(slots=True)
class Looked:
    """The reading as it is now, and the attempts that are to be settled."""

    reading: sandbox.Reading
    attempts: list[tuple[ModelCall, Attempt[Any]]] = field(default_factory=list)


def plan(
    job: ParseJob,
    file: JobFile,
    reading: sandbox.Reading,
    *,
    requirements: sandbox.Json | None,
    today: date,
    timeout_s: float,
) -> SecondLook | None:
    """The look that the operator's settings and the job ask for; None where there is nothing to ask.

    A test key's documents never leave the machine.
    """
    if not llm.is_configured() or not job.livemode or timeout_s <= 0:
        return None
    resume, findings = resume_from_json(reading.resume), findings_from_json(reading.findings)
    unsure = unsure_parts(resume) if llm.is_used_for("extraction") else ()
    wants_verdict = bool(job.options.get("verdict")) and llm.is_used_for("prose")
    if not unsure and not wants_verdict:
        return None

    def reserve(prompt: Prompt, purpose: str) -> ModelCall | None:
        return model_tier.reserve(job.account, prompt, purpose=purpose, subject=file.pk)

    language = job.options.get("output_language", "en")
    extraction = reserve(_extraction(resume, reading, unsure), "extraction") if unsure else None
    verdict = reserve(_verdict(resume, findings)[0], "verdict") if wants_verdict else None
    return SecondLook(
        reading=reading,
        revise=lambda changed: sandbox.revise_in_child(
            changed, requirements=requirements, today=today, language=language
        ),
        extraction=extraction,
        verdict=verdict,
        capped=(bool(unsure) and extraction is None) or (wants_verdict and verdict is None),
        timeout_s=timeout_s,
    )


def look(planned: SecondLook) -> Looked:
    """Ask and merge. Raises SandboxClosed; whatever else goes wrong is a warning beside the local reading."""
    looked = Looked(planned.reading)
    warnings = [model_tier.warning(_CAPPED)] if planned.capped else []
    models: list[str] = []
    if planned.extraction is not None:
        warnings += _extract(planned, looked, planned.extraction, models)
    if planned.verdict is not None:
        warnings += _write(planned, looked, planned.verdict, models)
    reading = looked.reading
    resume = replace(resume_from_json(reading.resume), tier=Tier(reading.parse_tier))
    if models:
        resume = replace(resume, tier=Tier.TIER2)
    resume = replace(resume, warnings=tuple(dict.fromkeys((*resume.warnings, *warnings))))
    looked.reading = replace(
        reading,
        resume=resume_to_json(resume),
        parse_tier=resume.tier.value,
        model_used=model_tier.model_used(MODEL_USED, models[0]) if models else reading.model_used,
    )
    return looked


def settle(looked: Looked) -> None:
    """Record what the attempts have cost and brought."""
    for call, attempt in looked.attempts:
        model_tier.settle(call, attempt)


def _extract(planned: SecondLook, looked: Looked, call: ModelCall, models: list[str]) -> list[str]:
    reading = looked.reading
    resume = resume_from_json(reading.resume)
    prompt = _extraction(resume, reading, unsure_parts(resume))
    made = model_tier.attempt(prompt, read_draft, timeout_s=planned.timeout_s)
    looked.attempts.append((call, made))
    if not isinstance(made.value, Draft) or made.answer is None:
        return [model_tier.warning(made.reason)]
    merged = merge(resume, made.value, _lines(reading))
    if merged.taken:
        changed = resume_to_json(merged.resume)
        revised = planned.revise(changed)
        columns = {**reading.columns, **revised["columns"]}  # the words for searching stay
        looked.reading = replace(reading, resume=changed, findings=revised["findings"], columns=columns)
        models.append(made.answer.model)
    else:
        looked.attempts[-1] = (call, replace(made, reason="nothing new"))
    if merged.refused:
        return [f"Left out what the language model proposed and the document does not bear out: {merged.refused}"]
    return []


def _write(planned: SecondLook, looked: Looked, call: ModelCall, models: list[str]) -> list[str]:
    reading = looked.reading
    findings = findings_from_json(reading.findings)
    prompt, facts = _verdict(resume_from_json(reading.resume), findings)
    made = model_tier.attempt(
        prompt, lambda text: read_verdict(text, facts, findings.language), timeout_s=planned.timeout_s
    )
    looked.attempts.append((call, made))
    if not isinstance(made.value, str) or made.answer is None:
        return [model_tier.warning(made.reason)]
    looked.reading = replace(reading, findings=findings_to_json(replace(findings, verdict=made.value)))
    models.append(made.answer.model)
    return []


def _extraction(resume: Resume, reading: sandbox.Reading, unsure: Sequence[str]) -> Prompt:
    return extraction_prompt(resume, [line.text for line in _lines(reading)], unsure)


def _verdict(resume: Resume, findings: Findings) -> tuple[Prompt, tuple[str, ...]]:
    facts = facts_of(resume, findings)
    return verdict_prompt(facts, findings.language), facts


def _lines(reading: sandbox.Reading) -> list[SourceLine]:
    """The document's lines at their own numbers; a number that no line has is a blank one."""
    found: list[Any] = reading.document.get("lines", [])
    lines = [SourceLine("")] * (max((line["index"] for line in found), default=-1) + 1)
    for line in found:
        box = line.get("box")
        lines[line["index"]] = SourceLine(line["text"], line.get("page", 0), Box(**box) if box else None)
    return lines
