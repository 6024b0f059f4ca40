"""The request as our views see it: typed, with an actor."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from huiyin.core.actor import Actor


class Request(HttpRequest):
    actor: Actor
    htmx: HtmxDetails
