from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "huiyin.desk"
    label = "desk"

    def ready(self) -> None:
        from huiyin.core import sweeps  # noqa: PLC0415 -- models are loaded by now
        from huiyin.desk import digest, exporting  # noqa: PLC0415
        from huiyin.desk.wordings import trials  # noqa: PLC0415

        digest.register_kind()
        trials.register_kind()
        exporting.register_lists()
        sweeps.register(sweeps.Sweep("desk.digest", 60, digest.sweep))
