"""The web application with keys remembered for a while, as a cache has them: the proof of rotations must catch it."""

from time import monotonic
from unittest import mock

from cvault.wsgi import application  # isort: skip  # models need Django first

from accounts import api_keys
from accounts.models import ApiKey

__all__ = ["application"]

REMEMBERED_S = 5.0
_known: dict[str, tuple[float, ApiKey]] = {}
_look_up = api_keys.authenticate


def _remembered(secret_text: str) -> ApiKey:
    at, key = _known.get(secret_text, (float("-inf"), None))
    if key is None or monotonic() - at > REMEMBERED_S:
        key = _look_up(secret_text)
        _known[secret_text] = (monotonic(), key)
    return key


mock.patch("accounts.api_keys.authenticate", _remembered).start()
