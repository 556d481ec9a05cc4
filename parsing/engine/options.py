"""The parse options of the portal API: what a caller may ask for, and what takes effect."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from parsing.engine import languages

T = TypeVar("T")


class Profile(StrEnum):
    """How much of a candidate is answered; each holds everything of the one before."""

    ATS_CORE = "ats_core"
    ATS_PLUS = "ats_plus"
    FULL_PROFILE = "full_profile"

    @property
    def rank(self) -> int:
        """0 for the smallest."""
        return _RANKS[self]


_RANKS: Mapping[Profile, int] = {profile: number for number, profile in enumerate(Profile)}


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """The options in effect; the defaults are those of a request that sends none and has no job description."""

    output_profile: Profile = Profile.ATS_CORE
    verdict: bool = False
    seniority: bool = True
    score: bool = False
    red_flags: bool = False
    strengths: bool = False
    self_check: bool = False
    output_language: str = "en"  # of the sentences: ISO 639-1, or "document" for the language of the document
    required_skills: tuple[str, ...] = ()  # beside or instead of a job description
    nice_to_have_skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvalidOption:
    field: str  # "parse_options.verdict"
    message: str  # a sentence


class InvalidOptions(ValueError):
    """The options cannot be followed; `problems` names every field that is wrong."""

    def __init__(self, *problems: InvalidOption) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.message}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class _Switch:
    smallest_profile: Profile  # forced off below it
    needs_job: bool = False  # nothing to answer without a job description


# Every switch defaults to true; what takes effect is requested AND allowed by the profile.
_SWITCHES: Mapping[str, _Switch] = {
    "verdict": _Switch(Profile.ATS_PLUS),
    "seniority": _Switch(Profile.ATS_CORE),
    "score": _Switch(Profile.ATS_CORE, needs_job=True),
    "red_flags": _Switch(Profile.ATS_PLUS),
    "strengths": _Switch(Profile.ATS_PLUS),
    "self_check": _Switch(Profile.ATS_PLUS),
}
_PROFILE_NAMES = {profile.value: profile for profile in Profile}
_RESPONSE_MODES = {"ats": Profile.ATS_CORE, "full": Profile.FULL_PROFILE}
# Of verdict, reasons, flags and strengths; a language that they are not written in is answered in English.
_DOCUMENT_LANGUAGE = "document"
_SKILL_LISTS = ("required_skills", "nice_to_have_skills")
_KNOWN = frozenset({"output_profile", "response_mode", "output_language", *_SWITCHES, *_SKILL_LISTS})
_MAX_SKILLS = 200
_MAX_SKILL_CHARS = 200
_PATH = "parse_options"


def effective_options(
    raw: str | Mapping[str, Any] | None, *, has_job_description: bool = False
) -> tuple[ParseOptions, tuple[str, ...]]:
    """The options in effect and a sentence for each one that was ignored.

    `raw` is the JSON text of the request, the object it holds, or None. Raises InvalidOptions.

    >>> effective_options('{"output_profile": "ats_plus", "verdict": false}')[0].red_flags
    True
    """
    given = _read_object(raw)
    problems: list[InvalidOption] = []
    profile = _profile(given, problems)
    skills = {name: _skill_list(given.get(name), f"{_PATH}.{name}", problems) for name in _SKILL_LISTS}
    requested = {name: _boolean(given.get(name), f"{_PATH}.{name}", problems) for name in _SWITCHES}
    language = _choice(given, "output_language", {name: name for name in output_languages()}, problems)
    if problems:
        raise InvalidOptions(*problems)

    has_job = has_job_description or any(skills.values())
    warnings = [f"Unknown option ignored: {name[:100]}" for name in given if name not in _KNOWN]
    warnings += _profile_warnings(given, profile)
    effective: dict[str, bool] = {}
    for name, switch in _SWITCHES.items():
        allowed = profile.rank >= switch.smallest_profile.rank
        answerable = has_job or not switch.needs_job
        effective[name] = requested[name] is not False and allowed and answerable
        if requested[name] and not allowed:
            warnings.append(f"{name} is off in {profile.value}: ask for {switch.smallest_profile.value} or more")
        elif requested[name] and not answerable:
            warnings.append(f"{name} needs a job description: none was sent")
    options = ParseOptions(
        output_profile=profile,
        verdict=effective["verdict"],
        seniority=effective["seniority"],
        score=effective["score"],
        red_flags=effective["red_flags"],
        strengths=effective["strengths"],
        self_check=effective["self_check"],
        output_language=language or "en",
        required_skills=skills["required_skills"],
        nice_to_have_skills=skills["nice_to_have_skills"],
    )
    return options, tuple(warnings)


def _read_object(raw: str | Mapping[str, Any] | None) -> Mapping[str, Any]:
    if raw is None:
        return {}
    if isinstance(raw, str):
        if not raw.strip():
            return {}
        try:
            raw = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise InvalidOptions(InvalidOption(_PATH, "This is not valid JSON")) from error
    if not isinstance(raw, Mapping):
        raise InvalidOptions(InvalidOption(_PATH, "This must be a JSON object"))
    return raw


def _profile(given: Mapping[str, Any], problems: list[InvalidOption]) -> Profile:
    """`output_profile` wins over its alias `response_mode`; both must be values we know."""
    alias = _choice(given, "response_mode", _RESPONSE_MODES, problems)
    named = _choice(given, "output_profile", _PROFILE_NAMES, problems)
    return named or alias or Profile.ATS_CORE


def output_languages() -> tuple[str, ...]:
    """What `output_language` may be."""
    return (*languages.codes(), _DOCUMENT_LANGUAGE)


def _choice(given: Mapping[str, Any], name: str, values: Mapping[str, T], problems: list[InvalidOption]) -> T | None:
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, str) and value in values:
        return values[value]
    problems.append(InvalidOption(f"{_PATH}.{name}", f"This must be one of: {', '.join(values)}"))
    return None


def _profile_warnings(given: Mapping[str, Any], profile: Profile) -> list[str]:
    mode = given.get("response_mode")
    if given.get("output_profile") is not None and mode is not None and _RESPONSE_MODES[mode] != profile:
        return ["response_mode ignored: output_profile wins"]
    return []


def _boolean(value: Any, path: str, problems: list[InvalidOption]) -> bool | None:
    """None where the caller said nothing. The strings "true" and "false" are what form builders send."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    problems.append(InvalidOption(path, "This must be true or false"))
    return None


def _skill_list(value: Any, path: str, problems: list[InvalidOption]) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > _MAX_SKILLS:
        problems.append(InvalidOption(path, f"This must be a list of at most {_MAX_SKILLS} strings"))
        return ()
    names: dict[str, str] = {}
    for index, item in enumerate(value):
        if not isinstance(item, str) or len(item) > _MAX_SKILL_CHARS:
            problems.append(
                InvalidOption(f"{path}[{index}]", f"This must be a string of at most {_MAX_SKILL_CHARS} characters")
            )
        elif item.strip():
            names.setdefault(item.strip().casefold(), item.strip())
    return tuple(names.values())
