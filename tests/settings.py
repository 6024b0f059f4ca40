"""The product's settings with cheap passwords, and static files that need no gathering."""

from huiyin.config import settings as product

globals().update({name: value for name, value in vars(product).items() if name.isupper()})

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **product.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
