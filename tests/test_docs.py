"""What an installation can choose or meet is named in `docs/`, and links there lead somewhere."""

import re

from huiyin.accounts.permissions import PERMISSIONS
from huiyin.config.command import COMMANDS
from huiyin.config.environment import NAMES
from huiyin.messaging.channels import EMAIL, KEYS
from huiyin.messaging.kinds import KINDS
from tests import tree

DOCS = tree.ROOT / "docs"
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def missing_from(text: str, names) -> list[str]:
    return sorted(name for name in names if f"`{name}`" not in text)


def all_docs() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md")))


def test_every_setting_is_described():
    assert missing_from((DOCS / "settings.md").read_text(encoding="utf-8"), NAMES) == []


def test_every_permission_is_described():
    assert missing_from(all_docs(), PERMISSIONS) == []


def test_every_notice_kind_is_described():
    shipped = [key for key, kind in KINDS.items() if ".tests" not in kind.values.__module__]
    assert missing_from(all_docs(), shipped) == []


def test_every_channel_is_described():
    channels = {*KEYS, "by_hand", *(name for name in EMAIL if not name.startswith("smtp"))}
    assert missing_from(all_docs(), channels) == []


def test_every_command_is_described():
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`huiyin {name}" not in text] == []


def test_links_lead_somewhere():
    pages = [*DOCS.rglob("*.md"), *tree.ROOT.glob("*.md")]
    broken = [
        f"{tree.short(page)}: {target}"
        for page in pages
        for target in _LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
