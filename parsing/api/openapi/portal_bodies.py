"""What the portal API takes, as JSON Schema."""

from parsing.api.openapi.operations import SWITCH
from parsing.api.openapi.shapes import Schema, array, nullable, one_of
from parsing.api.portal.bodies import MAX_CANDIDATES, MAX_SKILL_CHARS, MAX_SKILLS
from parsing.api.portal.parse_form import MAX_TEXT_CHARS
from parsing.engine.options import Profile, output_languages
from parsing.services.corrections import CORRECTABLE_FIELDS, WHITE_SPACE

JSON = "application/json"
_LONG: Schema = {"type": "string", "maxLength": MAX_TEXT_CHARS}
_SKILL: Schema = {"type": "string", "maxLength": MAX_SKILL_CHARS}
_SKILLS = array(_SKILL, maxItems=MAX_SKILLS)
_NAMES = array({"type": "string", "pattern": r"\S", "maxLength": MAX_SKILL_CHARS}, minItems=1, maxItems=MAX_SKILLS)
ID: Schema = {"type": "string", "minLength": 1, "maxLength": 60, "pattern": r"^\S+$"}
OUTPUT_LANGUAGE: Schema = {**one_of(*output_languages()), "description": "Of the sentences; default: en."}
# Form builders send the texts; null asks for the default, as with every option.
_OPTION_SWITCH: Schema = {"type": ["boolean", "string", "null"], "enum": [True, False, "true", "false", None]}
_PARSE_OPTIONS: Schema = {
    "type": "object",
    "properties": {
        "output_profile": nullable(one_of(*Profile)),
        "response_mode": nullable(one_of("ats", "full")),
        "output_language": nullable(OUTPUT_LANGUAGE),
        **dict.fromkeys(("verdict", "seniority", "score", "red_flags", "strengths", "self_check"), _OPTION_SWITCH),
        "required_skills": nullable(_SKILLS),
        "nice_to_have_skills": nullable(_SKILLS),
    },
}
_NAMES_BETWEEN_COMMAS: Schema = {
    "type": "string",
    "pattern": rf"^([^\[\s,][^,]{{0,{MAX_SKILL_CHARS - 1}}})?(,[^,]{{0,{MAX_SKILL_CHARS}}})*$",
}
_FORM_SKILLS: Schema = {
    **_NAMES_BETWEEN_COMMAS,
    "type": ["string", "array"],
    "items": _NAMES_BETWEEN_COMMAS,
    "maxItems": MAX_SKILLS,
    "description": "Names between commas, the field once for each name, or a JSON array as text.",
}
PARSE_FORM: Schema = {
    "type": "object",
    "required": ["files[]"],
    "properties": {
        # What a file holds must be a document that we read: no schema can say so, the error table does.
        "files[]": array({"type": "string", "format": "binary"}, minItems=1, maxItems=50),
        "job_description": _LONG,
        "parse_options": {**_PARSE_OPTIONS, "description": "Sent as JSON text in its form field."},
        "required_skills": _FORM_SKILLS,
        "nice_to_have_skills": _FORM_SKILLS,
        "allow_partial": SWITCH,
        "mode": one_of("auto", "sync", "async", ""),
    },
}
SKILLS_BODY: Schema = {
    "type": "object",
    "required": ["description"],
    "properties": {
        "description": {**_LONG, "minLength": 1, "pattern": r"\S"},
        "title": nullable({"type": "string", "maxLength": 300}),
        "department": nullable({"type": "string", "maxLength": 300}),
    },
}
RESCORE_BODY: Schema = {
    "type": "object",
    "properties": {
        "job_id": ID,
        "candidate_ids": array(ID, minItems=1, maxItems=MAX_CANDIDATES),
        "required_skills": _NAMES,
        "nice_to_have_skills": _SKILLS,
        "output_language": OUTPUT_LANGUAGE,
    },
    "required": ["required_skills"],
    "anyOf": [{"required": ["job_id"]}, {"required": ["candidate_ids"]}],
    "description": "Without required_skills, nice_to_have_skills must name at least one.",
}
INTERVIEW_BODY: Schema = {
    "type": "object",
    "required": ["candidate_id"],
    "properties": {
        "candidate_id": ID,
        "job_context": nullable(_LONG),
        "motivation_letter": nullable(_LONG),
        "output_language": OUTPUT_LANGUAGE,
    },
}
# U+0000 is dropped from every text of a request: alone it is no part of an address.
_PART = rf"[^@{WHITE_SPACE}]*[^@{WHITE_SPACE}\u0000][^@{WHITE_SPACE}]*"
_EMAIL = rf"^({_PART}@{_PART}\.{_PART})?$"
_ADDRESS = rf"^(https?://[^{WHITE_SPACE}]*[^{WHITE_SPACE}\u0000][^{WHITE_SPACE}]*)?$"
CORRECTION_BODY: Schema = {
    "type": "object",
    "description": "null or an empty text empties a field.",
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {
        **{name: nullable({"type": "string", "maxLength": 5_000}) for name in CORRECTABLE_FIELDS},
        "email": nullable({"type": "string", "pattern": _EMAIL, "maxLength": 5_000}),
        "linkedin": nullable({"type": "string", "pattern": _ADDRESS, "maxLength": 5_000}),
        "skills": nullable(array({"type": "string", "maxLength": 5_000}, maxItems=200)),
    },
}
