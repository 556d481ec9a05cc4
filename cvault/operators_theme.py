"""The look of the operators' pages: django-unfold in our colours, from our own origin."""

from typing import Any

_TEAL = {
    50: "#f0f8f7", 100: "#e2f0ef", 200: "#bfe0dd", 300: "#8fcac6", 400: "#58bdb8", 500: "#1f8c8b", 600: "#0d5a5e",
    700: "#0a474b", 800: "#0b3a3d", 900: "#0b3032", 950: "#061c1d",
}  # fmt: skip


def theme(static_url: str) -> dict[str, Any]:
    """The setting UNFOLD."""
    return {
        "SITE_TITLE": "CVault operators",
        "SITE_HEADER": "CVault operators",
        "SITE_SYMBOL": "shield_person",
        "SITE_FAVICONS": [
            {"rel": "icon", "type": "image/svg+xml", "href": lambda _request: f"{static_url}img/mark.svg"}
        ],
        "SITE_URL": "/overview",
        "COLORS": {"primary": {str(shade): colour for shade, colour in _TEAL.items()}},
        "SIDEBAR": {"show_search": True, "show_all_applications": False},
    }
