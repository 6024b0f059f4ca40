"""Voices whose consent has ended: what no letter may quote any more, asked at the moment of writing."""

from django.conf import settings

from huiyin.core import clock
from huiyin.messaging.blocks import consenting
from huiyin.messaging.models import Testimonial


def unheard() -> frozenset[str]:
    """Their sayings. To be asked inside a transaction: it waits for a withdrawal that is under way, and one
    that comes later waits for us and finds what we wrote.
    """
    list(Testimonial.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    ended = Testimonial.objects.exclude(consenting(clock.today(settings.TIME_ZONE)))
    return frozenset(said for both in ended.values_list("said_zh", "said_en") for said in both if said)
