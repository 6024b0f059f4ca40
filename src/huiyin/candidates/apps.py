from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "huiyin.candidates"
    label = "candidates"
