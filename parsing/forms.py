"""What people may send on the pages of CVs."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parsing.engine.analysis import PARTS
from parsing.engine.options import Profile
from webhooks.endpoints import FASTEST_PER_SECOND, LONGEST_DESCRIPTION
from webhooks.models import EventType

MAX_JOB_DESCRIPTION_CHARS = 50_000  # R097

PROFILE_CHOICES = (
    (
        Profile.FULL_PROFILE.value,
        _("Everything"),
        _("All fields, verdict, flags, strengths and the confidence of each value."),
    ),
    (Profile.ATS_PLUS.value, _("Recruiting"), _("The core fields with verdict, flags and strengths.")),
    (Profile.ATS_CORE.value, _("Core"), _("Name, contacts, history, skills: what an applicant tracking system takes.")),
)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of uploaded files, at least one."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    files = ManyFilesField(  # type: ignore[assignment]  # the name of the parameter, not the form's attribute
        allow_empty_file=True,  # an empty file is a result with a reason, not a refusal of all others
        error_messages={"required": _("Choose at least one file.")},
    )
    job_description = forms.CharField(
        required=False,
        max_length=MAX_JOB_DESCRIPTION_CHARS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    output_profile = forms.ChoiceField(choices=[(value, name) for value, name, _help in PROFILE_CHOICES])


class LinesField(forms.CharField):
    """A list of short texts, one a line; commas part them too."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return (
            (", " if isinstance(self.widget, forms.TextInput) else "\n").join(value)
            if isinstance(value, list | tuple)
            else value
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return list(value)
        parts = [part.strip() for line in (value or "").splitlines() for part in line.split(",")]
        return list(dict.fromkeys(part for part in parts if part))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))

    def run_validators(self, value: Any) -> None:
        """The function that is called checks the items."""


class CorrectionForm(forms.Form):
    all_optional = True  # so it is not said at every field

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    email = forms.CharField(label=_("E-mail"), required=False, max_length=254)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    location = forms.CharField(label=_("Location"), required=False, max_length=200)
    linkedin = forms.CharField(label="LinkedIn", required=False, max_length=300)
    profile = forms.CharField(
        label=_("Profile"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    skills = LinesField(
        label=_("Skills"), required=False, help_text=_("One a line."), widget=forms.Textarea(attrs={"rows": 10})
    )
    nationality = forms.CharField(label=_("Nationality"), required=False, max_length=100)
    driving_license = forms.CharField(label=_("Driving licence"), required=False, max_length=100)


class RequirementsForm(forms.Form):
    """What counts in a ranking."""

    all_optional = True

    required_skills = LinesField(
        label=_("Must have"), required=False, help_text=_("One a line."), widget=forms.Textarea(attrs={"rows": 6})
    )
    nice_to_have_skills = LinesField(
        label=_("Nice to have"), required=False, help_text=_("One a line."), widget=forms.Textarea(attrs={"rows": 6})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("required_skills") and not cleaned.get("nice_to_have_skills"):
            raise forms.ValidationError(_("Name at least one skill."))
        return cleaned


class QuestionsForm(forms.Form):
    job_context = forms.CharField(
        label=_("About the role"),
        required=False,
        max_length=MAX_JOB_DESCRIPTION_CHARS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    motivation_letter = forms.CharField(
        label=_("Motivation letter"),
        required=False,
        max_length=MAX_JOB_DESCRIPTION_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EndpointForm(forms.Form):
    target_url = forms.CharField(label=_("Address"), max_length=2048, help_text=_("Public, and https."))
    description = forms.CharField(label=_("What it is for"), required=False, max_length=LONGEST_DESCRIPTION)
    event_types = forms.MultipleChoiceField(
        label=_("Events"),
        choices=[(value, value) for value in EventType.values],
        initial=EventType.values,
        widget=forms.CheckboxSelectMultiple,
    )
    include_extract = forms.BooleanField(label=_("Also tell about jobs of the extract API"), required=False)
    max_per_second = forms.IntegerField(
        label=_("Deliveries a second, at most"),
        required=False,
        min_value=1,
        max_value=FASTEST_PER_SECOND,
        help_text=_("Empty: as fast as it answers, ten at a time."),
    )


class NewRoleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    description = forms.CharField(
        label=_("Job description"),
        required=False,
        max_length=MAX_JOB_DESCRIPTION_CHARS,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Must-haves and nice-to-haves are read from it."),
    )


class RoleForm(NewRoleForm):
    required_skills = LinesField(
        label=_("Must have"), required=False, help_text=_("One a line."), widget=forms.Textarea(attrs={"rows": 8})
    )
    nice_to_have_skills = LinesField(
        label=_("Nice to have"), required=False, help_text=_("One a line."), widget=forms.Textarea(attrs={"rows": 8})
    )


WEIGHT_NAMES = {
    "required_skills": _("Must-haves"),
    "nice_to_have_skills": _("Nice-to-haves"),
    "relevant_experience": _("Relevant experience"),
    "role": _("Similar role"),
    "recency": _("How lately"),
    "seniority": _("Seniority"),
    "education": _("Education"),
    "languages": _("Languages"),
}


class WeightsForm(forms.Form):
    """How much each part of the score counts; empty is as usual."""

    all_optional = True

    prefix = "weight"

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, usual, _judge in PARTS:
            self.fields[name] = forms.FloatField(
                label=WEIGHT_NAMES.get(name, name), required=False, min_value=0, max_value=100
            )
            self.initial.setdefault(name, usual)
            self.initial[name] = f"{float(self.initial[name]):g}"

    def chosen(self) -> dict[str, float]:
        """The weights that were given."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class TagsForm(forms.Form):
    tags = LinesField(label=_("Tags"), required=False, widget=forms.TextInput, help_text=_("Parted by commas."))

    all_optional = True
