"""Houses whose roles are older than approvals and exports: the shipped roles may do what they are shipped with."""

from django.db import migrations

ADDED = {
    "recruiter": ("exports:run",),
    "hr_manager": ("exports:run", "approvals:decide"),
    "hiring_manager": ("approvals:decide",),
    "executive": ("approvals:decide",),
}


def add(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.filter(key__in=ADDED):
        missing = [one for one in ADDED[role.key] if one not in role.permissions]
        if missing:
            role.permissions = [*role.permissions, *missing]
            role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
