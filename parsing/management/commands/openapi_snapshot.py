"""`manage.py openapi_snapshot`: writes the documents that the repository keeps, and refuses to break a promise."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from parsing.api.openapi.documents import API_NAMES, openapi_document
from parsing.api.openapi.stability import breaking_changes

FOLDER = settings.BASE_DIR / "docs" / "openapi"


class Command(BaseCommand):
    help = "Write docs/openapi/*.json; a change that breaks clients needs --breaking and 90 days of notice (R011)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--breaking", action="store_true", help="write although clients break")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in API_NAMES:
            path, document = FOLDER / f"{name}.json", json.loads(json.dumps(openapi_document(name)))
            problems = breaking_changes(json.loads(path.read_text()), document) if path.exists() else []
            if problems and not options["breaking"]:
                raise CommandError("\n".join((f"{name}: clients would break:", *problems)))
            path.write_text(json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
            self.stdout.write(str(path.relative_to(settings.BASE_DIR)))
