"""Static files: hashed names, compressed, gathered into the home when a version starts for the first time."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


def _without_source_maps() -> tuple[tuple[str, tuple[object, ...]], ...]:
    kept = (
        (files, tuple(one for one in patterns if "sourceMappingURL" not in str(one)))
        for files, patterns in CompressedManifestStaticFilesStorage.patterns
    )
    return tuple((files, patterns) for files, patterns in kept if patterns)


class Storage(CompressedManifestStaticFilesStorage):
    """Leaves `sourceMappingURL` alone: npm packages name maps that they do not ship."""

    patterns = _without_source_maps()


def gather() -> bool:
    """Collect the static files into the home if they are not these already; whether it had to."""
    stamp_file = Path(settings.STATIC_ROOT) / ".stamp"
    stamp = _stamp()
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return False
    call_command("collectstatic", interactive=False, clear=stamp_file.exists(), verbosity=0)
    stamp_file.write_text(stamp)
    return True


def _stamp() -> str:
    digest = hashlib.sha256(settings.HUIYIN_VERSION.encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
