from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "huiyin.candidates"
    label = "candidates"

    def ready(self) -> None:
        from huiyin.candidates import exporting, exporting_jobs, indexed, notices  # noqa: PLC0415 -- models load first
        from huiyin.candidates.actions.reading import read_unread  # noqa: PLC0415 -- the same
        from huiyin.core import sweeps  # noqa: PLC0415

        notices.register()
        indexed.register()
        exporting.register_list()
        exporting_jobs.register_list()
        sweeps.register(sweeps.Sweep("candidates.documents", 60, read_unread))
