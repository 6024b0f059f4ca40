"""People to be looked for, in a process of its own over a house's database:

    python -m benchmarks.fill_search people 200000 | recall 1000 | size

`people` opens so many files, each with a name of its own making, a phone, a city, an application and a
résumé of a few sentences, and keeps beside the database what a scan needs; the index stays empty until it
is rebuilt. `recall` asks so many queries of all kinds and compares each whole answer with that of a scan
that knows no index.
"""

import argparse
import json
import random
import sys
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks.fill import awake, house_jobs, made  # noqa: E402
from benchmarks.invented import SKILLS, TITLES, invented  # noqa: E402
from huiyin.accounts.doors import grants  # noqa: E402
from huiyin.accounts.models import User  # noqa: E402
from huiyin.candidates import indexed  # noqa: E402
from huiyin.candidates.access import visible_to  # noqa: E402
from huiyin.candidates.models import Application, Candidate, Document, DocumentText  # noqa: E402
from huiyin.core import clock  # noqa: E402
from huiyin.core.actor import Actor  # noqa: E402
from huiyin.interviews.actions.schedule import new_uid  # noqa: E402
from huiyin.interviews.models import Interview  # noqa: E402
from huiyin.messaging.contacts import PHONE, address_index, tail_index  # noqa: E402
from huiyin.messaging.models import Address, Contact  # noqa: E402
from huiyin.search import asking, finding  # noqa: E402
from huiyin.search.readings import spelled  # noqa: E402

CHUNK, INTERVIEW_EVERY = 2_000, 4


def truth_file() -> Path:
    return settings.HUIYIN_HOME / "truth.jsonl"


def people(number: int) -> None:
    jobs = list(house_jobs())
    for job, title in zip(jobs, TITLES * 3, strict=False):
        job.title = title
        job.save()
    stages = {job.pk: list(job.pipeline.stages.all()) for job in jobs}
    coming = enumerate(invented(number))
    with truth_file().open("w", encoding="utf-8") as out:
        while some := list(islice(coming, CHUNK)):
            with transaction.atomic():
                for pk, (n, one) in zip(_opened(some, jobs, stages), some, strict=True):
                    title = jobs[n % len(jobs)].title
                    out.write(json.dumps({"pk": pk, "title": title, **one}, ensure_ascii=False) + "\n")


def _opened(some: list[tuple[int, dict[str, Any]]], jobs: list[Any], stages: dict[int, Any]) -> list[int]:
    now = clock.now()
    contacts = made(Contact(name=one["name"], letters_per_day=0, **awake()) for _n, one in some)
    made(_phone(contact, f"+86{one['phone']}") for contact, (_n, one) in zip(contacts, some, strict=True))
    candidates = made(
        Candidate(
            number=one["number"],
            contact=contact,
            name=one["name"],
            city=one["city"],
            retention_on=now.date() + timedelta(days=700),
            created_at=now,
        )
        for contact, (_n, one) in zip(contacts, some, strict=True)
    )
    applications = made(
        Application(
            candidate=candidate,
            job=jobs[n % len(jobs)],
            stage=stages[jobs[n % len(jobs)].pk][0],
            stage_since=now,
            state="active" if n % 5 == 0 else "rejected",
            applied_at=now,
        )
        for candidate, (n, _one) in zip(candidates, some, strict=True)
    )
    documents = made(
        Document(
            candidate=candidate,
            name="简历.pdf",
            media_type="application/pdf",
            size=1,
            sha256="0" * 64,
            path=f"documents/{one['number']}",
            uploaded_by="bench",
            at=now,
        )
        for candidate, (_n, one) in zip(candidates, some, strict=True)
    )
    made(
        DocumentText(document=document, state="text", text=one["text"], at=now)
        for document, (_n, one) in zip(documents, some, strict=True)
    )
    made(
        Interview(
            number=f"MS-20261101-{n:06d}",
            application=application,
            round_no=1,
            round_name="初试",
            mode="phone",
            start=now,
            end=now + timedelta(minutes=45),
            time_zone="Asia/Shanghai",
            state="completed",
            uid=new_uid(),
            created_at=now,
        )
        for application, (n, _one) in zip(applications, some, strict=True)
        if n % INTERVIEW_EVERY == 0
    )
    return [candidate.pk for candidate in candidates]


def _phone(contact: Contact, phone: str) -> Address:
    return Address(
        contact=contact,
        kind=PHONE,
        value=phone,
        value_index=address_index(PHONE, phone),
        tail_index=tail_index(PHONE, phone[-4:]),
    )


def recall(number: int) -> dict[str, Any]:
    """How many of so many answers are those of a scan, as sets of people."""
    user = User.objects.get(email="manager@example.test")
    actor = Actor(kind="user", key=f"user:{user.pk}", user_id=user.pk)
    assert grants(user.pk)
    rows = [json.loads(text) for text in truth_file().read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row["typed"] = spelled(row["name"])
    chance, right, wrong = random.Random(5), 0, []
    for n in range(number):
        one = chance.choice(rows)
        query, fits = QUERIES[n % len(QUERIES)](one, chance)
        plan = asking.read(indexed.KIND, actor, query)
        found = set(finding.among(plan, visible_to(actor)).values_list("pk", flat=True))
        meant = {row["pk"] for row in rows if fits(row)}
        right += found == meant
        if found != meant:
            wrong.append(f"{query}: {len(found)} instead of {len(meant)}")
    return {"right": right, "of": number, "wrong": wrong[:10]}


def says(row: dict[str, Any], word: str) -> bool:
    """As somebody would look with her eyes: in the name, city, job and résumé."""
    return any(word in row[name] for name in ("name", "city", "title", "text"))


def _by_name(one: dict[str, Any], _chance: random.Random) -> Any:
    return one["name"], lambda row: says(row, one["name"])


def _by_two_signs(one: dict[str, Any], _chance: random.Random) -> Any:
    return one["name"][-2:], lambda row: says(row, one["name"][-2:])


def _by_phone(one: dict[str, Any], _chance: random.Random) -> Any:
    phone = one["phone"]
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}", lambda row: row["phone"] == phone


def _by_last_four(one: dict[str, Any], _chance: random.Random) -> Any:
    """A year of somebody's résumé may be four digits, too."""
    tail = one["phone"][-4:]
    return tail, lambda row: row["phone"].endswith(tail) or tail in row["text"]


def _by_pinyin(one: dict[str, Any], _chance: random.Random) -> Any:
    typed = spelled(one["name"])[0]
    return typed, lambda row: any(word.startswith(typed) for word in row["typed"])


def _by_skill(one: dict[str, Any], chance: random.Random) -> Any:
    skill = chance.choice([word for word in SKILLS if word in one["text"] and not word.isascii()] or ["护理"])
    return skill, lambda row: says(row, skill)


def _by_two_words(one: dict[str, Any], _chance: random.Random) -> Any:
    family, city = one["name"][:2], one["city"]
    return f"{family} {city}", lambda row: says(row, family) and says(row, city)


def _by_job_and_city(one: dict[str, Any], _chance: random.Random) -> Any:
    return f"{one['title']} {one['city']}", lambda row: says(row, one["title"]) and says(row, one["city"])


def _by_number(one: dict[str, Any], _chance: random.Random) -> Any:
    return one["number"], lambda row: row["number"] == one["number"]


QUERIES = (
    _by_name,
    _by_two_signs,
    _by_phone,
    _by_last_four,
    _by_pinyin,
    _by_skill,
    _by_two_words,
    _by_job_and_city,
    _by_number,
)


def size() -> dict[str, Any]:
    """Megabytes of the index."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('search_document')")
        else:
            cursor.execute("SELECT SUM(LENGTH(block)) FROM search_words_data")
        return {"megabytes": int(cursor.fetchone()[0]) / 1e6}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("verb", choices=("people", "recall", "size"))
    parser.add_argument("number", type=int, nargs="?", default=0)
    options = parser.parse_args()
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")
    started = time.perf_counter()
    if options.verb == "people":
        people(options.number)
        answer: dict[str, Any] = {}
    else:
        answer = recall(options.number) if options.verb == "recall" else size()
    sys.stdout.write(
        json.dumps(answer | {"seconds": time.perf_counter() - started}, ensure_ascii=False) + "\n"
    )


if __name__ == "__main__":
    main()
