"""An endpoint of Alice's that leads to a server on loopback."""

import datetime
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from accounts.models import Account
from webhooks import endpoints, events
from webhooks.models import Delivery, Endpoint
from webhooks.tests.receivers import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    yield found
    found.close()


@pytest.fixture
def endpoint(account: Account, settings: Any, receiver: Receiver) -> Endpoint:
    settings.WEBHOOK_ALLOW_INSECURE = True
    made, _secret = endpoints.create_endpoint(account, {"target_url": receiver.url})
    return made


@pytest.fixture
def publish(account: Account, endpoint: Endpoint) -> Callable[..., Delivery]:
    """An event of Alice's, and its delivery to the endpoint."""

    def publish_one(event_type: str = "parse.completed", **data: Any) -> Delivery:
        event = events.publish(account, event_type, {"job_id": "job_1", **data}, livemode=True)
        assert event is not None
        return Delivery.objects.get(event=event, endpoint=endpoint)

    return publish_one


@pytest.fixture
def make_due() -> Callable[[], None]:
    """As if the time of the next attempt had come for all that wait."""

    def make() -> None:
        Delivery.objects.filter(state="pending").update(due_at=timezone.now())

    return make


class SelfSigned:
    """Answers a connection over TLS, with a certificate for localhost that only `trusting` believes."""

    def __init__(self, folder: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(key, hashes.SHA256())
        )
        file = folder / "localhost.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        self._serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._serving.load_cert_chain(file)
        self.trusting = ssl.create_default_context(cafile=str(file))

    def __call__(self, plain: socket.socket) -> None:
        with self._serving.wrap_socket(plain, server_side=True) as connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nover TLS")


@pytest.fixture
def self_signed(tmp_path: Path) -> SelfSigned:
    return SelfSigned(tmp_path)
