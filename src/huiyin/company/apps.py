from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "huiyin.company"
    label = "company"
