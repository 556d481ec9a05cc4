"""Every setting, in one file. With no environment at all it is a development install that needs nothing but Python.

`CVAULT_ENV=production` turns the guards on; the settings that have no safe default there are then required.
"""

import contextlib
import secrets
import shutil
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from cvault import logging as cvault_logging
from cvault import operators_theme, social_sign_in

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env.str("CVAULT_ENV", default="development") == "production"
DEBUG = env.bool("DEBUG", default=False)  # tracebacks in the browser and templates re-read: DEBUG=1 make run

# Where the embedded database, uploaded files and the embedded broker keep their data.
DATA_DIR = Path(env.str("CVAULT_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)


def _development_secret(name: str) -> str:
    """A secret made once and kept in the data folder, so that a restart keeps sessions and keys valid."""
    path = DATA_DIR / name
    if not path.exists():
        candidate = path.with_suffix(f".{secrets.token_hex(4)}")
        candidate.write_text(secrets.token_urlsafe(48), encoding="ascii")
        candidate.chmod(0o600)
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(candidate)  # atomic: of two processes that start together, one wins
        candidate.unlink()
    return path.read_text(encoding="ascii")


def _secret(variable: str, file_name: str) -> str:
    value: str = env.str(variable, default="")
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"Set {variable}: production has no default for it")
    return _development_secret(file_name)


SECRET_KEY = _secret("SECRET_KEY", "secret_key")
# Keys the HMAC of API keys (see docs/operations.md); changing it makes every API key invalid.
API_KEY_PEPPER = _secret("CVAULT_API_KEY_PEPPER", "api_key_pepper")
# Encrypt what must be readable again. The first one encrypts, all of them decrypt: put a new one in front.
ENCRYPTION_KEYS = env.list("CVAULT_ENCRYPTION_KEYS", default=[]) or [_secret("SECRET_KEY", "secret_key")]

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("CVAULT_BASE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")

_SOCIAL_KEYS = social_sign_in.keys(env)
SOCIAL_PROVIDERS = list(_SOCIAL_KEYS)

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *social_sign_in.apps(SOCIAL_PROVIDERS),
    "allauth.usersessions",
    "csp",
    "django_dramatiq",
    "django_htmx",
    "drf_spectacular",
    "rest_framework",
    "accounts",
    "billing",
    "webhooks",
    "parsing",
]

MIDDLEWARE = [
    "cvault.middleware.RequestIdMiddleware",
    "accounts.request_log.RequestLogMiddleware",
    "cvault.middleware.PolicyMiddleware",
    "cvault.middleware.ApiGuardMiddleware",
    "accounts.origin.OriginMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "accounts.sessions.HashedSessionMiddleware",
    "cvault.reading_language.PageLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.CurrentAccountMiddleware",
]

ROOT_URLCONF = "cvault.urls"
WSGI_APPLICATION = "cvault.wsgi.application"
APPEND_SLASH = False  # a redirect of a POST would lose its body (R006)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "accounts.context_processors.workspace",
                "parsing.context_processors.interface",
            ],
        },
    },
]

# --- data

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'cvault.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # With IMMEDIATE a writer queues for the lock instead of failing when it upgrades a read (docs/operations.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # What is deleted is overwritten: an erasure leaves nothing in the free pages of the file either.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# SQLite too: closing its last connection folds the write-ahead log into the file, too much for every request.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = DATA_DIR / "files"
if env.str("S3_BUCKET", default=""):
    _files = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
            "region_name": env.str("S3_REGION", default=None),
            "access_key": env.str("S3_ACCESS_KEY", default=None),
            "secret_key": env.str("S3_SECRET_KEY", default=None),
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
else:
    _files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
STORAGES = {
    "default": _files,
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False  # styles and scripts are for our own pages
WHITENOISE_USE_FINDERS = not PRODUCTION  # a development install serves the tree as it is; production runs collectstatic
FILE_UPLOAD_HANDLERS = ["cvault.uploads.CappedUploadHandler"]  # uploads go to disk, never to memory
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024  # base64 of a 10 MB file and a job description
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # more than any plan takes: the API answers with its own error

# --- broker and cache

REDIS_URL = env.str("REDIS_URL", default="")
BROKER_CLASS = "dramatiq.brokers.redis.RedisBroker" if REDIS_URL else "dramatiq.brokers.stub.StubBroker"
DRAMATIQ_BROKER = {
    "BROKER": BROKER_CLASS,
    # The heartbeat and the maintenance chance bring a dead worker's messages back within seconds, not never.
    "OPTIONS": {"url": REDIS_URL, "heartbeat_timeout": 10_000, "maintenance_chance": 1_000_000} if REDIS_URL else {},
    "MIDDLEWARE": [
        "dramatiq.middleware.AgeLimit",
        "dramatiq.middleware.TimeLimit",
        "dramatiq.middleware.Callbacks",
        "dramatiq.middleware.Retries",
        "dramatiq.middleware.ShutdownNotifications",
        "django_dramatiq.middleware.DbConnectionsMiddleware",
        "parsing.worker.SandboxMiddleware",
    ],
}
CACHES = {
    "default": {"BACKEND": "cvault.counting.CountingRedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "cvault.counting.CountingLocMemCache"}
}

# --- people

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview"
ACCOUNT_LOGOUT_REDIRECT_URL = "landing"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# In production an address is confirmed first: else sign-up would tell whose address is known.
ACCOUNT_EMAIL_VERIFICATION = env.str("ACCOUNT_EMAIL_VERIFICATION", default="mandatory" if PRODUCTION else "optional")
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "accounts.sign_up.SignUpForm"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # for e-mail addresses; for the rest see accounts.recency
FRESH_SIGN_IN_S = 3600  # how long a sign-in is good for keys, payment and the end of a workspace
MFA_ADAPTER = "accounts.mfa.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
SOCIALACCOUNT_PROVIDERS = social_sign_in.providers(_SOCIAL_KEYS)
OPERATORS_NEED_MFA = env.bool("CVAULT_OPERATORS_NEED_MFA", default=PRODUCTION)  # on /admin/
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST", "")
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="CVault <no-reply@localhost>")

UNFOLD = operators_theme.theme(STATIC_URL)

# --- language and time

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español")]  # by their own names
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# --- security

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # scripts find the token in the page
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# TLS is required on every request (R008). A proxy that ends TLS is trusted only where the operator says so.
REQUIRE_TLS = env.bool("CVAULT_REQUIRE_TLS", default=PRODUCTION)
TRUST_PROXY = env.bool("CVAULT_TRUST_PROXY", default=False)
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if REQUIRE_TLS:
    SECURE_SSL_REDIRECT = True  # pages are redirected; API calls are refused before that, by ApiGuardMiddleware
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
# A form of ours may end on the pages of the payment service, where there is one.
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="https://api.stripe.com")  # moved by tests and trials
_PAYMENT_PAGES = [
    "https://checkout.stripe.com",
    "https://billing.stripe.com",
    *([STRIPE_API_BASE] if STRIPE_API_BASE.startswith("http://127.0.0.1:") else []),
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF, *(_PAYMENT_PAGES if STRIPE_SECRET_KEY else [])],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
    }
}

# --- the product

PARSE_SYNC_BUDGET_S = env.float("CVAULT_PARSE_SYNC_BUDGET_S", default=25.0)  # then a running parse becomes a 202
PARSE_TIMEOUT_S = env.float("CVAULT_PARSE_TIMEOUT_S", default=13.0)  # wall time of one file in its child
PARSE_CPU_LIMIT_S = env.int("CVAULT_PARSE_CPU_LIMIT_S", default=10)
# Tesseract reads pictures in a process of its own; RapidOCR, where there is none, in the child, and needs more room.
_ROOM_BYTES = 1024**3 if shutil.which("tesseract") else 5 * 1024**3 // 2
PARSE_MEMORY_LIMIT_BYTES = env.int("CVAULT_PARSE_MEMORY_LIMIT_BYTES", default=_ROOM_BYTES)
PARSE_CHILDREN = env.int("CVAULT_PARSE_CHILDREN", default=2)  # warm children of each web or worker process
PARSE_WORKER_MODULE = "parsing.containment.work"  # what the children run
# Refuse to start where the machine cannot keep the children from the network and from all files.
SANDBOX_REQUIRED = env.bool("CVAULT_SANDBOX_REQUIRED", default=False)
JOB_LEASE_S = 15.0  # what a dead worker's job waits at most before another worker may take it
JOB_RING_AGAIN_S = 20.0  # a bell that nobody answered for so long is rung again
WEB_START_HOOKS = ["parsing.sandbox.start", "accounts.request_log.start"]  # in every web process, first of all

# --- the language model: off while no address and no model are named (docs/operations.md)

LLM_BASE_URL = env.str("CVAULT_LLM_BASE_URL", default="")  # of any endpoint that speaks OpenAI's protocol
LLM_MODEL = env.str("CVAULT_LLM_MODEL", default="")
LLM_API_KEY = env.str("CVAULT_LLM_API_KEY", default="")
LLM_USES = env.list("CVAULT_LLM_USES", default=["extraction", "prose"])
LLM_TIMEOUT_S = env.float("CVAULT_LLM_TIMEOUT_S", default=12.0)  # of one call; the local answer stands after it
LLM_MAX_OUTPUT_TOKENS = env.int("CVAULT_LLM_MAX_OUTPUT_TOKENS", default=2_000)
LLM_RESPONSE_FORMAT = env.str("CVAULT_LLM_RESPONSE_FORMAT", default="json_schema")  # "json_object", "none"
# Spending: the prices of a million tokens, and the most of a day and of a month, all in one currency.
LLM_INPUT_PRICE = env.float("CVAULT_LLM_INPUT_PRICE", default=5.0)
LLM_OUTPUT_PRICE = env.float("CVAULT_LLM_OUTPUT_PRICE", default=15.0)
LLM_DAY_CAP = env.float("CVAULT_LLM_DAY_CAP", default=5.0)
LLM_MONTH_CAP = env.float("CVAULT_LLM_MONTH_CAP", default=50.0)

# Days that jobs, candidates and documents are kept, where the workspace has not chosen; 0 keeps them until deleted.
RETENTION_DAYS = env.int("CVAULT_RETENTION_DAYS", default=0)
# Days of the request log of API keys: the most that a workspace can choose, too.
REQUEST_LOG_DAYS = env.int("CVAULT_REQUEST_LOG_DAYS", default=30)
# Days of the two logs, where the workspace has not chosen: at least half a year.
SCORING_LOG_DAYS = env.int("CVAULT_SCORING_LOG_DAYS", default=730)
AUDIT_LOG_DAYS = env.int("CVAULT_AUDIT_LOG_DAYS", default=730)
# Who else works on the data, as the public page lists them: TOML, a table [[processor]] each; none by default.
SUBPROCESSORS_FILE = env.str("CVAULT_SUBPROCESSORS_FILE", default="")
# Where requests about data protection go, the DPA among them; without it to whoever runs the installation.
PRIVACY_EMAIL = env.str("CVAULT_PRIVACY_EMAIL", default="")
RATE_LIMIT_FACTOR = env.float("CVAULT_RATE_LIMIT_FACTOR", default=1.0)  # of billing.throttling; 0 turns the limits off

LOGGING = cvault_logging.configure(as_json=PRODUCTION, level=env.str("LOG_LEVEL", default="INFO"))

# http:// and private addresses as webhook targets, for development against a receiver of one's own.
WEBHOOK_ALLOW_INSECURE = env.bool("CVAULT_WEBHOOK_ALLOW_INSECURE", default=False)
WEBHOOK_RETENTION_DAYS = env.int("CVAULT_WEBHOOK_RETENTION_DAYS", default=30)  # deliveries with bodies and answers

# --- payment: without STRIPE_SECRET_KEY plans are assigned by the operator, and everything else works

STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_TRIAL_DAYS = env.int("STRIPE_TRIAL_DAYS", default=0)
STRIPE_AUTOMATIC_TAX = env.bool("STRIPE_AUTOMATIC_TAX", default=False)
PAYMENT_GRACE_DAYS = env.int("CVAULT_PAYMENT_GRACE_DAYS", default=14)  # an unpaid plan goes on for so long
PLANS_FILE = env.str("CVAULT_PLANS_FILE", default="")  # TOML with further plans, or other numbers for these

# --- APIs

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["cvault.api.Utf8JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["cvault.api.BoundedJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "cvault.api.AlwaysJSON",
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "cvault.api.handle_exception",
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "SWAGGER_UI_DIST": "SIDECAR",  # from our own origin
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False},
    "ENABLE_DJANGO_DEPLOY_CHECK": False,  # it guesses serializers; ours are described in parsing/api/openapi and tested
}
