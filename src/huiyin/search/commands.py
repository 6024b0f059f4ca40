"""`huiyin search status|rebuild`."""

import argparse
import logging
from time import perf_counter

from huiyin.core.commands import Answer
from huiyin.search.index import rebuild, state
from huiyin.search.kinds import KINDS

log = logging.getLogger(__name__)
SAY_EVERY = 20_000


def search_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=("status", "rebuild"))


def search(args: argparse.Namespace) -> Answer:
    """A rebuild may run beside the web; what is changed meanwhile is indexed by its own action."""
    if args.verb == "rebuild":
        begun = perf_counter()
        for name in KINDS:
            for done in rebuild(name):
                if done % SAY_EVERY == 0:
                    log.info("%s: %s indexed, %.0f s", name, done, perf_counter() - begun)
    found = state()
    lines = [f"{name}: {indexed} of {there}" for name, there, indexed in found]
    data = {
        "ok": all(there == indexed for _name, there, indexed in found),
        "kinds": [{"kind": name, "there": there, "indexed": indexed} for name, there, indexed in found],
    }
    return Answer(data, "\n".join(lines))
