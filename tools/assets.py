"""Copies the few files that pages need out of the npm packages, so that the wheel runs without Node.

Nothing is built: a file is taken as its makers ship it, or not at all.
"""

import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "huiyin" / "static_vendor"
ICON_NAMES = ROOT / "src" / "huiyin" / "core" / "icons.txt"

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "vendor/tabler.min.css",
    "htmx.org/dist/htmx.min.js": "vendor/htmx.min.js",
    "htmx.org/LICENSE": "licenses/htmx.txt",
    "@tabler/icons/LICENSE": "licenses/tabler.txt",
}


class MissingAsset(Exception):
    """A package or an icon that is not there; the text says which."""


def wanted_files() -> dict[Path, Path]:
    """Source to destination, for every file of `FILES` and every icon of `core/icons.txt`."""
    files = {MODULES / source: VENDOR / target for source, target in FILES.items()}
    for line in ICON_NAMES.read_text(encoding="utf-8").splitlines():
        name = line.strip()
        if name and not name.startswith("#"):
            files[MODULES / "@tabler/icons/icons/outline" / f"{name}.svg"] = VENDOR / "icons" / f"{name}.svg"
    return files


def is_fresh(files: dict[Path, Path]) -> bool:
    """Whether every file has been copied already, so that a build may do without node_modules."""
    return all(
        target.exists() and (not source.exists() or target.stat().st_size == source.stat().st_size)
        for source, target in files.items()
    )


def copy() -> int:
    """Copy what is missing or different; returns how many files the vendor folder now holds."""
    files = wanted_files()
    if is_fresh(files):
        return len(files)
    missing = [str(source.relative_to(MODULES)) for source in files if not source.exists()]
    if missing:
        raise MissingAsset(f"not in node_modules: {', '.join(missing)}; run `npm ci`, or mend core/icons.txt")
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    versions = {
        name: json.loads((MODULES / name / "package.json").read_text())["version"]
        for name in ("@tabler/core", "@tabler/icons", "htmx.org")
    }
    (VENDOR / "versions.json").write_text(json.dumps(versions, indent=1) + "\n")
    return len(files)


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{copy()} vendored files in {VENDOR.relative_to(ROOT)}\n")
    except MissingAsset as missing_asset:
        sys.exit(f"assets: {missing_asset}")
