"""Signatures: the golden values of the contract, and verifiers that know nothing of our code."""

import json
import random
import string
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from webhooks import signing
from webhooks.tests.verifiers import Signed, of_standard_webhooks, of_the_contract

BODY = b'{"type":"parse.completed","job_id":"job_abc123"}'


@pytest.mark.covers("R212")
def test_contract_signature_is_the_golden_value() -> None:
    expected = "sha256=c17fdde955cd854ca7de5765ac3db3116a5bc349e6c8994b425dec706b2d4633"

    assert signing.contract_signature("whsec_abc123", BODY) == expected


@pytest.mark.covers("R213")
def test_standard_signature_is_the_golden_value() -> None:
    signature = signing.standard_signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", BODY, message_id="msg_test", timestamp_s=1_700_000_000
    )

    assert signature == "v1,oalS7ZQG1Gc46d1nQyv38Iy20T9P4h3+BrG6gA8cFu4="


@pytest.mark.covers("R230")
def test_rotation_signs_with_both_secrets_and_takes_turns_where_one_fits() -> None:
    new, old = signing.new_secret(), signing.new_secret()

    attempts = [signing.headers([new, old], BODY, message_id="evt_1", timestamp_s=1, attempt=n) for n in (1, 2, 3)]

    contract = [headers["CVault-Signature"] for headers in attempts]
    assert contract == [signing.contract_signature(secret, BODY) for secret in (new, old, new)]
    assert {len(headers["webhook-signature"].split(" ")) for headers in attempts} == {2}


@pytest.mark.covers("R212", "R213", "R214")
def test_every_verifier_accepts_what_we_sign_and_nothing_else(tmp_path: Path) -> None:
    hold_all_verifiers_to(200, folder=tmp_path)


@pytest.mark.soak
def test_every_verifier_accepts_ten_thousand_and_none_of_as_many_changed_ones(tmp_path: Path) -> None:
    hold_all_verifiers_to(10_000, folder=tmp_path)


def hold_all_verifiers_to(count: int, *, folder: Path) -> None:
    chance = random.Random(1)
    genuine = list(_deliveries(count, chance))
    # The contract's signature covers the body alone; the standard one the id and the time as well.
    spoiled_for_contract = [_change_one_bit(signed, chance, ("body", "secret")) for signed in genuine]
    spoiled = [_change_one_bit(signed, chance, ("body", "id", "time", "secret")) for signed in genuine]
    names = []
    for name, verify in of_the_contract(folder):
        assert verify(genuine) == [True] * count, name
        assert verify(spoiled_for_contract) == [False] * count, name
        names.append(name)
    for name, verify in of_standard_webhooks():
        assert verify(genuine) == [True] * count, name
        assert verify(spoiled) == [False] * count, name
        names.append(name)
    print(f"{count} accepted and {count} changed ones refused by each of: {', '.join(names)}")  # noqa: T201


def _deliveries(count: int, chance: random.Random) -> Iterator[Signed]:
    """Bodies of all sizes and scripts, ids, and times of now: a library refuses what is old."""
    letters = string.printable + "äßçñøžłığ中文日本語한국어عربيहिन्दी🙂"
    for number in range(count):
        data = {"".join(chance.choices(letters, k=5)): "".join(chance.choices(letters, k=chance.randint(0, 300)))}
        body = json.dumps({"id": f"evt_{number}", "data": data}, ensure_ascii=False, separators=(",", ":")).encode()
        secret = signing.new_secret()
        moment = int(time.time()) - chance.randint(0, 60)
        yield body, signing.headers([secret], body, message_id=f"evt_{number}", timestamp_s=moment), secret


def _change_one_bit(signed: Signed, chance: random.Random, what: tuple[str, ...]) -> Signed:
    body, headers, secret = signed
    chosen = chance.choice(what)
    if chosen == "body":
        return _flipped(body, chance), headers, secret
    if chosen == "secret":
        return body, headers, _flipped(secret.encode(), chance, bits=7).decode("latin-1")
    name = {"id": "webhook-id", "time": "webhook-timestamp"}[chosen]
    return body, {**headers, name: _flipped(headers[name].encode(), chance, bits=7).decode("latin-1")}, secret


def _flipped(data: bytes, chance: random.Random, *, bits: int = 8) -> bytes:
    changed = bytearray(data)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(bits)
    return bytes(changed)
