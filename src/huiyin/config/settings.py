"""Django's settings, derived from `environment`. Nothing here is chosen by an installation directly."""

from pathlib import Path

from huiyin.config.database import database_settings, use_sound_sqlite

use_sound_sqlite()

from huiyin.config.environment import read_environment  # noqa: E402 -- the library swap comes first

ENVIRONMENT = read_environment()
HUIYIN_HOME = ENVIRONMENT.home
HUIYIN_BASE_URL = ENVIRONMENT.base_url
HUIYIN_EMAIL_URL = ENVIRONMENT.email_url
HUIYIN_KEYS_FILE = ENVIRONMENT.keys_file
HUIYIN_HOLD_SECONDS = ENVIRONMENT.hold_seconds

PACKAGE = Path(__file__).resolve().parent.parent
ROOMS = (
    "core",
    "company",
    "accounts",
    "todos",
    "messaging",
    "people",
    "jobs",
    "workforce",
    "candidates",
    "interviews",
    "imports",
    "desk",
    "portal",
    "api",
)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    *(f"huiyin.{room}" for room in ROOMS),
]
DATABASES = {"default": database_settings(ENVIRONMENT.database_url, HUIYIN_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
STATIC_URL = "/static/"
HUIYIN_OPEN_NAMESPACES = ("portal", "api", "demo")
"""URL namespaces that answer people who are not signed in; all other views are for staff."""
