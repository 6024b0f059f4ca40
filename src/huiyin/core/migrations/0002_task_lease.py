from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TaskLease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("result_id", models.UUIDField(unique=True)),
                ("worker", models.CharField(max_length=80)),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
