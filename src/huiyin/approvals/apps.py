from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "huiyin.approvals"
    label = "approvals"
