"""The language of the pages: the reader's choice, else what the browser asks for. The APIs always answer in English."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from cvault.api import API_PREFIX

# Error texts of the APIs are part of their contract, Stripe reads none, and the operators' pages are in English.
_IN_ENGLISH = (API_PREFIX, "/stripe/", "/admin/")

TRANSLATED = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)  # with a catalogue


class PageLanguageMiddleware(LocaleMiddleware):
    """Django's own choice of language (cookie, then Accept-Language) for pages; English for everything else."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith(_IN_ENGLISH):
            translation.activate(settings.LANGUAGE_CODE)
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if request.path.startswith(_IN_ENGLISH) else super().process_response(request, response)
