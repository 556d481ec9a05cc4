"""What people may send on the billing pages."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _


class OverageForm(forms.Form):
    enabled = forms.BooleanField(label=_("Go on reading when the quota is used up"), required=False)
    cap = forms.DecimalField(
        label=_("At most in a period, in the plan's currency"),
        min_value=Decimal(0),
        max_digits=8,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
    )

    def clean_cap(self) -> Decimal:
        return self.cleaned_data["cap"] or Decimal(0)
