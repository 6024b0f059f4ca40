from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "huiyin.administration"
    label = "administration"
