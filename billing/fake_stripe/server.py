"""The fake over HTTP, and the sender of its events: signed as Stripe signs, and as unreliable as it is asked to be."""

import hashlib
import hmac
import json
import random
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from billing.fake_stripe import pages
from billing.fake_stripe.api import answer, read_form
from billing.fake_stripe.world import Declined, Row, World

WEBHOOK_SECRET = "whsec_fake"  # noqa: S105 - protects nothing
_SEND_TIMEOUT_S = 10


@dataclass
class Chaos:
    """How events are lost: each is sent once or more, in another order, or not at all."""

    repeat_share: float = 0.0
    drop_share: float = 0.0
    shuffle: bool = False
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - not a secret

    def order(self, events: list[Row]) -> list[Row]:
        sent = [event for event in events if self.chance.random() >= self.drop_share]
        sent += [event for event in sent if self.chance.random() < self.repeat_share]
        if self.shuffle:
            self.chance.shuffle(sent)
        return sent


class FakeStripe:
    """A world behind a port of this machine. `flush` sends the events since the last one to the webhook."""

    def __init__(self, *, webhook_url: str = "", port: int = 0, now: int = 0) -> None:
        self.webhook_url, self.secret = webhook_url, WEBHOOK_SECRET
        self.chaos = Chaos()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.world = World(now=now or int(time.time()), base_url=self.url)
        self._server.fake = self  # type: ignore[attr-defined]  # for the handler
        self._sent = 0

    def serve(self) -> None:
        """Answer until `close`."""
        self._server.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def flush(self) -> list[int]:
        """Send what happened; the status of each answer, 0 for none."""
        return [self.send(event) for event in self.chaos.order(self.events())]

    def events(self) -> list[Row]:
        """What happened since the last call, or the last `flush`."""
        with self.world.lock:
            waiting, self._sent = self.world.events[self._sent :], len(self.world.events)
        return waiting

    def signed(self, event: Row, *, signed_at: int | None = None, secret: str = "") -> tuple[bytes, str]:
        """Body and Stripe-Signature of an event, signed now unless another moment or secret is given."""
        body = json.dumps(event).encode()
        stamp = signed_at or int(time.time())
        digest = hmac.new((secret or self.secret).encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        return body, f"t={stamp},v1={digest}"

    def send(self, event: Row) -> int:
        """One event to the webhook; the status of the answer, 0 for none."""
        body, signature = self.signed(event)
        request = urllib.request.Request(  # noqa: S310 - the address is the operator's
            self.webhook_url,
            data=body,
            headers={"Content-Type": "application/json", "Stripe-Signature": signature},
        )
        try:
            with urllib.request.urlopen(request, timeout=_SEND_TIMEOUT_S) as response:  # noqa: S310 - see above
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0


@contextmanager
def running(*, webhook_url: str = "", now: int = 0) -> Iterator[FakeStripe]:
    """A fake on a free port, in a thread."""
    fake = FakeStripe(webhook_url=webhook_url, now=now)
    thread = threading.Thread(target=fake.serve, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits for an acknowledgement

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        if path.startswith(("/v1/", "/_fake/")):
            self._api("GET", path, query)
        else:
            self._page(path, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        path = urlsplit(self.path).path
        if path.startswith(("/v1/", "/_fake/")):
            self._api("POST", path, body)
        else:
            self._page(path, read_form(body))

    def _api(self, method: str, path: str, query: str) -> None:
        if path.startswith("/v1/") and not self.headers.get("Authorization", "").startswith("Bearer sk_"):
            self._write(401, json.dumps({"error": {"message": "No key"}}), "application/json")
            return
        given = answer(self._fake.world, method, path, query, idempotency_key=self.headers.get("Idempotency-Key", ""))
        with self._fake.world.lock:
            text = json.dumps(given.body)
        self._write(given.status, text, "application/json")
        if path.startswith("/_fake/"):
            self._fake.flush()

    def _page(self, path: str, form: Row) -> None:
        world = self._fake.world
        kind, _, row_id = path.strip("/").partition("/")
        try:
            with world.lock:
                if kind == "checkout":
                    self._checkout(world.get("checkout.session", row_id), form)
                elif kind == "portal":
                    self._portal(world.get("billing_portal.session", row_id), form)
                elif kind == "invoices":
                    self._write(200, pages.invoice(world.get("invoice", row_id)))
                else:
                    self._write(404, "No such page")
        except KeyError:
            self._write(404, "No such page")

    def _checkout(self, session: Row, form: Row) -> None:
        if not form:
            self._write(200, pages.checkout(self._fake.world, session))
            return
        try:
            self._fake.world.complete_checkout(session["id"], card=form["card"])
        except Declined:
            self._write(200, pages.checkout(self._fake.world, session, declined=True))
            return
        self._go(session["success_url"])

    def _portal(self, session: Row, form: Row) -> None:
        world = self._fake.world
        if not form:
            self._write(200, pages.portal(world, session))
            return
        if "card" in form:
            world.update_card(session["customer"], form["card"])
        else:
            (action, row_id), *_ = form.items()
            row = world.get("subscription", row_id)
            row["cancel_at_period_end"] = action == "cancel"
            world.tell("customer.subscription.updated", row)
        self._go(f"/portal/{session['id']}")

    def _go(self, address: str) -> None:
        """Tell of what happened before the customer arrives."""
        threading.Thread(target=self._fake.flush, daemon=True).start()
        self.send_response(303)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _write(self, status: int, text: str, content_type: str = "text/html; charset=utf-8") -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    @property
    def _fake(self) -> FakeStripe:
        fake: FakeStripe = self.server.fake  # type: ignore[attr-defined]  # set by FakeStripe
        return fake

    def log_message(self, *arguments: object) -> None:
        """Quiet: the product's own log tells what matters."""
