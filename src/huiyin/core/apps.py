from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "huiyin.core"
    label = "core"

    def ready(self) -> None:
        from huiyin.core import background, sealer, sweeps  # noqa: PLC0415 -- models are loaded by now

        sweeps.register(sweeps.Sweep("forget-finished-tasks", 24 * 3600, background.forget_finished))
        sweeps.register(sweeps.Sweep("seal-audit", 5, sealer.seal))
        sweeps.register(sweeps.Sweep("anchor-audit", 3600, sealer.anchor_daily))
