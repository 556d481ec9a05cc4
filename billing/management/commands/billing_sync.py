"""`manage.py billing_sync`: every account as Stripe has it, whatever events were lost."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Account
from billing import stripe_api, syncing
from billing.models import Subscription


class Command(BaseCommand):
    help = "Copy Stripe's state of every paying account, or of the one that is named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--account", help="id of one account, acct_…")

    def handle(self, *args: Any, **options: Any) -> None:
        if not stripe_api.is_configured():
            raise CommandError("Set STRIPE_SECRET_KEY first")
        rows = Subscription.objects.exclude(customer_id=None).order_by("pk")
        if options["account"]:
            rows = rows.filter(account_id=options["account"])
        failed = 0
        for account_id, plan, status in list(rows.values_list("account_id", "plan", "status")):
            try:
                syncing.sync_account(Account.objects.get(pk=account_id))
            except stripe_api.PaymentServiceError as error:
                failed += 1
                self.stderr.write(f"{account_id}: {error.__cause__ or error}")
                continue
            after = Subscription.objects.values_list("plan", "status").get(account_id=account_id)
            if after != (plan, status):
                self.stdout.write(f"{account_id}: {plan} {status or '-'} is now {after[0]} {after[1] or '-'}")
        syncing.handle_waiting()
        if failed:
            raise CommandError(f"{failed} accounts could not be fetched: run this again")
