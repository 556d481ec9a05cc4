"""The settings of the proofs about webhooks: production of the small kind, whose receivers are on loopback."""

from cvault.settings import *  # noqa: F403  # everything else as it is

WEBHOOK_ALLOW_INSECURE = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
