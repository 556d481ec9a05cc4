"""Reading a customer's URL strictly: one meaning or none. What is left is a plain ASCII name or a canonical address."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

from webhooks.addresses import is_private_name, is_public

PORTS = (80, 443, 8080, 8443)
LONGEST_URL = 2048
_DEFAULT_PORTS = {"https": 443, "http": 80}
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\Z")
# The last label of what resolvers take for an IPv4 address.
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)\Z")
_PATH_CHARACTERS = "/%:@!$&'()*+,;=~-._"


class UnsafeUrl(ValueError):
    """A URL we will not call; the message is a sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a POST goes."""

    scheme: str  # "https"; "http" too where WEBHOOK_ALLOW_INSECURE is set
    host: str  # ASCII and lower case, without a dot at the end; an IPv6 address without brackets
    port: int
    path: str  # with the query; percent-encoded

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_address(self) -> bool:
        """Whether the host is a literal address, so that there is nothing to resolve."""
        return ":" in self.host or _NUMBER.match(self.host.rpartition(".")[2]) is not None


def read_target(url: str) -> Target:
    """The target that a URL names. Raises UnsafeUrl. Resolves nothing."""
    if len(url) > LONGEST_URL:
        raise UnsafeUrl(f"The URL is longer than {LONGEST_URL} characters")
    if any(ord(character) <= 32 or ord(character) == 127 or character == "\\" for character in url):
        raise UnsafeUrl("The URL holds white space, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _host_of(parts)
    except UnsafeUrl:
        raise
    except ValueError as error:
        raise UnsafeUrl("This is not a URL: write it as https://example.com/path") from error
    if parts.scheme not in (("https", "http") if settings.WEBHOOK_ALLOW_INSECURE else ("https",)) or not host:
        raise UnsafeUrl("The URL must start with https:// and name a host")
    if parts.username is not None or parts.password is not None:
        raise UnsafeUrl("The URL must not hold a user name or password")
    if port is not None and port not in PORTS and not settings.WEBHOOK_ALLOW_INSECURE:
        raise UnsafeUrl(f"Port {port} is not allowed: use one of {', '.join(map(str, PORTS))}")
    path = quote(parts.path or "/", safe=_PATH_CHARACTERS)
    query = "?" + quote(parts.query, safe=_PATH_CHARACTERS + "?[]{}|^") if parts.query else ""
    target = Target(parts.scheme, host, _DEFAULT_PORTS[parts.scheme] if port is None else port, path + query)
    _judge_host(target)
    return target


def _host_of(parts: SplitResult) -> str:
    """The host in one spelling. Raises UnsafeUrl, or ValueError for what no name can be."""
    host = parts.hostname or ""
    if "[" in parts.netloc or ":" in host:
        if "%" in host:
            raise UnsafeUrl("The URL names an address with a zone, which has a meaning on one machine only")
        return str(ipaddress.IPv6Address(host))
    if not host.isascii():
        host = host.encode("idna").decode("ascii").lower()  # circled digits and ideographic dots become plain ones
    host = host.removesuffix(".")
    if len(host) > 253 or any(_LABEL.match(label) is None for label in host.split(".") if host):
        raise UnsafeUrl("The URL names a host that cannot be: letters, digits, hyphens and dots only")
    return host


def _judge_host(target: Target) -> None:
    """Raises UnsafeUrl for what can be told from the host alone."""
    host = target.host
    if target.is_address and ":" not in host:
        try:
            ipaddress.IPv4Address(host)
        except ValueError as error:
            raise UnsafeUrl("The URL names an address in an unusual form: write all four numbers") from error
    if settings.WEBHOOK_ALLOW_INSECURE:
        return
    if target.is_address:
        if not is_public(host):
            raise UnsafeUrl(f"{host} is an address that is not public")
    elif is_private_name(host):
        raise UnsafeUrl(f"{host} is a name of a private network, not a public one")
