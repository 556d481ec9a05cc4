"""Which addresses a customer's URL may lead to: public unicast ones. The tables are IANA's special registries.

`ipaddress.is_global` alone lets multicast, NAT64, 6to4 and the metadata service of a large cloud through, so IPv6 is an
allow-list and both families have a table.
"""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

_FORBIDDEN_IPV4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT, with the metadata service of one cloud
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # platform service of one cloud
        "169.254.0.0/16",  # link-local, with the metadata services of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relay
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved and broadcast
    )
)
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")  # global unicast; everything else is refused
_FORBIDDEN_IPV6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_ISATAP_MARKS = (0x00005EFE, 0x02005EFE)  # upper half of an interface identifier that holds an IPv4 address


def is_public(address: str) -> bool:
    """Whether this literal address may be connected to. An IPv4 address mapped into IPv6 is judged as IPv4."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _FORBIDDEN_IPV4)
    if parsed not in _PUBLIC_IPV6 or any(parsed in network for network in _FORBIDDEN_IPV6):
        return False
    return (int(parsed) >> 32) & 0xFFFFFFFF not in _ISATAP_MARKS
