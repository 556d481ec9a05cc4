"""The golden values of the requirements, section Z, and the snippet of the reference."""

import hashlib
import hmac

from webhooks import signing

BODY = b'{"type":"parse.completed","job_id":"job_abc123"}'


def test_contract_signature_is_the_golden_value() -> None:
    expected = "sha256=c17fdde955cd854ca7de5765ac3db3116a5bc349e6c8994b425dec706b2d4633"

    assert signing.contract_signature("whsec_abc123", BODY) == expected


def test_standard_signature_is_the_golden_value() -> None:
    signature = signing.standard_signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", BODY, message_id="msg_test", timestamp_s=1_700_000_000
    )

    assert signature == "v1,oalS7ZQG1Gc46d1nQyv38Iy20T9P4h3+BrG6gA8cFu4="


def test_new_secret_serves_both_schemes() -> None:
    secret = signing.new_secret()

    headers = signing.headers([secret], BODY, message_id="evt_1", timestamp_s=1)

    verified = hmac.new(secret.encode(), BODY, hashlib.sha256).hexdigest()
    assert headers["CVault-Signature"] == f"sha256={verified}"
    assert headers["webhook-signature"].startswith("v1,")


def test_rotation_signs_with_both_secrets() -> None:
    new, old = signing.new_secret(), signing.new_secret()

    headers = signing.headers([new, old], BODY, message_id="evt_1", timestamp_s=1)

    assert headers["CVault-Signature"] == signing.contract_signature(new, BODY)
    assert len(headers["webhook-signature"].split(" ")) == 2
