"""The list of what is indexed, and each database's own search beside it."""

from django.db import migrations, models

from huiyin.search.engines import postgresql, sqlite


def create(apps, schema_editor):
    statements = (sqlite.CREATE,) if schema_editor.connection.vendor == "sqlite" else postgresql.CREATE
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    statements = (sqlite.DROP,) if schema_editor.connection.vendor == "sqlite" else postgresql.DROP
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(db_index=True, max_length=20)),
                ("words", models.TextField(blank=True)),
            ],
        ),
        migrations.RunPython(create, drop),
    ]
