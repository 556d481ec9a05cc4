"""Every page that a person can click to, found by following links: what no list has to name cannot be forgotten."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

_LINK = re.compile(r'<a\s[^>]*?href="([^"]+)"')
_ENDS_THE_VISIT = {"account_logout"}
MAX_REQUESTS = 600


def pages(client: Client, *starts: str) -> dict[str, str]:
    """Route -> the first address of it that shows a page. Raises AssertionError for a link that leads nowhere."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    waiting = [(start, "a start") for start in starts]
    while waiting:
        address, linked_from = waiting.pop(0)
        path = urlsplit(address).path
        if address in seen or len(seen) > MAX_REQUESTS:
            continue
        seen.add(address)
        route = _route(path)
        assert route is not None, f"{linked_from} links to {address}, which is nothing"
        # Of one route a handful tells enough: rows of a table lead to pages of one kind.
        if route in _ENDS_THE_VISIT or sum(_route(urlsplit(other).path) == route for other in seen) > 6:
            continue
        answer = client.get(address, follow=True)
        assert answer.status_code < 400, f"{linked_from} links to {address}: {answer.status_code}"
        if answer.streaming:
            b"".join(answer)  # to its end: closed before, it would close the connection of a test in a transaction
            continue
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        address = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        found.setdefault(_route(urlsplit(address).path) or address, address)
        for link in _LINK.findall(answer.content.decode()):
            target = urldefrag(urljoin(address, unescape(link))).url
            if not urlsplit(target).scheme:
                waiting.append((target, address))
    return found


def _route(path: str) -> str | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match.view_name or match.route
