"""Background work of this room."""

from huiyin.administration.trail import VERIFIED
from huiyin.core import audit, sealer
from huiyin.core.actor import Actor
from huiyin.core.background import task


@task
def verify_trail() -> None:
    """Walk the whole chain; what was found stands in the trail itself."""
    sealer.seal()
    found = sealer.verify()
    by = Actor.system("audit")
    audit.record(VERIFIED, "audit", by=by, ok=found.ok, rows=found.rows, first_bad=found.first_bad)
