"""The operators' pages: accounts, plans, work, ledger, deliveries. No words of candidates; every action is noted."""

from parsing.admin import ledger, people, work
from parsing.admin.site import operators

__all__ = ["ledger", "operators", "people", "work"]
