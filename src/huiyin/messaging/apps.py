from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "huiyin.messaging"
    label = "messaging"

    def ready(self) -> None:
        from huiyin.core import sweeps  # noqa: PLC0415 -- models are loaded by now
        from huiyin.messaging import bounce_box, outages  # noqa: PLC0415

        sweeps.register(sweeps.Sweep("read-bounces", 60, bounce_box.sweep))
        sweeps.register(sweeps.Sweep("pass-by-outages", 30, outages.sweep))
