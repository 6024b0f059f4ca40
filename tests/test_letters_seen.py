"""Letters are found from the rows that one sees when those are few, else asked one by one: the same ones."""

import pytest

from huiyin.accounts.tests.factories import actor_of
from huiyin.candidates.models import Message
from huiyin.core import clock
from huiyin.messaging import access
from huiyin.messaging.models import Letter
from tests.world import World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.both]

EVERY = {"interview", "application", "message"}


def write_about_everything(world: World) -> None:
    """One letter about each noun, of nobody's; the world's own is about its interview."""
    message = Message.objects.create(
        thread=world.thread, from_candidate=True, text="几点到？", at=clock.now()
    )
    Letter.objects.update(colleague=None)
    for about in (f"application:{world.application.pk}", f"message:{message.pk}", "application:0", "house:1"):
        world.letter.pk, world.letter.about, world.letter.cause = None, about, about
        world.letter.colleague = None
        world.letter.save()


def nouns_seen(world: World, name: str) -> set[str]:
    seen = access.visible_to(actor_of(world.people[name]))
    return {about.partition(":")[0] for about in seen.values_list("about", flat=True)}


@pytest.mark.parametrize("most", [access.FEW, -1], ids=["few", "many"])
@pytest.mark.parametrize(
    ("name", "nouns"), [("alice", EVERY), ("bob", set()), ("ivy", set()), ("sam", set())]
)
def test_both_ways_lead_to_the_same_letters(monkeypatch, most: int, name: str, nouns: set[str]):
    world = build_world()
    write_about_everything(world)
    monkeypatch.setattr(access, "FEW", most)

    assert nouns_seen(world, name) == nouns
    assert access.visible_to(actor_of(world.people[name])).count() == len(nouns)
