"""Damaged documents: our own ones, each in a format of its own, broken as disks, networks, programs and people do."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from parsing.evals.bombs.own import own_documents

_NUMBER = re.compile(rb"\d+")
_XML_TAG = re.compile(rb"<[^>]{1,80}>")
_WILD_NUMBERS = (b"0", b"-1", b"4294967295", b"99999999999999999999", b"1e99", b"NaN")


@dataclass(frozen=True, slots=True)
class Malformed:
    name: str  # "amelia-hartley-truncated-3.pdf"
    data: bytes


Damage = Callable[[bytes, Random], bytes]


def malformed(count: int, *, seed: int = 1) -> Iterator[Malformed]:
    """`count` damaged documents, all kinds of damage to all formats in turn; the same ones for the same seed."""
    rounds = _pairs()
    for number in range(count):
        name, damage, data = rounds[number % len(rounds)]
        rng = Random(f"{seed} {number} {name} {damage}")
        stem, suffix = name.rsplit(".", 1)
        yield Malformed(f"{stem}-{damage}-{number}.{suffix}", _DAMAGES[damage](data, rng))


def _pairs() -> list[tuple[str, str, bytes]]:
    """Every kind of damage with every document that it fits; shuffled once, so that a small share has some of each."""
    pairs = [
        (name, damage, data)
        for damage in _DAMAGES
        for name, data in own_documents().items()
        if name.endswith(_ONLY_FOR.get(damage, ""))
    ]
    Random(0).shuffle(pairs)
    return pairs


def truncated(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def headless(data: bytes, rng: Random) -> bytes:
    """Junk in front: servers' banners, mail headers."""
    return rng.randbytes(rng.randrange(1, 900)) + data


def flipped(data: bytes, rng: Random) -> bytes:
    """Some bytes are others."""
    spoilt = bytearray(data)
    for _ in range(rng.choice((1, 4, 30, 300))):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def swapped(data: bytes, rng: Random) -> bytes:
    """Two parts change places."""
    first, second, third = sorted(rng.randrange(len(data)) for _ in range(3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


def repeated(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data))
    part = data[start : start + rng.randrange(1, 2_000)]
    return data[:start] + part * rng.choice((2, 20, 200)) + data[start:]


def zeroed(data: bytes, rng: Random) -> bytes:
    """A block that was never written."""
    start = rng.randrange(len(data))
    size = min(len(data) - start, rng.choice((16, 512, 4096)))
    return data[:start] + bytes(size) + data[start + size :]


def cut_out(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.choice((1, 100, 1_000)) :]


def wild_numbers(data: bytes, rng: Random) -> bytes:
    """Counts, sizes and offsets that cannot be."""
    return _replaced(_NUMBER, data, rng, lambda: rng.choice(_WILD_NUMBERS))


def broken_xref(data: bytes, rng: Random) -> bytes:
    """The table of a PDF points anywhere."""
    at = data.rfind(b"xref\n")
    if at < 0:
        return truncated(data, rng)
    return data[:at] + _NUMBER.sub(
        lambda found: str(rng.randrange(len(data) * 2)).encode().zfill(len(found[0])), data[at:]
    )


def mixed_objects(data: bytes, rng: Random) -> bytes:
    """References of a PDF lead to other objects, or round in circles."""
    return re.sub(rb"(\d+) 0 R", lambda _: b"%d 0 R" % rng.randrange(1, 12), data)


def broken_parts(data: bytes, rng: Random) -> bytes:
    """A sound archive whose XML is not."""
    return _with_parts(
        data, lambda xml: _replaced(_XML_TAG, xml, rng, lambda: rng.choice((b"", b"<w:p>", b"</w:body>", b"<")))
    )


def flipped_parts(data: bytes, rng: Random) -> bytes:
    return _with_parts(data, lambda part: flipped(part, rng) if part else part)


def lost_parts(data: bytes, rng: Random) -> bytes:
    return _rezipped({name: part for name, part in _parts(data).items() if rng.random() < 0.6})


def exchanged_parts(data: bytes, rng: Random) -> bytes:
    parts = _parts(data)
    bodies = list(parts.values())
    rng.shuffle(bodies)
    return _rezipped(dict(zip(parts, bodies, strict=True)))


_DAMAGES: Mapping[str, Damage] = {
    damage.__name__: damage
    for damage in (
        *(truncated, headless, flipped, swapped, repeated, zeroed, cut_out, wild_numbers),
        *(broken_xref, mixed_objects, broken_parts, flipped_parts, lost_parts, exchanged_parts),
    )
}
_ONLY_FOR: Mapping[str, str | tuple[str, ...]] = {
    "broken_xref": ".pdf",
    "mixed_objects": ".pdf",
    **dict.fromkeys(("broken_parts", "flipped_parts", "lost_parts", "exchanged_parts"), (".docx", ".odt")),
}


def _replaced(pattern: re.Pattern[bytes], data: bytes, rng: Random, put: Callable[[], bytes]) -> bytes:
    """Some of what the pattern finds is something else."""
    share = rng.choice((0.01, 0.1, 0.5))
    return pattern.sub(lambda found: put() if rng.random() < share else found[0], data)


def _with_parts(data: bytes, spoil: Callable[[bytes], bytes]) -> bytes:
    return _rezipped({name: spoil(part) for name, part in _parts(data).items()})


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rezipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()
