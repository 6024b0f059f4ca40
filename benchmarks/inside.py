"""What only a look inside the process can tell, in a process of its own over a house's database:

    python -m benchmarks.inside page COOKIE PATH       our view's time beside a hand-written one, and queries
    python -m benchmarks.inside queries COOKIE PATH…   how many statements each page costs

Requests go through the whole of Django, middleware included, without a network. Queries are those of a second
request, as a running house answers it.
"""

import argparse
import json
import sys
import time
from typing import Any
from urllib.parse import urlsplit

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core import signing  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.figures import median  # noqa: E402
from huiyin.portal import links  # noqa: E402

ROUNDS, EACH = 15, 20


class Asker:
    """Asks the application as a server would."""

    def __init__(self) -> None:
        self._application = WSGIHandler()

    def ask(self, path: str, cookie: str = "") -> bytes:
        parts = urlsplit(path)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "HTTP_COOKIE": cookie,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(settings.ENVIRONMENT.port),
            "wsgi.input": sys.stdin.buffer,
            "wsgi.url_scheme": "http",
        }
        said: list[str] = []
        response = self._application(environ, lambda status, _headers: said.append(status))
        body = b"".join(response)
        response.close()
        if not said[0].startswith("200"):
            raise RuntimeError(f"{path} answered {said[0]}")
        return body

    def queries(self, path: str, cookie: str) -> int:
        self.ask(path, cookie)
        with CaptureQueriesContext(connection) as captured:
            self.ask(path, cookie)
        return len(captured)

    def seconds(self, path: str, cookie: str) -> float:
        started = time.perf_counter()
        for _ in range(EACH):
            self.ask(path, cookie)
        return (time.perf_counter() - started) / EACH


def page(asker: Asker, cookie: str, path: str) -> dict[str, Any]:
    """Both views in turns, so that a busy moment meets both."""
    settings.ROOT_URLCONF = "benchmarks.plain"
    capability_id, _visit = signing.loads(cookie.partition("=")[2], salt=links.SALT)
    plain = f"/plain/{capability_id}/"
    queries, floor_queries = asker.queries(path, cookie), asker.queries(plain, "")
    weight, floor_weight = len(asker.ask(path, cookie)), len(asker.ask(plain))
    pairs = [(asker.seconds(path, cookie), asker.seconds(plain, "")) for _ in range(ROUNDS)]
    return {
        "queries": queries,
        "floor_queries": floor_queries,
        "bytes": weight,
        "floor_bytes": floor_weight,
        "per_second": 1 / median([ours for ours, _theirs in pairs]),
        "floor_per_second": 1 / median([theirs for _ours, theirs in pairs]),
        "n": ROUNDS * EACH,
    }


def queries(asker: Asker, cookie: str, paths: list[str]) -> dict[str, int]:
    return {path: asker.queries(path, cookie) for path in paths}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("verb", choices=("page", "queries"))
    parser.add_argument("cookie")
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    asker = Asker()
    if options.verb == "page":
        answer = page(asker, options.cookie, options.paths[0])
    else:
        answer = queries(asker, options.cookie, options.paths)
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
