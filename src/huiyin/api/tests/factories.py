"""Somebody who asks the API, with a token of her own."""

import json
from typing import Any

from django.test import Client

from huiyin.accounts.actions import add_token
from huiyin.accounts.models import ApiToken, User
from huiyin.accounts.permissions import PERMISSIONS
from huiyin.accounts.tests.factories import make_user
from huiyin.core.actor import Actor
from huiyin.interviews.tests.factories import House, make_house

V1 = "/api/v1"
SYSTEM = Actor.system("test")


class Asker:
    """`get` and `post` with the token; answers have `.status_code`, `.json()` and headers as Django's do."""

    def __init__(self, user: User | None, scopes: list[str] | None = None) -> None:
        self.user = user
        self.client = Client(raise_request_exception=False)
        self.headers: dict[str, str] = {}
        if user:
            wanted = list(PERMISSIONS) if scopes is None else scopes
            self.token, self.secret = add_token(user, name="test", scopes=wanted, by=SYSTEM)
            self.headers["Authorization"] = f"Bearer {self.secret}"

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(V1 + path, query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        headers = self.headers | ({} if key is None else {"Idempotency-Key": key})
        text = json.dumps({} if body is None else body)
        return self.client.post(V1 + path, text, content_type="application/json", headers=headers)

    def upload(self, path: str, data: dict[str, Any], *, key: str | None = None) -> Any:
        headers = self.headers | ({} if key is None else {"Idempotency-Key": key})
        return self.client.post(V1 + path, data, headers=headers)

    def revoke(self) -> None:
        ApiToken.objects.update(revoked_at="2026-01-01T00:00:00Z")


def ask_as(*roles: str, house: House | None = None, scopes: list[str] | None = None) -> Asker:
    """A new user with shipped roles, in the house's unit where one is given."""
    return Asker(make_user(*roles, org_unit=house.job.org_unit if house else None), scopes)


def make_asking_house() -> tuple[House, Asker]:
    """One company, and its recruiter with a token of all scopes."""
    house = make_house()
    return house, Asker(house.recruiter)
