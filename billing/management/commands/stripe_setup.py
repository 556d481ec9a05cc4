"""`manage.py stripe_setup`: products, prices and the meter of the plan table, made in Stripe where they are missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from billing import stripe_api


class Command(BaseCommand):
    help = "Make the plan table's products, prices and meter in Stripe. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        if not stripe_api.is_configured():
            raise CommandError("Set STRIPE_SECRET_KEY first")
        made = stripe_api.ensure_catalogue()
        for name in made:
            self.stdout.write(f"made {name}")
        if not made:
            self.stdout.write("nothing was missing")
