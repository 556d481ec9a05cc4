"""What the frame of every page shows: the quota of the workspace and the theme the reader chose."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from billing import quota as quota_ledger

THEMES = ("light", "dark")  # anything else follows the device


def interface(request: HttpRequest) -> dict[str, Any]:
    """`quota` (only queried where a template shows it), and `theme`, empty when it follows the device."""
    account = getattr(request, "account", None)
    theme = request.COOKIES.get("theme", "")
    return {
        "quota": SimpleLazyObject(lambda: quota_ledger.usage(account)) if account else None,
        "theme": theme if theme in THEMES else "",
    }
