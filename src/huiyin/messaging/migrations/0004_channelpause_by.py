from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0003_letters_by_change")]

    operations = [
        migrations.AddField(
            model_name="channelpause",
            name="by",
            field=models.CharField(blank=True, help_text="who stopped it, if a person did", max_length=60),
        ),
    ]
