"""What is encrypted opens with a configured key, where it belongs, complete and unchanged; and not otherwise."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from cvault import encryption
from cvault.encryption import Unreadable, decrypt, encrypt, is_current, open_sealed, seal
from cvault.sealed_files import CHUNK_BYTES, MAGIC, is_current_file, open_file, seal_file

SIZES = (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES)


def _file(data: bytes, context: str = "here") -> bytes:
    return b"".join(seal_file([data[:7], data[7:]], context))


def _read(sealed: bytes, context: str = "here") -> bytes:
    return b"".join(open_file(io.BytesIO(sealed), context))


@given(data=st.binary(max_size=300), context=st.text(max_size=30))
def test_a_value_opens_where_it_was_sealed_and_nowhere_else(data: bytes, context: str) -> None:
    sealed = seal(data, context)
    assert open_sealed(sealed, context) == data
    with pytest.raises(Unreadable):
        open_sealed(sealed, context + "x")


def test_the_same_value_looks_different_each_time() -> None:
    assert seal(b"Ada", "here") != seal(b"Ada", "here")


def test_no_bit_of_a_ciphertext_can_be_changed() -> None:
    sealed = seal(b"Ada Lovelace", "here")
    for number in range(len(sealed)):
        changed = bytearray(sealed)
        changed[number] ^= 1
        with pytest.raises(Unreadable):
            open_sealed(bytes(changed), "here")


def test_a_new_key_seals_and_the_old_one_still_opens(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = ["old"]
    sealed, text, file = seal(b"Ada", "here"), encrypt("whsec"), _file(b"PDF")
    settings.ENCRYPTION_KEYS = ["new", "old"]
    assert open_sealed(sealed, "here") == b"Ada"
    assert decrypt(text) == "whsec"
    assert _read(file) == b"PDF"
    assert not is_current(sealed)
    assert not encryption.is_current_text(text)
    assert not is_current_file(io.BytesIO(file))
    assert is_current(seal(b"Ada", "here"))
    assert encryption.is_current_text(encrypt("whsec"))
    assert is_current_file(io.BytesIO(_file(b"PDF")))
    settings.ENCRYPTION_KEYS = ["new"]
    for opens in (lambda: open_sealed(sealed, "here"), lambda: decrypt(text), lambda: _read(file)):
        with pytest.raises(Unreadable):
            opens()


def test_the_tokens_of_older_versions_are_read(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = ["new", "old"]
    derived = encryption._derived(b"cvault.encryption.", "old")
    token = Fernet(encryption.base64.urlsafe_b64encode(derived)).encrypt(b"whsec").decode()
    assert decrypt(token) == "whsec"
    assert not encryption.is_current_text(token)


@pytest.mark.parametrize("text", ["", "c1.", "c1.!", "c1.AAAA", "nonsense", "caf\u00e9"])
def test_what_is_no_ciphertext_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        decrypt(text)


@pytest.mark.parametrize("size_bytes", SIZES)
def test_a_file_comes_back_whole(size_bytes: int) -> None:
    data = bytes(range(256)) * (size_bytes // 256 + 1)
    assert _read(_file(data[:size_bytes])) == data[:size_bytes]


def test_a_file_belongs_to_its_row() -> None:
    with pytest.raises(Unreadable):
        _read(_file(b"PDF"), context="elsewhere")


def _chunk(number: int) -> slice:
    head, chunk = len(MAGIC) + 20, CHUNK_BYTES + 16
    return slice(head + number * chunk, head + (number + 1) * chunk)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-1],
        lambda sealed: sealed[: _chunk(1).stop],  # the end is missing, at the border of a chunk
        lambda sealed: sealed[: _chunk(0).start],
        lambda sealed: sealed + sealed[_chunk(2)],
        lambda sealed: sealed[: _chunk(0).start] + sealed[_chunk(1)] + sealed[_chunk(0)] + sealed[_chunk(2)],
        lambda sealed: sealed[: _chunk(1).start] + sealed[_chunk(2)],
        lambda sealed: sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:],
        lambda sealed: b"%PDF-1.7" + sealed[8:],
        lambda sealed: b"",
    ],
    ids=["cut", "no end", "no chunk", "longer", "swapped", "one missing", "a bit", "readable", "empty"],
)
def test_a_file_that_was_changed_does_not_open(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Unreadable):
        _read(spoil(_file(b"x" * (2 * CHUNK_BYTES + 5))))
