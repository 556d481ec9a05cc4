"""Every hostile URL is refused when an endpoint is created, when it is changed, and when it is sent to."""

import asyncio
import ipaddress
import socket
from typing import Any

import pytest

from accounts.models import Account
from cvault import encryption
from cvault.errors import InvalidInput
from webhooks import endpoints, http, signing, targets
from webhooks.deliverer import deliver_due
from webhooks.events import publish
from webhooks.models import Attempt, Delivery, Endpoint
from webhooks.tests.hostile_urls import hostile_urls, lying_names
from webhooks.tests.loops import run

pytestmark = pytest.mark.django_db
URLS = list(hostile_urls())
PUBLIC = "93.184.215.14"


@pytest.fixture(autouse=True)
def connects(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where anything tried to connect to: nothing gets further than this."""
    tried: list[Any] = []

    async def sock_connect(_loop: Any, _socket: Any, address: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.selector_events.BaseSelectorEventLoop, "sock_connect", sock_connect)
    monkeypatch.setattr(socket.socket, "connect", lambda _socket, address: tried.append(address))
    return tried


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A resolver of the test's own: it knows these names, and reads numbers as the C library does."""
    known = {"example.com": PUBLIC, "example.org": PUBLIC} | dict(lying_names())

    def look_up(host: str, port: int, *_: Any) -> list[Any]:
        address = known.get(host)
        if address is None:
            address = str(ipaddress.IPv4Address(socket.inet_aton(host)))
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


def row(account: Account, url: str) -> Endpoint:
    """An endpoint as it would be had a hostile URL come past every check."""
    secret = encryption.encrypt(signing.new_secret())
    return Endpoint.objects.create(account=account, target_url=url, event_types=["parse.completed"], secret=secret)


def test_there_are_enough_of_them() -> None:
    assert len(URLS) >= 800
    assert len({what.partition(" of ")[0] for what, _ in URLS}) >= 25


def test_they_are_refused_by_what_they_say(names: dict[str, str]) -> None:
    accepted = []
    for what, url in URLS:
        try:
            targets.read_target(url)
        except targets.UnsafeUrl:
            continue
        accepted.append((what, url))

    assert accepted == []


@pytest.mark.covers("R221")
def test_they_are_refused_at_create_and_at_change(account: Account, names: dict[str, str], connects: list[Any]) -> None:
    endpoint = row(account, "https://example.org/")
    accepted = []
    for what, url in [*URLS, *(("lying name", f"https://{name}/") for name, _ in lying_names())]:
        for action in (
            lambda url=url: endpoints.create_endpoint(account, {"target_url": url}),
            lambda url=url: endpoints.update_endpoint(endpoint, {"target_url": url}),
        ):
            try:
                action()
            except InvalidInput:
                continue
            accepted.append((what, url))

    assert accepted == []
    assert connects == []
    assert Endpoint.objects.get().target_url == "https://example.org/"
    endpoints.update_endpoint(endpoint, {"target_url": "https://example.com/good"})  # the check is not a wall


@pytest.mark.covers("R221")
def test_they_are_refused_when_sent_to(account: Account, names: dict[str, str], connects: list[Any]) -> None:
    # What no database stores cannot be sent to.
    storable = [url for _, url in URLS if len(url) <= 2048 and "\0" not in url]
    urls = storable + [f"https://{name}/" for name, _ in lying_names()]
    for url in urls:
        row(account, url)
    publish(account, "parse.completed", {}, livemode=True)

    while Delivery.objects.filter(attempts_made=0).exists():
        deliver_due()

    assert Delivery.objects.count() == len(urls)
    assert connects == []
    assert Attempt.objects.filter(error="").count() == 0
    assert Attempt.objects.exclude(response_status=None).count() == 0


def test_a_name_with_one_address_that_is_not_public_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in (PUBLIC, "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: answers)

    with pytest.raises(http.UnsafeUrl):
        http.check_url("https://example.com/")


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://Example.COM", "example.com", 443, "/"),
        ("https://example.com.:8443/a%20b?x=1&y=%C3%A9#part", "example.com", 8443, "/a%20b?x=1&y=%C3%A9"),
        ("https://münchen.example.com/é", "xn--mnchen-3ya.example.com", 443, "/%C3%A9"),
        ("https://8.8.8.8/", "8.8.8.8", 443, "/"),
        ("https://[2606:4700:0::1111]:443/", "2606:4700::1111", 443, "/"),
        ("https://a_b.example.com/", "a_b.example.com", 443, "/"),
    ],
)
def test_good_urls_are_read_in_one_way(url: str, host: str, port: int, path: str) -> None:
    target = targets.read_target(url)

    assert (target.host, target.port, target.path) == (host, port, path)


class FlippingResolver:
    """A name's two addresses in turn, whoever asks and however often."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.asked = 0

    def __call__(self, _host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        self.asked += 1
        address = self.addresses[self.asked % len(self.addresses)]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


@pytest.mark.parametrize("order", [(PUBLIC, "127.0.0.1"), ("127.0.0.1", PUBLIC)])
def test_a_name_that_changes_its_mind_reaches_nothing(
    order: tuple[str, str], account: Account, monkeypatch: pytest.MonkeyPatch, connects: list[Any]
) -> None:
    """500 calls in each order: what is connected to is what was judged, or nothing is. The canary hears of none."""
    resolver = FlippingResolver(*order)
    monkeypatch.setattr(socket, "getaddrinfo", resolver)

    async def attempts() -> None:
        for _ in range(500):
            await http.Client().post("https://rebind.example.com/", b"{}", {})  # a new client keeps no connection

    run(attempts())

    assert resolver.asked == 500  # once for each call
    assert {address[0] for address in connects} == {PUBLIC}
    assert len(connects) == 250


def test_a_client_that_checks_and_then_connects_by_name_is_caught(
    monkeypatch: pytest.MonkeyPatch, connects: list[Any]
) -> None:
    """The proof above has teeth: the usual way of doing it connects to loopback."""
    monkeypatch.setattr(socket, "getaddrinfo", FlippingResolver("127.0.0.1", PUBLIC))

    for _ in range(10):
        http.check_url("https://rebind.example.com/")
        socket.create_connection(("rebind.example.com", 443)).close()

    assert ("127.0.0.1", 443) in connects
