"""Who asks: the bearer token's actor and nobody else. A browser's session opens nothing here."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from huiyin.accounts.tokens import token_actor
from huiyin.core.actor import ANONYMOUS, Actor


class ApiRequest(HttpRequest):
    actor: Actor


class TokenAuth(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = token_actor(token)
        request.actor = actor or ANONYMOUS  # type: ignore[attr-defined]
        return actor


def presented_actor(request: HttpRequest) -> Actor | None:
    """The actor of the Authorization header, asked before a view runs."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token_actor(token.strip()) if scheme.lower() == "bearer" and token.strip() else None


AUTH: Any = TokenAuth()
