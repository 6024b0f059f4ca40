"""What jobs are found by: number, title in both languages, category, place and unit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import override

from huiyin.accounts.doors import may
from huiyin.core.actor import Actor
from huiyin.jobs.access import visible_to
from huiyin.jobs.forms import CATEGORIES
from huiyin.jobs.models import Job, JobCategory
from huiyin.search import asking, finding, kinds, readings
from huiyin.search.characters import plain
from huiyin.search.words import FACT, NAME, TYPED, Words

LANGUAGES = ("zh-hans", "en")


def gather(ids: kinds.Ids) -> Iterator[tuple[int, Words]]:
    for job in Job.objects.filter(pk__in=ids).select_related("org_unit", "place"):
        words = Words()
        words.name(job.title)
        if job.title_en:
            words.text(NAME, job.title_en)
        words.exact(TYPED, readings.common(job.title), job.title)
        words.number(job.number)
        for fact in _facts(job):
            words.text(FACT, fact)
        yield job.pk, words


def _facts(job: Job) -> Iterable[str]:
    label = dict(CATEGORIES)[JobCategory(job.category)]
    for language in LANGUAGES:
        with override(language):
            yield str(label)
    yield job.org_unit.name
    if job.place:
        yield job.place.name


def letters(actor: Actor, word: str) -> Mapping[str, bool]:
    if not may(actor, "jobs:see"):
        return {}
    typed = {TYPED: True} if plain(word).isascii() else {}
    return {NAME: True} | typed | ({FACT: False} if len(plain(word)) > 1 else {})


def _ids_after(last: int, most: int) -> list[int]:
    return list(Job.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:most])


def _tally() -> tuple[int, int]:
    return kinds.tally(Job.objects.all())


KIND = kinds.Kind(
    name="job",
    number=1,
    letter="j",
    gather=gather,
    after=_ids_after,
    tally=_tally,
    letters=letters,
    ways=lambda _actor, _word: [],
)
_TITLES = replace(KIND, letters=lambda _actor, _word: {NAME: True})


def meant_by(actor: Actor, word: str, *, everywhere: bool = False) -> list[int]:
    """The jobs whose title or number a word may mean: those that the actor sees, or all, for rooms whose
    own door decides. A single letter means none.
    """
    if len(plain(word)) < 2:
        return []
    rows = Job.objects.all() if everywhere else visible_to(actor)
    return finding.ids_meant(_TITLES, asking.read(_TITLES, actor, word), rows)


def register() -> None:
    kinds.register(KIND)
