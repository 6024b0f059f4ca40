"""Before a wheel is built: compile the catalogues and copy the vendored files; neither is in git."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tools import assets, messages


class Build(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's hook
        messages.compile_all()
        if problems := messages.broken():
            raise RuntimeError("\n".join(problems))
        if version != "editable":
            assets.copy()
