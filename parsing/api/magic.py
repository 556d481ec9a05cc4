"""File names that make a test key meet every error, so that a client can be tested against each (R296).

`magic_quota_exceeded.pdf`, sent with a test key, answers the error of an exhausted quota. Live keys know no magic.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from django.utils import timezone

from accounts.models import ApiKey
from cvault import errors
from parsing.api.times import seconds


def _quota_exceeded() -> errors.CVaultError:
    resets_at = seconds(timezone.now() + timedelta(days=1))
    return errors.QuotaExceeded(extra={"quota_used": 100, "quota_limit": 100, "resets_at": resets_at})


FORCED_ERRORS: Mapping[str, Callable[[], errors.CVaultError]] = {
    "magic_unsupported_format": errors.UnsupportedFile,
    "magic_file_too_large": errors.FileTooLarge,
    "magic_no_file": errors.MissingFile,
    "magic_unauthorized": errors.Unauthenticated,
    "magic_invalid_key": errors.InvalidKey,
    "magic_quota_exceeded": _quota_exceeded,
    "magic_forbidden": errors.NotPermitted,
    "magic_not_found": errors.NotFound,
    "magic_conflict": errors.Conflict,
    "magic_unprocessable": errors.UnprocessableFile,
    "magic_rate_limited": lambda: errors.RateLimited(retry_after_s=30),
    "magic_internal_error": errors.InternalError,
    "magic_service_unavailable": errors.ServiceUnavailable,
}


def raise_forced_error(key: ApiKey, filenames: Iterable[str]) -> None:
    """Raises the error that the first magic name of a test key's request asks for."""
    if key.livemode:
        return
    for filename in filenames:
        forced = FORCED_ERRORS.get(filename.rpartition("/")[2].partition(".")[0].lower().replace("-", "_"))
        if forced is not None:
            raise forced()
