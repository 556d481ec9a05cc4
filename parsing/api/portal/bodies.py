"""The JSON bodies that the portal API takes, as serializers: they check, and they document."""

from typing import Any

from rest_framework import serializers

from parsing.api.portal.parse_form import MAX_TEXT_CHARS, clean_text
from parsing.engine.options import output_languages

MAX_SKILLS = 200
MAX_SKILL_CHARS = 200
MAX_CANDIDATES = 50


class TextField(serializers.CharField):
    """A string in JSON: a number is not taken for one."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class LongText(TextField):
    """Text of at most 50,000 code points, counted after newlines are made one character; blank becomes ""."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_blank=True, trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        return clean_text(super().to_internal_value(data), self.field_name or "text")


class SkillList(serializers.ListField):
    """Names of skills, without blanks and repetitions, in the order sent."""

    def __init__(self, **kwargs: Any) -> None:
        child = TextField(max_length=MAX_SKILL_CHARS, allow_blank=True)
        super().__init__(child=child, max_length=MAX_SKILLS, **kwargs)

    def to_internal_value(self, data: Any) -> list[str]:
        unique: dict[str, str] = {}
        for name in filter(None, super().to_internal_value(data)):
            unique.setdefault(name.casefold(), name)
        return list(unique.values())


class OutputLanguage(serializers.ChoiceField):
    """The language of the sentences: a code, or "document"."""

    def __init__(self) -> None:
        super().__init__(choices=output_languages(), required=False, help_text="Of the sentences; default: en.")


class ExtractSkillsBody(serializers.Serializer[Any]):
    description = LongText(help_text=f"Job description text. At most {MAX_TEXT_CHARS:,} characters.")
    title = TextField(required=False, allow_blank=True, allow_null=True, max_length=300, help_text="Job title.")
    department = TextField(required=False, allow_blank=True, allow_null=True, max_length=300, help_text="Department.")

    def validate_description(self, value: str) -> str:
        if not value:
            raise serializers.ValidationError("A job description is required.")
        return value


class RescoreBody(serializers.Serializer[Any]):
    job_id = TextField(required=False, max_length=60, help_text="A completed parse job.")
    candidate_ids = serializers.ListField(
        child=TextField(max_length=60), required=False, max_length=MAX_CANDIDATES, help_text="Instead of job_id."
    )
    required_skills = SkillList(required=False)
    nice_to_have_skills = SkillList(required=False)
    required = SkillList(  # type: ignore[assignment]  # a field of the body, as declared fields are
        required=False, help_text="The name that extract_skills answers with; the same list."
    )
    nice_to_have = SkillList(required=False, help_text="As `required`.")
    output_language = OutputLanguage()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        required = attrs.get("required_skills", attrs.get("required", []))
        nice_to_have = attrs.get("nice_to_have_skills", attrs.get("nice_to_have", []))
        if not attrs.get("job_id") and not attrs.get("candidate_ids"):
            raise serializers.ValidationError({"job_id": "This field is required."})
        if not required and not nice_to_have:
            raise serializers.ValidationError({"required_skills": "Send at least one skill in either list."})
        return {
            "job_id": attrs.get("job_id") or None,
            "candidate_ids": tuple(dict.fromkeys(attrs.get("candidate_ids", ()))),
            "required_skills": tuple(required),
            "nice_to_have_skills": tuple(nice_to_have),
            "output_language": attrs.get("output_language", "en"),
        }


class InterviewBody(serializers.Serializer[Any]):
    candidate_id = TextField(max_length=60)
    job_context = LongText(required=False, allow_null=True)
    motivation_letter = LongText(required=False, allow_null=True)
    output_language = OutputLanguage()
