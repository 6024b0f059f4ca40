"""The product's settings with cheap passwords, static files that need no gathering, and a database that
does not wait for the disk."""

from huiyin.config import settings as product

globals().update({name: value for name, value in vars(product).items() if name.isupper()})

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **product.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
DATABASES = product.DATABASES
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: threads of one test see each other as processes would.
    DATABASES["default"]["TEST"] = {"NAME": str(product.HUIYIN_HOME / "test.db")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
