"""How many requirements of the API contract have a test, by section."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from parsing.api import contract


class Command(BaseCommand):
    help = "Print how many requirements of the API contract have a test, and which have none."

    def handle(self, *args: Any, **options: Any) -> None:
        needed, named = contract.requirements(contract.STATED_AND_DECIDED), contract.covered()
        sections = Counter(needed.values())
        found = Counter(section for number, section in needed.items() if number in named)
        for section, count in sorted(sections.items()):
            self.stdout.write(f"{section}  {found[section]:3} of {count:3}")
        for number in sorted(needed.keys() - named.keys()):
            self.stdout.write(f"{number} ({needed[number]}) has no test")
        self.stdout.write(contract.summary())
