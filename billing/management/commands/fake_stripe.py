"""`manage.py fake_stripe`: try the billing pages without Stripe. Prints the settings that point CVault at it."""

import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from billing.fake_stripe.server import WEBHOOK_SECRET, FakeStripe


class Command(BaseCommand):
    help = "A fake Stripe on a port of this machine, until Ctrl-C. It takes no money."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8420)

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The fake is for trying and testing, not for production")
        fake = FakeStripe(webhook_url=f"{settings.BASE_URL}/stripe/webhook", port=options["port"])
        self.stdout.write(
            f"STRIPE_API_BASE={fake.url} STRIPE_SECRET_KEY=sk_test_fake STRIPE_WEBHOOK_SECRET={WEBHOOK_SECRET}\n"
            "Start CVault with these, run `manage.py stripe_setup` with them once, then choose a plan.\n"
            f"A month later: curl -d days=31 {fake.url}/_fake/clock"
        )
        thread = threading.Thread(target=fake.serve, daemon=True)
        thread.start()
        try:
            thread.join()
        except KeyboardInterrupt:
            fake.close()
