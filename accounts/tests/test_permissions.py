"""The table of roles against every page of the product, asked over HTTP."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts import accounts, permissions
from accounts.models import Membership, Role
from accounts.permissions import GRANTED, PAGES, Permission

pytestmark = pytest.mark.django_db

_ARGUMENTS = {"int": 424242, "slug": "pro"}
_GUARDED_ELSEWHERE = ("api/", "accounts/", "admin/")


def pages(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        path = prefix + str(item.pattern)
        if isinstance(item, URLPattern):
            yield path, item
        else:
            yield from pages(item, path)


ROUTES = {
    pattern.name or path: pattern
    for path, pattern in pages(get_resolver())
    if not path.startswith(_GUARDED_ELSEWHERE) and not permissions.is_open(pattern.name or "")
}


def address(name: str) -> str:
    converters = ROUTES[name].pattern.converters
    values = {key: _ARGUMENTS.get(type(item).__name__[:-9].lower(), "x") for key, item in converters.items()}
    return reverse(name, kwargs=values)


def test_every_page_is_in_the_table_and_the_table_holds_nothing_else() -> None:
    assert set(ROUTES) == set(PAGES)


@pytest.mark.parametrize("role", Role.values)
def test_a_role_reaches_what_the_table_grants_and_nothing_else(role, make_user, account, client, request) -> None:
    person = make_user(f"{role}@example.org")
    checked = 0
    for name in PAGES:
        for method in ("get", "post"):
            # Anew for each: some pages end a membership.
            Membership.objects.update_or_create(account=account, user=person, defaults={"role": role})
            client.force_login(person)
            status = getattr(client, method)(address(name)).status_code
            may = permissions.needed(name, method.upper()) in GRANTED[role]
            assert (status != 403) == may, (role, method, name, status)
            checked += 1
    assert checked == 2 * len(PAGES)
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f" {role}: {checked} requests to {len(PAGES)} pages as the table says")  # noqa: T201 - a proof to be read


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_visitor_is_sent_to_sign_in(name, client) -> None:
    answer = client.get(address(name))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_each_role_may_less_than_the_one_above_it() -> None:
    assert GRANTED[Role.VIEWER] < GRANTED[Role.RECRUITER] < GRANTED[Role.ADMIN] < GRANTED[Role.OWNER]
    assert GRANTED[Role.DEVELOPER] < GRANTED[Role.ADMIN]
    assert Permission.SEE_CANDIDATES not in GRANTED[Role.DEVELOPER]
    assert permissions.granted("invented") == frozenset()


def test_somebody_elses_workspace_cannot_be_switched_to(account, other_account, owner, client) -> None:
    client.force_login(owner)

    assert client.post("/workspaces/switch", {"workspace": other_account.pk}).status_code == 404
    assert client.get("/overview").context["account"] == account


def test_switching_shows_the_other_workspace_of_ones_own(account, owner, client) -> None:
    second = accounts.create_account(owner, name="Second")
    client.force_login(owner)

    client.post("/workspaces/switch", {"workspace": second.pk})

    assert client.get("/overview").context["account"] == second
