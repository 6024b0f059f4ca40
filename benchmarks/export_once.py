"""One export in a process of its own, so that its memory is its own: `export_once candidates xlsx`."""

import csv
import json
import resource
import sys
import time
from pathlib import Path
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402

from huiyin.accounts.models import User  # noqa: E402
from huiyin.candidates.models import Candidate  # noqa: E402
from huiyin.core import clock  # noqa: E402
from huiyin.core.actor import Actor  # noqa: E402
from huiyin.exports.asking import Wish, begin_writing, start  # noqa: E402
from huiyin.exports.models import Export  # noqa: E402
from huiyin.exports.producing import produce  # noqa: E402

MANAGER = "manager@example.test"


def plain() -> int:
    with (Path(settings.HUIYIN_HOME) / "plain.csv").open("w", encoding="utf-8", newline="") as out:
        sheet, rows = csv.writer(out), 0
        for row in Candidate.objects.order_by("-pk").values_list("name", "number", "city").iterator():
            sheet.writerow(row)
            rows += 1
    return rows


def export(of: str, kind: str) -> Export:
    """As somebody who reaches everything; the approval is taken as given."""
    user = User.objects.get(email=MANAGER)
    by = Actor(kind="user", key=f"user:{user.pk}", user_id=user.pk, fresh_at=clock.now().timestamp())
    made = start(Wish(key=str(uuid4()), of=of, query={}, format=kind, why="measured"), by=by)
    if made.operation_id is None:
        begin_writing(made, by=by)
    assert produce(made.pk)
    made.refresh_from_db()
    return made


def main() -> None:
    of, kind = sys.argv[1:3]
    started, size = time.perf_counter(), 0
    if of == "plain":
        rows = plain()
    else:
        made = export(of, kind)
        rows, size = made.rows or 0, made.size
    said = {
        "rows": rows,
        "seconds": time.perf_counter() - started,
        "rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": size,
    }
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
