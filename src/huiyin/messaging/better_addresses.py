"""An address that carries nothing any more: a colleague is asked for a better one, once per person."""

from datetime import timedelta

from huiyin.accounts.models import User
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.references import ref
from huiyin.messaging.models import Contact
from huiyin.todos.actions import close_todos, open_todo
from huiyin.todos.models import Todo, TodoState
from huiyin.todos.queries import open_subjects

ADDRESS_TODO = "candidate.address"
ASK_WITHIN = timedelta(hours=24)
CONTACTS = Actor.system("contacts")


def ask_for_better(contact: Contact, kind: str, *, owner: User | None) -> None:
    """Ask for a usable address of this kind; who is asked about a person already is asked for both."""
    about = ref(contact)
    asked = Todo.objects.filter(kind=ADDRESS_TODO, about=about, state=TodoState.OPEN).first()
    if asked is None:
        open_todo(ADDRESS_TODO, about, owner=owner, due_at=clock.now() + ASK_WITHIN, kinds=[kind])
    elif kind not in asked.values["kinds"]:
        asked.values = {"kinds": sorted([*asked.values["kinds"], kind])}
        asked.save(update_fields=["values"])


def has_better(contact: Contact, kind: str) -> None:
    """A usable address is there: nobody need look for one any more."""
    asked = Todo.objects.filter(kind=ADDRESS_TODO, about=ref(contact), state=TodoState.OPEN).first()
    if asked is None or kind not in asked.values["kinds"]:
        return
    left = [one for one in asked.values["kinds"] if one != kind]
    if left:
        asked.values = {"kinds": left}
        asked.save(update_fields=["values"])
    else:
        close_todos(ADDRESS_TODO, asked.about, by=CONTACTS)


def wanted_people() -> set[str]:
    """Whose better address somebody is asked for, as `contact:5`."""
    return set(open_subjects(ADDRESS_TODO))
