"""URLs that must never be called: every way we know of writing an address or a name that is not a public server.

`hostile_urls()` yields (what it is, url); all of them are refused by what they say, without asking a resolver.
`lying_names()` yields (name, address): names that look public and lead elsewhere, for a resolver of a test's own.
"""

import ipaddress
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

# One address or more of every network that a URL may not lead to.
IPV4 = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.254 100.64.0.1 100.100.100.200 100.127.255.254 127.0.0.1 127.0.0.2 127.1.2.3
127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.123 169.254.169.254 169.254.170.2 172.16.0.1 172.17.0.1
172.31.255.254 192.0.0.1 192.0.0.8 192.0.0.170 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1
192.168.1.254 192.175.48.1 198.18.0.1 198.19.255.254 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1
255.255.255.254 255.255.255.255
""".split()
IPV6 = """
:: ::1 ::2 ::127.0.0.1 ::10.0.0.1 ::8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b::8.8.8.8
64:ff9b:1::1 64:ff9b:1::169.254.169.254 100::1 100:0:0:1::1 2001::1 2001:0:7f00:1::
2001:0:4136:e378:8000:63bf:80ff:fffe
2001:2::1 2001:3::1 2001:10::1 2001:20::1 2001:30::1 2001:db8::1 2002:7f00:1:: 2002:7f00:0001::1 2002:a00:1::1
2002:a9fe:a9fe::1 2002:c0a8:1::1 2620:4f:8000::1 3fff::1 4000::1 5f00::1 8000::1 c000::1 e000::1 f000::1 fc00::1
fd00::1 fd00:ec2::23 fd00:ec2::254 fd20:ce::254 fe80::1 fe80::a9fe:a9fe fec0::1 feff::1 ff01::1 ff02::1 ff02::fb
ff05::1:3
2a00:1450::5efe:7f00:1 2a00:1450::200:5efe:a00:1 2606:4700::5efe:192.168.0.1
""".split()
NAMES = """
localhost LOCALHOST localhost. LocalHost.LocalDomain localhost.localdomain localhost6 ip6-localhost ip6-loopback
a.localhost www.app.localhost metadata metadata.google.internal metadata.google.internal. metadata.goog.internal
instance-data instance-data.ec2.internal
kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local
redis postgres db broker host.docker.internal gateway.docker.internal vault.service.consul.internal printer.local
nas.lan router.home router.home.arpa intranet jenkins.corp gitlab.intranet wiki.private 1.0.0.127.in-addr.arpa
facebookcorewwwi.onion host.invalid host.test host.example example wpad wpad.localdomain broadcasthost
""".split()
SCHEMES = """
http ws wss ftp ftps sftp file gopher dict ldap ldaps tftp telnet ssh smtp imap pop3 jar data javascript mailto php
expect
netdoc unix chrome blob view-source
""".split()
PORTS = (
    "0 1 7 9 19 21 22 23 25 53 69 110 111 135 139 143 389 445 465 587 636 873 1433 2049 2375 2379 3000 3306 5432 5672 \
5984 6379 6443 8000 8081 9000 9092 9200 10250 11211 15672 27017 50070 65535 65536 99999 -1 4_43 443a".split()
)
WORDS_AROUND_A_PUBLIC_HOST = """
https://user:secret@example.com/ https://user@example.com/ https://@example.com/ https://:@example.com/
https://example.com@127.0.0.1/ https://127.0.0.1@example.com/ https://example.com:443@127.0.0.1/
https://example.com%40127.0.0.1/ https://example.com\\@127.0.0.1/ https:\\\\127.0.0.1\\
https://example.com\\.127.0.0.1/
https://127.0.0.1\\.example.com/ https:/127.0.0.1/ https:127.0.0.1 https:///127.0.0.1/ https:////127.0.0.1/
//127.0.0.1/ 127.0.0.1
https:// https:/// https://? https://# https://. https://.. https://.example.com/ https://example..com/
https://-example.com/
https://example-.com/ https://exa%6dple.com/ https://127%2e0.0.1/ https://127.0.0.1%2eexample.com/
https://%31%32%37.0.0.1/
https://example.com%00.127.0.0.1/ https://exam_ple!.com/ https://exam$ple.com/ https://*.example.com/
https://example.com,127.0.0.1/
https://example.com;127.0.0.1/ https://[example.com]/ https://[127.0.0.1]/ https://[v1.fe80::1]/ https://[v6.::1]/
https://[::1 https://::1]/
https://::1/ https://[::1%25lo]/ https://[fe80::1%25eth0]/ https://[fe80::1%eth0]/ https://[2606:4700::1111%25eth0]/
https://[::1].example.com/
https://example.com[::1]/ https://[::ffff:127.0.0.1]:443:80/ https://example.com:443:80/ https://example.com:https/
https://example.com:４４３/
https://example.com:8080@127.0.0.1:443/ https://example.com/\x7f https://exa\x00mple.com/
""".split("\n")
CONTROL = [
    "https://example.com/\r\nX-Evil: 1",
    "https://example.com/ HTTP/1.1\r\nHost: 127.0.0.1",
    "https://example.com\t/",
    "\thttps://127.0.0.1/",
    " https://127.0.0.1/",
    "https://127.0.0.1 /",
    "https://exam\nple.com/",
    "https://example.com/?q=a b",
    "https://example.com/" + "a" * 3000,
    "https://" + "a" * 64 + ".com/",
    "https://" + ".".join(["abcdefgh"] * 40) + ".com/",
    "",
    "null",
    "about:blank",
]


def hostile_urls() -> Iterator[tuple[str, str]]:
    """(what it is, url), each url once."""
    seen: set[str] = set()
    for what, url in _all():
        if url not in seen:
            seen.add(url)
            yield what, url


def _all() -> Iterator[tuple[str, str]]:
    for address in IPV4:
        for what, host in _ipv4_spellings(IPv4Address(address)):
            yield f"{what} of {address}", f"https://{host}/hook"
    for address in IPV6:
        for what, host in _ipv6_spellings(IPv6Address(address)):
            yield f"{what} of {address}", f"https://[{host}]/hook"
    for name in NAMES:
        yield "private name", f"https://{name}/hook"
        yield "private name with a port", f"https://{name}:8443/hook"
    for scheme in SCHEMES:
        yield "scheme", f"{scheme}://example.com/"
        yield "scheme and address", f"{scheme}://127.0.0.1/"
    for port in PORTS:
        yield "port", f"https://example.com:{port}/"
    for line in WORDS_AROUND_A_PUBLIC_HOST:
        for url in line.split(" "):
            if url:
                yield "broken or misleading", url
    for url in CONTROL:
        yield "control characters or length", url


def _ipv4_spellings(address: IPv4Address) -> Iterator[tuple[str, str]]:
    """How resolvers, browsers and people can be made to read an address."""
    number = int(address)
    first, second, third, fourth = address.packed
    yield "dotted", str(address)
    yield "dotted with a dot at the end", f"{address}."
    yield "one number", str(number)
    yield "hexadecimal", hex(number)
    yield "octal", f"0{number:o}"
    yield "octal parts", ".".join(f"0{part:o}" for part in address.packed)
    yield "hexadecimal parts", ".".join(hex(part) for part in address.packed)
    yield "two parts", f"{first}.{number & 0xFFFFFF}"
    yield "three parts", f"{first}.{second}.{(third << 8) | fourth}"
    yield "mixed parts", f"{hex(first)}.0{second:o}.{third}.{fourth}"
    yield "zeros in front", ".".join(f"{part:03d}" for part in address.packed)
    yield "overflowing part", f"{first + 256}.{second}.{third}.{fourth}"
    yield "ideographic dots", str(address).replace(".", "。")
    yield "fullwidth dots", str(address).replace(".", "．")
    yield "fullwidth digits", str(address).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    yield "mapped into IPv6", f"[::ffff:{address}]"
    yield "mapped, in hexadecimal", f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]"
    yield "NAT64", f"[64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}]"
    yield "6to4", f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]"
    if all(0 < part <= 20 for part in (first, second, third, fourth)):
        yield "circled digits", ".".join(chr(0x2460 + part - 1) for part in address.packed)


def _ipv6_spellings(address: IPv6Address) -> Iterator[tuple[str, str]]:
    yield "short", str(address)
    yield "long", address.exploded
    yield "capitals", address.exploded.upper()


LYING_SUFFIXES = ("127.0.0.1.nip.example.com", "rebind.example.com", "internal-lb.example.net")


def lying_names() -> Iterator[tuple[str, str]]:
    """(a name that looks public, the address it leads to), for every address that is not."""
    for number, address in enumerate([*IPV4, *IPV6]):
        yield f"host{number}.{LYING_SUFFIXES[number % len(LYING_SUFFIXES)]}", str(ipaddress.ip_address(address))
