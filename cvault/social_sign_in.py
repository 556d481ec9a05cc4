"""Sign-in with another service, offered where the operator has keys for it."""

from typing import Any

import environ

_NAMES = ("google", "github", "microsoft", "linkedin")
_APPS = "allauth.socialaccount.providers"


def keys(env: environ.Env) -> dict[str, tuple[str, str]]:
    """Service -> (client id, secret), of those that have both in the environment."""
    found = {
        name: (env.str(f"{name.upper()}_CLIENT_ID", default=""), env.str(f"{name.upper()}_CLIENT_SECRET", default=""))
        for name in _NAMES
    }
    return {name: pair for name, pair in found.items() if all(pair)}


def apps(names: list[str]) -> list[str]:
    """The apps to install. LinkedIn speaks OpenID Connect."""
    return [f"{_APPS}.{_provider(name)}" for name in names]


def providers(known: dict[str, tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """The setting SOCIALACCOUNT_PROVIDERS."""
    linkedin = {
        "provider_id": "linkedin",
        "name": "LinkedIn",
        "settings": {"server_url": "https://www.linkedin.com/oauth"},
    }
    return {
        _provider(name): {
            "APPS": [{"client_id": client_id, "secret": secret} | (linkedin if name == "linkedin" else {})]
        }
        for name, (client_id, secret) in known.items()
    }


def _provider(name: str) -> str:
    return "openid_connect" if name == "linkedin" else name
