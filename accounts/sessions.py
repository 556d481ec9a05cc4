"""Sessions whose cookie is not in the database: a row is found by a hash of it, so that a dump lets nobody in.

What a row holds is sealed. It may be the key of a password reset, an invitation, the secret of a second factor that is
being added, or a whole form whose sender is first asked for the password.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from cvault.encryption import Unreadable, decrypt, encrypt, is_current_text

_NAME_CHARS = 40  # of a row's name, hexadecimal: a secret is never so long
_SECRET_CHARS = 32  # of 62: 190 bits


def name_of(secret: str) -> str:
    """What the row of this cookie is called: 160 bits of a SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()[:_NAME_CHARS]


def resealed(data: str, name: str) -> str:
    """What a row holds, sealed with the newest key; as it is where it was. Raises Unreadable."""
    if is_current_text(data):
        return data
    return encrypt(_opened(data, name), _context(name))


def _opened(data: str, name: str | None) -> str:
    """The signed text of Django's. Raises Unreadable."""
    if ":" in data:  # of an older version: signed, and readable
        return data
    return decrypt(data, _context(name))


def _context(name: str | None) -> str:
    return f"django_session|session_data|{name}"


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

    def encode(self, session_dict: dict[str, Any]) -> str:
        return encrypt(super().encode(session_dict), _context(self.session_key))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Empty, like that of a visitor, where no key opens it: the person signs in again."""
        text = session_data if isinstance(session_data, str) else session_data.decode("ascii")
        try:
            data: dict[str, Any] = super().decode(_opened(text, self.session_key))
        except Unreadable:
            return {}
        return data


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
