"""What people may send on the pages of Settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import KeyKind, Role

KIND_CHOICES = (
    (KeyKind.CV_LIVE.value, _("Live")),
    (KeyKind.CV_TEST.value, _("Test")),
    (KeyKind.EXCV_LIVE.value, _("Extract, live")),
    (KeyKind.EXCV_TEST.value, _("Extract, test")),
)


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}), strip=True
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KIND_CHOICES, initial=KeyKind.CV_LIVE.value)


class WorkspaceForm(forms.Form):
    name = forms.CharField(label=_("Name of the workspace"), max_length=120, strip=True)


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.RECRUITER.value)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)
