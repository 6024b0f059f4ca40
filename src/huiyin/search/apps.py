from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "huiyin.search"
    label = "search"

    def ready(self) -> None:
        from huiyin.core import sweeps  # noqa: PLC0415 -- models load first
        from huiyin.search import index  # noqa: PLC0415

        sweeps.register(sweeps.Sweep("search.complete", every=60, run=index.complete))
