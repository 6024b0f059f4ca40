"""Before a wheel is built: compiled catalogues and vendored files, so that it needs no Node and no gettext."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tools import assets, messages  # noqa: E402 -- they stand beside this file, not in a package


class Build(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's hook
        messages.compile_all()
        if version != "editable":
            assets.copy()
