from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "huiyin.jobs"
    label = "jobs"

    def ready(self) -> None:
        from huiyin.jobs import indexed  # noqa: PLC0415 -- models load first

        indexed.register()
