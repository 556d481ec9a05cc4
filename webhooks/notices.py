"""Letters to the owners of an endpoint that fails or was disabled. The row says which is due, until it is sent."""

from django.conf import settings

from accounts.notices import notify_owners
from webhooks.models import Endpoint, Notice
from webhooks.schedule import DISABLE_AFTER

_SUBJECTS = {
    Notice.FAILING: "A webhook of yours has been failing for a day",
    Notice.DISABLED: "A webhook of yours was disabled",
}


def send_waiting() -> int:
    """How many letters were due. One that could not be sent stays due; what the mail server raises is raised."""
    due = list(Endpoint.objects.exclude(notice="").filter(deleted_at=None).select_related("account"))
    for endpoint in due:
        notice = Notice(endpoint.notice)
        notify_owners(endpoint.account, subject=_SUBJECTS[notice], text=_text(endpoint, notice))
        Endpoint.objects.filter(pk=endpoint.pk, notice=notice).update(notice="")
    return len(due)


def _text(endpoint: Endpoint, notice: Notice) -> str:
    page = f"{settings.BASE_URL}/webhooks/{endpoint.pk}"
    lines = [f"The webhook {endpoint.target_url}", ""]
    if notice == Notice.FAILING:
        lines += [
            f"has taken no delivery since {endpoint.failing_since:%-d %B %Y, %H:%M} UTC.",
            f"The last attempt: {endpoint.last_failure}.",
            "",
            f"It is disabled after {DISABLE_AFTER.days} days of nothing but failure. What it answered stands here:",
        ]
    else:
        lines += [
            f"was disabled: {endpoint.disabled_reason}. Nothing is sent to it any more.",
            "",
            "When it is mended, enable it here, and recover what it missed:",
        ]
    return "\n".join([*lines, page, ""])
