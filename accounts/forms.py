"""What people may send on the pages of Settings."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.api_keys import KeyRules
from accounts.key_rules import Scope, checked_networks, checked_scopes
from accounts.models import KeyKind, Role
from cvault.errors import InvalidInput

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
    scopes = forms.MultipleChoiceField(
        label=_("May be used to"),
        choices=Scope.choices,
        required=False,
        initial=Scope.values,
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = forms.DateField(label=_("Stops after"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    networks = forms.CharField(
        label=_("Only from these networks"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Addresses or networks, such as 192.0.2.0/24 or 2001:db8::/32."),
    )

    def clean_scopes(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["scopes"]
        if not chosen:
            raise forms.ValidationError(_("Choose at least one."))
        return checked_scopes(chosen)

    def clean_networks(self) -> list[str]:
        try:
            return checked_networks(self.cleaned_data["networks"])
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from error

    def clean_expires_on(self) -> date | None:
        day: date | None = self.cleaned_data["expires_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day

    def rules(self) -> KeyRules:
        """Of a valid form: the key stops at the end of the day."""
        day = self.cleaned_data["expires_on"]
        until = timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None
        return KeyRules(tuple(self.cleaned_data["scopes"]), tuple(self.cleaned_data["networks"]), until)


class RotateForm(forms.Form):
    """Now, unless another choice is made."""

    keep_old_h = forms.TypedChoiceField(
        label=_("The old key"),
        coerce=int,
        required=False,
        empty_value=0,  # type: ignore[arg-type]  # the stubs know texts alone
        initial=0,
        widget=forms.RadioSelect,
        choices=(
            (0, _("stops now")),
            (1, _("works for another hour")),
            (24, _("works for another 24 hours")),
            (168, _("works for another 7 days")),
        ),
    )


class WorkspaceForm(forms.Form):
    name = forms.CharField(label=_("Name of the workspace"), max_length=120, strip=True)


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.RECRUITER.value)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)
