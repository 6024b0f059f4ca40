"""Makes a world's home and database, or says how many letters are in each state."""

import json
import os
import sys
from pathlib import Path

keys = Path(os.environ["HUIYIN_HOME"]) / "keys"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Count  # noqa: E402

from huiyin.core.encryption import new_key_file_text  # noqa: E402
from huiyin.messaging.models import Letter  # noqa: E402

if sys.argv[1:] == ["states"]:
    counted = Letter.objects.values_list("state").annotate(n=Count("pk"))
    sys.stdout.write(json.dumps(dict(counted)))
else:
    keys.write_text(new_key_file_text())
    call_command("migrate", interactive=False, verbosity=0)
