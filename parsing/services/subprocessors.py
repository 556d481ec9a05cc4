"""Who else works on the data: what the configuration itself tells, and what the operator's file adds."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

_OWN_HOSTS = ("", "localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Subprocessor:
    name: str
    purpose: Any
    data: Any = ""  # which data it sees
    country: str = ""
    url: str = ""


def subprocessors() -> list[Subprocessor]:
    """All of them; none in an installation that speaks to nobody. Raises ImproperlyConfigured for a broken file."""
    return [*_configured(), *_of_file(settings.SUBPROCESSORS_FILE)]


def _configured() -> Iterator[Subprocessor]:
    """What the settings give away, so that the list cannot forget it."""
    model_host = urlsplit(settings.LLM_BASE_URL).hostname or ""
    if settings.LLM_MODEL and model_host not in _OWN_HOSTS:
        yield Subprocessor(model_host, _("Language model"), _("Lines of documents, or facts without names"))
    if settings.STRIPE_SECRET_KEY:
        yield Subprocessor("Stripe", _("Payment"), _("Whoever pays: name, address, card. No candidates"))
    files: Any = settings.STORAGES["default"]
    options = files.get("OPTIONS") or {}
    if "bucket_name" in options:
        host = urlsplit(options.get("endpoint_url") or "https://s3.amazonaws.com").hostname or ""
        if host not in _OWN_HOSTS:
            yield Subprocessor(host, _("Storage of documents"), _("The uploaded files"))


def _of_file(path: str) -> Iterator[Subprocessor]:
    if not path:
        return
    try:
        with Path(path).open("rb") as file:
            entries = tomllib.load(file).get("processor", [])
        for entry in entries:
            yield Subprocessor(**entry)
    except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
        raise ImproperlyConfigured(f"CVAULT_SUBPROCESSORS_FILE cannot be read: {error}") from error
