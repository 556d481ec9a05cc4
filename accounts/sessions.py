"""Sessions whose cookie is not in the database: a row is found by a hash of it, so that a dump lets nobody in."""

import hashlib

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

_NAME_CHARS = 40  # of a row's name, hexadecimal: a secret is never so long
_SECRET_CHARS = 32  # of 62: 190 bits


def name_of(secret: str) -> str:
    """What the row of this cookie is called: 160 bits of a SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()[:_NAME_CHARS]


class SessionStore(DatabaseStore):
    """Opened with a cookie's secret, or with the name of a row. `session_key` is the name, to everybody."""

    def __init__(self, session_key: str | None = None) -> None:
        self.secret = None if session_key is None or len(session_key) == _NAME_CHARS else session_key
        super().__init__(name_of(self.secret) if self.secret is not None else session_key)

    def _get_new_session_key(self) -> str:
        while True:
            self.secret = get_random_string(_SECRET_CHARS)
            if not self.exists(name := name_of(self.secret)):
                return name


class HashedSessionMiddleware(SessionMiddleware):
    """Django's, with the secret in the cookie where Django would put the name of the row."""

    accepts_names = False  # Django's test client knows no secrets: its cookie is the name

    def process_request(self, request: HttpRequest) -> None:
        sent = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        is_name = sent is not None and len(sent) == _NAME_CHARS
        request.session = self.SessionStore(None if is_name and not self.accepts_names else sent)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answered = super().process_response(request, response)
        cookie = answered.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and cookie.value:
            # The session's own, or what was sent where somebody has opened it again by its name (social sign-in does).
            known = (getattr(request.session, "secret", None), request.COOKIES.get(settings.SESSION_COOKIE_NAME))
            secret = next((text for text in known if text and name_of(text) == cookie.value), None)
            if secret is not None:
                cookie.set(cookie.key, secret, secret)
        return answered
