"""Nothing grows past what can be read in one sitting. A file past its size becomes a package of its name."""

import ast

from tests import tree

MODULE, FUNCTION, VIEW, CHANNEL, TEMPLATE, TEST_FILE, PARAMETERS = 400, 50, 40, 150, 200, 400, 7


def test_modules_are_short():
    assert [tree.short(path) for path in tree.modules() if tree.line_count(path) > MODULE] == []


def test_channels_are_short():
    channels = [path for path in tree.modules() if path.name == "channel.py"]
    assert [tree.short(path) for path in channels if tree.line_count(path) > CHANNEL] == []


def test_functions_are_short():
    long = [
        f"{tree.short(path)}:{function.lineno} {function.name} has {length}"
        for path in tree.modules()
        for function in tree.functions(path)
        if (length := _length(function)) > (VIEW if _is_view(path) else FUNCTION)
    ]
    assert not long, "\n".join(long)


def test_functions_take_few_parameters():
    greedy = [
        f"{tree.short(path)}:{function.lineno} {function.name}"
        for path in tree.modules()
        for function in tree.functions(path)
        if _parameters(function) > PARAMETERS
    ]
    assert not greedy, "\n".join(greedy)


def test_templates_are_short():
    assert [tree.short(path) for path in tree.templates() if tree.line_count(path) > TEMPLATE] == []


def test_test_files_are_short():
    files = [*tree.modules(tests=True), *(tree.ROOT / "tests").rglob("*.py")]
    assert [tree.short(path) for path in files if tree.line_count(path) > TEST_FILE] == []


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _is_view(path: tree.Path) -> bool:
    return path.stem == "views" or path.parent.name == "views"


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return len([one for one in named if one.arg not in {"self", "cls"}])
