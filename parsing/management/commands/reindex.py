"""`manage.py reindex`: make every keyed hash anew, after a change of SECRET_KEY, while the product serves."""

from typing import Any

from django.core.management.base import BaseCommand

from parsing.services.indexing import index_anew


class Command(BaseCommand):
    """Prints how many candidates the scheduler will index; it may be ended and run again."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"To be indexed anew: {index_anew()} candidates")
