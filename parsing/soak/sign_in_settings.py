"""The settings of the proof of sign-in: as in production, but for the limits that would end it after ten tries."""

from cvault.settings import *  # noqa: F403  # everything else as it is

ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_RATE_LIMITS = False
ALLOWED_HOSTS = ["testserver"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
PASSWORD_HASHERS = ["parsing.soak.quicker_hashing.QuickerHasher"]
