"""Keys are rotated on the page while clients use them against two server processes: when is an old key dead?

A late accept: a request with the old key that was sent after the page with the new one had arrived, and succeeded. An
early refusal: one with a key that nobody had begun to rotate. In the end every accepted request stands in the log.
"""

import http.client
import os
import re
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlencode

from parsing.soak import setup

setup.begin()

from accounts import accounts, api_keys  # noqa: E402  # models need Django first
from accounts.models import ApiKey, ApiRequest, ApiRequestCount, User  # noqa: E402
from billing.models import Subscription  # noqa: E402
from parsing.soak.web import Client, broker, web_server  # noqa: E402

PASSWORD = "correct-horse-battery-staple"  # noqa: S105 - of people who exist in this proof alone
PATH = "/api/portal/usage"
NAIVE_APPLICATION = "parsing.soak.naive_keys_wsgi"
ROUNDS = 2  # requests of each client with the dead key before the next rotation
_SECRET = re.compile(r'id="secret" data-secret>([A-Za-z0-9_]+)<')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def main() -> None:
    chosen = setup.numbers(rotations=1_000, clients=16, processes=2, workspaces=2, naive=0)
    os.environ["CVAULT_RATE_LIMIT_FACTOR"] = "0"  # the keys are on trial, not the rate limit
    application = NAIVE_APPLICATION if chosen.naive else "cvault.wsgi"
    lives = [_Life(number) for number in range(chosen.workspaces)]
    crowds = [_Crowd(life, chosen.clients // chosen.workspaces) for life in lives]
    started = perf_counter()
    with broker(), web_server(application=application, workers=chosen.processes) as port:
        for crowd in crowds:
            crowd.begin(port, chosen.rotations // chosen.workspaces)
        for crowd in crowds:
            crowd.join()
    took_s = perf_counter() - started
    accepted = sum(life.accepted for life in lives)
    logged = ApiRequest.objects.filter(status=200).count()
    setup.report(
        rotations=sum(life.rotations for life in lives),
        requests=sum(life.requests for life in lives),
        with_dead_keys=sum(life.with_dead_keys for life in lives),
        late_accepts=sum(life.late_accepts for life in lives),
        early_refusals=sum(life.early_refusals for life in lives),
        unexpected=sorted({text for life in lives for text in life.unexpected})[:10],
        accepted=accepted,
        logged=logged,
        counted=sum(ApiRequestCount.objects.values_list("requests", flat=True)),
        keys_alive=ApiKey.objects.active().count(),
        took_s=round(took_s, 1),
    )


@dataclass
class _Life:
    """One workspace's key through its rotations, and what its clients saw. Changed under its lock alone."""

    number: int
    key_id: str = ""
    secret: str = ""
    dead_secret: str = ""
    begun: int = 0
    rotations: int = 0
    requests: int = 0
    with_dead_keys: int = 0
    late_accepts: int = 0
    early_refusals: int = 0
    accepted: int = 0
    unexpected: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.address = f"owner{self.number}@example.org"
        user = User.objects.create_user(self.address, PASSWORD)
        account = accounts.create_account(user, name=self.address)
        Subscription.objects.update_or_create(account=account, defaults={"plan": "mega"})
        key, self.secret = api_keys.create_key(account, name="Rotated")
        self.key_id = key.pk


class _Crowd:
    """The clients of one life, and who rotates their key: each rotation waits until all have met the dead key."""

    def __init__(self, life: _Life, clients: int) -> None:
        self.life, self.clients = life, clients
        self._threads: list[threading.Thread] = []
        self._turned = threading.Condition(life.lock)
        self._met = 0  # requests with the key that died last
        self._over = False

    def begin(self, port: int, rotations: int) -> None:
        workers = [threading.Thread(target=self._use, args=[port]) for _ in range(self.clients)]
        self._threads = [*workers, threading.Thread(target=self._rotate, args=[port, rotations])]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _rotate(self, port: int, rotations: int) -> None:
        try:
            page = _Page(port)
            page.sign_in(self.life.address)
            for _ in range(rotations):
                with self.life.lock:
                    self.life.begun += 1
                key_id, secret = page.rotate(self.life.key_id)
                with self._turned:
                    self.life.key_id, self.life.dead_secret, self.life.secret = key_id, self.life.secret, secret
                    self.life.rotations += 1
                    self._met = 0
                    self._turned.wait_for(lambda: self._met >= self.clients * ROUNDS, timeout=120)
        except Exception as error:  # noqa: BLE001  # whatever it is, it stands in the report
            with self.life.lock:
                self.life.unexpected.append(repr(error))
        finally:
            self._over = True

    def _use(self, port: int) -> None:
        """With the living and the dead key in turn, without a pause; each key on a connection of its own."""
        life = self.life
        clients: dict[str, Client] = {}
        while not self._over:
            for is_dead in (False, True):
                with life.lock:
                    secret, begun = (life.dead_secret if is_dead else life.secret), life.begun
                    is_quiet = begun == life.rotations  # nobody is rotating the key as it is taken
                if not secret:
                    continue
                if secret not in clients:
                    for old in [*clients][:-1]:
                        clients.pop(old).close()
                    clients[secret] = Client(port, secret)
                status, _body = clients[secret].get(PATH)
                with self._turned:
                    self._note(status, is_dead=is_dead, is_still=is_quiet and life.begun == begun)

    def _note(self, status: int, *, is_dead: bool, is_still: bool) -> None:
        life = self.life
        life.requests += 1
        life.accepted += status == 200
        life.with_dead_keys += is_dead
        if status not in (200, 401):
            life.unexpected.append(f"status {status}")
        if is_dead:
            life.late_accepts += status == 200
            self._met += 1
            self._turned.notify_all()
        elif is_still:
            life.early_refusals += status == 401


class _Page:
    """A browser's worth of HTTP: cookies, tokens, forms."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}

    def sign_in(self, address: str) -> None:
        status, _body = self._send("/accounts/login/", {"login": address, "password": PASSWORD})
        if status != 302 or "sessionid" not in self._cookies:
            raise RuntimeError(f"Sign-in answered {status}")

    def rotate(self, key_id: str) -> tuple[str, str]:
        """The new key's id and text, as the page shows them."""
        status, body = self._send(f"/settings/api-keys/{key_id}/rotate", {"keep_old_h": "0"})
        shown = _SECRET.search(body)
        if status != 200 or shown is None:
            raise RuntimeError(f"Rotation answered {status}")
        return api_keys.authenticate(shown[1]).pk, shown[1]

    def _send(self, path: str, form: Mapping[str, str]) -> tuple[int, str]:
        """Look at the page of the form, then send it."""
        _status, page = self._ask("GET", path, None)
        token = _TOKEN.search(page)
        return self._ask("POST", path, {**form, "csrfmiddlewaretoken": token[1] if token else ""})

    def _ask(self, method: str, path: str, form: Mapping[str, str] | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)) as connection:
            connection.request(method, path, urlencode(form) if form is not None else None, headers)
            answer = connection.getresponse()
            body = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _equals, rest = value.partition("=")
                self._cookies[cookie] = rest.partition(";")[0]
        return answer.status, body


if __name__ == "__main__":
    main()
