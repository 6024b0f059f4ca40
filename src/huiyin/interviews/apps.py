from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "huiyin.interviews"
    label = "interviews"

    def ready(self) -> None:
        from huiyin.interviews import kinds  # noqa: PLC0415 -- models load first

        kinds.register()
