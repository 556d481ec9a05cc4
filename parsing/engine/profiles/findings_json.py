"""What the analysis concluded, as JSON."""

from typing import Any

from parsing.engine.model import Findings, Fit

Json = dict[str, Any]


def fit(findings: Findings) -> Fit:
    """The fit of a candidate that was scored."""
    if findings.fit is None:
        raise ValueError("This candidate was not scored")
    return findings.fit


def breakdown(findings: Findings) -> list[Json]:
    return [
        {
            "name": part.name,
            "points": round(part.points, 1),
            "max_points": round(part.max_points, 1),
            "reason": part.reason,
            "quotes": list(part.quotes),
        }
        for part in fit(findings).parts
    ]


def flags(findings: Findings) -> list[Json]:
    return [{"kind": flag.kind, "text": flag.text, "quotes": list(flag.quotes)} for flag in findings.red_flags]


def self_check(findings: Findings) -> Json:
    audit = findings.audit
    return {
        "overall_confidence": audit.overall_confidence,
        "fields": {field.name: {"confidence": field.confidence, "issue": field.issue} for field in audit.fields},
        "warnings": list(audit.warnings),
    }
