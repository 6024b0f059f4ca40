from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "huiyin.messaging"
    label = "messaging"
