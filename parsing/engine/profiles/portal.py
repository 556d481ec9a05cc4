"""The candidate object of the portal API: a table of field, smallest profile, how it is read, when it is present."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from parsing.engine.model import Findings, Resume
from parsing.engine.options import ParseOptions, Profile
from parsing.engine.profiles import entries, evidence, findings_json, helpers
from parsing.engine.profiles.values import link_of_kind, value_of

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rows of the table read."""

    resume: Resume
    findings: Findings
    options: ParseOptions
    candidate_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    profile: Profile  # the smallest one that holds the field
    read: Callable[[Subject], Any]
    present: Callable[[Subject], bool] = lambda subject: True


def _has_id(subject: Subject) -> bool:
    return subject.candidate_id is not None


def _has_score(subject: Subject) -> bool:
    return subject.options.score and subject.findings.fit is not None


CORE, PLUS, FULL = Profile.ATS_CORE, Profile.ATS_PLUS, Profile.FULL_PROFILE

_ROWS: tuple[_Row, ...] = (
    _Row("candidate_id", CORE, lambda s: s.candidate_id, _has_id),
    # --- who
    _Row("name", CORE, lambda s: value_of(s.resume.name)),
    _Row("email", CORE, lambda s: value_of(s.resume.emails[0]) if s.resume.emails else None),
    _Row("phone", CORE, lambda s: s.resume.phones[0].value.text if s.resume.phones else None),
    _Row("location", CORE, lambda s: s.resume.location.value.text if s.resume.location else None),
    _Row("linkedin", CORE, lambda s: link_of_kind(s.resume, "linkedin")),
    _Row("profile", CORE, lambda s: value_of(s.resume.summary)),
    # --- what they did
    _Row("seniority", CORE, lambda s: s.findings.seniority if s.options.seniority else None),
    _Row("total_experience_years", CORE, lambda s: helpers.whole_where_whole(s.findings.total_experience_years)),
    _Row("skills", CORE, lambda s: entries.skill_names(s.resume)),
    _Row("languages", CORE, lambda s: [entries.language(item) for item in s.resume.languages]),
    _Row("experience", CORE, lambda s: [entries.experience(item) for item in s.resume.experience]),
    _Row("education", CORE, lambda s: [entries.education(item) for item in s.resume.education]),
    _Row("certifications", CORE, lambda s: [item.name.value for item in s.resume.certifications]),
    _Row("nationality", CORE, lambda s: value_of(s.resume.nationality)),
    _Row("driving_license", CORE, lambda s: value_of(s.resume.driving_license)),
    _Row("detected_language", CORE, lambda s: s.resume.detected_language),
    _Row("normalized", CORE, lambda s: helpers.normalized(s.resume, s.findings)),
    _Row("warnings", CORE, lambda s: list(dict.fromkeys((*s.resume.warnings, *s.findings.warnings)))),
    # --- how they fit
    _Row("fit_score", CORE, lambda s: findings_json.fit(s.findings).score, _has_score),
    _Row("hiring_recommendation", CORE, lambda s: findings_json.fit(s.findings).recommendation, _has_score),
    _Row("score_reasoning", CORE, lambda s: findings_json.fit(s.findings).reasoning, _has_score),
    _Row("score_breakdown", PLUS, lambda s: findings_json.breakdown(s.findings), _has_score),
    _Row("matched_skills", PLUS, lambda s: list(findings_json.fit(s.findings).matched_skills), _has_score),
    _Row("missing_skills", PLUS, lambda s: list(findings_json.fit(s.findings).missing_skills), _has_score),
    _Row("matched_nice_to_have", PLUS, lambda s: list(findings_json.fit(s.findings).matched_nice_to_have), _has_score),
    _Row("missing_nice_to_have", PLUS, lambda s: list(findings_json.fit(s.findings).missing_nice_to_have), _has_score),
    _Row("verdict", PLUS, lambda s: s.findings.verdict, lambda s: s.options.verdict),
    _Row("red_flags", PLUS, lambda s: [flag.text for flag in s.findings.red_flags], lambda s: s.options.red_flags),
    _Row("strengths", PLUS, lambda s: list(s.findings.strengths), lambda s: s.options.strengths),
    _Row("self_check", PLUS, lambda s: findings_json.self_check(s.findings), lambda s: s.options.self_check),
    _Row("analysis_language", PLUS, lambda s: s.findings.language),
    # --- everything else the document says
    _Row("headline", FULL, lambda s: value_of(s.resume.headline)),
    _Row("emails", FULL, lambda s: [found.value for found in s.resume.emails]),
    _Row("phones", FULL, lambda s: [helpers.phone(found.value) for found in s.resume.phones]),
    _Row("links", FULL, lambda s: [{"kind": found.value.kind, "url": found.value.url} for found in s.resume.links]),
    _Row("skills_detail", FULL, lambda s: entries.skills(s.resume, s.findings)),
    _Row("languages_detail", FULL, lambda s: [entries.language_detail(item) for item in s.resume.languages]),
    _Row("certifications_detail", FULL, lambda s: [entries.certification(item) for item in s.resume.certifications]),
    _Row("projects", FULL, lambda s: [entries.project(item) for item in s.resume.projects]),
    _Row("volunteering", FULL, lambda s: [entries.experience(item) for item in s.resume.volunteering]),
    _Row("publications", FULL, lambda s: [found.value for found in s.resume.publications]),
    _Row("awards", FULL, lambda s: [found.value for found in s.resume.awards]),
    _Row("interests", FULL, lambda s: [found.value for found in s.resume.interests]),
    _Row("availability", FULL, lambda s: value_of(s.resume.availability)),
    _Row("notice_period", FULL, lambda s: value_of(s.resume.notice_period)),
    _Row("work_permit", FULL, lambda s: value_of(s.resume.work_permit)),
    _Row("average_tenure_months", FULL, lambda s: s.findings.average_tenure_months),
    _Row("management_experience", FULL, lambda s: s.findings.management),
    _Row("red_flags_detail", FULL, lambda s: findings_json.flags(s.findings), lambda s: s.options.red_flags),
    _Row("evidence", FULL, lambda s: evidence.by_field(s.resume)),
    _Row("unassigned_text", FULL, lambda s: list(s.resume.unassigned_text)),
    _Row("page_count", FULL, lambda s: s.resume.page_count),
    _Row("parse_tier", FULL, lambda s: s.resume.tier.value),
)


def portal(
    resume: Resume, findings: Findings, options: ParseOptions, *, candidate_id: str | None = None
) -> dict[str, Any]:
    """The candidate in the profile that `options` asks for.

    A field that the reference calls "present when" is absent where it does not apply; every other one is there, `None`
    where the document does not say, lists empty.
    """
    subject = Subject(resume, findings, options, candidate_id)
    rows = _rows_of(options.output_profile)
    return {row.name: row.read(subject) for row in rows if row.present(subject)}


def field_names(profile: Profile) -> tuple[str, ...]:
    """All fields that `profile` may hold, in their order; for the documentation and the schema."""
    return tuple(row.name for row in _rows_of(profile))


@cache
def _rows_of(profile: Profile) -> tuple[_Row, ...]:
    return tuple(row for row in _ROWS if row.profile.rank <= profile.rank)
