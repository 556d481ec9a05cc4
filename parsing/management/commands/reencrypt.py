"""`manage.py reencrypt`: seal everything with the newest of CVAULT_ENCRYPTION_KEYS, while the product serves."""

from typing import Any

from django.core.management.base import BaseCommand

from parsing.services.reencryption import reencrypt

TOLD_EVERY = 1000  # rows


class Command(BaseCommand):
    help = "Seal rows, secrets and files with the newest key. May be ended and run again; it goes on where it was."

    def handle(self, *args: Any, **options: Any) -> None:
        def note(what: str, number: int) -> None:
            if number % TOLD_EVERY == 0:
                self.stderr.write(f"{what}: {number}")

        done = reencrypt(note=note)
        self.stdout.write(f"Sealed anew: {done.rows} rows, {done.secrets} secrets, {done.files} files")
