"""The way to Stripe: the library's client, its errors as ours, and the signature of what comes from there."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cvault.errors import InvalidInput, ServiceUnavailable

if TYPE_CHECKING:
    import stripe

SIGNATURE_TOLERANCE_S = 300  # Stripe's own: an event signed earlier, or later than now, is not believed
_TIMEOUT_S = 20.0


class PaymentServiceError(ServiceUnavailable):
    code = "payment_service"
    message = "The payment service did not answer as expected. Nothing was charged; try again in a minute"


def client() -> "stripe.StripeClient":
    """The client of the configured account."""
    return _client_for(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@contextmanager
def translated() -> Iterator[None]:
    """Turns what the library raises into PaymentServiceError; a declined card keeps Stripe's words for its owner."""
    import stripe  # noqa: PLC0415 - half a second that only a process that bills should pay

    try:
        yield
    except stripe.CardError as error:
        raise PaymentServiceError(error.user_message or "The card was declined") from error
    except stripe.StripeError as error:
        raise PaymentServiceError from error


def verified_event(payload: bytes, signature: str) -> Mapping[str, Any]:
    """The event in a request to our webhook. Raises InvalidInput for a signature that is wrong, old or yet to come."""
    import stripe  # noqa: PLC0415 - see `translated`

    try:
        event = stripe.Webhook.construct_event(
            payload, signature, settings.STRIPE_WEBHOOK_SECRET, tolerance=SIGNATURE_TOLERANCE_S
        )
        signed_at = int(dict(part.split("=", 1) for part in signature.split(",") if part.startswith("t="))["t"])
    except (ValueError, KeyError, stripe.SignatureVerificationError) as error:
        raise InvalidInput("The signature of this event is not Stripe's") from error
    if signed_at > time.time() + SIGNATURE_TOLERANCE_S:  # the library looks at the past alone
        raise InvalidInput("This event was signed in the future")
    return event.to_dict()


@lru_cache(maxsize=4)
def _client_for(key: str, api_base: str) -> "stripe.StripeClient":
    import stripe  # noqa: PLC0415 - see `translated`

    return stripe.StripeClient(
        key,
        base_addresses={"api": api_base, "meter_events": api_base},
        http_client=stripe.RequestsClient(timeout=_TIMEOUT_S),
        max_network_retries=2,
    )
