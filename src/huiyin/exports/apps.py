from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "huiyin.exports"
    label = "exports"
