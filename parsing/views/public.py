"""Pages that need no account: landing, prices, docs, status, privacy, terms."""

import json
from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.models import ApiKey
from accounts.requests import PageRequest
from billing import stripe_api, throttling
from billing.plans import PLANS
from parsing.context_processors import THEMES
from parsing.engine.readers import ocr_status
from parsing.services.subprocessors import subprocessors

# The languages that have a pack of words (parsing/engine/languages), by their own names.
LANGUAGES = {
    "en": "English", "fr": "Français", "de": "Deutsch", "es": "Español", "it": "Italiano", "pt": "Português",
    "nl": "Nederlands", "pl": "Polski", "ro": "Română", "cs": "Čeština", "hu": "Magyar", "sv": "Svenska", "da": "Dansk",
    "no": "Norsk", "fi": "Suomi", "el": "Ελληνικά", "tr": "Türkçe", "ru": "Русский", "uk": "Українська", "he": "עברית",
    "ar": "العربية", "hi": "हिन्दी", "zh": "中文", "ja": "日本語", "ko": "한국어",
}  # fmt: skip
_MEASURED_ON = "portable"  # the suite of the gate that has documents of every language
_YEAR_S = 365 * 24 * 3600


@require_safe
def landing(request: PageRequest) -> HttpResponse:
    languages = [(name, measured().get(code)) for code, name in LANGUAGES.items()]
    context = {"plans": PLANS.values(), "base_url": settings.BASE_URL, "languages": languages}
    return render(request, "public/landing.html", context)


@cache
def measured() -> Mapping[str, float]:
    """Language -> share of the fields of our test documents that is read right, as the gate holds it; may be empty."""
    try:
        baseline = json.loads((settings.BASE_DIR / "parsing/evals/baseline.json").read_text(encoding="utf-8"))
    except FileNotFoundError:  # an installation that left the evaluations out
        return {}
    scores = baseline[_MEASURED_ON]["scores"]
    return {code: scores[key] for code in LANGUAGES if (key := f"language:{code}") in scores}


@require_safe
def pricing(request: PageRequest) -> HttpResponse:
    context = {
        "plans": PLANS.values(),
        "can_buy": stripe_api.is_configured(),
        "requests_a_minute": throttling.WRITES_OF_ACCOUNT.quota,
    }
    return render(request, "public/pricing.html", context)


@require_safe
def docs(request: PageRequest) -> HttpResponse:
    """Both APIs on one page; the reader's own key start stands in the examples, never the key itself."""
    key = (
        ApiKey.objects.for_account(request.account).active().order_by("-created_at").first()
        if request.account
        else None
    )
    context = {
        "plans": PLANS.values(),
        "base_url": settings.BASE_URL,
        "key": key,
        "shown_key": f"{key.display_start}…{key.last_four}" if key else "cv_live_your_key_here",
        "scan_languages": ", ".join(ocr_status().languages),
    }
    return render(request, "public/docs.html", context)


@require_safe
def status(request: PageRequest) -> HttpResponse:
    """What the health check of the API sees, in words."""
    working = _database_answers()
    return render(request, "public/status.html", {"working": working}, status=200 if working else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


@require_safe
def privacy(request: PageRequest) -> HttpResponse:
    return render(request, "public/privacy.html")


@require_safe
def terms(request: PageRequest) -> HttpResponse:
    return render(request, "public/terms.html")


@require_safe
def dpa(request: PageRequest) -> HttpResponse:
    return render(request, "public/dpa.html", {"subprocessors": subprocessors()})


@require_safe
def subprocessor_list(request: PageRequest) -> HttpResponse:
    return render(
        request,
        "public/subprocessors.html",
        {"subprocessors": subprocessors(), "privacy_email": settings.PRIVACY_EMAIL},
    )


@require_POST
def appearance(request: PageRequest) -> HttpResponse:
    """Remembers theme and language in cookies, so that the page arrives in them."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    for cookie, field, choices in (
        ("theme", "theme", THEMES),
        (settings.LANGUAGE_COOKIE_NAME, "language", dict(settings.LANGUAGES)),
    ):
        chosen = request.POST.get(field)
        if chosen is not None and chosen in choices:
            is_secure = request.is_secure()
            response.set_cookie(cookie, chosen, max_age=_YEAR_S, samesite="Lax", secure=is_secure, httponly=True)
        elif chosen is not None:  # of the device, of the browser
            response.delete_cookie(cookie, samesite="Lax")
    return response
