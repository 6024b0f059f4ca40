from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "huiyin.interviews"
    label = "interviews"
