"""The form of parse_cv_batch_parallel: read, checked, and turned into what services.submit_batch takes (R063-R101)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from rest_framework.request import Request

from cvault.errors import InvalidInput, MissingFile
from parsing.engine.options import InvalidOptions, ParseOptions, effective_options

MAX_TEXT_CHARS = 50_000  # Unicode code points, after newlines are made one character (R097)
FILE_FIELDS = ("files[]", "files", "file")  # the first is the documented name
_SKILL_FIELDS = ("required_skills", "nice_to_have_skills")
_OTHER_FIELDS = ("job_description", "parse_options", "allow_partial", "mode")
_MODES = ("auto", "sync", "async")
_BOOLEANS = {"true": True, "1": True, "on": True, "yes": True, "false": False, "0": False, "off": False, "no": False}


@dataclass(frozen=True, slots=True)
class ParseForm:
    files: tuple[UploadedFile, ...]
    options: ParseOptions
    job_description: str  # "" where none was sent
    allow_partial: bool
    mode: str  # "auto" | "sync" | "async"
    idempotency_key: str | None
    warnings: tuple[str, ...]  # what was ignored, a sentence each


def read_parse_form(request: Request) -> ParseForm:
    """The checked form. Raises MissingFile and InvalidInput; the files themselves are judged by the service."""
    uploads = request.FILES
    files = tuple(upload for field in FILE_FIELDS for upload in uploads.getlist(field))
    if not files:
        raise MissingFile
    fields = request.POST
    description = clean_text(fields.get("job_description"), "job_description")
    options, warnings = _options(fields, has_job_description=bool(description))
    unknown = [name for name in fields if _plain(name) not in (*_SKILL_FIELDS, *_OTHER_FIELDS)]
    unknown += [name for name in uploads if name not in FILE_FIELDS]
    return ParseForm(
        files=files,
        options=options,
        job_description=description,
        allow_partial=_boolean(fields.get("allow_partial"), "allow_partial"),
        mode=_mode(fields.get("mode") or request.query_params.get("mode")),
        idempotency_key=idempotency_key_of(request),
        warnings=(*warnings, *(f"Unknown field ignored: {name[:100]}" for name in unknown)),
    )


def clean_text(text: str | None, field: str) -> str:
    """The text with newlines as one character and without NUL; "" for a blank one. Raises InvalidInput if too long."""
    cleaned = (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if len(cleaned) > MAX_TEXT_CHARS:
        message = f"{field} is too long: at most {MAX_TEXT_CHARS:,} characters"
        raise InvalidInput(message, details={field: message})
    return cleaned if cleaned.strip() else ""


def idempotency_key_of(request: Request) -> str | None:
    """The Idempotency-Key header, None without. Raises InvalidInput for what is no key."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    key = key.strip()
    if not (1 <= len(key) <= 255 and key.isascii() and key.isprintable()):
        message = "Idempotency-Key must be 1 to 255 printable ASCII characters"
        raise InvalidInput(message, details={"Idempotency-Key": message})
    return key


def _options(fields: Any, *, has_job_description: bool) -> tuple[ParseOptions, tuple[str, ...]]:
    """parse_options, with the skill lists that the form itself may carry; those win."""
    raw: Any = fields.get("parse_options")
    of_form = {name: skills for name in _SKILL_FIELDS if (skills := _skills(_values(fields, name))) is not None}
    if of_form:
        raw = _merged(raw, of_form)
    try:
        if of_form:
            effective_options(fields.get("parse_options"))  # what the form's lists replace has to be right too
        return effective_options(raw, has_job_description=has_job_description)
    except InvalidOptions as error:
        details = {_shown(problem.field, of_form): problem.message for problem in error.problems}
        raise InvalidInput("; ".join(f"{field}: {text}" for field, text in details.items()), details=details) from error


def _merged(raw: str | None, of_form: dict[str, Any]) -> Any:
    try:
        given = json.loads(raw) if raw and raw.strip() else {}
    except (ValueError, RecursionError):
        return raw  # the engine says what is wrong with it
    return {**given, **of_form} if isinstance(given, dict) else raw


def _values(fields: Any, name: str) -> list[str]:
    return [*fields.getlist(name), *fields.getlist(f"{name}[]")]


def _skills(values: Sequence[str]) -> Any:
    """The names in all fields, each a JSON array or names between commas. None where the form carries none."""
    if not values:
        return None
    names: list[Any] = []
    for text in map(str.strip, values):
        if not text.startswith("["):
            names += [name for name in text.split(",") if name.strip()]
            continue
        try:
            names += json.loads(text)
        except (ValueError, RecursionError):
            return text  # no list: refused with the name of the field
    return names


def _plain(name: str) -> str:
    return name.removesuffix("[]")


def _shown(path: str, of_form: dict[str, Any]) -> str:
    """ "parse_options.required_skills[0]" is "required_skills[0]" where the form carried the list."""
    name = path.removeprefix("parse_options.")
    return name if name.partition("[")[0] in of_form else path


def _boolean(text: str | None, field: str) -> bool:
    if text is None or not text.strip():
        return False
    if (value := _BOOLEANS.get(text.strip().lower())) is None:
        message = f"{field} must be true or false"
        raise InvalidInput(message, details={field: message})
    return value


def _mode(text: str | None) -> str:
    mode = (text or "auto").strip().lower()
    if mode not in _MODES:
        message = f"mode must be one of: {', '.join(_MODES)}"
        raise InvalidInput(message, details={"mode": message})
    return mode
