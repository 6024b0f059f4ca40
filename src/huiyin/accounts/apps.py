from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "huiyin.accounts"
    label = "accounts"
