from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "huiyin.api"
    label = "api"

    def ready(self) -> None:
        from huiyin.api.models import IdempotentAnswer  # noqa: PLC0415 -- models are loaded by now
        from huiyin.core import sweeps  # noqa: PLC0415

        sweeps.register(sweeps.Sweep("forget-old-answers", 3600, IdempotentAnswer.answers.forget_old))
