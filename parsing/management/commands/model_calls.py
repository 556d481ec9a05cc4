"""`manage.py model_calls`: which documents went to the language model, where to, at what cost, with what outcome."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from parsing import llm
from parsing.model_calls import ModelCall, ModelSpend

_MICROS = 1_000_000


class Command(BaseCommand):
    help = "Show what was sent to the language model: ids and costs, never a word of a document."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--last", type=int, default=50, help="how many calls")
        parser.add_argument("--account", default="", help="only those of one workspace")

    def handle(self, *args: Any, **options: Any) -> None:
        state = f"on, documents go to {llm.host()}" if llm.is_configured() else "off"
        self.stdout.write(f"Language model: {state}")
        now = timezone.now()
        for period in (now.strftime("%Y-%m-%d"), now.strftime("%Y-%m")):
            spend = ModelSpend.objects.filter(period=period).first()
            self.stdout.write(f"Spent {period}: {(spend.cost_micros if spend else 0) / _MICROS:.4f}")
        calls = ModelCall.objects.all()
        if options["account"]:
            calls = calls.filter(account_id=options["account"])
        for call in calls[: options["last"]]:
            self.stdout.write(
                f"{call.created_at:%Y-%m-%d %H:%M:%S}  {call.account_id}  {call.purpose:10}  {call.subject}  "
                f"{call.host}  {call.model}  {call.sent_chars} chars  {call.cost_micros / _MICROS:.6f}  {call.outcome}"
            )
