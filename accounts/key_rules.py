"""What a key may be used for, and from where. A key without rules may be used for everything, from everywhere."""

import ipaddress
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cvault.errors import InvalidInput

MOST_NETWORKS = 50


class Scope(models.TextChoices):
    """One of these is asked for by every route of both APIs (parsing.api.scopes)."""

    PARSE = "parse", _("Send documents")
    READ = "read", _("Read jobs, candidates and usage")
    WRITE = "write", _("Score, correct and delete")
    WEBHOOKS = "webhooks", _("Manage webhooks")


def checked_scopes(scopes: Iterable[str]) -> list[str]:
    """In their order; [] for all of them, and for none: a key that may nothing is no key. Raises InvalidInput."""
    wanted = set(scopes)
    if unknown := wanted - set(Scope.values):
        raise InvalidInput(f"Unknown scope: {', '.join(sorted(unknown))}")
    return [] if len(wanted) == len(Scope.values) else [scope for scope in Scope.values if scope in wanted]


def checked_networks(text: str) -> list[str]:
    """Addresses and CIDR networks, v4 and v6, parted by spaces or commas. Raises InvalidInput."""
    words = text.replace(",", " ").split()
    if len(words) > MOST_NETWORKS:
        raise InvalidInput(f"At most {MOST_NETWORKS} networks")
    found: dict[str, None] = {}
    for word in words:
        try:
            found[str(ipaddress.ip_network(word, strict=False))] = None
        except ValueError as error:
            example = "192.0.2.7, 192.0.2.0/24 or 2001:db8::/32"
            raise InvalidInput(f"{word[:60]} is no network address: write {example}") from error
    return list(found)


def is_in(address: str, networks: Sequence[str]) -> bool:
    """Whether the address belongs to one of the networks; a v4 address in the clothes of v6 counts as what it is."""
    try:
        known: Any = ipaddress.ip_address(address)
    except ValueError:
        return False
    known = getattr(known, "ipv4_mapped", None) or known
    return any(known in ipaddress.ip_network(network) for network in networks)
