"""`manage.py create_api_key EMAIL --plan ultra --kind live`: a key for a shell or a script, alone on stdout."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from accounts import accounts, api_keys
from accounts.models import KeyKind, User
from billing.plans import PLANS
from billing.subscriptions import change_plan

# The short names are the kinds of the portal's keys.
KINDS = {"live": KeyKind.CV_LIVE, "test": KeyKind.CV_TEST, **{kind.value: kind for kind in KeyKind}}


class Command(BaseCommand):
    help = "Make an API key, and where they are missing the person and the workspace; print the key alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="who owns the workspace; a new person signs in after a password reset")
        parser.add_argument(
            "--plan",
            choices=list(PLANS),
            help="put the workspace on this plan; a smaller one counts from its next period on",
        )
        parser.add_argument("--kind", choices=list(KINDS), default="live", help="default: live")
        parser.add_argument("--name", default="Made in a shell", help="what the list of keys shows")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> str:
        email = User.objects.normalize_email(options["email"]).lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is no e-mail address") from error
        user = User.objects.filter(email=email).first() or User.objects.create_user(email)
        account = accounts.account_for(user)
        if options["plan"]:
            change_plan(account, options["plan"])
        _, secret = api_keys.create_key(account, name=options["name"], kind=KINDS[options["kind"]])
        return secret
