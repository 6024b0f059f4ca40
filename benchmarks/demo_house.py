"""A throw-away demo: the invented company on its last morning, with passwords that we know."""

import json
import shutil
import subprocess
import time
from pathlib import Path

from benchmarks.house import COMMAND, PASSWORD, ROOT, House

PEOPLE = ("jiang.yuan", "han.qing", "lu.shi", "gu.xingzhi", "fu.mingyuan", "meng.xinghe")
OFFSET = "offset_seconds"


class DemoHouse(House):
    """Built anew, which takes minutes, or copied from a demo home that was built by `huiyin demo --no-serve`
    and never served: there it is the same morning again.
    """

    def __init__(self, *, email_url: str, base: Path | None = None) -> None:
        self.base = base
        super().__init__(email_url=email_url)
        for name in PEOPLE:
            self.give_password(f"{name}@nanzhi.example")

    def furnish(self) -> None:
        if self.base:
            shutil.copytree(self.base, self.home)
            self._turn_back()
        else:
            self._call(*COMMAND, "demo", "--no-serve")

    def give_password(self, email: str) -> None:
        words = (*COMMAND, "user", "password", email, "--password-stdin")
        subprocess.run(
            words,
            cwd=ROOT,
            env=self.environment,
            input=PASSWORD,
            stdout=subprocess.DEVNULL,
            text=True,
            check=True,
        )

    def _turn_back(self) -> None:
        """The copy's clock stands where the building ended, however long ago that was."""
        marker = self.home / "demo.json"
        values = json.loads(marker.read_text())
        assert self.base
        built_at = (self.base / marker.name).stat().st_mtime
        values[OFFSET] -= time.time() - built_at
        values["mailbox"] = str(self.home / "mailbox")
        marker.write_text(json.dumps(values))
