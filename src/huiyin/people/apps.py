from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huiyin.people"
    label = "people"

    def ready(self) -> None:
        from huiyin.people import inviting, notices  # noqa: PLC0415 -- models are loaded by now

        notices.register()
        inviting.register()
