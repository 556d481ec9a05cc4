"""`manage.py notify_key_holders SUBJECT FILE [--dry-run]`: the letter that goes out before an API changes (R015)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts import notices


class Command(BaseCommand):
    help = "Mail everybody who holds a live API key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject")
        parser.add_argument("file", type=Path, help="the text of the letter, UTF-8")
        parser.add_argument("--dry-run", action="store_true", help="count, send nothing")

    def handle(self, *args: Any, **options: Any) -> str:
        if options["dry_run"]:
            return f"{len(notices.key_holders())} would be told"
        text = options["file"].read_text(encoding="utf-8")
        return f"{notices.notify_key_holders(subject=options['subject'], text=text)} were told"
