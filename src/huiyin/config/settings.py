"""Django's settings, derived from `environment`. Nothing here is chosen by an installation directly."""

from pathlib import Path
from urllib.parse import urlsplit

from huiyin import __version__
from huiyin.config.database import database_settings, use_sound_sqlite

use_sound_sqlite()

from huiyin.config.environment import read_environment  # noqa: E402 -- the library swap comes first
from huiyin.config.secret import secret_key  # noqa: E402

ENVIRONMENT = read_environment()
HUIYIN_VERSION = __version__
HUIYIN_HOME = ENVIRONMENT.home
HUIYIN_DEMO_FILE = HUIYIN_HOME / "demo.json"  # there only in a home that `huiyin demo` made
HUIYIN_BASE_URL = ENVIRONMENT.base_url
HUIYIN_EMAIL_URL = ENVIRONMENT.email_url
HUIYIN_RESUME_BOX = ENVIRONMENT.resume_box  # None: no folder of résumés is read
HUIYIN_WEBHOOK = ENVIRONMENT.webhook  # None: there is no such channel
HUIYIN_KEYS_FILE = ENVIRONMENT.keys_file
HUIYIN_HOLD_SECONDS = ENVIRONMENT.hold_seconds
HUIYIN_UPLOAD_BYTES = ENVIRONMENT.upload_megabytes * 1024 * 1024
# The portal and the API know their askers by link and token; every other page is for staff.
HUIYIN_OPEN_NAMESPACES = ("portal", "api")

PACKAGE = Path(__file__).resolve().parent.parent
ROOMS = (
    "core",
    "company",
    "accounts",
    "todos",
    "messaging",
    "search",
    "people",
    "approvals",
    "exports",
    "jobs",
    "workforce",
    "candidates",
    "interviews",
    "imports",
    "desk",
    "administration",
    "portal",
    "api",
    "demo",
)

DEBUG = False
SECRET_KEY = secret_key(HUIYIN_HOME)
ROOT_URLCONF = "huiyin.config.urls"
WSGI_APPLICATION = "huiyin.config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    *(f"huiyin.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "huiyin.core.headers.HeadersMiddleware",
    "huiyin.core.gate.GateMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huiyin.accounts.middleware.ActorMiddleware",
    "huiyin.company.middleware.PartsMiddleware",
    "huiyin.core.refusals.RefusalMiddleware",
    "huiyin.accounts.middleware.FreshMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]

DATABASES = {"default": database_settings(ENVIRONMENT.database_url, HUIYIN_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]

# Vendored files come from npm packages through `tools/assets.py`; without them pages are plain.
STATIC_URL = "/static/"
STATIC_ROOT = HUIYIN_HOME / "static"
STATICFILES_DIRS = [folder for folder in [PACKAGE / "static_vendor"] if folder.is_dir()]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(HUIYIN_HOME / "files"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "huiyin.config.static.Storage"},
}

_SITE = urlsplit(HUIYIN_BASE_URL)
_SECURE = _SITE.scheme == "https"
# Loopback names are for probes and for trying it out; a browser elsewhere needs the base URL's name.
ALLOWED_HOSTS = [_SITE.hostname or "", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [HUIYIN_BASE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SECURE_SSL_REDIRECT = _SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _SECURE
SECURE_HSTS_PRELOAD = _SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_COOKIE_PREFIX = "__Host-" if _SECURE else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}huiyin_session"
SESSION_COOKIE_SECURE = _SECURE
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}huiyin_csrf"
CSRF_COOKIE_SECURE = _SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "huiyin.core.refusals.csrf_failure"
LANGUAGE_COOKIE_NAME = f"{_COOKIE_PREFIX}huiyin_language"
LANGUAGE_COOKIE_SECURE = _SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Uploaded files stay in memory, which the gate bounds: no temporary file holds a résumé in clear.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "huiyin.core.logs.RedactingFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own handlers would print a path with its link before our formatter sees it.
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
