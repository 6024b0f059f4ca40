from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "huiyin.imports"
    label = "imports"

    def ready(self) -> None:
        from huiyin.core import sweeps  # noqa: PLC0415
        from huiyin.imports import housekeeping, resume_box  # noqa: PLC0415

        sweeps.register(sweeps.Sweep("read-resumes", 60, resume_box.sweep))
        sweeps.register(sweeps.Sweep("forget-sheets", 3600, housekeeping.sweep))
