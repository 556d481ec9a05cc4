"""What people may send on the pages of CVs."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parsing.engine.options import Profile

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
