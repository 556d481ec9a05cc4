"""The settings of the proofs: documents that take as long as they say, and leases short enough to watch."""

from cvault.settings import *  # noqa: F403  # everything else as in production of the small kind

PARSE_WORKER_MODULE = "parsing.soak.scripted_work"
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405  # many short-lived threads, each with a connection
JOB_LEASE_S = 3.0
JOB_RING_AGAIN_S = 4.0
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
