"""The headers of every kind of page, scored after the published rules of MDN's HTTP Observatory: A+ is wanted.

https://github.com/mdn/mdn-http-observatory/blob/main/src/grader/charts.js: 100 points to begin with; what helps counts
from 90 points on; 100 and more is an A+.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client

from accounts.models import User
from parsing.tests.browser import crawl

pytestmark = pytest.mark.django_db

A_PLUS = 100
BONUS_FROM = 90
HALF_A_YEAR_S = 15_768_000
_SCRIPT = re.compile(r"<script\b[^>]*>")
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@pytest.fixture
def over_tls(settings: Any) -> Callable[[], Client]:
    """Clients of an installation as production has it."""
    settings.REQUIRE_TLS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    return lambda: Client(raise_request_exception=False)


def policy_of(answer: HttpResponseBase) -> Mapping[str, set[str]]:
    parts = [part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";")]
    return {part[0]: set(part[1:]) for part in parts if part}


def points(answer: HttpResponseBase) -> Iterator[int]:
    """What each rule gives or takes."""
    yield _of_the_policy(policy_of(answer))
    yield from map(_of_a_cookie, answer.cookies.values())
    yield -50 if "Access-Control-Allow-Origin" in answer.headers else 0
    yield 5 if answer.headers.get("Referrer-Policy") in _PRIVATE else 0
    yield _of_transport(answer.headers.get("Strict-Transport-Security", ""))
    yield 0 if answer.headers.get("X-Content-Type-Options") == "nosniff" else -5
    yield 5 if policy_of(answer).get("frame-ancestors") == {"'none'"} else -20
    yield 10 if answer.headers.get("Cross-Origin-Resource-Policy") == "same-origin" else 0
    yield from map(_of_a_script, _SCRIPT.findall(_text(answer)))


def _of_the_policy(policy: Mapping[str, set[str]]) -> int:
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src", {"*"}))
    styles = policy.get("style-src", policy.get("default-src", {"*"}))
    if scripts & {"'unsafe-inline'", "data:", "*", "https:"} or not {"'none'"} & policy.get(
        "object-src", policy["default-src"]
    ):
        return -20
    if any("http:" in source for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    if styles & {"'unsafe-inline'", "data:", "*", "https:"}:
        return 0
    return 10 if policy["default-src"] == {"'none'"} else 5


def _of_a_cookie(cookie: Any) -> int:
    if not cookie["secure"]:
        return -40
    if not cookie["httponly"]:
        return -30
    return 5 if cookie["samesite"] in ("Lax", "Strict") else -20


def _of_transport(header: str) -> int:
    age = re.search(r"max-age=(\d+)", header)
    if age is None:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR_S else -10


def _of_a_script(tag: str) -> int:
    source = re.search(r'src="([^"]+)"', tag)
    if source is None:
        return 0  # the policy decides about those in the page
    return -5 if urlsplit(source[1]).netloc else 0  # scripts of others would need an integrity


def _text(answer: HttpResponseBase) -> str:
    is_page = answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
    return answer.content.decode() if is_page else ""


def score_of(answer: HttpResponseBase) -> int:
    given = list(points(answer))
    taken = 100 + sum(point for point in given if point < 0)
    # Equal ones count once, so that ten cookies help no more than one: stricter than the rules.
    helped = sum(point for point in dict.fromkeys(given) if point > 0)
    return taken + helped if taken >= BONUS_FROM else taken


VISITED = (
    "/", "/pricing", "/docs", "/status", "/privacy", "/accounts/login/", "/accounts/signup/", "/no-such-page",
    "/docs/api/portal", "/api/portal/no-such-thing", "/api/v1/health", "/api/portal/usage", "/admin/login/",
)  # fmt: skip


@pytest.mark.parametrize("path", VISITED)
def test_what_visitors_get_is_worth_an_a_plus(path: str, over_tls: Callable[[], Client]) -> None:
    answer = over_tls().get(path, secure=True, follow=True)

    assert score_of(answer) >= A_PLUS, (dict(answer.headers), list(points(answer)))


def test_every_page_of_a_workspace_is_worth_an_a_plus(over_tls: Callable[[], Client], owner: User) -> None:
    client = over_tls()
    client.force_login(owner)

    class Secure(Client):
        def get(self, path: str, **options: Any) -> Any:  # type: ignore[override]  # the crawl's client
            return client.get(path, secure=True, **options)

    pages = crawl.pages(Secure(), "/overview", "/components")

    assert len(pages) >= 25
    low = {
        route: score_of(answer)
        for route, path in pages.items()
        if score_of(answer := client.get(path, secure=True)) < A_PLUS
    }
    assert low == {}


def test_a_visit_without_tls_is_led_to_tls_and_is_told_nothing(over_tls: Callable[[], Client]) -> None:
    answer = over_tls().get("/accounts/login/")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/accounts/login/")
    assert not answer.cookies


def test_signing_in_and_choosing_a_look_set_no_cookie_that_a_script_can_read(
    over_tls: Callable[[], Client], owner: User
) -> None:
    client = over_tls()
    for path, data in (
        ("/accounts/login/", {"login": owner.email, "password": "correct-horse-battery"}),
        ("/appearance", {"theme": "dark", "language": "de", "next": "/"}),
    ):
        answer = client.post(path, data, secure=True)

        assert answer.status_code == 302
        assert answer.cookies
        assert [name for name, cookie in answer.cookies.items() if _of_a_cookie(cookie) < 0] == []


def test_scripts_and_styles_are_for_our_own_pages(over_tls: Callable[[], Client]) -> None:
    answer = over_tls().get("/static/js/interface.js", secure=True)

    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_a_page_takes_no_script_from_the_page_itself(over_tls: Callable[[], Client]) -> None:
    answer = over_tls().get("/", secure=True)

    assert policy_of(answer)["script-src"] == {"'self'"}
    assert not re.search(r"<script(?![^>]*src=)|\son[a-z]+=|<style|\sstyle=", _text(answer))
