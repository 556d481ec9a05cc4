"""Which addresses and names a customer's URL may lead to: public unicast ones. The table is `addresses.toml`.

`ipaddress.is_global` alone lets multicast, NAT64, 6to4 and the metadata service of a large cloud through, so IPv6 is an
allow-list and both families have a table. Addresses that hold another one (NAT64, 6to4, Teredo, ISATAP, compatible) are
refused whatever they hold; only a mapped address, which a resolver may return, is judged by what is inside.
"""

import ipaddress
import tomllib
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from pathlib import Path

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_FORBIDDEN = [ipaddress.ip_network(text) for text in _TABLE["forbidden"]]
_FORBIDDEN_IPV4 = tuple(network for network in _FORBIDDEN if isinstance(network, IPv4Network))
_FORBIDDEN_IPV6 = tuple(network for network in _FORBIDDEN if isinstance(network, IPv6Network))
_PUBLIC_IPV6 = tuple(IPv6Network(text) for text in _TABLE["public_ipv6"])
_ISATAP_MARKS = frozenset(_TABLE["isatap_marks"])
_PRIVATE_NAMES = frozenset(_TABLE["names"])


@lru_cache(maxsize=4096)
def is_public(address: str) -> bool:
    """Whether this literal address may be connected to. An IPv4 address mapped into IPv6 is judged as IPv4."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _FORBIDDEN_IPV4)
    if not any(parsed in network for network in _PUBLIC_IPV6):
        return False
    if any(parsed in network for network in _FORBIDDEN_IPV6):
        return False
    return (int(parsed) >> 32) & 0xFFFFFFFF not in _ISATAP_MARKS


def is_private_name(host: str) -> bool:
    """Whether a name means this machine or a private network: a single label, or one under a name of the table."""
    labels = host.split(".")
    endings = {".".join(labels[index:]) for index in range(len(labels))}
    return len(labels) == 1 or not endings.isdisjoint(_PRIVATE_NAMES)
