"""Pages, portal and API ask the door: none of them reaches for a table by itself."""

import ast

from tests import tree

MANAGERS = {"objects", "_default_manager", "_base_manager"}


def test_views_portal_and_api_never_touch_managers():
    found = [
        f"{tree.short(path)}:{node.lineno} .{node.attr}"
        for path in tree.modules()
        if _is_a_page(path)
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    ]
    assert not found, "\n".join(found)


def _is_a_page(path: tree.Path) -> bool:
    room, *inside = path.relative_to(tree.SOURCE).parts
    return room in {"portal", "api"} or not {"views.py", "views", "urls.py"}.isdisjoint(inside)
