from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "huiyin.candidates"
    label = "candidates"

    def ready(self) -> None:
        from huiyin.candidates import notices  # noqa: PLC0415 -- models load first

        notices.register()
