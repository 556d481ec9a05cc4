"""The delivering process of a proof, forked from one that has everything loaded: five hundred starts cost little."""

from parsing.soak import setup

setup.begin()

from django.core.management import call_command  # noqa: E402  # models need Django first

from webhooks import deliverer, http  # noqa: E402, F401  # loaded once, for all forks


def deliver() -> None:
    """Until somebody ends it."""
    call_command("deliver_webhooks")
