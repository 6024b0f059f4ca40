from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "huiyin.imports"
    label = "imports"
