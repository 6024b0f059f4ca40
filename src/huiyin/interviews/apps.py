from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "huiyin.interviews"
    label = "interviews"

    def ready(self) -> None:
        from huiyin.core import sweeps  # noqa: PLC0415 -- models load first
        from huiyin.interviews import access, exporting, indexed, kinds  # noqa: PLC0415 -- models load first
        from huiyin.interviews.actions.chase import chase_silent  # noqa: PLC0415 -- models load first
        from huiyin.interviews.actions.tell_of_tomorrow import tell_of_tomorrow  # noqa: PLC0415 -- the same
        from huiyin.messaging.kinds import register_about  # noqa: PLC0415 -- models load first

        kinds.register()
        exporting.register_list()
        indexed.register()
        sweeps.register(sweeps.Sweep("interviews.tomorrow", 300, tell_of_tomorrow))
        sweeps.register(sweeps.Sweep("interviews.chase", 120, chase_silent))
        register_about("interview", access.visible_to, few=access.few_rows, is_afterwards=True)
