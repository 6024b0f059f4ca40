from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "huiyin.accounts"
    label = "accounts"

    def ready(self) -> None:
        from huiyin.accounts import sessions, sign_in_codes, throttle  # noqa: PLC0415 -- models are loaded by now
        from huiyin.core import sweeps  # noqa: PLC0415

        sweeps.register(sweeps.Sweep("clear-old-tries", 3600, throttle.clear_old_tries))
        sweeps.register(sweeps.Sweep("clear-old-codes", 3600, sign_in_codes.clear_old))
        sweeps.register(sweeps.Sweep("clear-expired-sessions", 24 * 3600, sessions.clear_expired))
