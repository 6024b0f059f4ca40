"""The reason library: adding, changing and retiring a reason. What the person may read of it is judged
first.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.digests import sha256_letters
from huiyin.core.editing import require_unchanged
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.fairness import require_fair
from huiyin.jobs.models import Reason

TEXTS = ("name_zh", "name_en", "candidate_text_zh", "candidate_text_en")
REASON_FIELDS = (*TEXTS, "side", "liftable", "needs_call", "allowed_for_template", "is_active")


def reason_values(reason: Reason) -> dict[str, Any]:
    return {name: getattr(reason, name) for name in REASON_FIELDS}


@transaction.atomic
def add_reason(group: str, said: Mapping[str, Any], *, by: Actor) -> Reason:
    values = _judged(said)
    key = f"own_{sha256_letters(values['name_zh'].encode())[:12]}"
    if Reason.objects.filter(group=group, key=key).exists():
        problem = _("There is already a reason of this name.")
        raise DomainError("reason_exists", problem, fields=[FieldProblem("name_zh", problem)])
    reason = Reason.objects.create(group=group, key=key, **values)
    audit.record("reason.added", reason, by=by, group=group, key=key)
    return reason


@transaction.atomic
def edit_reason(
    reason: Reason,
    said: Mapping[str, Any],
    *,
    by: Actor,
    seen: str = "",
    labels: Mapping[str, str] | None = None,
) -> Reason:
    """Letters that went out keep their words; a retired reason stays with those who have it."""
    row = Reason.objects.select_for_update().get(pk=reason.pk)
    require_unchanged(seen, reason_values(row), labels or {})
    values = _judged(said)
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    if changed:
        audit.record("reason.edited", row, by=by, key=row.key, changed=changed, active=row.is_active)
    return row


def _judged(said: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: said[name] for name in REASON_FIELDS}
    for name in TEXTS:
        values[name] = " ".join(str(values[name]).split())
        require_fair(values[name], field=name)
    values["name_zh"] = values["name_zh"] or values["name_en"]
    values["name_en"] = values["name_en"] or values["name_zh"]
    if not values["name_zh"]:
        problem = _("The name is missing.")
        raise DomainError("bad_name", problem, fields=[FieldProblem("name_zh", problem)])
    if values["allowed_for_template"] and values["needs_call"]:
        problem = _("A reason that needs a call goes into no letter.")
        mend = _("Untick one of the two.")
        raise DomainError("bad_flags", problem, mend, [FieldProblem("allowed_for_template", problem, mend)])
    return values
