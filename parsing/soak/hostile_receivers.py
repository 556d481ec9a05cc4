"""Customers' servers that mean harm, each kind on a port of its own: python -m parsing.soak.hostile_receivers

The first line says which kind listens where; it ends when told to.
"""

import asyncio
import datetime
import json
import signal
import socket
import ssl
import struct
import sys
import tempfile
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
BODY_BYTES = 1_000_000_000
BLOCK = b"x" * 65536
# Sixty megabytes of nothing in sixty kilobytes, and again: the hostile are to cost us, not the machine that they share.
BOMB = zlib.compress(b"\0" * 60_000_000, 9, wbits=31)
HEADERS = (b"X-More: " + b"y" * 1000 + b"\r\n") * 60
SEND_BUFFER_BYTES = 64 * 1024


async def one_gigabyte(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {BODY_BYTES}\r\n\r\n".encode())
    for _block in range(BODY_BYTES // len(BLOCK)):
        writer.write(BLOCK)
        await writer.drain()


async def gzip_bomb(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(f"{len(BOMB):x}\r\n".encode() + BOMB + b"\r\n")
        await writer.drain()


async def byte_a_second(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for character in b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n":
        writer.write(bytes([character]))
        await writer.drain()
        await asyncio.sleep(1)


async def endless_headers(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(HEADERS)
        await writer.drain()


async def silence(_: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def bad_tls(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"never read: nobody trusts this certificate")


KINDS: tuple[Serve, ...] = (one_gigabyte, gzip_bomb, byte_a_second, endless_headers, silence, reset, bad_tls)


def _serving(serve: Serve) -> Serve:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            raw = writer.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
            await reader.readuntil(b"\r\n\r\n")
            await serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client hung up, as it should
        finally:
            writer.close()

    return handle


def _unknown_certificate() -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "nobody.example")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.pem"
        file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        context.load_cert_chain(file)
    return context


async def _main() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.set_exception_handler(lambda *_: None)  # handshakes that the client refused
    ports = {}
    for serve in KINDS:
        tls = _unknown_certificate() if serve is bad_tls else None
        server = await asyncio.start_server(_serving(serve), "127.0.0.1", 0, backlog=1024, ssl=tls)
        ports[serve.__name__] = server.sockets[0].getsockname()[1]
    sys.stdout.write(json.dumps(ports) + "\n")
    sys.stdout.flush()
    await stop.wait()


if __name__ == "__main__":
    asyncio.run(_main())
