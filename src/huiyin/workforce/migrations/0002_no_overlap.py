"""The database refuses overlapping bookings of one person or room: by an exclusion constraint on
PostgreSQL, by triggers on SQLite. Both say `booking_overlap`."""

from typing import Any

from django.db import migrations

POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE workforce_booking ADD CONSTRAINT booking_overlap
  EXCLUDE USING gist (resource WITH =, tstzrange("start", "end", '[)') WITH &&);
"""

SQLITE = """
CREATE TRIGGER booking_overlap_{verb} BEFORE {verb} ON workforce_booking
WHEN EXISTS (
  SELECT 1 FROM workforce_booking
  WHERE resource = NEW.resource AND id IS NOT NEW.id AND "start" < NEW."end" AND "end" > NEW."start"
)
BEGIN SELECT RAISE(ABORT, 'booking_overlap'); END;
"""


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL)
    else:
        for verb in ("INSERT", "UPDATE"):
            editor.execute(SQLITE.format(verb=verb))


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE workforce_booking DROP CONSTRAINT booking_overlap")
    else:
        for verb in ("INSERT", "UPDATE"):
            editor.execute(f"DROP TRIGGER booking_overlap_{verb}")


class Migration(migrations.Migration):
    dependencies = [("workforce", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
