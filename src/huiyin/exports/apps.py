from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "huiyin.exports"
    label = "exports"

    def ready(self) -> None:
        from huiyin.core import sweeps  # noqa: PLC0415 -- models are loaded by now
        from huiyin.exports import approving, keeping  # noqa: PLC0415 -- the same

        approving.register()
        sweeps.register(sweeps.Sweep("exports.remove", 300, keeping.sweep))
