"""Every setting of the hub, once, read from the environment; runs with none at all."""

from __future__ import annotations

import math
from pathlib import Path
from urllib.parse import urlsplit

from clicksendhub import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("HUB_DATA_DIR") or BASE_DIR / "var")
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# --- What this hub is -------------------------------------------------------
HUB_MODE = env.one_of("HUB_MODE", ("demo", "production"), default="demo")
IS_PRODUCTION = HUB_MODE == "production"
# Where ClickSend can reach the hub from outside; empty means polling alone.
PUBLIC_URL = env.text("PUBLIC_URL").rstrip("/")
_public = urlsplit(PUBLIC_URL)

DEBUG = False
SECRET_KEY = env.kept_secret("SECRET_KEY", DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
KEYRING_FILE = Path(env.text("HUB_KEYRING_PATH") or DATA_DIR / "keyring")
KEYRING = env.words("HUB_KEYRING")

_loopback = ("localhost", "127.0.0.1", "[::1]")
# Loopback always: the supervisor asks the web server there whether it answers.
ALLOWED_HOSTS = list(dict.fromkeys((*env.words("HUB_HOSTS"), *_loopback)))
if _public.hostname and _public.hostname not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(_public.hostname)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

# --- Applications -----------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_q",
    "heroicons",
    "clicksendhub.people",
    "clicksendhub.audit",
    "clicksendhub.jobs",
    "clicksendhub.ui",
    "clicksendhub.credentials",
    "clicksendhub.gate",
    "clicksendhub.consent",
    "clicksendhub.media",
    "clicksendhub.dispatch",
    "contacts",
    "messaging",
    "clicksendhub.webhooks",
    "clicksendhub.operations",
    "clicksendhub.overview",
]

MIDDLEWARE = [
    "clicksendhub.middleware.request_id",
    "clicksendhub.middleware.sign_in_on_a_whole_page",
    "django.middleware.security.SecurityMiddleware",
    # Before sessions, CSRF and sign-in: a webhook needs none of them.
    "clicksendhub.webhooks.middleware.answer_hooks",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Below static files, which browsers may keep.
    "clicksendhub.middleware.keep_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "clicksendhub.middleware.vary_on_htmx",
    "clicksendhub.middleware.say_that_nothing_is_here",
    "clicksendhub.credentials.middleware.current_account",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "clicksendhub.urls"
WSGI_APPLICATION = "clicksendhub.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clicksendhub.ui.context.frame",
            ],
            "builtins": ["django.templatetags.static"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

# --- Database, cache, files -------------------------------------------------
DATABASES = {
    "default": env.database(
        env.text("DATABASE_URL"), default_path=DATA_DIR / "hub.sqlite3"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "hub",
    }
}
STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("HUB_STATIC_DIR") or BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
# Files of people: never below a web root, served by views alone.
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_HANDLERS = [
    "clicksendhub.ui.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "clicksendhub.ui.static_files.HashedStaticFiles"},
}

# --- Language and time ------------------------------------------------------
LANGUAGE_CODE = "en-au"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

# --- People, sessions, passwords --------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_validation}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": f"{_validation}.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": f"{_validation}.CommonPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "overview:home"
LOGOUT_REDIRECT_URL = "people:sign_in"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
INVITATION_DAYS = env.integer("HUB_INVITATION_DAYS", 7, minimum=1)
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "clicksendhub.ui.views.form_too_old"
# They name people and numbers, and a cookie is signed but can be read.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# How many proxies of ours stand in front; their X-Forwarded-For is believed.
TRUSTED_PROXIES = env.integer("HUB_TRUSTED_PROXIES", 0)

AXES_FAILURE_LIMIT = env.integer("HUB_SIGN_IN_TRIES", 5, minimum=1)
# Wider than the pair's limit, or the pair's own would never be reached.
SIGN_IN_TRIES_PER_EMAIL = max(
    env.integer("HUB_SIGN_IN_TRIES_PER_EMAIL", 20, minimum=1), AXES_FAILURE_LIMIT
)
SIGN_IN_TRIES_PER_ADDRESS = max(
    env.integer("HUB_SIGN_IN_TRIES_PER_ADDRESS", 50, minimum=1), AXES_FAILURE_LIMIT
)
AXES_HANDLER = "clicksendhub.people.tries.CountedTries"
AXES_COOLOFF_TIME = env.integer("HUB_SIGN_IN_LOCK_MINUTES", 15, minimum=1) / 60
# What a good sign-in forgets: the pair's tries alone. Otherwise somebody with a
# password of their own could begin anew whenever their address is nearly locked.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "clicksendhub.people.tries.address_of"
AXES_LOCKOUT_CALLABLE = "clicksendhub.people.views.sign_in.locked_out"
AXES_USERNAME_FORM_FIELD = "username"
AXES_RESET_ON_SUCCESS = True
# The time that the page names counts down, whatever is tried meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "password"]

# --- Security headers -------------------------------------------------------
_behind_https = IS_PRODUCTION and _public.scheme != "http"
SECURE_SSL_REDIRECT = env.flag("HUB_SSL_REDIRECT", default=_behind_https)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
)
SECURE_HSTS_SECONDS = env.integer("HUB_HSTS_SECONDS", 31536000 if _behind_https else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_SECONDS > 0
SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = _behind_https
CSRF_COOKIE_SECURE = _behind_https
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Mail -------------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("HUB_MAIL_FROM", "hub@localhost")
# A mail carries a link to the hub: without PUBLIC_URL there is no address to link.
HAS_MAIL_SERVER = bool(EMAIL_HOST and PUBLIC_URL)

# --- ClickSend --------------------------------------------------------------
CLICKSEND_LIVE_URL = env.text("CLICKSEND_LIVE_URL", "https://rest.clicksend.com/v3")
CLICKSEND_REHEARSAL_URL = env.text(
    "CLICKSEND_REHEARSAL_URL", "http://127.0.0.1:8081/v3"
)
# Where a person opens the sandbox's handset in a browser. Only where hub and browser
# are on one machine is that a loopback address; elsewhere it would be the visitor's.
_is_at_home = not IS_PRODUCTION or _public.hostname in {*_loopback, "::1"}
SANDBOX_PAGES_URL = env.text(
    "SANDBOX_PAGES_URL", "http://127.0.0.1:8081/" if _is_at_home else ""
)
CLICKSEND_CONNECT_SECONDS = env.seconds("CLICKSEND_CONNECT_SECONDS", 5)
CLICKSEND_READ_SECONDS = env.seconds("CLICKSEND_READ_SECONDS", 30)
# Read-only calls made while a person waits for a page.
CLICKSEND_QUICK_SECONDS = env.seconds("CLICKSEND_QUICK_SECONDS", 3)

# --- The call budget and the circuit ----------------------------------------
GATE_CALLS_PER_MINUTE = env.integer("GATE_CALLS_PER_MINUTE", 100)  # 0: no limit
GATE_RESERVE_SINGLE = env.integer("GATE_RESERVE_SINGLE", 20)
GATE_RESERVE_UPKEEP = env.integer("GATE_RESERVE_UPKEEP", 10)
GATE_PROBE_SECONDS = env.seconds("GATE_PROBE_SECONDS", 15)
GATE_PROBE_CAP_SECONDS = env.seconds("GATE_PROBE_CAP_SECONDS", 300)

# --- The engine -------------------------------------------------------------
DISPATCH_BATCH_SIZE = env.integer("DISPATCH_BATCH_SIZE", 500, minimum=1)
DISPATCH_SINGLE_BATCH_SIZE = env.integer("DISPATCH_SINGLE_BATCH_SIZE", 1, minimum=1)
# A send to at most this many people is a single send and never waits behind a batch.
DISPATCH_SINGLE_LIMIT = env.integer("DISPATCH_SINGLE_LIMIT", 10, minimum=1)
DISPATCH_PUMP_SECONDS = env.seconds("DISPATCH_PUMP_SECONDS", 8)
DISPATCH_LEASE_SECONDS = env.seconds("DISPATCH_LEASE_SECONDS", 120)
DISPATCH_LOOK_AFTER_SECONDS = env.seconds("DISPATCH_LOOK_AFTER_SECONDS", 60)
DISPATCH_LOOK_SPACING_SECONDS = env.seconds("DISPATCH_LOOK_SPACING_SECONDS", 600)
DISPATCH_BLIND_LOOKS = env.integer("DISPATCH_BLIND_LOOKS", 4, minimum=2)
DISPATCH_HISTORY_MARGIN_SECONDS = env.seconds("DISPATCH_HISTORY_MARGIN_SECONDS", 900)
DISPATCH_RETRY_BASE_SECONDS = env.seconds("DISPATCH_RETRY_BASE_SECONDS", 2)
DISPATCH_RETRY_CAP_SECONDS = env.seconds("DISPATCH_RETRY_CAP_SECONDS", 600)
DISPATCH_DRAFT_DAYS = env.integer("DISPATCH_DRAFT_DAYS", 30, minimum=1)
SWEEP_SECONDS = env.seconds("SWEEP_SECONDS", 2)

# --- Files ------------------------------------------------------------------
# One file, and all files of an account with what they were made into.
MEDIA_FILE_BYTES = env.integer("HUB_FILE_MB", 25, minimum=1) * 1_000_000
MEDIA_QUOTA_BYTES = env.integer("HUB_FILES_QUOTA_MB", 2000, minimum=1) * 1_000_000

# --- Contacts ---------------------------------------------------------------
IMPORT_FILE_BYTES = env.integer("HUB_IMPORT_FILE_MB", 300, minimum=1) * 1_000_000
# How long a job works on an import before it lets others go first.
IMPORT_SLICE_SECONDS = env.seconds("HUB_IMPORT_SLICE_SECONDS", 8)
IMPORT_LEASE_SECONDS = env.seconds("HUB_IMPORT_LEASE_SECONDS", 60)
UNDO_DAYS = env.integer("HUB_UNDO_DAYS", 30, minimum=1)
# Up to this many people a new list keeps in step with ClickSend by itself.
STEP_LIST_LIMIT = env.integer("HUB_STEP_LIST_LIMIT", 5000)
STEP_SECONDS = env.seconds("HUB_STEP_SECONDS", 300)

# --- Events from ClickSend --------------------------------------------------
WEBHOOK_BODY_LIMIT = 64 * 1024
# How long an old webhook address still works after a new one is registered.
WEBHOOK_GRACE_SECONDS = env.seconds("WEBHOOK_GRACE_SECONDS", 6 * 60 * 60)
POLL_SECONDS = env.seconds("POLL_SECONDS", 15)
POLL_SECONDS_BESIDE_PUSH = env.seconds("POLL_SECONDS_BESIDE_PUSH", 300)

# --- Jobs -------------------------------------------------------------------
WORKERS = env.integer("HUB_WORKERS", 2, minimum=1)
WORKER_STALL_SECONDS = env.seconds("HUB_WORKER_STALL_SECONDS", 20)


def retry_after_seconds(
    *, timeout: int, queue_limit: int, bulk: int, workers: int
) -> int:
    """The shortest `retry` that never runs a task twice while it is still waiting.

    django-q2 starts the clock when the pusher takes a task, not when it begins.
    """
    return timeout * (1 + math.ceil((queue_limit + bulk) / workers)) + 60


# Longer no task may last; django-q2 then ends its worker.
JOB_SECONDS = 120
Q_CLUSTER: dict[str, object] = {
    "name": "hub",
    "workers": WORKERS,
    "queue_limit": WORKERS,
    "bulk": 1,
    "timeout": JOB_SECONDS,
    "retry": retry_after_seconds(
        timeout=JOB_SECONDS, queue_limit=WORKERS, bulk=1, workers=WORKERS
    ),
    "max_attempts": 1,
    "ack_failures": True,
    "save_limit": -1,
    "catch_up": False,
    "recycle": 500,
    "max_rss": 400000,
    "poll": 0.2,
    "label": "Jobs",
}
if REDIS_URL:
    Q_CLUSTER["redis"] = REDIS_URL
else:
    Q_CLUSTER["orm"] = "default"

# --- Logging: ids, never numbers, words or keys -----------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": "clicksendhub.lib.redact.RedactingFilter"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["redact"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("HUB_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django-q": {"handlers": [], "level": "WARNING", "propagate": True},
        "axes": {"handlers": [], "level": "WARNING", "propagate": True},
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
    },
}
# E-mail addresses are unique whatever their case, by a constraint of the database.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
