from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "huiyin.interviews"
    label = "interviews"

    def ready(self) -> None:
        from huiyin.interviews import access, kinds  # noqa: PLC0415 -- models load first
        from huiyin.messaging.kinds import register_about  # noqa: PLC0415 -- models load first

        kinds.register()
        register_about("interview", access.visible_to, few=access.few)
