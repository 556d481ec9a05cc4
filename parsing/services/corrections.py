"""A person corrects what was read: the value is replaced, its evidence says who proposed it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import ApiKey, User
from cvault.errors import InvalidInput
from parsing.engine.codec import resume_from_json, resume_to_json
from parsing.engine.model import Evidence, Found, Link, Location, Phone, Resume, Skill
from parsing.engine.skills import canonical
from parsing.models import Candidate, Correction

RULE = "corrected"  # of the evidence of a corrected value
MAX_CHARS = 5_000
MAX_ITEMS = 200
# White space by its code points: "\s" is more in Python than in the patterns of a schema, and less.
WHITE_SPACE = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_EMAIL = re.compile(rf"[^@{WHITE_SPACE}]+@[^@{WHITE_SPACE}]+\.[^@{WHITE_SPACE}]+")
_URL = re.compile(rf"https?://[^{WHITE_SPACE}]+")


def correct_candidate(
    candidate: Candidate, changes: Mapping[str, Any], *, by: User | None = None, api_key: ApiKey | None = None
) -> Candidate:
    """The candidate with the fields of `changes` replaced; None or "" empties one. Raises InvalidInput.

    Scores stay as they are until the next rescore, which reads the corrected record.
    """
    problems = {name: "This field cannot be corrected" for name in changes if name not in _FIELDS}
    if problems or not changes:
        raise InvalidInput(f"Send at least one of: {', '.join(_FIELDS)}", details=problems)
    with transaction.atomic():
        candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
        resume = resume_from_json(candidate.resume)
        corrections = []
        for name, value in changes.items():
            before, resume = value_of(resume, name), _FIELDS[name](resume, _checked(name, value))
            after = value_of(resume, name)
            if before != after:
                corrections.append(
                    Correction(
                        account_id=candidate.account_id,
                        candidate=candidate,
                        field=name,
                        before=before,
                        after=after,
                        by=by,
                    )
                )
        candidate.resume = resume_to_json(resume)
        candidate.name = resume.name.value[:200] if resume.name else ""
        candidate.email = resume.emails[0].value[:254] if resume.emails else ""
        candidate.location = resume.location.value.text[:200] if resume.location else ""
        candidate.indexed_at = None
        candidate.save(update_fields=["resume", "name", "email", "location", "indexed_at"])
        Correction.objects.bulk_create(corrections)
        audit.record(
            candidate.account,
            action="candidate.corrected",
            actor=by,
            api_key=api_key,
            target=candidate.id,
            data={"fields": sorted(changes)},
        )
    return candidate


def value_of(resume: Resume, name: str) -> str | list[str] | None:
    """What a correctable field holds, in the form that a correction is given in."""
    if name == "skills":
        return [skill.name.value for skill in resume.skills]
    if name == "linkedin":
        return next((link.value.url for link in resume.links if link.value.kind == "linkedin"), None)
    several = {"email": resume.emails, "phone": resume.phones}
    found = (several[name] or (None,))[0] if name in several else getattr(resume, _ATTRIBUTES.get(name, name))
    value = getattr(found, "value", None)
    return None if value is None else str(getattr(value, "text", value))


def has_corrections(candidate: Candidate) -> bool:
    """Whether somebody has corrected what was read."""
    return Correction.objects.filter(candidate=candidate).exists()


def _checked(name: str, value: Any) -> Any:
    """A text for most fields, a list of texts for lists, None to empty one."""
    if value is None:
        return None
    if name in _LISTS:
        if isinstance(value, list) and len(value) <= MAX_ITEMS and all(_is_text(item) for item in value):
            return list(dict.fromkeys(item.strip() for item in value if item.strip()))
        _refuse(name, f"This must be a list of at most {MAX_ITEMS} strings")
    if not _is_text(value):
        _refuse(name, f"This must be a string of at most {MAX_CHARS} characters")
    text = value.strip()
    pattern, message = _SHAPES.get(name, (None, ""))
    if text and pattern is not None and not pattern.fullmatch(text):
        _refuse(name, message)
    return text or None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_CHARS


def _refuse(name: str, message: str) -> None:
    raise InvalidInput(f"{name}: {message}", details={name: message})


def _found(value: Any) -> Found[Any]:
    quote = value if isinstance(value, str) else getattr(value, "text", getattr(value, "url", ""))
    return Found(value, Evidence(line=-1, quote=quote, rule=RULE, confidence=1.0))


def _text(field: str) -> Callable[[Resume, str | None], Resume]:
    return lambda resume, value: _with(resume, field, _found(value) if value else None)


def _with(resume: Resume, field: str, value: Any) -> Resume:
    changes: dict[str, Any] = {field: value}
    return replace(resume, **changes)


def _first(field: str, make: Callable[[str], Any]) -> Callable[[Resume, str | None], Resume]:
    """Replaces the primary one of several and keeps the rest."""

    def change(resume: Resume, value: str | None) -> Resume:
        rest = getattr(resume, field)[1:]
        return _with(resume, field, (_found(make(value)), *rest) if value else rest)

    return change


def _location(resume: Resume, value: str | None) -> Resume:
    return replace(resume, location=_found(Location(text=value)) if value else None)


def _linkedin(resume: Resume, value: str | None) -> Resume:
    others = tuple(found for found in resume.links if found.value.kind != "linkedin")
    return replace(resume, links=(_found(Link("linkedin", value)), *others) if value else others)


def _skills(resume: Resume, names: list[str] | None) -> Resume:
    """Skills that were read keep their evidence."""
    known = {skill.name.value.casefold(): skill for skill in resume.skills}
    return replace(resume, skills=tuple(known.get(name.casefold()) or _skill(name) for name in names or ()))


def _skill(name: str) -> Skill:
    term = canonical(name)
    return Skill(
        name=_found(name),
        canonical=term.canonical if term else None,
        category=term.category if term else None,
        level=None,
    )


_FIELDS: Mapping[str, Callable[[Resume, Any], Resume]] = {
    "name": _text("name"),
    "email": _first("emails", str),
    "phone": _first("phones", lambda text: Phone(text=text, e164=None)),
    "location": _location,
    "linkedin": _linkedin,
    "profile": _text("summary"),
    "skills": _skills,
    "nationality": _text("nationality"),
    "driving_license": _text("driving_license"),
}
_LISTS = ("skills",)
_ATTRIBUTES = {"profile": "summary"}
_SHAPES = {
    "email": (_EMAIL, "This must be an e-mail address"),
    "linkedin": (_URL, "This must be an address that begins with https://"),
}
CORRECTABLE_FIELDS = tuple(_FIELDS)
