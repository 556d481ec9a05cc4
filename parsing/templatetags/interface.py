"""What the templates need to show values the same way everywhere."""

from collections.abc import Iterable, Sized
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts import browsers
from accounts.audit_log import words_of
from cvault.service_words import in_words
from parsing.engine.analysis.scoring import BANDS
from parsing.views import record_words
from parsing.views.ranking import Slice

register = template.Library()
register.filter(in_words)  # what a service says, in the language of the page
register.filter("audit_words", words_of)
register.filter("browser_words", browsers.words_of)

_CONTROL_CLASSES = {"select": "select", "textarea": "textarea", "checkboxselectmultiple": "tick", "radioselect": "tick"}
_NO_SCORE = SafeString('<span class="muted">–</span>')
_CURRENCY_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_BANDS = {
    "strong_yes": _("Strong yes"),
    "yes": _("Yes"),
    "maybe": _("Maybe"),
    "no": _("No"),
}


@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """One sign of the sprite. It says nothing to a screen reader: a word always stands beside it."""
    css = f"icon icon-{size}" if size else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, static("img/icons.svg"), name
    )


@register.simple_tag
def language_names() -> list[tuple[str, str]]:
    """Code and name of each language of the pages, by its own name: who looks for theirs knows that one."""
    return list(settings.LANGUAGES)


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """ "€99", "€0.15", "CHF 20": without cents where there are none."""
    if amount is None:
        return "–"
    amount, currency = Decimal(amount), currency.upper()  # Stripe writes it small
    number = number_format(amount, decimal_pos=0 if amount == amount.to_integral_value() else 2, force_grouping=True)
    sign = _CURRENCY_SIGNS.get(currency, f"{currency} ")
    return f"{sign}{number}"


@register.filter
def when(moment: datetime | None) -> SafeString | str:
    """ "14 Mar, 10:23", with the year where it is another one; the full form on hover, the reader's zone by script."""
    if moment is None:
        return "–"
    local, this_year = timezone.localtime(moment), timezone.localtime().year
    whole, short, with_year = _day_words(local.date(), get_language() or "")
    return format_html(
        '<time datetime="{}" title="{}" data-form="moment">{}</time>',
        local.isoformat(),
        f"{whole}, {local:%H:%M:%S} UTC",
        f"{short}, {local:%H:%M}" if local.year == this_year else with_year,
    )


@lru_cache(maxsize=1000)  # most rows of a list are of a few days
def _day_words(day: date, _language: str) -> tuple[str, str, str]:
    """In full, in short, in short with its year."""
    return date_format(day, "l j F Y"), date_format(day, "j M"), date_format(day, "j M Y")


@register.filter
def day(moment: datetime | None) -> SafeString | str:
    """ "14 Mar 2026"."""
    if moment is None:
        return "–"
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}" data-form="day">{}</time>',
        local.isoformat(),
        date_format(local, "l j F Y, H:i") + " UTC",
        date_format(local, "j M Y"),
    )


@register.filter
def duration(months: int | None) -> str:
    """ "3 years 2 months", from months; a dash for none."""
    if not months:
        return "–"
    years, rest = divmod(int(months), 12)
    parts = []
    if years:
        parts.append(ngettext("%(n)d year", "%(n)d years", years) % {"n": years})
    if rest:
        parts.append(ngettext("%(n)d month", "%(n)d months", rest) % {"n": rest})
    return " ".join(parts)


@register.filter
def short_duration(months: int | None) -> str:
    """ "3.2 y": for narrow columns."""
    return f"{months / 12:.1f}".rstrip("0").rstrip(".") + " y" if months else "–"


@register.filter
def initials(name: str) -> str:
    """At most two letters for the avatar."""
    words = [word for word in name.replace("@", " ").split() if word[:1].isalpha()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")) if words else "?"


@register.filter
def band_words(recommendation: str) -> str:
    """The recommendation in words."""
    return str(_BANDS.get(recommendation, ""))


@register.filter
def seniority_words(seniority: str | None) -> str:
    """The level in words; "" without one."""
    return str(record_words.SENIORITIES.get(seniority, "")) if seniority else ""  # type: ignore[call-overload]  # its text is its key


@register.filter
def percent(share: float | None) -> str:
    """ "87 %" of 0.87."""
    return "" if share is None else f"{round(share * 100)} %"


@register.filter
def share_of(part: float, whole: float) -> float:
    """0..100, for bars."""
    return round(100 * part / whole, 1) if whole else 0


@register.filter
def short_name(filename: str, longest: int = 48) -> str:
    """A file name bounded in the middle: its start and its end are what people recognise."""
    if len(filename) <= longest:
        return filename
    tail = longest // 3
    return f"{filename[: longest - tail - 1]}…{filename[-tail:]}"


@register.filter
def shortened(text: str, longest: int) -> str:
    """As `truncatechars`, which works long on texts that are short enough."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


@register.filter
def to_choose(name: str) -> str:
    """What the box before a person in a list is called."""
    return gettext("Choose %(name)s") % {"name": shortened(name, 40)}


@register.filter
def to_compare(name: str) -> str:
    """What the box before a person in a ranking is called."""
    return gettext("Compare %(name)s") % {"name": shortened(name, 40)}


@register.filter
def page_numbers(page: "Page[Any]") -> list[int | None]:
    """The first and last pages and those around this one; None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.filter
def flags_counted(flags: Sized) -> str:
    """ "2 flags"."""
    return ngettext("%(n)s flag", "%(n)s flags", len(flags)) % {"n": len(flags)}


@register.simple_tag
def score_badge(score: int | str | None, band: str = "", parts: Iterable[Slice] = ()) -> SafeString:
    """The number, a bar of its parts, and for a screen reader the recommendation; a dash without a score."""
    if score is None or score == "":
        return _NO_SCORE
    bars = [(part.x, part.width) for part in parts] or [("0", str(score))]
    # Fifty of them stand on a page of a list: an included template took a sixth of its time.
    return format_html(
        '<span class="score score-{}"><span class="score-number">{}</span><svg class="score-bar" viewBox="0 0 100 6"'
        ' preserveAspectRatio="none" aria-hidden="true"><rect class="score-track" width="100" height="6"/>{}</svg>'
        '<span class="visually-hidden">{}</span></span>',
        band,
        score,
        format_html_join("", '<rect class="score-fill" x="{}" width="{}" height="6"/>', bars),
        band_words(band),
    )


@register.filter
def megabytes(size_bytes: int) -> str:
    """ "10 MB"."""
    return f"{size_bytes / (1024 * 1024):g} MB"


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a form field in our look, tied to its error."""
    css = _CONTROL_CLASSES.get(field.widget_type, "input")
    attributes: dict[str, str | bool] = {"class": f"{css} {field.field.widget.attrs.get('class', '')}".strip()}
    if field.errors:
        attributes |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}_error"}
    attributes["placeholder"] = ""  # the label says it
    return field.as_widget(attrs=attributes)


@register.filter
def band_of(score: int | None) -> str:
    """The recommendation that belongs to a score."""
    return "" if score is None else next(name for floor, name in BANDS if score >= floor)


@register.filter
def humanize_name(name: str) -> str:
    """ "Required skills" of "required_skills"."""
    return name.replace("_", " ").capitalize()
