"""Structured logs on standard error: a line of JSON in production, readable columns in development.

What may never appear is removed here as the last line of defence; callers log ids and numbers only.
"""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# API keys, webhook secrets and bearer tokens, wherever they stand.
_SECRETS = re.compile(r"\b((?:ex)?cv_(?:live|test)_|whsec_|sk_(?:live|test)_)[A-Za-z0-9+/=]{6,}|(?<=Bearer )\S+")
_NOISY = ("pdfminer", "pypdf", "PIL", "fontTools", "stripe", "dramatiq.worker.WorkerThread")


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: the first letters of a secret stay, the rest goes."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _SECRETS.sub(lambda match: f"{match.group(1) or ''}[redacted]", value)
    return event


def configure(*, as_json: bool, level: str = "INFO") -> dict[str, Any]:
    """Sets structlog up and returns Django's LOGGING."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    # A traceback is formatted as text without the values of variables: those would be words of a CV.
    last: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        redact,
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False),
    ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": last,
                "foreign_pre_chain": [*shared, structlog.stdlib.ExtraAdder(allow=())],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # The request log says it already; Django's own lines would repeat the path with its query.
            "django.server": {"handlers": [], "propagate": False},
            "django.request": {"level": "ERROR"},
            **{name: {"level": logging.ERROR} for name in _NOISY},
        },
    }
