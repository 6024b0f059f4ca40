"""What interviews are found by: number, round, who is interviewed, and the job by its id."""

from collections.abc import Iterator, Mapping

from huiyin.accounts.doors import may, reach
from huiyin.candidates.indexed import JOB, MOST_JOBS, key_ways, named, read_people
from huiyin.core.actor import Actor
from huiyin.interviews.models import Interview
from huiyin.jobs.access import reached
from huiyin.jobs.indexed import meant_by
from huiyin.search import kinds
from huiyin.search.characters import plain
from huiyin.search.kinds import Way
from huiyin.search.words import FACT, NAME, TYPED, Words


def gather(ids: kinds.Ids) -> Iterator[tuple[int, Words]]:
    rows = list(
        Interview.objects.filter(pk__in=ids).values_list(
            "pk",
            "number",
            "round_name",
            "application__job",
            "application__candidate",
            "application__candidate__merged_into",
        )
    )
    people = read_people(sorted({merged or candidate for *_row, candidate, merged in rows}))
    for pk, number, round_name, job, candidate, merged in rows:
        person = people.get(merged or candidate)
        words = named(person) if person else Words()
        words.number(number)
        words.text(FACT, round_name)
        words.exact(JOB, str(job))
        yield pk, words


def letters(actor: Actor, word: str) -> Mapping[str, bool]:
    if not may(actor, "interviews:see"):
        return {}
    found = {NAME: True} | ({TYPED: True} if plain(word).isascii() else {})
    return found | ({FACT: False} if len(plain(word)) > 1 else {})


def ways(actor: Actor, word: str) -> list[Way]:
    """Of every job: whoever sees an interview sees for which job it is, and no other is returned."""
    if not may(actor, "interviews:see"):
        return []
    jobs = meant_by(actor, word, everywhere=True)
    return key_ways(actor, word) + [Way(JOB, str(job), is_strong=False) for job in jobs]


def within(actor: Actor) -> list[str] | None:
    """Who also reaches interviews by taking part in them is not held to her jobs."""
    reaches = reach(actor, "interviews:see")
    if reaches.everything or reaches.own:
        return None
    jobs = list(reached(reaches).order_by("pk").values_list("pk", flat=True)[: MOST_JOBS + 1])
    return None if len(jobs) > MOST_JOBS else [f"{JOB}{job}" for job in jobs]


def of_candidates(ids: kinds.Ids) -> list[int]:
    rows = Interview.objects.filter(application__candidate__in=ids)
    merged = Interview.objects.filter(application__candidate__merged_into__in=ids)
    return [*rows.values_list("pk", flat=True), *merged.values_list("pk", flat=True)]


def _ids_after(last: int, most: int) -> list[int]:
    return list(Interview.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:most])


def _tally() -> tuple[int, int]:
    return kinds.tally(Interview.objects.all())


KIND = kinds.Kind(
    name="interview",
    number=2,
    letter="i",
    gather=gather,
    after=_ids_after,
    tally=_tally,
    letters=letters,
    ways=ways,
    within=within,
    follows={"candidate": of_candidates},
)


def register() -> None:
    kinds.register(KIND)
