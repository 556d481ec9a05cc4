"""What billing does by itself, once a minute: events that wait, overage that Stripe has not heard of, letters."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Count, F, Max, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Account, Membership, Role
from billing import stripe_api, syncing
from billing.models import ChargeState, OverageReport, QuotaPeriod, SentNotice, Subscription

log = structlog.get_logger("cvault.billing")

USAGE_ALERTS = (100, 80, 50)  # per cent of the quota; the highest one reached is told, once a period
_REPORTED_BACK = timedelta(days=3)  # periods that ended so long ago may still owe a report
_REMINDERS_BEFORE_END_D = (7, 2)  # days before the grace of an unpaid plan ends


def run(*, now: datetime | None = None) -> None:
    """Everything that is due. One account's failure does not keep the others waiting."""
    now = now or timezone.now()
    send_usage_alerts(now)
    if not stripe_api.is_configured():
        return
    syncing.handle_waiting(now=now)
    report_overage(now)
    send_payment_notices(now)


def report_overage(now: datetime) -> int:
    """Tell Stripe of settled parses beyond the quota; how many units. What was not sent is sent under its old name."""
    settled = Count("charges", filter=Q(charges__state=ChargeState.SETTLED))
    periods = (
        QuotaPeriod.objects.filter(used__gt=F("limit"), limit__gt=0, ends_at__gt=now - _REPORTED_BACK)
        .filter(account__subscription__customer_id__isnull=False)
        .select_related("account__subscription")
        .annotate(settled=settled)
    )
    return sum(_report_period(period, period.settled - period.limit) for period in periods)


def _report_period(period: QuotaPeriod, units: int) -> int:
    reported = period.overage_reports.aggregate(last=Max("last_unit"))["last"] or 0
    if units > reported:
        OverageReport.objects.get_or_create(
            period=period, first_unit=reported + 1, defaults={"last_unit": units}
        )  # before Stripe hears of it: a crash in between repeats the message, not the units
    sent = 0
    for report in period.overage_reports.filter(sent_at=None).order_by("first_unit"):
        number = report.last_unit - report.first_unit + 1
        try:
            stripe_api.report_overage(
                str(period.account.subscription.customer_id),
                units=number,
                identifier=f"{period.account_id}-{period.starts_at:%Y%m%d%H%M%S}-{report.first_unit}",
            )
        except stripe_api.PaymentServiceError:
            log.warning("overage_report_waits", account_id=period.account_id)
            break
        OverageReport.objects.filter(pk=report.pk).update(sent_at=timezone.now())
        sent += number
    return sent


def send_usage_alerts(now: datetime) -> int:
    """A letter at 50, 80 and 100 % of the quota, each once a period; how many were sent."""
    lowest = min(USAGE_ALERTS) / 100
    periods = (
        QuotaPeriod.objects.filter(starts_at__lte=now, ends_at__gt=now, limit__gt=0, used__gte=F("limit") * lowest)
        .select_related("account")
        .order_by("pk")
    )
    return sum(_alert(period) for period in periods)


def _alert(period: QuotaPeriod) -> bool:
    share = 100 * period.used // period.limit
    reached = next(alert for alert in USAGE_ALERTS if share >= alert)
    reference = period.starts_at.isoformat()
    sent = set(SentNotice.objects.filter(account=period.account, reference=reference).values_list("kind", flat=True))
    if any(f"usage_{alert}" in sent for alert in USAGE_ALERTS if alert >= reached):
        return False
    left = max(0, period.limit - period.used)
    return _send_once(
        period.account,
        kind=f"usage_{reached}",
        reference=reference,
        subject=f"{reached} % of this month's parses are used",
        text=(
            f"{period.used} of {period.limit} parses of the workspace “{period.account.name}” are used, {left} are "
            f"left until {period.ends_at:%d %B %Y, %H:%M} UTC.\n\n"
            f"Usage: {settings.BASE_URL}{reverse('usage')}\nLarger plans: {settings.BASE_URL}{reverse('pricing')}\n"
        ),
    )


def send_payment_notices(now: datetime) -> int:
    """Letters about a payment that failed: at once, before the grace ends, and when the plan has ended."""
    unpaid = Subscription.objects.filter(status="past_due").select_related("account")
    return sum(_send_payment_notice(row, row.grace_ends_at, now) for row in unpaid if row.grace_ends_at)


def _send_payment_notice(subscription: Subscription, ends_at: datetime, now: datetime) -> bool:
    days_left = max(0, (ends_at - now).days)
    kind, subject = "payment_failed", "The payment for your plan failed"
    if ends_at <= now:
        kind, subject = "payment_ended", "Your plan has ended: the payment did not arrive"
    else:
        for days in _REMINDERS_BEFORE_END_D:
            if days_left < days:
                kind, subject = f"payment_{days}_days", f"Your plan ends in {days_left + 1} days without a payment"
    return _send_once(
        subscription.account,
        kind=kind,
        reference=ends_at.isoformat(),
        subject=subject,
        text=(
            f"The card for the workspace “{subscription.account.name}” could not be charged. The plan goes on until "
            f"{ends_at:%d %B %Y}; after that the workspace is on Basic. Nothing is deleted.\n\n"
            f"Change the card: {settings.BASE_URL}{reverse('billing')}\n"
        ),
    )


def _send_once(account: Account, *, kind: str, reference: str, subject: str, text: str) -> bool:
    """The letter to the owners and admins, unless it went out before."""
    notice, is_new = SentNotice.objects.get_or_create(account=account, kind=kind, reference=reference)
    if not is_new:
        return False
    try:
        for address in _people_who_pay(account):
            EmailMessage(subject=subject, body=text, to=[address]).send()
    except OSError:  # the mail server: tried again in a minute
        notice.delete()
        log.warning("billing_letter_waits", account_id=account.pk, kind=kind)
        return False
    return True


def _people_who_pay(account: Account) -> Iterator[str]:
    members = Membership.objects.filter(account=account, role__in=(Role.OWNER, Role.ADMIN)).select_related("user")
    return (member.user.email for member in members if member.user.is_active and member.user.email)
