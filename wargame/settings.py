"""The one settings file. What a host may change comes from the environment; docs/operations.md lists it."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import game_engine
from wargame import cookies, environment, private, safety

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = private.directory("OFFRAMP_VAR", BASE_DIR / "var")
private.close_to_others(VAR_DIR)
# The host's own scenario files. Those that load are on offer beside the ones that come with Offramp.
SCENARIOS_DIR = private.directory("OFFRAMP_SCENARIOS", VAR_DIR / "scenarios", written=False)

# --- who may reach it

HOST = environment.noted_host(VAR_DIR)
PORT = environment.noted_port(VAR_DIR)
DEBUG = environment.flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or private.stored_secret(VAR_DIR / "secret_key")

HTTPS = environment.flag("OFFRAMP_HTTPS")
# Origins (scheme://host[:port]) whose pages may write; empty: only that of the request's own host.
ORIGINS = environment.listed("OFFRAMP_ORIGINS")
# The host names that the settings give; without any, those of this machine.
NAMED_HOSTS = environment.listed("ALLOWED_HOSTS")
ALLOWED_HOSTS = environment.allowed_hosts(NAMED_HOSTS, ORIGINS, HOST)
# How many reverse proxies stand in front, each appending to X-Forwarded-For. Only these are believed.
TRUSTED_PROXIES = environment.integer("OFFRAMP_PROXIES", 0)

CSRF_TRUSTED_ORIGINS = ORIGINS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- sessions and cookies

SESSION_ENGINE = "wargame.accounts.sessions"
SESSION_COOKIE_NAME = cookies.instance_name("offramp", secret=SECRET_KEY, https=HTTPS)
# A seat is held for as long as a round of long turns may last: its pages renew this once a day, and not with every
# request, for an answer that a cache keeps must carry none. A facilitator's sign-in ends sooner (accounts.sessions).
SESSION_COOKIE_AGE = 180 * 86_400
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = cookies.instance_name("offramp-csrf", secret=SECRET_KEY, https=HTTPS)
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "wargame.csrf.failure"
LANGUAGE_COOKIE_NAME = "offramp-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_AGE = 31_536_000

LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "exercises:list"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Nothing from another host, nothing inline, no eval; 'self' covers the page's own WebSocket.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

# --- the application

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "csp",
    "django_htmx",
    "wargame.accounts",
    "wargame.exercises",
    "wargame.record",
    "wargame.console",
    "wargame.agents",
    "wargame.research",
    "wargame.supervisor",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "wargame.static_files.StaticFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wargame.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "wargame.urls"
ASGI_APPLICATION = "wargame.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"page_scripts": "wargame.page_scripts"},
        },
    },
]

# --- languages and time

LANGUAGE_CODE = game_engine.ENGLISH
LANGUAGES = [(code, language.name) for code, language in game_engine.LANGUAGES.items()]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- static files: served by the application itself, under names that hold their hash (wargame/static_files.py)

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "wargame" / "static"]
STORAGES = {"staticfiles": {"BACKEND": "wargame.static_files.HashedFiles"}}
# With DEBUG from where they lie, at once as they are written.
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
# A bare name is asked for again at each use. Pages never use one.
WHITENOISE_MAX_AGE = 0

# --- database, Redis, Celery

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": environment.database(
        os.environ.get("DATABASE_URL", ""),
        default_file=VAR_DIR / "offramp.sqlite3",
        pool_size=environment.integer("OFFRAMP_DB_POOL", 8),
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    private.make_file(Path(DATABASES["default"]["NAME"]))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # A client that sends another cookie with every try must not push out what is known of its address.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

REDIS_URL = environment.redis_url(VAR_DIR)
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
}

# How many rounds visitors may play on their own at once: from one address (a school comes from one), and in all.
PRACTICES_AN_ADDRESS = environment.integer("OFFRAMP_PRACTICES_AN_ADDRESS", 300)
PRACTICES = environment.integer("OFFRAMP_PRACTICES", 1000)

# A bot sits in for a player who has been away for so long while others wait.
BOT_AFTER = timedelta(seconds=environment.integer("OFFRAMP_BOT_AFTER", 180))

CELERY_BROKER_URL = REDIS_URL
# A task whose worker died comes back after the visibility timeout; by kombu's own defaults only about every
# 100 s. Every task here ends well within the timeout, and running twice does no harm.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 20,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 15
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A task under way when Redis goes finishes its transaction; its redelivery then finds nothing left to do.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TIMEZONE = "UTC"
# Every entry is an interval of seconds: there is nothing to remember from one start to the next.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "wargame.play.tasks.sweep", "schedule": 1.0, "options": {"expires": 5}},
}

# A form larger than what the web server takes (wargame/serving/limits.py) never gets here.
DATA_UPLOAD_MAX_MEMORY_SIZE = environment.integer("OFFRAMP_BODY_BYTES", 1_000_000)

# With SQLite a web process keeps to one core (wargame/serving/cores.py).
PIN = environment.integer("OFFRAMP_PIN", 1) != 0

# --- logging: a line an event

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "filters": {
        # uvicorn says this of every handshake that is refused with an HTTP status, as ours are on purpose.
        "no_handshake": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: "without completing handshake" not in record.getMessage(),
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "wargame": {"level": os.environ.get("LOG_LEVEL", "INFO").upper()},
        # A dropped message is logged at INFO only.
        "channels_redis": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        # What it refuses is expected, and wargame.refusals has a line of its own for it; this one is the exception.
        "django.security": {"level": "WARNING" if DEBUG else "CRITICAL"},
        "django.security.SuspiciousSession": {"level": "WARNING"},
        "uvicorn.error": {"filters": ["no_handshake"]},
    },
}

safety.require_safe(globals())
