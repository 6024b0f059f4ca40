from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "huiyin.approvals"
    label = "approvals"

    def ready(self) -> None:
        from huiyin.approvals import access, kinds  # noqa: PLC0415 -- models are loaded by now
        from huiyin.approvals.actions.carry_out import carry_out_left_behind  # noqa: PLC0415 -- the same
        from huiyin.approvals.actions.escalate import escalate_due  # noqa: PLC0415 -- the same
        from huiyin.core import sweeps  # noqa: PLC0415 -- the same
        from huiyin.messaging.kinds import register_about  # noqa: PLC0415 -- the same

        kinds.register()
        register_about("approval", access.visible_to, few=access.few)
        sweeps.register(sweeps.Sweep("approvals.deadlines", 60, escalate_due))
        sweeps.register(sweeps.Sweep("approvals.left-behind", 120, carry_out_left_behind))
