from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "huiyin.core"
    label = "core"

    def ready(self) -> None:
        from huiyin.core import background, sweeps  # noqa: PLC0415 -- models are loaded by now

        sweeps.register(sweeps.Sweep("forget-finished-tasks", 24 * 3600, background.forget_finished))
