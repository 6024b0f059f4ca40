from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "huiyin.demo"
    label = "demo"

    def ready(self) -> None:
        from huiyin.demo import marker  # noqa: PLC0415 -- settings and apps must be loaded first

        marker.move_clock()
